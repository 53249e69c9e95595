"""Clusters of a chosen size: `grow("B300", 300)` makes 300 of everything that a page lists.

Every kind of row is there from size 1 on (payments in each state, sign-ups, results …), so that two sizes differ in
number only and pages of both must take the same queries. Three activities at most carry a levy: the ledger has a
column for each.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from django.db import transaction
from django.utils import timezone

from campaigns.models import Attendance, PublicPage, Resource, Result, SignUp, Volunteer
from contributions.models import Allocation, Due, Payment, Reversal
from plans import models as plans
from unions import audit
from unions.models import Cluster, Membership, MemberUnion, Role, UnionAlias, User

YEAR = 2024


@dataclass(frozen=True, slots=True)
class Grown:
    """What a page's address needs, and who opens it."""

    cluster: Cluster
    plan: plans.Plan
    activity: plans.Activity
    page: PublicPage
    staff: User
    officer: User


@transaction.atomic
def grow(code: str, size: int) -> Grown:
    """A cluster with `size` unions, activities, duties, payments of each state and so on."""
    cluster = Cluster.objects.create(code=code, name=f"Cụm {code}")
    unions = _unions(cluster, size)
    staff, officer = _people(cluster, unions)
    plan = plans.Plan.objects.create(cluster=cluster, year=YEAR, lead=unions[0], subject=f"Hoạt động cụm {code}")
    activities = _activities(plan, unions)
    _pay(plan, _dues(plan, activities[:3], unions, staff), unions, staff)
    page = _field(activities[0], unions, staff)
    for number in range(size):
        audit.record("plan.checked", plan, by=staff, cluster=cluster, about=f"Lần {number}", after={"number": number})
    return Grown(cluster, plan, activities[0], page, staff, officer)


def _unions(cluster: Cluster, size: int) -> list[MemberUnion]:
    unions = MemberUnion.objects.bulk_create(
        MemberUnion(cluster=cluster, code=f"u{i}", name=f"Đoàn cơ sở số {i}", short_name=f"Cơ sở {i}", position=i)
        for i in range(size)
    )
    UnionAlias.objects.bulk_create(UnionAlias(union=union, name=f"Chi đoàn {union.code}") for union in unions)
    return unions


def _people(cluster: Cluster, unions: list[MemberUnion]) -> tuple[User, User]:
    """A secretary who is treasurer too, and an officer for each union; the first union's is given back."""
    code = cluster.code
    staff = User.objects.create(username=f"{code}-staff", full_name="Bí thư kiêm thủ quỹ")
    officers = User.objects.bulk_create(User(username=f"{code}-{u.code}", full_name=f"Bí thư {u.code}") for u in unions)
    held = [(staff, Role.SECRETARY, None), (staff, Role.TREASURER, None)]
    held += [(user, Role.OFFICER, union) for user, union in zip(officers, unions, strict=True)]
    Membership.objects.bulk_create(
        Membership(user=user, cluster=cluster, role=role, union=union) for user, role, union in held
    )
    return staff, officers[0]


# -- The plan


class Outline:
    """Adds lines to a plan, one below the other."""

    def __init__(self, plan: plans.Plan) -> None:
        self.plan = plan
        self.positions = count(1)

    def line(self, text: str, level: int = 2) -> plans.Clause:
        heading = level == 1
        return plans.Clause.objects.create(
            plan=self.plan, position=next(self.positions), level=level, marker="dash", text=text, heading=heading
        )


def _activities(plan: plans.Plan, unions: list[MemberUnion]) -> list[plans.Activity]:
    """An activity for each union. The first has one content, duty and occurrence for each union."""
    outline = Outline(plan)
    activities = [_activity(outline, number) for number in range(len(unions))]
    for number, union in enumerate(unions):
        _duty(outline, activities[number], unions[0], union)
        _duty(outline, activities[0], union, unions[0])
        content = outline.line(f"Nội dung thứ {number}")
        plans.ContentItem.objects.create(activity=activities[0], clause=content)
    plans.Occurrence.objects.bulk_create(
        plans.Occurrence(activity=activities[0], number=i + 1, starts_on=dt.date(YEAR, 1, 1) + dt.timedelta(days=i))
        for i in range(len(unions))
    )
    plans.Quota.objects.create(activity=activities[0], people=30)
    return activities


def _activity(outline: Outline, number: int) -> plans.Activity:
    heading = outline.line("{tên hoạt động}", level=1)
    activity = plans.Activity.objects.create(
        plan=outline.plan, clause=heading, kind="recurring_visit", title=f"Hoạt động số {number}"
    )
    when, where = outline.line("Thời gian: {thời gian}"), outline.line("Địa điểm: {địa điểm}")
    plans.Schedule.objects.create(
        activity=activity, clause=when, text="Hàng quý", starts_on=dt.date(YEAR, 1, 1), precision="quarter"
    )
    plans.Place.objects.create(activity=activity, clause=where, text=f"Xã số {number}")
    return activity


def _duty(outline: Outline, activity: plans.Activity, lead: MemberUnion, support: MemberUnion) -> None:
    clause = outline.line("{đơn vị} phụ trách một phần việc.")
    duty = plans.Duty.objects.create(plan=outline.plan, activity=activity, clause=clause)
    parts = {support.pk: "support", lead.pk: "lead"}  # one union may be both: then it leads
    plans.DutyHolder.objects.bulk_create(
        plans.DutyHolder(duty=duty, union_id=union, part=part, position=i)
        for i, (union, part) in enumerate(parts.items())
    )


# -- Money


def _dues(plan: plans.Plan, activities: list[plans.Activity], unions: list[MemberUnion], staff: User) -> list[Due]:
    codes = (f"{plan.pk}D{number}" for number in count())
    dues: list[Due] = []
    for activity in activities:
        levy = plans.Levy.objects.create(activity=activity, basis="once", decided_at=timezone.now())
        plans.LevyShare.objects.bulk_create(
            plans.LevyShare(levy=levy, union=union, amount=1_000_000_000, position=i) for i, union in enumerate(unions)
        )
        dues += Due.objects.bulk_create(
            Due(plan=plan, levy=levy, union=u, amount=1_000_000_000, code=next(codes), made_by=staff) for u in unions
        )
    return dues


def _payments(plan: plans.Plan, unions: list[MemberUnion], staff: User) -> Iterator[Payment]:
    """Four states a union: waiting, confirmed, returned, confirmed and to be reversed; and as many of the first one."""
    now = timezone.now()
    confirmed = {"confirmed_at": now, "confirmed_by": staff}
    returned = {"returned_at": now, "returned_by": staff, "return_reason": "Ảnh mờ"}
    for union in [*unions, *(unions[0] for _ in unions)]:
        for number, state in enumerate(({}, confirmed, returned, confirmed)):
            yield Payment(
                plan=plan, union=union, amount=1_000 + number, key=uuid.uuid4(), paid_on=dt.date(YEAR, 3, 1),
                declared_by=staff, **state,
            )  # fmt: skip


def _pay(plan: plans.Plan, dues: list[Due], unions: list[MemberUnion], staff: User) -> None:
    payments = Payment.objects.bulk_create(_payments(plan, unions, staff))
    first_due = {due.union_id: due for due in reversed(dues)}
    Allocation.objects.bulk_create(Allocation(payment=p, due=first_due[p.union_id], amount=p.amount) for p in payments)
    wrong = (p for p in payments if p.amount == 1_003)
    Reversal.objects.bulk_create(Reversal(payment=p, amount=p.amount, reason="Ghi nhầm", by=staff) for p in wrong)


# -- The field


def _field(activity: plans.Activity, unions: list[MemberUnion], staff: User) -> PublicPage:
    page = PublicPage.objects.create(activity=activity)
    facts = [(number, union) for number, union in enumerate(unions)]
    cluster = activity.plan.cluster
    volunteers = Volunteer.objects.bulk_create(
        Volunteer(
            cluster=cluster, full_name=f"Tình nguyện viên {i}", phone=f"+8490{i:07}", birth_year=2000, union=union
        )
        for i, union in facts
    )
    SignUp.objects.bulk_create(
        SignUp(public_page=page, volunteer=v, consent_version="1", consent_text="Đồng ý", consented_at=timezone.now())
        for v in volunteers
    )
    Resource.objects.bulk_create(
        Resource(activity=activity, kind=kind, thing=f"Phần quà {i}", quantity=10, union=union)
        for kind in Resource.Kind.values
        for i, union in facts
    )
    Attendance.objects.bulk_create(
        Attendance(activity=activity, union=union, people=30, entered_by=staff) for _i, union in facts
    )
    Result.objects.bulk_create(
        Result(activity=activity, union=union, indicator=f"Chỉ tiêu {i}", unit="người", number=i, entered_by=staff)
        for i, union in facts
    )
    return page
