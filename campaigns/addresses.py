"""Addresses that leave the site: on a poster, in a calendar program."""

from django.conf import settings


def absolute(path: str) -> str:
    """An address as printed: its host comes from the settings, never from a request that anybody may forge."""
    return f"{settings.BASE_URL}{path}"
