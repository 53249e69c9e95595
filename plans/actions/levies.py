"""What can happen to a levy: a new one, its amounts, how often it is due.

Dues are made from a levy by the app above, which this one does not know: they are found through the tables that point
to a levy. Once there are any, amounts, basis and the levy itself stay as they are.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from plans.actions import holding, positions
from plans.actions.clauses import spot_of
from plans.actions.duties import refuse_strangers
from plans.actions.homes import ASSIGNMENT, fact_spot
from plans.actions.steps import undoable
from plans.errors import LevyHasDues, NothingToPay
from plans.models import Activity, Clause, Levy, LevyShare, Plan
from plans.sentences import Slot
from unions.models import MemberUnion, User

OWN_LINE = f"Các cơ sở Đoàn trong cụm đóng góp kinh phí thực hiện ({Slot.LEVY})."


@dataclass(frozen=True, slots=True)
class Amounts:
    """What each union pays each time, in đồng: one `flat` amount for all active unions, or an amount `by_union`."""

    flat: int | None = None
    by_union: Mapping[MemberUnion, int] = field(default_factory=dict)
    lead_pays: bool = True
    due_on: dt.date | None = None

    @property
    def shape(self) -> Levy.Shape:
        return Levy.Shape.TIERED if self.flat is None else Levy.Shape.FLAT


@undoable("levy.add")
def add_levy(
    *,
    activity: Activity,
    amounts: Amounts,
    by: User,
    basis: Levy.Basis = Levy.Basis.UNDECIDED,
    text: str = OWN_LINE,
    after: Clause | None = None,
    on: Clause | None = None,
) -> Levy:
    """A new levy. It is stated by the line `on`, or by a new line with `text`.

    A line `on` that does not say where the figures are printed gets them in brackets at its end.
    """
    plan = activity.plan
    holding.hold(plan)
    clause = on or positions.insert(plan, _spot(activity, after, by), holding.one_line(text), by=by)
    if on:
        clause.text = with_slot(on.text)
        clause.save(update_fields=["text"])
        holding.bump(clause, by=by)
    levy = Levy.objects.create(activity=activity, clause=clause)
    set_amounts(levy, amounts)
    set_basis(levy, basis)
    holding.note("levy.add", levy, plan, by=by, about=activity.title, after=levy_values(levy))
    return levy


def _spot(activity: Activity, after: Clause | None, by: User) -> positions.Spot:
    if after:
        return spot_of(activity.plan, after=after)
    last = Clause.objects.filter(duty__activity=activity).order_by("position").last()
    return fact_spot(activity, last, ASSIGNMENT, by)


def with_slot(text: str) -> str:
    """ "… đóng góp kinh phí." -> "… đóng góp kinh phí ({mức đóng góp})." """
    if Slot.LEVY in text:
        return text
    end = "." if text.endswith(".") else ""
    return f"{text.removesuffix('.')} ({Slot.LEVY}){end}"


@undoable("levy.choose_basis")
def choose_basis(*, levy: Levy, basis: Levy.Basis, seen_version: int, by: User) -> Levy:
    """Decide how often the levy is due; the choice is printed in the plan. Raises LevyHasDues, StaleLevy."""
    refuse_with_dues(levy)
    holding.claim_levy(levy, seen_version=seen_version)
    before = levy_values(levy)
    set_basis(levy, basis)
    if levy.clause is not None:
        holding.bump(levy.clause, by=by)
    plan, title, after = levy.activity.plan, levy.activity.title, levy_values(levy)
    holding.note("levy.choose_basis", levy, plan, by=by, about=title, before=before, after=after)
    return levy


def set_basis(levy: Levy, basis: str) -> None:
    """Write the basis and when it was decided."""
    levy.basis = basis
    levy.decided_at = None if basis == Levy.Basis.UNDECIDED else timezone.now()
    levy.save(update_fields=["basis", "decided_at"])


def set_amounts(levy: Levy, amounts: Amounts) -> None:
    """Write shape, shares, whether the lead pays, the date; shares keep the names that their line prints."""
    shares = _share_amounts(levy, amounts)
    if not shares:
        raise NothingToPay
    refuse_strangers(levy.activity.plan, shares)
    levy.shape, levy.lead_pays, levy.due_on = amounts.shape, amounts.lead_pays, amounts.due_on
    levy.save(update_fields=["shape", "lead_pays", "due_on"])
    was = {share.union_id: share for share in levy.shares.all()}
    if {pk: share.amount for pk, share in was.items()} == {union.pk: amount for union, amount in shares.items()}:
        return
    levy.shares.all().delete()
    LevyShare.objects.bulk_create(_rows(levy, shares, was))
    getattr(levy, "_prefetched_objects_cache", {}).clear()


def says(levy: Levy, amounts: Amounts) -> bool:
    """Whether the levy is already what `amounts` asks for."""
    same = (levy.shape, levy.lead_pays, levy.due_on) == (amounts.shape, amounts.lead_pays, amounts.due_on)
    shares = {union.pk: amount for union, amount in _share_amounts(levy, amounts).items()}
    return same and shares == dict(levy.shares.values_list("union", "amount"))


def _share_amounts(levy: Levy, amounts: Amounts) -> dict[MemberUnion, int]:
    """Who pays how much; without the lead when it does not pay."""
    plan = levy.activity.plan
    if amounts.flat is None:
        shares = {union: amount for union, amount in amounts.by_union.items() if amount}
    else:
        shares = dict.fromkeys(plan.cluster.unions.active(plan.year), amounts.flat)
    return {union: amount for union, amount in shares.items() if amounts.lead_pays or union.pk != plan.lead_id}


def _rows(levy: Levy, shares: Mapping[MemberUnion, int], was: Mapping[int, LevyShare]) -> list[LevyShare]:
    """The highest amounts first, so that unions of one tier are printed together; else in the order of the line."""

    def order(pair: tuple[MemberUnion, int]) -> tuple[int, bool, int]:
        union, amount = pair
        kept = was.get(union.pk)
        return (-amount, kept is None, kept.position if kept else union.position)

    return [
        LevyShare(
            levy=levy, union=union, amount=amount, position=place, label=was[union.pk].label if union.pk in was else ""
        )
        for place, (union, amount) in enumerate(sorted(shares.items(), key=order))
    ]


def dues_made(levy: Levy) -> int:
    """How many rows of other apps were made from the levy. One query for each table that points to it."""
    tables = (rel for rel in Levy._meta.related_objects if rel.related_model is not LevyShare)
    return sum(rel.related_model._default_manager.filter(**{rel.field.name: levy}).count() for rel in tables)


def refuse_with_dues(levy: Levy, *, amounts: bool = False) -> None:
    """Raise LevyHasDues when there are any. `amounts` of an issued plan may change: an amendment adjusts the dues."""
    if amounts and levy.activity.plan.state == Plan.State.ISSUED:
        return
    if count := dues_made(levy):
        raise LevyHasDues(count)


def levy_values(levy: Levy) -> dict[str, Any]:
    """A levy for the trail."""
    shares = LevyShare.objects.filter(levy=levy).select_related("union")
    return {
        "shape": levy.shape,
        "basis": levy.basis,
        "lead_pays": levy.lead_pays,
        "due_on": levy.due_on,
        "shares": {share.union.code: share.amount for share in shares},
    }
