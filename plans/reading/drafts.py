"""What was understood of a plan, before any row is written. Pure and frozen.

Lines and facts mirror `plans.models`; a fact names its line by index and a union by `UnionDraft.key`. Facts outside any
line (a levy decided without a sentence) have None.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from documents.blocks import Marker, Signer
from plans.calendars import Precision
from plans.reading.times import NO_TIME, TimeReading
from plans.sentences import Basis


class Kind(StrEnum):
    """The values of `plans.models.Activity.Kind`."""

    CAMPAIGN = "campaign"
    THEMED_SESSION = "themed_session"
    RECURRING_VISIT = "recurring_visit"
    OTHER = "other"


class Scope(StrEnum):
    """The values of `plans.models.Duty.Scope`."""

    NAMED = "named"
    ALL = "all"
    LEAD = "lead"


class Part(StrEnum):
    """The values of `plans.models.DutyHolder.Part`."""

    LEAD = "lead"
    SUPPORT = "support"


class Shape(StrEnum):
    """The values of `plans.models.Levy.Shape`."""

    FLAT = "flat"
    TIERED = "tiered"


class State(StrEnum):
    """The values of `plans.models.Occurrence.State`."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class Why(StrEnum):
    """Why something stays free text; the screens have a sentence for each."""

    NO_HOLDER = "no_holder"  # a duty, but of nobody that is a union here
    MONEY = "money"  # an amount, but not clear who pays it
    MONEY_OUTSIDE = "money_outside"  # a contribution that belongs to no activity
    OWN_WORDING = "own_wording"  # understood, but the generated sentence would read differently
    TIME = "time"  # a time without any date in it
    SIGNERS = "signers"  # more than one signer: the others stand in the note under the first
    HEAD = "head"  # letterhead, title or closing does not fit and stays as paragraphs
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that was kept as text only. `clause` is its line, None when it has none."""

    why: Why
    text: str
    clause: int | None = None


@dataclass(frozen=True, slots=True)
class KnownUnion:
    """A union that the cluster has already. One that is no member this year is found, but pays nothing unasked."""

    code: str
    name: str
    spellings: tuple[str, ...] = ()
    symbol: str = ""
    is_member: bool = True


@dataclass(frozen=True, slots=True)
class UnionDraft:
    """A union that the plan names, or that the cluster has. `spellings` are the plan's own, in order of appearance."""

    key: str  # what the facts of this draft call it; never shown
    code: str
    name: str
    aliases: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    symbol: str = ""
    short_name: str = ""
    heading: str = ""
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class ClauseDraft:
    """One line. `text` may hold slots; `override` is the source's wording where the slots would print another."""

    level: int
    marker: Marker
    text: str
    label: str = ""
    override: str = ""
    heading: bool = False


@dataclass(frozen=True, slots=True)
class ScheduleDraft:
    clause: int
    text: str
    time: TimeReading = NO_TIME


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    clause: int
    text: str


@dataclass(frozen=True, slots=True)
class HolderDraft:
    """A union's part in a duty. `label` is its name as printed there; empty for the official one."""

    union: str
    part: Part = Part.LEAD
    label: str = ""


@dataclass(frozen=True, slots=True)
class DutyDraft:
    clause: int
    scope: Scope
    collective: str = ""
    last_joiner: str = ", "
    holders: tuple[HolderDraft, ...] = ()
    content: int | None = None  # the line of a content of the same activity


@dataclass(frozen=True, slots=True)
class ShareDraft:
    """What one union pays each time, in whole đồng."""

    union: str
    amount: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class LevyDraft:
    clause: int | None
    shape: Shape
    basis: Basis
    shares: tuple[ShareDraft, ...]
    everyone: bool = False  # every union of the cluster pays it, those that the plan does not name too
    lead_pays: bool = True
    due_on: dt.date | None = None
    decided_at: dt.datetime | None = None

    @property
    def total(self) -> int:
        """The sum of one payment of every union."""
        return sum(share.amount for share in self.shares)


@dataclass(frozen=True, slots=True)
class QuotaDraft:
    clause: int | None
    people: int
    noun: str


@dataclass(frozen=True, slots=True)
class OccurrenceDraft:
    number: int
    starts_on: dt.date
    ends_on: dt.date | None = None
    precision: Precision = Precision.QUARTER
    place: str = ""
    state: State = State.PLANNED
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    clause: int
    kind: Kind
    title: str
    schedules: tuple[ScheduleDraft, ...] = ()
    places: tuple[PlaceDraft, ...] = ()
    contents: tuple[int, ...] = ()  # lines
    duties: tuple[DutyDraft, ...] = ()
    levies: tuple[LevyDraft, ...] = ()
    quota: QuotaDraft | None = None
    occurrences: tuple[OccurrenceDraft, ...] = ()


NO_SIGNER = Signer()


@dataclass(frozen=True, slots=True)
class HeadDraft:
    """What stands around the lines; the fields of `plans.models.Plan`."""

    kind: str = ""
    subject: tuple[str, ...] = ()
    theme: str = ""
    parent_heading: str = ""
    issuer: str = ""
    number: str = ""
    heading: str = ""
    place: str = ""
    signed_on: dt.date | None = None
    dateline: str = ""
    signer: Signer = NO_SIGNER
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A whole plan as understood. `lead` is the key of a union."""

    head: HeadDraft
    clauses: tuple[ClauseDraft, ...]
    unions: tuple[UnionDraft, ...] = ()
    activities: tuple[ActivityDraft, ...] = ()
    duties: tuple[DutyDraft, ...] = ()  # outside activities
    lead: str | None = None
    years: tuple[int, ...] = ()  # that the title names
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()  # the reader's own, about the file
