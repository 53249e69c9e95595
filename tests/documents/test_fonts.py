"""The papers' typeface is the one we name, whole, or the start-up check says so."""

import shutil
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.checks.registry import registry
from django.utils import translation
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont

from documents import fonts
from documents.checks import paper_fonts

VIETNAMESE = (
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
)


@pytest.fixture
def folder(tmp_path: Path, settings: LazySettings) -> Path:
    """A folder of our own with the four files, set as the only one."""
    for path in fonts.files().values():
        shutil.copy(path, tmp_path / path.name)
    settings.PAPER_FONT_FOLDERS = [tmp_path]
    return tmp_path


def test_all_four_styles_are_here_with_every_letter() -> None:
    found = fonts.files()
    assert set(found) == {"Regular", "Bold", "Italic", "BoldItalic"}
    assert [fonts.missing_letters(path) for path in found.values()] == [""] * 4
    assert paper_fonts() == []


def test_every_vietnamese_letter_is_asked_for() -> None:
    assert len(VIETNAMESE) == 134
    assert set(VIETNAMESE) | {"₫"} <= fonts.LETTERS


def test_the_check_is_registered_at_start_up() -> None:
    assert paper_fonts in registry.get_checks()


def test_an_absent_style_is_named_with_the_command_to_run(folder: Path) -> None:
    (folder / "Tinos-Bold.ttf").unlink()
    with translation.override("en"):
        (error,) = paper_fonts()
    assert "Tinos-Bold.ttf" in error.msg
    assert str(folder) in error.msg
    assert "apt-get install fonts-croscore" in str(error.hint)


def test_an_empty_folder_misses_all_four(tmp_path: Path, settings: LazySettings) -> None:
    settings.PAPER_FONT_FOLDERS = [tmp_path / "nowhere"]
    assert [error.id for error in paper_fonts()] == ["documents.E001"] * 4


def test_a_font_without_vietnamese_letters_is_refused(folder: Path) -> None:
    path = folder / "Tinos-Regular.ttf"
    with TTFont(path) as font:
        subsetter = Subsetter()
        subsetter.populate(unicodes=sorted({ord(letter) for letter in fonts.LETTERS} - {ord("ẵ"), ord("Ữ")}))
        subsetter.subset(font)
        font.save(path)
    assert fonts.missing_letters(path) == "ẵỮ"
    with translation.override("en"):
        (error,) = paper_fonts()
    assert "ẵỮ" in error.msg


def test_a_file_that_is_no_font_is_refused(folder: Path) -> None:
    (folder / "Tinos-Regular.ttf").write_bytes(b"not a font")
    (error,) = paper_fonts()
    assert "Tinos-Regular.ttf" in error.msg
    assert error.msg.count("…") == 1  # the list of letters is cut, not two lines of them


def test_the_first_folder_that_has_a_file_wins(tmp_path: Path, folder: Path, settings: LazySettings) -> None:
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(folder / "Tinos-Bold.ttf", other)
    settings.PAPER_FONT_FOLDERS = [other, folder]
    assert fonts.find("Bold") == other / "Tinos-Bold.ttf"
    assert fonts.find("Italic") == folder / "Tinos-Italic.ttf"


def test_the_home_folder_may_be_written_short(settings: LazySettings) -> None:
    settings.PAPER_FONT_FOLDERS = ["~/fonts"]
    assert fonts.folders() == (Path.home() / "fonts",)
