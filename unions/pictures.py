"""A kept picture as an answer: to be looked at and nothing else, by those whom a view let through."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404


def picture_answer(picture: FieldFile, name: str) -> FileResponse:
    """A JPEG that was drawn anew when it came in. Raises Http404 when there is none, or its file is gone."""
    if not picture or not picture.storage.exists(str(picture.name)):
        raise Http404
    answer = FileResponse(picture.open("rb"), filename=name, content_type="image/jpeg")
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Robots-Tag"] = "noindex"
    return answer
