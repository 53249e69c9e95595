"""The command box: anything by a part of its name, accents and capitals aside. Only what the asker may open.

Words are compared here and not in the database: SQLite does not know the letters of Vietnamese, and both databases
shall find the same in the same order.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from campaigns.queries import findable
from campaigns.queries.hits import Candidates, Hit, joined, question
from campaigns.queries.papers import paper_hits
from campaigns.queries.waiting import address
from plans.models import Activity, DutyHolder, Plan, Recipient
from plans.queries import load_papers
from unions.frame import ENTRIES, place_of
from unions.models import MemberUnion, UnionAlias
from unions.permissions import Access

Source = Callable[[findable.Years, Access], Candidates]


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of things that were found. `key` is its name in code, `more` whether others are not shown."""

    key: str
    name: str
    hits: tuple[Hit, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, kind by kind, in the order in which it is shown; no kind is empty."""

    asked: str
    groups: tuple[Group, ...] = ()

    def of(self, key: str) -> tuple[Hit, ...]:
        """What was found of one kind."""
        return next((group.hits for group in self.groups if group.key == key), ())

    @property
    def more(self) -> bool:
        """Whether of some kind more was found than is shown."""
        return any(group.more for group in self.groups)

    @property
    def count(self) -> int:
        return sum(len(group.hits) for group in self.groups)


def find(plan: Plan, access: Access, text: str) -> Found:
    """What has every word of the question in it. Twenty-three queries at most; none for a question without letters."""
    asked = question(text)
    if not asked.words:
        return Found(asked.asked)
    years = findable.years_around(plan)
    candidates = {key: source(years, access) for key, source in SOURCES.items()}
    groups = (Group(key, str(name), *asked.first(candidates[key])) for key, name in NAMES.items())
    return Found(asked.asked, tuple(group for group in groups if group.hits))


def _pages(years: findable.Years, access: Access) -> Iterator[tuple[Hit, str]]:
    for entry in ENTRIES:
        place = place_of(entry, access, years.now.year, "")
        if place:
            yield Hit(str(place.label), place.url), str(place.label)


def _unions(years: findable.Years, access: Access) -> Iterator[tuple[Hit, str]]:
    """The unions under all their names. Two queries."""
    plan = years.now
    aliases = Prefetch("aliases", UnionAlias.objects.order_by("pk"))
    rows = MemberUnion.objects.filter(cluster=plan.cluster_id).order_by("position", "pk").prefetch_related(aliases)
    list_url = reverse("unions:union_list", kwargs={"code": plan.cluster.code})
    for union in rows:
        own = access.may_see_money_of(union.pk)
        url = f"{address(plan, 'campaigns:my_union')}?union={union.code}" if own else list_url
        names = [union.name, union.short_name, union.code, *(alias.name for alias in union.aliases.all())]
        yield Hit(union.name, url, union.short_name), " · ".join(names)


def _activities(years: findable.Years, _access: Access) -> Iterator[tuple[Hit, str]]:
    """The plan's activities. One query."""
    plan = years.now
    for activity in Activity.objects.filter(plan=plan).order_by("clause__position", "pk"):
        url = address(plan, "campaigns:activity_detail", pk=activity.pk)
        kind = _("called off") if activity.called_off_at else activity.get_kind_display()
        yield Hit(activity.title, url, kind), activity.title


def _lines(years: findable.Years, _access: Access) -> Iterator[tuple[Hit, str]]:
    """The lines of all years' papers, as printed, with who signs and receives them. Five queries.

    A duty is also found by the short names of who holds it, a line of another year by its year.
    """
    papers, holders, recipients = load_papers(years.in_order), _holders(years), _recipients(years)
    for paper in papers:
        plan = paper.plan
        for line in paper.lines:
            where = line.activity.title if line.activity else ""
            text, anchor = f"{line.label} {line.text}".strip(), f"#line-{line.clause.pk:d}"
            hit = years.hit(plan.pk, text, where, "plans:plan_edit", anchor)
            yield hit, " ".join([line.text, *holders.get(line.clause.pk, ()), str(hit.year or "")])
        signer = joined(plan.signer_capacity, plan.signer_office, plan.signer_name)
        yield years.hit(plan.pk, signer, _("Signer"), "plans:plan_edit", "#signer"), signer
        for text in recipients.get(plan.pk, ()):
            yield years.hit(plan.pk, text, _("Recipients"), "plans:plan_edit", "#recipients"), text


def _holders(years: findable.Years) -> dict[int, list[str]]:
    """Codes and short names of those who hold duties, by the line of the duty. One query."""
    found: dict[int, list[str]] = {}
    rows = DutyHolder.objects.filter(duty__plan__in=years.plans).order_by("duty", "position", "pk")
    for clause, code, short in rows.values_list("duty__clause", "union__code", "union__short_name"):
        found.setdefault(clause, []).extend((code, short))
    return found


def _recipients(years: findable.Years) -> dict[int, list[str]]:
    """Who receives the papers, by plan. One query."""
    found: dict[int, list[str]] = {}
    for plan, text in Recipient.objects.filter(plan__in=years.plans).order_by("position").values_list("plan", "text"):
        found.setdefault(plan, []).append(text)
    return found


NAMES = {
    "pages": gettext_lazy("Pages"),
    "unions": gettext_lazy("Unions"),
    "people": pgettext_lazy("those who hold a role", "People"),
    "activities": gettext_lazy("Activities"),
    "times": gettext_lazy("Dates"),
    "papers": gettext_lazy("Papers"),
    "issued": gettext_lazy("Issued papers and numbers taken"),
    "lines": gettext_lazy("Lines of the plan"),
    "dues": gettext_lazy("Dues"),
    "payments": gettext_lazy("Payments"),
    "problems": gettext_lazy("Problems"),
    "reports": gettext_lazy("Progress of duties"),
    "results": gettext_lazy("Results"),
    "needs": gettext_lazy("What is needed"),
    "proposals": gettext_lazy("Proposals"),
    "opinions": gettext_lazy("Opinions"),
    "volunteers": gettext_lazy("Volunteers"),
    "other_years": gettext_lazy("Activities of other years"),
}
SOURCES: dict[str, Source] = {
    "pages": _pages,
    "unions": _unions,
    "people": findable.people,
    "activities": _activities,
    "times": findable.times,
    "papers": paper_hits,
    "issued": findable.issued_papers,
    "lines": _lines,
    "dues": findable.dues,
    "payments": findable.payments,
    "problems": findable.problems,
    "reports": findable.reports,
    "results": findable.results,
    "needs": findable.needs,
    "proposals": findable.proposals,
    "opinions": findable.opinions,
    "volunteers": findable.volunteers,
    "other_years": findable.other_years,
}
