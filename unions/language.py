"""The language of the screens: Vietnamese, unless the person has chosen another with the switch.

Django's own middleware also asks the browser, and an office PC with an English Windows would get English screens.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponseBase]


def chosen(request: HttpRequest) -> str:
    """The language in the person's cookie, or the default."""
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def language_middleware(get_response: Handler) -> Handler:
    """Switch each request to its person's language; the response says which one it is in."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        translation.activate(chosen(request))
        response = get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response

    return middleware
