"""Which versions there are to compare, and what differs between them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from plans.amending.changes import Changes
from plans.amending.differences import differences
from plans.amending.papers import Former
from plans.amending.weaving import Json, Pair, pairs_of
from plans.issuing.queries import versions_of
from plans.issuing.snapshot import levy_image, levy_images, line_image
from plans.models import Clause, Levy, Plan, Version
from plans.queries import Paper, load_paper
from unions.days import format_day
from unions.matching import spellings
from unions.models import MemberUnion

NOW = "now"


@dataclass(frozen=True, slots=True)
class Pending:
    """What was changed since the last issued paper. `former`: the papers that the next one amends."""

    former: Former
    changes: Changes


def as_it_stands(plan: Plan) -> Json:
    """The plan's rows as a snapshot that can be compared. Five queries."""
    return _standing(load_paper(plan))


def _standing(paper: Paper) -> Json:
    """The same of a loaded paper. Two queries."""
    return {"lines": [line_image(line) for line in paper.lines], "levies": levy_images(paper.plan)}


def frozen(plan: Plan, number: int) -> Json | None:
    """The snapshot of a version, None where there is none. One query."""
    found: Json | None = Version.objects.filter(plan=plan, number=number).values_list("data", flat=True).first()
    return found


def former_papers(versions: Sequence[Version]) -> Former:
    """The issued papers, given newest first."""
    return Former(tuple((version.entry.symbol, version.entry.signed_on) for version in reversed(versions)))


def known_names(plan: Plan) -> tuple[str, ...]:
    """The cluster and its unions, as people write them. Two queries."""
    unions = MemberUnion.objects.filter(cluster=plan.cluster_id).prefetch_related("aliases")
    return (plan.cluster.name, *(text for union in unions for text in spellings(union)))


def pending(plan: Plan) -> Pending | None:
    """What the next amending paper would say; None for a plan that was never issued. Seven queries."""
    versions = list(versions_of(plan))
    if not versions:
        return None
    last = frozen(plan, versions[0].number) or {}
    return Pending(former_papers(versions), differences(last, as_it_stands(plan)))


@dataclass(frozen=True, slots=True)
class Unissued:
    """What a reader of an issued plan has to know: how many places are not issued yet, in which lines they stand.

    `number` is the version that holds; `lines` are ids of clauses whose words are others, or that stand elsewhere;
    `levies` are ids of those that ask what that version does not say.
    """

    number: int
    count: int
    lines: frozenset[int]
    levies: frozenset[int]


def _of_last(plan: Plan, *columns: str) -> tuple[Any, ...] | None:
    """These columns of the version issued last, None where there is none. One query."""
    return Version.objects.filter(plan=plan).order_by("-number").values_list(*columns).first()


def unissued_in(paper: Paper) -> Unissued | None:
    """What a loaded paper says otherwise than the version issued last; None when nothing. Three queries at most."""
    last = _of_last(paper.plan, "number", "data")
    if last is None:
        return None
    number, issued = last
    now = _standing(paper)
    count = differences(issued, now).count
    lines = (pair.after.pk for pair in pairs_of(issued, now) if pair.after and _reads_otherwise(pair))
    was = {image["id"]: image for image in issued["levies"]}
    levies = (image["id"] for image in now["levies"] if not _asks_alike(was.get(image["id"]), image))
    return Unissued(number, count, frozenset(lines), frozenset(levies)) if count else None


def unissued(plan: Plan) -> Unissued | None:
    """The same of a plan that holds. One query while nothing was changed since the last issue, else about eight."""
    if plan.state != Plan.State.ISSUED:
        return None
    last = _of_last(plan, "issued_at")
    # Issuing itself is the last change for as long as it takes to be written down.
    return unissued_in(load_paper(plan)) if last and plan.changed_at > last[0] + dt.timedelta(seconds=1) else None


def activities_moving(found: Unissued | None) -> frozenset[int]:
    """Ids of the activities whose time or place is not issued yet. One query where anything is not."""
    if found is None:
        return frozenset()
    rows = Clause.objects.filter(pk__in=found.lines)
    moved = rows.values_list("schedule__activity", "place__activity")
    return frozenset(pk for pair in moved for pk in pair if pk)


def asks_as_issued(levy: Levy) -> bool:
    """Whether a levy, its activity and shares loaded, asks what the paper that holds says.

    One query; True where no paper was issued.
    """
    last = _of_last(levy.activity.plan, "data")
    if last is None:
        return True
    issued = next((image for image in last[0]["levies"] if image["id"] == levy.pk), None)
    return _asks_alike(issued, levy_image(levy))


def _asks_alike(issued: Json | None, now: Json) -> bool:
    """Whether a levy's image asks what its issued one asks; a basis left open there may be decided."""
    if issued is None or issued["basis"] not in (now["basis"], Levy.Basis.UNDECIDED):
        return False
    before, after = ({code: amount for code, (_name, amount) in one["shares"].items()} for one in (issued, now))
    return before == after


def _reads_otherwise(pair: Pair) -> bool:
    """Not only numbered anew."""
    return pair.before is None or pair.after is None or pair.before.text != pair.after.text


@dataclass(frozen=True, slots=True)
class Choice:
    """A version that can be compared: its number in the address ("now" for the rows), what people call it."""

    value: str
    name: str


def choices_of(versions: Sequence[Version], now: str) -> list[Choice]:
    """Every issued version, oldest first, and the plan as it stands."""
    issued = [
        Choice(str(version.number), f"{version.entry.symbol}, {format_day(version.entry.signed_on)}")
        for version in reversed(versions)
    ]
    return [*issued, Choice(NOW, now)]


def snapshot_named(plan: Plan, value: str) -> Json | None:
    """The snapshot that an address names, None where there is none. Five queries at most."""
    if value == NOW:
        return as_it_stands(plan)
    return frozen(plan, int(value)) if value.isascii() and value.isdigit() and len(value) < 5 else None
