"""What can happen to the paper around its lines: a new plan, its letterhead, title, signer and recipients."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F

from plans.actions import holding
from plans.actions.duties import refuse_strangers
from plans.actions.steps import undoable_around
from plans.errors import PlanExists, StalePaper
from plans.issuing.errors import PaperIsIssued
from plans.letterheads import USUAL_CAPACITY, USUAL_OFFICE, issuer_line, parent_line
from plans.models import Clause, Plan, Recipient
from plans.skeleton import standard_lines, standard_recipients
from plans.undoing import AROUND
from unions.models import Cluster, MemberUnion, User
from unions.names import nfc

Value = str | dt.date | MemberUnion | None


@transaction.atomic
def create_plan(*, cluster: Cluster, year: int, lead: MemberUnion | None, by: User) -> Plan:
    """A draft with the standard parts for a cluster and a year. Raises PlanExists, UnknownUnion."""
    if Plan.objects.for_year(cluster, year).exists():
        raise PlanExists(cluster=cluster.name, year=str(year))
    plan = Plan(
        cluster=cluster,
        year=year,
        lead=lead,
        subject=f"Tổ chức hoạt động {cluster.name} năm {year}",
        parent_heading=parent_line(cluster),
        issuer=issuer_line(cluster, lead.name if lead else "", lead.heading if lead else ""),
        place=cluster.place,
        signer_capacity=USUAL_CAPACITY,
        signer_office=USUAL_OFFICE,
        changed_by=by,
    )
    refuse_strangers(plan, [lead] if lead else [])
    plan.save()
    _write_lines(plan, by)
    write_recipients(plan, standard_recipients(cluster.parent_name))
    holding.note("plan.create", plan, plan, by=by, about=str(plan), after={"year": year, "lead": lead and lead.code})
    return plan


def _write_lines(plan: Plan, by: User) -> None:
    rows = standard_lines(plan.cluster.name, plan.year)
    Clause.objects.bulk_create(
        Clause(
            plan=plan,
            position=position,
            level=row.level,
            marker=row.marker.value,
            text=row.text,
            heading=row.heading,
            changed_by=by,
        )
        for position, row in enumerate(rows, start=1)
    )


@undoable_around("plan.change_paper")
def change_paper(*, plan: Plan, values: Mapping[str, Value], seen_version: int, by: User) -> Plan:
    """Letterhead, title or signer: the fields named in `AROUND`. Raises StalePaper, PaperIsIssued."""
    allowed = {name for part in AROUND.values() for name in part}
    if unknown := set(values) - allowed:
        raise ValueError(f"Not a part of the paper: {sorted(unknown)}")
    _claim(plan, seen_version)
    if isinstance(lead := values.get("lead"), MemberUnion):
        refuse_strangers(plan, [lead])
    before = {name: _plain(getattr(plan, name)) for name in values}
    for name, value in values.items():
        setattr(plan, name, nfc(value).strip() if isinstance(value, str) else value)
    plan.save(update_fields=[*values])
    after = {name: _plain(getattr(plan, name)) for name in values}
    holding.note("plan.change_paper", plan, plan, by=by, about=str(plan), before=before, after=after)
    return plan


@undoable_around("plan.change_recipients")
def change_recipients(*, plan: Plan, texts: Sequence[str], seen_version: int, by: User) -> Plan:
    """Who receives the paper, in order; empty entries are left out. Raises StalePaper, PaperIsIssued."""
    _claim(plan, seen_version)
    before = list(plan.recipients.values_list("text", flat=True))
    plan.recipients.all().delete()
    written = write_recipients(plan, texts)
    note = {"before": {"recipients": before}, "after": {"recipients": written}}
    holding.note("plan.change_recipients", plan, plan, by=by, about=str(plan), **note)
    return plan


def write_recipients(plan: Plan, texts: Sequence[str]) -> list[str]:
    """Store the recipients of a plan that has none, and return them. One query."""
    wanted = [text for text in map(holding.one_line, texts) if text]
    Recipient.objects.bulk_create(
        Recipient(plan=plan, position=position, text=text) for position, text in enumerate(wanted, start=1)
    )
    return wanted


def _claim(plan: Plan, seen_version: int) -> None:
    """Take the next version of the paper, or raise StalePaper with the paper as it is now, PaperIsIssued."""
    mine = Plan.objects.filter(pk=plan.pk, version=seen_version, state__in=Plan.DRAFTED)
    if not mine.update(version=F("version") + 1):
        current = Plan.objects.select_related("changed_by", "lead").get(pk=plan.pk)
        raise StalePaper(current) if current.is_drafted else PaperIsIssued
    plan.refresh_from_db()


def _plain(value: Value) -> str | dt.date | None:
    """A field's value for the trail."""
    return value.code if isinstance(value, MemberUnion) else value
