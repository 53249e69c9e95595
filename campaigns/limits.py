"""How often one address may send the public form. A whole school behind one address passes, a machine does not."""

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

MOST = 300
WINDOW = 600  # seconds


def address_of(request: HttpRequest) -> str:
    """The visitor's address. Behind our own proxy it is what that proxy added last; anything before it is hearsay."""
    forwarded = request.headers.get("X-Forwarded-For", "") if getattr(settings, "SECURE_PROXY_SSL_HEADER", None) else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def too_often(request: HttpRequest, what: str) -> bool:
    """Whether this address has sent `what` more than 300 times in the ten minutes; counts this time too."""
    key = f"limit:{what}:{address_of(request)}:{int(time.time()) // WINDOW:d}"
    cache.add(key, 0, WINDOW)
    try:
        return cache.incr(key) > MOST
    except ValueError:  # it ran out between the two lines
        return False
