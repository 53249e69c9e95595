"""A plan comes in: everything of a draft is written in one transaction, or nothing is.

The number of queries does not grow with the plan. Nothing is sent, and what the cluster has already stays as it is;
only new unions and new spellings are added.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plans.actions.import_facts import write_facts
from plans.errors import PlanExists
from plans.models import Clause, Plan, Recipient
from plans.reading.drafts import KnownUnion, PlanDraft, UnionDraft
from unions import audit, verbs
from unions.errors import DomainError, UnionCodeTakenError, UnionNameTakenError
from unions.matching import UnionIndex
from unions.models import Cluster, MemberUnion, UnionAlias, User
from unions.names import nfc

FIRST_YEAR, LAST_YEAR = 1931, 2200
verbs.register({"plan.import": _("read in the plan %(about)s"), "plan.carry_over": _("carried over to %(about)s")})


class OtherYearError(DomainError):
    """The title of the paper names another year than the one asked for."""

    message = _("The title of this plan says %(said)s, not %(year)s. Choose the year %(said)s, or correct the title.")


class YearOutOfRangeError(DomainError):
    message = _("%(year)s is not a year of a plan. Write a year such as 2024.")


class TwoAmountsError(DomainError):
    message = _("%(union)s has two different amounts in one contribution. Say for both that they are different unions.")


class EmptyPlanError(DomainError):
    message = _("There is no line of text in this plan.")


def known_unions(cluster: Cluster | None, year: int) -> list[KnownUnion]:
    """The cluster's unions under all their spellings. Three queries."""
    unions = MemberUnion.objects.filter(cluster=cluster) if cluster else MemberUnion.objects.none()
    members = set(unions.active(year).values_list("pk", flat=True)) if 1 <= year <= 9999 else set()
    return [
        KnownUnion(
            code=union.code,
            name=union.name,
            spellings=tuple(filter(None, (union.short_name, *(alias.name for alias in union.aliases.all())))),
            symbol=union.symbol,
            is_member=union.pk in members,
        )
        for union in unions.order_by("position", "pk").prefetch_related("aliases")
    ]


def refuse_unfit(draft: PlanDraft, cluster: Cluster | None, year: int) -> None:
    """Raise a DomainError when the draft cannot become the plan of that year: its year, another plan, no text."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise YearOutOfRangeError(year=str(year))
    if draft.years and year not in draft.years:
        raise OtherYearError(said=", ".join(map(str, draft.years)), year=str(year))
    if cluster and Plan.objects.for_year(cluster, year).exists():
        raise PlanExists(cluster=cluster.name, year=str(year))
    if not draft.clauses:
        raise EmptyPlanError


@transaction.atomic
def import_plan(
    draft: PlanDraft,
    *,
    cluster: Cluster,
    year: int,
    by: User | None,
    source_hash: str = "",
    copied_from: Plan | None = None,
) -> Plan:
    """Write a draft as the cluster's plan of a year; `by` is None on the command line. About thirty queries.

    `copied_from` is the plan that it was carried over from, if it was.

    Raises what `refuse_unfit` raises, UnionCodeTakenError, UnionNameTakenError, TwoAmountsError.
    """
    cluster = Cluster.objects.select_for_update().get(pk=cluster.pk)
    refuse_unfit(draft, cluster, year)
    for levy in (levy for activity in draft.activities for levy in activity.levies):
        _refuse_two_amounts(draft, [share.union for share in levy.shares])
    unions, added = _unions(draft, cluster)
    plan = _plan(draft, cluster, year, unions, by, source_hash)
    clauses = _clauses(draft, plan, by)
    write_facts(draft, plan, clauses, unions)
    Recipient.objects.bulk_create(
        Recipient(plan=plan, position=place, text=text) for place, text in enumerate(draft.head.recipients, 1)
    )
    if copied_from:
        plan.copied_from = copied_from
        plan.save(update_fields=["copied_from"])
    verb = "plan.carry_over" if copied_from else "plan.import"
    audit.record(verb, plan, by=by, cluster=cluster, about=str(plan), after=_summary(draft, added, source_hash))
    return plan


def _refuse_two_amounts(draft: PlanDraft, keys: Sequence[str]) -> None:
    for union in draft.unions:
        if keys.count(union.key) > 1:
            raise TwoAmountsError(union=union.name)


@dataclass(frozen=True, slots=True)
class Added:
    """What was new about the unions."""

    unions: tuple[str, ...]
    spellings: tuple[str, ...]


def _unions(draft: PlanDraft, cluster: Cluster) -> tuple[dict[str, MemberUnion], Added]:
    """A row for each union of the draft, new ones and new spellings written. Six queries at most."""
    existing = list(MemberUnion.objects.filter(cluster=cluster).prefetch_related("aliases"))
    by_code = {union.code: union for union in existing}
    rows = {u.key: by_code[u.code] for u in draft.unions if u.is_known and u.code in by_code}
    new = [union for union in draft.unions if union.key not in rows]
    index = UnionIndex(existing)
    _refuse_taken(new, by_code, index)
    last = max((union.position for union in existing), default=0)
    made = MemberUnion.objects.bulk_create(_row(u, cluster, last + at) for at, u in enumerate(new, 1))
    rows |= {draft_.key: row for draft_, row in zip(new, made, strict=True)}
    aliases = _new_aliases(draft, rows, index)
    UnionAlias.objects.bulk_create(aliases)
    return rows, Added(tuple(u.name for u in made), tuple(alias.name for alias in aliases))


def _row(union: UnionDraft, cluster: Cluster, position: int) -> MemberUnion:
    return MemberUnion(
        cluster=cluster,
        code=union.code,
        name=nfc(union.name),
        short_name=nfc(union.short_name),
        heading=nfc(union.heading),
        symbol=nfc(union.symbol),
        position=position,
    )


def _refuse_taken(new: Sequence[UnionDraft], by_code: Mapping[str, MemberUnion], index: UnionIndex) -> None:
    """Codes and names must be free, in the cluster and among the new ones."""
    codes = {code: union.name for code, union in by_code.items()}
    names: set[str] = set()
    for union in new:
        if union.code in codes:
            raise UnionCodeTakenError(code=union.code, union=codes[union.code])
        meant = index.find(union.name)
        if meant or nfc(union.name) in names:
            raise UnionNameTakenError(name=union.name, union=meant.name if meant else union.name)
        codes[union.code] = union.name
        names.add(nfc(union.name))


def _new_aliases(draft: PlanDraft, rows: Mapping[str, MemberUnion], index: UnionIndex) -> list[UnionAlias]:
    """Spellings that are not stored yet and mean no other union."""
    stored = {row.pk: {row.name, row.short_name} for row in rows.values()}
    for pk, name in UnionAlias.objects.filter(union__in=stored).values_list("union", "name"):
        stored[pk].add(name)
    aliases: list[UnionAlias] = []
    for union in draft.unions:
        row = rows[union.key]
        for name in map(nfc, union.aliases):
            meant = index.find(name)
            if name not in stored[row.pk] and (meant is None or meant.pk == row.pk):
                stored[row.pk].add(name)
                aliases.append(UnionAlias(union=row, name=name))
    return aliases


def _plan(
    draft: PlanDraft, cluster: Cluster, year: int, unions: Mapping[str, MemberUnion], by: User | None, source_hash: str
) -> Plan:
    head = draft.head
    return Plan.objects.create(
        cluster=cluster,
        year=year,
        lead=unions.get(draft.lead or ""),
        kind=head.kind,
        subject="\n".join(head.subject),
        theme=head.theme,
        parent_heading=head.parent_heading,
        issuer=head.issuer,
        number=head.number,
        heading=head.heading,
        place=head.place,
        signed_on=head.signed_on,
        dateline=head.dateline,
        signer_capacity=head.signer.capacity,
        signer_office=head.signer.office,
        signer_name=head.signer.name,
        signer_note=head.signer.note,
        source_hash=source_hash,
        changed_by=by,
    )


def _clauses(draft: PlanDraft, plan: Plan, by: User | None) -> list[Clause]:
    return Clause.objects.bulk_create(
        Clause(
            plan=plan,
            position=position,
            level=clause.level,
            marker=clause.marker.value,
            label=clause.label,
            text=nfc(clause.text),
            override=nfc(clause.override),
            heading=clause.heading,
            changed_by=by,
        )
        for position, clause in enumerate(draft.clauses, start=1)
    )


def _summary(draft: PlanDraft, added: Added, source_hash: str) -> dict[str, object]:
    """What the trail keeps of an import."""
    return {
        "lines": len(draft.clauses),
        "activities": [activity.title for activity in draft.activities],
        "unions": list(added.unions),
        "spellings": list(added.spellings),
        "file": source_hash,
    }
