"""Next year's plan from an issued one: head, lines, activities, duties and levies; nothing that happened."""

from dataclasses import dataclass, replace

from django.db import transaction

from plans.actions.importing import import_plan
from plans.carrying.drafts import AS_OFFERED, Carried, Chosen, Move, NewHead, Printed, carried
from plans.carrying.errors import LeadNotMember, NotIssuedYet, SourceWithdrawn, YearNotLater
from plans.carrying.wording import Years
from plans.checks.spellings import names_theme
from plans.errors import PlanExists
from plans.exchange import draft_from_json, plan_to_json
from plans.issuing.register import ANY_UNION
from plans.letterheads import issuer_line
from plans.models import Plan
from plans.queries import load_paper
from plans.reading.drafts import NO_SIGNER, HeadDraft, UnionDraft
from unions.models import MemberUnion, User

CARRIED_STATES = (Plan.State.ISSUED, Plan.State.CLOSED)


@dataclass(frozen=True, slots=True)
class NextPlan:
    """What is asked of the next plan: its year, who leads, and what its author decides otherwise than offered."""

    year: int
    lead: MemberUnion | None
    hand_over: bool = False
    chosen: Chosen = AS_OFFERED


@transaction.atomic
def carry_over(*, source: Plan, wanted: NextPlan, by: User) -> Plan:
    """A draft made from `source` as it stands now. Twice, it is made once.

    Raises NotIssuedYet, SourceWithdrawn, YearNotLater, LeadNotMember, PlanExists.
    """
    # Whoever issues, withdraws or writes lines holds the plan's row: nothing of it changes while it is read.
    rows = Plan.objects.select_for_update(of=("self",), no_key=True).select_related("cluster", "lead")
    held = rows.get(pk=source.pk)
    found = prepare(held, wanted)
    return import_plan(found.draft, cluster=held.cluster, year=wanted.year, by=by, copied_from=held)


def prepare(source: Plan, wanted: NextPlan) -> Carried:
    """The same without writing anything: the draft, and all that is told before. About twenty queries."""
    year, lead = wanted.year, wanted.lead
    _refuse(source, year, lead)
    draft = replace(draft_from_json(plan_to_json(source)), unions=_known(source))
    members = MemberUnion.objects.filter(cluster=source.cluster).active(year).order_by("position", "pk")
    move = Move(
        years=Years(source.year, year),
        was_lead=draft.lead,
        lead=lead.code if lead else None,
        members=tuple(members.values_list("code", flat=True)),
        hand_over=wanted.hand_over,
    )
    printed = [Printed(line.clause.pk, line.text, line.label) for line in load_paper(source).lines]
    found = carried(draft, printed, move, wanted.chosen)
    themed = tuple(line.text for line in printed if names_theme(line.text))
    head = _head(found.draft.head, source, lead)
    new_head = _new_head(found.draft.head, head, lead) if lead and lead.pk != source.lead_id else None
    return replace(found, draft=replace(found.draft, head=head), themed=themed, new_head=new_head)


def _refuse(source: Plan, year: int, lead: MemberUnion | None) -> None:
    if source.state not in CARRIED_STATES:
        raise SourceWithdrawn if source.state == Plan.State.WITHDRAWN else NotIssuedYet
    if year <= source.year:
        raise YearNotLater(year=str(source.year))
    if Plan.objects.for_year(source.cluster, year).exists():
        raise PlanExists(cluster=source.cluster.name, year=str(year))
    if lead and not MemberUnion.objects.filter(pk=lead.pk, cluster=source.cluster_id).active(year).exists():
        raise LeadNotMember(union=lead.name, year=str(year))


def _known(source: Plan) -> tuple[UnionDraft, ...]:
    """Every union of the cluster, former members too, under its code. One query."""
    unions = MemberUnion.objects.filter(cluster=source.cluster).order_by("position", "pk")
    return tuple(UnionDraft(key=union.code, code=union.code, name=union.name, is_known=True) for union in unions)


def _head(head: HeadDraft, source: Plan, lead: MemberUnion | None) -> HeadDraft:
    """The head of a draft: no number, no day, no theme yet. Another lead has its own letterhead, signer and archive."""
    fresh = replace(head, number="", signed_on=None, dateline="", theme="")
    if lead is None or lead.pk == source.lead_id:
        return fresh
    was = source.lead
    old = was.symbol if was else ""
    recipients = tuple(text.replace(old, lead.symbol or ANY_UNION) if old else text for text in fresh.recipients)
    issuer = issuer_line(source.cluster, lead.name, lead.heading)
    signer = replace(NO_SIGNER, capacity=head.signer.capacity, office=head.signer.office)
    return replace(fresh, issuer=issuer, signer=signer, recipients=recipients)


def _new_head(before: HeadDraft, after: HeadDraft, lead: MemberUnion) -> NewHead:
    recipients = zip(before.recipients, after.recipients, strict=True)
    changed = tuple((was, now) for was, now in recipients if was != now)
    issuer = after.issuer if after.issuer != before.issuer else ""
    return NewHead(issuer, lead.symbol or ANY_UNION, changed, before.signer.name)
