"""A whole world for tests that look at everything at once: the demonstration, and a second cluster beside it.

Some rows carry words that only some people may ever see; `SECRETS` says who.

`world_again` is what tests take: building the world takes half a second, putting its rows back a few hundredths.
"""

import datetime as dt
import uuid
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

import time_machine
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone

from campaigns.actions.feeds import open_feed
from campaigns.actions.problems import raise_problem
from campaigns.actions.progress import report_duty
from campaigns.demo.build import build, import_demo_plan
from campaigns.demo.issuing import issue
from campaigns.demo.money import draw_slip
from campaigns.models import DutyReport, PublicPage, SignUp, Volunteer
from contributions.actions import confirm_payment, declare_payment, make_dues, reverse_payment
from contributions.models import Adjustment, Due, Payment
from plans.actions.opinions import give_opinion, give_remark
from plans.actions.rounds import open_round
from plans.models import Activity, Levy, Plan, Proposal, RegisterEntry, Version
from plans.rounds import Answer
from tests.factories import ClusterFactory, MembershipFactory, UserFactory
from unions.models import Cluster, MemberUnion, Role, User

TODAY = dt.date(2026, 11, 20)
YT_NOTE = "ghi-chu-rieng-cua-so-y-te"
YT_REPORT = "bao-cao-rieng-cua-so-y-te"
YT_PROBLEM = "su-co-rieng-cua-so-y-te"
YT_WISH = "de-nghi-rieng-cua-so-y-te"
YT_REMARK = "y-kien-chung-cua-so-y-te"
VOLUNTEER = "Đặng Minh Họa Tám"
OUR_APPS = ("unions.", "plans.", "contributions.", "campaigns.")


@dataclass(frozen=True)
class World:
    """The rows that the tests name."""

    plan: Plan
    other_plan: Plan
    people: dict[str, User]
    yt_payment: Payment  # declared and waiting, by the officer of Sở Y tế
    confirmed: Payment
    page: PublicPage
    sign_up: SignUp
    issued: Version  # the plan of the year before

    @property
    def cluster(self) -> Cluster:
        return self.plan.cluster

    def activity(self, kind: Activity.Kind = Activity.Kind.CAMPAIGN) -> Activity:
        return self.plan.activities.get(kind=kind)

    def union(self, code: str = "YT") -> MemberUnion:
        return MemberUnion.objects.get(cluster=self.cluster, code=code)


Rows = list[tuple[type[models.Model], list[list[Any]]]]


@cache
def _built() -> tuple[World, Rows]:
    """The world as this process built it once, an hour before the tests' clock, and all its rows."""
    with time_machine.travel(f"{TODAY}T08:00:00+07:00", tick=True), transaction.atomic():
        world = build_world()
        rows = [(model, _rows(model)) for model in apps.get_models() if model.__module__.startswith(OUR_APPS)]
        transaction.set_rollback(True)
    return world, rows


def _rows(model: type[models.Model]) -> list[list[Any]]:
    """The rows of a table as the database takes them, moments included that a model would set anew."""
    fields = model._meta.concrete_fields
    return [
        [field.get_db_prep_save(field.value_from_object(one), connection) for field in fields]
        for one in model._base_manager.order_by("pk")
    ]


def world_again() -> World:
    """The world in an empty database."""
    world, rows = _built()
    with transaction.atomic(), connection.cursor() as cursor:
        for model, kept in rows:
            names = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
            values = ", ".join(["%s"] * len(model._meta.concrete_fields))
            if kept:
                cursor.executemany(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({values})', kept)
        for statement in connection.ops.sequence_reset_sql(no_style(), [model for model, _kept in rows]):
            cursor.execute(statement)
    return deepcopy(world)


def build_world() -> World:
    """The demonstration for 2026, a payment with a private note, a reversal, a second cluster with the same plan."""
    plan = build(TODAY)
    people = {name: User.objects.get(username=name) for name in ("chu", "bithu", "thuquy", "vanphong")}
    people |= {code: User.objects.get(username=f"canbo-{code.lower()}") for code in ("YT", "GTVT")}
    people["nobody"] = UserFactory.create(username="khong-vai-tro", full_name="Không Vai Trò")
    other_plan, people["stranger"] = _other_cluster()
    _followed_up(other_plan, people["stranger"])
    confirmed = Payment.objects.filter(plan=plan, union__code="GTVT", confirmed_at__isnull=False).get()
    _reverse_one(plan, people["thuquy"])
    _carried_out(plan, people["YT"])
    _asked_again(plan, people["bithu"], people["YT"])
    page = PublicPage.objects.get(activity__plan=plan)
    return World(
        plan=plan,
        other_plan=other_plan,
        people=people,
        yt_payment=_private_payment(plan, people["YT"], people["thuquy"]),
        confirmed=confirmed,
        page=page,
        sign_up=SignUp.objects.get(public_page=page, volunteer=Volunteer.objects.get(full_name=VOLUNTEER)),
        issued=_issued_before(plan.cluster, people["bithu"]),
    )


def _carried_out(plan: Plan, officer: User) -> None:
    """Sở Y tế reports on a duty with a photo, has a problem and a calendar address."""
    union = MemberUnion.objects.get(cluster=plan.cluster, code="YT")
    duty = plan.duties.filter(holders__union=union)[0]
    photo = draw_slip("Khám, phát thuốc", "Ảnh minh họa")
    report_duty(duty=duty, union=union, state="under_way", note=YT_REPORT, photo=photo, by=officer)
    raise_problem(plan=plan, union=union, text=YT_PROBLEM, by=officer)
    open_feed(cluster=plan.cluster, union=union, by=officer)


def _asked_again(plan: Plan, secretary: User, officer: User) -> None:
    """A second round is open; Sở Y tế asked for a change and said something of the whole."""
    union = MemberUnion.objects.get(cluster=plan.cluster, code="YT")
    held = open_round(plan=plan, deadline=timezone.localdate() + dt.timedelta(days=5), by=secretary)
    item = held.items.select_related("round")[0]
    give_opinion(item=item, union=union, answer=Answer.CHANGE, text=YT_WISH, by=officer)
    give_remark(consultation=held, union=union, text=YT_REMARK, by=officer)


def _issued_before(cluster: Cluster, secretary: User) -> Version:
    """The plan of 2025 as it was issued."""
    plan = import_demo_plan(cluster, TODAY.year - 1, secretary)
    left = {"text": "Việc còn lại của năm trước", "source": "plans.duty:0"}
    Proposal.objects.create(plan=plan, kind=Proposal.Kind.DUTY, **left)
    return issue(plan, secretary=secretary, signed_on=dt.date(TODAY.year - 1, 2, 5))


def _private_payment(plan: Plan, officer: User, treasurer: User) -> Payment:
    """A waiting payment of Sở Y tế for its first visit, with a note that nobody else's union may read."""
    levy = Levy.objects.get(activity__plan=plan, basis=Levy.Basis.UNDECIDED)
    Levy.objects.filter(pk=levy.pk).update(basis=Levy.Basis.PER_OCCURRENCE)
    levy.refresh_from_db()
    make_dues(levy=levy, by=treasurer)
    due = Due.objects.filter(levy=levy, union__code="YT").order_by("pk")[0]
    return declare_payment(
        plan=plan,
        union=due.union,
        amount=due.amount,
        paid_on=TODAY,
        by=officer,
        key=uuid.uuid4(),
        note=YT_NOTE,
        dues=[due.pk],
    )


def _reverse_one(plan: Plan, treasurer: User) -> None:
    """One confirmed payment was wrong."""
    due = Due.objects.get(plan=plan, union__code="DCD", levy__activity__kind=Activity.Kind.CAMPAIGN)
    officer = User.objects.get(username="canbo-dcd")
    payment = declare_payment(
        plan=plan, union=due.union, amount=100_000, paid_on=TODAY, by=officer, key=uuid.uuid4(), dues=[due.pk]
    )
    confirm_payment(payment=payment, by=treasurer)
    reverse_payment(payment=payment, by=treasurer, reason="Chuyển nhầm tài khoản.")


def _other_cluster() -> tuple[Plan, User]:
    """A cluster with the same plan, whose secretary is a stranger here."""
    cluster = ClusterFactory.create(code="KHAC", name="Cụm Khác")
    secretary = UserFactory.create(username="bithu-khac", full_name="Bí Thư Cụm Khác")
    MembershipFactory.create(user=secretary, cluster=cluster, role=Role.SECRETARY, union=None)
    return import_demo_plan(cluster, TODAY.year, secretary), secretary


def _followed_up(plan: Plan, secretary: User) -> None:
    """The other cluster's plan as a later year finds it: issued, a due adjusted, a duty reported on."""
    entry = RegisterEntry.objects.create(
        cluster=plan.cluster, number=1, symbol="01-KH/ĐTN", signed_on=TODAY, taken_by=secretary
    )
    version = Version.objects.create(plan=plan, number=1, kind="plan", entry=entry, data={}, issued_by=secretary)
    levy = Levy.objects.filter(activity__plan=plan).exclude(basis=Levy.Basis.UNDECIDED)[0]
    make_dues(levy=levy, by=secretary)
    due = Due.objects.filter(levy=levy)[0]
    Adjustment.objects.create(due=due, amount=-1_000, version=version, made_by=secretary)
    duty = plan.duties.all()[0]
    DutyReport.objects.create(duty=duty, union=due.union, state=DutyReport.State.UNDER_WAY, reported_by=secretary)
