"""Word's automatic numbers, counted as Word counts them, so that "1." or "a)" is not lost on reading."""

from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DEEPEST = 9  # levels of a list in Word
ROMANS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
BULLET_BY_DEPTH = "-+*"


@dataclass(slots=True)
class _Level:
    """How one level of a list is numbered."""

    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class _List:
    """One list definition and how far it has been counted."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counted: list[int | None] = field(default_factory=lambda: [None] * DEEPEST)


class Numbering:
    """The lists of one Word file. `label` is asked once for each paragraph, in reading order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._by_number: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._styles: dict[str, etree._Element] = {}
        if numbering is not None:
            self._read_lists(numbering)
        for style in styles.iterfind(f"{W}style") if styles is not None else ():
            self._styles[style.get(f"{W}styleId", "")] = style

    def label(self, paragraph: etree._Element) -> str:
        """What Word prints before this paragraph; empty when it is in no list."""
        number, depth = self._place(paragraph.find(f"{W}pPr"), hops=0)
        found = self._lists.get(self._by_number.get(number, ""))
        if found is None or depth not in found.levels:
            return ""
        self._count(found, number, depth)
        return _printed(found, depth)

    def _read_lists(self, root: etree._Element) -> None:
        for abstract in root.iterfind(f"{W}abstractNum"):
            levels = {_number(level.get(f"{W}ilvl")): _level(level) for level in abstract.iterfind(f"{W}lvl")}
            self._lists[abstract.get(f"{W}abstractNumId", "")] = _List({d: v for d, v in levels.items() if d < DEEPEST})
        for num in root.iterfind(f"{W}num"):
            name = num.get(f"{W}numId", "")
            self._by_number[name] = _value(num, "abstractNumId")
            self._restarts[name] = {
                _number(override.get(f"{W}ilvl")): _number(_value(override, "startOverride"))
                for override in num.iterfind(f"{W}lvlOverride")
                if override.find(f"{W}startOverride") is not None
            }

    def _place(self, properties: etree._Element | None, hops: int) -> tuple[str, int]:
        """List and level of a paragraph, its own or its style's; a style may be based on another."""
        if properties is None or hops > DEEPEST:
            return "", 0
        own = properties.find(f"{W}numPr")
        if own is not None and own.find(f"{W}numId") is not None:
            return _value(own, "numId"), _number(_value(own, "ilvl"))
        style = self._styles.get(_value(properties, "pStyle"))
        while style is not None and hops <= DEEPEST:
            number, depth = self._place_of_style(style)
            if number:
                return number, depth
            style, hops = self._styles.get(_value(style, "basedOn")), hops + 1
        return "", 0

    def _place_of_style(self, style: etree._Element) -> tuple[str, int]:
        own = style.find(f"{W}pPr/{W}numPr")
        return ("", 0) if own is None else (_value(own, "numId"), _number(_value(own, "ilvl")))

    def _count(self, found: _List, number: str, depth: int) -> None:
        restarts = self._restarts.get(number, {})
        if depth in restarts:
            found.counted[depth] = restarts.pop(depth) - 1
        before = found.counted[depth]
        found.counted[depth] = found.levels[depth].start if before is None else before + 1
        found.counted[depth + 1 :] = [None] * (DEEPEST - depth - 1)


def _printed(found: _List, depth: int) -> str:
    level = found.levels[depth]
    if level.form == "bullet":
        return level.text if level.text in ("+", "*", "-") else BULLET_BY_DEPTH[min(depth, 2)]
    text = level.text
    for upper in range(depth + 1):
        form = found.levels.get(upper, _Level())
        counted = found.counted[upper]
        text = text.replace(f"%{upper + 1}", _formed(form.start if counted is None else counted, form.form))
    return text.strip()


def _formed(number: int, form: str) -> str:
    """1 as "1", "01", "a", "A", "i", "I" or nothing."""
    match form:
        case "none":
            return ""
        case "decimalZero":
            return f"{number:02d}"
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 8 + 1)
            return letter.upper() if form == "upperLetter" else letter
        case "lowerRoman" | "upperRoman":
            return _roman(number).upper() if form == "upperRoman" else _roman(number)
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, sign in ROMANS:
        times, number = divmod(number, value) if 0 < number < 400 else (0, number)
        text += sign * times
    return text


def _level(node: etree._Element) -> _Level:
    start = _value(node, "start")
    return _Level(_value(node, "numFmt") or "decimal", _value(node, "lvlText"), _number(start) if start else 1)


def _value(node: etree._Element, name: str) -> str:
    child = node.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


def _number(text: str | None) -> int:
    """A small whole number of a stranger's file; 0 when it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0
