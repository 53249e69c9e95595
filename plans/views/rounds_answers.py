"""A union's own page of a round: each activity as it was asked, three answers, a remark on the whole.

Every answer is saved by itself. Without scripts the page comes back at the same activity; with htmx only its card does,
so words that stand unsaved in another card stay.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from plans.actions import opinions
from plans.errors import StaleOpinion
from plans.forms.rounds import OpinionForm, WordsForm
from plans.models import Round, RoundItem
from plans.rounds import Answer, Matrix, Row, Said
from plans.rounds_access import open_own_part
from plans.rounds_again import Again, asked_again
from plans.rounds_queries import asked_unions, earlier_of, kept_words, load_sheet_of
from plans.views.pages import is_swap
from unions.errors import DomainError
from unions.models import MemberUnion
from unions.permissions import Access


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why something was not saved, with what was typed; `position` 0 is the remark."""

    position: int
    sentence: str
    status: int
    text: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One question as the union sees it. `again` is None in the first round."""

    row: Row
    trouble: Trouble | None = None
    again: Again | None = None
    kept: Mapping[Answer, str] = field(default_factory=dict)

    @property
    def said(self) -> Said | None:
        return self.row.cells[0].said

    @property
    def late(self) -> bool:
        return self.row.cells[0].late

    @property
    def seen(self) -> str:
        return self.said.at.isoformat() if self.said else ""

    def words_for(self, answer: Answer) -> str:
        """What stands in the box of an answer: what was typed and not saved, else what is saved or was before."""
        if self.trouble and self.trouble.answer == answer:
            return self.trouble.text
        return self.said.text if self.said and self.said.answer == answer else self.kept.get(answer, "")

    @property
    def wish(self) -> str:
        return self.words_for(Answer.CHANGE)

    @property
    def excuse(self) -> str:
        return self.words_for(Answer.ABSTAIN)

    @property
    def withdrawn(self) -> bool:
        """Whether the union asked for a change before it answered otherwise."""
        return self.said is not None and self.said.answer != Answer.CHANGE and bool(self.kept.get(Answer.CHANGE))

    @property
    def open_choice(self) -> str:
        """The answer whose box is unfolded because something was not saved."""
        return self.trouble.answer if self.trouble else ""


@require_safe
def round_answer(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """What the union is asked, and what it said so far."""
    access, consultation, union = open_own_part(request, code, year, number)
    return _page(request, access, consultation, union)


@require_POST
def opinion_give(request: HttpRequest, code: str, year: int, number: int, position: int) -> HttpResponse:
    """Save one answer."""
    access, consultation, union = open_own_part(request, code, year, number)
    item = get_object_or_404(RoundItem.objects.select_related("round"), round=consultation, position=position)
    form = OpinionForm(request.POST)
    trouble = _try(
        form,
        position,
        lambda: opinions.give_opinion(item=item, union=union, by=access.user, **form.cleaned_data),
    )
    return _answer(request, access, consultation, union, position, trouble)


@require_POST
def remark_give(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """Save what the union says of the whole."""
    access, consultation, union = open_own_part(request, code, year, number)
    form = WordsForm(request.POST)
    trouble = _try(
        form,
        0,
        lambda: opinions.give_remark(consultation=consultation, union=union, by=access.user, **form.cleaned_data),
    )
    return _answer(request, access, consultation, union, 0, trouble)


@require_POST
def agree_rest(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """Agree with everything that was listed and is not answered yet."""
    access, consultation, union = open_own_part(request, code, year, number)
    listed = [int(pk) for pk in request.POST.getlist("item") if pk.isdecimal() and len(pk) < 19]
    try:
        count = opinions.agree_with_rest(consultation=consultation, union=union, items=listed, by=access.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("Agreed with %(count)s activity.", "Agreed with %(count)s activities.", count)
        messages.success(request, said % {"count": count})
    return redirect(own_url(consultation, union))


def own_url(consultation: Round, union: MemberUnion) -> str:
    """The page of a union in a round."""
    plan = consultation.plan
    page = reverse("plans:round_answer", args=[plan.cluster.code, plan.year, consultation.number])
    return f"{page}?union={union.code}"


def _try(form: forms.Form, position: int, act: Callable[[], object]) -> Trouble | None:
    """Do what the form asks for, or say why not, with what was typed."""
    typed = {"text": str(form.data.get("text", "")), "answer": str(form.data.get("answer", ""))}
    if not form.is_valid():
        sentence = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return Trouble(position, sentence, 422, **typed)
    try:
        act()
    except StaleOpinion as refusal:
        return Trouble(position, str(refusal), 409, **typed)
    except DomainError as refusal:
        return Trouble(position, str(refusal), 422, **typed)
    return None


def _answer(  # one way back for both forms
    request: HttpRequest,
    access: Access,
    consultation: Round,
    union: MemberUnion,
    position: int,
    trouble: Trouble | None,
) -> HttpResponse:
    """The card alone for htmx; else the page with what went wrong, or back to it."""
    if not is_swap(request):
        if trouble:
            return _page(request, access, consultation, union, trouble)
        return redirect(own_url(consultation, union) + (f"#item-{position}" if position else "#remark"))
    context = _context(access, consultation, union, trouble)
    context["card"] = next((card for card in context["cards"] if card.row.asked.position == position), None)
    return render(request, "plans/_round_swap.html", context, status=trouble.status if trouble else 200)


def _page(
    request: HttpRequest, access: Access, consultation: Round, union: MemberUnion, trouble: Trouble | None = None
) -> HttpResponse:
    context = _context(access, consultation, union, trouble)
    return render(request, "plans/round_answer.html", context, status=trouble.status if trouble else 200)


def _context(access: Access, consultation: Round, union: MemberUnion, trouble: Trouble | None) -> dict[str, Any]:
    found = load_sheet_of(consultation, union)
    standing = found.standings[0]
    is_asked = asked_unions(consultation).filter(pk=union.pk).exists()
    return {
        "access": access,
        "plan": consultation.plan,
        "section": "plan",
        "consultation": consultation,
        "union": union,
        "standing": standing,
        "cards": _cards(found, consultation, union, trouble),
        "rest": [row.asked for row in found.rows if row.silent],
        "is_asked": is_asked,
        "is_open": is_asked and consultation.closed_at is None,  # for this union
        "remark_trouble": trouble if trouble and not trouble.position else None,
        "base": own_url(consultation, union).partition("answer/")[0],
    }


def _cards(found: Matrix, consultation: Round, union: MemberUnion, trouble: Trouble | None) -> list[Card]:
    """Three queries at most: what was asked and said in rounds before, and what the union said in this one before."""
    before, kept = earlier_of(consultation, union), kept_words(consultation, found)
    return [
        Card(
            row,
            trouble if trouble and trouble.position == row.asked.position else None,
            asked_again(row.asked, before) if consultation.number > 1 else None,
            kept.get(row.asked.pk, {}),
        )
        for row in found.rows
    ]
