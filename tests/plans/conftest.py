"""A plan like the 2024 one, and the secretary who changes it."""

import pytest

from plans.actions.lines import LineChange, change_line
from plans.models import Clause, Plan
from tests.conftest import Persona
from tests.plans.seed import Seed, seed_plan
from unions.models import AuditRecord, Cluster, MemberUnion, User


@pytest.fixture
def seed(cluster: Cluster, union_a: MemberUnion) -> Seed:
    return seed_plan(cluster, [union_a])


@pytest.fixture
def by(secretary: Persona) -> User:
    return secretary.user


def texts(plan: Plan) -> list[str]:
    """The stored texts in reading order."""
    return list(Clause.objects.filter(plan=plan).order_by("position").values_list("text", flat=True))


def reword(clause: Clause, text: str, by: User) -> None:
    """Somebody who sees a line as it is saves other words from its card."""
    clause.refresh_from_db()
    change_line(clause=clause, change=LineChange(text=text), seen_version=clause.version, by=by)


def last_record() -> AuditRecord:
    """The newest record of the trail."""
    return AuditRecord.objects.order_by("-id")[0]


def fail_to_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last write of every action fails: nothing of the action may stay."""

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the trail cannot be written")

    monkeypatch.setattr("unions.audit.record", refuse)
