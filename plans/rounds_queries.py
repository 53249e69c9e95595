"""Questions about consultation rounds. Each says how many queries it takes, whatever the number of rows."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from plans.models import AskedUnion, Opinion, Plan, Remark, Round, RoundItem
from plans.queries import Paper, PaperLine
from plans.rounds import Answer, Asked, Before, Matrix, Party, Question, Said, asked_text, is_changed, matrix
from plans.rounds_again import Earlier
from unions import audit
from unions.models import AuditRecord, Membership, MemberUnion, Role


def questions(paper: Paper) -> list[Question]:
    """Every activity of a plan as it would be asked about now, in the order of the paper. No query."""
    below: dict[int, list[tuple[int, str]]] = {}
    heads: dict[int, PaperLine] = {}
    for line in paper.lines:
        if line.activity is None:
            continue
        if getattr(line.clause, "activity", None):
            heads[line.activity.pk] = line
            continue
        depth = max(line.clause.level - heads[line.activity.pk].clause.level - 1, 0)
        below.setdefault(line.activity.pk, []).append((depth, f"{line.label} {line.text}".strip()))
    texts = {one.pk: asked_text(below.get(one.pk, [])) for one in paper.activities}
    return [Question(one.pk, one.title, texts[one.pk], heads[one.pk].label) for one in paper.activities]


def asked_before(plan: Plan) -> dict[int, Before]:
    """What each activity was asked about last, and whether a change was asked for then. One query."""
    wished = Count("opinions", filter=Q(opinions__answer=Opinion.Answer.CHANGE))
    items = RoundItem.objects.filter(round__plan=plan, activity__isnull=False).annotate(wished=wished)
    rows = items.order_by("round__number").values_list("activity", "title", "text", "wished")
    return {activity: Before(title, text, bool(wishes)) for activity, title, text, wishes in rows if activity}


def rounds_of(plan: Plan) -> list[Round]:
    """The plan's rounds, the newest first. One query."""
    return list(plan.rounds.select_related("opened_by", "closed_by").order_by("-number"))


def asked_unions(consultation: Round) -> QuerySet[MemberUnion]:
    """Whom a round asks: the members of the plan's year while it is open, afterwards those written down then."""
    if consultation.closed_at is None:
        return MemberUnion.objects.filter(cluster=consultation.plan.cluster_id).active(consultation.plan.year)
    return MemberUnion.objects.filter(pk__in=AskedUnion.objects.filter(round=consultation).order_by().values("union"))


def parties(consultation: Round) -> list[Party]:
    """Who is asked in a round, and whoever spoke in it, in the order of the paper. One query."""
    spoke = Q(pk__in=Opinion.objects.filter(item__round=consultation).order_by().values("union")) | Q(
        pk__in=Remark.objects.filter(round=consultation).order_by().values("union")
    )
    unions = asked_unions(consultation) | MemberUnion.objects.filter(spoke)
    is_asked = Exists(asked_unions(consultation).filter(pk=OuterRef("pk")))
    return [party(union, left=not union.is_asked) for union in unions.annotate(is_asked=is_asked)]


def party(union: MemberUnion, *, left: bool = False) -> Party:
    """A union as a round sees it."""
    return Party(union.pk, union.code, union.name, str(union), left)


def load_matrix(consultation: Round, *, paper: Paper | None = None) -> Matrix:
    """Who said what in a round. Four queries. With the plan's paper, what was changed since it was asked is marked."""
    unions = parties(consultation)
    opinions, remarks = said(consultation, [union.pk for union in unions])
    return matrix(unions, asked(consultation, paper), opinions, remarks, consultation.deadline)


def load_sheet_of(consultation: Round, union: MemberUnion) -> Matrix:
    """The same for one union alone: nothing is read of any other. Three queries."""
    return matrix([party(union)], asked(consultation), *said(consultation, [union.pk]), consultation.deadline)


def asked(consultation: Round, paper: Paper | None = None) -> list[Asked]:
    """The questions of a round, as they were asked. One query. With the plan's paper, what it changed is marked."""
    rows = RoundItem.objects.filter(round=consultation).select_related("activity").order_by("position")
    found = [_asked(row) for row in rows]
    return _marked(found, {one.activity: one for one in questions(paper)}) if paper else found


def _asked(row: RoundItem) -> Asked:
    heading = row.activity.clause_id if row.activity else None
    return Asked(row.pk, row.position, row.title, row.text, row.activity_id, heading, label=row.label)


def _marked(found: Iterable[Asked], now: Mapping[int, Question]) -> list[Asked]:
    """A question whose activity is gone is marked as changed too."""
    return [replace(one, changed=_moved_on(one, now.get(one.activity or 0))) for one in found]


def _moved_on(one: Asked, question: Question | None) -> bool:
    return question is None or is_changed(question, one)


def said(consultation: Round, unions: Collection[int]) -> tuple[list[Said], list[Said]]:
    """The opinions and the remarks of some unions in a round. Two queries."""
    opinions = Opinion.objects.filter(item__round=consultation, union__in=unions)
    remarks = Remark.objects.filter(round=consultation, union__in=unions)
    people = ("given_by", "replied_by")
    return [_said(row) for row in opinions.select_related(*people)], [_said(r) for r in remarks.select_related(*people)]


def _said(row: Opinion | Remark) -> Said:
    item, answer = (row.item_id, Answer(row.answer)) if isinstance(row, Opinion) else (0, None)
    return Said(
        pk=row.pk,
        union=row.union_id,
        text=row.text,
        at=row.given_at,
        day=timezone.localdate(row.given_at),
        by=str(row.given_by),
        item=item,
        answer=answer,
        reply=row.reply,
        replied_at=row.replied_at,
        replied_by=str(row.replied_by or ""),
    )


# -- What was asked and said before


def earlier_of(consultation: Round, union: MemberUnion) -> dict[int, Earlier]:
    """What each activity of a round was asked about last before it, and what the union said then.

    Two queries, none for the first round. Of other unions only whether any asked for a change.
    A round before an open one is closed: who was asked in it is written down.
    """
    if consultation.number == 1:
        return {}
    now = RoundItem.objects.filter(round=consultation).values("activity")
    items = RoundItem.objects.filter(
        round__plan=consultation.plan_id, round__number__lt=consultation.number, activity__in=now
    ).annotate(
        wished=Count("opinions", filter=Q(opinions__answer=Opinion.Answer.CHANGE)),
        was_asked=Exists(AskedUnion.objects.filter(round=OuterRef("round"), union=union)),
    )
    last = {row.activity_id: row for row in items.select_related("round").order_by("round__number")}
    own = Opinion.objects.filter(item__in=[row.pk for row in last.values()], union=union)
    answers = {row.item_id: _said(row) for row in own.select_related("given_by", "replied_by")}
    return {
        activity: Earlier(row.round.number, row.title, row.text, row.wished > 0, answers.get(row.pk), row.was_asked)
        for activity, row in last.items()
        if activity
    }


def kept_words(consultation: Round, found: Matrix) -> dict[int, dict[Answer, str]]:
    """By question, the words a union last gave with each answer, replaced since or not: read from the trail.

    `found` is the union's own sheet. One query, none for a union that answered nothing.
    """
    opinions = {f"plans.opinion:{cell.said.pk}": cell.said for row in found.rows for cell in row.cells if cell.said}
    if not opinions:
        return {}
    kept: dict[int, dict[Answer, str]] = {}
    records = AuditRecord.objects.filter(
        chain__cluster=consultation.plan.cluster_id, verb="opinion.give", target__in=opinions
    )
    for target, data in records.order_by("number").values_list("target", "data"):
        after = data["after"]
        kept.setdefault(opinions[target].item, {})[Answer(after["answer"])] = after["text"]
    return kept


# -- What waits


@dataclass(frozen=True, slots=True)
class OpenRound:
    """A round in which answers are awaited: how much it asks whom, how much each answered; silent ones are missing."""

    number: int
    deadline: dt.date
    asked: int
    unions: frozenset[int]
    answered: Mapping[int, int]

    @property
    def owing(self) -> int:
        """How many unions have not answered everything yet."""
        return sum(self.owes(union) for union in self.unions)

    def owes(self, union: int) -> bool:
        """Whether a union is asked and has not answered everything yet."""
        return union in self.unions and self.answered.get(union, 0) < self.asked


def open_round(plan: Plan) -> OpenRound | None:
    """The round of a plan that is open. Three queries; one without such a round, none where nobody is being asked."""
    if plan.state != Plan.State.CONSULTING:
        return None
    rows = Round.objects.filter(plan=plan, closed_at=None).order_by().annotate(questions=Count("items"))
    running = rows.first()
    if running is None:
        return None
    running.plan = plan
    unions = frozenset(asked_unions(running).order_by().values_list("pk", flat=True))
    return OpenRound(running.number, running.deadline, running.questions, unions, answered_by(running))


def answered_by(consultation: Round) -> dict[int, int]:
    """How many questions of a round each union answered; a silent one is not here. One query."""
    rows = Opinion.objects.filter(item__round=consultation).order_by().values_list("union")
    return dict(rows.annotate(answers=Count("pk")))


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder by e-mail: its number in the trail, when, on which local day, by whom."""

    number: int
    at: dt.datetime
    day: dt.date
    by: str


def last_reminder(consultation: Round) -> Reminder | None:
    """The last time that a round's unions were written to, read from the trail. One query."""
    records = AuditRecord.objects.filter(
        chain__cluster=consultation.plan.cluster_id, verb="round.remind", target=audit.target_of(consultation)
    )
    row = records.order_by("-number").first()
    return Reminder(row.number, row.at, timezone.localdate(row.at), row.by_name) if row else None


def mail_addresses(plan: Plan, unions: Collection[int], today: dt.date) -> dict[int, list[str]]:
    """The e-mail addresses of the unions' officers of today, by union; each address once. One query."""
    held = Membership.objects.current(today).filter(cluster=plan.cluster_id, role=Role.OFFICER, union__in=unions)
    rows = held.exclude(user__email="").filter(user__is_active=True).order_by("union", "pk")
    found: dict[int, list[str]] = {}
    for union, address in rows.values_list("union", "user__email"):
        if union is not None and address not in found.setdefault(union, []):
            found[union].append(address)
    return found
