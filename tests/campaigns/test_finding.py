"""The command box and the list of papers: everything in reach, without accents, and nothing beyond one's reach."""

import pytest
from django.urls import reverse

from campaigns.models import PublicPage
from campaigns.queries.find import Found, find
from campaigns.queries.hits import LONGEST, MOST, Hit
from campaigns.queries.papers import paper_groups
from plans.models import Activity, Plan
from tests.conftest import Persona
from tests.factories import MemberUnionFactory, UnionAliasFactory
from tests.plans.factories import ActivityFactory, ClauseFactory, DutyFactory
from unions.access import access_to
from unions.models import MemberUnion
from unions.permissions import Access


def access_of(plan: Plan, someone: Persona) -> Access:
    access = access_to(someone.user, plan.cluster)
    assert access is not None
    return access


def ask(plan: Plan, someone: Persona, question: str) -> Found:
    return find(plan, access_of(plan, someone), question)


def texts(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.text for hit in hits]


@pytest.mark.parametrize(
    "question", ["so y te", "SỞ Y TẾ", "y te", "te y so", "Sở  Y", "syt", "thanh pho y te", "Đoàn Sở Y tế Thành phố"]
)
def test_a_union_is_found_without_accents_in_any_order(plan: Plan, secretary: Persona, question: str) -> None:
    assert texts(ask(plan, secretary, question).of("unions")) == ["Đoàn Sở Y tế Thành phố"]


def test_dang_finds_the_party(plan: Plan, secretary: Persona) -> None:
    MemberUnionFactory.create(cluster=plan.cluster, name="Đoàn Khối Dân – Chính – Đảng")
    assert texts(ask(plan, secretary, "dang").of("unions")) == ["Đoàn Khối Dân – Chính – Đảng"]


def test_a_union_is_found_by_another_spelling(plan: Plan, secretary: Persona, union_b: MemberUnion) -> None:
    UnionAliasFactory.create(union=union_b, name="Giao thông công chánh")
    assert texts(ask(plan, secretary, "cong chanh").of("unions")) == ["Đoàn Sở Giao thông Vận tải"]


@pytest.mark.parametrize("question", ["ky nghi hong", "KỲ NGHỈ", "chien dich hong", "nghi"])
def test_an_activity_is_found(
    plan: Plan, campaign: Activity, session: Activity, secretary: Persona, question: str
) -> None:
    found = ask(plan, secretary, question)
    assert texts(found.of("activities")) == ["Chiến dịch Kỳ nghỉ hồng"]
    assert secretary.get(found.of("activities")[0].url).status_code == 200


def test_a_line_is_found_as_it_is_printed(
    plan: Plan, campaign: Activity, secretary: Persona, union_a: MemberUnion
) -> None:
    duty = DutyFactory.create(activity=campaign, unions=[union_a], clause__text="{đơn vị} khám, phát thuốc.")
    (hit,) = ask(plan, secretary, "phat thuoc").of("lines")
    assert "Đoàn Sở Y tế Thành phố khám, phát thuốc." in hit.text
    assert hit.url.endswith(f"#line-{duty.clause.pk}")
    assert hit.detail == campaign.title


@pytest.mark.parametrize("question", ["", "   ", "???", "–", "'", "\u0000"])
def test_a_question_without_letters_finds_nothing(plan: Plan, secretary: Persona, question: str) -> None:
    found = ask(plan, secretary, question)
    assert (found.count, found.groups) == (0, ())


def test_the_middle_of_a_word_is_not_its_beginning(plan: Plan, secretary: Persona) -> None:
    assert ask(plan, secretary, "hanh").of("unions") == ()  # "Thành" has it inside


def test_a_page_is_found_by_its_name(plan: Plan, secretary: Persona) -> None:
    secretary.cookies["django_language"] = "en"
    body = secretary.get(reverse("campaigns:find", args=[plan.cluster.code, 2024]), {"q": "paper"}).content.decode()
    assert reverse("campaigns:paper_list", args=[plan.cluster.code, 2024]) in body


def test_papers_are_found(plan: Plan, qr_page: PublicPage, secretary: Persona) -> None:
    found = ask(plan, secretary, "ky nghi hong")
    poster = reverse("campaigns:poster", args=[plan.cluster.code, 2024, qr_page.activity.pk])
    assert [hit.url for hit in found.of("papers")] == [poster]


def test_every_hit_opens(plan: Plan, qr_page: PublicPage, session: Activity, secretary: Persona) -> None:
    DutyFactory.create(activity=session, scope="all", collective="Các cơ sở Đoàn", clause__text="{đơn vị} cử người.")
    for question in ("doan", "hoat dong", "ke hoach", "sinh hoat"):
        for group in ask(plan, secretary, question).groups:
            for hit in group.hits:
                assert secretary.get(hit.url.split("#")[0]).status_code == 200, hit


def test_no_kind_shows_more_than_twenty(plan: Plan, secretary: Persona) -> None:
    for n in range(MOST + 5):
        ClauseFactory.create(plan=plan, text=f"Dòng trùng lặp {n}")
    assert len(ask(plan, secretary, "trung lap").of("lines")) == MOST


def test_a_question_of_a_thousand_words_is_cut(plan: Plan, secretary: Persona) -> None:
    assert len(ask(plan, secretary, "y te " * 1000).asked) <= LONGEST


def test_another_clusters_things_are_not_found(plan: Plan, secretary: Persona) -> None:
    MemberUnionFactory.create(name="Đoàn Quận Lạ")
    ActivityFactory.create(title="Chiến dịch Lạ")
    assert ask(plan, secretary, "la").count == 0


@pytest.mark.parametrize(("who", "own"), [("officer_a", True), ("officer_b", False), ("treasurer", True)])
def test_a_union_leads_to_its_page_only_for_those_who_may_open_it(
    plan: Plan, who: str, own: bool, request: pytest.FixtureRequest
) -> None:
    someone = request.getfixturevalue(who)
    (hit,) = ask(plan, someone, "so y te").of("unions")
    assert ("my-union" in hit.url) is own
    assert someone.get(hit.url).status_code == 200


def test_pages_one_may_not_open_are_not_offered(plan: Plan, officer_a: Persona, secretary: Persona) -> None:
    log = reverse("unions:log", args=[plan.cluster.code])
    every_page = "nhat ky"
    assert log in [hit.url for hit in ask(plan, secretary, every_page).of("pages")]
    assert log not in [hit.url for hit in ask(plan, officer_a, every_page).of("pages")]


def test_the_screen_shows_the_question_as_text(plan: Plan, secretary: Persona) -> None:
    url = reverse("campaigns:find", args=[plan.cluster.code, 2024])
    body = secretary.get(url, {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert(1)" not in body
    assert "&lt;script&gt;" in body
    assert secretary.get(url).status_code == 200


def test_a_stranger_finds_nothing(plan: Plan, stranger: Persona) -> None:
    assert stranger.get(reverse("campaigns:find", args=[plan.cluster.code, 2024]), {"q": "y te"}).status_code == 404


@pytest.mark.parametrize("who", ["secretary", "treasurer", "clerk", "owner", "officer_a"])
def test_every_paper_on_the_list_can_be_had(
    plan: Plan, qr_page: PublicPage, who: str, request: pytest.FixtureRequest
) -> None:
    someone = request.getfixturevalue(who)
    groups = paper_groups(plan, access_of(plan, someone))
    links = [link.url for group in groups for sheet in group.sheets for link in sheet.links]
    kinds = [url.rsplit("/", 1)[-1] for url in links]
    assert kinds[:6] == ["pdf", "docx", "txt", "json", "pdf", "xlsx"]
    assert links[-1].endswith("/poster/")
    for url in links:
        if not url.endswith("/pdf"):  # drawing takes seconds; others test it
            assert someone.get(url).status_code == 200, url


def test_each_paper_says_what_it_is(plan: Plan, qr_page: PublicPage, clerk: Persona) -> None:
    body = clerk.get(reverse("campaigns:paper_list", args=[plan.cluster.code, 2024])).content.decode()
    for group in paper_groups(plan, access_of(plan, clerk)):
        for sheet in group.sheets:
            assert sheet.about
            assert sheet.about in body


def test_without_a_public_page_the_list_says_how_posters_come(plan: Plan, clerk: Persona) -> None:
    body = clerk.get(reverse("campaigns:paper_list", args=[plan.cluster.code, 2024])).content.decode()
    assert 'class="empty"' in body
