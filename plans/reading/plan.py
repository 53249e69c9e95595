"""A read paper → what it says as a plan. Pure: a `Document` in, a `PlanDraft` out.

The law: composing every line gives back exactly the words that came in. It does not rest on the grammar being right;
`keep_words` compares, and keeps the source's wording wherever the two differ.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from documents.blocks import Document
from plans.numbering import Place
from plans.reading.activities import read_activity, said_below
from plans.reading.book import Book
from plans.reading.composing import keep_words
from plans.reading.desk import Desk
from plans.reading.drafts import ActivityDraft, ClauseDraft, DutyDraft, HeadDraft, KnownUnion, PlanDraft, Why
from plans.reading.duties import learn_first, learn_holders
from plans.reading.head import Framed, frame
from plans.reading.labels import Role
from plans.reading.lead import find_lead, find_symbols, signer_bodies
from plans.reading.levies import given, learn_payers
from plans.reading.numbers import fitted, typed_labels
from plans.reading.organisation import learnable, read_organisation
from plans.reading.sections import Section, find_activities, sections
from plans.reading.tree import Node, deepened, grow


def read_plan(document: Document, known: Sequence[KnownUnion] = (), *, year: int | None = None) -> PlanDraft:
    """What a document says as a plan. `known` are the cluster's unions; `year` stands where the text names none."""
    framed = frame(document)
    lines = fitted(deepened(framed.lines))
    root = grow(lines)
    desk = Desk(lines, Book(known), year or _year(framed))
    headings = find_activities(root)
    organising = [node for section, node in sections(root) if section is Section.ORGANISATION]
    _learn(desk, framed, headings, organising)
    activities = [read_activity(heading, desk) for heading in headings]
    duties = [duty for node in organising for duty in read_organisation(node, desk, framed.head.issuer)]
    _tell_money_outside(desk, headings)
    return _draft(framed, desk, activities, duties)


def _learn(desk: Desk, framed: Framed, headings: Sequence[Node], organising: Sequence[Node]) -> None:
    """Every union that holds a duty, pays or signs, before any sentence is read: a list needs all its names known."""
    for said in (said for heading in headings for said in said_below(heading)):
        text = said.node.line.text
        if said.role in (Role.ASSIGNMENT, Role.SUPPORT, None):
            learn_holders(text[said.start :], desk.book, supporters=said.role is not None)
        learn_payers(text, desk.book)
    for node in organising:
        for name in learnable(node, framed.head.issuer):
            learn_first(name, desk.book)
    for text in signer_bodies(framed.head):
        learn_first(text, desk.book)
    desk.book.settle()
    desk.book.lead = find_lead(framed.head, [line.text for line in desk.lines], desk.book)


def _tell_money_outside(desk: Desk, headings: Sequence[Node]) -> None:
    """Contributions that stand below no activity."""
    inside = {node.index for heading in headings for node in heading.below()}
    for index, line in enumerate(desk.lines):
        if index not in inside and given(line.text):
            desk.tell(Why.MONEY_OUTSIDE, index)


def _draft(framed: Framed, desk: Desk, activities: list[ActivityDraft], duties: list[DutyDraft]) -> PlanDraft:
    sources = [line.text for line in desk.lines]
    lead = desk.book.lead
    find_symbols(framed.head, desk.book, framed.blank_symbol)
    draft = PlanDraft(
        head=_numbered(framed, lead.symbol if lead else ""),
        clauses=tuple(_clauses(desk)),
        unions=desk.book.drafts(),
        activities=tuple(activities),
        duties=tuple(duties),
        lead=desk.book.key(lead) if lead else None,
        years=framed.years,
        unread=(*framed.unread, *desk.unread),
    )
    return keep_words(draft, sources)


def _numbered(framed: Framed, symbol: str) -> HeadDraft:
    """A blank number is printed by itself; one with another symbol than the lead's is kept."""
    if framed.blank_symbol in ("", f"KH/{symbol or 'ĐTN'}"):
        return framed.head
    return replace(framed.head, number=f"Số:      -{framed.blank_symbol}")


def _clauses(desk: Desk) -> Iterator[ClauseDraft]:
    labels = typed_labels([Place(line.level, line.marker, line.label) for line in desk.lines])
    for line, label, text in zip(desk.lines, labels, desk.templates, strict=True):
        yield ClauseDraft(line.level, line.marker, text, label, heading=line.heading)


def _year(framed: Framed) -> int:
    """The year of the title, of the signing, or the one the text speaks of most; 0 when it speaks of none."""
    if framed.years:
        return framed.years[0]
    if framed.head.signed_on:
        return framed.head.signed_on.year
    said = Counter(re.findall(r"\b20\d{2}\b", " ".join(line.text for line in framed.lines)))
    return int(said.most_common(1)[0][0]) if said else 0
