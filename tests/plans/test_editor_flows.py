"""A secretary's walk through the editor's plain forms: things added, refusals read in Vietnamese, parts saved.

A refusal is right when the sentence stands there, the typed text is still in its box, and no row was written.
"""

from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest

from plans.models import Activity, ContentItem, Duty, DutyHolder, Levy, Plan, Quota
from plans.queries import load_paper
from tests.conftest import Persona
from tests.plans.conftest import last_record, texts
from tests.plans.factories import DutyFactory, PlanFactory
from tests.plans.seed import Seed
from unions.models import AuditRecord, Cluster

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
LONG = "Tuổi trẻ chung tay xây dựng thành phố văn minh, nghĩa tình. " * 17
HOSTILE = "<img src=x onerror=alert(1)> \"dấu\" & 'nháy'"


def body(response: Any) -> str:
    """The page as a person reads it: entities resolved."""
    return unescape(response.content.decode())


def raw(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def base(seed: Seed) -> str:
    return f"/c/{seed.plan.cluster.code}/2024/"


@pytest.fixture
def url(base: str) -> str:
    return f"{base}plan/"


def printed(plan: Plan) -> list[str]:
    """The lines with their marks as they print."""
    return [f"{line.label} {line.text}".strip().replace("\u00a0", " ") for line in load_paper(plan).lines]


# -- A new line


@pytest.mark.parametrize(
    ("beside", "where", "follows", "label"),
    [
        ("Gắn kết", "after", "- Gắn kết các đơn vị trong cụm.", "-"),
        ("Cùng nhau", "after", "- Cùng nhau làm việc có ích.", "-"),
        ("Mục đích:", "inside", "- Cùng nhau làm việc có ích.", "-"),
        ("Mục đích:", "after", "- Cùng nhau làm việc có ích.", "2."),
        ("MỤC ĐÍCH, YÊU CẦU:", "after", "- Cùng nhau làm việc có ích.", "II."),
        ("Cụm trưởng:", "inside", "- Theo dõi và đôn đốc.", "-"),
        ("Cụm trưởng:", "after", "- Theo dõi và đôn đốc.", "2."),
        ("Trên đây là", "after", "Trên đây là kế hoạch của cụm.", ""),
    ],
)
def test_new_line_takes_mark_and_place_of_its_neighbours(
    seed: Seed, url: str, secretary: Persona, beside: str, where: str, follows: str, label: str
) -> None:
    secretary.post(f"{url}add/line/", {where: seed.line(beside).pk, "line-text": "Dòng mới."})
    lines = printed(seed.plan)
    assert lines[lines.index(follows) + 1] == f"{label} Dòng mới.".strip()


def test_parts_below_a_new_part_are_numbered_on(seed: Seed, url: str, secretary: Persona) -> None:
    secretary.post(f"{url}add/line/", {"after": seed.line("MỤC ĐÍCH").pk, "line-text": "CHỈ TIÊU:"})
    lines = printed(seed.plan)
    assert [line for line in lines if line.split(".")[0] in ("I", "II", "III", "IV")] == [
        "I. MỤC ĐÍCH, YÊU CẦU:",
        "II. CHỈ TIÊU:",
        "III. NỘI DUNG:",
        "IV. TỔ CHỨC THỰC HIỆN:",
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Hai đầu có khoảng trắng.  ", "Hai đầu có khoảng trắng."),
        ("Nhiều    khoảng   trắng.", "Nhiều khoảng trắng."),
        ("Chu\u031b\u0303 to\u0302\u0309 ho\u031b\u0323p.", "Chữ tổ hợp."),
        (HOSTILE, HOSTILE),
        (LONG.strip(), LONG.strip()),
    ],
    ids=["trimmed", "spaces", "decomposed", "hostile", "long"],
)
def test_text_is_kept_as_one_line(seed: Seed, url: str, secretary: Persona, typed: str, kept: str) -> None:
    secretary.post(f"{url}add/line/", {"after": seed.line("Gắn kết").pk, "line-text": typed})
    assert texts(seed.plan)[texts(seed.plan).index("Gắn kết các đơn vị trong cụm.") + 1] == kept
    page = secretary.get(url)
    assert kept in body(page)
    assert "<img src=x" not in raw(page)


def test_more_than_a_line_can_hold_is_refused_and_kept(seed: Seed, url: str, secretary: Persona) -> None:
    before = texts(seed.plan)
    response = secretary.post(f"{url}add/line/", {"line-text": "a" * 20_001})
    assert response.status_code == 422
    assert "a" * 20_001 in body(response)
    assert texts(seed.plan) == before


def test_new_line_leaves_a_note_of_its_author(seed: Seed, url: str, secretary: Persona) -> None:
    secretary.post(f"{url}add/line/", {"line-text": "Ghi lại."})
    record = last_record()
    assert (record.verb, record.by, record.about) == ("clause.add", secretary.user, "Ghi lại.")
    assert Plan.objects.get(pk=seed.plan.pk).changed_by == secretary.user


def test_line_beside_one_that_is_gone_stands_at_the_end(seed: Seed, url: str, secretary: Persona) -> None:
    secretary.post(f"{url}add/line/", {"after": 999_999, "line-text": "Vẫn còn."})
    assert texts(seed.plan)[-1] == "Vẫn còn."


def test_addition_by_htmx_ends_at_the_paper_with_the_new_line(seed: Seed, url: str, secretary: Persona) -> None:
    response = secretary.post(f"{url}add/line/", {"line-text": "Thêm tại chỗ."}, follow=True, **HTMX)
    assert "Thêm tại chỗ." in body(response)
    assert "<html" not in raw(response)
    assert response["HX-Retarget"] == "#paper"


# -- A new activity


@pytest.mark.parametrize(
    ("kind", "title", "when", "where"),
    [
        ("campaign", "Mùa hè xanh", "Tháng 7/2024", "Huyện Cần Giờ"),
        ("themed_session", "Học tập và làm theo Bác", "Ngày 19/5/2024", "Hội trường Sở Y tế"),
        ("recurring_visit", "Thăm mẹ Việt Nam anh hùng", "định kỳ hằng quý", ""),
        ("other", "Hội thao các cơ sở Đoàn", "", ""),
        ("other", "Ngày hội " + "đoàn viên " * 45, "Dự kiến tháng 10/2024", "Quận 1"),
        ("other", 'Hội thi <b>đậm</b> & "nhạt"', "Tháng 9/2024", "<i>Quận 3</i>"),
    ],
    ids=["campaign", "session", "visit", "bare", "long", "hostile"],
)
def test_new_activity_has_its_facts_and_usual_lines(
    seed: Seed, url: str, secretary: Persona, kind: str, title: str, when: str, where: str
) -> None:
    data = {"activity-kind": kind, "activity-title": title, "activity-when": when, "activity-where": where}
    secretary.post(f"{url}add/activity/", data | {"after": seed.visit.clause_id})
    activity = Activity.objects.get(plan=seed.plan, title=title.strip())
    assert activity.kind == kind
    assert [s.text for s in activity.schedules.all()] == [when]
    assert [p.text for p in activity.places.all()] == [where]
    below = texts(seed.plan)[activity.clause.position : activity.clause.position + 4]
    assert below == ["Thời gian: {thời gian}.", "Địa điểm: {địa điểm}.", "Nội dung:", "Phân công thực hiện:"]
    page = secretary.get(url)
    assert title.strip() in body(page)
    assert "<b>đậm" not in raw(page)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("activity-title", "Đ" * 501),
        ("activity-when", "T" * 501),
        ("activity-where", "Q" * 501),
        ("activity-kind", "party"),
        ("activity-title", "   "),
    ],
)
def test_activity_that_is_refused_keeps_the_other_boxes(
    seed: Seed, url: str, secretary: Persona, field: str, typed: str
) -> None:
    data = {
        "activity-kind": "other",
        "activity-title": "Hội trại",
        "activity-when": "Tháng 3/2024",
        "activity-where": "Quận 7",
    }
    response = secretary.post(f"{url}add/activity/", data | {field: typed})
    assert response.status_code == 422
    assert 'class="errorlist"' in raw(response)
    for name, kept in data.items():
        assert kept in body(response) or name == field
    assert Activity.objects.filter(plan=seed.plan).count() == 3


# -- A new duty


@pytest.mark.parametrize(
    ("lead", "support", "text", "sentence"),
    [
        ([1], [], "{đơn vị} lo xe.", "Đoàn Khối Y tế lo xe."),
        ([1, 2], [], "{đơn vị} lo xe.", "Đoàn Khối Y tế, Đoàn Khối Giao thông lo xe."),
        (
            [3],
            [4],
            "{đơn vị} lo xe, phối hợp: {đơn vị phối hợp}.",
            "Đoàn Khối Lao động lo xe, phối hợp: Đoàn Khối Xung phong.",
        ),
    ],
    ids=["one", "two", "supported"],
)
def test_duty_prints_all_who_hold_it(
    seed: Seed, url: str, secretary: Persona, lead: list[int], support: list[int], text: str, sentence: str
) -> None:
    data = {
        "after": seed.session.clause_id,
        "line-text": text,
        "duty-scope": "named",
        "duty-lead": [seed.unions[i].pk for i in lead],
        "duty-support": [seed.unions[i].pk for i in support],
    }
    secretary.post(f"{url}add/duty/", data)
    duty = Duty.objects.get(clause__text=text, activity=seed.session)
    parts = {holder.union: holder.part for holder in duty.holders.all()}
    assert parts == {seed.unions[i]: "lead" for i in lead} | {seed.unions[i]: "support" for i in support}
    assert load_paper(seed.plan).by_clause[duty.clause_id].text == sentence


@pytest.mark.parametrize(
    ("scope", "collective", "printed_as"),
    [
        ("all", "", "Các cơ sở Đoàn trong cụm"),
        ("all", "Toàn thể cơ sở Đoàn", "Toàn thể cơ sở Đoàn"),
        ("lead", "", "Cụm trưởng"),
        ("lead", "Đồng chí Cụm trưởng", "Đồng chí Cụm trưởng"),
    ],
)
def test_duty_of_all_or_the_lead_prints_its_words(
    seed: Seed, url: str, secretary: Persona, scope: str, collective: str, printed_as: str
) -> None:
    data = {"line-text": "{đơn vị} báo cáo hằng tháng.", "duty-scope": scope, "duty-collective": collective}
    secretary.post(f"{url}add/duty/", data | {"after": seed.line("Theo dõi").pk, "duty-lead": [seed.unions[2].pk]})
    duty = Duty.objects.get(clause__text="{đơn vị} báo cáo hằng tháng.")
    assert (duty.scope, duty.collective, duty.holders.count()) == (scope, printed_as, 0)
    assert f"- {printed_as} báo cáo hằng tháng." in printed(seed.plan)


@pytest.mark.parametrize("scope", ["named", "everybody", ""])
def test_duty_of_nobody_is_refused_and_its_words_kept(seed: Seed, url: str, secretary: Persona, scope: str) -> None:
    before = Duty.objects.count()
    data = {"line-text": "{đơn vị} chưa biết ai.", "duty-scope": scope, "duty-support": [seed.unions[1].pk]}
    response = secretary.post(f"{url}add/duty/", data | {"after": seed.line("khám bệnh").pk})
    assert response.status_code == 422
    assert "{đơn vị} chưa biết ai.</textarea>" in body(response)
    assert ("Vui lòng chọn ít nhất một đơn vị phụ trách." in body(response)) == (scope == "named")
    assert Duty.objects.count() == before


def test_union_of_another_cluster_holds_no_duty(seed: Seed, url: str, secretary: Persona, stranger: Persona) -> None:
    other = stranger.user.memberships.get().union
    assert other is not None
    data = {"line-text": "{đơn vị} lấn sân.", "duty-scope": "named", "duty-lead": [other.pk]}
    response = secretary.post(f"{url}add/duty/", data | {"after": seed.line("khám bệnh").pk})
    assert response.status_code == 422
    assert other.name not in body(response)
    assert not DutyHolder.objects.filter(union=other).exists()


# -- New contents, numbers, amounts


@pytest.mark.parametrize("text", ["Sửa đường.", HOSTILE, LONG.strip()], ids=["plain", "hostile", "long"])
def test_content_follows_the_contents_of_its_activity(seed: Seed, url: str, secretary: Persona, text: str) -> None:
    secretary.post(f"{url}add/content/", {"after": seed.line("Thời gian").pk, "line-text": text})
    stored = texts(seed.plan)
    assert stored[stored.index("Tặng quà gia đình chính sách.") + 1] == text
    assert ContentItem.objects.get(clause__text=text).activity == seed.campaign
    assert text in body(secretary.get(url))


@pytest.mark.parametrize(
    ("typed", "people"),
    [("1", 1), ("30", 30), ("1.200", 1200), ("1,200", 1200), ("100000", 100_000), (" 15 ", 15)],
)
def test_number_of_people_is_read_and_printed(
    seed: Seed, url: str, secretary: Persona, typed: str, people: int
) -> None:
    secretary.post(f"{url}add/quota/", {"after": seed.campaign.clause_id, "quota-people": typed})
    quota = Quota.objects.get(activity=seed.campaign)
    assert quota.people == people
    assert quota.clause is not None
    assert quota.clause.text == "Mỗi cơ sở Đoàn trong cụm mời {số lượng} đoàn viên tham dự."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Vui lòng nhập số nguyên, ví dụ 30."),
        ("0", "Số phải từ 1 đến 100.000. Bạn đã nhập 0."),
        ("100001", "Số phải từ 1 đến 100.000. Bạn đã nhập 100001."),
        ("-4", "Đây phải là số nguyên, ví dụ 30 hoặc 1.200. Bạn đã nhập -4."),
        ("12.5", "Đây phải là số nguyên, ví dụ 30 hoặc 1.200. Bạn đã nhập 12.5."),
        ("ba mươi", "Đây phải là số nguyên, ví dụ 30 hoặc 1.200. Bạn đã nhập ba mươi."),
        ("<b>5</b>", "Đây phải là số nguyên, ví dụ 30 hoặc 1.200. Bạn đã nhập <b>5</b>."),
    ],
)
def test_refused_number_of_people_is_quoted(
    seed: Seed, url: str, secretary: Persona, typed: str, sentence: str
) -> None:
    response = secretary.post(f"{url}add/quota/", {"after": seed.campaign.clause_id, "quota-people": typed})
    assert response.status_code == 422
    assert sentence in body(response)
    assert f'value="{typed}"' in body(response) or not typed
    assert "<b>5</b>" not in raw(response)
    assert not Quota.objects.filter(activity=seed.campaign).exists()


def levy_data(seed: Seed, **more: Any) -> dict[str, Any]:
    fields = {"levy-shape": "flat", "levy-lead_pays": "on", "levy-basis": "once"}
    words = {"after": seed.session.clause_id, "line-text": "Góp quỹ ({mức đóng góp})."}
    return words | fields | {f"levy-{name}": value for name, value in more.items()}


@pytest.mark.parametrize(
    ("basis", "lead_pays", "payers"),
    [("once", "on", 7), ("per_quarter", "on", 7), ("per_occurrence", "", 6), ("undecided", "", 6)],
)
def test_one_amount_for_all_makes_a_share_a_union(
    seed: Seed, url: str, secretary: Persona, basis: str, lead_pays: str, payers: int
) -> None:
    data = levy_data(seed, flat="450.000", basis=basis, lead_pays=lead_pays, due_on="30/06/2024")
    secretary.post(f"{url}add/levy/", data)
    levy = Levy.objects.get(clause__text__startswith="Góp quỹ")
    assert (levy.shape, levy.basis, str(levy.due_on)) == ("flat", basis, "2024-06-30")
    assert [share.amount for share in levy.shares.all()] == [450_000] * payers
    assert levy.shares.filter(union=seed.plan.lead).exists() == bool(lead_pays)


def test_amount_of_each_union_prints_as_tiers(seed: Seed, url: str, secretary: Persona) -> None:
    amounts = {f"amount_{union.pk}": f"{place}00.000" for place, union in enumerate(seed.unions[:3], start=1)}
    secretary.post(f"{url}add/levy/", levy_data(seed, shape="tiered", **amounts))
    levy = Levy.objects.get(clause__text__startswith="Góp quỹ")
    assert dict(levy.shares.values_list("union", "amount")) == {
        seed.unions[0].pk: 100_000,
        seed.unions[1].pk: 200_000,
        seed.unions[2].pk: 300_000,
    }
    line = next(line for line in printed(seed.plan) if "Góp quỹ" in line)
    for figure in ("100.000", "200.000", "300.000"):
        assert figure in line


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Vui lòng nhập số tiền mỗi đơn vị nộp, ví dụ 7.000.000."),
        ("7.5", "Số tiền phải là số nguyên đồng, ví dụ 7.000.000. Bạn đã nhập 7.5."),
        ("bảy triệu", "Số tiền phải là số nguyên đồng, ví dụ 7.000.000. Bạn đã nhập bảy triệu."),
        ("-500.000", "Số tiền phải lớn hơn 0 đồng và không có dấu trừ. Bạn đã nhập -500.000."),
        ("0", "Số tiền phải lớn hơn 0 đồng. Bạn đã nhập 0."),
        ("2.000.000.000.000", "Số tiền tối đa là 1.000.000.000.000 đồng. Bạn đã nhập 2.000.000.000.000."),
    ],
)
def test_refused_amount_is_quoted_and_the_words_stay(
    seed: Seed, url: str, secretary: Persona, typed: str, sentence: str
) -> None:
    before = Levy.objects.count()
    response = secretary.post(f"{url}add/levy/", levy_data(seed, flat=typed))
    assert response.status_code == 422
    assert sentence in body(response)
    assert f'value="{typed}"' in body(response) or not typed
    assert "Góp quỹ ({mức đóng góp}).</textarea>" in body(response)
    assert Levy.objects.count() == before


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/02/2024", "Không có ngày 31/02/2024. Ngày phải viết theo dạng ngày/tháng/năm."),
        ("05/02/24", "Vui lòng ghi năm đủ bốn chữ số, ví dụ 05/02/2024. Bạn đã nhập 05/02/24."),
        ("mai", "Ngày phải viết theo dạng ngày/tháng/năm, ví dụ 05/02/2024. Bạn đã nhập mai."),
        ("05/02/3024", "Năm phải từ 1900 đến 2100. Bạn đã nhập 05/02/3024."),
    ],
)
@pytest.mark.parametrize("form", ["levy", "letterhead"])
def test_refused_date_is_quoted(seed: Seed, url: str, secretary: Persona, form: str, typed: str, sentence: str) -> None:
    if form == "levy":
        response = secretary.post(f"{url}add/levy/", levy_data(seed, flat="1.000.000", due_on=typed))
    else:
        response = secretary.post(f"{url}paper/letterhead/", {"version": 1, "number": "Số: 5", "signed_on": typed})
    assert response.status_code == 422
    assert sentence in body(response)
    assert f'value="{typed}"' in body(response)
    assert ("1.000.000" if form == "levy" else 'value="Số: 5"') in body(response)
    assert not AuditRecord.objects.exists()


def test_tiers_without_any_amount_are_refused(seed: Seed, url: str, secretary: Persona) -> None:
    response = secretary.post(f"{url}add/levy/", levy_data(seed, shape="tiered"))
    assert response.status_code == 422
    assert "Vui lòng nhập số tiền của ít nhất một đơn vị." in body(response)
    assert Levy.objects.filter(activity=seed.session).count() == 1


@pytest.mark.parametrize(
    ("kind", "kept"),
    [("content", "Chưa ghi ({mức đóng góp})."), ("levy", "Chưa ghi ({mức đóng góp})."), ("quota", 'value="25"')],
)
def test_outside_an_activity_the_sentence_says_where_to_go(
    seed: Seed, url: str, secretary: Persona, kind: str, kept: str
) -> None:
    data = levy_data(seed, flat="1.000.000") | {"line-text": "Chưa ghi ({mức đóng góp}).", "quota-people": "25"}
    response = secretary.post(f"{url}add/{kind}/", data | {"after": seed.line("Theo dõi").pk})
    assert response.status_code == 422
    assert "Vui lòng chọn một dòng trong hoạt động trước." in body(response)
    assert kept in body(response)
    assert not AuditRecord.objects.exists()


# -- Moving and removing


@pytest.mark.parametrize(
    ("words", "direction", "sentence"),
    [
        ("Gắn kết", "up", "Dòng này đã ở đầu nhóm."),
        ("Mục đích:", "up", "Dòng này đã ở đầu nhóm."),
        ("Cùng nhau", "down", "Dòng này đã ở cuối nhóm."),
        ("Theo dõi", "down", "Dòng này đã ở cuối nhóm."),
        ("Gắn kết", "in", "Không lùi dòng này vào được"),
        ("Mục đích:", "in", "Không lùi dòng này vào được"),
        ("MỤC ĐÍCH", "out", "Dòng này đã ở cấp cao nhất."),
        ("Trên đây là", "out", "Dòng này đã ở cấp cao nhất."),
        ("Thời gian", "out", "Các dòng phía dưới sẽ ra khỏi hoạt động “Chiến dịch tình nguyện Kỳ nghỉ hồng”"),
    ],
)
def test_move_at_an_edge_says_why_and_moves_nothing(
    seed: Seed, url: str, secretary: Persona, words: str, direction: str, sentence: str
) -> None:
    before = printed(seed.plan)
    move = f"{url}lines/{seed.line(words).pk}/move/"
    response = secretary.post(move, {"direction": direction}, follow=True)
    assert sentence in body(response)
    assert printed(seed.plan) == before
    assert not AuditRecord.objects.exists()


@pytest.mark.parametrize(
    ("words", "there", "back"),
    [
        ("Gắn kết", "down", "up"),
        ("Cùng nhau", "in", "out"),
        ("NỘI DUNG:", "up", "down"),
        ("{tên hoạt động}", "down", "up"),
    ],
)
def test_move_there_and_back_prints_the_same_paper(
    seed: Seed, url: str, secretary: Persona, words: str, there: str, back: str
) -> None:
    before, move = printed(seed.plan), f"{url}lines/{seed.line(words).pk}/move/"
    secretary.post(move, {"direction": there})
    between = printed(seed.plan)
    secretary.post(move, {"direction": back})
    assert between != before
    assert printed(seed.plan) == before
    assert [r.verb for r in AuditRecord.objects.all()] == ["clause.move", "clause.move"]


@pytest.mark.parametrize(
    ("words", "count"),
    [("Gắn kết", 1), ("Mục đích:", 3), ("MỤC ĐÍCH", 4), ("Cụm trưởng:", 2), ("TỔ CHỨC", 3)],
)
def test_removal_says_how_many_lines_went(seed: Seed, url: str, secretary: Persona, words: str, count: int) -> None:
    line, before = seed.line(words), texts(seed.plan)
    page = body(secretary.get(f"{url}lines/{line.pk}/remove/"))
    seen = page.split('name="seen" value="')[1].split('"')[0]
    response = secretary.post(f"{url}lines/{line.pk}/remove/", {"seen": seen}, follow=True)
    assert f"Đã xóa {count} dòng." in body(response)
    at = before.index(line.text)
    assert texts(seed.plan) == before[:at] + before[at + count :]


def test_removal_of_an_activity_takes_its_facts_only(seed: Seed, url: str, secretary: Persona) -> None:
    line = seed.campaign.clause
    page = body(secretary.get(f"{url}lines/{line.pk}/remove/"))
    seen = page.split('name="seen" value="')[1].split('"')[0]
    secretary.post(f"{url}lines/{line.pk}/remove/", {"seen": seen})
    assert [a.title for a in Activity.objects.order_by("pk")] == ["Sinh hoạt chuyên đề", "Thăm hỏi hằng quý"]
    assert not Duty.objects.exists()
    assert sorted(Levy.objects.values_list("pk", flat=True)) == [seed.session_levy.pk, seed.visit_levy.pk]
    assert "II. NỘI DUNG:" in printed(seed.plan)


def test_removal_after_somebody_wrote_is_asked_again_in_words(seed: Seed, url: str, secretary: Persona) -> None:
    line, before = seed.line("Mục đích:"), texts(seed.plan)
    response = secretary.post(f"{url}lines/{line.pk}/remove/", {"seen": "0" * 16})
    assert response.status_code == 409
    assert "Các dòng này vừa được sửa. Vui lòng xem lại trước khi xóa." in body(response)
    assert texts(seed.plan) == before


# -- Around the lines


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("letterhead", "parent_heading", "ĐOÀN TNCS HỒ CHÍ MINH THÀNH PHỐ"),
        ("letterhead", "issuer", "CỤM HÀNH CHÍNH – SỰ NGHIỆP"),
        ("letterhead", "number", "Số: 12-KH/CHCSN"),
        ("letterhead", "place", "Thành phố Thủ Đức"),
        ("letterhead", "dateline", "TP. Hồ Chí Minh, ngày … tháng … năm 2024"),
        ("title", "subject", "Về việc <i>nghiêng</i> & thẳng"),
        ("signer", "signer_capacity", "TM. BAN CHẤP HÀNH"),
        ("signer", "signer_office", "CỤM TRƯỞNG"),
        ("signer", "signer_name", "Nguyễn Thị Thúy Kiều"),
        ("signer", "signer_note", "Bí thư Đoàn Sở Y tế"),
        ("signer", "signer_name", "O'Brien <b>Đậm</b>"),
    ],
)
def test_part_is_saved_and_printed(seed: Seed, url: str, secretary: Persona, part: str, field: str, value: str) -> None:
    fixed = {"kind": "KẾ HOẠCH"} if part == "title" else {}
    response = secretary.post(f"{url}paper/{part}/", {"version": 1, **fixed, field: value})
    assert response.url == f"{url}?done={part}#{part}"
    plan = Plan.objects.get(pk=seed.plan.pk)
    assert (getattr(plan, field), plan.version, plan.changed_by) == (value, 2, secretary.user)
    page = secretary.get(url)
    assert value in body(page)
    assert "<b>Đậm" not in raw(page)
    assert "<i>nghiêng" not in raw(page)


@pytest.mark.parametrize(
    ("typed", "stored", "last"),
    [
        ("Thành Đoàn\nLưu: VP", ["Thành Đoàn", "Lưu: VP"], "- Lưu: VP."),
        ("\n\nBan Tổ chức\n \n", ["Ban Tổ chức"], "- Ban Tổ chức."),
        ("  Các cơ sở Đoàn  ", ["Các cơ sở Đoàn"], "- Các cơ sở Đoàn."),
        ("A & B <c>", ["A & B <c>"], "- A & B <c>."),
    ],
)
def test_recipients_are_one_a_line_with_printed_marks(
    seed: Seed, url: str, secretary: Persona, typed: str, stored: list[str], last: str
) -> None:
    secretary.post(f"{url}paper/recipients/", {"version": 1, "recipients": typed})
    assert list(seed.plan.recipients.values_list("text", flat=True)) == stored
    assert last in body(secretary.get(url))


def test_recipients_of_two_editors_are_both_shown(seed: Seed, url: str, secretary: Persona) -> None:
    secretary.post(f"{url}paper/recipients/", {"version": 1, "recipients": "Của người trước"})
    response = secretary.post(f"{url}paper/recipients/", {"version": 1, "recipients": "Của người sau"})
    assert response.status_code == 409
    assert "Lê Thư Ký đã sửa phần này của văn bản trong khi bạn đang nhập." in body(response)
    assert "Của người trước" in body(response)
    assert "Của người sau</textarea>" in body(response)
    assert list(seed.plan.recipients.values_list("text", flat=True)) == ["Của người trước"]


@pytest.mark.parametrize("part", ["letterhead", "title", "signer", "recipients"])
def test_part_opens_by_htmx_without_the_page_around_it(url: str, secretary: Persona, part: str) -> None:
    plain, swap = secretary.get(f"{url}?part={part}"), secretary.get(f"{url}?part={part}", **HTMX)
    for response in (plain, swap):
        assert f'action="{url}paper/{part}/"' in raw(response)
    assert "<html" in raw(plain)
    assert "<html" not in raw(swap)
    assert swap["HX-Retarget"] == "#paper"


# -- Who may: no way in for readers


@pytest.mark.parametrize("role", ["treasurer", "clerk", "officer_a", "owner"])
def test_readers_see_the_paper_without_any_form_that_writes_it(seed: Seed, url: str, role: str, request: Any) -> None:
    page = raw(request.getfixturevalue(role).get(url))
    assert "Gắn kết các đơn vị trong cụm." in page
    for door in ("?add=", "?part=", f"{url}lines/", f"{url}paper/", f"{url}add/"):
        assert door not in page


@pytest.mark.parametrize("kind", ["line", "activity", "content", "duty", "levy", "quota"])
@pytest.mark.parametrize("role", ["treasurer", "clerk", "officer_a"])
def test_readers_add_nothing_of_any_kind(seed: Seed, url: str, role: str, kind: str, request: Any) -> None:
    data = levy_data(seed, flat="1.000.000") | {
        "activity-title": "Lén",
        "activity-kind": "other",
        "duty-scope": "all",
        "quota-people": "9",
    }
    before = texts(seed.plan)
    assert request.getfixturevalue(role).post(f"{url}add/{kind}/", data).status_code == 403
    assert texts(seed.plan) == before
    assert not AuditRecord.objects.exists()


# -- Plans of a cluster, files, duties, the basis


@pytest.mark.parametrize("language", ["vi", "en"])
def test_year_that_has_a_plan_is_refused_by_name(seed: Seed, secretary: Persona, language: str) -> None:
    secretary.cookies["django_language"] = language
    name = seed.plan.cluster.name
    response = secretary.post(f"/c/{seed.plan.cluster.code}/plans/new/", {"year": "2024"})
    sentence = {"vi": f"{name} đã có kế hoạch năm 2024.", "en": f"{name} already has a plan for 2024."}[language]
    assert response.status_code == 422
    assert sentence in body(response)
    assert 'value="2024"' in body(response)
    assert Plan.objects.count() == 1


@pytest.mark.parametrize("year", [1931, 2025, 2200])
def test_plan_of_a_free_year_begins_with_the_standard_parts(cluster: Cluster, secretary: Persona, year: int) -> None:
    response = secretary.post(f"/c/{cluster.code}/plans/new/", {"year": year}, follow=True)
    plan = Plan.objects.get(cluster=cluster, year=year)
    assert f"Đã lập kế hoạch năm {year}. Bạn có thể soạn ngay." in body(response)
    parts = [line.label for line in load_paper(plan).lines if line.clause.level == 0 and line.label]
    assert parts == ["I.", "II.", "III."][: len(parts)]
    assert len(parts) >= 2


def test_plans_are_listed_newest_first(seed: Seed, clerk: Persona) -> None:
    for year in (2022, 2026, 2023):
        PlanFactory.create(cluster=seed.plan.cluster, year=year)
    page = raw(clerk.get(f"/c/{seed.plan.cluster.code}/"))
    links = [page.index(f'/{year}/plan/"') for year in (2026, 2024, 2023, 2022)]
    assert links == sorted(links)


@pytest.mark.parametrize(
    ("ending", "begins"),
    [("pdf", b"%PDF-"), ("docx", b"PK\x03\x04"), ("txt", b""), ("json", b"{")],
)
@pytest.mark.parametrize(
    ("subject", "plain"),
    [
        ("Về việc chăm lo Tết", "ve-viec-cham-lo-tet"),
        ('Đường "tắt"; a/b', "duong-tat"),
        ("Hoạt động\r\nhai dòng", "hoat-dong"),
    ],
    ids=["accents", "quotes", "two lines"],
)
def test_file_is_named_in_vietnamese_and_without_accents(
    seed: Seed, url: str, clerk: Persona, ending: str, begins: bytes, subject: str, plain: str
) -> None:
    Plan.objects.filter(pk=seed.plan.pk).update(subject=subject)
    response = clerk.get(f"{url}{ending}")
    header = response["Content-Disposition"]
    ascii_name = header.split('filename="')[1].split('"')[0]
    full_name = unquote(header.split("filename*=UTF-8''")[1])
    assert response.content.startswith(begins)
    assert response["Cache-Control"] == "private, no-store"
    assert header.startswith("attachment; ")
    assert ascii_name.isascii()
    assert plain in ascii_name
    assert ascii_name.endswith(f".{ending}")
    assert full_name.endswith(f".{ending}")
    assert subject.split()[0] in full_name


@pytest.mark.parametrize(
    ("at", "own", "others"),
    [
        (0, ["điều phối chung", "lo hậu cần"], ["phụ trách khám bệnh"]),
        (1, ["phụ trách khám bệnh"], ["điều phối chung"]),
        (2, ["phụ trách khám bệnh", "phối hợp"], ["điều phối chung"]),
        (6, [], ["điều phối chung", "phụ trách khám bệnh"]),
    ],
)
def test_duties_of_one_union_and_of_all_together(
    seed: Seed, base: str, clerk: Persona, at: int, own: list[str], others: list[str]
) -> None:
    DutyFactory.create(activity=seed.visit, unions=seed.unions[:1], support=seed.unions[2:3])
    DutyFactory.create(activity=seed.visit, scope=Duty.Scope.LEAD, clause__text="Cụm trưởng lo hậu cần.")
    DutyFactory.create(activity=seed.visit, scope=Duty.Scope.ALL, clause__text="Tất cả cùng tham gia.")
    page = body(clerk.get(f"{base}duties/?union={seed.unions[at].code}"))
    listed = page[page.index('<div class="duty-groups">') :]
    assert "Tất cả cùng tham gia." in listed
    assert all(words in listed for words in own)
    assert not any(words in listed for words in others)


@pytest.mark.parametrize(
    ("basis", "words"),
    [("once", "12.000.000"), ("per_quarter", "48.000.000"), ("per_occurrence", "48.000.000")],
)
def test_basis_is_chosen_once_and_a_late_choice_is_told(
    seed: Seed, base: str, secretary: Persona, basis: str, words: str
) -> None:
    url = f"{base}levies/{seed.visit_levy.pk}/basis/"
    assert words in body(secretary.get(url))
    told = secretary.post(url, {"basis": basis, "version": 1}, follow=True)
    assert "“Thăm hỏi hằng quý”" in body(told)
    late = secretary.post(url, {"basis": "undecided", "version": 1}, follow=True)
    assert "Mức đóng góp này vừa được sửa. Vui lòng xem số mới và chọn lại." in body(late)
    assert f'value="{basis}" checked' in body(late)
    assert Levy.objects.get(pk=seed.visit_levy.pk).basis == basis
    assert AuditRecord.objects.filter(verb="levy.choose_basis").count() == 1


@pytest.mark.parametrize("data", [{"basis": "weekly", "version": 1}, {"basis": "once"}, {"version": 1}])
def test_half_a_choice_of_a_basis_writes_nothing(
    seed: Seed, base: str, secretary: Persona, data: dict[str, Any]
) -> None:
    response = secretary.post(f"{base}levies/{seed.visit_levy.pk}/basis/", data)
    assert response.status_code == 422
    assert "12.000.000" in body(response)
    assert Levy.objects.get(pk=seed.visit_levy.pk).basis == "undecided"


@pytest.mark.parametrize("role", ["treasurer", "clerk", "officer_a"])
def test_readers_look_at_both_readings_and_choose_none(seed: Seed, base: str, role: str, request: Any) -> None:
    reader, url = request.getfixturevalue(role), f"{base}levies/{seed.visit_levy.pk}/basis/"
    page = body(reader.get(url))
    assert "48.000.000" in page
    assert "<fieldset disabled>" in page
    assert reader.post(url, {"basis": "once", "version": 1}).status_code == 403
    assert Levy.objects.get(pk=seed.visit_levy.pk).basis == "undecided"


@pytest.mark.parametrize(
    ("kind", "data", "sentence"),
    [
        ("quota", {"quota-people": "0"}, "The number must be between 1 and 100.000. You typed 0."),
        ("levy", {"levy-shape": "flat", "levy-basis": "once"}, "Write the amount that each union pays, for example"),
        ("levy", {"levy-shape": "tiered", "levy-basis": "once"}, "Write at least one union's amount."),
        ("duty", {"duty-scope": "named"}, "Tick at least one union in charge."),
    ],
)
def test_refusals_in_english(
    seed: Seed, url: str, secretary: Persona, kind: str, data: dict[str, str], sentence: str
) -> None:
    secretary.cookies["django_language"] = "en"
    response = secretary.post(f"{url}add/{kind}/", data | {"after": seed.campaign.clause_id, "line-text": "Giữ lại."})
    assert response.status_code == 422
    assert sentence in body(response)
    assert not AuditRecord.objects.exists()
