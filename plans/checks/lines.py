"""The lines themselves: empty ones, own wordings that differ from the data, facts not printed, typed numbers."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.blocks import GLUED, Marker
from documents.words import dong
from plans.checks.finding import Code, Finding, short
from plans.checks.loading import Checked
from plans.checks.sums import totals_of
from plans.numbering import Place, automatic_labels, number_in
from plans.queries import PaperLine
from plans.sentences import Slot, disagreements

# A number or a bullet at the beginning of the text of a line that has one already.
TYPED = re.compile(r"(?:(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]|[-–—+•*])\s+\w")


def odd_lines(checked: Checked) -> Iterator[Finding]:
    """Everything about single lines."""
    yield from _empty(checked)
    yield from _out_of_order(checked)
    names = [union.name for union in checked.unions]
    for line in checked.paper.lines:
        yield from _wording(checked, line, names)
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


def _out_of_order(checked: Checked) -> Iterator[Finding]:
    """Numbers typed by hand that are not the next ones."""
    lines = checked.paper.lines
    if not any(line.clause.label for line in lines):
        return
    places = (Place(line.clause.level, line.marker, line.clause.label) for line in lines)
    for line, automatic in zip(lines, automatic_labels(places), strict=True):
        typed = line.clause.label.rstrip(GLUED)
        if (
            typed
            and line.marker is not Marker.NONE
            and number_in(typed, line.marker) != number_in(automatic, line.marker)
        ):
            text = _("The number “%(typed)s” is typed by hand; the next one would be “%(automatic)s”.")
            said = {"typed": typed, "automatic": automatic}
            yield checked.at(Code.LABEL_OUT_OF_ORDER, line.clause.pk, text % said)


def _wording(checked: Checked, line: PaperLine, names: list[str]) -> Iterator[Finding]:
    clause = line.clause
    if line.is_overridden:
        known = {dong(total) for total in totals_of([t for t in checked.totals if t.levy.clause_id == clause.pk])}
        differing = [what for what in disagreements(clause.override, line.generated, names) if what not in known]
        if differing:
            text = _("Own wording disagrees with the data (%(what)s): “%(line)s”")
            said = {"what": ", ".join(differing), "line": short(clause.override)}
            yield checked.at(Code.OWN_WORDING_DISAGREES, clause.pk, text % said)
    elif missing := [slot for slot in _needed(line) if slot not in clause.text]:
        text = _("The line does not print %(what)s: “%(line)s”")
        said = {"what": ", ".join(missing), "line": short(line.text)}
        yield checked.at(Code.FACT_NOT_PRINTED, clause.pk, text % said)


def _needed(line: PaperLine) -> Iterator[Slot]:
    """The slots without which a fact of the line is not printed."""
    clause = line.clause
    if hasattr(clause, "levy"):
        yield Slot.LEVY
    if (duty := getattr(clause, "duty", None)) and any(holder.part == "support" for holder in duty.holders.all()):
        yield Slot.SUPPORT
