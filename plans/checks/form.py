"""The prescribed form (thể thức): Hướng dẫn 29-HD/TWĐTN-VP of 29/10/2013, as far as the rows of a plan can break it.

`RULES` lists what the guide asks for and which findings break it; a rule without codes is kept by the printing itself.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.blocks import Marker
from documents.characters import is_caps
from plans.checks.around import FULL_DATE
from plans.checks.finding import LETTERHEAD, SIGNER, TITLE, Code, Finding, short
from plans.checks.loading import Checked
from plans.models import Plan
from plans.queries import PaperLine
from unions.names import fold

# "Số: 01-KH/ĐTN": two digits at least, hyphen, kind, slash, who issues; spaces as offices write them.
NUMBER = re.compile(
    r"(?:Số:?\s*)?(?:0[1-9]|[1-9]\d+)\s*-\s*[A-ZĐa-z]{1,6}\s*/\s*[A-ZĐ][A-ZĐa-z-]*(?:\s*-\s*[A-ZĐ]+)*\.?"
)
DATE = re.compile(r".+,\s+ngày\s+(?:0[1-9]|[12]\d|3[01])\s+tháng\s+(?:0[12]|[3-9]|1[0-2])\s+năm\s+\d{4}")
CAPACITY = re.compile(r"(?:TM|KT|TL|TUQ|Q)\.\s*\S")
PARTY_CAPACITY = re.compile(r"\b(?:T/M|K/T|T/L)\b")
PERSONAL_TITLE = re.compile(r"(?:(?:đ/c|đồng chí|ông|bà|ths|ts|pgs|gs|bs|cn|ks|ls)\b\.?)\s*\S", re.IGNORECASE)
HEADING = "ĐOÀN TNCS HỒ CHÍ MINH"
ORDER = (Marker.ROMAN, Marker.ARABIC, Marker.DECIMAL, Marker.LETTER, Marker.DASH, Marker.PLUS, Marker.STAR)
RANK = {marker: rank for rank, marker in enumerate(ORDER)}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the form: what it asks, where it is written, which findings break it."""

    text: str | Promise
    source: str
    codes: frozenset[Code] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule, and whether this paper keeps it."""

    rule: Rule
    findings: tuple[Finding, ...]

    @property
    def is_kept(self) -> bool:
        return not self.findings


def _rule(text: str | Promise, source: str, *codes: Code) -> Rule:
    return Rule(text, source, frozenset(codes))


RULES = (
    _rule(gettext_lazy("A4, margins 20, 20, 30 and 20 mm, Times New Roman, black"), "HD 29, II.1–3"),
    _rule(gettext_lazy("Page number at the top centre, from the second page"), "HD 29, II.4"),
    _rule(gettext_lazy("“ĐOÀN TNCS HỒ CHÍ MINH” at the right of the head"), "HD 29, III.1", Code.FORM_HEADING),
    _rule(gettext_lazy("Who issues, in capitals, at the left of the head"), "HD 29, III.2", Code.FORM_ISSUER),
    _rule(gettext_lazy("Number and symbol: “Số: 01-KH/ĐTN”"), "HD 29, III.3", Code.FORM_NUMBER, Code.NUMBER_MISSING),
    _rule(
        gettext_lazy("Place and date: “TP. Hồ Chí Minh, ngày 05 tháng 02 năm 2024”"),
        "HD 29, III.4",
        Code.FORM_DATELINE,
        Code.PLACE_MISSING,
        Code.DATE_MISSING,
    ),
    _rule(gettext_lazy("Kind of paper in capitals, below it what it is about"), "HD 29, III.5", Code.FORM_TITLE),
    _rule(gettext_lazy("Titles of the parts in capitals"), "HD 29, III.6", Code.FORM_PART_CAPITALS),
    _rule(
        gettext_lazy("Numbering I., 1., 1.1., then -, +; in order, once"),
        "HD 29, III.6",
        Code.FORM_LEVELS,
        Code.LABEL_OUT_OF_ORDER,
        Code.LABEL_TWICE,
    ),
    _rule(gettext_lazy("Bases: each ends with “;”, the last with a comma"), "HD 29, III.6", Code.FORM_BASES),
    _rule(gettext_lazy("The text ends with one full stop"), "HD 29, III.6", Code.FORM_ENDING),
    _rule(
        gettext_lazy("Signed “TM.”, “KT.” or “TL.”, with the signer's office"),
        "HD 29, III.7",
        Code.FORM_CAPACITY,
        Code.OFFICE_MISSING,
        Code.SIGNER_MISSING,
    ),
    _rule(gettext_lazy("The signer's name without titles before it"), "HD 29, III.7", Code.FORM_SIGNER_NAME),
    _rule(
        gettext_lazy("Recipients: “;” after each, “.” after the last, “Lưu” last"),
        "HD 29, III.8",
        Code.RECIPIENT_PUNCTUATION,
        Code.ARCHIVE_MISSING,
        Code.ARCHIVE_NOT_LAST,
        Code.RECIPIENTS_MISSING,
    ),
    _rule(gettext_lazy("A paper without a number is marked “DỰ THẢO”"), "HD 29, III.9.3"),
)


def verdicts(findings: Collection[Finding]) -> list[Verdict]:
    """Each rule of the form with what breaks it."""
    return [Verdict(rule, tuple(one for one in findings if one.code in rule.codes)) for rule in RULES]


def broken_form(checked: Checked) -> Iterator[Finding]:
    """What breaks the form and is no finding of another check."""
    yield from _head(checked)
    yield from _signature(checked)
    yield from _parts(checked)
    yield from _levels(checked)
    yield from _bases(checked)
    yield from _ending(checked)


def _head(checked: Checked) -> Iterator[Finding]:
    plan = checked.plan
    if " ".join(plan.heading.split()) != HEADING:
        text = _("The head does not print “ĐOÀN TNCS HỒ CHÍ MINH”.")
        yield checked.around(Code.FORM_HEADING, LETTERHEAD, text)
    if not plan.issuer or not is_caps(plan.issuer):
        text = _("Who issues the paper is not on the letterhead, or not in capitals.")
        yield checked.around(Code.FORM_ISSUER, LETTERHEAD, text)
    if plan.number and not NUMBER.fullmatch(plan.number.strip()):
        text = _("The number “%(number)s” is not written like “Số: 01-KH/ĐTN”.") % {"number": plan.number}
        yield checked.around(Code.FORM_NUMBER, LETTERHEAD, text)
    if FULL_DATE.search(plan.dateline) and not DATE.fullmatch(plan.dateline.strip()):
        text = _(
            "“%(line)s”: a day below 10 and the months 1 and 2 take a 0, other months none; a comma after the place."
        )
        yield checked.around(Code.FORM_DATELINE, LETTERHEAD, text % {"line": plan.dateline})
    if not plan.subject.strip() or not is_caps(plan.kind):
        text = _("The title needs the kind of paper in capitals, and what it is about.")
        yield checked.around(Code.FORM_TITLE, TITLE, text)


def _signature(checked: Checked) -> Iterator[Finding]:
    plan = checked.plan
    if plan.signer_name and not _is_signed_for(plan):
        text = _("It is not said for whom the signer signs (“TM. …”), or with a slash, which is the Party's form.")
        yield checked.around(Code.FORM_CAPACITY, SIGNER, text)
    if PERSONAL_TITLE.match(plan.signer_name):
        text = _("No title stands before the signer's name: “%(name)s”") % {"name": plan.signer_name}
        yield checked.around(Code.FORM_SIGNER_NAME, SIGNER, text)


def _is_signed_for(plan: Plan) -> bool:
    """ "TM. BAN THƯỜNG VỤ"; the head of an office signs in the office's own name."""
    said = plan.signer_capacity or plan.signer_office
    return bool(said) and not PARTY_CAPACITY.search(said) and (bool(CAPACITY.match(said)) or is_caps(said))


def _parts(checked: Checked) -> Iterator[Finding]:
    for line in checked.paper.lines:
        if line.marker is Marker.ROMAN and line.clause.heading and line.text.strip() and not is_caps(line.text):
            text = _("The title of a part is written in capitals: “%(line)s”") % {"line": short(line.text)}
            yield checked.at(Code.FORM_PART_CAPITALS, line.clause.pk, text)


def _levels(checked: Checked) -> Iterator[Finding]:
    """Lines whose number ranks above that of the line they stand below: a "1." below a "-"."""
    above: list[PaperLine] = []
    for line in checked.paper.lines:
        if line.marker is Marker.NONE:
            continue
        while above and above[-1].clause.level >= line.clause.level:
            above.pop()
        if above and RANK[line.marker] < RANK[above[-1].marker]:
            text = _("“%(label)s” stands below “%(above)s”: “%(line)s”")
            said = {"label": line.label, "above": above[-1].label, "line": short(line.text)}
            yield checked.at(Code.FORM_LEVELS, line.clause.pk, text % said)
        above.append(line)


def _bases(checked: Checked) -> Iterator[Finding]:
    """ "Căn cứ …;" "Căn cứ …," at the head of the text; one alone may run on into the opening sentence."""
    bases = [line for line in _opening(checked.paper.lines) if fold(line.text).startswith("can cu ")]
    for line in bases if len(bases) > 1 else ():
        mark = "," if line is bases[-1] else ";"
        if not line.text.rstrip().endswith((mark, ":") if line is bases[-1] else mark):
            text = _("This basis ends with “%(mark)s”: “%(line)s”") % {"mark": mark, "line": short(line.text)}
            yield checked.at(Code.FORM_BASES, line.clause.pk, text)


def _opening(lines: Iterable[PaperLine]) -> Iterator[PaperLine]:
    """The lines before the first part."""
    for line in lines:
        if line.marker is Marker.ROMAN:
            return
        yield line


def _ending(checked: Checked) -> Iterator[Finding]:
    lines = [line for line in checked.paper.lines if line.text.strip()]
    for line in lines[-1:]:
        if not line.text.rstrip().endswith("."):
            text = _("The text ends without a full stop: “%(line)s”") % {"line": short(line.text)}
            yield checked.at(Code.FORM_ENDING, line.clause.pk, text)
