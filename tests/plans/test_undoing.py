"""Taking back one's own last change: what comes back, what others wrote stays, and what is refused."""

import datetime as dt
from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.blocks import Marker
from plans import undoing
from plans.actions import removing
from plans.actions.activities import add_activity
from plans.actions.clauses import add_clause, add_lines, move_clause, place_clause
from plans.actions.duties import Holders, add_duty
from plans.actions.lines import LineChange, change_line, write_words
from plans.actions.papers import change_paper, change_recipients
from plans.actions.undoing import redo_last, undo_last
from plans.errors import ChangedSince, HeadChangedSince, LevyHasDues, NothingToRedo, NothingToUndo, UndoInUse
from plans.models import Activity, Clause, Levy, LevyShare, Plan, UndoStep
from plans.queries import load_paper
from tests.conftest import Persona
from tests.factories import UserFactory
from tests.plans.conftest import fail_to_record, last_record, reword, texts
from tests.plans.factories import ClauseFactory, OccurrenceFactory, PlanFactory
from tests.plans.seed import Seed
from unions.errors import DomainError
from unions.models import MemberUnion, User

pytestmark = pytest.mark.django_db


def state(plan: Plan) -> dict[str, Any]:
    """Everything the plan says, in order, without versions and times."""
    rows = undoing.snapshot(plan)
    found = {
        label: {pk: undoing.facts_of(label, image) for pk, image in images.items()} for label, images in rows.items()
    }
    return {"order": undoing.order_of(rows), **found}


def printed(plan: Plan) -> list[tuple[str, str]]:
    return [(line.label, line.text) for line in load_paper(plan).lines]


def remove(clause: Clause, by: User) -> None:
    removing.remove_clause(clause=clause, seen=removing.select(clause).mark, by=by)


# -- What comes back


def test_words_come_back_as_a_new_version_with_a_record(seed: Seed, by: User) -> None:
    clause = seed.line("Gắn kết")
    old = clause.text
    reword(clause, "Khác hẳn.", by)
    undo_last(plan=seed.plan, by=by)
    clause.refresh_from_db()
    assert (clause.text, clause.version) == (old, 3)
    record = last_record()
    assert (record.verb, record.target, record.by) == ("clause.undo", f"plans.clause:{clause.pk}", by)
    assert record.data == {"before": {"text": "Khác hẳn."}, "after": {"text": old}}


def test_a_step_is_undone_once_and_the_one_before_comes_next(seed: Seed, by: User) -> None:
    clause = seed.line("Gắn kết")
    old = clause.text
    reword(clause, "Một.", by)
    reword(clause, "Hai.", by)
    undo_last(plan=seed.plan, by=by)
    assert Clause.objects.get(pk=clause.pk).text == "Một."
    undo_last(plan=seed.plan, by=by)
    assert Clause.objects.get(pk=clause.pk).text == old
    with pytest.raises(NothingToUndo):
        undo_last(plan=seed.plan, by=by)
    assert set(UndoStep.objects.values_list("undone_by", flat=True)) == {by.pk}


def test_added_line_goes_and_the_numbers_close_up(seed: Seed, by: User) -> None:
    before = printed(seed.plan)
    add_clause(plan=seed.plan, text="Mới.", after=seed.line("Gắn kết"), by=by)
    undo_last(plan=seed.plan, by=by)
    assert printed(seed.plan) == before
    assert "Mới." not in texts(seed.plan)


@pytest.mark.parametrize("direction", ["up", "down", "in", "out"])
def test_each_move_is_taken_back(seed: Seed, by: User, direction: Any) -> None:
    plan = PlanFactory.create(cluster=seed.plan.cluster, year=2030)
    for number, level in enumerate((0, 1, 1, 1, 0)):
        ClauseFactory.create(plan=plan, level=level, marker=Marker.ARABIC.value, text=f"d{number}")
    before = state(plan)
    move_clause(clause=Clause.objects.get(plan=plan, text="d2"), direction=direction, by=by)
    assert state(plan) != before
    undo_last(plan=plan, by=by)
    assert state(plan) == before


def test_removed_activity_comes_back_with_all_its_facts(seed: Seed, by: User) -> None:
    before, paper = state(seed.plan), printed(seed.plan)
    levies, shares = Levy.objects.count(), LevyShare.objects.count()
    remove(seed.campaign.clause, by)
    assert Levy.objects.count() < levies
    undo_last(plan=seed.plan, by=by)
    assert (Levy.objects.count(), LevyShare.objects.count()) == (levies, shares)
    assert printed(seed.plan) == paper
    assert state(seed.plan) == before


def test_line_that_came_back_has_a_newer_version_than_anybody_saw(seed: Seed, by: User) -> None:
    clause = seed.line("Gắn kết")
    reword(clause, "Bản hai.", by)
    remove(clause, by)
    undo_last(plan=seed.plan, by=by)
    assert Clause.objects.get(pk=clause.pk).version == 3


def test_added_duty_goes_with_the_line_that_was_made_for_it(seed: Seed, by: User, union_a: MemberUnion) -> None:
    before = state(seed.plan)
    holders = Holders(lead=(union_a,))
    add_duty(plan=seed.plan, activity=seed.campaign, text="{đơn vị} lo hậu cần.", holders=holders, by=by)
    assert state(seed.plan) != before
    undo_last(plan=seed.plan, by=by)
    assert state(seed.plan) == before


def test_changed_activity_gets_its_old_name(seed: Seed, by: User) -> None:
    before = state(seed.plan)
    clause = Clause.objects.get(pk=seed.campaign.clause_id)
    change_line(clause=clause, change=LineChange(title="Tên khác"), seen_version=clause.version, by=by)
    undo_last(plan=seed.plan, by=by)
    assert state(seed.plan) == before


# -- Others


def test_only_the_own_change_is_taken_back(seed: Seed, by: User) -> None:
    other = UserFactory.create()
    mine, theirs = seed.line("Gắn kết"), add_clause(plan=seed.plan, text="Của người khác.", by=other)
    old = mine.text
    reword(mine, "Của tôi.", by)
    reword(theirs, "Của người khác, hai.", other)
    undo_last(plan=seed.plan, by=by)
    assert old in texts(seed.plan)
    assert "Của người khác, hai." in texts(seed.plan)
    with pytest.raises(NothingToUndo):
        undo_last(plan=seed.plan, by=by)


def test_same_line_changed_by_another_is_refused_and_nothing_is_lost(seed: Seed, by: User) -> None:
    clause = seed.line("Gắn kết")
    reword(clause, "Của tôi.", by)
    reword(clause, "Của người khác.", UserFactory.create())
    with pytest.raises(ChangedSince) as caught:
        undo_last(plan=seed.plan, by=by)
    assert Clause.objects.get(pk=clause.pk).text == "Của người khác."
    assert UndoStep.objects.filter(undone_at=None).count() == 2
    with translation.override("en"):
        assert "same lines were changed since" in str(caught.value)


def test_line_that_another_removed_cannot_be_changed_back(seed: Seed, by: User) -> None:
    clause = seed.line("Gắn kết")
    reword(clause, "Của tôi.", by)
    remove(Clause.objects.get(pk=clause.pk), UserFactory.create())
    with pytest.raises(ChangedSince):
        undo_last(plan=seed.plan, by=by)


def test_line_added_meanwhile_stays_behind_its_neighbour(seed: Seed, by: User) -> None:
    clause = seed.line("Gắn kết")
    remove(clause, by)
    lines = texts(seed.plan)
    neighbour = Clause.objects.filter(plan=seed.plan).order_by("-position")[0]
    add_clause(plan=seed.plan, text="Thêm sau.", after=neighbour, by=UserFactory.create())
    undo_last(plan=seed.plan, by=by)
    now = texts(seed.plan)
    assert [text for text in now if text not in (clause.text, "Thêm sau.")] == lines
    assert now.index("Thêm sau.") == now.index(neighbour.text) + 1
    assert clause.text in now


def test_line_with_another_below_it_does_not_go(seed: Seed, by: User) -> None:
    mine = add_clause(plan=seed.plan, text="Của tôi.", by=by)
    add_clause(plan=seed.plan, text="Bên dưới.", inside=mine, by=UserFactory.create())
    with pytest.raises(ChangedSince):
        undo_last(plan=seed.plan, by=by)
    assert {"Của tôi.", "Bên dưới."} <= set(texts(seed.plan))


def test_move_is_not_taken_back_over_a_later_move(seed: Seed, by: User) -> None:
    plan = PlanFactory.create(cluster=seed.plan.cluster, year=2030)
    a, b, _c = (ClauseFactory.create(plan=plan, text=text) for text in "abc")
    move_clause(clause=a, direction="down", by=by)
    move_clause(clause=b, direction="down", by=UserFactory.create())
    with pytest.raises(ChangedSince):
        undo_last(plan=plan, by=by)
    assert texts(plan) == ["a", "b", "c"]


def test_fact_whose_activity_is_gone_does_not_come_back(seed: Seed, by: User) -> None:
    schedule = Clause.objects.filter(schedule__activity=seed.campaign)[0]
    remove(schedule, by)
    remove(Clause.objects.get(pk=seed.campaign.clause_id), UserFactory.create())
    with pytest.raises(ChangedSince):
        undo_last(plan=seed.plan, by=by)
    assert not Activity.objects.filter(pk=seed.campaign.pk).exists()


# -- In use


def test_activity_with_a_date_stays(seed: Seed, by: User) -> None:
    activity = add_activity(plan=seed.plan, title="Hội thao", kind=Activity.Kind.CAMPAIGN, by=by)
    OccurrenceFactory.create(activity=activity)
    before = state(seed.plan)
    with pytest.raises(UndoInUse):
        undo_last(plan=seed.plan, by=by)
    assert state(seed.plan) == before


def test_levy_with_dues_is_not_changed_back(seed: Seed, by: User, monkeypatch: pytest.MonkeyPatch) -> None:
    levy = seed.campaign_levy
    share = LevyShare.objects.filter(levy=levy)[0]
    image = undoing.snapshot(seed.plan)["plans.levyshare"][str(share.pk)]
    images = {"plans.levyshare": {str(share.pk): [image | {"amount": 1}, image]}}
    UndoStep.objects.create(plan=seed.plan, verb="clause.change", images=images, by=by)
    monkeypatch.setattr("plans.actions.levies.dues_made", lambda _levy: 7)
    with pytest.raises(LevyHasDues):
        undo_last(plan=seed.plan, by=by)
    assert LevyShare.objects.get(pk=share.pk).amount == share.amount


def test_no_record_no_undo(seed: Seed, by: User, monkeypatch: pytest.MonkeyPatch) -> None:
    reword(seed.line("Gắn kết"), "Mới.", by)
    fail_to_record(monkeypatch)
    with pytest.raises(Exception, match=r".*"):
        undo_last(plan=seed.plan, by=by)
    assert "Mới." in texts(seed.plan)
    assert UndoStep.objects.get().undone_at is None


def test_refused_change_leaves_no_step(seed: Seed, by: User) -> None:
    with pytest.raises(DomainError):
        change_line(clause=seed.line("Gắn kết"), change=LineChange(text="x"), seen_version=9, by=by)
    assert not UndoStep.objects.exists()


# -- Any sequence

VERBS = ("add", "inside", "remove", "up", "down", "in", "out", "reword", "paste", "top", "below")
STEPS = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 30)), min_size=1, max_size=8)


def act(plan: Plan, verb: str, target: Clause, by: User) -> None:
    if verb in ("add", "inside"):
        place = {"after" if verb == "add" else "inside": target}
        add_clause(plan=plan, text="mới", by=by, **place)  # type: ignore[arg-type]
    elif verb == "remove":
        remove(target, by)
    elif verb == "paste":
        add_lines(plan=plan, texts=["- một", "+ hai", "- ba"], by=by, after=target)
    elif verb in ("top", "below"):
        head = Clause.objects.filter(plan=plan).order_by("position")[0]
        place_clause(clause=target, below=None if verb == "top" else head, by=by)
    elif verb == "reword":
        reword(target, f"{target.text}+", by)
    else:
        move_clause(clause=target, direction=verb, by=by)  # type: ignore[arg-type]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_any_sequence_undone_is_the_plan_as_it_was(steps: list[tuple[str, int]]) -> None:
    plan, by = PlanFactory.create(), UserFactory.create()
    kinds = (Marker.ROMAN, Marker.ARABIC, Marker.DASH)
    for place, level in enumerate((0, 1, 2, 2, 1, 0, 1), start=1):
        ClauseFactory.create(plan=plan, position=place, level=level, marker=kinds[level].value, text=f"t{place}")
    seen = [(state(plan), printed(plan))]
    for verb, pick in steps:
        lines = list(Clause.objects.filter(plan=plan).order_by("position"))
        try:
            if lines:
                act(plan, verb, lines[pick % len(lines)], by)
        except DomainError:
            continue
        if state(plan) != seen[-1][0]:
            seen.append((state(plan), printed(plan)))
    for was, paper in reversed(seen[:-1]):
        undo_last(plan=plan, by=by)
        assert (state(plan), printed(plan)) == (was, paper)
    with pytest.raises(NothingToUndo):
        undo_last(plan=plan, by=by)
    for becomes, paper in seen[1:]:
        redo_last(plan=plan, by=by)
        assert (state(plan), printed(plan)) == (becomes, paper)
    with pytest.raises(NothingToRedo):
        redo_last(plan=plan, by=by)


# -- Around the lines

WORDS = {"theme": "Năm chuyển đổi số", "subject": "Hoạt động năm 2024"}


def write_head(seed: Seed, by: User, **values: Any) -> None:
    plan = Plan.objects.get(pk=seed.plan.pk)
    change_paper(plan=plan, values=values, seen_version=plan.version, by=by)


def write_recipients(seed: Seed, by: User, *texts: str) -> None:
    plan = Plan.objects.get(pk=seed.plan.pk)
    change_recipients(plan=plan, texts=texts, seen_version=plan.version, by=by)


def head(seed: Seed) -> dict[str, Any]:
    return undoing.head_of(seed.plan)


def test_the_head_is_taken_back_before_the_line_written_earlier(seed: Seed, by: User) -> None:
    line, before = seed.line("Gắn kết"), head(seed)
    old = line.text
    reword(line, "Mới.", by)
    write_head(seed, by, **WORDS, lead=seed.unions[3], signed_on=dt.date(2024, 2, 5))
    after = head(seed)
    undo_last(plan=seed.plan, by=by)
    assert head(seed) == before
    assert Clause.objects.get(pk=line.pk).text == "Mới."
    undo_last(plan=seed.plan, by=by)
    assert Clause.objects.get(pk=line.pk).text == old
    redo_last(plan=seed.plan, by=by)
    assert (Clause.objects.get(pk=line.pk).text, head(seed)) == ("Mới.", before)
    redo_last(plan=seed.plan, by=by)
    assert head(seed) == after
    with pytest.raises(NothingToRedo):
        redo_last(plan=seed.plan, by=by)


def test_taking_back_the_head_is_recorded_and_told_to_an_open_form(seed: Seed, by: User) -> None:
    old = Plan.objects.get(pk=seed.plan.pk)
    write_head(seed, by, theme="Năm chuyển đổi số", lead=seed.unions[3])
    undo_last(plan=seed.plan, by=by)
    record, plan = last_record(), Plan.objects.get(pk=seed.plan.pk)
    assert (record.verb, record.target, plan.version) == ("plan.undo", f"plans.plan:{plan.pk}", old.version + 2)
    assert record.data == {
        "before": {"theme": "Năm chuyển đổi số", "lead": seed.unions[3].code},
        "after": {"theme": old.theme, "lead": seed.unions[0].code},
    }


def test_recipients_come_back_in_their_order(seed: Seed, by: User) -> None:
    before = head(seed)["recipients"]
    write_recipients(seed, by, "Một", "Hai", "Lưu: VP")
    undo_last(plan=seed.plan, by=by)
    assert head(seed)["recipients"] == before
    redo_last(plan=seed.plan, by=by)
    assert head(seed)["recipients"] == ["Một", "Hai", "Lưu: VP"]


def test_what_another_changed_elsewhere_in_the_head_stays(seed: Seed, by: User) -> None:
    old = head(seed)
    write_head(seed, by, theme="Của tôi")
    write_head(seed, UserFactory.create(), signer_name="Trần Của Họ")
    undo_last(plan=seed.plan, by=by)
    assert (head(seed)["theme"], head(seed)["signer_name"]) == (old["theme"], "Trần Của Họ")


def test_what_another_wrote_over_it_is_kept_and_named(seed: Seed, by: User) -> None:
    write_head(seed, by, theme="Của tôi", kind="KẾ HOẠCH SỐ 1")
    write_head(seed, UserFactory.create(), theme="Của họ")
    with pytest.raises(HeadChangedSince) as caught:
        undo_last(plan=seed.plan, by=by)
    assert (head(seed)["theme"], head(seed)["kind"]) == ("Của họ", "KẾ HOẠCH SỐ 1")
    with translation.override("vi"):
        assert "chủ đề năm" in str(caught.value)
        assert "tên loại" not in str(caught.value)


def test_recipients_that_another_wrote_into_an_emptied_list_are_kept(seed: Seed, by: User) -> None:
    write_recipients(seed, by)
    write_recipients(seed, UserFactory.create(), "Của họ")
    with pytest.raises(HeadChangedSince):
        undo_last(plan=seed.plan, by=by)
    assert head(seed)["recipients"] == ["Của họ"]


def test_the_head_of_an_issued_paper_stays_and_the_line_before_it_is_undone(seed: Seed, by: User) -> None:
    line = seed.line("Gắn kết")
    old = line.text
    reword(line, "Mới.", by)
    write_head(seed, by, signer_name="Trần A")
    Plan.objects.filter(pk=seed.plan.pk).update(state=Plan.State.ISSUED)
    undo_last(plan=seed.plan, by=by)
    assert (Clause.objects.get(pk=line.pk).text, head(seed)["signer_name"]) == (old, "Trần A")


def test_a_head_saved_as_it_was_is_no_step(seed: Seed, by: User) -> None:
    write_head(seed, by, theme=Plan.objects.get(pk=seed.plan.pk).theme)
    assert not UndoStep.objects.exists()


# -- Done again


def test_words_are_changed_again_with_a_record(seed: Seed, by: User) -> None:
    clause = seed.line("Gắn kết")
    reword(clause, "Khác.", by)
    undo_last(plan=seed.plan, by=by)
    redo_last(plan=seed.plan, by=by)
    clause.refresh_from_db()
    assert clause.text == "Khác."
    record = last_record()
    assert (record.verb, record.data["after"]) == ("clause.redo", {"text": "Khác."})
    undo_last(plan=seed.plan, by=by)
    assert "Khác." not in texts(seed.plan)


def test_nothing_is_done_again_after_a_new_change(seed: Seed, by: User) -> None:
    reword(seed.line("Gắn kết"), "Khác.", by)
    undo_last(plan=seed.plan, by=by)
    reword(seed.line("Cùng nhau"), "Việc mới.", by)
    with pytest.raises(NothingToRedo):
        redo_last(plan=seed.plan, by=by)


def test_what_another_changed_since_is_not_done_again(seed: Seed, by: User) -> None:
    clause = seed.line("Gắn kết")
    reword(clause, "Khác.", by)
    undo_last(plan=seed.plan, by=by)
    reword(seed.line("Gắn kết"), "Của người khác.", UserFactory.create())
    with pytest.raises(ChangedSince):
        redo_last(plan=seed.plan, by=by)
    assert "Của người khác." in texts(seed.plan)


def said_of_redoing(seed: Seed, by: User) -> str:
    with pytest.raises(DomainError) as caught:
        redo_last(plan=seed.plan, by=by)
    return str(caught.value)


def test_a_refusal_to_do_it_again_says_so(seed: Seed, by: User) -> None:
    """Not that it cannot be undone: that is what the person has just done."""
    clause = seed.line("Gắn kết")
    reword(clause, "Khác.", by)
    undo_last(plan=seed.plan, by=by)
    reword(seed.line("Gắn kết"), "Của người khác.", UserFactory.create())
    said = said_of_redoing(seed, by)
    assert said.startswith("Không làm lại được thay đổi vừa hoàn tác")
    assert "các dòng đó đã được sửa sau đó" in said


def test_a_refusal_to_write_the_head_again_says_so(seed: Seed, by: User) -> None:
    write_head(seed, by, theme="Của tôi")
    undo_last(plan=seed.plan, by=by)
    write_head(seed, UserFactory.create(), theme="Của họ")
    said = said_of_redoing(seed, by)
    assert said.startswith("Không làm lại được thay đổi vừa hoàn tác")
    assert "chủ đề năm" in said


def test_a_refusal_to_remove_again_what_is_in_use_says_so(seed: Seed, by: User) -> None:
    remove(seed.visit.clause, by)
    undo_last(plan=seed.plan, by=by)
    OccurrenceFactory.create(activity=Activity.objects.get(pk=seed.visit.pk))
    said = said_of_redoing(seed, by)
    assert said.startswith("Không làm lại được thay đổi vừa hoàn tác")
    assert "đang được dùng" in said


def test_a_removed_activity_goes_again(seed: Seed, by: User) -> None:
    count = Clause.objects.filter(plan=seed.plan).count()
    remove(seed.visit.clause, by)
    left = Clause.objects.filter(plan=seed.plan).count()
    undo_last(plan=seed.plan, by=by)
    assert Clause.objects.filter(plan=seed.plan).count() == count
    redo_last(plan=seed.plan, by=by)
    assert Clause.objects.filter(plan=seed.plan).count() == left


# -- In the editor


@pytest.fixture
def url(seed: Seed) -> str:
    return f"/c/{seed.plan.cluster.code}/2024/plan/"


def test_button_undoes_and_shows_the_line(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    old = clause.text
    reword(clause, "Khác.", secretary.user)
    assert f'action="{url}undo/"' in secretary.get(url).content.decode()
    response = secretary.post(f"{url}undo/")
    assert response.url == f"{url}?moved={clause.pk}#line-{clause.pk}"
    page = secretary.get(response.url).content.decode()
    assert old in page
    assert "Khác." not in page
    assert f"Đã hoàn tác: sửa dòng “{old.rstrip('.')}”." in page


@pytest.mark.parametrize(
    ("part", "values", "said"),
    [
        ("title", {"theme": "Năm chuyển đổi số"}, "sửa chủ đề năm"),
        ("signer", {"signer_name": "Trần A", "signer_office": "BÍ THƯ"}, "sửa chức vụ, người ký"),
        ("letterhead", {"number": "Số: 01-KH/ĐTN"}, "sửa số và ký hiệu"),
    ],
)
def test_the_button_says_what_it_undid_around_the_lines(
    seed: Seed, url: str, secretary: Persona, part: str, values: dict[str, str], said: str
) -> None:
    write_head(seed, secretary.user, **values)
    response = secretary.post(f"{url}undo/")
    assert response.url == f"{url}?done={part}#{part}"
    assert f"Đã hoàn tác: {said}." in secretary.get(response.url).content.decode()
    assert f"Đã làm lại: {said}." in secretary.post(f"{url}redo/", follow=True).content.decode()


def test_the_message_has_the_words_of_the_line_and_not_its_slots(seed: Seed, url: str, secretary: Persona) -> None:
    head_line, title = Clause.objects.get(pk=seed.campaign.clause_id), seed.campaign.title
    change = LineChange(title="Tên khác hẳn")
    change_line(clause=head_line, change=change, seen_version=head_line.version, by=secretary.user)
    page = secretary.post(f"{url}undo/", follow=True).content.decode()
    assert f"Đã hoàn tác: sửa dòng “{title}”." in page
    assert "sửa dòng “Tên khác hẳn”." in secretary.post(f"{url}redo/", follow=True).content.decode()


def test_the_message_names_what_is_gone_by_what_it_said(seed: Seed, url: str, secretary: Persona) -> None:
    add_activity(plan=seed.plan, title="Hội thao", kind=Activity.Kind.CAMPAIGN, by=secretary.user)
    page = secretary.post(f"{url}undo/", follow=True).content.decode()
    assert "Đã hoàn tác: thêm hoạt động “Hội thao”." in page


def test_a_line_written_letter_by_letter_is_named_by_its_words(seed: Seed, url: str, secretary: Persona) -> None:
    clause = add_clause(plan=seed.plan, text="", by=secretary.user)
    for words in ("Vi", "Việc mới."):
        clause.refresh_from_db()
        write_words(clause=clause, text=words, seen_version=clause.version, by=secretary.user)
    page = secretary.post(f"{url}undo/", follow=True).content.decode()
    assert "Đã hoàn tác: viết dòng “Việc mới”." in page


def test_a_moved_line_is_named_and_shown(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("Cùng nhau")
    move_clause(clause=clause, direction="up", by=secretary.user)
    response = secretary.post(f"{url}undo/")
    assert response.url == f"{url}?moved={clause.pk}#line-{clause.pk}"
    assert "chuyển dòng “Cùng nhau làm việc có ích”." in secretary.get(response.url).content.decode()


def test_nothing_to_undo_is_said(seed: Seed, url: str, secretary: Persona) -> None:
    reword(seed.line("Gắn kết"), "Của người khác.", UserFactory.create())
    response = secretary.post(f"{url}undo/")
    assert response.url == url
    assert "không có thay đổi nào của bạn" in secretary.get(url).content.decode().lower()
    assert "Của người khác." in texts(seed.plan)


def test_undone_adding_has_no_line_to_show(seed: Seed, url: str, secretary: Persona) -> None:
    add_clause(plan=seed.plan, text="Mới.", by=secretary.user)
    assert secretary.post(f"{url}undo/").url == url
    assert "Mới." not in secretary.get(url).content.decode()


def test_undo_by_htmx_swaps_the_paper(seed: Seed, url: str, secretary: Persona) -> None:
    reword(seed.line("Gắn kết"), "Khác.", secretary.user)
    where = secretary.post(f"{url}undo/", HTTP_HX_REQUEST="true").url
    response = secretary.get(where, HTTP_HX_REQUEST="true")
    assert response["HX-Retarget"] == "#paper"
    assert "Khác." not in response.content.decode()


def test_the_other_button_does_it_again(seed: Seed, url: str, secretary: Persona) -> None:
    reword(seed.line("Gắn kết"), "Khác.", secretary.user)
    secretary.post(f"{url}undo/")
    assert "Khác." not in secretary.get(url).content.decode()
    page = secretary.post(f"{url}redo/", follow=True).content.decode()
    assert "Đã làm lại: sửa dòng “Khác”." in page
    assert "Khác." in page
    assert "Không có gì để làm lại" in secretary.post(f"{url}redo/", follow=True).content.decode()


def test_undo_is_only_asked_by_post(url: str, secretary: Persona) -> None:
    assert secretary.get(f"{url}undo/").status_code == 405
