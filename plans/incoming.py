"""A file or a pasted text → the draft of a plan, whatever it is: text, Word, or our own JSON."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from documents.reader import Reading, read_file
from plans.exchange import draft_from_bytes
from plans.letterheads import issuer_line, parent_line
from plans.reading import KnownUnion, PlanDraft, read_plan
from plans.reading.book import Book
from plans.reading.drafts import HeadDraft, UnionDraft
from unions.models import Cluster

HEADING = "ĐOÀN TNCS HỒ CHÍ MINH"


def read_incoming(
    data: bytes, name: str, known: Sequence[KnownUnion], *, year: int, cluster: Cluster | None = None
) -> PlanDraft:
    """What a file says as a plan. Where it has no letterhead at all, the cluster's own is taken.

    Raises UnreadableFile with a sentence for the person who sent it.
    """
    if is_json(data, name):
        return recognised(draft_from_bytes(data), known)
    return from_reading(read_file(data, name), known, year=year, cluster=cluster)


def from_reading(
    reading: Reading, known: Sequence[KnownUnion], *, year: int, cluster: Cluster | None = None
) -> PlanDraft:
    """The draft of a paper that was read; `cluster` need not be saved."""
    draft = read_plan(reading.document, known, year=year)
    head = draft.head
    if cluster and not (
        head.parent_heading or head.issuer or head.number or head.heading or head.dateline or head.place
    ):
        draft = replace(draft, head=_letterhead(draft, cluster))
    return replace(draft, notes=reading.notes)


def _letterhead(draft: PlanDraft, cluster: Cluster) -> HeadDraft:
    lead = next((union.name for union in draft.unions if union.key == draft.lead), "")
    return replace(
        draft.head,
        parent_heading=parent_line(cluster),
        issuer=issuer_line(cluster, lead),
        heading=HEADING,
        place=cluster.place,
    )


def is_json(data: bytes, name: str) -> bool:
    """By its name, or because it begins as our own files do."""
    start = data[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    return name.lower().endswith(".json") or (start.startswith(b"{") and b'"format"' in start)


def recognised(draft: PlanDraft, known: Sequence[KnownUnion]) -> PlanDraft:
    """A JSON draft with its unions found among the cluster's own."""
    book = Book(known)
    return replace(draft, unions=tuple(_recognised(union, book) for union in draft.unions))


def _recognised(union: UnionDraft, book: Book) -> UnionDraft:
    entry = book.find(union.name)
    if entry is None or entry.known is None:
        return union
    names = {entry.known.name, *entry.known.spellings}
    aliases = tuple(name for name in (union.name, *union.aliases) if name not in names)
    return replace(union, code=entry.known.code, name=entry.known.name, aliases=aliases, is_known=True)


def source_hash(data: bytes) -> str:
    """What a plan remembers of the file it came from."""
    return hashlib.sha256(data).hexdigest()
