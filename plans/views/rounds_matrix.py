"""How the pages of a round's matrix are put together: what has to be read, with the place for each reply."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from plans.forms.rounds import ExtendForm
from plans.models import Plan, Round
from plans.queries import load_paper
from plans.rounds import Cell, Matrix, Party, Said, Standing
from plans.rounds_queries import load_matrix
from plans.views.pages import plan_url
from unions.permissions import Access, Permission


@dataclass(frozen=True, slots=True)
class Trouble:
    """A reply that was not saved: to which entry, why, with what was typed."""

    anchor: str
    sentence: str
    status: int
    text: str


@dataclass(frozen=True, slots=True)
class Voice:
    """What one union said, with the place for the reply."""

    party: Party
    said: Said
    late: bool
    anchor: str
    reply_url: str
    trouble: Trouble | None = None

    @property
    def seen(self) -> str:
        return self.said.at.isoformat()

    @property
    def reply(self) -> str:
        """What stands in the box: what was typed and not saved, else what is saved."""
        return self.trouble.text if self.trouble else self.said.reply


@dataclass(frozen=True, slots=True)
class Voices:
    """Everything that has to be read: by question, then of the whole."""

    by_item: dict[int, tuple[Voice, ...]]
    remarks: tuple[Voice, ...]

    def find(self, anchor: str) -> Voice | None:
        """One entry by its place on the page."""
        every = (*(voice for voices in self.by_item.values() for voice in voices), *self.remarks)
        return next((voice for voice in every if voice.anchor == anchor), None)


def voices_of(found: Matrix, consultation: Round, trouble: Trouble | None = None) -> Voices:
    """Wishes, refusals and remarks with their places for replies. No query."""
    by_item = {
        row.asked.pk: tuple(_voice(cell, consultation, trouble) for cell in row.worded if cell.said)
        for row in found.rows
    }
    return Voices(by_item, tuple(_voice(one, consultation, trouble) for one in found.remarks))


def _voice(one: Cell | Standing, consultation: Round, trouble: Trouble | None) -> Voice:
    said, late = (one.said, one.late) if isinstance(one, Cell) else (one.remark, one.remark_late)
    assert said is not None  # noqa: S101 -- callers leave the silent out
    kind, name = ("opinion", "plans:opinion_reply") if said.item else ("remark", "plans:remark_reply")
    plan, anchor = consultation.plan, f"{kind}-{said.pk}"
    url = reverse(name, args=[plan.cluster.code, plan.year, consultation.number, said.pk])
    return Voice(one.party, said, late, anchor, url, trouble if trouble and trouble.anchor == anchor else None)


def matrix_page(  # the one page that every refusal comes back to
    request: HttpRequest,
    access: Access,
    consultation: Round,
    *,
    extend: ExtendForm | None = None,
    trouble: Trouble | None = None,
    status: int = 200,
) -> HttpResponse:
    """The matrix with everything that is done on it."""
    plan, edits = consultation.plan, access.may(Permission.EDIT_PLAN)
    found = load_matrix(consultation, paper=load_paper(plan))
    voices = voices_of(found, consultation, trouble)
    is_open = consultation.closed_at is None
    context: dict[str, Any] = {
        "access": access,
        "plan": plan,
        "section": "plan",
        "consultation": consultation,
        "found": found,
        "sections": [(row, voices.by_item[row.asked.pk]) for row in found.rows],
        "remarks": voices.remarks,
        "edits": edits,
        "is_open": is_open,
        "extend": (extend or ExtendForm()) if edits and is_open else None,
        "extend_failed": extend is not None,
        "may_go_back": edits and not is_open and plan.state == Plan.State.CONSULTING,
        "may_open": edits and not is_open and plan.is_drafted,
        "plan_url": plan_url(plan),
    }
    return render(request, "plans/round_detail.html", context, status=status)
