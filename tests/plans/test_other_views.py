"""The duty list, the choice of a basis, a cluster's plans, a new plan, files."""

from io import BytesIO
from typing import Any

import docx
import pypdfium2
import pytest
from django.utils import timezone

from plans.models import Levy, Plan
from tests.conftest import Persona
from tests.plans.factories import DutyFactory, PlanFactory
from tests.plans.seed import Seed
from unions.models import Cluster, MemberUnion

pytestmark = pytest.mark.django_db


def body(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def base(seed: Seed) -> str:
    return f"/c/{seed.plan.cluster.code}/2024/"


# -- Duties


@pytest.mark.parametrize("role", ["secretary", "treasurer", "clerk", "officer_a", "officer_b", "owner"])
def test_everybody_sees_all_duties(seed: Seed, base: str, role: str, request: Any) -> None:
    text = body(request.getfixturevalue(role).get(f"{base}duties/"))
    assert "điều phối chung" in text
    assert "phụ trách khám bệnh" in text


def test_own_union_comes_first(seed: Seed, base: str, officer_b: Persona, union_b: MemberUnion) -> None:
    DutyFactory.create(activity=seed.visit, unions=[union_b], clause__text="{đơn vị} lo xe.")
    text = body(officer_b.get(f"{base}duties/"))
    assert text.index(f"{union_b.name} lo xe.") < text.index("điều phối chung")
    assert text.count("duty-group is-own") == 1


def test_one_union_alone(seed: Seed, base: str, clerk: Persona) -> None:
    text = body(clerk.get(f"{base}duties/?union={seed.unions[0].code}"))
    assert "điều phối chung" in text
    assert "phụ trách khám bệnh" not in text
    assert clerk.get(f"{base}duties/?union=NOBODY").status_code == 404


def test_duties_by_activity(seed: Seed, base: str, clerk: Persona) -> None:
    text = body(clerk.get(f"{base}duties/?by=activity"))
    assert '<h2 lang="vi">Chiến dịch tình nguyện Kỳ nghỉ hồng</h2>' in text


def test_plan_without_duties_says_where_they_come_from(cluster: Cluster, clerk: Persona) -> None:
    clerk.cookies["django_language"] = "en"
    Plan.objects.create(cluster=cluster, year=2024)
    assert "Nobody has a duty yet" in body(clerk.get(f"/c/{cluster.code}/2024/duties/"))


@pytest.mark.parametrize("count", [1, 3, 60])
def test_duty_list_takes_as_many_queries(
    seed: Seed, base: str, clerk: Persona, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        DutyFactory.create(activity=seed.visit, unions=seed.unions[:2], support=seed.unions[2:4])
    with django_assert_num_queries(9):
        clerk.get(f"{base}duties/")


def test_stranger_sees_no_duty(base: str, stranger: Persona) -> None:
    assert stranger.get(f"{base}duties/").status_code == 404


# -- The basis


def test_both_readings_are_shown_with_the_plans_totals(seed: Seed, base: str, secretary: Persona) -> None:
    text = body(secretary.get(f"{base}levies/{seed.visit_levy.pk}/basis/"))
    for figure in ("12.000.000", "48.000.000", "68.000.000", "104.000.000", "2.250.000", "9.000.000"):
        assert figure in text
    assert 'value="undecided" checked' in text


def test_choice_is_saved_and_printed(seed: Seed, base: str, secretary: Persona) -> None:
    url = f"{base}levies/{seed.visit_levy.pk}/basis/"
    response = secretary.post(url, {"basis": "per_occurrence", "version": 1})
    assert response.url == f"{base}plan/?moved={seed.visit_levy.clause_id}"
    page = body(secretary.get(response.url))
    assert "2.250.000\u00a0đồng/lần" in page
    assert "104.000.000" in page
    assert 'value="per_occurrence" checked' in body(secretary.get(url))


def test_older_version_is_told(seed: Seed, base: str, secretary: Persona) -> None:
    secretary.cookies["django_language"] = "en"
    Levy.objects.filter(pk=seed.visit_levy.pk).update(version=3)
    url = f"{base}levies/{seed.visit_levy.pk}/basis/"
    response = secretary.post(url, {"basis": "once", "version": 1}, follow=True)
    assert "changed meanwhile" in body(response)
    assert Levy.objects.get(pk=seed.visit_levy.pk).basis == "undecided"


@pytest.mark.parametrize("data", [{}, {"basis": "sometimes", "version": 1}, {"basis": "once", "version": "x"}])
def test_nonsense_is_no_choice(seed: Seed, base: str, secretary: Persona, data: dict[str, Any]) -> None:
    response = secretary.post(f"{base}levies/{seed.visit_levy.pk}/basis/", data)
    assert response.status_code in (200, 422)
    assert Levy.objects.get(pk=seed.visit_levy.pk).basis == "undecided"


@pytest.mark.parametrize("role", ["treasurer", "clerk", "officer_a", "owner"])
def test_others_look_but_do_not_choose(seed: Seed, base: str, role: str, request: Any) -> None:
    reader, url = request.getfixturevalue(role), f"{base}levies/{seed.visit_levy.pk}/basis/"
    page = body(reader.get(url))
    assert "<fieldset disabled>" in page
    assert reader.post(url, {"basis": "once", "version": 1}).status_code == 403
    assert Levy.objects.get(pk=seed.visit_levy.pk).basis == "undecided"


def test_levy_of_another_plan_is_not_there(seed: Seed, base: str, secretary: Persona) -> None:
    Plan.objects.create(cluster=seed.plan.cluster, year=2025)
    assert secretary.get(f"/c/{seed.plan.cluster.code}/2025/levies/{seed.visit_levy.pk}/basis/").status_code == 404


# -- Plans of a cluster


def test_plans_are_listed_with_the_ways_to_begin_one(seed: Seed, secretary: Persona, officer_a: Persona) -> None:
    url = f"/c/{seed.plan.cluster.code}/"
    text = body(secretary.get(url))
    assert f"{url}2024/plan/" in text
    assert f"{url}plans/new/" in text
    assert f"{url}plans/import/" in text
    assert "plans/new/" not in body(officer_a.get(url))


def test_cluster_without_plans(cluster: Cluster, secretary: Persona, stranger: Persona) -> None:
    secretary.cookies["django_language"] = "en"
    assert "There is no plan yet" in body(secretary.get(f"/c/{cluster.code}/"))
    assert stranger.get(f"/c/{cluster.code}/").status_code == 404


def test_plan_is_begun_from_nothing(cluster: Cluster, union_a: MemberUnion, secretary: Persona) -> None:
    url = f"/c/{cluster.code}/plans/new/"
    first, second = timezone.localdate().year, timezone.localdate().year + 1
    assert f'name="year" value="{first}"' in body(secretary.get(url))
    PlanFactory.create(cluster=cluster, year=first)
    assert f'name="year" value="{second}"' in body(secretary.get(url))
    response = secretary.post(url, {"year": "2099", "lead": union_a.pk})
    assert response.url == f"/c/{cluster.code}/2099/plan/"
    text = body(secretary.get(response.url))
    assert "TỔ CHỨC THỰC HIỆN" in text
    assert "BCH ĐOÀN SỞ Y TẾ" in text


@pytest.mark.parametrize("year", ["2024", "", "hai nghìn", "1800", "99999"])
def test_year_must_be_a_free_year(seed: Seed, secretary: Persona, year: str) -> None:
    response = secretary.post(f"/c/{seed.plan.cluster.code}/plans/new/", {"year": year})
    assert response.status_code == 422
    assert "errorlist" in body(response)
    assert Plan.objects.count() == 1


def test_union_of_another_cluster_cannot_be_chosen(cluster: Cluster, secretary: Persona, stranger: Persona) -> None:
    other = stranger.user.memberships.get().union
    assert other is not None
    data = {"year": "2027", "lead": other.pk}
    assert secretary.post(f"/c/{cluster.code}/plans/new/", data).status_code == 422
    assert other.name not in body(secretary.get(f"/c/{cluster.code}/plans/new/"))


@pytest.mark.parametrize("role", ["treasurer", "clerk", "officer_a", "owner"])
def test_readers_begin_no_plan(cluster: Cluster, role: str, request: Any) -> None:
    assert request.getfixturevalue(role).post(f"/c/{cluster.code}/plans/new/", {"year": 2027}).status_code == 403
    assert not Plan.objects.exists()


# -- Files


def words_of(ending: str, content: bytes) -> str:
    """The text of a downloaded paper."""
    if ending == "pdf":
        pdf = pypdfium2.PdfDocument(content)
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())
    if ending == "docx":
        word = docx.Document(BytesIO(content))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        return "\n".join([*cells, *(paragraph.text for paragraph in word.paragraphs)])
    return content.decode()


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("pdf", "application/pdf"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("txt", "text/plain; charset=utf-8"),
        ("json", "application/json"),
    ],
)
def test_plan_is_downloaded_whole(seed: Seed, base: str, officer_a: Persona, ending: str, kind: str) -> None:
    response = officer_a.get(f"{base}plan/{ending}")
    assert response["Content-Type"] == kind
    text = words_of(ending, response.content).replace("\u00a0", " ")
    assert "Cùng nhau làm việc có ích." in text
    assert "Chiến dịch tình nguyện Kỳ nghỉ hồng" in text
    if ending != "json":
        assert "7.000.000 đồng/đơn vị" in text
        assert "- Lưu: VP." in text
    else:
        assert "7000000" in text


def test_file_has_a_name_for_old_and_new_machines(seed: Seed, base: str, clerk: Persona) -> None:
    header = clerk.get(f"{base}plan/txt")["Content-Disposition"]
    assert header.startswith('attachment; filename="ke-hoach-to-chuc-hoat-dong-cum-hanh-chinh-su-nghiep-nam-2024.txt"')
    assert "filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch%20" in header


@pytest.mark.parametrize("ending", ["exe", "PDF", "pdf/", "xlsx"])
def test_other_kinds_of_file_are_not_there(base: str, clerk: Persona, ending: str) -> None:
    assert clerk.get(f"{base}plan/{ending}").status_code == 404


def test_strangers_download_nothing(base: str, stranger: Persona, client: Any) -> None:
    assert stranger.get(f"{base}plan/pdf").status_code == 404
    assert client.get(f"{base}plan/pdf").status_code == 302
