"""`{% paper_line row base editable empty %}`: one line of the paper on the screen.

A plan has hundreds of them; written as conditions in the template they took most of the editor's rendering.
"""

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from plans.sheet import Row

register = template.Library()


@register.simple_tag
def paper_line(row: Row, base: str, editable: bool, empty: str) -> SafeString:
    """A line with its number; for who may edit it as a link that opens it, with `empty` in place of no words."""
    label = f'<span class="num">{escape(row.label)}</span> ' if row.label else ""
    words = escape(row.text) or (f'<span class="blank">{escape(empty)}</span>' if editable else "")
    if editable:
        focus = " autofocus" if row.focus else ""
        words = f'<a href="{escape(base)}?line={row.pk}#line-{row.pk}"{focus}>{label}{words}</a>'
    else:
        words = label + words
    # Everything that a person wrote is escaped above.
    return mark_safe(f'<{row.tag} class="{row.css}" id="line-{row.pk}" data-line>{words}</{row.tag}>')  # noqa: S308
