"""Figures in lines of free text that do not agree with the rows: totals, amounts for each union, heads."""

import re
from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from documents.words import dong
from plans.checks.finding import Code, Finding
from plans.checks.loading import Checked
from plans.queries import LevyTotals, PaperLine, plan_total
from plans.reading.money import find_money, is_given

TOTAL = re.compile(r"\b(?:tổng (?:cộng|số|thu|mức|kinh phí|đóng góp)|tổng|toàn cụm|cả cụm|cộng)\b", re.IGNORECASE)
SENTENCE = re.compile(r"[.;](?=\s)")
LEAD = 80  # letters between "tổng cộng" and its figure


def wrong_figures(checked: Checked) -> Iterator[Finding]:
    """Everything about figures in free text. Lines that print a levy are compared with it elsewhere."""
    for line in checked.paper.lines:
        if line.is_overridden or not hasattr(line.clause, "levy"):
            yield from _money(checked, line)
        yield from _people(checked, line)


def _money(checked: Checked, line: PaperLine) -> Iterator[Finding]:
    levies = [total for total in checked.totals if line.activity is None or total.levy.activity_id == line.activity.pk]
    for money in find_money(line.text):
        if _is_total(line.text, money.start):
            yield from _total(checked, line, money.value, levies)
        elif money.for_each and not hasattr(line.clause, "levy") and is_given(line.text, money):
            yield from _each(checked, line, money.value, levies)


def _is_total(text: str, start: int) -> bool:
    """Whether the sentence calls a figure a total."""
    return bool(TOTAL.search(SENTENCE.split(text[:start])[-1][-LEAD:]))


def _total(checked: Checked, line: PaperLine, value: int, levies: list[LevyTotals]) -> Iterator[Finding]:
    meant = totals_of(levies)
    if not meant or value in meant:
        return
    if line.activity is None and value in {sum_ for total in levies for sum_ in totals_of([total])}:
        return
    text = _("The line says %(said)s đồng in all; the contributions sum up to %(meant)s đồng.")
    either = _(" or ").join(dong(sum_) for sum_ in sorted(meant))
    yield checked.at(Code.SUM_DISAGREES, line.clause.pk, text % {"said": dong(value), "meant": either})


def totals_of(levies: Collection[LevyTotals]) -> set[int]:
    """The sums that may be meant by "in all": of one payment, of the year, or both readings of it."""
    if not levies:
        return set()
    year = plan_total(levies)
    each = sum(total.each_time for total in levies)
    decided = all(total.decided is not None for total in levies)
    return {year.least, each} if decided else {year.least, year.most, each}


def _each(checked: Checked, line: PaperLine, value: int, levies: list[LevyTotals]) -> Iterator[Finding]:
    """An amount for each union in free text: it must be one of the levy's; without a levy no dues come from it."""
    amounts = {share.amount for total in levies for share in total.levy.shares.all()}
    if not levies:
        text = _("The line says that unions pay %(said)s đồng, but no dues come from it.")
        yield checked.at(Code.LEVY_ONLY_IN_TEXT, line.clause.pk, text % {"said": dong(value)})
    elif value not in amounts:
        text = _("The line says %(said)s đồng for each union; the contributions are %(meant)s đồng.")
        meant = ", ".join(dong(amount) for amount in sorted(amounts))
        yield checked.at(Code.AMOUNT_DISAGREES, line.clause.pk, text % {"said": dong(value), "meant": meant})


def _people(checked: Checked, line: PaperLine) -> Iterator[Finding]:
    """A total of people beside a number from each union."""
    quota = checked.quotas.get(line.activity.pk) if line.activity else None
    if quota is None or not quota.noun:
        return
    for found in re.finditer(rf"(?<![\w.,])(\d{{1,3}}(?:\.\d{{3}})+|\d+)\s+{re.escape(quota.noun)}", line.text):
        said, unions = int(found[1].replace(".", "")), len(checked.unions)
        if _is_total(line.text, found.start()) and said not in {quota.people * unions, quota.people * (unions - 1)}:
            text = _("The line says %(said)s people in all; %(people)s from each of %(unions)s unions are %(meant)s.")
            figures = {"said": dong(said), "people": dong(quota.people), "unions": str(unions)}
            meant = dong(quota.people * unions)
            yield checked.at(Code.PEOPLE_DISAGREE, line.clause.pk, text % {**figures, "meant": meant})
