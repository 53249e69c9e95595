"""Rows → JSON. Lines are named by their place in `lines`, unions by their code; amounts are whole đồng, dates ISO."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import F, Prefetch, Q

from plans.models import (
    Activity,
    Clause,
    ContentItem,
    Duty,
    DutyHolder,
    Levy,
    LevyShare,
    Occurrence,
    Place,
    Plan,
    Schedule,
)
from plans.queries import load_paper
from unions.models import MemberUnion

if TYPE_CHECKING:
    from django.db.models import Manager

FORMAT, VERSION = "cum-plan", 1
Json = dict[str, Any]
Stated = TypeVar("Stated", Schedule, Place, ContentItem, Duty)


def plan_json(plan: Plan) -> bytes:
    """The file that is downloaded: UTF-8, indented, ends with a line break."""
    return json_bytes(plan_to_json(plan))


def json_bytes(data: Json) -> bytes:
    """The same of a plan that is JSON already."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def plan_to_json(plan: Plan) -> Json:
    """Everything of a plan that can be written again, as its paper says it. Fourteen queries, whatever its size."""
    paper = load_paper(plan)
    places = {line.clause.pk: place for place, line in enumerate(paper.lines)}
    texts = {line.clause.pk: line.text for line in paper.lines}
    activities = _activities(plan)
    loose = Duty.objects.filter(plan=plan, activity=None).order_by("clause__position").prefetch_related(_holders())
    return {
        "format": FORMAT,
        "version": VERSION,
        "cluster": {"code": plan.cluster.code, "name": plan.cluster.name},
        "plan": _head(plan),
        "recipients": [recipient.text for recipient in plan.recipients.order_by("position")],
        "unions": [_union(union) for union in _unions(plan)],
        "lines": [_line(line.clause) for line in paper.lines],
        "activities": [_activity(activity, places, texts) for activity in activities],
        "duties": [_duty(duty, places, texts) for duty in loose if duty.clause_id in places],
    }


def _unions(plan: Plan) -> list[MemberUnion]:
    """The members in the plan's year, and every other union that its rows name."""
    named = Q(duty_parts__duty__plan=plan) | Q(levy_shares__levy__activity__plan=plan) | Q(pk=plan.lead_id)
    active = MemberUnion.objects.filter(cluster=plan.cluster).active(plan.year)
    wanted = MemberUnion.objects.filter(named | Q(pk__in=active.order_by().values("pk"))).order_by().values("pk")
    return list(MemberUnion.objects.filter(pk__in=wanted).order_by("position", "pk").prefetch_related("aliases"))


def _activities(plan: Plan) -> Iterable[Activity]:
    shares = LevyShare.objects.select_related("union")
    levies = Levy.objects.order_by(F("clause__position").asc(nulls_last=True), "pk").prefetch_related(
        Prefetch("shares", shares)
    )
    return (
        Activity.objects.filter(plan=plan, called_off_at=None)
        .order_by("clause__position")
        .select_related("quota")
        .prefetch_related(
            "schedules",
            "places",
            "contents",
            "occurrences",
            Prefetch("duties", Duty.objects.select_related("content").prefetch_related(_holders())),
            Prefetch("levies", levies),
        )
    )


def _holders() -> "Prefetch[str]":
    return Prefetch("holders", DutyHolder.objects.select_related("union"))


def _head(plan: Plan) -> Json:
    return {
        "year": plan.year,
        "lead": plan.lead.code if plan.lead else None,
        "kind": plan.kind,
        "subject": plan.subject.split("\n") if plan.subject else [],
        "theme": plan.theme,
        "letterhead": {
            "parent": plan.parent_heading,
            "issuer": plan.issuer,
            "number": plan.number,
            "heading": plan.heading,
            "place": plan.place,
            "signed_on": _day(plan.signed_on),
            "dateline": plan.dateline,
        },
        "signer": {
            "capacity": plan.signer_capacity,
            "office": plan.signer_office,
            "name": plan.signer_name,
            "note": plan.signer_note,
        },
    }


def _union(union: MemberUnion) -> Json:
    return {
        "code": union.code,
        "name": union.name,
        "short_name": union.short_name,
        "heading": union.heading,
        "symbol": union.symbol,
        "aliases": sorted(alias.name for alias in union.aliases.all()),
    }


def _line(clause: Clause) -> Json:
    return {
        "level": clause.level,
        "marker": clause.marker,
        "label": clause.label,
        "text": clause.text,
        "override": clause.override,
        "heading": clause.heading,
    }


def _activity(activity: Activity, places: Mapping[int, int], texts: Mapping[int, str]) -> Json:
    quota = getattr(activity, "quota", None)
    contents = _in_order(places, activity.contents)
    return {
        "line": places[activity.clause_id],
        "kind": activity.kind,
        "title": activity.title,
        "schedules": [_schedule(time, places) for time in _in_order(places, activity.schedules)],
        "places": [{"line": places[p.clause_id], "text": p.text} for p in _in_order(places, activity.places)],
        "contents": [{"line": places[item.clause_id], "text": texts[item.clause_id]} for item in contents],
        "duties": [_duty(duty, places, texts) for duty in _in_order(places, activity.duties)],
        "levies": [_levy(levy, places) for levy in activity.levies.all()],
        "quota": quota and {"line": _place(quota.clause_id, places), "people": quota.people, "noun": quota.noun},
        "occurrences": [_occurrence(time) for time in sorted(activity.occurrences.all(), key=lambda row: row.number)],
    }


def _schedule(time: Schedule, places: Mapping[int, int]) -> Json:
    return {
        "line": places[time.clause_id],
        "text": time.text,
        "starts_on": _day(time.starts_on),
        "ends_on": _day(time.ends_on),
        "precision": time.precision,
        "repeat": time.repeat,
        "tentative": time.tentative,
        "assigned_by_superior": time.assigned_by_superior,
    }


def _occurrence(time: Occurrence) -> Json:
    return {
        "number": time.number,
        "starts_on": _day(time.starts_on),
        "ends_on": _day(time.ends_on),
        "precision": time.precision,
        "place": time.place,
        "state": time.state,
        "reason": time.reason,
    }


def _in_order(places: Mapping[int, int], rows: "Manager[Stated]") -> "list[Stated]":
    """Facts in the order of their lines."""
    return sorted(rows.all(), key=lambda row: places[row.clause_id])


def _duty(duty: Duty, places: Mapping[int, int], texts: Mapping[int, str]) -> Json:
    holders = [
        {"union": holder.union.code, "part": holder.part, "label": holder.label} for holder in duty.holders.all()
    ]
    return {
        "line": places[duty.clause_id],
        "text": texts[duty.clause_id],
        "scope": duty.scope,
        "collective": duty.collective,
        "last_joiner": duty.last_joiner,
        "content": places[duty.content.clause_id] if duty.content else None,
        "unions": [holder["union"] for holder in holders],
        "holders": holders,
    }


def _levy(levy: Levy, places: Mapping[int, int]) -> Json:
    shares = [{"union": s.union.code, "amount": s.amount, "label": s.label} for s in levy.shares.all()]
    return {
        "line": _place(levy.clause_id, places),
        "shape": levy.shape,
        "basis": levy.basis,
        "lead_pays": levy.lead_pays,
        "due_on": _day(levy.due_on),
        "decided_at": levy.decided_at.astimezone(dt.UTC).isoformat() if levy.decided_at else None,
        "shares": shares,
        "total": sum(share["amount"] for share in shares),
    }


def _place(clause_id: int | None, places: Mapping[int, int]) -> int | None:
    return None if clause_id is None else places[clause_id]


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
