"""Letters from before Unicode are recognised in whole plans, and in none of the honest ones."""

import unicodedata
from pathlib import Path

import pytest

from documents.reader import UnreadableFile
from documents.reader.encoding import decode, refuse_legacy
from tests.documents.papers import REAL_PLANS, plan_text

PARAGRAPH = (
    "Thực hiện Chương trình công tác Đoàn và phong trào thanh thiếu nhi, Ban Thường vụ xây dựng kế hoạch tổ chức "
    "chiến dịch tình nguyện hè, cụ thể như sau: thăm hỏi gia đình chính sách, khám bệnh, phát thuốc cho người dân."
)
# How the two encodings wrote Vietnamese: one sign a letter, and a vowel with a second letter for its mark.
TCVN3 = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ",
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢§£¤¥¦",
        strict=True,
    )
)
TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
HATS = {"â": "aâ", "ă": "aê", "ê": "eâ", "ô": "oâ"}
HATTED = {"aâ": "áàåãä", "aê": "éèúüë", "eâ": "áàåãä", "oâ": "áàåãä"}
OWN = {"đ": "ñ", "Đ": "Ñ", "ơ": "ô", "ư": "ö", "Ơ": "Ô", "Ư": "Ö"}
WITH_I = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò"}


def to_vni(text: str) -> str:
    """The text as VNI-Windows had it, read as Western letters; capitals take small marks, which is near enough."""
    written = ""
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts if mark in TONES), "")
        base = unicodedata.normalize("NFC", parts.replace(tone, "")) if tone else letter
        hat = HATS.get(base.lower(), "")
        if letter in WITH_I:
            written += WITH_I[letter]
        elif hat and tone:
            written += base_of(base) + HATTED[hat]["\u0301\u0300\u0309\u0303\u0323".index(tone)]
        elif hat:
            written += base_of(base) + hat[1]
        else:
            written += OWN.get(base, base) + TONES.get(tone, "")
    return written


def base_of(letter: str) -> str:
    """The letter without any mark."""
    return unicodedata.normalize("NFD", letter)[0]


def to_tcvn3(text: str) -> str:
    """The text as TCVN3 (ABC) had it, read as Western letters."""
    return "".join(TCVN3.get(letter, letter) for letter in unicodedata.normalize("NFC", text))


def test_the_encoders_of_this_test_write_known_samples() -> None:
    known = "Toå chöùc hoaït ñoäng Cuïm Haønh chính – Söï nghieäp naêm"
    assert to_vni("Tổ chức hoạt động Cụm Hành chính – Sự nghiệp năm") == known
    assert to_tcvn3("Tổ chức hoạt động cụm hành chính") == "Tæ chøc ho¹t ®éng côm hµnh chÝnh"


@pytest.mark.parametrize("encode", [to_vni, to_tcvn3])
@pytest.mark.parametrize(
    "text", [PARAGRAPH, PARAGRAPH * 30, "KẾ HOẠCH\nTổ chức hoạt động năm 2024\n1. Mục đích, yêu cầu của chương trình"]
)
def test_old_letters_are_refused_in_short_and_long_texts(encode: object, text: str) -> None:
    with pytest.raises(UnreadableFile, match=r"VNI|TCVN3"):
        refuse_legacy(encode(text))  # type: ignore[operator]


@pytest.mark.parametrize("encode", [to_vni, to_tcvn3])
@pytest.mark.parametrize("path", REAL_PLANS, ids=lambda path: path.stem[:20])
def test_a_whole_plan_in_old_letters_is_refused(path: Path, encode: object) -> None:
    with pytest.raises(UnreadableFile, match=r"VNI|TCVN3"):
        refuse_legacy(encode(plan_text(path)))  # type: ignore[operator]


@pytest.mark.parametrize("path", REAL_PLANS, ids=lambda path: path.stem[:20])
def test_a_whole_plan_in_unicode_passes_in_both_forms(path: Path) -> None:
    text = plan_text(path)
    for form in ("NFC", "NFD"):
        refuse_legacy(unicodedata.normalize(form, text))
        refuse_legacy(unicodedata.normalize(form, text.upper()))


def test_one_old_line_in_a_unicode_plan_passes() -> None:
    refuse_legacy(PARAGRAPH * 5 + "\n" + to_vni("Đoàn Khối Dân Chính Đảng"))


@pytest.mark.parametrize("codec", ["cp1252", "cp1258", "latin-1"])
def test_letters_broken_by_a_wrong_opening_are_refused(codec: str) -> None:
    broken = PARAGRAPH.encode().decode(codec, "ignore")
    with pytest.raises(UnreadableFile):
        refuse_legacy(broken)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Kế hoạch".encode(), "Kế hoạch"),
        ("Kế hoạch".encode("utf-8-sig"), "Kế hoạch"),
        ("Kế hoạch".encode("utf-16"), "Kế hoạch"),
        (b"plain", "plain"),
        (b"", ""),
        ("một\thai\r\nba\x1b".encode(), "một\thai\r\nba\x1b"),
    ],
)
def test_unicode_files_are_decoded(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize(
    "data",
    [
        b"\xff",
        b"\xff\xfea",
        b"\xe9t\xe9",
        b"a\x00b",
        bytes(range(32)),
        "Kế".encode("utf-16-be"),
        b"\xef\xbb\xbf\xff",
        b"\xc0\xaf",
    ],
)
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        decode(data)
