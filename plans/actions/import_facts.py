"""The facts of a draft as rows, table by table. Called inside the transaction of `importing.import_plan`."""

from collections.abc import Iterator, Mapping, Sequence

from plans.calendars import Precision
from plans.models import (
    Activity,
    Clause,
    ContentItem,
    Duty,
    DutyHolder,
    Levy,
    LevyShare,
    Occurrence,
    Place,
    Plan,
    Quota,
    Schedule,
)
from plans.reading.drafts import ActivityDraft, DutyDraft, LevyDraft, PlanDraft
from unions.models import MemberUnion

Unions = Mapping[str, MemberUnion]
Pairs = list[tuple[ActivityDraft, Activity]]


def write_facts(draft: PlanDraft, plan: Plan, clauses: Sequence[Clause], unions: Unions) -> None:
    """Every activity and duty with what belongs to it. At most eleven inserts."""
    made = Activity.objects.bulk_create(
        Activity(plan=plan, clause=clauses[a.clause], kind=a.kind.value, title=a.title) for a in draft.activities
    )
    pairs = list(zip(draft.activities, made, strict=True))
    _write_times_and_places(pairs, clauses)
    contents = _write_contents(pairs, clauses)
    _write_duties(draft, plan, pairs, clauses, unions, contents)
    _write_levies(pairs, clauses, unions)
    _write_people(pairs, clauses)


def _write_times_and_places(pairs: Pairs, clauses: Sequence[Clause]) -> None:
    Schedule.objects.bulk_create(
        Schedule(
            activity=activity,
            clause=clauses[schedule.clause],
            text=schedule.text,
            starts_on=schedule.time.starts_on,
            ends_on=schedule.time.ends_on,
            precision=schedule.time.precision.value,
            repeat=schedule.time.repeat.value,
            tentative=schedule.time.tentative,
            assigned_by_superior=schedule.time.assigned_by_superior,
        )
        for draft, activity in pairs
        for schedule in draft.schedules
    )
    Place.objects.bulk_create(
        Place(activity=activity, clause=clauses[place.clause], text=place.text)
        for draft, activity in pairs
        for place in draft.places
    )


def _write_contents(pairs: Pairs, clauses: Sequence[Clause]) -> dict[int, ContentItem]:
    """The contents by the number of their line."""
    lines = [(activity, line) for draft, activity in pairs for line in draft.contents]
    made = ContentItem.objects.bulk_create(ContentItem(activity=a, clause=clauses[line]) for a, line in lines)
    return {line: item for (_activity, line), item in zip(lines, made, strict=True)}


def _write_duties(
    draft: PlanDraft,
    plan: Plan,
    pairs: Pairs,
    clauses: Sequence[Clause],
    unions: Unions,
    contents: Mapping[int, ContentItem],
) -> None:
    found: list[tuple[DutyDraft, Activity | None]] = [(duty, a) for d, a in pairs for duty in d.duties]
    found += [(duty, None) for duty in draft.duties]
    made = Duty.objects.bulk_create(
        Duty(
            plan=plan,
            activity=activity,
            clause=clauses[duty.clause],
            scope=duty.scope.value,
            collective=duty.collective,
            last_joiner=duty.last_joiner,
            content=contents.get(duty.content) if duty.content is not None else None,
        )
        for duty, activity in found
    )
    DutyHolder.objects.bulk_create(
        holder for (duty, _a), row in zip(found, made, strict=True) for holder in _holders(duty, row, unions)
    )


def _holders(duty: DutyDraft, row: Duty, unions: Unions) -> Iterator[DutyHolder]:
    for position, holder in enumerate(duty.holders):
        union = unions[holder.union]
        label = "" if holder.label == union.name else holder.label
        yield DutyHolder(duty=row, union=union, part=holder.part.value, label=label, position=position)


def _write_levies(pairs: Pairs, clauses: Sequence[Clause], unions: Unions) -> None:
    found = [(levy, activity) for draft, activity in pairs for levy in draft.levies]
    made = Levy.objects.bulk_create(
        Levy(
            activity=activity,
            clause=None if levy.clause is None else clauses[levy.clause],
            shape=levy.shape.value,
            basis=levy.basis.value,
            lead_pays=levy.lead_pays,
            due_on=levy.due_on,
            decided_at=levy.decided_at,
        )
        for levy, activity in found
    )
    LevyShare.objects.bulk_create(
        share for (levy, _a), row in zip(found, made, strict=True) for share in _shares(levy, row, unions)
    )


def _shares(levy: LevyDraft, row: Levy, unions: Unions) -> Iterator[LevyShare]:
    for position, share in enumerate(levy.shares):
        union = unions[share.union]
        label = "" if share.label == union.name else share.label
        yield LevyShare(levy=row, union=union, amount=share.amount, label=label, position=position)


def _write_people(pairs: Pairs, clauses: Sequence[Clause]) -> None:
    Quota.objects.bulk_create(
        Quota(
            activity=activity,
            clause=None if draft.quota.clause is None else clauses[draft.quota.clause],
            people=draft.quota.people,
            noun=draft.quota.noun,
        )
        for draft, activity in pairs
        if draft.quota
    )
    Occurrence.objects.bulk_create(
        Occurrence(
            activity=activity,
            number=occurrence.number,
            starts_on=occurrence.starts_on,
            ends_on=occurrence.ends_on,
            precision=occurrence.precision.value,
            follows_plan=occurrence.precision is not Precision.DAY,
            place=occurrence.place,
            state=occurrence.state.value,
            reason=occurrence.reason,
        )
        for draft, activity in pairs
        for occurrence in draft.occurrences
    )
