"""Who organises: duties outside any activity, under "Tổ chức thực hiện". Pure."""

import re
from collections.abc import Iterator

from documents.characters import tidy
from plans.reading.bodies import is_name
from plans.reading.book import Book, Entry, key_of
from plans.reading.desk import Desk
from plans.reading.drafts import DutyDraft, Scope
from plans.reading.duties import read_duty, scope_of
from plans.reading.lead import HEADS
from plans.reading.names import read_names
from plans.reading.tree import Node
from unions.names import fold

FOR = re.compile(r"^(?:Đối với|Về phía|Trách nhiệm của|Nhiệm vụ của|Phân công)\s+")
ISSUING = re.compile(
    r"cap (?:quan|huyen|thanh pho|tinh|cum|phuong|xa|truong|co so)"
    r"|(?:ban thuong vu |btv |bch |ban chap hanh |co quan |van phong )?(?:quan|huyen|thanh|tinh|thi|phuong|xa) doan"
)
HEAD_OF_CLUSTER = re.compile(r"[\s(:–-]*(?:[Đđ]ơn vị\s+)?(?:[Cc]ụm trưởng|[Tt]rưởng cụm)?[\s):–-]*")


def who(text: str) -> str:
    """A heading without the marks and words round the name: "1. Đối với Cụm trưởng:" -> "Cụm trưởng"."""
    name = FOR.sub("", tidy(text).rstrip(" .:;"))
    return name[:1].upper() + name[1:]


def is_issuer(name: str, issuer: str) -> bool:
    """Whether a heading means the body that issues the paper, in whatever order its words stand."""
    if ISSUING.fullmatch(fold(name)):
        return True
    return bool(issuer) and sorted(key_of(name).split()) == sorted(key_of(tidy(issuer)).split())


def read_organisation(section: Node, desk: Desk, issuer: str) -> Iterator[DutyDraft]:
    """The duties of one section."""
    for node in section.children:
        name = who(node.line.text)
        scope = Scope.LEAD if is_issuer(name, issuer) else scope_of(name)
        entry = desk.book.find(name) or _first_named(name, desk.book)
        if node.children and (scope or entry):
            yield from _under(node, name, scope, entry, desk)
        else:
            yield from (duty for line in (node, *node.below()) if (duty := _own(line, desk)))


def _under(node: Node, name: str, scope: Scope | None, entry: Entry | None, desk: Desk) -> Iterator[DutyDraft]:
    """The lines below a heading that says whose they are."""
    for line in node.below():
        if line.children:
            continue
        own = _own(line, desk) if _begins_subject(line) else None
        if own:
            yield own
        elif scope:
            yield DutyDraft(line.index, scope, collective=name[:200])
        elif entry:
            yield desk.held_by(line.index, entry)


def _own(line: Node, desk: Desk) -> DutyDraft | None:
    """The duty of a line that names its own subject."""
    reading = read_duty(desk.templates[line.index], desk.book)
    if reading is None or (line.children and reading.template == desk.templates[line.index]):
        return None
    is_title = line.line.heading and bool(line.children)
    if not reading.template.startswith("{") or len(reading.collective) > 200 or is_title:
        return None
    desk.templates[line.index] = reading.template
    return desk.duty(line.index, reading)


def _begins_subject(line: Node) -> bool:
    """Whether a line says who in its own words instead of beginning with what."""
    return bool(re.match(r"(?:Các|Mỗi|Từng|Tất cả|Đoàn|Chi [đĐ]oàn|Quận [đĐ]oàn|Cụm trưởng|Đơn vị)\s", line.line.text))


def _first_named(name: str, book: Book) -> Entry | None:
    """The one union that a heading names: "Đoàn Sở Y tế (Cụm trưởng)"."""
    found = read_names(name, book)
    if found is None or len(found.names) > 1 or not HEAD_OF_CLUSTER.fullmatch(name[found.end :]):
        return None
    return found.names[0].entry


def learnable(section: Node, issuer: str) -> Iterator[str]:
    """What may name unions, to be learned before anything is read: headings, and lines that stand alone.

    Whoever issues the paper is no member of the cluster, unless it is called its head.
    """
    for node in section.children:
        name = re.split(r"\s*[(–]|\s-\s", who(node.line.text))[0]
        if not node.children:
            yield node.line.text
        elif is_name(name) and (not is_issuer(name, issuer) or HEADS.search(node.line.text)):
            yield name
