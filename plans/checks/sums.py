"""Figures in lines of free text that do not agree with the rows: totals, amounts for each union, heads."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from documents.words import dong
from plans.checks.finding import Code, Finding
from plans.checks.loading import Checked
from plans.levies import LevyTotals, plan_total
from plans.models import Levy
from plans.queries import PaperLine
from plans.reading.kinds import find_people
from plans.reading.levies import EACH
from plans.reading.money import ITS_PARTS, Money, find_money, is_given
from plans.sentences import quota_figure
from unions.names import fold

# No total of what is paid: "Tổng Công ty", "tổng kết", "tổng trị giá" of gifts.
TOTAL = re.compile(
    r"\b(?:tổng(?! (?:công ty|cục|liên đoàn|hội|kho|hợp|kết|thể|vệ sinh|duyệt|trị giá|giá trị)\b)"
    r"|toàn cụm|cả cụm|cộng)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[.;](?=\s)")
LEAD = 80  # letters between "tổng cộng" and its figure
RECEIVES = re.compile(r"\b(?:được|nhận|cấp)\b")  # "mỗi đơn vị được hỗ trợ 500.000 đồng"
# What some of the people of each union do beside those whom the activity counts.
OTHER_WORK = re.compile(
    r"[^.;,]*?\b(?:hỗ trợ|phục vụ|phụ trách|hậu cần|ban tổ chức|tổ giúp việc|trực|dọn|chuẩn bị|lễ tân|hướng dẫn)\b",
    re.IGNORECASE,
)


def wrong_figures(checked: Checked) -> Iterator[Finding]:
    """Everything about figures in free text. Lines that print a levy are compared with it elsewhere."""
    for line in checked.paper.lines:
        if line.is_overridden or not hasattr(line.clause, "levy"):
            yield from _money(checked, line)
        yield from _people(checked, line)
        if not hasattr(line.clause, "quota"):
            yield from _people_of_each(checked, line)


def _money(checked: Checked, line: PaperLine) -> Iterator[Finding]:
    around = _levies_around(checked, line)
    own = [total for total in around if line.activity is None or total.levy.activity_id == line.activity.pk]
    for money in find_money(line.text):
        if _is_total(line.text, money.start):
            yield from _total(checked, line, money.value, own)
        elif _is_of_each(line.text, money) and not hasattr(line.clause, "levy"):
            yield from _each(checked, line, money.value, around)


def _levies_around(checked: Checked, line: PaperLine) -> list[LevyTotals]:
    """Those of the activity that a line stands in and of what that is a part of; all of them outside the activities."""
    if line.activity is None:
        return list(checked.totals)
    around = {line.activity.pk, *checked.wholes[line.activity.pk]}
    return [total for total in checked.totals if total.levy.activity_id in around]


def _is_of_each(text: str, money: Money) -> bool:
    """Whether an amount is what each union pays: "2.000.000 đồng/đơn vị", "mỗi đơn vị đóng góp 2.000.000 đồng"."""
    each = EACH.search(text[: money.start])
    is_said = money.for_each or (each is not None and not RECEIVES.search(each.group()))
    return is_said and is_given(text, money)


def _is_total(text: str, start: int) -> bool:
    """Whether the sentence calls a figure a total, and not a part of one ("…, trong đó Đoàn A 7.000.000 đồng")."""
    said = ITS_PARTS.split(SENTENCE.split(text[:start])[-1])[-1]
    return bool(TOTAL.search(said[-LEAD:]))


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
    if not levies:
        text = _("The line says that unions pay %(said)s đồng, but no dues come from it.")
        yield checked.at(Code.LEVY_ONLY_IN_TEXT, line.clause.pk, text % {"said": dong(value)})
    elif value not in _amounts_of(levies):
        text = _("The line says %(said)s đồng for each union; the contributions are %(meant)s đồng.")
        amounts = {share.amount for total in levies for share in total.levy.shares.all()}
        meant = ", ".join(dong(amount) for amount in sorted(amounts))
        yield checked.at(Code.AMOUNT_DISAGREES, line.clause.pk, text % {"said": dong(value), "meant": meant})


def _amounts_of(levies: Collection[LevyTotals]) -> set[int]:
    """What a union may be said to pay: of one levy, or of all of them; for one payment, or for the year."""
    found: set[int] = set()
    for payments in (_one, _least, _most):
        sums: Counter[int] = Counter()
        for total in levies:
            for share in total.levy.shares.all():
                paid = share.amount * payments(total)
                sums[share.union_id] += paid
                found.add(paid)
        found.update(sums.values())
    return found


def _one(_total: LevyTotals) -> int:
    return 1


def _least(total: LevyTotals) -> int:
    """Payments of the year; one where that is not decided."""
    return 1 if total.levy.basis in (Levy.Basis.ONCE, Levy.Basis.UNDECIDED) else total.times


def _most(total: LevyTotals) -> int:
    """Payments of the year; one each time where that is not decided."""
    return 1 if total.levy.basis == Levy.Basis.ONCE else total.times


def _people_of_each(checked: Checked, line: PaperLine) -> Iterator[Finding]:
    """A number of people from each union that is not the activity's; people for some other work are others."""
    quota = checked.quotas.get(line.activity.pk) if line.activity else None
    if quota is None:
        return
    for people in find_people(line.text):
        is_other_work = OTHER_WORK.match(line.text, people.until)
        if fold(people.noun) == fold(quota.noun) and people.number != quota.people and not is_other_work:
            text = _("The line asks each union for %(said)s; the number of the activity is %(meant)s.")
            said = f"{quota_figure(people.number)} {people.noun}"
            meant = f"{quota_figure(quota.people)} {quota.noun}"
            yield checked.at(Code.QUOTA_DISAGREES, line.clause.pk, text % {"said": said, "meant": meant})


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
