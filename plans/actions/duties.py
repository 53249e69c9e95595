"""What can happen to a duty: a new one, who holds it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from plans.actions import holding, positions
from plans.actions.clauses import spot_of
from plans.actions.homes import ASSIGNMENT, fact_spot
from plans.actions.steps import undoable
from plans.errors import NobodyHolds, UnknownUnion
from plans.models import Activity, Clause, ContentItem, Duty, DutyHolder, Plan
from unions.models import MemberUnion, User

COLLECTIVE = {Duty.Scope.ALL: "Các cơ sở Đoàn trong cụm", Duty.Scope.LEAD: "Cụm trưởng", Duty.Scope.NAMED: ""}


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds a duty. Unions count only for the scope "named"; `collective` prints in their place for the others."""

    scope: Duty.Scope = Duty.Scope.NAMED
    lead: tuple[MemberUnion, ...] = ()
    support: tuple[MemberUnion, ...] = ()
    collective: str = ""


@undoable("duty.add")
def add_duty(
    *,
    plan: Plan,
    holders: Holders,
    text: str,
    by: User,
    activity: Activity | None = None,
    content: ContentItem | None = None,
    after: Clause | None = None,
    on: Clause | None = None,
) -> Duty:
    """A new duty. It is stated by the line `on`, or by a new line: after `after`, else among the activity's duties.

    `text` holds the slot {đơn vị} where the holders are printed.
    """
    holding.hold(plan)
    clause = on or positions.insert(plan, _spot(plan, activity, after, by), "", by=by)
    clause.text = holding.one_line(text)
    clause.save(update_fields=["text"])
    duty = Duty.objects.create(plan=plan, activity=activity, clause=clause, content=content)
    set_holders(duty, holders)
    if on:
        holding.bump(on, by=by)
    holding.note("duty.add", duty, plan, by=by, about=clause.text, after=duty_values(duty))
    return duty


def _spot(plan: Plan, activity: Activity | None, after: Clause | None, by: User) -> positions.Spot:
    if after or activity is None:
        return spot_of(plan, after=after)
    last = Clause.objects.filter(duty__activity=activity).order_by("position").last()
    return fact_spot(activity, last, ASSIGNMENT, by)


def set_holders(duty: Duty, holders: Holders) -> None:
    """Write who holds a duty; a union keeps the name its line prints. The caller has claimed the line."""
    named = holders.scope == Duty.Scope.NAMED
    if named and not holders.lead:
        raise NobodyHolds
    refuse_strangers(duty.plan, [*holders.lead, *holders.support])
    duty.scope = holders.scope
    duty.collective = "" if named else holding.one_line(holders.collective) or COLLECTIVE[holders.scope]
    duty.save(update_fields=["scope", "collective"])
    kept = {holder.union_id: holder for holder in duty.holders.all()}
    duty.holders.all().delete()
    DutyHolder.objects.bulk_create(_rows(duty, holders, kept) if named else [])
    getattr(duty, "_prefetched_objects_cache", {}).clear()


def _rows(duty: Duty, holders: Holders, kept: dict[int, DutyHolder]) -> list[DutyHolder]:
    """Rows in the order of the line: those who were there keep their order, new ones follow as on paper."""
    support = [union for union in holders.support if union not in holders.lead]
    parts = [(u, DutyHolder.Part.LEAD) for u in holders.lead] + [(u, DutyHolder.Part.SUPPORT) for u in support]

    def order(pair: tuple[MemberUnion, DutyHolder.Part]) -> tuple[bool, int]:
        was = kept.get(pair[0].pk)
        return (False, was.position) if was else (True, pair[0].position)

    return [
        DutyHolder(
            duty=duty, union=union, part=part, position=place, label=kept[union.pk].label if union.pk in kept else ""
        )
        for place, (union, part) in enumerate(sorted(parts, key=order))
    ]


def refuse_strangers(plan: Plan, unions: Iterable[MemberUnion]) -> None:
    """Raise UnknownUnion when one of the unions belongs to another cluster."""
    if any(union.cluster_id != plan.cluster_id for union in unions):
        raise UnknownUnion


def duty_values(duty: Duty) -> dict[str, Any]:
    """A duty for the trail."""
    holders = DutyHolder.objects.filter(duty=duty).select_related("union")
    return {
        "text": duty.clause.text,
        "scope": duty.scope,
        "lead": [h.union.code for h in holders if h.part == DutyHolder.Part.LEAD],
        "support": [h.union.code for h in holders if h.part == DutyHolder.Part.SUPPORT],
    }
