"""Pictures: a large photo made small as it comes in; a kept one as an answer, to be looked at and nothing else."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile, File
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from PIL import Image, ImageFile, ImageOps

LARGE_BYTES = 4 * 1024 * 1024  # below this, and with few pixels, a photo is taken as it is
LARGE_PIXELS = 12_000_000
MOST_BYTES = 24 * 1024 * 1024  # beyond these it is not even looked at; today's phones stay below
MOST_PIXELS = 64_000_000
SIDE = 2400  # what is kept of a large photo
QUALITY = 92  # it is drawn once more before it is kept


def shrunk(file: "File[Any]") -> "File[Any]":
    """A phone's large photo, drawn smaller; any other file as it came, for whoever reads it to judge.

    Only of a baseline JPEG: that can be unpacked at a half or a quarter of its size, so that the pixels it claims are
    never all in memory. A progressive one is put together at full size, whatever size it is asked for.
    """
    try:
        small = _drawn_smaller(file)
    except Exception:  # noqa: BLE001 -- Pillow promises no narrower set for damage
        small = None
    file.seek(0)
    return ContentFile(small, file.name) if small else file


def _drawn_smaller(file: "File[Any]") -> bytes | None:
    if file.size > MOST_BYTES:
        return None
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint switches it on for the whole process
    with Image.open(file, formats=("JPEG",)) as picture:
        pixels = picture.width * picture.height
        if "progressive" in picture.info or pixels > MOST_PIXELS:
            return None
        if file.size <= LARGE_BYTES and pixels <= LARGE_PIXELS:
            return None
        picture.draft("RGB", (SIDE, SIDE))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((SIDE, SIDE))
    out = BytesIO()
    upright.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def picture_answer(picture: FieldFile, name: str) -> FileResponse:
    """A JPEG that was drawn anew when it came in. Raises Http404 when there is none, or its file is gone."""
    if not picture or not picture.storage.exists(str(picture.name)):
        raise Http404
    answer = FileResponse(picture.open("rb"), filename=name, content_type="image/jpeg")
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Robots-Tag"] = "noindex"
    return answer
