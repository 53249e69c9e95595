"""The benchmark's own parts: figures and goals, data of a chosen size, and that its extra address stays its own."""

import json

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import Resolver404, resolve, set_urlconf

from benchmarks.data import grow
from benchmarks.goals import Figure, as_json, lines, missing
from benchmarks.pages import PAGES
from benchmarks.timing import HEADER
from campaigns.models import Attendance, Resource, Result, SignUp
from contributions.models import Due, Payment
from plans.models import Activity, ContentItem, Duty, Occurrence
from unions.models import AuditRecord, Membership, MemberUnion


@pytest.mark.parametrize(
    ("value", "goal", "met"), [(0.89, 0.9, True), (0.9, 0.9, True), (0.91, 0.9, False), (0, 0, True), (None, 1, False)]
)
def test_figure_meets_its_goal(value: float | None, goal: float, met: bool) -> None:
    assert Figure("Papers", "plan", value, goal).ok is met


def test_lines_say_which_goals_are_missed() -> None:
    plan, board = Figure("Papers", "plan", 0.8, 0.9), Figure("Pages", "board", 7, 6)
    log = missing("Pages", "log", 15, "not there")
    assert lines(plan)[:2] == ["", "Papers"]
    assert "0.80 x" in lines(plan)[2]
    assert "ok" in lines(plan)[2].split()
    assert lines(board, after=plan)[:2] == ["", "Pages"]
    assert "MISSED" in lines(board, after=plan)[2]
    assert len(lines(log, after=board)) == 1
    assert lines(log, after=board)[0].endswith("MISSED  not there")


def test_json_holds_every_figure_on_one_line() -> None:
    line = as_json([Figure("Papers", "plan", 0.8, 0.9, detail="80 ms"), missing("Pages", "log", 15, "not there")])
    assert "\n" not in line
    report = json.loads(line)
    assert report["ok"] is False
    assert [(f["name"], f["value"], f["ok"]) for f in report["figures"]] == [("plan", 0.8, True), ("log", None, False)]


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 3])
def test_grow_makes_as_many_of_everything(size: int) -> None:
    grown = grow("B", size)
    unions = MemberUnion.objects.filter(cluster=grown.cluster)
    assert unions.count() == size
    for model in (Activity, Attendance, ContentItem, Occurrence, Result, SignUp, AuditRecord):
        assert model.objects.count() == size, model
    assert Resource.objects.count() == 3 * size
    assert Duty.objects.count() == 2 * size
    assert Due.objects.count() == min(size, 3) * size
    assert Membership.objects.filter(user=grown.officer).get().union == unions.first()
    states = (Payment.objects.waiting(), Payment.objects.standing(), Payment.objects.filter(reversal__isnull=False))
    assert [payments.count() for payments in states] == [2 * size] * 3
    assert Payment.objects.filter(returned_at__isnull=False).count() == 2 * size


def test_bare_view_is_not_part_of_the_site() -> None:
    with pytest.raises(Resolver404):
        resolve("/bare/")
    assert resolve("/bare/", "benchmarks.urls").func.__name__ == "bare"
    set_urlconf(None)


def test_pages_measured_are_distinct_and_all_have_a_goal() -> None:
    assert len({page.view for page in PAGES}) == len(PAGES) == 11
    assert {page.goal for page in PAGES} == {6.0, 15.0}


@pytest.mark.django_db
@override_settings(
    ROOT_URLCONF="benchmarks.urls", MIDDLEWARE=["benchmarks.timing.processor_clock", *settings.MIDDLEWARE]
)
def test_bare_view_tells_the_processor_clock(client: Client) -> None:
    client.force_login(grow("B", 1).staff, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/bare/")
    assert answer.status_code == 200
    assert answer.content.decode().endswith(" 1")  # one cluster
    assert int(client.get("/bare/")[HEADER]) > int(answer[HEADER]) > 0
