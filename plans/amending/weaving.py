"""Two snapshots of a plan woven into one: which line was where, and where it is. Pure.

A snapshot is what `plans.issuing.snapshot` freezes: {"lines": [{id, label, text, level, …}], "levies": [{id, …}]}.
Lines are joined by their ids.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]

PART = re.compile(r"[IVXLC]+\.?")
ITEM = re.compile(r"\d+[.)]?")
POINT = re.compile(r"(?:\d+\.)+\d+\.?|[a-zđ]\)")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a line stands: "khoản 1 mục II" and the title of what it belongs to."""

    path: str = ""
    heading: str = ""

    def __str__(self) -> str:
        return f"{self.path} ({self.heading})" if self.path and self.heading else self.path or self.heading


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of a snapshot with its spot, and the lines that it stands below, the outermost first."""

    pk: int
    label: str
    text: str
    level: int
    heading: bool
    spot: Spot
    above: tuple["Placed", ...] = ()

    def __str__(self) -> str:
        return f"{self.label} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Pair:
    """A line before and after, None where it was not there. A moved one is two pairs, each with `moved`."""

    before: Placed | None
    after: Placed | None
    moved: bool = False

    @property
    def differs(self) -> bool:
        """Whether anything in it is worth a mark."""
        return self.before is None or self.after is None or str(self.before) != str(self.after)


def pairs_of(old: Json, new: Json) -> list[Pair]:
    """Both versions woven together in reading order, each line once, a moved line where it was and where it is."""
    before, after = ({line.pk: line for line in placed(side)} for side in (old, new))
    staying = _staying(list(before), list(after))
    there = set(staying)
    left = iter(before.values())
    woven: list[Pair] = []
    for line in after.values():
        if line.pk in there:
            woven += _gone_until(line.pk, left, after)
            woven.append(Pair(before[line.pk], line))
        else:
            woven.append(Pair(None, line, moved=line.pk in before))
    return [*woven, *(_gone(line, after) for line in left)]


def _gone_until(pk: int, left: Iterator[Placed], after: Mapping[int, Placed]) -> list[Pair]:
    """Old lines that stood before this one and stand here no more."""
    gone = []
    for line in left:
        if line.pk == pk:
            break
        gone.append(_gone(line, after))
    return gone


def _gone(line: Placed, after: Mapping[int, Placed]) -> Pair:
    return Pair(line, None, moved=line.pk in after)


def _staying(old: Sequence[int], new: Sequence[int]) -> list[int]:
    """As many of the common lines as kept their order: a longest increasing run of old places."""
    at = {pk: place for place, pk in enumerate(old)}
    common = [pk for pk in new if pk in at]
    ends: list[int] = []  # the lowest old place that a run of each length ends with
    lengths = []
    for pk in common:
        length = bisect_left(ends, at[pk])
        ends[length : length + 1] = [at[pk]]
        lengths.append(length)
    wanted = len(ends) - 1
    kept: list[int] = []
    for pk, length in zip(reversed(common), reversed(lengths), strict=True):
        if length == wanted and (not kept or at[pk] < at[kept[-1]]):
            kept.append(pk)
            wanted -= 1
    return kept[::-1]


def placed(snapshot: Json) -> list[Placed]:
    """The lines of a snapshot, each with the spot it stands at."""
    found: list[Placed] = []
    above: list[Placed] = []
    for row in snapshot.get("lines", ()):
        while above and above[-1].level >= row["level"]:
            above.pop()
        labels = [*(line.label for line in above), row["label"]]
        heading = next((line.text for line in reversed(above) if line.heading), "")
        named = row["text"] if row["heading"] else row["activity"] or heading
        spot = Spot(path_of(labels), without_stop(named))
        line = Placed(row["id"], row["label"], row["text"], row["level"], row["heading"], spot, tuple(above))
        found.append(line)
        above.append(line)
    return found


def without_stop(title: str) -> str:
    """A title as it is named inside a sentence: "Tuyên truyền tại huyện Củ Chi:" without its colon."""
    return title.rstrip(" .,;:")


def cited(line: Placed, before: Mapping[int, Placed]) -> Spot:
    """Where a line of the new version stands, by the numbers that are known from the old one.

    Numbers of lines that were not there, or had another one, are said to be new: "khoản 7 mới mục II". So no number
    of an amending paper can be taken for that of another line.
    """
    known = [before.get(one.pk) for one in line.above]
    labels = [old.label if old else one.label for old, one in zip(known, line.above, strict=True)]
    old = before.get(line.pk)
    fresh = [was is None for was in known]
    return Spot(path_of([*labels, line.label], [*fresh, old is None or old.label != line.label]), line.spot.heading)


def path_of(labels: Sequence[str], fresh: Sequence[bool] = ()) -> str:
    """How papers name a place by the numbers that lead to it: ["II.", "1.", "-"] -> "khoản 1 mục II".

    `fresh` says of each label whether it is new.
    """
    names: list[str] = []
    for label, is_new in zip(labels, fresh or [False] * len(labels), strict=True):
        if PART.fullmatch(label):
            name = f"mục {label.rstrip('.')}"
        elif ITEM.fullmatch(label):
            name = f"{'khoản' if names else 'mục'} {label.rstrip('.)')}"
        elif POINT.fullmatch(label):
            name = f"điểm {label.rstrip('.)')}"
        else:
            continue
        names.append(f"{name} mới" if is_new else name)
    return " ".join(reversed(names))
