"""The paper around its lines: a new plan, letterhead, title, signer, recipients."""

import datetime as dt

import pytest

from plans.actions.papers import change_paper, change_recipients, create_plan
from plans.documents import closing, letterhead, plan_document
from plans.errors import PlanExists, StalePaper, UnknownUnion
from plans.models import Plan
from plans.queries import load_paper
from plans.skeleton import standard_lines
from tests.factories import ClusterFactory, MemberUnionFactory, UserFactory
from tests.plans.conftest import fail_to_record, last_record
from tests.plans.seed import Seed
from unions.models import Cluster, MemberUnion, User

pytestmark = pytest.mark.django_db


def test_new_plan_has_the_standard_parts(cluster: Cluster, union_a: MemberUnion, by: User) -> None:
    plan = create_plan(cluster=cluster, year=2025, lead=union_a, by=by)
    parts = [f"{line.label} {line.text}" for line in load_paper(plan).lines if line.clause.level == 0]
    assert parts[1:4] == ["I. MỤC ĐÍCH, YÊU CẦU", "II. NỘI DUNG", "III. TỔ CHỨC THỰC HIỆN"]
    assert (plan.state, plan.lead, plan.issuer) == ("draft", union_a, "BCH ĐOÀN SỞ Y TẾ")
    assert closing(plan).recipients == ("- Thành Đoàn;", "- Các cơ sở Đoàn thuộc Cụm;", "- Lưu: VP.")
    assert (last_record().verb, last_record().data["after"]["year"]) == ("plan.create", 2025)


def test_cluster_that_issues_itself_is_named_on_the_letterhead(by: User) -> None:
    cluster = ClusterFactory.create(name="Cụm Khoa học", issued_by="cluster")
    union = MemberUnionFactory.create(cluster=cluster)
    assert create_plan(cluster=cluster, year=2025, lead=union, by=by).issuer == "CỤM KHOA HỌC"
    assert create_plan(cluster=cluster, year=2026, lead=None, by=by).issuer == "CỤM KHOA HỌC"


def test_union_with_its_own_heading_issues_under_it(cluster: Cluster, by: User) -> None:
    lead = MemberUnionFactory.create(cluster=cluster, heading="BAN CHẤP HÀNH ĐOÀN KHỐI", symbol="ĐK")
    plan = create_plan(cluster=cluster, year=2025, lead=lead, by=by)
    head = letterhead(plan)
    assert (head.issuer, head.number, head.mark) == ("BAN CHẤP HÀNH ĐOÀN KHỐI", "Số:      -KH/ĐK", "DỰ THẢO")


def test_second_plan_of_a_year_is_refused(seed: Seed, by: User) -> None:
    with pytest.raises(PlanExists) as caught:
        create_plan(cluster=seed.plan.cluster, year=2024, lead=None, by=by)
    assert "2024" in str(caught.value)
    assert Plan.objects.count() == 1


def test_stranger_does_not_lead(cluster: Cluster, by: User) -> None:
    with pytest.raises(UnknownUnion):
        create_plan(cluster=cluster, year=2025, lead=MemberUnionFactory.create(), by=by)
    assert not Plan.objects.exists()


@pytest.mark.parametrize("year", [2024, 2031])
def test_standard_lines_name_cluster_and_year(year: int) -> None:
    lines = standard_lines("Cụm A", year)
    assert str(year) in lines[0].text
    assert "Cụm A" in lines[-1].text
    assert all(line.level <= 2 for line in lines)


def test_letterhead_changes_and_prints(seed: Seed, by: User) -> None:
    values = {"number": "Số: 01-KH/ĐTN", "signed_on": dt.date(2024, 2, 5), "issuer": "ĐOÀN KHỐI"}
    plan = change_paper(plan=seed.plan, values=values, seen_version=1, by=by)
    head = letterhead(Plan.objects.get(pk=plan.pk))
    assert (head.number, head.issuer, head.mark) == ("Số: 01-KH/ĐTN", "ĐOÀN KHỐI", "")
    assert head.dateline == "TP. Hồ Chí Minh, ngày 05 tháng 02 năm 2024"
    assert last_record().data["after"]["signed_on"] == "2024-02-05"


def test_lead_changes_only_within_the_cluster(seed: Seed, by: User) -> None:
    change_paper(plan=seed.plan, values={"lead": seed.unions[2]}, seen_version=1, by=by)
    assert last_record().data["after"]["lead"] == seed.unions[2].code
    with pytest.raises(UnknownUnion):
        change_paper(plan=seed.plan, values={"lead": MemberUnionFactory.create()}, seen_version=2, by=by)


@pytest.mark.parametrize("name", ["state", "cluster", "year", "version"])
def test_nothing_else_of_a_plan_changes_this_way(seed: Seed, by: User, name: str) -> None:
    with pytest.raises(ValueError, match=name):
        change_paper(plan=seed.plan, values={name: "x"}, seen_version=1, by=by)


def test_second_editor_of_the_letterhead_is_told(seed: Seed, by: User) -> None:
    other = UserFactory.create(full_name="Người Khác")
    change_paper(plan=Plan.objects.get(pk=seed.plan.pk), values={"number": "Số: 1"}, seen_version=1, by=other)
    with pytest.raises(StalePaper) as caught:
        change_paper(plan=seed.plan, values={"number": "Số: 2"}, seen_version=1, by=by)
    assert (caught.value.current.number, caught.value.by) == ("Số: 1", "Người Khác")
    with pytest.raises(StalePaper):
        change_recipients(plan=seed.plan, texts=["x"], seen_version=1, by=by)
    assert seed.plan.recipients.count() == 2


def test_recipients_keep_their_order_and_punctuation(seed: Seed, by: User) -> None:
    texts = [" Thành Đoàn; ", "", "- Các cơ sở Đoàn", "Lưu: VP."]
    change_recipients(plan=seed.plan, texts=texts, seen_version=1, by=by)
    assert closing(seed.plan).recipients == ("- Thành Đoàn;", "- Các cơ sở Đoàn;", "- Lưu: VP.")
    assert last_record().data["before"]["recipients"] == ["Thường trực Thành Đoàn", "Lưu: VP"]


def test_words_of_the_paper_are_composed(seed: Seed, by: User) -> None:
    change_paper(plan=seed.plan, values={"signer_name": "Tra\u0302\u0300n A"}, seen_version=1, by=by)
    assert Plan.objects.get(pk=seed.plan.pk).signer_name == "Trần A"


@pytest.mark.parametrize("verb", ["create", "paper", "recipients"])
def test_without_its_record_nothing_happens(seed: Seed, by: User, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    before = list(Plan.objects.values("pk", "number", "version")), list(seed.plan.recipients.values_list("text"))
    fail_to_record(monkeypatch)

    def act() -> None:
        if verb == "create":
            create_plan(cluster=seed.plan.cluster, year=2025, lead=None, by=by)
        elif verb == "paper":
            change_paper(plan=seed.plan, values={"number": "x"}, seen_version=1, by=by)
        else:
            change_recipients(plan=seed.plan, texts=["x"], seen_version=1, by=by)

    with pytest.raises(RuntimeError):
        act()
    after = list(Plan.objects.values("pk", "number", "version")), list(seed.plan.recipients.values_list("text"))
    assert after == before


def test_document_holds_every_block_in_order(seed: Seed) -> None:
    document = plan_document(seed.plan)
    kinds = [type(block).__name__ for block in document.blocks]
    assert (kinds[0], kinds[1], kinds[-1]) == ("Letterhead", "Title", "Closing")
    lines = list(document.lines())
    assert len(lines) == seed.plan.clauses.count() == len(kinds) - 3
    assert [line.label for line in lines if line.level == 0] == ["", "I.", "II.", "III.", ""]
    assert lines[6].text == "Chiến dịch tình nguyện Kỳ nghỉ hồng:"
    assert lines[6].heading
    assert document.name == f"Kế hoạch Tổ chức hoạt động {seed.plan.cluster.name} năm 2024"


def test_document_takes_four_queries(seed: Seed, django_assert_num_queries: pytest.FixtureRequest) -> None:
    plan = Plan.objects.select_related("lead").get(pk=seed.plan.pk)
    with django_assert_num_queries(4):  # type: ignore[operator]
        plan_document(plan)
