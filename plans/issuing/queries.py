"""Questions about issued papers and the register. The files themselves are read only where they are asked for."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from documents.text import render_text
from plans.documents import paper_document
from plans.exchange.writing import json_bytes
from plans.issuing.register import ANY_UNION, KIND, NextNumber, Taken, issuer_of, number_after, series_of
from plans.issuing.snapshot import sha256
from plans.models import Plan, RegisterEntry, Version
from plans.queries import Paper
from unions.models import Cluster

HEAVY = ("text", "data", "changes", "pdf", "docx")


def next_numbers(cluster: Cluster, issuers: Sequence[str], day: dt.date) -> list[NextNumber]:
    """What the issuers' books offer for a paper signed on `day`. One query."""
    books = [series_of(cluster, issuer, day) for issuer in issuers]
    same = Q(series__in=books) | Q(signed_on__year=day.year)
    found = RegisterEntry.objects.filter(same, cluster=cluster, kind=KIND).order_by()
    rows = [Taken(*row) for row in found.values_list("series", "number", "symbol", "signed_on")]
    return [number_after(rows, cluster, issuer, day) for issuer in issuers]


def next_number(plan: Plan, day: dt.date) -> NextNumber:
    """What the plan's own book offers for a paper signed on `day`. One query."""
    (offered,) = next_numbers(plan.cluster, [issuer_of(plan)], day)
    return offered


@dataclass(frozen=True, slots=True)
class Book:
    """A book that numbers are taken from now. `plan` is one whose lead keeps it."""

    plan: Plan
    issuer: str
    next: NextNumber

    @property
    def keeper(self) -> str:
        """Whose book it is, as people call them: the lead union's, the cluster's, or of those that share one."""
        if self.issuer == ANY_UNION:
            return _("unions without a symbol of their own")
        return str(self.plan.cluster if self.issuer == self.plan.cluster.code else self.plan.lead)


def books_of(cluster: Cluster, today: dt.date) -> list[Book]:
    """The books of the leads whose plans have not ended, that of the running year first; else the last one's.

    At a hand-over there are two: the next year has its plan already while this year's lead still issues. Two queries.
    """
    plans = list(Plan.objects.filter(cluster=cluster).select_related("lead").order_by("-year"))
    kept = [plan for plan in plans if not plan.has_ended] or plans[:1]
    kept.sort(key=lambda plan: plan.year > today.year)
    for plan in kept:
        plan.cluster = cluster
    keepers: dict[str, Plan] = {}
    for plan in kept:
        keepers.setdefault(issuer_of(plan), plan)
    offered = next_numbers(cluster, list(keepers), today)
    return [Book(plan, issuer, one) for (issuer, plan), one in zip(keepers.items(), offered, strict=True)]


@dataclass(frozen=True, slots=True)
class Series:
    """A part of the register, newest number first."""

    name: str
    entries: tuple[RegisterEntry, ...]


def register_of(cluster: Cluster) -> list[Series]:
    """The cluster's register, series by series, the one in use first. One query."""
    rows = RegisterEntry.objects.filter(cluster=cluster).select_related("taken_by", "version__plan")
    rows = rows.defer(*(f"version__{name}" for name in HEAVY)).order_by("series", "-number")
    parts = [Series(name, tuple(entries)) for name, entries in groupby(rows, key=lambda entry: entry.series)]
    return sorted(parts, key=lambda part: part.entries[0].taken_at, reverse=True)


def versions_of(plan: Plan) -> QuerySet[Version]:
    """The plan's issued papers without their contents, newest first. One query."""
    return Version.objects.filter(plan=plan).defer(*HEAVY).select_related("entry", "issued_by").order_by("-number")


def last_version(plan: Plan, *files: str) -> Version | None:
    """The paper that was issued last: its text, and those of its files that are named. One query."""
    return Version.objects.filter(plan=plan).only("plan", "number", "text", *files).order_by("-number").first()


def last_signed(plan: Plan) -> Version | None:
    """The same with what the register says of it, without its text. One query."""
    return versions_of(plan).first()


def file_found(plan: Plan, digest: str) -> tuple[Version, str] | None:
    """The issued paper that a file with this sum is, and in which format. Two queries at most."""
    same = versions_of(plan).filter(Q(pdf_hash=digest) | Q(docx_hash=digest) | Q(text_hash=digest)).first()
    if same is None:
        return _json_found(plan, digest)
    formats = {same.pdf_hash: "PDF", same.docx_hash: "Word", same.text_hash: "TXT"}
    return same, formats[digest]


def _json_found(plan: Plan, digest: str) -> tuple[Version, str] | None:
    """The sum of a JSON file is not stored: the file is written from the data each time. One query."""
    whole = Version.objects.filter(plan=plan).select_related("entry").defer("text", "changes", "pdf", "docx")
    found = (version for version in whole if sha256(json_bytes(version.data["plan"])) == digest)
    return next(((version, "JSON") for version in found), None)


def says_the_same(paper: Paper, version: Version) -> bool:
    """Whether the plan's rows still print what was issued last. One query."""
    return render_text(paper_document(paper)) == version.text
