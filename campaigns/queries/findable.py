"""Everything that can be found in a cluster, kind by kind, each only as far as the asker may see it. One query a kind.

All years are looked through: whoever asks for a transfer code does not know which year it is of. What is of the year
the asker stands in comes first, then the newest; what is of another year says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Case, Exists, OrderBy, OuterRef, Q, Value, When
from django.urls import reverse

from campaigns.models import DutyReport, Problem, Resource, Result, SignUp
from campaigns.permissions import unions_seen
from campaigns.progress import holds
from campaigns.queries.hits import Hit, joined
from campaigns.queries.waiting import address
from campaigns.wording import result_figure, time_name
from contributions.documents import time_name as due_time
from contributions.models import Due, Payment
from plans.models import Activity, Duty, DutyHolder, Occurrence, Opinion, Plan, Proposal, RegisterEntry, Remark
from plans.rounds_access import sees_all_opinions
from unions.amounts import format_dong
from unions.days import format_day
from unions.models import MemberUnion
from unions.permissions import Access, Permission
from unions.queries import roles_of

Found = Iterator[tuple[Hit, str]]


@dataclass(frozen=True, slots=True)
class Years:
    """The cluster's plans by id; `now` is the plan of the year the asker stands in."""

    now: Plan
    plans: Mapping[int, Plan]

    def order(self, path: str) -> tuple[OrderBy, str]:
        """This year's rows first, then the newest year's; `path` leads from a row to its plan."""
        return Case(When(Q((path, self.now.pk)), then=Value(0)), default=Value(1)).asc(), f"-{path}__year"

    @property
    def in_order(self) -> list[Plan]:
        """The plans in the same order."""
        return sorted(self.plans.values(), key=lambda plan: self.rank(plan.pk))

    def rank(self, plan: int) -> tuple[bool, int]:
        """The same order for rows that are here already and have an order of their own within a year."""
        return plan != self.now.pk, -self.plans[plan].year

    def hit(self, plan: int, text: str, detail: str, page: str, anchor: str = "", **more: object) -> Hit:
        """Something of the plan with this id, on one of its pages."""
        found = self.plans[plan]
        return Hit(text, address(found, page, **more) + anchor, detail, found.year if plan != self.now.pk else None)


def years_around(plan: Plan) -> Years:
    """The plan with the others of its cluster. One query."""
    plans = {row.pk: row for row in Plan.objects.filter(cluster=plan.cluster_id).order_by("-year")}
    for row in plans.values():
        row.cluster = plan.cluster
    return Years(plan, plans)


def people(years: Years, access: Access) -> Found:
    """Who holds a role today, for those who look after people."""
    if not access.may(Permission.MANAGE_PEOPLE):
        return
    cluster = years.now.cluster
    for role in roles_of(cluster):
        url = reverse("unions:person_detail", kwargs={"code": cluster.code, "pk": role.user_id})
        detail = joined(role.get_role_display(), role.union, role.office)
        yield Hit(str(role.user), url, detail), f"{role.user} {role.user.username} {detail}"


def volunteers(years: Years, access: Access) -> Found:
    """Who signed up for activities, for those who may see their names."""
    if not access.may(Permission.SEE_VOLUNTEERS):
        return
    rows = SignUp.objects.filter(public_page__activity__plan__in=years.plans, volunteer__forgotten_at=None)
    rows = rows.filter(cancelled_at=None).select_related("volunteer", "public_page__activity")
    for row in rows.order_by(*years.order("public_page__activity__plan"), "volunteer__folded", "pk"):
        activity, name = row.public_page.activity, row.volunteer.full_name
        yield years.hit(activity.plan_id, name, activity.title, "campaigns:page_detail", pk=activity.pk), name


def times(years: Years, _access: Access) -> Found:
    """Dates of activities, with their places."""
    rows = Occurrence.objects.filter(activity__plan__in=years.plans).select_related("activity")
    order = (*years.order("activity__plan"), "activity__clause__position", "starts_on", "number")
    for time in rows.order_by(*order):
        name = f"{time.activity.title} · {time_name(time)}"
        where = joined(time.place, time.get_state_display())
        page = "campaigns:activity_detail"
        hit = years.hit(time.activity.plan_id, name, where, page, "#times", pk=time.activity_id)
        yield hit, f"{name} {joined(format_day(time.starts_on), time.place, time.reason)}"


def problems(years: Years, access: Access) -> Found:
    """What came up: everything for those who look after the cluster, else what the own union raised."""
    seen = unions_seen(access)
    rows = Problem.objects.filter(plan__in=years.plans).select_related("union")
    rows = rows.order_by(*years.order("plan"), "-raised_at", "-pk")
    for row in rows if seen is None else rows.filter(union__in=seen):
        detail = joined(row.union, row.answer)
        hit = years.hit(row.plan_id, row.text, detail, "campaigns:problem_detail", pk=row.pk)
        yield hit, joined(row.text, row.answer, row.union.name)


def reports(years: Years, access: Access) -> Found:
    """What was noted on duties: by all unions for those who look after the cluster, else by the own one.

    A union that no longer holds the duty has no page of it to lead to.
    """
    seen = unions_seen(access)
    rows = DutyReport.objects.filter(duty__plan__in=years.plans).exclude(note="")
    named = DutyHolder.objects.filter(duty=OuterRef("duty"), union=OuterRef("union"))
    rows = rows.annotate(named=Exists(named)).select_related("union", "duty__activity")
    rows = rows.order_by(*years.order("duty__plan"), "-pk")
    for row in rows if seen is None else rows.filter(union__in=seen):
        plan, activity = years.plans[row.duty.plan_id], row.duty.activity
        part = row.named if row.duty.scope == Duty.Scope.NAMED else holds(row.duty, row.union_id, plan.lead_id)
        if not (part and _is_member(row.union, plan.year)):
            continue
        detail = joined(row.union, row.get_state_display(), activity and activity.title)
        asked = f"?union={row.union.code}"
        hit = years.hit(plan.pk, row.note, detail, "campaigns:duty_report", asked, pk=row.duty_id)
        yield hit, joined(row.note, row.union.name, detail)


def _is_member(union: MemberUnion, year: int) -> bool:
    """As `MemberUnion.objects.active`, of a union that is here already."""
    came, left = union.active_from, union.active_to
    return (came is None or came.year <= year) and (left is None or left.year >= year)


def results(years: Years, access: Access) -> Found:
    """What activities reached: the cluster as a whole, and the unions that the asker sees."""
    seen = unions_seen(access)
    rows = Result.objects.filter(activity__plan__in=years.plans).select_related("activity", "union")
    rows = rows if seen is None else rows.filter(Q(union=None) | Q(union__in=seen))
    for row in rows.order_by(*years.order("activity__plan"), "activity__clause__position", "pk"):
        name = f"{row.indicator}: {result_figure(row)}"
        where = joined(row.activity.title, row.union)
        page = "campaigns:activity_detail"
        hit = years.hit(row.activity.plan_id, name, where, page, "#results", pk=row.activity_id)
        yield hit, joined(name, row.activity.title, row.union)


def needs(years: Years, access: Access) -> Found:
    """What activities need: every entry for those who run them, else the things, as everybody reads of them."""
    runs = access.may(Permission.RUN_ACTIVITY)
    rows = Resource.objects.filter(activity__plan__in=years.plans).select_related("activity", "union")
    told: set[tuple[int, str]] = set()
    for row in rows.order_by(*years.order("activity__plan"), "activity__clause__position", "pk"):
        name = f"{row.get_kind_display().capitalize()}: {format_dong(row.quantity)} {row.unit} {row.thing}"
        if not runs:
            name = row.thing
            if (row.activity_id, name) in told:
                continue
            told.add((row.activity_id, name))
        by = joined(row.union, row.giver) if runs else ""
        where, page = joined(row.activity.title, by), "campaigns:activity_detail"
        hit = years.hit(row.activity.plan_id, name, where, page, "#resources", pk=row.activity_id)
        yield hit, joined(name, where)


def proposals(years: Years, access: Access) -> Found:
    """What was left over for a plan, for those who write it."""
    if not access.may(Permission.EDIT_PLAN):
        return
    rows = Proposal.objects.filter(plan__in=years.plans).order_by(*years.order("plan"), "pk")
    for row in rows:
        detail = joined(row.get_state_display(), row.origin)
        hit = years.hit(row.plan_id, row.text, detail, "plans:proposal_list", f"#proposal-{row.pk:d}")
        yield hit, joined(row.text, row.origin)


def dues(years: Years, access: Access) -> Found:
    """What unions owe: all of it, or the own union's."""
    rows = Due.objects.filter(_money(access), plan__in=years.plans).with_asked().oldest_first()
    rows = rows.select_related("union", "levy__activity", "occurrence")
    for due in sorted(rows, key=lambda due: years.rank(due.plan_id)):
        name = f"{due.union}: {format_dong(due.asked)} đồng"
        where = joined(due.levy.activity.title, due_time(due), due.code)
        page = "contributions:union_account"
        hit = years.hit(due.plan_id, name, where, page, f"#{due.code}", union=due.union.code)
        yield hit, f"{due.union.name} {due.union.code} {name} {where} {due.asked}"


def payments(years: Years, access: Access) -> Found:
    """What unions say they paid: all of it, or the own union's."""
    rows = Payment.objects.filter(_money(access), plan__in=years.plans).select_related("union", "declared_by")
    for row in rows.order_by(*years.order("plan"), "-paid_on", "-pk"):
        name = f"{row.union}: {format_dong(row.amount)} đồng, {format_day(row.paid_on)}"
        words = joined(row.note, row.return_reason, row.declared_by)
        hit = years.hit(row.plan_id, name, words, "contributions:payment_detail", public_id=row.public_id)
        yield hit, f"{row.union.name} {row.union.code} {name} {words} {row.amount}"


def _money(access: Access) -> Q:
    """The unions whose money the person sees."""
    if access.may(Permission.SEE_ALL_MONEY):
        return Q()
    own = access.unions if access.may(Permission.SEE_OWN_MONEY) else ()
    return Q(union__in=[union.pk for union in own])


def opinions(years: Years, access: Access) -> Found:
    """What unions said of the plan: everything, or what the own union said. Two queries."""
    scope = Q() if sees_all_opinions(access) else Q(union__in=[union.pk for union in access.unions])
    page = "plans:round_detail" if sees_all_opinions(access) else "plans:round_answer"
    said = Opinion.objects.filter(scope, item__round__plan__in=years.plans).exclude(text="")
    order = (*years.order("item__round__plan"), "item__round__number", "item__position", "union__position", "pk")
    for one in said.select_related("union", "item__round").order_by(*order):
        held, detail = one.item.round, joined(one.union, one.item.title, one.reply)
        hit = years.hit(held.plan_id, one.text, detail, page, number=held.number)
        yield hit, joined(one.text, one.union.name, one.reply)
    remarks = Remark.objects.filter(scope, round__plan__in=years.plans).select_related("union", "round")
    for remark in remarks.order_by(*years.order("round__plan"), "round__number", "union__position", "pk"):
        held, detail = remark.round, joined(remark.union, remark.reply)
        hit = years.hit(held.plan_id, remark.text, detail, page, number=held.number)
        yield hit, joined(remark.text, remark.union.name, remark.reply)


def issued_papers(years: Years, _access: Access) -> Found:
    """Every number of the register with what its paper is about, and why a plan was amended. The newest first."""
    cluster = years.now.cluster
    register = reverse("plans:register_list", kwargs={"code": cluster.code})
    rows = RegisterEntry.objects.filter(cluster=cluster.pk).order_by("-signed_on", "-pk")
    columns = ("symbol", "about", "signed_on", "version__plan", "version__number", "version__reason")
    for symbol, about, day, plan, number, reason in rows.values_list(*columns):
        name, detail = f"{symbol}, {format_day(day)}", joined(about, reason)
        hit = Hit(name, register, detail)  # a number that was taken for a paper written elsewhere
        if plan:
            hit = years.hit(plan, name, detail, "plans:version_list", f"#version-{number:d}")
        yield hit, f"{symbol} {detail} {format_day(day)}"


def other_years(years: Years, _access: Access) -> Found:
    """Activities of the cluster's other plans."""
    rows = Activity.objects.filter(plan__in=years.plans).exclude(plan=years.now.pk)
    rows = rows.order_by("-plan__year", "clause__position", "pk")
    for pk, title, plan in rows.values_list("pk", "title", "plan"):
        hit = years.hit(plan, title, "", "campaigns:activity_detail", pk=pk)
        yield hit, f"{title} {hit.year}"
