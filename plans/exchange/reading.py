"""JSON → draft. Everything is checked before anything is used; the first thing that is wrong is named with its place.

Parts of the file that only repeat others for the reader's convenience (`text` of a duty, `unions`, `total`) are checked
where they could contradict, and otherwise left out.
"""

import json
import re
from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from documents.blocks import Marker, Signer
from documents.reader import LARGEST_FILE, UnreadableFile
from plans.exchange.facts import Context, read_activity, read_duty
from plans.exchange.spots import Spot
from plans.exchange.writing import FORMAT, VERSION
from plans.reading.drafts import ActivityDraft, ClauseDraft, DutyDraft, HeadDraft, PlanDraft, UnionDraft

MOST_LINES, MOST_UNIONS, MOST_FACTS = 20_000, 500, 5_000
LONGEST_LINE = 100_000
CODE = re.compile(r"[-a-zA-Z0-9_]{1,20}")


def draft_from_bytes(data: bytes) -> PlanDraft:
    """The draft in a JSON file. UnreadableFile says where it is wrong."""
    if len(data) > LARGEST_FILE:
        raise UnreadableFile(_("The file is larger than %(limit)s MB.") % {"limit": LARGEST_FILE // 1024 // 1024})
    try:
        value = json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise UnreadableFile(_("The file is not in UTF-8.")) from None
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno}
        raise UnreadableFile(_("This is not JSON: line %(line)s, column %(column)s.") % where) from None
    except (RecursionError, ValueError):
        raise UnreadableFile(_("This is not a plan in JSON.")) from None
    return draft_from_json(value)


def _no_constant(name: str) -> float:
    raise ValueError(name)


def draft_from_json(value: object) -> PlanDraft:
    """The draft in a parsed JSON value. UnreadableFile says where it is wrong."""
    root = Spot(value)
    if root["format"].value != FORMAT:
        raise root["format"].wrong(
            _("this is not a plan of this program (“%(format)s” is expected).") % {"format": FORMAT}
        )
    if root["version"].value != VERSION:
        raise root["version"].wrong(_("this program reads version %(version)s.") % {"version": VERSION})
    unions = tuple(_union(spot) for spot in root["unions"].items(MOST_UNIONS))
    codes = _unique(root["unions"], [union.code for union in unions], _("this code stands there twice: %(value)s."))
    _unique(root["unions"], [union.name for union in unions], _("this name stands there twice: %(value)s."))
    clauses = tuple(_line(spot) for spot in root["lines"].items(MOST_LINES))
    context = Context(codes, len(clauses), MOST_FACTS)
    activities = tuple(read_activity(spot, context) for spot in root["activities"].items(MOST_FACTS))
    duties = tuple(read_duty(spot, context) for spot in root["duties"].items(MOST_FACTS))
    _one_fact_a_line(activities, duties)
    plan = root["plan"]
    return PlanDraft(
        head=_head(plan, root["recipients"]),
        clauses=clauses,
        unions=unions,
        activities=activities,
        duties=duties,
        lead=None if plan["lead"].value is None else plan["lead"].one_of(codes),
        years=(plan["year"].number(1931, 2200),),
    )


def _unique(spot: Spot, values: Sequence[str], problem: str) -> tuple[str, ...]:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise spot.wrong(problem % {"value": value})
        seen.add(value)
    return tuple(values)


def _union(spot: Spot) -> UnionDraft:
    code = spot["code"].text(20)
    if not CODE.fullmatch(code):
        raise spot["code"].wrong(_("a code of letters and digits is expected here, for example GTVT."))
    name = spot["name"].text(200)
    if not name.strip():
        raise spot["name"].wrong(_("a name is missing here."))
    return UnionDraft(
        key=code,
        code=code,
        name=name,
        aliases=tuple(dict.fromkeys(alias.text(200) for alias in spot["aliases"].items(100))),
        symbol=spot["symbol"].text(20) if spot.has("symbol") else "",
        short_name=spot["short_name"].text(60) if spot.has("short_name") else "",
        heading=spot["heading"].text(200, lines=True) if spot.has("heading") else "",
    )


def _line(spot: Spot) -> ClauseDraft:
    return ClauseDraft(
        level=spot["level"].number(0, 8),
        marker=spot["marker"].choice(Marker),
        text=spot["text"].text(LONGEST_LINE, lines=True),
        label=spot["label"].text(40),
        override=spot["override"].text(LONGEST_LINE, lines=True),
        heading=spot["heading"].flag(),
    )


def _head(spot: Spot, recipients: Spot) -> HeadDraft:
    letterhead, signer = spot["letterhead"], spot["signer"]
    return HeadDraft(
        kind=spot["kind"].text(80),
        subject=tuple(line.text(2000) for line in spot["subject"].items(20)),
        theme=spot["theme"].text(300),
        parent_heading=letterhead["parent"].text(300, lines=True),
        issuer=letterhead["issuer"].text(300, lines=True),
        number=letterhead["number"].text(80, lines=True),
        heading=letterhead["heading"].text(120, lines=True),
        place=letterhead["place"].text(100),
        signed_on=letterhead["signed_on"].day(),
        dateline=letterhead["dateline"].text(200, lines=True),
        signer=Signer(
            signer["capacity"].text(200, lines=True),
            signer["office"].text(200, lines=True),
            signer["name"].text(120, lines=True),
            signer["note"].text(300, lines=True),
        ),
        recipients=tuple(recipient.text(300, lines=True) for recipient in recipients.items(500)),
    )


def _one_fact_a_line(activities: Sequence[ActivityDraft], duties: Sequence[DutyDraft]) -> None:
    """A line states at most one fact of each kind, as the database has it."""
    kinds: dict[str, list[int | None]] = {
        "activities": [a.clause for a in activities],
        "schedules": [s.clause for a in activities for s in a.schedules],
        "places": [p.clause for a in activities for p in a.places],
        "contents": [line for a in activities for line in a.contents],
        "duties": [d.clause for d in (*(d for a in activities for d in a.duties), *duties)],
        "levies": [levy.clause for a in activities for levy in a.levies],
        "quota": [a.quota.clause for a in activities if a.quota],
    }
    for kind, lines in kinds.items():
        counted = Counter(line for line in lines if line is not None)
        for line, times in counted.items():
            if times > 1:
                raise Spot(None, f"lines[{line}]").wrong(
                    _("two entries of “%(kind)s” name this line.") % {"kind": kind}
                )
