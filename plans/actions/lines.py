"""Saving a line's card: its words and all its facts at once, or none of them.

`seen_version` is the version the author had before them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from plans.actions import activities, clauses, duties, holding, levies, positions
from plans.actions.duties import Holders
from plans.actions.levies import Amounts
from plans.actions.steps import undoable
from plans.models import Clause, Levy
from plans.pasting import pasted_behind, unmarked
from unions.models import User


@dataclass(frozen=True, slots=True)
class LineChange:
    """What a card says. None leaves a thing as it is.

    Of a line with facts, `text` is the template and `override` the own wording ("" for none).
    """

    text: str | None = None
    override: str | None = None
    marker: str | None = None
    label: str | None = None
    heading: bool | None = None
    title: str | None = None
    kind: str | None = None
    when: str | None = None
    where: str | None = None
    holders: Holders | None = None
    amounts: Amounts | None = None
    basis: str | None = None
    people: int | None = None


@undoable("clause.change")
def change_line(*, clause: Clause, change: LineChange, seen_version: int, by: User) -> Clause:
    """Save a line with its facts. Raises StaleLine, LevyHasDues, NothingToPay, NobodyHolds, UnknownUnion."""
    return save_line(clause, change, seen_version=seen_version, by=by)


def save_line(clause: Clause, change: LineChange, *, seen_version: int, by: User) -> Clause:
    """The same of a plan that is held, without a step of its own."""
    holding.claim(clause, seen_version=seen_version, by=by)
    before = line_values(clause)
    _write_words(clause, change)
    _write_activity(clause, change)
    _write_details(clause, change)
    if levy := getattr(clause, "levy", None):
        _write_levy(levy, change)
    after = line_values(clause)
    holding.note("clause.change", clause, clause.plan, by=by, about=clause.text, before=before, after=after)
    return clause


@undoable("clause.write", joins=True)
def write_words(*, clause: Clause, text: str, seen_version: int, by: User) -> Clause:
    """The words of a line while somebody writes in it. Raises StaleLine."""
    holding.claim(clause, seen_version=seen_version, by=by)
    before, clause.text = clause.text, holding.one_line(text)
    clause.save(update_fields=["text"])
    words = {"before": {"text": before}, "after": {"text": clause.text}}
    holding.note("clause.write", clause, clause.plan, by=by, about=clause.text, **words)
    return clause


@undoable("clause.change")
def change_and_add(
    *, clause: Clause, change: LineChange, more: Sequence[str], seen_version: int, by: User
) -> list[Clause]:
    """Save a line, and what was pasted behind it as lines of their own. Raises what `change_line` raises.

    The line keeps its own mark: the one that was typed before its words goes, as it does for the others.
    """
    first, *texts = (holding.one_line(text) for text in (change.text or "", *more))
    save_line(clause, replace(change, text=unmarked(first)), seen_version=seen_version, by=by)
    spot = positions.spot_continuing(clause.plan, clauses.spot_of(clause.plan, after=clause), texts[0])
    lines = pasted_behind(first, texts, spot.level, spot.marker)
    return clauses.insert_lines(clause.plan, spot, lines, by)


def _write_words(clause: Clause, change: LineChange) -> None:
    if change.text is not None:
        clause.text = holding.one_line(change.text)
    if change.override is not None:
        clause.override = holding.one_line(change.override)
    clause.marker = change.marker or clause.marker
    clause.label = clause.label if change.label is None else holding.one_label(change.label)
    clause.heading = clause.heading if change.heading is None else change.heading
    clause.save(update_fields=["text", "override", "marker", "label", "heading"])


def _write_activity(clause: Clause, change: LineChange) -> None:
    activity = getattr(clause, "activity", None)
    if activity is not None and change.title is not None:
        activities.set_activity(activity, change.title, change.kind or activity.kind)


def _write_details(clause: Clause, change: LineChange) -> None:
    """Time, place, duty, number of people: each where the line states it and the card names it."""
    if change.when is not None and (schedule := getattr(clause, "schedule", None)):
        activities.set_schedule(schedule, change.when)
    if change.where is not None and (place := getattr(clause, "place", None)):
        activities.set_place(place, change.where)
    if change.holders is not None and (duty := getattr(clause, "duty", None)):
        duties.set_holders(duty, change.holders)
    if change.people is not None and (quota := getattr(clause, "quota", None)):
        activities.write_quota(quota, change.people)


def _write_levy(levy: Levy, change: LineChange) -> None:
    """Only what differs: a levy with dues may stand on a line whose words are changed."""
    amounts = change.amounts if change.amounts and not levies.says(levy, change.amounts) else None
    basis = change.basis if change.basis and change.basis != levy.basis else None
    if amounts is None and basis is None:
        return
    levies.refuse_with_dues(levy, amounts=basis is None)
    holding.claim_levy(levy, seen_version=levy.version)
    if amounts:
        levies.set_amounts(levy, amounts)
    if basis:
        levies.set_basis(levy, basis)


def line_values(clause: Clause) -> dict[str, Any]:
    """A line with its facts for the trail."""
    values: dict[str, Any] = {"text": clause.text, "override": clause.override}
    values |= {"marker": clause.marker, "label": clause.label, "heading": clause.heading}
    if activity := getattr(clause, "activity", None):
        values["activity"] = {"title": activity.title, "kind": activity.kind}
    if schedule := getattr(clause, "schedule", None):
        values["time"] = activities.schedule_values(schedule)
    if place := getattr(clause, "place", None):
        values["place"] = place.text
    if duty := getattr(clause, "duty", None):
        values["duty"] = duties.duty_values(duty)
    if levy := getattr(clause, "levy", None):
        values["levy"] = levies.levy_values(levy)
    if quota := getattr(clause, "quota", None):
        values["people"] = quota.people
    return values
