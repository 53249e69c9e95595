"""The command box: anything by a part of its name, accents and capitals aside. Only what the asker may open.

Words are compared here and not in the database: SQLite does not know the letters of Vietnamese, and both databases
shall find the same in the same order.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.queries import findable
from campaigns.queries.hits import Candidates, Hit, question
from campaigns.queries.waiting import address
from plans.models import Activity, DutyHolder, Plan
from plans.queries import load_paper
from unions.frame import ENTRIES, place_of
from unions.models import MemberUnion, UnionAlias
from unions.permissions import Access

Source = Callable[[Plan, Access], Candidates]


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of things that were found. `key` is its name in code."""

    key: str
    name: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, kind by kind, in the order in which it is shown; no kind is empty."""

    asked: str
    groups: tuple[Group, ...] = ()

    def of(self, key: str) -> tuple[Hit, ...]:
        """What was found of one kind."""
        return next((group.hits for group in self.groups if group.key == key), ())

    @property
    def count(self) -> int:
        return sum(len(group.hits) for group in self.groups)


def find(plan: Plan, access: Access, text: str, papers: Iterable[Hit] = ()) -> Found:
    """What has every word of the question in it. Eighteen queries at most; none for a question without letters."""
    asked = question(text)
    if not asked.words:
        return Found(asked.asked)
    given = ((hit, hit.text) for hit in papers)
    candidates = {key: source(plan, access) for key, source in SOURCES.items()} | {"papers": given}
    groups = (Group(key, str(name), asked.first(candidates[key])) for key, name in NAMES.items())
    return Found(asked.asked, tuple(group for group in groups if group.hits))


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


def _activities(plan: Plan, _access: Access) -> Iterator[tuple[Hit, str]]:
    """The plan's activities. One query."""
    for activity in Activity.objects.filter(plan=plan).order_by("clause__position", "pk"):
        url = address(plan, "campaigns:activity_detail", pk=activity.pk)
        yield Hit(activity.title, url, activity.get_kind_display()), activity.title


def _lines(plan: Plan, _access: Access) -> Iterator[tuple[Hit, str]]:
    """The lines of the paper, as printed; a duty also by the short names of who holds it. Five queries at most."""
    editor = address(plan, "plans:plan_edit")
    holders: dict[int, list[str]] = {}
    rows = DutyHolder.objects.filter(duty__plan=plan).order_by("duty", "position", "pk")
    for clause, code, short in rows.values_list("duty__clause", "union__code", "union__short_name"):
        holders.setdefault(clause, []).extend((code, short))
    for line in load_paper(plan).lines:
        where = line.activity.title if line.activity else ""
        words = " ".join([line.text, *holders.get(line.clause.pk, ())])
        yield Hit(f"{line.label} {line.text}".strip(), f"{editor}#line-{line.clause.pk:d}", where), words


NAMES = {
    "pages": _("Pages"),
    "unions": _("Unions"),
    "people": _("People"),
    "activities": _("Activities"),
    "times": _("Dates"),
    "papers": _("Papers"),
    "issued": _("Issued papers"),
    "lines": _("Lines of the plan"),
    "dues": _("Dues"),
    "payments": _("Payments"),
    "problems": _("Problems"),
    "results": _("Results"),
    "opinions": _("Opinions"),
    "volunteers": _("Volunteers"),
    "other_years": _("Other years"),
}
SOURCES: dict[str, Source] = {
    "pages": _pages,
    "unions": _unions,
    "people": findable.people,
    "activities": _activities,
    "times": findable.times,
    "issued": findable.issued_papers,
    "lines": _lines,
    "dues": findable.dues,
    "payments": findable.payments,
    "problems": findable.problems,
    "results": findable.results,
    "opinions": findable.opinions,
    "volunteers": findable.volunteers,
    "other_years": findable.other_years,
}
