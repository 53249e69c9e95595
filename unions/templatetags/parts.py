"""The smallest parts of every page, `{% icon "plus" %}`, `{% chip "done" text %}`: known to every template.

A page has a hundred of them; as included templates they took a third of its rendering.
"""

from functools import cache
from typing import cast

from django import template
from django.template.backends.django import Template as DjangoTemplate
from django.template.context import Context
from django.template.loader import get_template, render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from unions.frame import Place

register = template.Library()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon of the sprite by its name; for the eye only."""
    sprite = static("images/icons.svg")
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false" width="20" height="20"><use href="{}#{}"></use></svg>',
        sprite,
        name,
    )


@register.simple_tag
def place_link(place: Place) -> SafeString:
    """A place of the rail or the bar: its icon and its name."""
    current = mark_safe(' aria-current="page"') if place.current else ""
    return format_html('<a href="{}"{}>{}<span>{}</span></a>', place.url, current, icon(place.section), place.label)


@register.simple_tag
@cache
def constant(template_name: str) -> SafeString:
    """A part that is the same on every page, whoever asks and in whatever language: rendered once a process."""
    return render_to_string(template_name)


@register.simple_tag(takes_context=True)
def part(context: Context, template_name: str) -> SafeString:
    """A part of this page that stands in several places, rendered once: `{% part "account.html" as links %}`."""
    backend = cast("DjangoTemplate", get_template(template_name))
    return backend.template.render(context)


@register.simple_tag
def chip(tone: str, text: object) -> SafeString:
    """A word with the colour and the icon of its tone: done, info, warning, danger; neutral without one."""
    tone = str(tone or "neutral")
    return format_html('<span class="chip chip-{}">{}{}</span>', tone, icon(tone), text)
