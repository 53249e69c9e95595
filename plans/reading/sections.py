"""Which parts of a plan hold activities, which say who organises, and which lines are activities. Pure."""

import re
from collections.abc import Collection, Iterator
from enum import StrEnum

from documents.blocks import Marker
from plans.reading.labels import Role, is_label_like, read_label
from plans.reading.tree import NUMBER_IN_WORDS, PART, Node
from unions.names import fold


class Section(StrEnum):
    """What a top part of the paper is for."""

    CONTENTS = "contents"
    ORGANISATION = "organisation"
    OTHER = "other"  # purpose, targets, funds: never an activity
    UNKNOWN = "unknown"  # may be an activity itself


ORGANISATION = re.compile(
    r"(?:to chuc|bien phap|phan cong|trach nhiem|nhiem vu cua)\b.*"
    r"(?:thuc hien|nhiem vu|trach nhiem|don vi|trien khai).*"
    r"|phan cong|trach nhiem|to chuc thuc hien.*|tien do .*thuc hien.*"
)
CONTENTS = re.compile(r".*\b(?:noi dung|hoat dong|nhiem vu trong tam|chuong trinh cong tac|cac chuong trinh)\b.*")
OTHER = re.compile(
    r"(?:muc dich|yeu cau|y nghia|muc tieu|can cu|dac diem|tinh hinh|quan diem|chi tieu|mot so chi tieu|kinh phi|du tru"
    r"|doi tuong|thoi gian|thanh phan|chu de|dia diem|dia ban|hinh thuc|giai thuong|che do|khen thuong|thi dua"
    r"|phuong huong|so luong|noi nhan).*"
)
NUMBERS = {Marker.ROMAN, Marker.ARABIC, Marker.DECIMAL, Marker.LETTER}
TIMES = {Role.WHEN, Role.WHEN_WHERE}
ASPECTS = {*TIMES, Role.WHERE, Role.ASSIGNMENT, Role.SUPPORT}


def section_of(text: str) -> Section:
    """What a heading of the top level announces."""
    folded = fold(PART.sub("", text))
    if ORGANISATION.fullmatch(folded):
        return Section.ORGANISATION
    if OTHER.fullmatch(folded):
        return Section.OTHER
    return Section.CONTENTS if CONTENTS.fullmatch(folded) and len(folded.split()) <= 14 else Section.UNKNOWN


def sections(root: Node) -> Iterator[tuple[Section, Node]]:
    """The top parts with what they are; parts below a "PHẦN" are looked into."""
    for node in root.children:
        inner = [child for child in node.children if child.line.marker is Marker.ROMAN]
        section = section_of(_title_of(node))
        if inner and section is Section.UNKNOWN:
            yield from sections(node)
        else:
            yield section, node


def _title_of(node: Node) -> str:
    """What a part is called: its own words, or the line below a "PHẦN II" that stands alone."""
    text = node.line.text
    is_alone = bool(PART.fullmatch(text)) and bool(node.children)
    return node.children[0].line.text if is_alone else text


def find_activities(root: Node) -> list[Node]:
    """The heading lines of the activities, in the order of the paper; the parts of one stand right after it."""
    found: list[Node] = []
    for section, node in sections(root):
        if section is Section.CONTENTS:
            found += _inside(node)
        elif section is Section.UNKNOWN and (_is_numbered(node) or node.line.heading):
            found += [node] if _has_aspects(node) else _inside(node, only_with_aspects=True)
    return [one for node in found for one in (node, *parts_of(node))]


def parts_of(activity: Node) -> Iterator[Node]:
    """The numbered lines in an activity that are activities themselves: below each stands when it is."""
    for child in activity.children:
        if _is_numbered(child) and not is_label_like(child.line.text) and _says(child, TIMES):
            yield child
        yield from parts_of(child)


def _inside(node: Node, *, only_with_aspects: bool = False) -> list[Node]:
    """Activities among what is below a heading; a heading that only groups others is looked into."""
    found: list[Node] = []
    for child in node.children:
        if is_label_like(child.line.text):
            continue
        grouped = [] if _has_aspects(child) else _inside(child, only_with_aspects=True)
        if grouped:
            found += grouped
        elif _has_aspects(child) or (_is_titled(child) and not only_with_aspects):
            found.append(child)
    return found


def _has_aspects(node: Node) -> bool:
    """Whether a time, a place or an assignment stands directly below."""
    return _says(node, ASPECTS)


def _says(node: Node, roles: Collection[Role]) -> bool:
    labels = (read_label(child.line.text) for child in node.children)
    return any(label and label.role in roles for label in labels)


def _is_numbered(node: Node) -> bool:
    return node.line.marker in NUMBERS


def _is_titled(node: Node) -> bool:
    numbered = _is_numbered(node) or NUMBER_IN_WORDS.match(node.line.text)
    return bool(numbered) and (node.line.heading or bool(node.children))
