"""The demonstration's field work: visits as dates, a public page with volunteers, head counts, results."""

import datetime as dt
import uuid
from decimal import Decimal

from campaigns.actions import attendance, pages, resources, results, sign_ups
from campaigns.consent import Consent, version, wording
from campaigns.models import Resource, Result
from plans.actions import occurrences
from plans.models import Activity, Plan
from unions.models import MemberUnion, User

VOLUNTEERS = (
    ("Đặng Minh Họa Tám", "+84900000108", 2001),
    ("Huỳnh Minh Họa Chín", "+84900000109", 1999),
    ("Mai Minh Họa Mười", "+84900000110", 2003),
)
NEEDS = (("thợ điện, thợ mộc", 4, "người"), ("thuốc thông thường", 20, "phần"), ("gạo", 50, "kg"))
CAME = {"YT": 27, "GTVT": 30, "LDTBXH": 25, "TNXP": 31}


def work(plan: Plan, *, secretary: User, today: dt.date) -> None:
    """Some of everything, so that no page of the demonstration is empty."""
    by_kind = {activity.kind: activity for activity in plan.activities.all()}
    visit = by_kind[Activity.Kind.RECURRING_VISIT]  # the last one is in December: never over while its year runs
    for time in occurrences.make_occurrences(activity=visit, by=secretary):
        if (time.ends_on or time.starts_on) < today:
            occurrences.mark_done(occurrence=time, by=secretary)
    _invite(visit, secretary)
    _report(by_kind[Activity.Kind.CAMPAIGN], secretary)
    _count(by_kind[Activity.Kind.THEMED_SESSION], secretary)


def _invite(activity: Activity, secretary: User) -> None:
    """A public page with needs and three sign-ups."""
    page = pages.open_public_page(activity=activity, by=secretary)
    text = wording("vi", keeper=activity.plan.cluster.name, activity=activity.title)
    for name, phone, born in VOLUNTEERS:
        person = sign_ups.Person(name, phone, born)
        sign_ups.sign_up(page=page, person=person, consent=Consent(version("vi"), text), key=uuid.uuid4(), by=None)
    for thing, quantity, unit in NEEDS:
        need = resources.ResourceFacts(Resource.Kind.NEED, thing, quantity, unit)
        resources.add_resource(activity=activity, facts=need, by=secretary)
    giver = MemberUnion.objects.get(cluster=activity.plan.cluster, code="YT")
    given = resources.ResourceFacts(Resource.Kind.GIVEN, "thuốc thông thường", 15, "phần", 1_500_000, giver)
    resources.add_resource(activity=activity, facts=given, by=secretary)


def _report(activity: Activity, secretary: User) -> None:
    """Results as people report them, with "hơn"."""
    over, exact = Result.Qualifier.OVER, Result.Qualifier.EXACT
    for indicator, unit, number, qualifier in (
        ("Người dân được khám bệnh, phát thuốc", "người", "276", over),
        ("Tuyến đường nông thôn được sửa", "km", "7.4", over),
        ("Sân chơi thiếu nhi", "sân", "3", exact),
    ):
        facts = results.ResultFacts(indicator, unit, Decimal(number), qualifier)
        results.add_result(activity=activity, facts=facts, by=secretary)


def _count(activity: Activity, secretary: User) -> None:
    """Head counts of four unions out of seven."""
    unions = MemberUnion.objects.filter(cluster=activity.plan.cluster, code__in=CAME)
    people = {union: CAME[union.code] for union in unions}
    attendance.set_attendance(activity=activity, occurrence=None, people=people, by=secretary)
