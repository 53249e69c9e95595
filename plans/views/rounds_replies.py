"""The lead's replies, beside what was said. With htmx that entry comes back, and how many still wait for a reply."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from plans.actions import opinions
from plans.errors import StaleOpinion
from plans.forms.rounds import WordsForm
from plans.models import Opinion, Remark, Round
from plans.rounds_access import open_consultation
from plans.rounds_queries import load_matrix
from plans.views.pages import is_swap
from plans.views.rounds_matrix import Trouble, matrix_page, voices_of
from unions.errors import DomainError
from unions.permissions import Access, Permission


@require_POST
def opinion_reply(request: HttpRequest, code: str, year: int, number: int, pk: int) -> HttpResponse:
    """Reply to an opinion."""
    access, _plan, consultation = open_consultation(request, code, year, number, Permission.EDIT_PLAN)
    opinion = get_object_or_404(Opinion, pk=pk, item__round=consultation)
    form = WordsForm(request.POST)
    trouble = _try(
        form,
        f"opinion-{pk}",
        lambda text, seen: opinions.reply_to_opinion(opinion=opinion, reply=text, by=access.user, seen=seen),
    )
    return _answer(request, access, consultation, f"opinion-{pk}", trouble)


@require_POST
def remark_reply(request: HttpRequest, code: str, year: int, number: int, pk: int) -> HttpResponse:
    """Reply to a remark on the whole plan."""
    access, _plan, consultation = open_consultation(request, code, year, number, Permission.EDIT_PLAN)
    remark = get_object_or_404(Remark, pk=pk, round=consultation)
    form = WordsForm(request.POST)
    trouble = _try(
        form,
        f"remark-{pk}",
        lambda text, seen: opinions.reply_to_remark(remark=remark, reply=text, by=access.user, seen=seen),
    )
    return _answer(request, access, consultation, f"remark-{pk}", trouble)


def _try(form: WordsForm, anchor: str, act: Callable[..., object]) -> Trouble | None:
    """Do it, or say why not, with what was typed."""
    typed = str(form.data.get("text", ""))
    if not form.is_valid():
        return Trouble(anchor, str(form.errors["text"][0]), 422, typed)
    try:
        act(**form.cleaned_data)
    except DomainError as refusal:
        return Trouble(anchor, str(refusal), 409 if isinstance(refusal, StaleOpinion) else 422, typed)
    return None


def _answer(
    request: HttpRequest, access: Access, consultation: Round, anchor: str, trouble: Trouble | None
) -> HttpResponse:
    """The entry and the count for htmx; else the page with what went wrong, or back to it."""
    status = trouble.status if trouble else 200
    if is_swap(request):
        found = load_matrix(consultation)
        voice = voices_of(found, consultation, trouble).find(anchor)
        context = {"voice": voice, "found": found, "edits": True}
        return render(request, "plans/_round_voice_swap.html", context, status=status)
    if trouble:
        return matrix_page(request, access, consultation, trouble=trouble, status=status)
    plan = consultation.plan
    response = redirect("plans:round_detail", code=plan.cluster.code, year=plan.year, number=consultation.number)
    response["Location"] += f"#{anchor}"
    return response
