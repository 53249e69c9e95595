"""Slips: what is a picture by content is drawn anew; everything else gets a sentence."""

import contextlib
import hashlib
import io
import struct
import zlib
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile

from contributions import slips
from contributions.slips import MAX_BYTES, MAX_SIDE, Slip, SlipError, read_slip
from tests.contributions.factories import picture

CANARY = b"0912345678-CANARY"


def read(content: bytes) -> Slip:
    return read_slip(ContentFile(content), len(content))


def opened(slip: Slip) -> Image.Image:
    image = Image.open(io.BytesIO(slip.content))
    image.load()
    return image


def bomb(width: int, height: int) -> bytes:
    """A PNG that claims these dimensions and holds almost nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def saved(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_becomes_a_new_jpeg(kind: str) -> None:
    slip = read(picture((300, 200), kind=kind))
    assert opened(slip).format == "JPEG"
    assert opened(slip).size == (300, 200)
    assert slip.sha256 == hashlib.sha256(slip.content).hexdigest()


NOT_PICTURES = {
    "text renamed .jpg": b"xin chao",
    "postscript renamed .jpg": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\nshowpage\n",
    "svg with a script": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "gif renamed .jpg": saved("GIF"),
    "bmp": saved("BMP"),
    "tiff": saved("TIFF"),
    "icon": saved("ICO"),
    "pdf": b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF",
    "zip": b"PK\x03\x04" + b"\0" * 100,
    "html": b"<!doctype html><script>alert(1)</script>",
}


@pytest.mark.parametrize("content", NOT_PICTURES.values(), ids=NOT_PICTURES.keys())
def test_what_is_no_picture_by_content_is_refused(content: bytes) -> None:
    with pytest.raises(SlipError) as refusal:
        read(content)
    assert refusal.value.sentence == slips.NO_PICTURE


@pytest.mark.parametrize("size", [(5001, 5000), (9000, 9000), (12_000, 12_000), (20_000, 20_000), (65_000, 65_000)])
def test_too_many_pixels_are_refused_before_they_are_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(SlipError) as refusal:
        read(bomb(*size))
    assert refusal.value.sentence == slips.TOO_MANY_PIXELS


def test_too_many_bytes_are_refused_without_reading_on() -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def read(self, size: int = -1) -> bytes:
            assert 0 < size <= MAX_BYTES + 1
            self.taken += size
            return b"\xff" * size

    stream = Endless()
    with pytest.raises(SlipError) as refusal:
        read_slip(stream)
    assert refusal.value.sentence == slips.TOO_HEAVY
    assert stream.taken == MAX_BYTES + 1
    with pytest.raises(SlipError):
        read_slip(io.BytesIO(b""), MAX_BYTES + 1)


def test_an_empty_file_has_its_own_sentence() -> None:
    with pytest.raises(SlipError) as refusal:
        read(b"")
    assert refusal.value.sentence == slips.EMPTY


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_cut_upload_is_refused(kind: str, share: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as the PDF writer leaves it
    image = Image.effect_noise((400, 400), 90).convert("RGB")
    out = io.BytesIO()
    image.save(out, kind)
    whole = out.getvalue()
    with pytest.raises(SlipError) as refusal:
        read(whole[: int(len(whole) * share)])
    assert refusal.value.sentence in (slips.BROKEN, slips.NO_PICTURE)


def test_the_tail_of_a_polyglot_is_gone() -> None:
    slip = read(picture() + b"<script>alert(1)</script>PK\x03\x04" + CANARY)
    assert b"<script>" not in slip.content
    assert CANARY not in slip.content


def test_exif_comment_and_text_are_gone_and_the_picture_stands_upright() -> None:
    sideways = Image.new("RGB", (300, 200), "white")
    exif = Image.Exif()
    exif[0x0112] = 6  # rotated by 90 degrees
    exif[0x010E] = CANARY.decode()
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    sideways.save(out, "JPEG", exif=exif, comment=CANARY)
    assert CANARY in out.getvalue()
    slip = read(out.getvalue())
    assert CANARY not in slip.content
    assert not opened(slip).getexif()
    assert opened(slip).size == (200, 300)


def test_png_text_and_colour_profile_are_gone() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", CANARY.decode())
    slip = read(picture(kind="PNG", pnginfo=info, icc_profile=CANARY * 9))
    assert CANARY not in slip.content
    assert "icc_profile" not in opened(slip).info


def test_transparent_pixels_hide_nothing() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(out, "PNG")
    red, green, blue = opened(read(out.getvalue())).getpixel((5, 5))
    assert min(red, green, blue) > 250


def test_a_large_photo_is_made_smaller() -> None:
    slip = read(picture((4000, 3000)))
    assert opened(slip).size == (MAX_SIDE, 1800)


def test_the_same_picture_is_known_again_whatever_came_with_it() -> None:
    plain = picture((400, 300), kind="PNG")
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "khác")
    same = picture((400, 300), kind="PNG", pnginfo=info)
    other = picture((400, 300), "#102030", kind="PNG")
    assert plain != same
    assert read(plain).sha256 == read(same).sha256 != read(other).sha256


def test_names_are_made_here_and_differ(tmp_path: Path) -> None:
    slip = read(picture())
    names = {slip.new_name() for _ in range(50)}
    assert len(names) == 50
    assert all(name.endswith(".jpg") and name[:-4].isalnum() and len(name) == 36 for name in names)


WHOLE = {kind: picture((60, 60), "#885522", kind=kind) for kind in ("JPEG", "PNG", "WEBP")}


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's own, about what is damaged
@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
def test_damaged_pictures_end_in_a_sentence_or_a_picture(kind: str, data: st.DataObject) -> None:
    content = bytearray(WHOLE[kind])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=12)):
        content[place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(SlipError):
        assert opened(read(bytes(content))).format == "JPEG"
