"""`{% unissued_changes as unissued %}`: whether what a page of a plan shows is what the paper that holds says."""

from django import template
from django.template.context import Context

from plans.amending.queries import Unissued, unissued

register = template.Library()


@register.simple_tag(takes_context=True)
def unissued_changes(context: Context) -> Unissued | None:
    """What of the page's `plan` waits for an amendment: as its view found out, else asked here, once for every page.

    One query where the plan is issued, about eight while anything waits.
    """
    if "unissued" in context:
        found: Unissued | None = context["unissued"]
        return found
    return unissued(context["plan"])
