"""Lines in the editor by plain forms: saved, in conflict, moved, removed, each with and without scripts."""

from typing import Any

import pytest

from plans.models import Clause, DutyHolder, Levy, Quota
from tests.conftest import Persona
from tests.factories import UserFactory
from tests.plans.conftest import reword, texts
from tests.plans.factories import OccurrenceFactory
from tests.plans.seed import Seed
from unions.models import AuditRecord

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def body(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def url(seed: Seed) -> str:
    return f"/c/{seed.plan.cluster.code}/2024/plan/"


def words(clause: Clause, text: str, version: int = 1, **more: Any) -> dict[str, Any]:
    """What a browser sends for a line of words."""
    numbering = {"number-marker": clause.marker, "number-label": clause.label}
    if clause.heading:
        numbering["number-heading"] = "on"
    return {"version": version, "line-text": text, **numbering, **more}


# -- Saving


def test_line_is_saved_and_the_reader_stays_at_it(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    response = secretary.post(f"{url}lines/{clause.pk}/", words(clause, "Gắn bó."))
    assert response.url == f"{url}?saved={clause.pk}#line-{clause.pk}"
    assert "- </span>" not in body(secretary.get(response.url))
    assert "Gắn bó." in texts(seed.plan)
    assert AuditRecord.objects.get(verb="clause.change").by == secretary.user


def test_nothing_changed_writes_nothing(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    secretary.post(f"{url}lines/{clause.pk}/", words(clause, clause.text))
    clause.refresh_from_db()
    assert clause.version == 1
    assert not AuditRecord.objects.exists()


def test_other_mark_swaps_the_whole_paper(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    response = secretary.post(f"{url}lines/{clause.pk}/", words(clause, clause.text) | {"number-marker": "letter"})
    assert f"?moved={clause.pk}" in response.url
    assert "a)" in body(secretary.get(url))


@pytest.mark.parametrize(
    ("then", "expected"),
    [("after:line", "?add=line&after="), ("inside:line", "?add=line&inside="), ("on:duty", "?add=duty&on=")],
)
def test_save_and_go_on(seed: Seed, url: str, secretary: Persona, then: str, expected: str) -> None:
    clause = seed.line("Gắn kết")
    response = secretary.post(f"{url}lines/{clause.pk}/", words(clause, "Đã lưu trước.", then=then))
    assert response.url == f"{url}{expected}{clause.pk}#line-new"
    assert "Đã lưu trước." in texts(seed.plan)


def test_writing_goes_on_in_the_last_of_the_lines(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    response = secretary.post(f"{url}lines/{clause.pk}/", words(clause, "Một.\nHai.\nBa.", then="write"))
    last = seed.line("Ba.")
    assert response.url == f"{url}?writing={last.pk}#line-{last.pk}"
    answer = secretary.get(response.url, **HTMX)
    assert answer["HX-Retarget"] == "#paper"
    assert f'<form class="line-card" id="line-{last.pk}"' in body(answer)
    assert body(answer).count("data-card") == 1


def test_the_next_line_follows_the_last_of_many(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    response = secretary.post(f"{url}lines/{clause.pk}/", words(clause, "Một.\nHai.", then="after:line"))
    assert response.url == f"{url}?add=line&after={seed.line('Hai.').pk}#line-new"


def test_going_on_to_nowhere_only_saves(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    response = secretary.post(f"{url}lines/{clause.pk}/", words(clause, "Đã lưu.", then="//evil.example:line"))
    assert response.url == f"{url}?saved={clause.pk}#line-{clause.pk}"


def test_facts_of_a_line_are_saved_from_its_card(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("khám bệnh")
    data = words(clause, clause.text) | {
        "own-override": "",
        "duty-scope": "named",
        "duty-lead": [seed.unions[4].pk, seed.unions[5].pk],
        "duty-support": [seed.unions[0].pk],
        "duty-collective": "",
    }
    secretary.post(f"{url}lines/{clause.pk}/", data)
    parts = DutyHolder.objects.filter(duty__clause=clause).values_list("union", "part")
    assert sorted(parts) == sorted(
        [(seed.unions[4].pk, "lead"), (seed.unions[5].pk, "lead"), (seed.unions[0].pk, "support")]
    )


def levy_card(clause: Clause, **more: Any) -> dict[str, Any]:
    fields = {"own-override": "", "levy-shape": "flat", "levy-lead_pays": "on", "levy-basis": "once"}
    return words(clause, clause.text) | fields | more


@pytest.mark.parametrize("typed", ["8.000.000", "8,000,000", "8000000", "8 triệu"])
def test_amounts_are_read_as_people_type_them(seed: Seed, url: str, secretary: Persona, typed: str) -> None:
    clause = Clause.objects.get(levy=seed.campaign_levy)
    secretary.post(f"{url}lines/{clause.pk}/", levy_card(clause, **{"levy-flat": typed}))
    assert set(seed.campaign_levy.shares.values_list("amount", flat=True)) == {8_000_000}


@pytest.mark.parametrize("typed", ["7.5", "-5", "bảy triệu", "0", ""])
def test_other_amounts_are_told_and_kept_in_the_box(seed: Seed, url: str, secretary: Persona, typed: str) -> None:
    clause = Clause.objects.get(levy=seed.campaign_levy)
    response = secretary.post(f"{url}lines/{clause.pk}/", levy_card(clause, **{"levy-flat": typed}))
    assert response.status_code == 422
    assert "errorlist" in body(response)
    assert f'value="{typed}"' in body(response) or not typed
    assert set(seed.campaign_levy.shares.values_list("amount", flat=True)) == {7_000_000}


def test_amounts_by_union(seed: Seed, url: str, secretary: Persona) -> None:
    clause = Clause.objects.get(levy=seed.campaign_levy)
    fields = {"levy-shape": "tiered", f"levy-amount_{seed.unions[0].pk}": "2.000.000", "levy-due_on": "15/06/2024"}
    secretary.post(f"{url}lines/{clause.pk}/", levy_card(clause, **fields))
    levy = Levy.objects.get(pk=seed.campaign_levy.pk)
    assert list(levy.shares.values_list("union", "amount")) == [(seed.unions[0].pk, 2_000_000)]
    assert (levy.shape, str(levy.due_on)) == ("tiered", "2024-06-15")


def test_duty_without_holders_is_told(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("khám bệnh")
    data = words(clause, "Đang viết dở.") | {"own-override": "", "duty-scope": "named", "duty-collective": ""}
    response = secretary.post(f"{url}lines/{clause.pk}/", data)
    assert response.status_code == 422
    assert "Đang viết dở." in body(response)


@pytest.mark.parametrize("people", ["0", "ba mươi", "", "12.5"])
def test_number_of_people_is_a_whole_number(seed: Seed, url: str, secretary: Persona, people: str) -> None:
    clause = seed.line("mời {số lượng}")
    data = words(clause, clause.text) | {"own-override": "", "quota-people": people}
    assert secretary.post(f"{url}lines/{clause.pk}/", data).status_code == 422
    assert Quota.objects.get(clause=clause).people == 30


# -- Two editors


def test_both_texts_are_shown_and_nothing_is_lost(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    reword(clause, "Bản của họ.", UserFactory.create(full_name="Người Khác"))
    clause.refresh_from_db()
    response = secretary.post(f"{url}lines/{clause.pk}/", words(clause, "Bản của tôi.", version=1))
    assert response.status_code == 409
    text = body(response)
    assert "Người Khác" in text
    assert "Bản của họ." in text
    assert "Bản của tôi.</textarea>" in text
    assert 'name="version" value="2"' in text
    assert "Bản của họ." in texts(seed.plan)
    secretary.post(f"{url}lines/{clause.pk}/", words(clause, "Bản của tôi.", version=2))
    assert "Bản của tôi." in texts(seed.plan)


def test_conflict_of_facts_keeps_what_was_ticked(seed: Seed, url: str, secretary: Persona) -> None:
    clause = Clause.objects.get(levy=seed.campaign_levy)
    Clause.objects.filter(pk=clause.pk).update(version=4)
    response = secretary.post(f"{url}lines/{clause.pk}/", levy_card(clause, **{"levy-flat": "9.999.000"}))
    assert response.status_code == 409
    assert 'value="9.999.000"' in body(response)
    assert "7.000.000" in body(response)


def test_conflict_in_place_swaps_the_line(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    Clause.objects.filter(pk=clause.pk).update(version=4)
    response = secretary.post(f"{url}lines/{clause.pk}/", words(clause, "Của tôi."), **HTMX)
    assert (response.status_code, response["HX-Retarget"]) == (409, f"#line-{clause.pk}")
    assert "<html" not in body(response)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_line_removed_meanwhile_gives_the_words_back(
    seed: Seed, url: str, secretary: Persona, headers: dict[str, Any]
) -> None:
    clause = seed.line("Gắn kết")
    Clause.objects.filter(pk=clause.pk).delete()
    response = secretary.post(f"{url}lines/{clause.pk}/", words(clause, "Không được mất."), **headers)
    assert response.status_code == 409
    assert "Không được mất.</textarea>" in body(response)
    secretary.post(f"{url}add/line/", {"line-text": "Không được mất."})
    assert texts(seed.plan)[-1] == "Không được mất."


# -- Moving


def test_line_moves_and_the_reader_follows(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.visit.clause
    response = secretary.post(f"{url}lines/{clause.pk}/move/", {"direction": "up"})
    assert response.url == f"{url}?moved={clause.pk}#line-{clause.pk}"
    text = body(secretary.get(url))
    assert text.index("Thăm hỏi hằng quý:</a>") < text.index("Sinh hoạt chuyên đề:</a>")


def test_refused_move_is_told_on_the_page(seed: Seed, url: str, secretary: Persona) -> None:
    secretary.cookies["django_language"] = "en"
    clause = seed.line("Gắn kết")
    response = secretary.post(f"{url}lines/{clause.pk}/move/", {"direction": "up"}, follow=True)
    assert "already the first of its group" in body(response)


def test_refused_move_in_place_is_told_in_the_status(seed: Seed, url: str, secretary: Persona) -> None:
    secretary.cookies["django_language"] = "en"
    clause = seed.line("Gắn kết")
    response = secretary.post(f"{url}lines/{clause.pk}/move/", {"direction": "up"}, follow=True, **HTMX)
    assert "already the first of its group" in body(response)
    assert "<html" not in body(response)


@pytest.mark.parametrize("direction", ["down", "in"])
def test_words_that_are_not_saved_stay_in_the_moved_card(
    seed: Seed, url: str, secretary: Persona, direction: str
) -> None:
    clause = seed.line("Gắn kết" if direction == "down" else "Cùng nhau")
    data = words(clause, "Đang viết dở.", direction=direction)
    response = secretary.post(f"{url}lines/{clause.pk}/move/", data)
    assert response.status_code == 200
    assert "Đang viết dở.</textarea>" in body(response)
    assert "Đang viết dở." not in texts(seed.plan)
    clause.refresh_from_db()
    saved = secretary.post(f"{url}lines/{clause.pk}/", words(clause, "Đang viết dở.", version=clause.version))
    assert saved.status_code == 302
    assert "Đang viết dở." in texts(seed.plan)


def test_card_without_changes_stays_open_when_its_line_moves(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    response = secretary.post(f"{url}lines/{clause.pk}/move/", words(clause, clause.text, direction="down"))
    assert f"?writing={clause.pk}" in response.url
    assert f'<form class="line-card" id="line-{clause.pk}"' in body(secretary.get(response.url))


@pytest.mark.parametrize("direction", ["", "sideways", "UP"])
def test_other_directions_are_not_there(seed: Seed, url: str, secretary: Persona, direction: str) -> None:
    clause = seed.line("Gắn kết")
    assert secretary.post(f"{url}lines/{clause.pk}/move/", {"direction": direction}).status_code == 404


# -- Removing


def test_removal_shows_what_goes_then_removes_it(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.campaign.clause
    page = body(secretary.get(f"{url}lines/{clause.pk}/remove/"))
    assert "Chiến dịch tình nguyện Kỳ nghỉ hồng:" in page
    assert "phụ trách khám bệnh" in page
    assert "MỤC ĐÍCH" not in page
    seen = page.split('name="seen" value="')[1][:16]
    response = secretary.post(f"{url}lines/{clause.pk}/remove/", {"seen": seen})
    assert response.url == url
    assert "Chiến dịch tình nguyện" not in body(secretary.get(url))


def test_what_is_in_use_has_no_button_to_remove_it(seed: Seed, url: str, secretary: Persona) -> None:
    secretary.cookies["django_language"] = "en"
    OccurrenceFactory.create(activity=seed.visit)
    page = body(secretary.get(f"{url}lines/{seed.visit.clause_id}/remove/"))
    assert "already in use: 1 occurrences" in page
    assert "button-danger" not in page
    seen = page.split('name="seen" value="')[1][:16]
    response = secretary.post(f"{url}lines/{seed.visit.clause_id}/remove/", {"seen": seen})
    assert response.status_code == 409
    assert Clause.objects.filter(pk=seed.visit.clause_id).exists()


def test_removal_of_what_changed_since_is_asked_again(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    response = secretary.post(f"{url}lines/{clause.pk}/remove/", {"seen": "something else"})
    assert response.status_code == 409
    assert clause.text in texts(seed.plan)


def test_removal_is_asked_in_place(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    response = secretary.get(f"{url}lines/{clause.pk}/remove/", **HTMX)
    assert response["HX-Retarget"] == f"#line-{clause.pk}"
    assert "<html" not in body(response)


# -- Who may


@pytest.mark.parametrize("role", ["treasurer", "clerk", "officer_a", "owner"])
@pytest.mark.parametrize("door", ["", "move/", "remove/"])
def test_readers_change_no_line(seed: Seed, url: str, role: str, door: str, request: Any) -> None:
    clause = seed.line("Gắn kết")
    data = words(clause, "x", direction="down", seen="x")
    assert request.getfixturevalue(role).post(f"{url}lines/{clause.pk}/{door}", data).status_code == 403
    assert clause.text in texts(seed.plan)


@pytest.mark.parametrize("door", ["", "move/", "remove/"])
def test_strangers_find_no_line(seed: Seed, url: str, stranger: Persona, door: str) -> None:
    clause = seed.line("Gắn kết")
    assert stranger.post(f"{url}lines/{clause.pk}/{door}", words(clause, "x")).status_code == 404


@pytest.mark.parametrize("door", ["move/", "remove/"])
def test_line_of_another_plan_is_not_there(seed: Seed, url: str, secretary: Persona, door: str) -> None:
    clause = seed.line("Gắn kết")
    other = url.replace("/2024/", "/2025/")
    type(seed.plan).objects.create(cluster=seed.plan.cluster, year=2025)
    assert secretary.post(f"{other}lines/{clause.pk}/{door}", {"direction": "up"}).status_code == 404


@pytest.mark.parametrize("door", ["", "move/"])
def test_nothing_changes_by_reading(seed: Seed, url: str, secretary: Persona, door: str) -> None:
    assert secretary.get(f"{url}lines/{seed.line('Gắn kết').pk}/{door}").status_code == 405
