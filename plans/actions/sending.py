"""A card of something new that is sent twice adds once: its first answer may have been lost on the way."""

from collections.abc import Callable

from django.db import transaction

from plans.actions import holding
from plans.models import Clause, Plan, Sending
from unions.models import User


@transaction.atomic
def add_once(*, plan: Plan, by: User, key: str, digest: str, add: Callable[[], Clause]) -> Clause:
    """The line that this card became when it said the same before; else what `add` makes. Four queries more.

    Holds the plan, so that two that arrive together are one behind the other. A card that says something else by now,
    or whose line was removed meanwhile, is added. Raises what `add` does, and AlreadyEnded.
    """
    holding.hold(plan)
    arrived = Sending.objects.filter(plan=plan, by=by, key=key).select_related("clause").first()
    if arrived and arrived.clause and arrived.digest == digest:
        return arrived.clause
    arrived = arrived or Sending(plan=plan, by=by, key=key)
    arrived.digest, arrived.clause = digest, add()
    arrived.save()
    return arrived.clause
