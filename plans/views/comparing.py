"""Two versions of a plan, word by word: on the screen, and as a marked paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from documents.blocks import Piece
from plans.access import open_plan
from plans.amending.papers import marked_document, number_in, pieces_in
from plans.amending.queries import NOW, Choice, choices_of, snapshot_named
from plans.amending.weaving import Pair, pairs_of
from plans.issuing.queries import versions_of
from plans.models import Plan
from plans.views.files import WRITERS, document_response
from plans.views.pages import plan_url


@dataclass(frozen=True, slots=True)
class Marked:
    """A line of the comparison, ready for the template."""

    number: tuple[Piece, ...]
    pieces: tuple[Piece, ...]
    text: str
    level: int
    css: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two chosen versions and their lines."""

    choices: Sequence[Choice]
    old: Choice
    new: Choice
    pairs: Sequence[Pair]


@require_safe
def version_compare(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Choose two versions; what went is struck through, what came is underlined."""
    access, plan = open_plan(request, code, year)
    found = _comparison(request, plan)
    only = request.GET.get("only") == "1"
    rows = [_marked(pair) for pair in found.pairs if pair.differs or not only]
    context = {
        "access": access,
        "plan": plan,
        "section": "plan",
        "base": plan_url(plan),
        "found": found,
        "only": only,
        "rows": rows,
        "count": sum(pair.differs for pair in found.pairs),
    }
    return render(request, "plans/version_compare.html", context)


def _comparison(request: HttpRequest, plan: Plan) -> Comparison:
    """The versions that the address names; else what was changed since the last issue, or by it where nothing was."""
    choices = choices_of(list(versions_of(plan)), _("The plan as it stands now"))
    if len(choices) < 2:
        raise Http404
    sides = request.GET.get("from", choices[-2].value), request.GET.get("to", NOW)
    found = _between(plan, choices, *sides)
    is_asked = "from" in request.GET or "to" in request.GET
    if is_asked or len(choices) < 3 or any(pair.differs for pair in found.pairs):
        return found
    return _between(plan, choices, choices[-3].value, choices[-2].value)


def _between(plan: Plan, choices: Sequence[Choice], older: str, newer: str) -> Comparison:
    by_value = {choice.value: choice for choice in choices}
    old, new = by_value.get(older), by_value.get(newer)
    before, after = (snapshot_named(plan, side.value) if side else None for side in (old, new))
    if old is None or new is None or before is None or after is None:
        raise Http404
    return Comparison(choices, old, new, pairs_of(before, after))


def _marked(pair: Pair) -> Marked:
    line = pair.after or pair.before
    assert line is not None  # noqa: S101 -- a pair has at least one side
    css = "is-same" if not pair.differs else "is-in" if pair.before is None else "is-out" if pair.after is None else ""
    css += " is-title" if line.heading else ""
    return Marked(number_in(pair), pieces_in(pair) if pair.differs else (), line.text, min(line.level, 6), css)


@require_safe
@cache_control(private=True, no_store=True)
def version_compare_paper(request: HttpRequest, code: str, year: int, format: str) -> HttpResponse:  # noqa: A002 -- its name in addresses
    """The comparison as a paper."""
    _access, plan = open_plan(request, code, year)
    found = _comparison(request, plan)
    names = (_printed(found.old), _printed(found.new))
    return document_response(marked_document(plan, found.pairs, names), format, WRITERS)


def _printed(choice: Choice) -> str:
    """A version's name on paper, which is Vietnamese."""
    return "bản đang soạn" if choice.value == NOW else f"bản số {choice.name.replace(', ', ' ngày ')}"
