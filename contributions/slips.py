"""Pictures of bank slips: what comes in is looked at by content, and only its pixels are kept.

Whatever the file is called, it must be a JPEG, PNG or WebP; its size in pixels is read from the header before anything
is unpacked. The pixels are drawn into a new JPEG, so that places, comments, scripts and whatever else was in the file
are gone. The picture is named by chance and known by the SHA-256 of the new file: the same picture gives the same one.
"""

import hashlib
import struct
import uuid
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 25_000_000
MAX_SIDE = 2400  # a slip is readable far below this; phones take more
QUALITY = 82


class Readable(Protocol):
    """Anything bytes can be read from: an upload, an open file."""

    def read(self, size: int, /) -> bytes: ...


class SlipError(ValueError):
    """Why a file is no slip: `sentence` is for the person who brought it."""

    def __init__(self, sentence: "str | _StrPromise") -> None:
        super().__init__(sentence)
        self.sentence = sentence


EMPTY = _("The file is empty. Take the photo again, or choose another file.")
TOO_HEAVY = _("The picture is larger than 8 MB. Choose a smaller one, or a screenshot of the slip.")
TOO_MANY_PIXELS = _("The picture has more than 25 million pixels. Choose a smaller one, or a screenshot of the slip.")
NO_PICTURE = _("This file is not a JPEG, PNG or WebP picture. Take a photo or a screenshot of the slip.")
BROKEN = _("The picture is damaged or not complete. Take the photo again, or choose another file.")


# What Pillow's decoders raise on damaged data; its documentation promises no narrower set.
DAMAGE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    MemoryError,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class Slip:
    """A picture that may be kept: JPEG bytes made here, and their SHA-256."""

    content: bytes
    sha256: str

    def new_name(self) -> str:
        """A name that tells nothing and cannot be guessed."""
        return f"{uuid.uuid4().hex}.jpg"


def read_slip(file: Readable, size: int | None = None) -> Slip:
    """The picture in a file, drawn anew. `size` is the number of bytes where it is known. Raises SlipError."""
    if size is not None and size > MAX_BYTES:
        raise SlipError(TOO_HEAVY)
    content = file.read(MAX_BYTES + 1)
    if not content:
        raise SlipError(EMPTY)
    if len(content) > MAX_BYTES:
        raise SlipError(TOO_HEAVY)
    redrawn = _redraw(content)
    return Slip(redrawn, hashlib.sha256(redrawn).hexdigest())


def _redraw(content: bytes) -> bytes:
    try:
        return _pixels_only(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):  # the warning, where warnings are errors
        raise SlipError(TOO_MANY_PIXELS) from None
    except UnidentifiedImageError:
        raise SlipError(NO_PICTURE) from None
    except DAMAGE:
        raise SlipError(BROKEN) from None


def _pixels_only(content: bytes) -> bytes:
    with Image.open(BytesIO(content), formats=FORMATS) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint switches it on for the whole process
        picture.draft("RGB", (MAX_SIDE, MAX_SIDE))  # a JPEG is unpacked at the size it will have
        picture.load()
        upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    sheet = Image.new("RGB", upright.size, "white")
    opaque = upright.convert("RGBA")
    sheet.paste(opaque, mask=opaque)
    out = BytesIO()
    sheet.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
