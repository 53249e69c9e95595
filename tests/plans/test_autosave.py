"""A line that saves itself: words are stored, refusals are a sentence for the script, figures wait for the button."""

from typing import Any

import pytest
from django.utils import timezone

from plans.actions.lines import LineChange, change_line, write_words
from plans.actions.steps import TOGETHER
from plans.actions.undoing import redo_last, undo_last
from plans.history import history_of
from plans.models import Clause, Plan, UndoStep
from tests.conftest import Persona
from tests.factories import UserFactory
from tests.plans.conftest import last_record
from tests.plans.seed import Seed
from unions.models import AuditRecord


@pytest.fixture
def url(seed: Seed) -> str:
    return f"/c/{seed.plan.cluster.code}/2024/plan/lines/"


def save(person: Persona, url: str, clause: Clause, text: str, version: int | None = None) -> Any:
    data = {"line-text": text, "version": str(clause.version if version is None else version)}
    return person.post(f"{url}{clause.pk}/", data, headers={"X-Autosave": "1"})


def test_words_are_stored_and_the_version_told(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    answer = save(secretary, url, clause, "Tự lưu.")
    assert answer.status_code == 200
    assert answer.json()["version"] == clause.version + 1
    assert len(answer.json()["time"]) == 5
    clause.refresh_from_db()
    assert clause.text == "Tự lưu."
    assert (last_record().verb, last_record().by) == ("clause.write", secretary.user)
    again = save(secretary, url, clause, "Tự lưu nữa.", answer.json()["version"])
    assert again.status_code == 200


def test_a_heading_and_its_number_stay(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("MỤC ĐÍCH")
    save(secretary, url, clause, "MỤC ĐÍCH CHUNG:")
    after = Clause.objects.get(pk=clause.pk)
    assert (after.heading, after.marker, after.label) == (clause.heading, clause.marker, clause.label)


def test_somebody_was_faster(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    Clause.objects.filter(pk=clause.pk).update(version=9, text="Khác.", changed_by=UserFactory.create(full_name="Ai"))
    answer = save(secretary, url, clause, "Của tôi.")
    assert answer.status_code == 409
    assert "Chưa lưu: Ai đã sửa dòng này" in answer.json()["sentence"]
    assert Clause.objects.get(pk=clause.pk).text == "Khác."


@pytest.mark.parametrize(
    ("text", "said"), [("Một\nHai", "bấm Lưu"), ("x" * 20_001, "Chưa lưu. Mỗi dòng dài nhất 20000 ký tự")]
)
def test_what_is_more_than_a_line_is_not_stored_and_why(
    seed: Seed, url: str, secretary: Persona, text: str, said: str
) -> None:
    clause = seed.line("Gắn kết")
    answer = save(secretary, url, clause, text)
    assert answer.status_code == 422
    assert said in answer.json()["sentence"]
    assert Clause.objects.get(pk=clause.pk).text == clause.text


def test_own_words_whose_answer_was_lost_are_nobody_elses(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    save(secretary, url, clause, "Nửa câu")
    data = {"line-text": "Nửa câu rồi nửa kia.", "version": "1", "sent-before": ["Nửa", "Nửa câu "]}
    answer = secretary.post(f"{url}{clause.pk}/", data, headers={"X-Autosave": "1"})
    assert (answer.status_code, answer.json()["version"]) == (200, 3)
    data["number-marker"] = clause.marker
    assert secretary.post(f"{url}{clause.pk}/", data | {"line-text": "Câu khác."}).status_code == 409
    data = data | {"line-text": "Câu nữa.", "sent-before": "Nửa câu rồi nửa kia."}
    assert secretary.post(f"{url}{clause.pk}/", data).status_code == 302
    assert Clause.objects.get(pk=clause.pk).text == "Câu nữa."


def test_the_same_words_of_somebody_else_are_a_conflict(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    Clause.objects.filter(pk=clause.pk).update(version=2, text="Nửa câu", changed_by=UserFactory.create())
    data = {"line-text": "Nửa câu rồi nửa kia.", "version": "1", "sent-before": "Nửa câu"}
    assert secretary.post(f"{url}{clause.pk}/", data, headers={"X-Autosave": "1"}).status_code == 409


@pytest.mark.parametrize("version", ["", "x", "-1", "²", "9" * 10, "9" * 18, "9" * 30])
def test_a_version_that_is_none_is_refused(seed: Seed, url: str, secretary: Persona, version: str) -> None:
    clause = seed.line("Gắn kết")
    data = {"line-text": "Khác.", "version": version}
    answer = secretary.post(f"{url}{clause.pk}/", data, headers={"X-Autosave": "1"})
    assert answer.status_code == 409
    assert Clause.objects.get(pk=clause.pk).text == clause.text


def test_a_line_that_is_gone(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    Clause.objects.filter(pk=clause.pk).delete()
    answer = save(secretary, url, clause, "Khác.")
    assert answer.status_code == 409
    assert "xóa" in answer.json()["sentence"]


def test_another_plans_line_is_not_reached(seed: Seed, secretary: Persona) -> None:
    other = Plan.objects.create(cluster=seed.plan.cluster, year=2025)
    url = f"/c/{seed.plan.cluster.code}/{other.year}/plan/lines/"
    clause = seed.line("Gắn kết")
    assert save(secretary, url, clause, "Khác.").status_code == 409
    assert Clause.objects.get(pk=clause.pk).text == clause.text


def test_a_closed_plan_says_so(seed: Seed, url: str, secretary: Persona) -> None:
    Plan.objects.filter(pk=seed.plan.pk).update(state=Plan.State.CLOSED)
    answer = save(secretary, url, seed.line("Gắn kết"), "Khác.")
    assert answer.status_code == 422
    assert "không sửa được nữa" in answer.json()["sentence"]


def test_who_may_not_edit_saves_nothing(seed: Seed, url: str, officer_a: Persona) -> None:
    count = AuditRecord.objects.count()
    assert save(officer_a, url, seed.line("Gắn kết"), "Khác.").status_code == 403
    assert AuditRecord.objects.count() == count


def test_only_lines_of_words_save_themselves(seed: Seed, secretary: Persona) -> None:
    page = secretary.get(f"/c/hcsn/2024/plan/?line={seed.line('Gắn kết').pk}").content.decode()
    assert "data-autosave" in page.partition("<template")[0]
    money = secretary.get(f"/c/hcsn/2024/plan/?line={seed.campaign_levy.clause_id}").content.decode()
    assert "data-autosave" not in money.partition("<template")[0]


# -- What saved itself is one change


@pytest.fixture
def written(seed: Seed, secretary: Persona) -> Clause:
    """Saved three times within a minute."""
    clause = seed.line("Gắn kết")
    for number, text in enumerate(("Gắn", "Gắn kết hơn", "Gắn kết hơn nữa."), start=clause.version):
        write_words(clause=clause, text=text, seen_version=number, by=secretary.user)
    return clause


def test_one_undo_takes_all_of_it_back(seed: Seed, secretary: Persona, written: Clause) -> None:
    assert UndoStep.objects.count() == 1
    undo_last(plan=seed.plan, by=secretary.user)
    assert Clause.objects.get(pk=written.pk).text == "Gắn kết các đơn vị trong cụm."
    redo_last(plan=seed.plan, by=secretary.user)
    assert Clause.objects.get(pk=written.pk).text == "Gắn kết hơn nữa."


def test_each_save_has_its_record_and_the_history_shows_one(seed: Seed, written: Clause) -> None:
    assert AuditRecord.objects.filter(verb="clause.write").count() == 3
    (event,) = history_of(seed.plan, written)
    assert [(before, after) for _name, before, after in event.changes] == [
        ("Gắn kết các đơn vị trong cụm.", "Gắn kết hơn nữa.")
    ]
    stored = AuditRecord.objects.filter(verb="clause.write").order_by("-number")[0]
    assert stored.data["before"] == {"text": "Gắn kết hơn"}, "the trail itself is untouched"


def test_another_line_another_person_a_later_hour_are_steps_of_their_own(
    seed: Seed, secretary: Persona, written: Clause
) -> None:
    other, person = seed.line("Cùng nhau"), UserFactory.create()
    write_words(clause=other, text="Dòng khác.", seen_version=other.version, by=secretary.user)
    assert UndoStep.objects.count() == 2
    write_words(clause=other, text="Người khác.", seen_version=other.version, by=person)
    assert UndoStep.objects.count() == 3
    UndoStep.objects.update(at=timezone.now() - TOGETHER * 2)
    write_words(clause=other, text="Giờ sau.", seen_version=other.version, by=person)
    assert UndoStep.objects.count() == 4
    assert len(history_of(seed.plan, other)) == 2


def test_a_change_in_between_parts_them(seed: Seed, secretary: Persona, written: Clause) -> None:
    change = LineChange(text="Bấm nút.")
    change_line(clause=written, change=change, seen_version=written.version, by=secretary.user)
    write_words(clause=written, text="Rồi viết tiếp.", seen_version=written.version, by=secretary.user)
    assert UndoStep.objects.count() == 3
    undo_last(plan=seed.plan, by=secretary.user)
    assert Clause.objects.get(pk=written.pk).text == "Bấm nút."


def test_the_button_after_it_saved_itself_is_no_conflict(seed: Seed, url: str, secretary: Persona) -> None:
    """The browser still names the version that it saw before."""
    clause = seed.line("Gắn kết")
    seen = clause.version
    save(secretary, url, clause, "Tự lưu.")
    data = {"line-text": "Tự lưu.", "number-marker": clause.marker, "version": str(seen)}
    assert secretary.post(f"{url}{clause.pk}/", data).status_code == 302
    other = secretary.post(f"{url}{clause.pk}/", data | {"line-text": "Khác hẳn."})
    assert other.status_code == 409
