"""A measured figure beside its goal, and how a run is printed."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report. `value` is None when the thing could not be measured; `detail` then says why."""

    group: str
    name: str
    value: float | None
    goal: float
    unit: str = "x"  # x: a ratio; s: seconds; "queries": the spread between the smallest and the largest page
    detail: str = ""

    @property
    def ok(self) -> bool:
        return self.value is not None and self.value <= self.goal


def missing(group: str, name: str, goal: float, why: str, unit: str = "x") -> Figure:
    """A figure that could not be measured: a missed goal."""
    return Figure(group, name, None, goal, unit, why)


def lines(figure: Figure, after: Figure | None = None) -> list[str]:
    """The figure as a line of text, below a heading when its group is not that of the one before."""
    heading = [] if after and after.group == figure.group else ["", figure.group]
    return [*heading, _line(figure)]


def _line(figure: Figure) -> str:
    value = "-" if figure.value is None else f"{figure.value:.2f} {figure.unit}"
    word = "ok" if figure.ok else "MISSED"
    return f"  {figure.name:<24} {value:>13}   goal {figure.goal:g} {figure.unit:<8} {word:<7} {figure.detail}".rstrip()


def as_json(figures: Sequence[Figure]) -> str:
    """The same on one line, with the machine it ran on."""
    machine = {"python": platform.python_version(), "system": platform.platform(), "cores": os.cpu_count()}
    rows = [asdict(figure) | {"ok": figure.ok} for figure in figures]
    return json.dumps({"ok": all(f.ok for f in figures), "machine": machine, "figures": rows}, ensure_ascii=False)
