"""Where a request comes from: what limits on log-ins and on the public form count by."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The visitor's IP address. Behind our own proxy it is what that proxy added last; anything before it is hearsay.

    What is no address is not believed: then it is the proxy's own.
    """
    behind_proxy = getattr(settings, "SECURE_PROXY_SSL_HEADER", None)
    forwarded = request.headers.get("X-Forwarded-For", "") if behind_proxy else ""
    last = forwarded.rpartition(",")[2].strip()
    return last if is_address(last) else str(request.META.get("REMOTE_ADDR", ""))


def is_address(text: str) -> bool:
    """Whether a text is an IPv4 or IPv6 address."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
