"""The screens of a year: the board for all, a union's own page, the papers, the command box."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campaigns.access import open_my_union
from campaigns.queries.board import board as load_board
from campaigns.queries.find import find as look_for
from campaigns.queries.my_union import my_union as load_my_union
from campaigns.queries.papers import paper_groups
from plans.access import open_plan


@require_safe
def board(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The year on one page."""
    access, plan = open_plan(request, code, year)
    shown = load_board(plan, access, timezone.localdate())
    context = {"access": access, "plan": plan, "section": "year", "board": shown, "unissued": shown.unissued}
    return render(request, "campaigns/board.html", context)


@require_safe
def my_union(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """What one union has to do, holds and owes."""
    access, plan, union = open_my_union(request, code, year, request.GET.get("union", ""))
    page = load_my_union(plan, access, union, timezone.localdate())
    context = {"access": access, "plan": plan, "section": "my_union", "page": page, "account": page.account}
    return render(request, "campaigns/my_union.html", context)


@require_safe
def paper_list(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Everything that can be printed."""
    access, plan = open_plan(request, code, year)
    groups = paper_groups(plan, access)
    context = {"access": access, "plan": plan, "section": "papers", "groups": groups}
    return render(request, "campaigns/paper_list.html", context)


@require_safe
def find(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """What the command box found."""
    access, plan = open_plan(request, code, year)
    found = look_for(plan, access, request.GET.get("q", ""))
    return render(request, "campaigns/find.html", {"access": access, "plan": plan, "section": "", "found": found})
