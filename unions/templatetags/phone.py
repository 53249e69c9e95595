"""Telephone numbers as people here write them."""

from django import template

from unions.phones import format_phone

register = template.Library()


@register.filter
def phone(number: str) -> str:
    """ "+84912345678" -> "0912 345 678"."""
    return format_phone(number)
