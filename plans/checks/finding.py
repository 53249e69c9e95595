"""What a check says: which rule, how grave, where in the paper, the sentence, where it is mended."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


class Severity(StrEnum):
    """How grave a finding is. The gravest comes first."""

    BLOCKING = "blocking"  # the paper cannot be issued like this
    WARNING = "warning"  # should be mended
    INFO = "info"  # good to know


class Code(StrEnum):
    """The checks. Values are printed by `check_plan` and listed in docs/plan-checks.md: never rename one."""

    PLACE_MISSING = "paper.no-place"
    DATE_MISSING = "paper.no-date"
    SIGNER_MISSING = "paper.no-signer"
    RECIPIENTS_MISSING = "paper.no-recipients"
    NUMBER_MISSING = "paper.no-number"
    OFFICE_MISSING = "paper.no-signer-office"

    CONTENT_WITHOUT_HOLDER = "content.no-holder"
    DUTY_WITHOUT_CONTENT = "duty.no-content"
    DUTY_WITHOUT_HOLDER = "duty.no-holder"
    DUTY_NOT_PRINTED = "duty.not-printed"
    UNION_WITHOUT_DUTY = "union.no-duty"
    UNION_WITH_COMMON_DUTY = "union.only-common-duty"
    ACTIVITY_WITHOUT_DUTY = "activity.no-duty"
    ACTIVITY_WITHOUT_TIME = "activity.no-time"
    ACTIVITY_WITHOUT_PLACE = "activity.no-place"

    TWO_TIMES = "time.two-lines"
    TIME_UNKNOWN = "time.unknown"
    TIME_OUTSIDE_YEAR = "time.outside-year"
    TIME_TENTATIVE = "time.tentative"
    TIME_ASSIGNED = "time.as-assigned"
    TIME_NOT_UNDERSTOOD = "time.not-understood"
    NO_SUCH_DAY = "time.no-such-day"
    WEEKDAY_WRONG = "time.wrong-weekday"
    PLACE_UNKNOWN = "place.unknown"
    OCCURRENCE_OUTSIDE_YEAR = "occurrence.outside-year"
    OCCURRENCE_ADRIFT = "occurrence.not-in-plan"

    LEVY_WITHOUT_BASIS = "levy.no-basis"
    LEVY_WITHOUT_DATE = "levy.no-due-date"
    LEVY_DATE_DISAGREES = "levy.due-date-disagrees"
    LEVY_OUTSIDE_YEAR = "levy.due-outside-year"
    LEVY_WITHOUT_UNION = "levy.union-without-amount"
    LEVY_LEAD_NOT_SAID = "levy.lead-not-said"
    LEVY_ASKED_TWICE = "levy.asked-twice"
    LEVY_ONLY_IN_TEXT = "levy.only-in-text"
    SUM_DISAGREES = "sum.disagrees"
    AMOUNT_DISAGREES = "amount.disagrees"
    PEOPLE_DISAGREE = "people.disagree"
    QUOTA_DISAGREES = "quota.disagrees"

    OWN_WORDING_DISAGREES = "wording.disagrees"
    FACT_NOT_PRINTED = "wording.fact-not-printed"
    LINE_EMPTY = "line.empty"
    LINE_OUTSIDE_YEAR = "line.date-outside-year"
    LABEL_OUT_OF_ORDER = "line.label-out-of-order"
    LABEL_TWICE = "line.label-twice"
    SLOT_UNKNOWN = "line.unknown-slot"
    GROUP_EMPTY = "line.empty-group"

    THEME_SPELLING = "spelling.theme"
    UNION_SPELLING = "spelling.union"
    CLUSTER_SPELLING = "spelling.cluster"

    RECIPIENT_PUNCTUATION = "recipients.punctuation"
    ARCHIVE_MISSING = "recipients.no-archive"
    ARCHIVE_NOT_LAST = "recipients.archive-not-last"

    FORM_HEADING = "form.heading"
    FORM_ISSUER = "form.issuer"
    FORM_NUMBER = "form.number"
    FORM_DATELINE = "form.dateline"
    FORM_TITLE = "form.title"
    FORM_PART_CAPITALS = "form.part-capitals"
    FORM_LEVELS = "form.levels"
    FORM_BASES = "form.bases"
    FORM_ENDING = "form.ending"
    FORM_CAPACITY = "form.capacity"
    FORM_SIGNER_NAME = "form.signer-name"


BLOCKING = {
    Code.PLACE_MISSING,
    Code.DATE_MISSING,
    Code.SIGNER_MISSING,
    Code.OFFICE_MISSING,
    Code.RECIPIENTS_MISSING,
}
INFO = {
    Code.NUMBER_MISSING,
    Code.DUTY_WITHOUT_CONTENT,
    Code.UNION_WITH_COMMON_DUTY,
    Code.ACTIVITY_WITHOUT_PLACE,
    Code.TIME_TENTATIVE,
    Code.TIME_ASSIGNED,
    Code.TIME_NOT_UNDERSTOOD,
    Code.LEVY_ONLY_IN_TEXT,
    Code.LINE_OUTSIDE_YEAR,
    Code.FORM_ENDING,
}


def severity_of(code: Code) -> Severity:
    """How grave a finding of this code is."""
    if code in BLOCKING:
        return Severity.BLOCKING
    return Severity.INFO if code in INFO else Severity.WARNING


PARTS: dict[str, str | Promise] = {
    "letterhead": gettext_lazy("Letterhead"),
    "title": gettext_lazy("Title"),
    "signer": gettext_lazy("Signer"),
    "recipients": gettext_lazy("Recipients"),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the paper: a line (its id, the number it stands under), or a part around the lines."""

    label: str = ""  # "II.1": the numbered title it is, or stands below
    line: int | None = None
    part: str = ""  # letterhead, title, signer, recipients

    @property
    def name(self) -> str:
        """ "II.1", "Letterhead"; a line below no number has no name."""
        return str(PARTS[self.part]) if self.part else self.label

    @property
    def query(self) -> str:
        """What follows the address of the plan to open the place for editing."""
        if self.line is not None:
            return f"?line={self.line}#line-{self.line}"
        return f"?part={self.part}#{self.part}" if self.part else ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `others` are further lines it is about; `url` is where the first of them is mended."""

    code: Code
    text: str
    url: str
    spot: Spot = Spot()
    others: tuple[Spot, ...] = ()

    @property
    def severity(self) -> Severity:
        return severity_of(self.code)

    @property
    def tone(self) -> str:
        """The colour and icon it has on the screen."""
        return "danger" if self.severity is Severity.BLOCKING else self.severity.value


LETTERHEAD, TITLE, SIGNER, RECIPIENTS = (Spot(part=name) for name in ("letterhead", "title", "signer", "recipients"))
SHORT = 72


def short(text: str) -> str:
    """A text as it is quoted: cut with an ellipsis when it is long."""
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"
