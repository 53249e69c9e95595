"""The page of the plan: what each role sees, parts in their place, swaps, queries, and what is refused."""

from html import unescape
from typing import Any

import pytest

from plans.actions.papers import change_paper
from plans.models import Clause, Plan
from tests.conftest import Persona
from tests.factories import UserFactory
from tests.plans.factories import PlanFactory
from tests.plans.seed import Seed

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def body(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def url(seed: Seed) -> str:
    return f"/c/{seed.plan.cluster.code}/2024/plan/"


READERS = ("secretary", "treasurer", "clerk", "officer_a", "owner")


@pytest.mark.parametrize("role", READERS)
def test_everybody_in_the_cluster_reads_the_paper(seed: Seed, url: str, role: str, request: Any) -> None:
    text = body(request.getfixturevalue(role).get(url))
    assert "MỤC ĐÍCH, YÊU CẦU:" in text
    assert "7.000.000" in text
    assert "- Thường trực Thành Đoàn;" in text
    assert f"Tổ chức hoạt động {seed.plan.cluster.name} năm 2024" in text


@pytest.mark.parametrize("role", ["treasurer", "clerk", "officer_a", "owner"])
def test_only_editors_get_links_forms_and_findings(seed: Seed, url: str, role: str, request: Any) -> None:
    reader = request.getfixturevalue(role)
    line = seed.line("Gắn kết").pk
    for query in ("", f"?line={line}", "?add=line", "?part=signer"):
        text = body(reader.get(url + query))
        assert f"?line={line}" not in text.replace(f'value="{url}?line={line}"', "")
        assert "data-card" not in text
        assert 'id="plan-findings"' not in text


def test_stranger_sees_nothing_and_nobody_signs_in_first(url: str, stranger: Persona, client: Any) -> None:
    assert stranger.get(url).status_code == 404
    assert client.get(url).status_code == 302


def test_year_without_a_plan_is_not_there(seed: Seed, secretary: Persona) -> None:
    assert secretary.get(f"/c/{seed.plan.cluster.code}/2019/plan/").status_code == 404


def test_line_opens_in_its_place(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    text = body(secretary.get(f"{url}?line={clause.pk}"))
    assert f'<form class="line-card" id="line-{clause.pk}"' in text
    assert "Gắn kết các đơn vị trong cụm.</textarea>" in text
    assert f'action="{url}lines/{clause.pk}/"' in text
    assert f"?line={seed.line('Cùng nhau').pk}#line-" in text


def test_swap_of_a_line_is_only_that_line(seed: Seed, url: str, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    response = secretary.get(f"{url}?line={clause.pk}", **HTMX)
    assert "<html" not in body(response)
    assert "Cùng nhau làm việc" not in body(response)
    assert response["HX-Retarget"] == f"#line-{clause.pk}"
    assert response["HX-Push-Url"] == "false"
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize("query", ["saved", "show"])
def test_saved_line_comes_back_with_outline_findings_and_the_hour(
    seed: Seed, url: str, secretary: Persona, query: str
) -> None:
    clause = seed.line("Gắn kết")
    text = body(secretary.get(f"{url}?{query}={clause.pk}", **HTMX))
    assert "autofocus" in text
    for part in ("plan-outline", "plan-findings", "plan-status"):
        assert f'id="{part}"' in text
    assert text.count('hx-swap-oob="true"') == 3
    assert "data-card" not in text


def test_moved_line_swaps_the_paper(seed: Seed, url: str, secretary: Persona) -> None:
    response = secretary.get(f"{url}?moved={seed.line('Gắn kết').pk}", **HTMX)
    assert response["HX-Retarget"] == "#paper"
    assert "Cùng nhau làm việc" in body(response)
    assert body(response).count("autofocus") == 1


@pytest.mark.parametrize("query", ["?line=999999", "?line=abc", "?line=-1", "?show=0", "?add=house", "?part=moon"])
def test_nonsense_in_the_address_shows_the_paper(seed: Seed, url: str, secretary: Persona, query: str) -> None:
    response = secretary.get(url + query)
    assert response.status_code == 200
    assert "data-card" not in body(response).partition("<template")[0]
    assert "Gắn kết" in body(response)


def test_history_of_the_browser_gets_a_whole_page(seed: Seed, url: str, secretary: Persona) -> None:
    response = secretary.get(url, HTTP_HX_HISTORY_RESTORE_REQUEST="true", **HTMX)
    assert "<html" in body(response)


@pytest.mark.parametrize(
    ("words", "inside"),
    [
        ("Thời gian", "schedule-when"),
        ("Địa điểm", "place-where"),
        ("{tên hoạt động}", "activity-title"),
        ("điều phối chung", "duty-lead"),
        ("mời {số lượng}", "quota-people"),
        ("đóng góp kinh phí", "levy-flat"),
    ],
)
def test_card_of_a_fact_has_its_fields(seed: Seed, url: str, secretary: Persona, words: str, inside: str) -> None:
    text = body(secretary.get(f"{url}?line={seed.line(words).pk}"))
    assert f'name="{inside}"' in text
    assert 'name="own-override"' in text


def test_what_was_understood_of_a_time_is_said(seed: Seed, url: str, secretary: Persona) -> None:
    text = body(secretary.get(f"{url}?line={seed.line('Thời gian').pk}"))
    assert "Hiểu là: 01/06–31/08/2024" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Quý III", "Hiểu là: 01/07–30/09/2024"),
        ("Dự kiến tháng 8/2024", "Hiểu là: 01–31/08/2024 · dự kiến"),
        ("03/6, 10/6 và 17/6", "Hiểu là: 03/06/2024, 10/06/2024, 17/06/2024"),
        ("Chiều thứ Sáu hằng tuần", "Hiểu là: 05/01/2024, 12/01/2024, …, 27/12/2024 (52 lần)"),
        ("31/4/2024", "Không có ngày “31/4/2024” trong lịch."),
        ("<b>khi nào rảnh</b>", "Chưa hiểu được ngày; in đúng như đã viết."),
        ("  ", ""),
    ],
)
def test_what_is_understood_of_a_time_is_said_while_it_is_typed(
    url: str, secretary: Persona, words: str, said: str
) -> None:
    for field in ("schedule-when", "activity-when"):
        assert unescape(body(secretary.get(f"{url}understood/", {field: words}))) == said


def test_empty_plan_says_what_to_do(seed: Seed, secretary: Persona) -> None:
    Plan.objects.create(cluster=seed.plan.cluster, year=2030)
    text = body(secretary.get(f"/c/{seed.plan.cluster.code}/2030/plan/"))
    assert "?add=line#line-new" in text
    assert "?add=activity#line-new" in text


def test_text_is_escaped(seed: Seed, url: str, secretary: Persona) -> None:
    Clause.objects.filter(pk=seed.line("Gắn kết").pk).update(text="<script>alert(1)</script> & {đơn vị}")
    text = body(secretary.get(url))
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {đơn vị}" in text


@pytest.mark.parametrize("count", [1, 3, 300])
def test_page_takes_as_many_queries_with_any_number_of_lines(
    secretary: Persona, count: int, django_assert_num_queries: Any
) -> None:
    cluster = secretary.user.memberships.get().cluster
    plan = PlanFactory.create(cluster=cluster, year=2029)
    Clause.objects.bulk_create(
        Clause(plan=plan, position=i, level=2, marker="dash", text=f"Dòng {i}.") for i in range(1, count + 1)
    )
    with django_assert_num_queries(9):
        text = body(secretary.get(f"/c/{cluster.code}/2029/plan/"))
    assert text.count('class="line ') == count


def test_page_of_three_activities_takes_thirteen_queries(
    url: str, secretary: Persona, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(13):
        secretary.get(url)


def test_long_plan_is_linear(secretary: Persona) -> None:
    """Ten times the lines: each line about as many bytes as before."""
    cluster = secretary.user.memberships.get().cluster
    sizes = []
    for year, count in ((2027, 60), (2028, 600)):
        plan = PlanFactory.create(cluster=cluster, year=year)
        rows = [Clause(plan=plan, position=i, level=2, marker="dash", text="Dòng chữ.") for i in range(count)]
        Clause.objects.bulk_create(rows)
        sizes.append(len(secretary.get(f"/c/{cluster.code}/{year}/plan/").content))
    assert (sizes[1] - sizes[0]) / 540 < 260


# -- Around the lines


@pytest.mark.parametrize(
    ("part", "field"),
    [("letterhead", "number"), ("title", "subject"), ("signer", "signer_name"), ("recipients", "recipients")],
)
def test_parts_open_in_their_place(url: str, secretary: Persona, part: str, field: str) -> None:
    text = body(secretary.get(f"{url}?part={part}"))
    assert f'action="{url}paper/{part}/"' in text
    assert f'name="{field}"' in text


def test_letterhead_is_saved_and_shown(seed: Seed, url: str, secretary: Persona) -> None:
    data = {"version": 1, "number": "Số: 07-KH/ĐTN", "place": "Gia Lai", "signed_on": "05/02/2024"}
    response = secretary.post(f"{url}paper/letterhead/", data)
    assert response.url == f"{url}?done=letterhead#letterhead"
    text = body(secretary.get(response.url))
    assert "Số: 07-KH/ĐTN" in text
    assert "Gia Lai, ngày 05 tháng 02 năm 2024" in text


def test_lead_and_recipients_are_saved(seed: Seed, url: str, secretary: Persona) -> None:
    title = {"version": 1, "kind": "KẾ HOẠCH", "subject": "Dòng một\nDòng hai", "lead": seed.unions[2].pk}
    secretary.post(f"{url}paper/title/", title)
    secretary.post(f"{url}paper/recipients/", {"version": 2, "recipients": "Thành Đoàn\n\nLưu: VP"})
    plan = Plan.objects.get(pk=seed.plan.pk)
    assert (plan.lead, plan.subject.splitlines()) == (seed.unions[2], ["Dòng một", "Dòng hai"])
    assert list(plan.recipients.values_list("text", flat=True)) == ["Thành Đoàn", "Lưu: VP"]


def test_impossible_date_is_told_and_nothing_is_lost(url: str, secretary: Persona) -> None:
    data = {"version": 1, "number": "Số: 9", "signed_on": "31/02/2024"}
    response = secretary.post(f"{url}paper/letterhead/", data)
    assert response.status_code == 422
    assert "31/02/2024" in body(response)
    assert 'value="Số: 9"' in body(response)
    assert not Plan.objects.filter(number="Số: 9").exists()


def test_second_editor_of_the_signer_sees_both(seed: Seed, url: str, secretary: Persona) -> None:
    other = UserFactory.create(full_name="Người Khác")
    plan = Plan.objects.get(pk=seed.plan.pk)
    change_paper(plan=plan, values={"signer_name": "Trần Của Họ"}, seen_version=1, by=other)
    response = secretary.post(f"{url}paper/signer/", {"version": 1, "signer_name": "Lê Của Tôi"})
    assert response.status_code == 409
    text = body(response)
    assert "Trần Của Họ" in text
    assert 'value="Lê Của Tôi"' in text
    assert 'name="version" value="2"' in text
    secretary.post(f"{url}paper/signer/", {"version": 2, "signer_name": "Lê Của Tôi"})
    assert Plan.objects.get(pk=seed.plan.pk).signer_name == "Lê Của Tôi"


@pytest.mark.parametrize("role", ["treasurer", "clerk", "officer_a", "owner"])
@pytest.mark.parametrize("part", ["letterhead", "recipients"])
def test_readers_change_nothing_around_the_lines(url: str, role: str, part: str, request: Any) -> None:
    data = {"version": 1, "number": "Số: x", "recipients": "x"}
    assert request.getfixturevalue(role).post(f"{url}paper/{part}/", data).status_code == 403
    assert not Plan.objects.filter(number="Số: x").exists()


def test_unknown_part_and_reading_by_the_wrong_door(url: str, secretary: Persona) -> None:
    assert secretary.post(f"{url}paper/moon/", {"version": 1}).status_code == 404
    assert secretary.get(f"{url}paper/title/").status_code == 405
