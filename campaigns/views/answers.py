"""How a screen answers: an action's refusal becomes a sentence on the page, its success a message."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from plans.models import Activity
from unions.errors import DomainError
from unions.permissions import Access


@dataclass(frozen=True, slots=True)
class Notice:
    """What to know before a form is sent, and the page where that is done, if there is one."""

    text: str
    url: str = ""
    action: str = ""


def tell(request: HttpRequest, act: Callable[[], object], said: str) -> None:
    """Do something that needs no form; what it says, or why not, stands on the next page."""
    try:
        act()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)


def accepted(request: HttpRequest, form: forms.Form, act: Callable[[], object], said: str) -> bool:
    """Do what a valid form asks for; a refusal is shown above the form, with everything still typed in it."""
    if not form.is_valid():
        return False
    try:
        act()
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, said)
    return True


def to_activity(activity: Activity, part: str = "") -> HttpResponse:
    """Back to the activity's page, at one of its parts."""
    plan = activity.plan
    response = redirect("campaigns:activity_detail", code=plan.cluster.code, year=plan.year, pk=activity.pk)
    if part:
        response["Location"] += f"#{part}"
    return response


def form_page(  # one page for every small form of an activity
    request: HttpRequest,
    access: Access,
    activity: Activity,
    form: forms.Form,
    *,
    heading: str | Promise,
    button: str | Promise,
    notice: Notice | None = None,
) -> HttpResponse:
    """A form on a page of its own: the question as heading, the verb on the button, the way back."""
    context = {
        "access": access,
        "plan": activity.plan,
        "section": "activities",
        "activity": activity,
        "form": form,
        "question": heading,
        "button": button,
        "notice": notice,
    }
    return render(request, "campaigns/form.html", context, status=422 if form.is_bound else 200)
