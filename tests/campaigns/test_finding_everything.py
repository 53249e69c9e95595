"""Every kind of thing is found by unaccented words, by whoever may see it, and by nobody else."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.actions.problems import raise_problem
from campaigns.actions.progress import report_duty
from campaigns.models import DutyReport, PublicPage, Result, SignUp
from campaigns.queries.find import NAMES, SOURCES, find
from campaigns.queries.hits import MOST, Hit, question
from contributions import actions as money
from contributions.models import Due, Payment
from plans.actions.issuing import issue_plan
from plans.actions.opinions import give_opinion, give_remark
from plans.actions.register import take_number_for_other
from plans.actions.rounds import close_round, open_round
from plans.issuing.signing import Signing
from plans.models import Activity, Levy, Plan, Proposal, Version
from plans.rounds import Answer
from tests.campaigns.conftest import join
from tests.campaigns.factories import PublicPageFactory, ResourceFactory
from tests.campaigns.test_finding import access_of
from tests.conftest import Persona
from tests.factories import ClusterFactory
from tests.plans.factories import (
    ActivityFactory,
    ClauseFactory,
    DutyFactory,
    LevyFactory,
    OccurrenceFactory,
    PlanFactory,
    RecipientFactory,
)
from unions.models import MemberUnion

SIGNING = Signing(
    number=7,
    place="TP. Hồ Chí Minh",
    signed_on=dt.date(2024, 8, 20),
    signer_capacity="TM. BAN THƯỜNG VỤ",
    signer_office="BÍ THƯ",
    signer_name="Lê Minh Họa",
    signer_note="",
    recipients=("Lưu: VP",),
)


def found(plan: Plan, someone: Persona, text: str, kind: str) -> list[Hit]:
    """What a person finds of one kind; every place that is found opens."""
    hits = find(plan, access_of(plan, someone), text).of(kind)
    for hit in hits:
        assert someone.get(hit.url.split("#")[0]).status_code == 200, hit
    return list(hits)


@pytest.fixture
def signed_up(qr_page: PublicPage) -> SignUp:
    return join(qr_page)


@pytest.fixture
def dues(
    plan: Plan, campaign: Activity, union_a: MemberUnion, union_b: MemberUnion, secretary: Persona
) -> dict[MemberUnion, Due]:
    amounts = {union_a: 7_250_000, union_b: 1_750_000}
    levy = LevyFactory.create(activity=campaign, amounts=amounts, basis=Levy.Basis.ONCE)
    return {due.union: due for due in money.make_dues(levy=levy, by=secretary.user)}


@pytest.fixture
def payment(plan: Plan, dues: dict[MemberUnion, Due], union_a: MemberUnion, officer_a: Persona) -> Payment:
    return money.declare_payment(
        plan=plan,
        union=union_a,
        amount=2_000_000,
        paid_on=dt.date(2024, 8, 19),
        by=officer_a.user,
        key=uuid.uuid4(),
        note="Chuyển đợt một",
    )


# -- How words and amounts are looked for


@pytest.mark.parametrize(
    ("asked", "text", "finds"),
    [
        ("dang", "Đoàn Khối Dân – Chính – Đảng", True),
        ("dang khoi", "Đoàn Khối Dân – Chính – Đảng", True),
        ("ang", "Đảng", False),
        ("7 triệu", "nộp 7000000", True),
        ("7.000.000", "nộp 7000000", True),
        ("7000000", "nộp 7000000", True),
        ("7.000.000", "nộp 7.000.000 đồng", True),
        ("7 triệu", "nộp 70000000", False),
        ("", "nộp", True),
    ],
)
def test_words_and_amounts(asked: str, text: str, finds: bool) -> None:
    assert question(asked).finds(text) is finds


def test_every_kind_has_a_name_and_a_source() -> None:
    assert set(NAMES) == set(SOURCES)


# -- Money


@pytest.mark.parametrize("asked", ["7.250.000", "7250000", "7,25 triệu", "so y te ky nghi hong", "syt"])
def test_dues(plan: Plan, dues: dict[MemberUnion, Due], treasurer: Persona, asked: str) -> None:
    (hit,) = found(plan, treasurer, asked, "dues")
    assert "7.250.000" in hit.text


def test_dues_by_their_code(plan: Plan, dues: dict[MemberUnion, Due], union_b: MemberUnion, clerk: Persona) -> None:
    assert len(found(plan, clerk, dues[union_b].code, "dues")) == 1


@pytest.mark.parametrize("asked", ["2 triệu", "chuyen dot mot", "19/08/2024", "2.000.000 so y te", "dang can bo a"])
def test_payments(plan: Plan, payment: Payment, treasurer: Persona, asked: str) -> None:
    (hit,) = found(plan, treasurer, asked, "payments")
    assert str(payment.public_id) in hit.url


def test_an_officer_finds_the_own_unions_money_only(
    plan: Plan, payment: Payment, officer_a: Persona, officer_b: Persona
) -> None:
    assert len(found(plan, officer_a, "7.250.000", "dues")) == 1
    assert len(found(plan, officer_a, "2 triệu", "payments")) == 1
    assert found(plan, officer_b, "7.250.000", "dues") == []
    assert found(plan, officer_b, "2 triệu", "payments") == []
    assert len(found(plan, officer_b, "1.750.000", "dues")) == 1


# -- People


@pytest.mark.parametrize("asked", ["dang can bo a", "canbo a", "can bo so y te"])
def test_people(plan: Plan, officer_a: Persona, secretary: Persona, asked: str) -> None:
    assert [hit.text for hit in found(plan, secretary, asked, "people")] == ["Đặng Cán Bộ A"]


def test_only_who_looks_after_people_finds_them(
    plan: Plan, officer_a: Persona, officer_b: Persona, treasurer: Persona, clerk: Persona
) -> None:
    for someone in (officer_a, officer_b, treasurer, clerk):
        assert found(plan, someone, "can bo", "people") == []


def test_volunteers(plan: Plan, signed_up: SignUp, secretary: Persona, officer_a: Persona, treasurer: Persona) -> None:
    name = signed_up.volunteer.full_name
    assert [hit.text for hit in found(plan, secretary, name, "volunteers")] == [name]
    assert found(plan, officer_a, name, "volunteers") == []
    assert found(plan, treasurer, name, "volunteers") == []


def test_a_volunteer_who_went_is_not_found(plan: Plan, signed_up: SignUp, secretary: Persona) -> None:
    name = signed_up.volunteer.full_name
    SignUp.objects.filter(pk=signed_up.pk).update(cancelled_at=dt.datetime(2024, 8, 20, tzinfo=dt.UTC))
    assert found(plan, secretary, name, "volunteers") == []


# -- The field


def test_dates_with_their_places(plan: Plan, campaign: Activity, officer_a: Persona) -> None:
    OccurrenceFactory.create(activity=campaign, place="Huyện Cần Giờ", starts_on=dt.date(2024, 7, 5), ends_on=None)
    assert len(found(plan, officer_a, "can gio", "times")) == 1
    assert len(found(plan, officer_a, "05/07/2024", "times")) == 1


def test_results(plan: Plan, campaign: Activity, officer_a: Persona, secretary: Persona) -> None:
    Result.objects.create(
        activity=campaign, indicator="Người được khám bệnh", unit="người", number=300, entered_by=secretary.user
    )
    (hit,) = found(plan, officer_a, "kham benh 300", "results")
    assert hit.url.endswith("#results")


def test_results_of_other_unions_are_not_found_by_who_does_not_see_them(
    plan: Plan, campaign: Activity, union_a: MemberUnion, officer_a: Persona, officer_b: Persona, secretary: Persona
) -> None:
    for union in (union_a, None):
        Result.objects.create(
            activity=campaign, union=union, indicator="Người được khám", number=300, entered_by=secretary.user
        )
    assert [len(found(plan, who, "nguoi duoc kham", "results")) for who in (secretary, officer_a, officer_b)] == [
        2,
        2,
        1,
    ]


def test_what_an_activity_needs_and_who_gives_it(
    plan: Plan, campaign: Activity, union_a: MemberUnion, officer_b: Persona, secretary: Persona
) -> None:
    ResourceFactory.create(activity=campaign, thing="Áo phao", quantity=50, unit="cái")
    ResourceFactory.create(activity=campaign, kind="given", thing="Áo phao", union=union_a, giver="Công ty Minh Họa")
    assert [hit.text for hit in found(plan, officer_b, "ao phao", "needs")] == ["Áo phao"]  # as on the activity's page
    assert found(plan, officer_b, "minh hoa", "needs") == []
    hits = found(plan, secretary, "ao phao", "needs")
    assert [hit.text for hit in hits] == ["Cần: 50 cái Áo phao", "Đã góp: 50 cái Áo phao"]
    (hit,) = found(plan, secretary, "minh hoa", "needs")
    assert hit.url.endswith(f"/activities/{campaign.pk}/#resources")


def test_proposals_of_the_plan_before(plan: Plan, officer_b: Persona, secretary: Persona) -> None:
    row = Proposal.objects.create(
        plan=plan, kind="problem", text="Thiếu xe đưa đón.", origin="Đoàn Sở Y tế", source="x:1"
    )
    (hit,) = found(plan, secretary, "thieu xe so y te", "proposals")
    assert hit.url == f"/c/hcsn/2024/plan/proposals/#proposal-{row.pk}"
    assert found(plan, officer_b, "thieu xe", "proposals") == []


def test_problems_of_the_own_union(
    plan: Plan, union_a: MemberUnion, officer_a: Persona, officer_b: Persona, secretary: Persona
) -> None:
    raise_problem(plan=plan, union=union_a, text="Thiếu xe đưa đón.", by=officer_a.user)
    assert len(found(plan, officer_a, "thieu xe", "problems")) == 1
    assert len(found(plan, secretary, "xe dua don so y te", "problems")) == 1
    assert found(plan, officer_b, "thieu xe", "problems") == []


def test_duties_by_the_short_name_of_who_holds_them(
    plan: Plan, campaign: Activity, union_a: MemberUnion, officer_b: Persona
) -> None:
    DutyFactory.create(activity=campaign, unions=[union_a], clause__text="{đơn vị} khám bệnh.")
    assert len(found(plan, officer_b, "syt kham", "lines")) == 1


# -- Agreeing, papers, other years


@pytest.fixture
def answered(plan: Plan, campaign: Activity, union_a: MemberUnion, officer_a: Persona, secretary: Persona) -> Plan:
    held = open_round(plan=plan, deadline=dt.date(2024, 9, 1), by=secretary.user)
    item = held.items.select_related("round")[0]
    give_opinion(item=item, union=union_a, answer=Answer.CHANGE, text="Đề nghị lùi ngày.", by=officer_a.user)
    give_remark(consultation=held, union=union_a, text="Rất đồng tình.", by=officer_a.user)
    return plan


def test_opinions(answered: Plan, officer_a: Persona, officer_b: Persona, secretary: Persona, clerk: Persona) -> None:
    for someone in (secretary, clerk, officer_a):
        assert [hit.text for hit in found(answered, someone, "lui ngay", "opinions")] == ["Đề nghị lùi ngày."]
        assert [hit.text for hit in found(answered, someone, "dong tinh", "opinions")] == ["Rất đồng tình."]
    assert found(answered, officer_b, "lui ngay", "opinions") == []
    assert found(answered, officer_b, "dong tinh", "opinions") == []


def test_issued_papers(answered: Plan, secretary: Persona, officer_b: Persona) -> None:
    close_round(consultation=answered.rounds.get(), by=secretary.user)
    issue_plan(plan=answered, signing=SIGNING, by=secretary.user)
    for asked in ("07-KH/ĐTN", "07 kh", "20/08/2024"):
        (hit,) = found(answered, officer_b, asked, "issued")
        assert hit.text == "07-KH/ĐTN, 20/08/2024"


def test_activities_of_other_years(plan: Plan, officer_a: Persona) -> None:
    earlier = PlanFactory.create(cluster=plan.cluster, year=2023)
    ActivityFactory.create(plan=earlier, title="Mùa hè xanh")
    ActivityFactory.create(plan=PlanFactory.create(cluster=ClusterFactory.create(), year=2023), title="Mùa hè xanh")
    (hit,) = found(plan, officer_a, "mua he 2023", "other_years")
    assert "/2023/" in hit.url


# -- What the register, the duties and the paper's foot say


def test_a_number_taken_for_a_paper_written_elsewhere(plan: Plan, secretary: Persona, officer_b: Persona) -> None:
    take_number_for_other(
        cluster=plan.cluster,
        issuer="Đoàn Khối Dân – Chính – Đảng",
        number=8,
        symbol="08-TB/ĐTN",
        about="Thông báo tổ chức hội thao",
        signed_on=dt.date(2024, 5, 2),
        by=secretary.user,
    )
    for someone in (secretary, officer_b):  # whoever sees the plan sees the register
        (hit,) = found(plan, someone, "hoi thao", "issued")
        assert (hit.text, hit.url) == ("08-TB/ĐTN, 02/05/2024", "/c/hcsn/register/")


def test_why_a_plan_was_amended(answered: Plan, secretary: Persona, officer_b: Persona) -> None:
    close_round(consultation=answered.rounds.get(), by=secretary.user)
    version = issue_plan(plan=answered, signing=SIGNING, by=secretary.user)
    entry = take_number_for_other(
        cluster=answered.cluster,
        issuer="Đoàn Sở Y tế",
        number=9,
        symbol="09-KH/ĐTN",
        about="Điều chỉnh kế hoạch",
        signed_on=dt.date(2024, 8, 20),
        by=secretary.user,
    )
    version.pk, version.number, version.kind, version.entry = None, 2, Version.Kind.AMENDMENT, entry
    version.reason = "Bão số 3 đổ bộ"
    version.save(force_insert=True)
    (hit,) = found(answered, officer_b, "bao so 3", "issued")
    assert hit.url.endswith("/plan/versions/#version-2")
    assert "Bão số 3 đổ bộ" in hit.detail


@pytest.fixture
def reported(plan: Plan, campaign: Activity, union_a: MemberUnion, officer_a: Persona) -> DutyReport:
    duty = DutyFactory.create(activity=campaign, unions=[union_a], clause__text="{đơn vị} khám bệnh.")
    note = "Đã vận động 120/300 phần quà."
    return report_duty(duty=duty, union=union_a, state="under_way", note=note, by=officer_a.user)


@pytest.mark.parametrize("asked", ["120/300", "van dong", "so y te phan qua", "ky nghi hong 120/300"])
def test_the_note_of_a_duty_report(plan: Plan, reported: DutyReport, secretary: Persona, asked: str) -> None:
    (hit,) = found(plan, secretary, asked, "reports")
    assert hit.url == f"/c/hcsn/2024/duties/{reported.duty_id}/report/?union=SYT"


def test_reports_are_found_by_those_who_see_them_on_the_progress_page(
    plan: Plan, reported: DutyReport, officer_a: Persona, officer_b: Persona, clerk: Persona
) -> None:
    assert len(found(plan, officer_a, "120/300", "reports")) == 1
    assert len(found(plan, clerk, "120/300", "reports")) == 1
    assert found(plan, officer_b, "120/300", "reports") == []


def test_a_report_of_a_union_that_holds_the_duty_no_longer_leads_nowhere(
    plan: Plan, reported: DutyReport, union_a: MemberUnion, union_b: MemberUnion, secretary: Persona
) -> None:
    MemberUnion.objects.filter(pk=union_a.pk).update(active_to=dt.date(2023, 12, 31))
    assert found(plan, secretary, "120/300", "reports") == []
    MemberUnion.objects.filter(pk=union_a.pk).update(active_to=dt.date(2024, 1, 1))
    assert len(found(plan, secretary, "120/300", "reports")) == 1
    reported.duty.holders.update(union=union_b)
    assert found(plan, secretary, "120/300", "reports") == []


@pytest.mark.parametrize(("scope", "who"), [("all", "officer_b"), ("lead", "officer_a")])
def test_reports_on_duties_of_all_and_of_the_lead(
    plan: Plan, campaign: Activity, scope: str, who: str, request: pytest.FixtureRequest
) -> None:
    someone = request.getfixturevalue(who)
    duty = DutyFactory.create(activity=campaign, scope=scope)
    union = access_of(plan, someone).unions[0]
    report_duty(duty=duty, union=union, state="under_way", note="Đang gom quà", by=someone.user)
    assert len(found(plan, someone, "gom qua", "reports")) == 1


def test_who_receives_and_who_signs_the_paper(plan: Plan, officer_b: Persona) -> None:
    RecipientFactory.create(plan=plan, text="VP ĐKDCĐ")
    Plan.objects.filter(pk=plan.pk).update(signer_office="BÍ THƯ", signer_name="Lê Minh Họa")
    plan.refresh_from_db()
    (hit,) = found(plan, officer_b, "vp dkdcd", "lines")
    assert (hit.text, hit.detail) == ("VP ĐKDCĐ", "Nơi nhận")
    assert hit.url.endswith("/plan/#recipients")
    (hit,) = found(plan, officer_b, "minh hoa", "lines")
    assert hit.url.endswith("/plan/#signer")


# -- Other years


@pytest.fixture
def later(plan: Plan) -> Plan:
    """The next year's plan, in which somebody looks for what was this year."""
    return PlanFactory.create(cluster=plan.cluster, year=2025, lead=plan.lead)


def test_what_was_in_another_year_is_found_and_says_which(
    later: Plan,
    plan: Plan,
    answered: Plan,
    payment: Payment,
    dues: dict[MemberUnion, Due],
    reported: DutyReport,
    signed_up: SignUp,
    union_a: MemberUnion,
    campaign: Activity,
    officer_a: Persona,
    secretary: Persona,
) -> None:
    raise_problem(plan=plan, union=union_a, text="Thiếu xe đưa đón.", by=officer_a.user)
    OccurrenceFactory.create(activity=campaign, place="Huyện Cần Giờ", starts_on=dt.date(2024, 7, 5), ends_on=None)
    Result.objects.create(
        activity=campaign, indicator="Người được khám", unit="người", number=300, entered_by=secretary.user
    )
    for kind, asked in {
        "dues": dues[union_a].code,
        "payments": "chuyen dot mot",
        "problems": "thieu xe",
        "reports": "120/300",
        "times": "can gio",
        "results": "nguoi duoc kham",
        "opinions": "lui ngay",
        "volunteers": signed_up.volunteer.full_name,
        "other_years": "ky nghi hong",
    }.items():
        (hit,) = found(later, secretary, asked, kind)
        assert (kind, hit.year) == (kind, 2024)
        assert "/2024/" in hit.url
    page = secretary.get("/c/hcsn/2025/find/?q=thieu+xe").content.decode()
    assert '<span class="chip">Năm 2024</span>' in page
    assert '<span class="chip">Năm' not in secretary.get("/c/hcsn/2024/find/?q=thieu+xe").content.decode()


def test_another_years_things_are_found_by_those_only_who_see_them_there(
    later: Plan, plan: Plan, payment: Payment, reported: DutyReport, signed_up: SignUp, answered: Plan,
    union_a: MemberUnion, officer_a: Persona, officer_b: Persona,
) -> None:  # fmt: skip
    raise_problem(plan=plan, union=union_a, text="Thiếu xe đưa đón.", by=officer_a.user)
    for text in ("thieu xe", "120/300", "chuyen dot mot", "7.250.000", "lui ngay", signed_up.volunteer.full_name):
        groups = find(later, access_of(later, officer_b), text).groups
        assert {group.key for group in groups} <= {"lines"}, text  # the plan, which all read, prints the amounts
    assert len(found(later, officer_a, "7.250.000", "dues")) == 1


def test_this_years_things_come_first_then_the_newest(
    later: Plan, plan: Plan, union_a: MemberUnion, officer_a: Persona, secretary: Persona
) -> None:
    earlier = PlanFactory.create(cluster=plan.cluster, year=2023, lead=plan.lead)
    for year in (plan, earlier, later):
        raise_problem(plan=year, union=union_a, text=f"Thiếu xe năm {year.year}.", by=officer_a.user)
        ActivityFactory.create(plan=year, title="Mùa hè xanh")
    assert [hit.year for hit in found(plan, secretary, "thieu xe", "problems")] == [None, 2025, 2023]
    for year in (earlier, later, plan):
        levy = LevyFactory.create(
            activity=Activity.objects.get(plan=year, title="Mùa hè xanh"), amounts={union_a: 3_000_000}, basis="once"
        )
        money.make_dues(levy=levy, by=secretary.user)
    assert [hit.year for hit in found(plan, secretary, "mua he xanh", "dues")] == [None, 2025, 2023]


def test_the_page_says_which_years_are_looked_through(later: Plan, plan: Plan, secretary: Persona) -> None:
    page = secretary.get("/c/hcsn/2025/find/?q=khong+co").content.decode()
    assert "Tìm trong mọi năm; kết quả của năm 2025 đứng trước." in page


def test_a_line_of_another_year_leads_to_its_place_in_that_years_plan(
    later: Plan, plan: Plan, campaign: Activity, union_a: MemberUnion, officer_b: Persona
) -> None:
    duty = DutyFactory.create(activity=campaign, unions=[union_a], clause__text="{đơn vị} khám, phát thuốc.")
    for asked in ("phat thuoc", "syt kham", "phat thuoc 2024"):
        (hit,) = found(later, officer_b, asked, "lines")
        assert (hit.year, hit.detail) == (2024, campaign.title)
        assert hit.url == f"/c/hcsn/2024/plan/#line-{duty.clause.pk}"
    assert f'id="line-{duty.clause.pk}"' in officer_b.get(hit.url).content.decode()


def test_this_years_lines_come_first_then_the_newest(later: Plan, plan: Plan, officer_b: Persona) -> None:
    earlier = PlanFactory.create(cluster=plan.cluster, year=2023)
    for year in (earlier, later, plan):
        ClauseFactory.create(plan=year, text="Phát thuốc miễn phí.")
        RecipientFactory.create(plan=year, text="VP ĐKDCĐ")
    assert [hit.year for hit in found(plan, officer_b, "phat thuoc", "lines")] == [None, 2025, 2023]
    assert [hit.year for hit in found(plan, officer_b, "vp dkdcd", "lines")] == [None, 2025, 2023]


def test_papers_of_another_year(
    later: Plan, plan: Plan, qr_page: PublicPage, officer_b: Persona, secretary: Persona
) -> None:
    PublicPageFactory.create(activity=ActivityFactory.create(plan=later, title="Kỳ nghỉ hồng"))
    posters = [(hit.year, hit.url) for hit in found(later, officer_b, "ky nghi hong", "papers")]
    assert [year for year, _url in posters] == [None, 2024]
    assert posters[1][1] == f"/c/hcsn/2024/activities/{qr_page.activity_id}/poster/"
    ledger = [(hit.year, hit.url) for hit in find(later, access_of(later, secretary), "so 2024 excel").of("papers")]
    assert ledger == [(2024, "/c/hcsn/2024/money/ledger/xlsx")]


def test_lines_of_another_cluster_are_not_found(plan: Plan, secretary: Persona) -> None:
    elsewhere = PlanFactory.create(cluster=ClusterFactory.create(), year=2023)
    ClauseFactory.create(plan=elsewhere, text="Phát thuốc miễn phí.")
    assert found(plan, secretary, "phat thuoc", "lines") == []


@pytest.mark.parametrize(("lines", "more"), [(MOST, False), (MOST + 1, True)])
def test_the_page_says_when_there_is_more_than_it_shows(
    later: Plan, plan: Plan, secretary: Persona, lines: int, more: bool
) -> None:
    for _ in range(lines):
        ClauseFactory.create(plan=plan, text="Phát thuốc miễn phí.")
    page = secretary.get("/c/hcsn/2025/find/?q=phat+thuoc").content.decode()
    assert page.count('<li class="list-lines">') == MOST
    assert ("Chỉ hiện 20 kết quả đầu" in page) is more
    assert ("Hơn 20 nơi có “phat thuoc”" in page) is more
    assert ('<span class="count">20+</span>' in page) is more


def test_people_have_a_heading_of_their_own(plan: Plan, officer_a: Persona, secretary: Persona) -> None:
    page = secretary.get("/c/hcsn/2024/find/?q=can+bo").content.decode()
    assert '<h2 id="hits-1" class="section-head">Người <span' in page


@pytest.mark.parametrize("count", [1, 3, 30])
def test_queries_do_not_grow_with_years_and_reports(
    plan: Plan, reported: DutyReport, campaign: Activity, union_a: MemberUnion, secretary: Persona, count: int
) -> None:
    for number in range(count):
        elsewhere = PlanFactory.create(cluster=plan.cluster, year=2030 + number)
        DutyFactory.create(plan=elsewhere, unions=[union_a])
        report_duty(duty=reported.duty, union=union_a, state="under_way", note=f"Số {number}", by=secretary.user)
    access = access_of(plan, secretary)
    with CaptureQueriesContext(connection) as queries:
        assert len(find(plan, access, "so").of("reports")) == min(count + 1, MOST)
    assert len(queries) == 23


# -- All of it


def test_a_stranger_role_finds_nothing_of_these(
    answered: Plan, payment: Payment, signed_up: SignUp, officer_b: Persona
) -> None:
    """Union B's officer asks for everything of union A."""
    groups = find(answered, access_of(answered, officer_b), "so y te").groups
    assert {group.key for group in groups} <= {"unions", "lines", "activities", "other_years", "times"}


@pytest.mark.parametrize("count", [1, 3, 300])
def test_queries_do_not_grow(
    plan: Plan, campaign: Activity, payment: Payment, qr_page: PublicPage, secretary: Persona, count: int
) -> None:
    for number in range(1, min(count, 12) + 1):
        OccurrenceFactory.create(activity=campaign, number=number + 50)
    Result.objects.bulk_create(
        Result(activity=campaign, indicator=f"Số {n}", unit="người", number=n, entered_by=secretary.user)
        for n in range(count)
    )
    access = access_of(plan, secretary)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        find(plan, access, "so")
    assert len(queries) == 23


def test_the_same_order_every_time(plan: Plan, dues: dict[MemberUnion, Due], treasurer: Persona) -> None:
    first = find(plan, access_of(plan, treasurer), "ky nghi")
    assert first == find(plan, access_of(plan, treasurer), "ky nghi")
    assert first == replace(first)


def test_the_page_shows_the_kinds(plan: Plan, payment: Payment, treasurer: Persona) -> None:
    page = treasurer.get("/c/hcsn/2024/find/?q=2+triệu").content.decode()
    assert "Khoản nộp" in page
    assert "2.000.000 đồng, 19/08/2024" in page
