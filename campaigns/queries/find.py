"""The command box: anything by a part of its name, accents and capitals aside. Only what the asker may open."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.queries.waiting import address
from plans.models import Activity, Plan
from plans.queries import load_paper
from unions.frame import ENTRIES, place_of
from unions.models import MemberUnion, UnionAlias
from unions.names import fold
from unions.permissions import Access

MOST = 20  # of each kind
LONGEST = 100  # letters of a question that are looked at


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found."""

    text: str
    url: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, kind by kind, in the order in which it is shown."""

    asked: str
    pages: tuple[Hit, ...] = ()
    unions: tuple[Hit, ...] = ()
    activities: tuple[Hit, ...] = ()
    papers: tuple[Hit, ...] = ()
    lines: tuple[Hit, ...] = ()

    @property
    def groups(self) -> tuple[tuple[str, tuple[Hit, ...]], ...]:
        """The kinds of which something was found, with their names."""
        named = (
            (_("Pages"), self.pages),
            (_("Unions"), self.unions),
            (_("Activities"), self.activities),
            (_("Papers"), self.papers),
            (_("Lines of the plan"), self.lines),
        )
        return tuple(group for group in named if group[1])

    @property
    def count(self) -> int:
        return sum(len(hits) for _name, hits in self.groups)


def find(plan: Plan, access: Access, question: str, papers: Iterable[Hit] = ()) -> Found:
    """What has every word of the question in it. Seven queries; none for a question without letters."""
    asked = " ".join(question.split())[:LONGEST]
    words = fold(asked).split()
    if not words:
        return Found(asked)
    return Found(
        asked,
        _first(_pages(plan, access), words),
        _first(_unions(plan, access), words),
        _first(_activities(plan), words),
        _first(((hit, hit.text) for hit in papers), words),
        _first(_lines(plan), words),
    )


def _first(candidates: Iterable[tuple[Hit, str]], words: Sequence[str]) -> tuple[Hit, ...]:
    """The first candidates whose text has all the words, each at the beginning of a word of the text."""
    found = []
    for hit, text in candidates:
        folded = f" {fold(text)}"
        if all(f" {word}" in folded for word in words):
            found.append(hit)
    return tuple(found[:MOST])


def _pages(plan: Plan, access: Access) -> Iterator[tuple[Hit, str]]:
    for entry in ENTRIES:
        place = place_of(entry, access, plan.year, "")
        if place:
            yield Hit(str(place.label), place.url), str(place.label)


def _unions(plan: Plan, access: Access) -> Iterator[tuple[Hit, str]]:
    """The unions under all their names. Two queries."""
    aliases = Prefetch("aliases", UnionAlias.objects.order_by("pk"))
    rows = MemberUnion.objects.filter(cluster=plan.cluster_id).order_by("position", "pk").prefetch_related(aliases)
    list_url = reverse("unions:union_list", kwargs={"code": plan.cluster.code})
    for union in rows:
        own = access.may_see_money_of(union.pk)
        url = f"{address(plan, 'campaigns:my_union')}?union={union.code}" if own else list_url
        names = [union.name, union.short_name, union.code, *(alias.name for alias in union.aliases.all())]
        yield Hit(union.name, url, union.short_name), " · ".join(names)


def _activities(plan: Plan) -> Iterator[tuple[Hit, str]]:
    """The plan's activities. One query."""
    for activity in Activity.objects.filter(plan=plan).order_by("clause__position"):
        url = address(plan, "campaigns:activity_detail", pk=activity.pk)
        yield Hit(activity.title, url, activity.get_kind_display()), activity.title


def _lines(plan: Plan) -> Iterator[tuple[Hit, str]]:
    """The lines of the paper, as printed. Three queries."""
    editor = address(plan, "plans:plan_edit")
    for line in load_paper(plan).lines:
        where = line.activity.title if line.activity else ""
        yield Hit(f"{line.label} {line.text}".strip(), f"{editor}#line-{line.clause.pk:d}", where), line.text
