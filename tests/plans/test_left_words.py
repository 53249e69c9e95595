"""The line left the paper while somebody wrote in its card: everything typed is the words of a new line."""

from typing import Any

import pytest
from django.http import QueryDict

from plans.actions.calling_off import call_off
from plans.actions.removing import remove_clause, select
from plans.forms.left import left_words
from plans.models import Clause
from tests.conftest import Persona
from tests.plans.seed import Seed
from unions.models import User

pytestmark = pytest.mark.django_db
TYPED = {
    "activity": {"activity-title": "Tên vừa gõ", "activity-kind": "other"},
    "schedule": {"schedule-when": "Tháng 9/2024"},
    "place": {"place-where": "Quận 3"},
}


@pytest.fixture
def url(seed: Seed) -> str:
    return f"/c/{seed.plan.cluster.code}/2024/plan/lines/"


def post(person: Persona, url: str, clause: Clause, typed: dict[str, str], *, swap: bool) -> Any:
    data = {"line-text": clause.text, "version": str(clause.version), **typed}
    headers = {"HX-Request": "true"} if swap else {}
    return person.post(f"{url}{clause.pk}/", data, headers=headers)


@pytest.mark.parametrize("swap", [True, False])
@pytest.mark.parametrize("fact", TYPED)
def test_what_was_typed_into_a_removed_line_is_there(
    seed: Seed, url: str, secretary: Persona, by: User, fact: str, swap: bool
) -> None:
    clause = Clause.objects.filter(**{"plan": seed.plan, f"{fact}__isnull": False}).earliest("pk")
    typed = TYPED[fact]
    remove_clause(clause=clause, seen=select(clause).mark, by=by)
    answer = post(secretary, url, clause, typed, swap=swap)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Dòng này đã bị xóa trong khi bạn đang nhập" in page
    assert next(iter(typed.values())) in page.split("<textarea")[1].split("</textarea>")[0]


@pytest.mark.parametrize("swap", [True, False])
def test_a_line_that_was_called_off_is_not_said_to_be_removed(
    seed: Seed, url: str, secretary: Persona, by: User, swap: bool
) -> None:
    clause = seed.campaign.clause
    call_off(activity=seed.campaign, reason="Mưa bão", by=by)
    page = post(secretary, url, clause, TYPED["activity"], swap=swap).content.decode()
    assert f"Hoạt động “{seed.campaign.title}” đã hủy trong khi bạn đang nhập" in page
    assert "đã bị xóa" not in page.split("<textarea")[0].split('id="line-new"')[-1]
    assert "Tên vừa gõ" in page.split("<textarea")[1]


def test_every_fact_has_its_words(seed: Seed) -> None:
    first, second = seed.unions[:2]
    data = QueryDict(mutable=True)
    data["line-text"] = "{đơn vị} phối hợp với {đơn vị phối hợp}, {số lượng} người ({mức đóng góp})."
    data.setlist("duty-lead", [str(first.pk)])
    data.setlist("duty-support", [str(second.pk), "x"])
    data["quota-people"], data["levy-flat"] = "30", "7.000.000"
    assert left_words(data, seed.unions) == (f"{first.name} phối hợp với {second.name}, 30 người (7.000.000).")
    data["levy-flat"], data[f"levy-amount_{second.pk}"] = "", "500.000"
    assert left_words(data, seed.unions).endswith(f"({second.name}: 500.000).")
    data["own-override"] = "Lời riêng của tôi."
    assert left_words(data, seed.unions) == "Lời riêng của tôi."


def test_a_place_for_nothing_stays(seed: Seed) -> None:
    assert left_words(QueryDict("line-text={đơn vị} lo hậu cần."), seed.unions) == "{đơn vị} lo hậu cần."
