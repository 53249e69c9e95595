"""The lines themselves: empty ones, own wordings that differ from the data, facts not printed, numbers and braces."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.blocks import GLUED, Marker
from plans.checks.finding import Code, Finding, short
from plans.checks.loading import Checked
from plans.checks.sums import totals_of
from plans.models import Duty, DutyHolder, Levy
from plans.numbering import Place, automatic_labels, number_in
from plans.queries import PaperLine
from plans.reading.labels import read_label
from plans.reading.money import find_money
from plans.reading.tiers import COUNTED, asks_together
from plans.sentences import Slot
from plans.wordings import Disagreement, Known, disagreements

NUMBERED = {Marker.ROMAN, Marker.ARABIC, Marker.DECIMAL, Marker.LETTER}
BRACES = re.compile(r"\{[^{}]*\}|[{}]")
# What leads in to whatever follows it, at any level: "Cụm xây dựng kế hoạch như sau:".
LEADS_IN = re.compile(r"\b(?:sau|sau đây|gồm|bao gồm|gồm có|cụ thể|dưới đây)\s*:$", re.IGNORECASE)
# A number or a bullet at the beginning of the text of a line that has one already.
TYPED = re.compile(r"(?:(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]|[-–—+•*])\s+\w")


def odd_lines(checked: Checked) -> Iterator[Finding]:
    """Everything about single lines."""
    yield from _empty(checked)
    yield from _out_of_order(checked)
    yield from _empty_groups(checked)
    names = [union.name for union in checked.unions]
    for line in checked.paper.lines:
        yield from _wording(checked, line, names)
        yield from _braces(checked, line)
        if line.marker is not Marker.NONE and TYPED.match(line.text):
            text = _("The number is typed in the text too, so it prints twice: “%(label)s %(line)s”")
            said = {"label": line.label, "line": short(line.text)}
            yield checked.at(Code.LABEL_TWICE, line.clause.pk, text % said)


def _empty(checked: Checked) -> Iterator[Finding]:
    """All empty lines together; the first one is opened."""
    empty = [line.clause.pk for line in checked.paper.lines if not line.text.strip()]
    if empty:
        text = ngettext("%(count)d line is still empty.", "%(count)d lines are still empty.", len(empty))
        spots = [checked.spot(pk) for pk in empty]
        url = checked.base + spots[0].query
        yield Finding(Code.LINE_EMPTY, text % {"count": len(empty)}, url, spots[0], tuple(spots[1:]))


def _empty_groups(checked: Checked) -> Iterator[Finding]:
    """Lines like "Nội dung:" with nothing below them."""
    for line, below in zip_longest(checked.paper.lines, checked.paper.lines[1:]):
        if _is_group(line) and (below is None or _ends_group(line, below)):
            text = _("Nothing stands below “%(line)s” yet.")
            yield checked.at(Code.GROUP_EMPTY, line.clause.pk, text % {"line": short(line.text.strip())})


def _is_group(line: PaperLine) -> bool:
    """Whether a line promises others; a paragraph leads in to what follows it, wherever that stands."""
    text = line.text.strip()
    return text.endswith(":") and line.marker is not Marker.NONE and not LEADS_IN.search(text)


def _ends_group(line: PaperLine, below: PaperLine) -> bool:
    """Whether the next line is surely none of the group: it stands higher, or is its like and no mere item.

    Items typed at the level of their own heading are still meant to be its items.
    """
    if below.clause.level != line.clause.level:
        return below.clause.level < line.clause.level
    is_numbered = line.marker in NUMBERED and below.marker is line.marker
    return is_numbered or below.text.rstrip().endswith(":") or read_label(below.text) is not None


def _out_of_order(checked: Checked) -> Iterator[Finding]:
    """Numbers typed by hand that are not the next ones."""
    lines = checked.paper.lines
    if not any(line.clause.label for line in lines):
        return
    places = (Place(line.clause.level, line.marker, line.clause.label) for line in lines)
    series = ""
    for line, automatic in zip(lines, automatic_labels(places), strict=True):
        typed = line.clause.label.rstrip(GLUED)
        number = number_in(typed, line.marker)
        before, series = series, _series(line.label) if line.marker is Marker.DECIMAL else series
        if line.marker is Marker.DECIMAL and number == 1 and series != before:
            continue  # "2.1." after "1.2.": its "2" may stand in a heading without a number, "Phần II"
        if typed and line.marker is not Marker.NONE and number != number_in(automatic, line.marker):
            text = _("The number “%(typed)s” is typed by hand; the next one would be “%(automatic)s”.")
            said = {"typed": typed, "automatic": automatic}
            yield checked.at(Code.LABEL_OUT_OF_ORDER, line.clause.pk, text % said)


def _series(label: str) -> str:
    """What the numbers of one series have in common: "2.1." -> "2"."""
    return label.rstrip(f"{GLUED}.)/ ").rpartition(".")[0]


def _braces(checked: Checked, line: PaperLine) -> Iterator[Finding]:
    """Slots that nothing fills, or that are none: they print with their braces."""
    if found := dict.fromkeys(BRACES.findall(line.text)):
        text = _("Nothing in the line fills %(slots)s, so the braces are printed: “%(line)s”")
        said = {"slots": ", ".join(f"“{slot}”" for slot in found), "line": short(line.text)}
        yield checked.at(Code.SLOT_UNKNOWN, line.clause.pk, text % said)


def _wording(checked: Checked, line: PaperLine, names: list[str]) -> Iterator[Finding]:
    clause = line.clause
    if line.is_overridden:
        if found := _disagreement(checked, line, names):
            said = {"said": ", ".join(found.said), "meant": ", ".join(found.meant), "line": short(clause.override)}
            yield checked.at(Code.OWN_WORDING_DISAGREES, clause.pk, _sentence(found) % said)
    elif missing := [slot for slot in _needed(checked, line) if slot not in clause.text]:
        text = _("The line does not print %(what)s: “%(line)s”")
        said = {"what": ", ".join(missing), "line": short(line.text)}
        yield checked.at(Code.FACT_NOT_PRINTED, clause.pk, text % said)


def _disagreement(checked: Checked, line: PaperLine, names: list[str]) -> Disagreement:
    """What the own wording says otherwise. Where it asks some together, neither names nor their figures count."""
    own, generated = line.clause.override, line.generated
    if hasattr(line.clause, "levy") and asks_together(own):
        own, generated = (COUNTED.sub(" ", checked.names.without(text)) for text in (own, generated))
        names = []
    return disagreements(own, generated, _known(checked, line), names)


def _amounts_stand_below(checked: Checked, line: PaperLine) -> bool:
    """Whether the lines below a "Mức đóng góp:" print each amount of its levy."""
    said = {money.value for other in checked.below(line.clause.pk) for money in find_money(other.text)}
    return {share.amount for share in line.clause.levy.shares.all()} <= said


def _sentence(found: Disagreement) -> str:
    if found.said and found.meant:
        return _("The own wording says %(said)s, the data say %(meant)s: “%(line)s”")
    if found.said:
        return _("The own wording says %(said)s, which is not in the data: “%(line)s”")
    return _("The own wording does not say %(meant)s, as the data do: “%(line)s”")


def _known(checked: Checked, line: PaperLine) -> Known:
    """The sums of the line's levy, the date to pay by, and when the activity is."""
    totals = totals_of([total for total in checked.totals if total.levy.clause_id == line.clause.pk])
    levy: Levy | None = getattr(line.clause, "levy", None)
    spans = list(checked.times.get(line.activity.pk, ()) if line.activity else ())
    if levy and levy.due_on:
        spans.append((levy.due_on, levy.due_on))
    return Known(checked.plan.year, totals, spans)


def _needed(checked: Checked, line: PaperLine) -> Iterator[Slot]:
    """The slots without which a fact of the line is not printed."""
    clause = line.clause
    if hasattr(clause, "levy") and not _amounts_stand_below(checked, line):
        yield Slot.LEVY
    duty: Duty | None = getattr(clause, "duty", None)
    named = {owner for owner, _spelling in checked.names.find(line.text)} if duty else set()
    if duty and any(one.part == DutyHolder.Part.SUPPORT and one.union_id not in named for one in duty.holders.all()):
        yield Slot.SUPPORT
