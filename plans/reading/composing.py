"""A draft as it will print, and the law: what prints is what came in. Pure.

The facts of a draft fill the slots of its lines exactly as stored facts do (`plans.queries`). Where that gives other
words than the source had, the source's words become the line's override.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from plans.calendars import Repeat
from plans.reading.drafts import ActivityDraft, DutyDraft, Kind, LevyDraft, Part, PlanDraft, Shape, Unread, Why
from plans.reading.texts import same_words
from plans.sentences import Share, Slot, compose, join_names, levy_figures, quota_figure

RECURRING = {Repeat.WEEKLY, Repeat.MONTHLY, Repeat.QUARTERLY}
UNKNOWN = "…"  # what prints for a time or place that nobody has given yet
Values = dict[Slot, str]


def is_recurring(activity: ActivityDraft) -> bool:
    """Whether the activity happens more than once in the year."""
    return activity.kind is Kind.RECURRING_VISIT or any(s.time.repeat in RECURRING for s in activity.schedules)


def slot_values(draft: PlanDraft) -> dict[int, Values]:
    """What fills the slots of each line that has facts."""
    names = {union.key: union.name for union in draft.unions}
    values: dict[int, Values] = {}
    for duty in draft.duties:
        values.setdefault(duty.clause, {}).update(_duty(duty, names))
    for activity in draft.activities:
        values.setdefault(activity.clause, {})[Slot.TITLE] = activity.title
        for duty in activity.duties:
            values.setdefault(duty.clause, {}).update(_duty(duty, names))
        for levy in activity.levies:
            if levy.clause is not None:
                text = levy_text(levy, names, recurring=is_recurring(activity))
                values.setdefault(levy.clause, {})[Slot.LEVY] = text
        _times_and_places(activity, values)
    return values


def _times_and_places(activity: ActivityDraft, values: dict[int, Values]) -> None:
    for schedule in activity.schedules:
        values.setdefault(schedule.clause, {})[Slot.WHEN] = schedule.text or UNKNOWN
    for place in activity.places:
        values.setdefault(place.clause, {})[Slot.WHERE] = place.text or UNKNOWN
    if activity.quota and activity.quota.clause is not None:
        values.setdefault(activity.quota.clause, {})[Slot.QUOTA] = quota_figure(activity.quota.people)


def _duty(duty: DutyDraft, names: Mapping[str, str]) -> Values:
    def said(part: Part) -> str:
        labels = [h.label or names[h.union] for h in duty.holders if h.part is part]
        return join_names(labels, duty.last_joiner)

    return {Slot.LEAD: duty.collective or said(Part.LEAD), Slot.SUPPORT: said(Part.SUPPORT)}


def levy_text(levy: LevyDraft, names: Mapping[str, str], *, recurring: bool) -> str:
    """The figures of a levy as its sentence prints them."""
    shares = [Share(share.label or names[share.union], share.amount) for share in levy.shares]
    return levy_figures(shares, flat=levy.shape is Shape.FLAT, basis=levy.basis, recurring=recurring)


def printed_texts(draft: PlanDraft) -> list[str]:
    """Each line's words as they print, without its label."""
    values = slot_values(draft)
    return [c.override or compose(c.text, values.get(i, {})) for i, c in enumerate(draft.clauses)]


def keep_words(draft: PlanDraft, sources: Sequence[str]) -> PlanDraft:
    """The draft with an override wherever its lines would print other words than `sources`."""
    values = slot_values(draft)
    clauses = []
    unread = list(draft.unread)
    for index, (clause, source) in enumerate(zip(draft.clauses, sources, strict=True)):
        same = same_words(compose(clause.text, values.get(index, {})), source)
        clauses.append(replace(clause, override="" if same else source))
        if not same:
            unread.append(Unread(Why.OWN_WORDING, source, index))
    return replace(draft, clauses=tuple(clauses), unread=tuple(unread))
