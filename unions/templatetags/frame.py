"""`{% frame as frame %}`: the rail, the bar and the switches of the page's person and year."""

from django import template
from django.template.context import Context

from unions.frame import Frame, frame_for

register = template.Library()


@register.simple_tag(takes_context=True)
def frame(context: Context) -> Frame:
    """The frame from the page's `access`, `plan` and `section`; an empty one outside a cluster. One query, two for
    the owner."""
    access = context.get("access")
    if not access:
        return Frame()
    plan = context.get("plan")
    return frame_for(access, plan.year if plan else None, str(context.get("section") or ""))
