"""What a plan still needs before it can be printed and carried out: a short honest list, each item a link."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.words import dong
from plans.models import Plan, Schedule
from plans.queries import LevyTotals, Paper, PaperLine
from plans.sentences import Slot, disagreements

SHORT = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: the sentence, where it is mended, how grave it is."""

    text: str
    url: str
    tone: str = "info"


def findings(paper: Paper, totals: Iterable[LevyTotals], recipients: int, names: Iterable[str]) -> list[Finding]:
    """Everything found, the gravest first. No query on what `load_paper` and `levy_totals` gave."""
    found = [*_levies(paper.plan, totals), *_lines(paper, list(names)), *_paper(paper.plan, recipients)]
    return sorted(found, key=lambda finding: finding.tone != "warning")


def line_url(pk: int) -> str:
    """The line opened for editing, on the page of the plan."""
    return f"?line={pk}#line-{pk}"


def _levies(plan: Plan, totals: Iterable[LevyTotals]) -> Iterator[Finding]:
    for total in totals:
        title = _short(total.levy.activity.title)
        if total.decided is None:
            yield Finding(_undecided(title, total), basis_url(plan, total.levy.pk), "warning")
        elif total.levy.due_on is None and total.levy.clause_id:
            yield Finding(_("“%(title)s”: no date to pay by.") % {"title": title}, line_url(total.levy.clause_id))


def _undecided(title: str, total: LevyTotals) -> str:
    """Both totals, or the one there is when the activity happens once."""
    figures = {"title": title, "once": dong(total.once), "every": dong(total.every_time)}
    if total.once == total.every_time:
        return _("“%(title)s”: %(once)s đồng a year. Confirm how often unions pay.") % figures
    return _("“%(title)s”: is it %(once)s or %(every)s đồng a year? Decide how often unions pay.") % figures


def basis_url(plan: Plan, pk: int) -> str:
    """The page where the basis of a levy is chosen."""
    return reverse("plans:levy_basis", kwargs={"code": plan.cluster.code, "year": plan.year, "pk": pk})


def _lines(paper: Paper, names: list[str]) -> Iterator[Finding]:
    empty = [line for line in paper.lines if not line.text.strip()]
    if empty:
        text = ngettext("%(count)d line is still empty.", "%(count)d lines are still empty.", len(empty))
        yield Finding(text % {"count": len(empty)}, line_url(empty[0].clause.pk))
    for line in paper.lines:
        yield from _line(line, names)


def _line(line: PaperLine, names: list[str]) -> Iterator[Finding]:
    """What is wrong with one line."""
    url, clause = line_url(line.clause.pk), line.clause
    if line.is_overridden and (differing := disagreements(clause.override, line.generated, names)):
        text = _("Own wording disagrees with the data (%(what)s): “%(line)s”")
        yield Finding(text % {"what": ", ".join(differing), "line": _short(clause.override)}, url, "warning")
    elif not line.is_overridden and (missing := [slot for slot in _needed(line) if slot not in clause.text]):
        text = _("The line does not print %(what)s: “%(line)s”")
        yield Finding(text % {"what": ", ".join(missing), "line": _short(line.text)}, url, "warning")
    yield from _unknown(line, url)


def _needed(line: PaperLine) -> Iterator[Slot]:
    """The slots without which a fact of the line is not printed."""
    clause = line.clause
    if hasattr(clause, "levy"):
        yield Slot.LEVY
    if (duty := getattr(clause, "duty", None)) and any(h.part == "support" for h in duty.holders.all()):
        yield Slot.SUPPORT


def _unknown(line: PaperLine, url: str) -> Iterator[Finding]:
    title = {"title": _short(line.activity.title if line.activity else line.text)}
    schedule: Schedule | None = getattr(line.clause, "schedule", None)
    if schedule is not None and not schedule.text:
        yield Finding(_("“%(title)s”: no time yet.") % title, url)
    if (place := getattr(line.clause, "place", None)) is not None and not place.text:
        yield Finding(_("“%(title)s”: no place yet.") % title, url)


def _paper(plan: Plan, recipients: int) -> Iterator[Finding]:
    if not plan.number:
        yield Finding(_("The plan has no number yet."), "?part=letterhead#letterhead")
    if not plan.signed_on and not plan.dateline:
        yield Finding(_("The plan has no date of signing yet."), "?part=letterhead#letterhead")
    if not plan.signer_name:
        yield Finding(_("Nobody is named as signer."), "?part=signer#signer")
    if not recipients:
        yield Finding(_("Nobody is named as recipient."), "?part=recipients#recipients")


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"
