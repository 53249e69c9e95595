"""The plan as the paper on the screen: lines ready for one small loop in the template, outline, what needs attention.

Everything that differs from line to line is a string here, so that a plan of 600 lines renders as fast as one of ten.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from documents.blocks import Letterhead, Marker
from plans.checks import Finding, findings_in
from plans.checks.loading import load_checked
from plans.documents import CHANGED_MARK, WITHDRAWN_MARK, letterhead, recipient_lines
from plans.levies import LevyTotals, plan_total
from plans.models import Clause, Plan
from plans.queries import Paper, PaperLine

HEADING_TAGS = {Marker.ROMAN: "h2", Marker.ARABIC: "h3", Marker.NONE: "h3"}
SHORT = 70
BESIDE = 8  # findings shown beside the paper


@dataclass(slots=True)
class Row:
    """One line on the screen. `card` is the form in its place; `focus` is where the keyboard goes."""

    pk: str
    tag: str = "p"
    css: str = ""
    label: str = ""
    text: str = ""
    card: Any = None
    focus: bool = False
    template: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the outline."""

    pk: str
    text: str
    is_part: bool


@dataclass(slots=True)
class Sheet:
    """A plan ready for the screen."""

    plan: Plan
    paper: Paper
    rows: list[Row]
    outline: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    least: int = 0
    most: int = 0
    recipients: tuple[str, ...] = ()
    mark: str = ""

    @property
    def letterhead(self) -> Letterhead:
        """The head of the paper as it prints."""
        return letterhead(self.plan, self.mark)

    @property
    def first_findings(self) -> list[Finding]:
        """What is shown beside the paper: the gravest; the check page has them all."""
        return self.findings[:BESIDE]

    @property
    def is_saved_today(self) -> bool:
        """Whether the hour alone says when the plan was last saved."""
        return timezone.localdate(self.plan.changed_at) == timezone.localdate()

    def mark_unissued(self, lines: Container[int]) -> None:
        """Say on the paper that it is not the issued one, and mark these lines of it."""
        self.mark = " · ".join(filter(None, (self.mark, CHANGED_MARK)))
        for row in self.rows:
            row.css += " is-unissued" if int(row.pk) in lines else ""

    def row(self, pk: int) -> Row | None:
        """The row of a line, if the plan still has it."""
        return next((row for row in self.rows if row.pk == str(pk)), None)

    def line(self, pk: int) -> PaperLine | None:
        """The line itself."""
        return self.paper.by_clause.get(pk)

    def insert_after(self, pk: int | None, row: Row, *, before_parts: bool = False) -> None:
        """A row that is not stored yet, after a line and what is below it, or at the end.

        `before_parts`: of what is below it, activities stay behind the row.
        """
        self.rows.insert(len(self.rows) if pk is None else self._end_of(pk, before_parts), row)

    def _end_of(self, pk: int, before_parts: bool) -> int:
        lines = self.paper.lines
        at = next((i for i, line in enumerate(lines) if line.clause.pk == pk), len(lines) - 1)
        level = lines[at].clause.level if lines else 0

        def ends(clause: Clause) -> bool:
            return clause.level <= level or (before_parts and hasattr(clause, "activity"))

        return next((i for i in range(at + 1, len(lines)) if ends(lines[i].clause)), len(lines))


def load_sheet(plan: Plan) -> Sheet:
    """The plan's paper with its outline and findings. Nine queries at most."""
    checked = load_checked(plan)
    paper = checked.paper
    sheet = Sheet(plan, paper, [row_of(line) for line in paper.lines], outline=list(outline_of(paper)))
    sheet.findings = findings_in(checked)
    sheet.least, sheet.most = _sums(checked.totals)
    sheet.recipients = recipient_lines(checked.recipients)
    sheet.mark = WITHDRAWN_MARK if plan.state == Plan.State.WITHDRAWN else ""
    return sheet


def _sums(totals: Sequence[LevyTotals]) -> tuple[int, int]:
    total = plan_total(totals)
    return total.least, total.most


def row_of(line: PaperLine) -> Row:
    """A line as the screen shows it."""
    clause = line.clause
    tag = HEADING_TAGS.get(line.marker, "h4") if clause.heading else "p"
    css = f"line level-{min(clause.level, 8)} marker-{clause.marker}"
    css += " is-title" if clause.heading else ""
    css += " is-own" if clause.override else ""
    return Row(str(clause.pk), tag, css, line.label, line.text)


def outline_of(paper: Paper) -> Iterator[Entry]:
    """Parts and activities, and the numbered titles right below a part."""
    for line in paper.lines:
        clause = line.clause
        is_part = clause.level == 0 and clause.marker == Marker.ROMAN
        if is_part or hasattr(clause, "activity") or (clause.heading and clause.level <= 1):
            text = f"{line.label} {line.text}".strip(" :")
            yield Entry(str(clause.pk), text if len(text) <= SHORT else text[: SHORT - 1] + "…", is_part)
