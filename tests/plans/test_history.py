"""The history of a line: its own records and those of its facts, newest first, nobody else's."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from plans.actions import removing
from plans.actions.activities import add_activity
from plans.actions.clauses import add_clause, move_clause
from plans.actions.duties import Holders, add_duty
from plans.actions.levies import Amounts, choose_basis
from plans.actions.lines import LineChange, change_line
from plans.actions.undoing import redo_last, undo_last
from plans.history import history_of
from plans.models import Activity, Clause, Levy
from plans.queries import load_paper
from tests.conftest import Persona
from tests.factories import UserFactory
from tests.plans.conftest import reword
from tests.plans.seed import Seed
from unions import audit
from unions.models import AuditRecord, User

pytestmark = pytest.mark.django_db


def page_of(seed: Seed, clause: Clause) -> str:
    return reverse("plans:clause_history", kwargs={"code": seed.plan.cluster.code, "year": 2024, "pk": clause.pk})


def verbs_of(seed: Seed, clause: Clause) -> list[str]:
    line = load_paper(seed.plan).by_clause[clause.pk]
    return [event.record.verb for event in history_of(seed.plan, line.clause)]


def test_newest_comes_first_with_undo_and_moves(seed: Seed, by: User) -> None:
    clause = add_clause(plan=seed.plan, text="Một.", after=seed.line("Gắn kết"), by=by)
    reword(clause, "Hai.", by)
    undo_last(plan=seed.plan, by=by)
    move_clause(clause=clause, direction="up", by=by)
    assert verbs_of(seed, clause) == ["clause.move", "clause.undo", "clause.change", "clause.add"]


def test_other_lines_are_not_told_of(seed: Seed, by: User) -> None:
    reword(seed.line("Cùng nhau"), "Khác.", by)
    assert verbs_of(seed, seed.line("Gắn kết")) == []


def test_facts_of_the_line_belong_to_it(seed: Seed, by: User) -> None:
    levy = seed.campaign_levy
    assert levy.clause is not None
    audit.record("levy.choose_basis", levy, by=by, cluster=seed.plan.cluster, about="mức", before={"basis": "once"})
    assert verbs_of(seed, levy.clause) == ["levy.choose_basis"]


def test_only_what_differs_is_shown(seed: Seed, by: User) -> None:
    clause = seed.line("Gắn kết")
    old = clause.text
    change_line(clause=clause, change=LineChange(text="Mới."), seen_version=1, by=by)
    (event,) = history_of(seed.plan, load_paper(seed.plan).by_clause[clause.pk].clause)
    assert [(before, after) for _name, before, after in event.changes] == [(old, "Mới.")]


# -- In the words of the paper


def told(seed: Seed, clause: Clause) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The page's sentences with their tables, newest first."""
    paper = load_paper(seed.plan)
    with translation.override("vi"):
        events = history_of(seed.plan, paper.by_clause[clause.pk].clause, paper.recurring)
        rows = [[tuple(text.replace("\u00a0", " ") for text in row) for row in event.changes] for event in events]
        return [(event.sentence.replace("\u00a0", " "), row) for event, row in zip(events, rows, strict=True)]  # type: ignore[misc]


def save(clause: Clause, by: User, **change: Any) -> None:
    clause = Clause.objects.get(pk=clause.pk)
    change_line(clause=clause, change=LineChange(**change), seen_version=clause.version, by=by)


def remove(clause: Clause, by: User) -> None:
    removing.remove_clause(clause=clause, seen=removing.select(clause).mark, by=by)


def test_each_record_has_the_words_of_its_time(seed: Seed, by: User) -> None:
    clause, old = seed.campaign.clause, seed.campaign.title
    save(clause, by, title="Hội trại")
    save(clause, by, text="Chương trình {tên hoạt động}")
    undo_last(plan=seed.plan, by=by)
    save(clause, by, title="Hội thao")
    undo_last(plan=seed.plan, by=by)
    redo_last(plan=seed.plan, by=by)
    assert told(seed, clause) == [
        ("làm lại thay đổi của “Hội trại:”", [("tên", "Hội trại", "Hội thao")]),
        ("hoàn tác thay đổi gần nhất của “Hội trại:”", [("tên", "Hội thao", "Hội trại")]),
        ("sửa dòng “Hội thao:”", [("tên", "Hội trại", "Hội thao")]),
        (
            "hoàn tác thay đổi gần nhất của “Hội trại:”",
            [("nội dung", "Chương trình Hội trại", "Hội trại:")],
        ),
        ("sửa dòng “Chương trình Hội trại”", [("nội dung", "Hội trại:", "Chương trình Hội trại")]),
        ("sửa dòng “Hội trại:”", [("tên", old, "Hội trại")]),
    ]


def test_time_and_number_are_what_the_line_printed(seed: Seed, by: User) -> None:
    clause = Clause.objects.get(schedule__activity=seed.campaign)
    save(clause, by, when="ngày 5/7/2024")
    ((sentence, rows),) = told(seed, clause)
    assert sentence == "sửa dòng “Thời gian: ngày 5/7/2024.”"
    assert rows == [
        ("thời gian", "Tháng 6 - 8 năm 2024", "ngày 5/7/2024"),
        ("từ ngày", "01/06/2024", "05/07/2024"),
        ("đến ngày", "31/08/2024", "—"),
    ]


def test_a_duty_names_its_unions(seed: Seed, by: User) -> None:
    clause = seed.line("điều phối chung")
    first, second, third = seed.unions[:3]
    save(clause, by, text="{đơn vị} lo, {đơn vị phối hợp} giúp.", holders=Holders(lead=(second,), support=(third,)))
    ((sentence, rows),) = told(seed, clause)
    assert sentence == f"sửa dòng “{second.name} lo, {third.name} giúp.”"
    assert rows == [
        ("nội dung", f"{first.name} điều phối chung.", f"{second.name} lo, {third.name} giúp."),
        ("phụ trách", first.name, second.name),
        ("phối hợp", "—", third.name),
    ]


def test_amounts_are_said_once_when_all_pay_alike(seed: Seed, by: User) -> None:
    levy = seed.campaign_levy
    assert levy.clause is not None
    save(levy.clause, by, amounts=Amounts(flat=5_000_000))
    ((sentence, rows),) = told(seed, levy.clause)
    assert sentence == "sửa dòng “Các cơ sở Đoàn đóng góp kinh phí (5.000.000 đồng/đơn vị).”"
    assert rows == [("số tiền từng đơn vị", "7.000.000 đồng/đơn vị", "5.000.000 đồng/đơn vị")]
    tiers = Amounts(by_union=dict(zip(seed.unions[:2], (3, 2), strict=True)))
    save(levy.clause, by, amounts=tiers)
    one, two = seed.unions[:2]
    assert told(seed, levy.clause)[0][1][-1][2] == f"{one.name}: 3; {two.name}: 2"


def test_a_choice_that_was_undone_is_told_with_its_line(seed: Seed, by: User) -> None:
    levy = seed.session_levy
    assert levy.clause is not None
    choose_basis(levy=levy, basis=Levy.Basis.PER_QUARTER, seen_version=levy.version, by=by)
    undo_last(plan=seed.plan, by=by)
    assert [rows for _sentence, rows in told(seed, levy.clause)] == [
        [("nộp mấy lần", "Mỗi quý", "Một lần cho cả năm")],
        [("nộp mấy lần", "Một lần cho cả năm", "Mỗi quý")],
    ]


def test_lines_that_went_and_came_back_are_told_as_they_printed(seed: Seed, by: User) -> None:
    kind = Activity.Kind.CAMPAIGN
    activity = add_activity(plan=seed.plan, kind=kind, title="Hội thao", when="tháng 6", where="Quận 3", by=by)
    duty = Holders(lead=(seed.unions[0],))
    add_duty(plan=seed.plan, activity=activity, text="{đơn vị} lo.", holders=duty, by=by)
    remove(activity.clause, by)
    undo_last(plan=seed.plan, by=by)
    back, gone, _added = told(seed, activity.clause)
    assert back[1] == [("nội dung", "", "Hội thao"), ("tên", "", "Hội thao"), ("loại", "", "Chiến dịch")]
    assert gone == (
        "xóa dòng “Hội thao”",
        [
            (
                "dòng",
                "Hội thao · Thời gian: tháng 6. · Địa điểm: Quận 3. · Nội dung: · Phân công thực hiện: · … lo.",
                "",
            ),
            ("dữ liệu đã ghi", "phân công; thời gian: tháng 6; địa điểm: Quận 3; hoạt động: Hội thao", ""),
        ],
    )


def test_marks_have_names_and_levels_begin_with_one(seed: Seed, by: User) -> None:
    clause = seed.line("Cùng nhau")
    save(clause, by, marker="plus", heading=True)
    move_clause(clause=clause, direction="in", by=by)
    undo_last(plan=seed.plan, by=by)
    back, moved, changed = (rows for _sentence, rows in told(seed, clause))
    assert changed == [("dấu đầu dòng", "- gạch đầu dòng", "+ dấu cộng"), ("đề mục in đậm", "không", "có")]
    assert ("cấp", "3", "4") in moved
    assert ("cấp", "4", "3") in back


# -- The log of the cluster


def logged(reader: Persona) -> list[str]:
    """The rows of the log, newest first, in plain words."""
    page = reader.get("/c/hcsn/log/").content.decode().split('<ol class="timeline">')[1].split("</ol>")[0]
    return [" ".join(re.sub("<[^>]*>", " ", row).split()).replace("\u00a0", " ") for row in page.split("<li>")[1:]]


def test_the_log_has_the_words_of_the_paper(seed: Seed, by: User, secretary: Persona) -> None:
    """Each record those of its time, moves too, which store no fact themselves."""
    clause, old = seed.campaign.clause, seed.campaign.title
    move_clause(clause=clause, direction="down", by=by)
    save(clause, by, title="Hội trại")
    save(clause, by, title="Hội thao")
    duty = seed.line("điều phối chung")
    save(duty, by, text="{đơn vị} lo.", holders=Holders(lead=(seed.unions[1],)))
    newest, later, middle, first = logged(secretary)
    assert f"sửa dòng “{seed.unions[1].name} lo.”" in newest
    assert f"nội dung {seed.unions[0].name} điều phối chung. {seed.unions[1].name} lo." in newest
    assert "sửa dòng “Hội thao:”" in later
    assert "sửa dòng “Hội trại:”" in middle
    assert f"chuyển dòng “{old}:”" in first


def test_the_log_tells_of_lines_that_are_gone_as_they_printed(seed: Seed, by: User, secretary: Persona) -> None:
    clause = Clause.objects.get(schedule__activity=seed.campaign)
    remove(clause, by)
    activity = add_activity(plan=seed.plan, kind=Activity.Kind.CAMPAIGN, title="Hội thao", where="Quận 3", by=by)
    add_duty(plan=seed.plan, activity=activity, text="{đơn vị} lo.", holders=Holders(lead=(seed.unions[0],)), by=by)
    remove(activity.clause, by)
    gone, duty, _added, first = logged(secretary)
    assert "xóa dòng “Hội thao”" in gone
    assert "Địa điểm: Quận 3." in gone
    assert f"thêm phân công “{seed.unions[0].name} lo.”" in duty
    assert "xóa dòng “Thời gian: Tháng 6 - 8 năm 2024.”" in first
    assert not any("{" in row for row in logged(secretary))


def test_the_log_asks_as_often_for_two_lines_as_for_forty(
    seed: Seed, by: User, secretary: Persona, django_assert_num_queries: Any
) -> None:
    lines = [Clause.objects.get(schedule__activity=seed.campaign), seed.line("điều phối chung")]
    levy = seed.campaign_levy.clause
    assert levy is not None
    for line in (*lines, levy):
        reword(line, f"{line.text}.", by)
    with CaptureQueriesContext(connection) as counted:
        logged(secretary)
    for line in Clause.objects.filter(plan=seed.plan).exclude(duty=None, levy=None, schedule=None, place=None):
        for _time in range(4):
            reword(line, f"{line.text}.", by)
    with django_assert_num_queries(len(counted)):
        assert len(logged(secretary)) > 30


def test_reading_the_log_changes_no_record(seed: Seed, by: User, secretary: Persona) -> None:
    reword(seed.line("điều phối chung"), "{đơn vị} lo.", by)
    logged(secretary)
    assert AuditRecord.objects.get().about == "{đơn vị} lo."


def test_history_takes_one_query_whatever_happened(
    seed: Seed, by: User, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    clause = seed.line("Gắn kết")
    for number in range(20):
        reword(clause, f"Lần {number}.", by)
    line = load_paper(seed.plan).by_clause[clause.pk]
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(history_of(seed.plan, line.clause)) == 20


def test_history_of_a_duty_takes_one_query_more(
    seed: Seed, by: User, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    clause = seed.line("điều phối chung")
    for number in range(20):
        reword(clause, f"{{đơn vị}} lo việc {number}.", by)
    line = load_paper(seed.plan).by_clause[clause.pk]
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(history_of(seed.plan, line.clause)) == 20


def test_page_says_who_when_before_and_after(seed: Seed, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    old = clause.text
    reword(clause, "Bản của người kia.", UserFactory.create(full_name="Người Kia"))
    page = secretary.get(page_of(seed, clause)).content.decode()
    assert "Người Kia" in page
    assert f"<td>{old}</td>" in page
    assert "<td>Bản của người kia.</td>" in page
    assert "<time datetime=" in page


def test_page_of_an_untouched_line_says_so(seed: Seed, secretary: Persona) -> None:
    page = secretary.get(page_of(seed, seed.line("Gắn kết"))).content.decode()
    assert "Chưa ai sửa dòng này" in page


def test_line_that_is_gone_has_no_page(seed: Seed, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    url = page_of(seed, clause)
    Clause.objects.filter(pk=clause.pk).delete()
    assert secretary.get(url).status_code == 404


def test_open_line_leads_to_its_history(seed: Seed, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    card = secretary.get(f"/c/{seed.plan.cluster.code}/2024/plan/?line={clause.pk}").content.decode()
    assert f'href="{page_of(seed, clause)}"' in card
