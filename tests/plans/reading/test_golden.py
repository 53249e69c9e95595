"""Two whole plans with invented names, numbered and worded unlike each other."""

from pathlib import Path

import pytest

from documents.reader import read_text
from plans.reading import PlanDraft, read_plan
from plans.reading.drafts import Part, Why
from plans.sentences import Basis
from tests.plans.papers import GOLDEN, activity_facts, codes_of, total


def golden(name: str) -> PlanDraft:
    return read_plan(read_text(Path(GOLDEN / name).read_text(encoding="utf-8")).document)


@pytest.fixture(scope="module")
def port() -> PlanDraft:
    return golden("cum-doanh-nghiep.txt")


@pytest.fixture(scope="module")
def wards() -> PlanDraft:
    return golden("chi-doan-phuong.txt")


def test_the_ports_unions_are_six_under_all_their_names(port: PlanDraft) -> None:
    assert [union.name for union in port.unions] == [
        "Đoàn Cảng Sông Lam",
        "Đoàn Sở Kho vận, Cầu phà và Bến bãi",
        "Chi đoàn Công ty vận tải Bình Minh",
        "Đoàn Sở Thủy sản và Nước mắm",
        "Chi đoàn Trạm đăng kiểm Cửa Lò",
        "Đoàn Viện Khí tượng Sông Lam",
    ]
    assert port.unions[3].aliases == ("Đoàn Sở TS và Nước mắm",)


def test_the_ports_activities_have_kind_time_and_place(port: PlanDraft) -> None:
    assert activity_facts(port) == [
        ("campaign", "Chiến dịch Mùa hè xanh tại xã Thạch Đa", ["2025-06-01"], ["Xã Thạch Đa, huyện Kẻ Gỗ"], 2, 4),
        (
            "themed_session",
            "Tọa đàm “Thanh niên với cảng biển thông minh”",
            ["2025-08-15"],
            ["Hội trường Cảng Sông Lam"],
            0,
            2,
        ),
        ("recurring_visit", "Thăm hỏi, tặng quà người có công mỗi tháng một lần", ["2025-03-01"], [], 0, 0),
    ]


def test_the_port_pays_flat_and_tiered(port: PlanDraft) -> None:
    assert [total(activity) for activity in port.activities] == [12_000_000, 3_000_000, 10_000_000]
    assert [activity.levies[0].basis for activity in port.activities] == [Basis.ONCE, Basis.ONCE, Basis.UNDECIDED]
    assert port.activities[0].quota is not None
    assert port.activities[0].quota.people == 5


def test_the_port_has_a_lead_and_supporters(port: PlanDraft) -> None:
    assert port.lead == port.unions[0].key
    first = port.activities[0].duties[0]
    assert codes_of(port, first, Part.LEAD) == ["CSL"]
    assert codes_of(port, first, Part.SUPPORT) == ["KVCPBB", "CTVTBM"]
    assert [codes_of(port, duty) or duty.collective for duty in port.duties] == [
        ["CSL"],
        "Các đơn vị thành viên",
        "Các đơn vị",
    ]


def test_the_ports_own_figures_are_kept_as_written(port: PlanDraft) -> None:
    kept = {clause.override for clause in port.clauses if clause.override}
    assert kept == {"Mỗi đơn vị cử 5 đồng chí tham gia và đóng góp 2 triệu đồng.", "Kinh phí: 500.000đ/đơn vị."}
    assert {unread.why for unread in port.unread} == {Why.OWN_WORDING}


def test_prizes_and_counts_are_no_money(port: PlanDraft) -> None:
    assert all(share.amount != 800_000 for a in port.activities for levy in a.levies for share in levy.shares)


def test_wards_numbered_in_words_are_read_too(wards: PlanDraft) -> None:
    assert activity_facts(wards) == [
        ("campaign", "Tháng thanh niên", ["2026-03-01"], ["Công viên Bờ Đá"], 0, 3),
        ("themed_session", "Nói chuyện chuyên đề về sông nước", ["2026-07-01"], [], 0, 1),
    ]
    assert [total(activity) for activity in wards.activities] == [1_200_000, 3_600_000]
    assert wards.clauses[wards.activities[0].clause].text == "Hoạt động 1: {tên hoạt động}"


def test_wards_slashed_labels_are_kept(wards: PlanDraft) -> None:
    assert [clause.label for clause in wards.clauses if clause.label] == ["1/", "2/", "3/", "1/", "2/", "3/"]


def test_the_ward_called_head_of_the_cluster_leads(wards: PlanDraft) -> None:
    assert wards.lead == next(union.key for union in wards.unions if union.name == "Đoàn phường Mây Trắng")
