"""What each levy still needs: how often, until when, from whom."""

import re
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.dates import short as short_date
from documents.words import dong
from plans.checks.finding import Code, Finding, short
from plans.checks.loading import Checked
from plans.levies import LevyTotals
from plans.models import Levy
from plans.reading.deadlines import is_deadline, pay_by

# What a sentence says of a union that does not pay.
EXCEPT = re.compile(r"\btrừ\b|\bkhông (?:tính|kể|gồm|bao gồm)\b|\b(?:còn lại|khác)\b", re.IGNORECASE)


def unfinished_levies(checked: Checked) -> Iterator[Finding]:
    """Everything about levies, in the order of the paper."""
    asked: set[tuple[int, int, int]] = set()  # activity, union, amount
    for total in checked.totals:
        yield from _levy(checked, total)
        shares = {(total.levy.activity_id, share.union_id, share.amount) for share in total.levy.shares.all()}
        if again := shares & asked:
            yield _asked_twice(checked, total, max(amount for _activity, _union, amount in again))
        asked |= shares


def _levy(checked: Checked, total: LevyTotals) -> Iterator[Finding]:
    levy, title = total.levy, {"title": short(total.levy.activity.title)}
    line = levy.clause_id or levy.activity.clause_id
    if total.decided is None:
        url = reverse("plans:levy_basis", kwargs={**checked.address, "pk": levy.pk})
        yield checked.at(Code.LEVY_WITHOUT_BASIS, line, _undecided(title["title"], total), url)
    yield from _date(checked, levy, line, title)
    if _lead_is_spared_in_silence(checked, levy):
        text = _(
            "“%(title)s”: the lead union does not pay, but the line does not say so. "
            "Write it behind the amounts, for example “trừ Cụm trưởng”."
        )
        yield checked.at(Code.LEVY_LEAD_NOT_SAID, line, text % title)
    if names := _without_amount(checked, total):
        text = _("“%(title)s”: no amount for %(unions)s.") % {**title, "unions": ", ".join(names)}
        yield checked.at(Code.LEVY_WITHOUT_UNION, line, text)


def _date(checked: Checked, levy: Levy, line: int, title: dict[str, str]) -> Iterator[Finding]:
    """Until when it is paid: said nowhere, said otherwise by the text, or in another year."""
    in_text = next((day for text in _lines_of(checked, levy) if (day := pay_by(text, checked.plan.year))), None)
    said = {**title, "said": short_date(in_text) if in_text else ""}
    if levy.due_on is None:
        text = _("“%(title)s”: no date to pay by.")
        if in_text:
            text = _("“%(title)s”: no date to pay by, while the text says %(said)s.")
        yield checked.at(Code.LEVY_WITHOUT_DATE, line, text % said)
        return
    said["day"] = short_date(levy.due_on)
    if in_text and in_text != levy.due_on:
        text = _("“%(title)s”: the text says to pay by %(said)s, the contribution by %(day)s.")
        yield checked.at(Code.LEVY_DATE_DISAGREES, line, text % said)
    if levy.due_on.year != checked.plan.year:
        text = _("“%(title)s”: the date to pay by, %(day)s, is outside the plan's year.")
        yield checked.at(Code.LEVY_OUTSIDE_YEAR, line, text % said)


def _lines_of(checked: Checked, levy: Levy) -> Iterator[str]:
    """The words of a levy's line and of those below it, then those of its activity that say nothing but until when."""
    if levy.clause_id and (own := checked.paper.by_clause.get(levy.clause_id)):
        yield own.text
        yield from (line.text for line in checked.below(levy.clause_id))
    yield from (line.text for line in checked.paper.lines if is_deadline(line.text) and line.activity == levy.activity)


def _lead_is_spared_in_silence(checked: Checked, levy: Levy) -> bool:
    """Whether the line asks every union alike, and only the data know that the lead pays nothing."""
    if levy.lead_pays or levy.shape != Levy.Shape.FLAT or levy.clause_id is None:
        return False
    printed = next((line.text for line in checked.paper.lines if line.clause.pk == levy.clause_id), "")
    return not EXCEPT.search(printed)


def _asked_twice(checked: Checked, total: LevyTotals, amount: int) -> Finding:
    text = _(
        "“%(title)s”: another line already asks the same union for %(amount)s đồng, so it counts twice."
        " If it is one contribution, take one of the two out of the plan."
    )
    levy, said = total.levy, {"title": short(total.levy.activity.title), "amount": dong(amount)}
    return checked.at(Code.LEVY_ASKED_TWICE, levy.clause_id or levy.activity.clause_id, text % said)


def _undecided(title: str, total: LevyTotals) -> str:
    """Both totals, or the one there is when the activity happens once."""
    figures = {"title": title, "once": dong(total.once), "every": dong(total.every_time)}
    if total.once == total.every_time:
        return _("“%(title)s”: %(once)s đồng a year. Confirm how often unions pay.") % figures
    return _("“%(title)s”: is it %(once)s or %(every)s đồng a year? Decide how often unions pay.") % figures


def _without_amount(checked: Checked, total: LevyTotals) -> list[str]:
    """Unions that the levy leaves out; the lead may be left out on purpose."""
    paying = {share.union_id for share in total.levy.shares.all()}
    spared = set() if total.levy.lead_pays else {checked.plan.lead_id}
    return [str(union) for union in checked.unions if union.pk not in paying | spared]
