"""What stands around every page: the rail, the four places of the phone's bar, the switch of year and cluster.

The frame names the other apps' addresses as text and imports none of them. An entry whose address does not exist, or
that the person may not open, is left out.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unions.access import clusters_of
from unions.models import Role
from unions.permissions import Access, Permission

PLACES_ON_BAR = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the rail as the code knows it."""

    section: str
    label: str | Promise
    url_name: str
    permission: Permission = Permission.SEE_PLAN
    with_year: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the rail as the page shows it."""

    section: str
    label: str | Promise
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything that the base template shows around a page."""

    places: tuple[Place, ...] = ()
    years: tuple[Place, ...] = ()
    clusters: tuple[Place, ...] = ()
    year: int | None = None
    find_url: str = ""
    roles: tuple[str, ...] = field(default=())

    @property
    def bar(self) -> tuple[Place, ...]:
        """The four places that the person's role needs most, in the order of the role."""
        wanted = next((BAR[role] for role in BAR if role in self.roles), BAR["owner"])
        by_section = {place.section: place for place in self.places}
        chosen = [by_section[section] for section in wanted if section in by_section]
        chosen += [place for place in self.places if place not in chosen]
        return tuple(chosen[:PLACES_ON_BAR])

    @property
    def rest(self) -> tuple[Place, ...]:
        """What the phone shows under "more"."""
        return tuple(place for place in self.places if place not in self.bar)


ENTRIES = (
    Entry("my_union", _("My union"), "campaigns:my_union", Permission.SEE_OWN_MONEY),
    Entry("year", _("Year"), "campaigns:board"),
    Entry("plan", _("Plan"), "plans:plan_edit"),
    Entry("duties", _("Duties"), "plans:duty_list"),
    Entry("activities", _("Activities"), "campaigns:activity_list"),
    Entry("money", _("Money"), "contributions:desk", Permission.SEE_ALL_MONEY),
    Entry("papers", _("Papers"), "campaigns:paper_list"),
    Entry("unions", _("Unions"), "unions:union_list", with_year=False),
    Entry("log", _("Log"), "unions:log", Permission.SEE_LOG, with_year=False),
)
BAR: dict[str, tuple[str, ...]] = {
    Role.SECRETARY: ("year", "plan", "activities", "money"),
    Role.TREASURER: ("money", "year", "plan", "papers"),
    Role.CLERK: ("papers", "plan", "money", "year"),
    Role.OFFICER: ("my_union", "plan", "activities", "duties"),
    "owner": ("year", "plan", "unions", "log"),
}


@lru_cache(maxsize=4096)  # the same dozen on every page of a year
def url_or_none(name: str, **kwargs: str | int) -> str:
    """The address, or an empty text when there is none of this name."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""


def place_of(entry: Entry, access: Access, year: int | None, section: str) -> Place | None:
    """An entry as a link for this person, or None."""
    kwargs: dict[str, str | int] = {"code": access.cluster.code}
    if entry.with_year and year is not None:
        kwargs["year"] = year
    url = url_or_none(entry.url_name, **kwargs) if access.may(entry.permission) else ""
    return Place(entry.section, entry.label, url, entry.section == section) if url else None


def _year_shown(years: list[int], wanted: int | None) -> int | None:
    today = timezone.localdate().year
    return wanted or next((year for year in years if year <= today), years[0] if years else None)


def _switch(access: Access, years: list[int], year: int | None) -> tuple[Place, ...]:
    code = access.cluster.code
    links = [(y, url_or_none("campaigns:board", code=code, year=y)) for y in years]
    return tuple(Place(str(y), str(y), url, y == year) for y, url in links if url)


def _clusters(access: Access) -> tuple[Place, ...]:
    clusters = clusters_of(access.user) if access.user.is_superuser else access.clusters
    links = [(c, url_or_none("unions:union_list", code=c.code)) for c in clusters]
    return tuple(Place(c.code, c.name, url, c.pk == access.cluster.pk) for c, url in links if url)


def frame_for(access: Access, wanted_year: int | None, section: str) -> Frame:
    """The frame of a page inside a cluster. One query, two for the owner; one less where its years are known."""
    years = list(access.cluster.plan_states)
    year = _year_shown(years, wanted_year)
    places = (place_of(entry, access, year, section) for entry in ENTRIES)
    find = url_or_none("campaigns:find", code=access.cluster.code, year=year) if year else ""
    return Frame(
        places=tuple(place for place in places if place),
        years=_switch(access, years, year),
        clusters=_clusters(access),
        year=year,
        find_url=find,
        roles=tuple(access.roles),
    )
