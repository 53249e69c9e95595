"""What the tables of following up can never hold, whoever writes to them."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from campaigns.models import CalendarFeed, DutyReport, Problem
from plans.models import Activity, Duty, Plan
from tests.campaigns.test_models import refuses
from tests.factories import MemberUnionFactory, UserFactory
from tests.plans.factories import ActivityFactory, DutyFactory
from unions.models import MemberUnion, User

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2024, 8, 20, 5, tzinfo=dt.UTC)


class Rows:
    """`refuses` asks a factory; here a plain manager with the facts that every row needs."""

    def __init__(self, model: Any, **always: Any) -> None:
        self.model, self.always = model, always

    def create(self, **facts: Any) -> Any:
        return self.model.objects.create(**{**self.always, **facts})


@pytest.fixture
def person() -> User:
    return UserFactory.create()


@pytest.fixture
def duty(campaign: Activity, union_a: MemberUnion) -> Duty:
    return DutyFactory.create(activity=campaign, unions=[union_a])


@pytest.fixture
def reports(duty: Duty, union_a: MemberUnion, person: User) -> Rows:
    return Rows(DutyReport, duty=duty, union=union_a, reported_by=person)


@pytest.fixture
def problems(plan: Plan, union_a: MemberUnion, person: User) -> Rows:
    return Rows(Problem, plan=plan, union=union_a, text="Thiếu xe.", raised_by=person)


@pytest.fixture
def feeds(plan: Plan, person: User) -> Rows:
    return Rows(CalendarFeed, cluster=plan.cluster, made_by=person)


@pytest.mark.parametrize("state", DutyReport.State.values)
def test_only_what_cannot_be_done_needs_a_reason(reports: Rows, state: str) -> None:
    assert refuses(reports, state=state) is (state == "cannot")
    assert not refuses(reports, state=state, note="Không có xe.")


def test_reports_are_added_and_never_changed(reports: Rows) -> None:
    row = reports.create(state="under_way")
    reports.create(state="done")
    for change in (
        lambda: DutyReport.objects.filter(pk=row.pk).update(state="done"),
        lambda: DutyReport.objects.filter(pk=row.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert list(DutyReport.objects.order_by("pk").values_list("state", flat=True)) == ["under_way", "done"]


def test_a_problem_says_something(problems: Rows) -> None:
    assert refuses(problems, text="")


@pytest.mark.parametrize("missing", ["answer", "answered_at", "answered_by"])
def test_an_answer_has_its_words_its_hour_and_its_person(problems: Rows, person: User, missing: str) -> None:
    whole: dict[str, Any] = {"answer": "Mượn xe của cụm.", "answered_at": NOW, "answered_by": person}
    assert not refuses(problems, **whole)
    assert refuses(problems, **{name: value for name, value in whole.items() if name != missing})


@pytest.mark.parametrize("half", ["settled_at", "settled_by"])
def test_a_problem_is_settled_by_someone_at_some_time(problems: Rows, person: User, half: str) -> None:
    assert refuses(problems, **{half: NOW if half == "settled_at" else person})
    assert not refuses(problems, settled_at=NOW, settled_by=person)


def test_a_problem_outlives_its_activity(problems: Rows, plan: Plan) -> None:
    activity = ActivityFactory.create(plan=plan)
    row = problems.create(activity=activity)
    activity.delete()
    row.refresh_from_db()
    assert (row.activity, row.text) == (None, "Thiếu xe.")


def test_one_living_address_a_union(feeds: Rows, union_a: MemberUnion, person: User) -> None:
    first = feeds.create(union=union_a)
    assert refuses(feeds, union=union_a)
    assert not refuses(feeds, union=MemberUnionFactory.create(cluster=union_a.cluster))
    CalendarFeed.objects.filter(pk=first.pk).update(revoked_at=NOW, revoked_by=person)
    assert not refuses(feeds, union=union_a)


def test_one_living_address_of_the_cluster_itself(feeds: Rows) -> None:
    """A union of NULL is compared too: databases take two NULLs for different."""
    feeds.create()
    assert refuses(feeds)


@pytest.mark.parametrize("half", ["revoked_at", "revoked_by"])
def test_an_address_is_revoked_by_someone_at_some_time(feeds: Rows, person: User, half: str) -> None:
    row = feeds.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarFeed.objects.filter(pk=row.pk).update(**{half: NOW if half == "revoked_at" else person})


def test_each_row_says_what_it_is(reports: Rows, problems: Rows, feeds: Rows, union_a: MemberUnion, plan: Plan) -> None:
    assert str(reports.create(state="done")) == "Sở Y tế: done"
    assert str(problems.create(text="Thiếu xe. " * 20)) == ("Thiếu xe. " * 6)
    assert str(feeds.create(union=union_a)) == "Sở Y tế"
    assert str(feeds.create()) == str(plan.cluster)
