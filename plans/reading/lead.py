"""Which union leads the cluster, and the symbol that stands for it on papers. Pure."""

import re
from collections.abc import Iterator, Sequence

from plans.reading.book import Book, Entry, initials
from plans.reading.drafts import HeadDraft
from plans.reading.names import Named, mentions, read_names

OFFICE = re.compile(
    r"^\(?\s*(?:(?:Phó )?[Bb]í thư|Thường trực|Chủ tịch|Phó Chủ tịch|Ủy viên Ban Thường vụ)[\s,]+"
    r"(?:BCH |Ban Chấp hành )?"
)
HEADS = re.compile(r"(?:[Cc]ụm trưởng|[Tt]rưởng cụm|đơn vị trưởng)")
HEADED = re.compile(r"^[\s:(,–-]*(?:là\s+|làm\s+)?(?:đơn vị\s+)?(?:[Cc]ụm trưởng|[Tt]rưởng cụm)")
COORDINATES = re.compile(r"điều phối (?:tổng thể|chung)|phụ trách chung|chỉ đạo chung|điều hành chung")
SYMBOL = re.compile(r"(?<![\w/])[A-ZĐ][A-ZĐ-]{1,11}(?![\w])")


def signer_bodies(head: HeadDraft) -> Iterator[str]:
    """The text after the signer's office: "(Bí thư Đoàn Sở Y tế)" -> "Đoàn Sở Y tế)"."""
    for text in (head.signer.note, head.signer.office, head.signer.capacity):
        for line in text.splitlines():
            found = OFFICE.match(line)
            yield line[found.end() :] if found else line


def find_lead(head: HeadDraft, lines: Sequence[str], book: Book) -> Entry | None:
    """The union of the signer's office, or that called Cụm trưởng, or the issuer, or that which coordinates all."""
    finders = (_signing(head, book), _called(lines, book), _issuing(head, book), _coordinating(lines, book))
    return next((entry for entries in finders for entry in entries), None)


def _signing(head: HeadDraft, book: Book) -> Iterator[Entry]:
    for text in signer_bodies(head):
        yield from _entries(mentions(text, book))


def _called(lines: Sequence[str], book: Book) -> Iterator[Entry]:
    """ "Đoàn Sở Y tế (Cụm trưởng)", "Cụm trưởng: Đoàn Sở Y tế"."""
    for text in lines:
        if not HEADS.search(text):
            continue
        for named in mentions(text, book):
            at = text.find(named.label)
            if HEADED.match(text[at + len(named.label) :]):
                yield from _entries(iter((named,)))
        for found in HEADS.finditer(text):
            after = re.sub(r"^[\s:(–-]*(?:năm \d{4}\s*)?(?:là\s+)?[\s:(–-]*", "", text[found.end() :])
            names = read_names(after, book)
            yield from _entries(iter(names.names[:1] if names and after != text[found.end() :].lstrip() else ()))


def _issuing(head: HeadDraft, book: Book) -> Iterator[Entry]:
    for line in head.issuer.splitlines():
        entry = book.find(line)
        if entry:
            yield entry


def _coordinating(lines: Sequence[str], book: Book) -> Iterator[Entry]:
    for text in lines:
        found = COORDINATES.search(text)
        names = read_names(text, book) if found else None
        if names and len(names.names) == 1:
            yield from _entries(iter(names.names))


def _entries(names: Iterator[Named]) -> Iterator[Entry]:
    return (name.entry for name in names if name.entry is not None)


def find_symbols(head: HeadDraft, book: Book, blank_symbol: str = "") -> None:
    """Give a union the symbol in "Lưu: VP ĐKDCĐ" or in the paper's number, when it is made of its initials."""
    filed = [text for text in head.recipients if text.lower().startswith("lưu")]
    texts = (text.replace("/", " ") for text in (*filed, head.number, blank_symbol))
    written = [word for text in texts for word in SYMBOL.findall(text)]
    for word in written:
        fitting = [entry for entry in book.entries if any(initials(name) == word for name in entry.names)]
        if len(fitting) == 1 and not fitting[0].symbol:
            fitting[0].symbol = word
