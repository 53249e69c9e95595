"""A draft becomes rows in one transaction, or nothing does."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.reader import read_text
from plans.actions import importing
from plans.actions.importing import (
    EmptyPlanError,
    OtherYearError,
    TwoAmountsError,
    YearOutOfRangeError,
    import_plan,
    known_unions,
)
from plans.errors import PlanExists
from plans.incoming import from_reading
from plans.levies import levy_totals
from plans.models import (
    Activity,
    Clause,
    Duty,
    DutyHolder,
    Levy,
    LevyShare,
    Occurrence,
    Plan,
    Quota,
    Recipient,
    Schedule,
)
from plans.queries import load_paper
from plans.reading.choices import Choice, apply_choices
from plans.reading.composing import printed_texts
from plans.reading.drafts import Kind, Part, PlanDraft, Scope, Shape, ShareDraft, State
from plans.sentences import Basis
from tests.factories import ClusterFactory, MemberUnionFactory, UnionAliasFactory, UserFactory
from tests.plans.papers import OWN, REAL, SEED, needs_shared, text_of
from unions.errors import UnionCodeTakenError, UnionNameTakenError
from unions.models import AuditRecord, Cluster, MemberUnion, UnionAlias, User

pytestmark = pytest.mark.django_db
PORT = next(path for path in OWN if path.name == "cum-doanh-nghiep.txt")
TABLES = (
    Plan,
    Clause,
    Activity,
    Duty,
    DutyHolder,
    Levy,
    LevyShare,
    Quota,
    Recipient,
    Schedule,
    MemberUnion,
    UnionAlias,
)


def draft_for(cluster: Cluster, text: str = "", year: int = 2025) -> PlanDraft:
    known = known_unions(cluster, year)
    return from_reading(read_text(text or text_of(PORT)), known, year=year, cluster=cluster)


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {model.__name__: model._default_manager.count() for model in (*TABLES, AuditRecord)}


@pytest.fixture
def cluster() -> Cluster:
    return ClusterFactory(code="cang")


@pytest.fixture
def secretary() -> User:
    return UserFactory(full_name="Phan Thị Thư Ký")


@pytest.mark.parametrize("path", [*OWN, *REAL, *([SEED] if SEED.exists() else [])], ids=lambda path: path.name)
def test_the_stored_paper_prints_what_the_draft_prints(path: Any, cluster: Cluster) -> None:
    known = known_unions(cluster, 2024)
    draft = from_reading(read_text(text_of(path)), known, year=2024)
    plan = import_plan(replace(draft, years=()), cluster=cluster, year=2024, by=None)
    paper = load_paper(plan)
    assert [line.text for line in paper.lines] == printed_texts(draft)
    assert [line.clause.position for line in paper.lines] == list(range(1, len(draft.clauses) + 1))


def test_everything_of_the_port_becomes_rows(cluster: Cluster, secretary: User) -> None:
    plan = import_plan(draft_for(cluster), cluster=cluster, year=2025, by=secretary, source_hash="a" * 64)
    assert (plan.state, plan.source_hash, plan.changed_by) == (Plan.State.DRAFT, "a" * 64, secretary)
    assert plan.lead == MemberUnion.objects.get(code="CSL")
    assert (plan.place, plan.signed_on) == ("Sông Lam", dt.date(2025, 2, 5))
    assert plan.signer_note == "(Bí thư Đoàn Cảng Sông Lam)"
    assert [recipient.text for recipient in plan.recipients.all()][-1] == "Lưu: VP"
    assert list(plan.activities.values_list("kind", flat=True)) == ["campaign", "themed_session", "recurring_visit"]
    assert [total.each_time for total in levy_totals(plan)] == [12_000_000, 3_000_000, 10_000_000]
    assert Quota.objects.get().people == 5
    first = Duty.objects.filter(plan=plan).first()
    assert first is not None
    assert [(holder.union.code, holder.part) for holder in first.holders.all()] == [
        ("CSL", "lead"),
        ("KVCPBB", "support"),
        ("CTVTBM", "support"),
    ]
    assert UnionAlias.objects.get(union__code="TSNM").name == "Đoàn Sở TS và Nước mắm"
    assert set(Clause.objects.values_list("changed_by", flat=True)) == {secretary.pk}


def test_the_trail_tells_of_the_import_once(cluster: Cluster, secretary: User) -> None:
    plan = import_plan(draft_for(cluster), cluster=cluster, year=2025, by=secretary)
    record = AuditRecord.objects.get()
    assert (record.verb, record.by, record.about) == ("plan.import", secretary, str(plan))
    after = record.data["after"]
    assert len(after["unions"]) == 6
    assert "Đoàn Sở TS và Nước mắm" in after["spellings"]
    assert after["activities"][0].startswith("Chiến dịch Mùa hè xanh")


def test_the_number_of_queries_does_not_grow_with_the_plan(cluster: Cluster) -> None:
    short = "KẾ HOẠCH\nHoạt động năm 2025\n\nI. NỘI DUNG\n1. Hội trại\n- Phân công:\n+ Đoàn Sở Mây phụ trách.\n"
    long = short + "".join(
        f"{n}. Hội trại {n}\n- Thời gian: tháng 3\n- Địa điểm: Bờ Đá\n- Phân công:\n"
        f"+ Đoàn Sở Gió phụ trách.\n+ Các đơn vị đóng góp ({n}00.000 đồng/đơn vị).\n"
        for n in range(2, 10)  # SQLite takes about a hundred lines at a time
    )
    counts = []
    for text in (long, short + "- Kinh phí: 500.000 đồng/đơn vị\n- Thời gian: tháng 3\n- Địa điểm: Bờ\n", long):
        other = ClusterFactory()
        draft = draft_for(other, text)
        with CaptureQueriesContext(connection) as queries:
            import_plan(draft, cluster=other, year=2025, by=None)
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]
    assert counts[0] < 40


def test_a_second_import_is_refused_and_changes_nothing(cluster: Cluster) -> None:
    draft = draft_for(cluster)
    import_plan(draft, cluster=cluster, year=2025, by=None)
    before = rows()
    with pytest.raises(PlanExists) as refusal:
        import_plan(draft, cluster=cluster, year=2025, by=None)
    assert cluster.name in str(refusal.value)
    assert "2025" in str(refusal.value)
    assert rows() == before


@pytest.mark.parametrize("table", [Recipient, LevyShare, UnionAlias, Quota])
def test_a_failure_anywhere_leaves_nothing(table: Any, cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows()

    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(table.objects, "bulk_create", broken)
    with pytest.raises(RuntimeError):
        import_plan(draft_for(cluster), cluster=cluster, year=2025, by=None)
    assert rows() == before


def test_without_a_record_nothing_is_written(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows()

    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("no trail")

    monkeypatch.setattr(importing.audit, "record", broken)
    with pytest.raises(RuntimeError):
        import_plan(draft_for(cluster), cluster=cluster, year=2025, by=None)
    assert rows() == before


def test_a_year_that_the_title_contradicts_is_refused(cluster: Cluster) -> None:
    with pytest.raises(OtherYearError) as refusal:
        import_plan(draft_for(cluster), cluster=cluster, year=2024, by=None)
    assert "2025" in str(refusal.value)
    assert "2024" in str(refusal.value)
    assert not Plan.objects.exists()


def test_a_title_without_a_year_takes_the_one_asked_for(cluster: Cluster) -> None:
    draft = draft_for(cluster, "KẾ HOẠCH\nHội trại\n\nI. NỘI DUNG\n1. Hội trại\n- Thời gian: tháng 3\n", 2030)
    plan = import_plan(draft, cluster=cluster, year=2030, by=None)
    assert plan.year == 2030
    assert Schedule.objects.get().starts_on == dt.date(2030, 3, 1)


@pytest.mark.parametrize("year", [0, 1930, 2201, 99999])
def test_a_year_that_is_none_is_refused(year: int, cluster: Cluster) -> None:
    with pytest.raises(YearOutOfRangeError):
        import_plan(replace(draft_for(cluster), years=()), cluster=cluster, year=year, by=None)


def test_a_plan_without_a_line_is_refused(cluster: Cluster) -> None:
    with pytest.raises(EmptyPlanError):
        import_plan(replace(draft_for(cluster), clauses=()), cluster=cluster, year=2025, by=None)


def test_unions_of_the_cluster_are_found_under_their_spellings(cluster: Cluster) -> None:
    port = MemberUnionFactory(cluster=cluster, code="C1", name="Đoàn Cảng tổng hợp", short_name="Cảng")
    UnionAliasFactory(union=port, name="Đoàn Cảng Sông Lam")
    weather = MemberUnionFactory(cluster=cluster, code="C2", name="Đoàn Viện Khí tượng Sông Lam")
    idle = MemberUnionFactory(cluster=cluster, code="C3", name="Đoàn Sở Nhàn rỗi")
    draft = draft_for(cluster)
    assert [union.code for union in draft.unions if union.is_known] == ["C1", "C2", "C3"]
    plan = import_plan(draft, cluster=cluster, year=2025, by=None)
    assert plan.lead == port
    assert MemberUnion.objects.filter(cluster=cluster).count() == 7
    assert DutyHolder.objects.filter(union=weather).count() == 2
    flat = Levy.objects.filter(shape=Levy.Shape.FLAT).first()
    assert flat is not None
    assert {share.union for share in flat.shares.all()} >= {port, weather, idle}
    assert DutyHolder.objects.filter(union=port).first().label == "Đoàn Cảng Sông Lam"  # type: ignore[union-attr]
    assert DutyHolder.objects.filter(union=weather).first().label == ""  # type: ignore[union-attr]


def test_a_union_that_left_before_pays_nothing_unasked(cluster: Cluster) -> None:
    MemberUnionFactory(cluster=cluster, name="Đoàn Sở Đã rời", active_to=dt.date(2023, 12, 31))
    draft = draft_for(cluster)
    assert "Đoàn Sở Đã rời" not in {union.name for union in draft.unions}


def test_unions_of_another_cluster_are_not_ours(cluster: Cluster) -> None:
    MemberUnionFactory(name="Đoàn Cảng Sông Lam", code="XA")
    import_plan(draft_for(cluster), cluster=cluster, year=2025, by=None)
    assert MemberUnion.objects.filter(cluster=cluster, code="CSL").exists()


def test_a_code_that_is_taken_is_refused(cluster: Cluster) -> None:
    MemberUnionFactory(cluster=cluster, code="CSL", name="Đoàn Chợ Sáng Lạc")
    draft = draft_for(cluster)
    codes = [union.code for union in draft.unions]
    assert len(set(codes)) == len(codes)
    taken = replace(draft, unions=tuple(replace(u, code="CSL") if not u.is_known else u for u in draft.unions))
    before = rows()
    with pytest.raises(UnionCodeTakenError):
        import_plan(taken, cluster=cluster, year=2025, by=None)
    assert rows() == before


def test_a_name_that_means_another_union_is_refused(cluster: Cluster) -> None:
    draft = draft_for(cluster)
    MemberUnionFactory(cluster=cluster, code="ZZ", name="Đoàn Cảng Sông Lam")
    with pytest.raises(UnionNameTakenError):
        import_plan(draft, cluster=cluster, year=2025, by=None)


def test_two_unions_said_to_be_one_with_two_amounts_are_refused(cluster: Cluster) -> None:
    draft = draft_for(cluster)
    one, other = draft.unions[0].key, draft.unions[1].key
    merged = apply_choices(draft, {other: Choice(same_as=one)})
    with pytest.raises(TwoAmountsError) as refusal:
        import_plan(merged, cluster=cluster, year=2025, by=None)
    assert "Đoàn Cảng Sông Lam" in str(refusal.value)


def keys(draft: PlanDraft) -> dict[str, str]:
    return {union.code: union.key for union in draft.unions}


def test_a_new_union_can_be_one_that_the_cluster_has(cluster: Cluster) -> None:
    old = MemberUnionFactory(cluster=cluster, code="TRAM", name="Chi đoàn Đăng kiểm số 9")
    draft = draft_for(cluster)
    by_code = keys(draft)
    chosen = apply_choices(draft, {by_code["TDKCL"]: Choice(same_as=by_code["TRAM"])})
    assert printed_texts(chosen) == printed_texts(draft)
    import_plan(chosen, cluster=cluster, year=2025, by=None)
    assert not MemberUnion.objects.filter(code="TDKCL").exists()
    assert DutyHolder.objects.get(union=old).label == "Chi đoàn Trạm đăng kiểm Cửa Lò"
    assert UnionAlias.objects.get(union=old).name == "Chi đoàn Trạm đăng kiểm Cửa Lò"
    flat = Levy.objects.filter(shape=Levy.Shape.FLAT).first()
    assert flat is not None
    assert flat.shares.count() == 6


def test_a_new_union_can_be_renamed(cluster: Cluster) -> None:
    draft = draft_for(cluster)
    chosen = apply_choices(draft, {keys(draft)["CSL"]: Choice(code="CANG", name="Đoàn Cảng biển Sông Lam")})
    plan = import_plan(chosen, cluster=cluster, year=2025, by=None)
    assert [line.text for line in load_paper(plan).lines] == printed_texts(draft)
    union = MemberUnion.objects.get(code="CANG")
    assert union.name == "Đoàn Cảng biển Sông Lam"
    assert [alias.name for alias in union.aliases.all()] == ["Đoàn Cảng Sông Lam"]


def test_a_name_that_is_no_union_is_left_out_and_its_words_stay(cluster: Cluster) -> None:
    draft = draft_for(cluster)
    chosen = apply_choices(draft, {keys(draft)["CTVTBM"]: Choice(is_none=True)})
    plan = import_plan(chosen, cluster=cluster, year=2025, by=None)
    assert [line.text for line in load_paper(plan).lines] == printed_texts(draft)
    assert MemberUnion.objects.count() == 5
    assert not DutyHolder.objects.filter(union__name__contains="Bình Minh").exists()
    assert [total.each_time for total in levy_totals(plan)] == [10_000_000, 2_500_000, 9_000_000]


def test_two_new_names_can_be_one_union(cluster: Cluster) -> None:
    text = (
        "KẾ HOẠCH\nHội trại năm 2025\n\nI. NỘI DUNG\n1. Hội trại\n- Phân công:\n+ Đoàn Sở Mây phụ trách loa.\n"
        "+ Đoàn Đài Mây trắng và Đoàn Sở Mây dọn dẹp.\n+ Các đơn vị đóng góp (200.000 đồng/đơn vị).\n"
    )
    draft = draft_for(cluster, text)
    first, second = (union.key for union in draft.unions)
    chosen = apply_choices(draft, {second: Choice(same_as=first)})
    plan = import_plan(chosen, cluster=cluster, year=2025, by=None)
    assert [line.text for line in load_paper(plan).lines] == printed_texts(draft)
    assert levy_totals(plan)[0].each_time == 200_000
    assert Duty.objects.get(clause__text__contains="dọn dẹp").holders.count() == 1


@needs_shared
def test_the_seed_in_a_cluster_that_knows_some_of_its_unions(cluster: Cluster) -> None:
    MemberUnionFactory(cluster=cluster, code="YTE", name="Đoàn Sở Y tế")
    draft = draft_for(cluster, text_of(SEED), 2024)
    plan = import_plan(draft, cluster=cluster, year=2024, by=None)
    assert MemberUnion.objects.filter(cluster=cluster).count() == 7
    assert [total.each_time for total in levy_totals(plan)] == [49_000_000, 7_000_000, 12_000_000]
    assert [line.text for line in load_paper(plan).lines] == printed_texts(draft)


def test_a_paper_without_a_letterhead_gets_the_clusters_place(cluster: Cluster) -> None:
    plan = import_plan(draft_for(cluster, "Một trang giấy, không có gì khác."), cluster=cluster, year=2025, by=None)
    assert (plan.heading, plan.place) == ("ĐOÀN TNCS HỒ CHÍ MINH", cluster.place)
    assert (plan.parent_heading, plan.issuer) == ("THÀNH ĐOÀN TP. HỒ CHÍ MINH", cluster.name.upper())


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (Kind, Activity.Kind),
        (Scope, Duty.Scope),
        (Part, DutyHolder.Part),
        (Shape, Levy.Shape),
        (Basis, Levy.Basis),
        (State, Occurrence.State),
    ],
)
def test_the_words_of_a_draft_are_those_of_the_tables(ours: Any, theirs: Any) -> None:
    assert {word.value for word in ours} == set(theirs.values)


def test_shares_of_a_draft_add_up() -> None:
    from plans.reading.drafts import LevyDraft

    levy = LevyDraft(None, Shape.TIERED, Basis.ONCE, (ShareDraft("a", 3), ShareDraft("b", 4)))
    assert levy.total == 7
