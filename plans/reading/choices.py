"""What a person decides about the unions found in a plan, applied to its draft. Pure.

Each new union is kept under a code and a name, or is one that the cluster has already, or is no union at all. What the
lines print stays as it was.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from plans.reading.composing import keep_words, printed_texts
from plans.reading.drafts import ActivityDraft, DutyDraft, HolderDraft, LevyDraft, PlanDraft, ShareDraft, UnionDraft

Fact = TypeVar("Fact", HolderDraft, ShareDraft)


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of one found union. `same_as` is the key of another union of the draft."""

    code: str = ""
    name: str = ""
    same_as: str = ""
    is_none: bool = False


def apply_choices(draft: PlanDraft, choices: Mapping[str, Choice]) -> PlanDraft:
    """The draft with each chosen union renamed, merged into another one, or left out."""
    sources = printed_texts(draft)
    same = {key: choice.same_as for key, choice in choices.items() if choice.same_as}
    gone = {key for key, choice in choices.items() if choice.is_none}
    left_out = {duty.clause for duty in all_duties(draft) if any(h.union in gone for h in duty.holders)}
    changed = replace(
        draft,
        clauses=tuple(
            replace(clause, text=sources[i], override="") if i in left_out else clause
            for i, clause in enumerate(draft.clauses)
        ),
        unions=tuple(_unions(draft.unions, choices, same, gone)),
        activities=tuple(_activity(activity, same, gone) for activity in draft.activities),
        duties=tuple(_duty(duty, same, gone) for duty in draft.duties),
        lead=None if draft.lead in gone else same.get(draft.lead or "", draft.lead),
    )
    told = replace(changed, unread=tuple(unread for unread in changed.unread if unread.why != "own_wording"))
    return keep_words(told, sources)


def all_duties(draft: PlanDraft) -> list[DutyDraft]:
    """Every duty of the plan, those outside activities last."""
    return [*(duty for activity in draft.activities for duty in activity.duties), *draft.duties]


def _unions(
    unions: Sequence[UnionDraft], choices: Mapping[str, Choice], same: Mapping[str, str], gone: set[str]
) -> Iterable[UnionDraft]:
    for union in unions:
        if union.key in gone or union.key in same:
            continue
        choice = choices.get(union.key, Choice())
        merged = [other for other in unions if same.get(other.key) == union.key]
        yield _renamed(union, choice, [name for other in merged for name in (other.name, *other.aliases)])


def _renamed(union: UnionDraft, choice: Choice, more: Sequence[str]) -> UnionDraft:
    name = choice.name or union.name
    names = [union.name, *union.aliases, *more]
    aliases = tuple(dict.fromkeys(alias for alias in names if alias != name and (alias != union.name or choice.name)))
    return replace(union, code=choice.code or union.code, name=name, aliases=aliases)


def _activity(activity: ActivityDraft, same: Mapping[str, str], gone: set[str]) -> ActivityDraft:
    return replace(
        activity,
        duties=tuple(_duty(duty, same, gone) for duty in activity.duties),
        levies=tuple(levy for old in activity.levies if (levy := _levy(old, same, gone)).shares),
    )


def _duty(duty: DutyDraft, same: Mapping[str, str], gone: set[str]) -> DutyDraft:
    return replace(duty, holders=tuple(_once(duty.holders, same, gone)))


def _levy(levy: LevyDraft, same: Mapping[str, str], gone: set[str]) -> LevyDraft:
    return replace(levy, shares=tuple(_once(levy.shares, same, gone)))


def _once(facts: Sequence[Fact], same: Mapping[str, str], gone: set[str]) -> Iterable[Fact]:
    """The facts under the unions' new keys; a second one of the same union only when it says something else."""
    seen: dict[str, Fact] = {}
    for fact in facts:
        if fact.union in gone:
            continue
        moved = replace(fact, union=same.get(fact.union, fact.union))
        before = seen.setdefault(moved.union, moved)
        if before is moved or (isinstance(moved, ShareDraft) and moved.amount != getattr(before, "amount", None)):
            yield moved
