"""A kept picture goes out as a picture to be looked at, whatever its file turned into."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db.models.fields.files import FieldFile, FileField
from django.http import Http404

from unions.pictures import picture_answer

JPEG = b"\xff\xd8\xff\xe0 a picture"


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[FieldFile]:
    """A picture in a folder of its own."""
    field = FileField(storage=FileSystemStorage(location=tmp_path))
    name = field.storage.save("progress/a.jpg", ContentFile(JPEG))
    file = FieldFile(None, field, name)  # type: ignore[arg-type]
    yield file
    file.close()


def test_the_bytes_go_out_under_a_plain_name(kept: FieldFile) -> None:
    answer = picture_answer(kept, "photo.jpg")
    assert b"".join(answer) == JPEG  # type: ignore[arg-type]
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == 'inline; filename="photo.jpg"'


def test_it_can_do_nothing_but_be_looked_at(kept: FieldFile) -> None:
    answer = picture_answer(kept, "photo.jpg")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_row_without_a_picture_is_not_found(kept: FieldFile) -> None:
    with pytest.raises(Http404):
        picture_answer(FieldFile(None, kept.field, ""), "photo.jpg")  # type: ignore[arg-type]


def test_a_lost_file_is_not_found(kept: FieldFile) -> None:
    kept.storage.delete(str(kept.name))
    with pytest.raises(Http404):
        picture_answer(kept, "photo.jpg")
