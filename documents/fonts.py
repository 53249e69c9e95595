"""The papers' typeface: Tinos, which has the widths of Times New Roman and every Vietnamese letter.

A missing style would be replaced in silence by whatever the machine has (Debian 12's Liberation lacks 93 Vietnamese
letters), so the four files are named here, looked for in `PAPER_FONT_FOLDERS` (a setting) and checked at start-up.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from django.conf import settings

FAMILY = "Tinos"
PACKAGE = "fonts-croscore"
# style -> (file, CSS weight, CSS style)
STYLES = {
    "Regular": ("Tinos-Regular.ttf", "normal", "normal"),
    "Bold": ("Tinos-Bold.ttf", "bold", "normal"),
    "Italic": ("Tinos-Italic.ttf", "normal", "italic"),
    "BoldItalic": ("Tinos-BoldItalic.ttf", "bold", "italic"),
}
FOLDERS = (
    "/usr/share/fonts/truetype/croscore",
    "/usr/share/fonts/croscore",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
)
GUESSED = 0.7  # the width of a capital, for a size of 1
_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
_CONSONANTS = "bcdđghklmnpqrstvx"
_LETTERS = _VOWELS + _CONSONANTS
LETTERS = frozenset(_LETTERS + _LETTERS.upper() + "fjwzFJWZ₫" + "0123456789" + ".,;:-–—“”‘’…+*/()%&")


def folders() -> tuple[Path, ...]:
    """Where the font files may lie, first match first. `PAPER_FONT_FOLDERS` replaces the usual places."""
    wanted: Sequence[str | Path] = getattr(settings, "PAPER_FONT_FOLDERS", FOLDERS)
    return tuple(Path(folder).expanduser() for folder in wanted)


def find(style: str) -> Path | None:
    """The file of one style, or None."""
    candidates = (folder / STYLES[style][0] for folder in folders())
    return next((path for path in candidates if path.is_file()), None)


def files() -> dict[str, Path]:
    """The files found, by style."""
    found = {style: find(style) for style in STYLES}
    return {style: path for style, path in found.items() if path}


def missing_letters(path: Path) -> str:
    """The letters a Vietnamese paper needs and this file lacks, sorted; all of them when it is no font at all."""
    return _missing_letters(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _missing_letters(path: Path, _changed: int) -> str:
    """Kept per file and time of change: reading a character table takes some milliseconds."""
    from fontTools.ttLib import TTFont, TTLibError  # slow to import, and only this needs it

    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            table = font.getBestCmap() or {}
    except (TTLibError, OSError):
        table = {}
    return "".join(sorted(letter for letter in LETTERS if ord(letter) not in table))


def text_width(text: str, style: str, size: float) -> float:
    """How wide a line is in points, without kerning; guessed where the font file is not here."""
    path = find(style)
    widths = _advances(path, path.stat().st_mtime_ns) if path else {}
    return sum(widths.get(ord(letter), GUESSED) for letter in text) * size


@lru_cache(maxsize=8)
def _advances(path: Path, _changed: int) -> dict[int, float]:
    """The width of each letter, for a size of 1; none when the file is no font."""
    from fontTools.ttLib import TTFont, TTLibError  # slow to import, and only papers need it

    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            table, metrics, unit = font.getBestCmap() or {}, font["hmtx"], font["head"].unitsPerEm
            return {letter: metrics[name][0] / unit for letter, name in table.items()}
    except (TTLibError, OSError):
        return {}
