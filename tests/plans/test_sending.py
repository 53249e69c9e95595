"""A card of something new that arrives twice, because its answer was lost, adds once; nothing else is taken for it."""

import re
from typing import Any

import pytest

from plans.actions.removing import remove_clause, select
from plans.actions.sending import once
from plans.models import Activity, Clause, Sending
from tests.conftest import Persona, persona
from tests.factories import MembershipFactory
from tests.plans.seed import Seed
from tests.race import Together, together
from unions.models import Role, User

__all__ = ["together"]

pytestmark = pytest.mark.django_db
WORDS = "Dòng thêm."


@pytest.fixture
def url(seed: Seed) -> str:
    return f"/c/{seed.plan.cluster.code}/2024/plan/"


def add(someone: Persona, url: str, seed: Seed, **more: str) -> Any:
    data = {"after": seed.line("Gắn kết").pk, "line-text": WORDS, "sending": "tờ-1"}
    return someone.post(f"{url}add/line/", data | more)


def count() -> int:
    return Clause.objects.filter(text=WORDS).count()


def test_the_same_card_adds_once_and_is_answered_alike(seed: Seed, url: str, secretary: Persona) -> None:
    first, again = add(secretary, url, seed), add(secretary, url, seed)
    assert (count(), Sending.objects.count()) == (1, 1)
    assert first.url == again.url


def test_where_it_goes_on_is_asked_each_time(seed: Seed, url: str, secretary: Persona) -> None:
    add(secretary, url, seed)
    again = add(secretary, url, seed, then="write")
    assert again.url == f"{url}?writing={seed.line(WORDS).pk}#line-{seed.line(WORDS).pk}"
    assert count() == 1


def test_the_last_of_many_lines_is_where_it_goes_on(seed: Seed, url: str, secretary: Persona) -> None:
    many = {"line-text": f"Một.\nHai.\n{WORDS}", "then": "write"}
    first, again = add(secretary, url, seed, **many), add(secretary, url, seed, **many)
    assert first.url == again.url == f"{url}?writing={seed.line(WORDS).pk}#line-{seed.line(WORDS).pk}"
    assert count() == 1


def test_an_activity_is_added_once(seed: Seed, url: str, secretary: Persona) -> None:
    data = {"activity-title": "Hội thao", "activity-kind": "other", "sending": "tờ-2"}
    answers = [secretary.post(f"{url}add/activity/", data).url for _time in range(2)]
    assert Activity.objects.filter(title="Hội thao").count() == 1
    assert answers[0] == answers[1]


def test_other_words_another_card_and_another_person_add(seed: Seed, url: str, secretary: Persona) -> None:
    add(secretary, url, seed)
    add(secretary, url, seed, **{"line-text": "Dòng khác."})
    assert Clause.objects.filter(text="Dòng khác.").exists()
    add(secretary, url, seed, sending="tờ-3")
    colleague = MembershipFactory.create(cluster=seed.plan.cluster, role=Role.SECRETARY).user
    add(persona(colleague), url, seed)
    assert count() == 3


def test_what_was_removed_meanwhile_is_added_again(seed: Seed, url: str, secretary: Persona, by: User) -> None:
    add(secretary, url, seed)
    line = seed.line(WORDS)
    remove_clause(clause=line, seen=select(line).mark, by=by)
    add(secretary, url, seed)
    assert count() == 1
    assert Sending.objects.get().clause == seed.line(WORDS)


def test_what_was_refused_has_not_arrived(seed: Seed, url: str, secretary: Persona) -> None:
    data = {"activity-title": "", "activity-kind": "other", "sending": "tờ-2"}
    assert secretary.post(f"{url}add/activity/", data).status_code == 422
    assert not Sending.objects.exists()


def test_every_card_has_a_key_of_its_own(url: str, secretary: Persona) -> None:
    pages = [secretary.get(f"{url}?add=line").content.decode() for _time in range(2)]
    keys = [key for page in pages for key in re.findall('name="sending" value="([^"]+)"', page)]
    assert len(keys) == len(set(keys)) == 4  # with the card that the page has ready


@pytest.mark.django_db(transaction=True)
def test_two_that_arrive_together_add_once(seed: Seed, by: User, together: Together) -> None:
    def send() -> int:
        def make() -> Clause:
            return Clause.objects.create(plan=seed.plan, text=WORDS, position=900 + Clause.objects.count(), level=2)

        return once(plan=seed.plan, by=by, key="tờ-4", digest="như nhau", act=make).pk

    lines = together(send, send)
    assert lines[0] == lines[1]


# -- A line that is moved


def level(seed: Seed) -> int:
    return seed.line("Gắn kết").level


def move(someone: Persona, url: str, seed: Seed, direction: str, press: str = "") -> Any:
    data = {"direction": direction} | ({"press": press} if press else {})
    return someone.post(f"{url}lines/{seed.line('Gắn kết').pk}/move/", data)


def test_the_same_press_moves_a_line_once(seed: Seed, url: str, secretary: Persona) -> None:
    was = level(seed)
    answers = [move(secretary, url, seed, "out", "phím-1").url for _time in range(2)]
    assert level(seed) == was - 1
    assert answers[0] == answers[1]


@pytest.mark.parametrize("presses", [("phím-1", "phím-2"), ("", "")])
def test_two_presses_move_it_twice(seed: Seed, url: str, secretary: Persona, presses: tuple[str, str]) -> None:
    was = level(seed)
    for press in presses:
        move(secretary, url, seed, "out", press)
    assert level(seed) == was - 2


def test_a_press_that_was_refused_may_be_made_later(seed: Seed, url: str, secretary: Persona) -> None:
    move(secretary, url, seed, "up", "phím-1")
    assert not Sending.objects.exists()


def test_a_line_moved_often_leaves_one_row(seed: Seed, url: str, secretary: Persona) -> None:
    for press in range(3):
        move(secretary, url, seed, "down", f"phím-{press}")
        move(secretary, url, seed, "up", f"phím-lên-{press}")
    assert Sending.objects.count() == 1


def test_a_press_sent_again_keeps_what_was_typed_since(seed: Seed, url: str, secretary: Persona) -> None:
    line, was = seed.line("Gắn kết"), level(seed)
    data = {"direction": "out", "press": "phím-1", "version": line.version, "line-text": "Gõ tiếp."}
    for _time in range(2):
        page = secretary.post(f"{url}lines/{line.pk}/move/", data, HTTP_HX_REQUEST="true").content.decode()
    line.refresh_from_db()
    assert line.level == was - 1
    assert "Gõ tiếp." in page
    assert f'name="version" value="{line.version}"' in page
