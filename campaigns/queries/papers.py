"""Everything that can be printed or downloaded, each with what it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from campaigns.models import PublicPage
from campaigns.queries.findable import Years
from campaigns.queries.hits import Hit
from campaigns.queries.waiting import address
from plans.models import Plan
from unions.permissions import Access, Permission


@dataclass(frozen=True, slots=True)
class PaperLink:
    """One way to get a paper: what the button says, and where it leads."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper, with what it is for."""

    name: str
    about: str
    links: tuple[PaperLink, ...]


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """Papers that belong together."""

    name: str
    sheets: tuple[Sheet, ...]
    empty: str = ""


def paper_groups(plan: Plan, access: Access) -> tuple[PaperGroup, ...]:
    """The papers of a year that this person may print. One query."""
    return _groups(plan, access, _public_pages([plan]))


def _public_pages(plans: Iterable[Plan]) -> QuerySet[PublicPage]:
    """The activities' public pages of some plans, in the order of their papers. One query."""
    pages = PublicPage.objects.filter(activity__plan__in=[plan.pk for plan in plans]).select_related("activity")
    return pages.order_by("activity__clause__position", "pk")


def _groups(plan: Plan, access: Access, pages: Iterable[PublicPage]) -> tuple[PaperGroup, ...]:
    groups = [PaperGroup(_("Plan"), (_plan_sheet(plan),))]
    if access.may(Permission.SEE_ALL_MONEY) or access.may(Permission.SEE_OWN_MONEY):
        groups.append(PaperGroup(_("Money"), (_ledger_sheet(plan, access),)))
    empty = _("No poster yet. When an activity gets a public page, its poster appears here.")
    return (*groups, PaperGroup(_("Posters"), tuple(_poster(plan, page) for page in pages), empty))


def _plan_sheet(plan: Plan) -> Sheet:
    formats = {
        "pdf": _("PDF, to print"),
        "docx": _("Word, to edit"),
        "txt": _("Plain text"),
        "json": _("Data (JSON)"),
    }
    links = (PaperLink(label, address(plan, "plans:plan_download", format=kind)) for kind, label in formats.items())
    about = _("The plan as an official paper, with its present wording and figures.")
    return Sheet(_("Plan for %(year)s") % {"year": f"{plan.year:d}"}, about, tuple(links))


def _ledger_sheet(plan: Plan, access: Access) -> Sheet:
    formats = {"pdf": _("PDF, to print"), "xlsx": _("Excel, to calculate")}
    links = (
        PaperLink(label, address(plan, "contributions:ledger_download", format=kind)) for kind, label in formats.items()
    )
    everyone = access.may(Permission.SEE_ALL_MONEY)
    about = (
        _("What each union owes, has paid and still owes, activity by activity.")
        if everyone
        else _("What your union owes, has paid and still owes, activity by activity.")
    )
    return Sheet(_("Contribution ledger"), about, tuple(links))


def _poster(plan: Plan, page: PublicPage) -> Sheet:
    url = address(plan, "campaigns:poster", pk=page.activity_id)
    about = _("One A4 sheet with time, place, what is needed and the QR code for signing up.")
    return Sheet(page.activity.title, about, (PaperLink(_("Open and print"), url),))


def paper_hits(years: Years, access: Access) -> Iterator[tuple[Hit, str]]:
    """The papers of all years for the command box; those of another year are found by it, too. One query."""
    pages: dict[int, list[PublicPage]] = {plan.pk: [] for plan in years.in_order}
    for page in _public_pages(years.in_order):
        pages[page.activity.plan_id].append(page)
    for plan in years.in_order:
        year = plan.year if plan.pk != years.now.pk else None
        for group in _groups(plan, access, pages[plan.pk]):
            for sheet in group.sheets:
                for link in sheet.links:
                    hit = Hit(f"{sheet.name} · {link.label}", link.url, group.name, year)
                    yield hit, f"{hit.text} {year or ''}"
