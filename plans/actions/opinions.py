"""What the unions say in a round, and what the lead replies.

An opinion may be changed until the round is closed. Whoever saves must have seen what is stored (`seen`, its
`given_at`): of two officers of one union who answer at once, the second is told what the first said. The same answer
twice is one.
Replies may be written while the round is open and afterwards.
"""

import datetime as dt
from collections.abc import Collection
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from plans import errors
from plans.actions.rounds import hold_open, round_name
from plans.models import Opinion, Remark, Round, RoundItem
from plans.rounds import Answer
from plans.rounds_queries import asked_unions
from unions import audit
from unions.models import MemberUnion, User
from unions.names import nfc

Saying = TypeVar("Saying", Opinion, Remark)


@transaction.atomic
def give_opinion(
    *, item: RoundItem, union: MemberUnion, answer: Answer, by: User, text: str = "", seen: dt.datetime | None = None
) -> Opinion:
    """A union's answer about one activity. Words belong to a wish and to not taking part, not to consent.

    Raises RoundIsClosed, UnknownUnion, WishWithoutWords, StaleOpinion.
    """
    words = "" if answer is Answer.AGREE else nfc(text).strip()
    if answer is Answer.CHANGE and not words:
        raise errors.WishWithoutWords
    consultation = hold_open(item.round)
    _refuse_stranger(consultation, union)
    row = Opinion.objects.filter(item=item, union=union).select_related("given_by").first()
    if row and (row.answer, row.text) == (answer, words):
        return row
    if row and row.given_at != seen:
        raise errors.StaleOpinion(row)
    before = {"answer": row.answer, "text": row.text} if row else {}
    row = row or Opinion(item=item, union=union)
    row.answer, row.text, row.given_by = answer.value, words, by
    row.save()
    after = {"union": union.code, "answer": answer.value, "text": words}
    audit.record(
        "opinion.give", row, by=by, cluster=consultation.plan.cluster, about=item.title, before=before, after=after
    )
    return row


@transaction.atomic
def agree_with_rest(*, consultation: Round, union: MemberUnion, items: Collection[int], by: User) -> int:
    """Agree with those of `items` (ids, as the person saw them listed) that the union has not answered; says how many.

    Raises RoundIsClosed, UnknownUnion.
    """
    row = hold_open(consultation)
    _refuse_stranger(row, union)
    answered = Opinion.objects.filter(item__round=row, union=union).values("item")
    rest = list(RoundItem.objects.filter(round=row, pk__in=items).exclude(pk__in=answered))
    if rest:
        agree = Opinion.Answer.AGREE
        Opinion.objects.bulk_create(Opinion(item=item, union=union, answer=agree, given_by=by) for item in rest)
        after = {"union": union.code, "activities": [item.title for item in rest]}
        audit.record("opinion.agree_rest", row, by=by, cluster=row.plan.cluster, about=round_name(row), after=after)
    return len(rest)


@transaction.atomic
def give_remark(
    *, consultation: Round, union: MemberUnion, text: str, by: User, seen: dt.datetime | None = None
) -> Remark:
    """What a union says of the whole plan. Raises RoundIsClosed, UnknownUnion, WordsMissing, StaleOpinion."""
    words = nfc(text).strip()
    if not words:
        raise errors.WordsMissing
    opened = hold_open(consultation)
    _refuse_stranger(opened, union)
    row = Remark.objects.filter(round=opened, union=union).select_related("given_by").first()
    if row and row.text == words:
        return row
    if row and row.given_at != seen:
        raise errors.StaleOpinion(row)
    before = {"text": row.text} if row else {}
    row = row or Remark(round=opened, union=union)
    row.text, row.given_by = words, by
    row.save()
    about, after = round_name(opened), {"union": union.code, "text": words}
    audit.record("remark.give", row, by=by, cluster=opened.plan.cluster, about=about, before=before, after=after)
    return row


@transaction.atomic
def reply_to_opinion(*, opinion: Opinion, reply: str, by: User, seen: dt.datetime | None) -> Opinion:
    """The lead's reply to what it saw. Raises WordsMissing, StaleOpinion when the union spoke again meanwhile."""
    related = ("item__round__plan__cluster", "union", "given_by")
    row = _hold(Opinion.objects.select_for_update(of=("self",)).select_related(*related).get(pk=opinion.pk), seen)
    _reply("opinion.reply", row, row.item.round, row.item.title, reply, by)
    return row


@transaction.atomic
def reply_to_remark(*, remark: Remark, reply: str, by: User, seen: dt.datetime | None) -> Remark:
    """The same for what is said of the whole plan."""
    related = ("round__plan__cluster", "union", "given_by")
    row = _hold(Remark.objects.select_for_update(of=("self",)).select_related(*related).get(pk=remark.pk), seen)
    _reply("remark.reply", row, row.round, round_name(row.round), reply, by)
    return row


def _hold(row: Saying, seen: dt.datetime | None) -> Saying:
    if row.given_at != seen:
        raise errors.StaleOpinion(row)
    return row


def _reply(verb: str, row: Opinion | Remark, consultation: Round, about: str, reply: str, by: User) -> None:
    """The same reply twice is one, unless the union spoke again in between: then it is meant anew."""
    words = nfc(reply).strip()
    if not words:
        raise errors.WordsMissing
    if row.reply == words and row.replied_at is not None and row.replied_at >= row.given_at:
        return
    before = {"reply": row.reply}
    row.reply, row.replied_by, row.replied_at = words, by, timezone.now()
    row.save(update_fields=["reply", "replied_by", "replied_at"])
    after = {"union": row.union.code, "reply": words}
    audit.record(verb, row, by=by, cluster=consultation.plan.cluster, about=about, before=before, after=after)


def _refuse_stranger(consultation: Round, union: MemberUnion) -> None:
    if not asked_unions(consultation).filter(pk=union.pk).exists():
        raise errors.UnknownUnion
