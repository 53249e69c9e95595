"""Everything that can be found in a year, kind by kind, each only as far as the asker may see it. One query a kind."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import Problem, Result, SignUp
from campaigns.permissions import unions_seen
from campaigns.queries.hits import Hit, joined
from campaigns.queries.waiting import address
from campaigns.wording import result_figure, time_name
from contributions.documents import time_name as due_time
from contributions.models import Due, Payment
from plans.models import Activity, Occurrence, Opinion, Plan, Remark, Version
from plans.rounds_access import sees_all_opinions
from unions.amounts import format_dong
from unions.days import format_day
from unions.permissions import Access, Permission
from unions.queries import roles_of

Found = Iterator[tuple[Hit, str]]


def people(plan: Plan, access: Access) -> Found:
    """Who holds a role today, for those who look after people."""
    if not access.may(Permission.MANAGE_PEOPLE):
        return
    for role in roles_of(plan.cluster):
        url = reverse("unions:person_detail", kwargs={"code": plan.cluster.code, "pk": role.user_id})
        detail = joined(role.get_role_display(), role.union, role.office)
        yield Hit(str(role.user), url, detail), f"{role.user} {role.user.username} {detail}"


def volunteers(plan: Plan, access: Access) -> Found:
    """Who signed up for the year's activities, for those who may see their names."""
    if not access.may(Permission.SEE_VOLUNTEERS):
        return
    rows = SignUp.objects.filter(public_page__activity__plan=plan, volunteer__forgotten_at=None, cancelled_at=None)
    rows = rows.select_related("volunteer", "public_page__activity").order_by("volunteer__folded", "pk")
    for row in rows:
        activity = row.public_page.activity
        url = address(plan, "campaigns:page_detail", pk=activity.pk)
        yield Hit(row.volunteer.full_name, url, activity.title), row.volunteer.full_name


def times(plan: Plan, _access: Access) -> Found:
    """Dates of activities, with their places."""
    rows = Occurrence.objects.filter(activity__plan=plan).select_related("activity")
    for time in rows.order_by("activity__clause__position", "starts_on", "number"):
        name = f"{time.activity.title} · {time_name(time)}"
        url = address(plan, "campaigns:activity_detail", pk=time.activity_id) + "#times"
        days = joined(format_day(time.starts_on), time.place, time.reason)
        yield Hit(name, url, joined(time.place, time.get_state_display())), f"{name} {days}"


def problems(plan: Plan, access: Access) -> Found:
    """What came up: everything for those who look after the cluster, else what the own union raised."""
    seen = unions_seen(access)
    rows = Problem.objects.filter(plan=plan).select_related("union", "activity").order_by("-raised_at", "-pk")
    for row in rows if seen is None else rows.filter(union__in=seen):
        url = address(plan, "campaigns:problem_detail", pk=row.pk)
        yield Hit(row.text, url, joined(row.union, row.answer)), joined(row.text, row.answer, row.union.name)


def results(plan: Plan, _access: Access) -> Found:
    """What activities reached."""
    rows = Result.objects.filter(activity__plan=plan).select_related("activity", "union")
    for row in rows.order_by("activity__clause__position", "pk"):
        name = f"{row.indicator}: {result_figure(row)}"
        url = address(plan, "campaigns:activity_detail", pk=row.activity_id) + "#results"
        yield Hit(name, url, joined(row.activity.title, row.union)), joined(name, row.activity.title, row.union)


def dues(plan: Plan, access: Access) -> Found:
    """What unions owe: all of it, or the own union's."""
    rows = Due.objects.for_plan(plan).filter(_money(access)).with_asked().oldest_first()
    for due in rows.select_related("union", "levy__activity", "occurrence"):
        name = f"{due.union}: {format_dong(due.asked)} đồng"
        where = joined(due.levy.activity.title, due_time(due), due.code)
        url = address(plan, "contributions:union_account", union=due.union.code) + f"#{due.code}"
        yield Hit(name, url, where), f"{due.union.name} {due.union.code} {name} {where} {due.asked}"


def payments(plan: Plan, access: Access) -> Found:
    """What unions say they paid: all of it, or the own union's."""
    rows = Payment.objects.filter(_money(access), plan=plan).with_state().select_related("union", "declared_by")
    for row in rows.order_by("-paid_on", "-pk"):
        name = f"{row.union}: {format_dong(row.amount)} đồng, {format_day(row.paid_on)}"
        url = address(plan, "contributions:payment_detail", public_id=row.public_id)
        words = joined(row.note, row.return_reason, row.declared_by)
        yield Hit(name, url, words), f"{row.union.name} {row.union.code} {name} {words} {row.amount}"


def _money(access: Access) -> Q:
    """The unions whose money the person sees."""
    if access.may(Permission.SEE_ALL_MONEY):
        return Q()
    own = access.unions if access.may(Permission.SEE_OWN_MONEY) else ()
    return Q(union__in=[union.pk for union in own])


def opinions(plan: Plan, access: Access) -> Found:
    """What unions said of the plan: everything, or what the own union said. Two queries."""
    scope = Q() if sees_all_opinions(access) else Q(union__in=[union.pk for union in access.unions])
    page = "plans:round_detail" if sees_all_opinions(access) else "plans:round_answer"
    said = Opinion.objects.filter(scope, item__round__plan=plan).exclude(text="").select_related("union", "item__round")
    for one in said.order_by("item__round__number", "item__position", "union__position", "pk"):
        url = address(plan, page, number=one.item.round.number)
        yield (
            Hit(one.text, url, joined(one.union, one.item.title, one.reply)),
            joined(one.text, one.union.name, one.reply),
        )
    remarks = Remark.objects.filter(scope, round__plan=plan).select_related("union", "round")
    for remark in remarks.order_by("round__number", "union__position", "pk"):
        url = address(plan, page, number=remark.round.number)
        words = joined(remark.text, remark.union.name, remark.reply)
        yield Hit(remark.text, url, joined(remark.union, remark.reply)), words


def issued_papers(plan: Plan, _access: Access) -> Found:
    """Papers of all years, by their number and what they are about."""
    rows = Version.objects.filter(plan__cluster=plan.cluster_id).order_by("-entry__signed_on", "-pk")
    for symbol, about, day, year, number in rows.values_list(
        "entry__symbol", "entry__about", "entry__signed_on", "plan__year", "number"
    ):
        url = reverse("plans:version_list", kwargs={"code": plan.cluster.code, "year": year}) + f"#version-{number:d}"
        yield Hit(f"{symbol}, {format_day(day)}", url, about), f"{symbol} {about} {format_day(day)}"


def other_years(plan: Plan, _access: Access) -> Found:
    """Activities of the cluster's other plans."""
    rows = Activity.objects.filter(plan__cluster=plan.cluster_id).exclude(plan=plan)
    rows = rows.order_by("-plan__year", "clause__position", "pk")
    for pk, title, year in rows.values_list("pk", "title", "plan__year"):
        url = reverse("campaigns:activity_detail", kwargs={"code": plan.cluster.code, "year": year, "pk": pk})
        yield Hit(title, url, _("Year %(year)s") % {"year": f"{year:d}"}), f"{title} {year}"
