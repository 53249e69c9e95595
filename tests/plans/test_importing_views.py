"""The two pages: sending a plan, and seeing what was understood before one button writes it."""

import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from documents.reader import read_text
from documents.word import render_docx
from plans import uploads
from plans.levies import levy_totals
from plans.models import Plan
from tests.factories import ClusterFactory, MembershipFactory, MemberUnionFactory, UnionAliasFactory, UserFactory
from tests.plans.papers import OWN, SEED, needs_shared, text_of
from unions.models import AuditRecord, Cluster, MemberUnion, Role, UnionAlias

pytestmark = pytest.mark.django_db
PORT = next(path for path in OWN if path.name == "cum-doanh-nghiep.txt")


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def cluster() -> Cluster:
    return ClusterFactory(code="cang", name="Cụm Cảng")


def signed_in(cluster: Cluster, role: str = Role.SECRETARY) -> Client:
    client = Client()
    client.force_login(MembershipFactory(cluster=cluster, role=role).user)
    return client


@pytest.fixture
def secretary(cluster: Cluster) -> Client:
    return signed_in(cluster)


def send(client: Client, text: str = "", *, year: Any = 2025, file: SimpleUploadedFile | None = None) -> Any:
    data = {"year": year, "text": text} | ({"file": file} if file else {})
    return client.post(reverse("plans:plan_import", args=["cang"]), data)


def page(response: Any) -> str:
    return str(response.content.decode())


def previewed(client: Client, text: str = "") -> tuple[str, str]:
    """The address of the preview and its page."""
    response = send(client, text or text_of(PORT))
    assert response.status_code == 302
    return response["Location"], page(client.get(response["Location"]))


def answers(shown: str, **changes: str) -> dict[str, str]:
    """What the preview's form would send: every value as proposed, with some changed."""
    import re

    names = re.findall(
        r'name="(u\d+-(?:code|name))"[^>]*?value="([^"]*)"|value="([^"]*)"[^>]*?name="(u\d+-(?:code|name))"', shown
    )
    found = {a or d: b or c for a, b, c, d in names}
    for key in {name.split("-")[0] for name in found}:
        found[f"{key}-what"] = "new"
    return found | {"confirm": "1"} | {name.replace("_", "-"): value for name, value in changes.items()}


def test_the_page_asks_for_year_file_or_text(secretary: Client) -> None:
    shown = page(secretary.get(reverse("plans:plan_import", args=["cang"])))
    for name in ("year", "file", "text"):
        assert f'name="{name}"' in shown
    assert 'enctype="multipart/form-data"' in shown


def test_a_pasted_plan_is_shown_before_anything_is_written(secretary: Client) -> None:
    _address, shown = previewed(secretary)
    for words in (
        "Chiến dịch Mùa hè xanh tại xã Thạch Đa",
        "Từ ngày 01/6 đến ngày 31/8/2025",
        "01/06–31/08/2025",
        "Xã Thạch Đa, huyện Kẻ Gỗ",
        "Sửa 240m đường liên thôn.",
        "Đoàn Sở Thủy sản và Nước mắm",
        "“Đoàn Sở TS và Nước mắm”",
        "12.000.000",
        "10.000.000",
        "90.000.000",
        "Lê Thị Sóng",
        "Lưu: VP",
        "Tuổi trẻ làm chủ công nghệ",
        "Kinh phí: 500.000đ/đơn vị.",
    ):
        assert words in shown, words
    assert not Plan.objects.exists()
    assert not AuditRecord.objects.exists()


def test_one_button_writes_everything(secretary: Client, cluster: Cluster, media: Path) -> None:
    address, shown = previewed(secretary)
    response = secretary.post(address, answers(shown))
    assert response["Location"] == reverse("plans:plan_edit", args=["cang", 2025])
    plan = Plan.objects.get(cluster=cluster, year=2025)
    assert [total.each_time for total in levy_totals(plan)] == [12_000_000, 3_000_000, 10_000_000]
    assert AuditRecord.objects.get().by == plan.changed_by
    assert list((media / "imports").iterdir()) == []
    assert "Chiến dịch Mùa hè xanh" in page(secretary.get(response["Location"]))


def test_a_confirmed_file_cannot_be_confirmed_again(secretary: Client) -> None:
    address, shown = previewed(secretary)
    secretary.post(address, answers(shown))
    response = secretary.post(address, answers(shown))
    assert response["Location"] == reverse("plans:plan_import", args=["cang"])
    assert Plan.objects.count() == 1


def test_a_word_file_is_read_like_its_text(secretary: Client) -> None:
    docx = render_docx(read_text(text_of(PORT)).document)
    response = send(secretary, file=SimpleUploadedFile("Kế hoạch.docx", docx))
    assert "Tọa đàm “Thanh niên với cảng biển thông minh”" in page(secretary.get(response["Location"]))


def test_unions_of_the_cluster_are_shown_with_their_spelling(secretary: Client, cluster: Cluster) -> None:
    port = MemberUnionFactory(cluster=cluster, code="C1", name="Đoàn Cảng tổng hợp")
    UnionAliasFactory(union=port, name="Đoàn Cảng Sông Lam")
    MemberUnionFactory(cluster=cluster, code="C2", name="Đoàn Sở Nhàn rỗi")
    address, shown = previewed(secretary)
    assert "Đoàn Cảng tổng hợp" in shown
    assert "“Đoàn Cảng Sông Lam”" in shown
    assert shown.count('-what"') // 2 >= 5 or shown.count("-what") >= 5
    secretary.post(address, answers(shown))
    assert MemberUnion.objects.filter(cluster=cluster).count() == 7


def key_of(shown: str, name: str) -> str:
    import re

    found = re.search(rf"<legend class=.strong.>{name}</legend>.*?name=\"(u\d+)-", shown, re.DOTALL)
    assert found
    return found.group(1)


def test_a_found_union_can_be_renamed_merged_or_dropped(secretary: Client, cluster: Cluster) -> None:
    old = MemberUnionFactory(cluster=cluster, code="TRAM", name="Chi đoàn Đăng kiểm số 9")
    address, shown = previewed(secretary)
    port, station, carrier = (
        key_of(shown, name)
        for name in ("Đoàn Cảng Sông Lam", "Chi đoàn Trạm đăng kiểm Cửa Lò", "Chi đoàn Công ty vận tải Bình Minh")
    )
    known = next(part for part in shown.split("<option ")[1:] if "Chi đoàn Đăng kiểm số 9" in part)
    values = answers(shown)
    values |= {f"{port}-code": "CANG", f"{port}-name": "Đoàn Cảng biển Sông Lam"}
    values |= {f"{station}-what": known.split('value="')[1].split('"')[0], f"{carrier}-what": "none"}
    response = secretary.post(address, values)
    assert response.status_code == 302, (response.context["error"], [form.errors for form in response.context["forms"]])
    codes = set(MemberUnion.objects.filter(cluster=cluster).values_list("code", flat=True))
    assert codes == {"TRAM", "CANG", "KVCPBB", "TSNM", "VKTSL"}
    assert set(UnionAlias.objects.filter(union=old).values_list("name", flat=True)) == {
        "Chi đoàn Trạm đăng kiểm Cửa Lò"
    }


def test_a_new_union_without_a_name_or_with_a_taken_code_is_refused_on_the_page(
    secretary: Client, cluster: Cluster
) -> None:
    MemberUnionFactory(cluster=cluster, code="CU", name="Đoàn Cũ kỹ")
    address, shown = previewed(secretary)
    port = key_of(shown, "Đoàn Cảng Sông Lam")
    response = secretary.post(address, answers(shown) | {f"{port}-name": ""})
    assert response.status_code == 422
    assert "errorlist" in page(response)
    response = secretary.post(address, answers(shown) | {f"{port}-code": "CU"})
    assert response.status_code == 422
    assert "CU" in page(response)
    assert "Đoàn Cũ kỹ" in page(response)
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rong.txt", b""),
        ("anh.docx", b"\x89PNG\r\n\x1a\n000"),
        ("kh.json", b"{"),
        ("vni.txt", ("KEÁ HOAÏCH\nToå chöùc hoaït ñoäng Cuïm naêm 2024\nI. MUÏC ÑÍCH, YEÂU CAÀU\n" * 4).encode()),
    ],
)
def test_a_bad_file_is_said_on_the_form(name: str, data: bytes, secretary: Client, media: Path) -> None:
    response = send(secretary, file=SimpleUploadedFile(name, data))
    assert response.status_code == 422
    assert "errorlist" in page(response)
    assert not list(media.glob("imports/*"))


def test_a_file_of_eleven_megabytes_is_refused(secretary: Client) -> None:
    response = send(secretary, file=SimpleUploadedFile("lon.txt", b"a" * (11 * 1024 * 1024)))
    assert response.status_code == 422
    assert "10" in page(response)


def test_nothing_sent_is_said_and_what_was_typed_stays(secretary: Client) -> None:
    assert send(secretary, "  ").status_code == 422
    response = send(secretary, "KẾ HOẠCH\nHoạt động năm 2025\nNội dung đã gõ.", year="hai nghìn")
    assert response.status_code == 422
    assert "Nội dung đã gõ." in page(response)


def test_a_wrong_year_is_said_and_the_text_stays(secretary: Client) -> None:
    response = send(secretary, text_of(PORT), year=2024)
    assert response.status_code == 422
    assert "2025" in page(response)
    assert "Chiến dịch Mùa hè xanh" in page(response)


def test_a_year_that_has_a_plan_is_said_before_and_after_the_preview(secretary: Client, cluster: Cluster) -> None:
    address, shown = previewed(secretary)
    Plan.objects.create(cluster=cluster, year=2025)
    assert send(secretary, text_of(PORT)).status_code == 422
    response = secretary.post(address, answers(shown))
    assert response.status_code == 422
    assert "Cụm Cảng" in page(response)
    assert Plan.objects.count() == 1


@pytest.mark.parametrize("role", [Role.TREASURER, Role.CLERK, Role.OFFICER])
def test_only_who_may_import_sees_the_pages(role: str, cluster: Cluster) -> None:
    client = signed_in(cluster, role)
    assert client.get(reverse("plans:plan_import", args=["cang"])).status_code == 403
    assert send(client, text_of(PORT)).status_code == 403
    assert client.get(reverse("plans:plan_import_preview", args=["cang", "0" * 32])).status_code == 403


def test_strangers_and_passers_by_find_nothing(cluster: Cluster) -> None:
    stranger = Client()
    stranger.force_login(UserFactory())
    assert stranger.get(reverse("plans:plan_import", args=["cang"])).status_code == 404
    assert "/login/" in Client().get(reverse("plans:plan_import", args=["cang"]))["Location"]


def test_a_waiting_file_belongs_to_the_session_that_sent_it(secretary: Client, cluster: Cluster) -> None:
    address, shown = previewed(secretary)
    other = signed_in(cluster)
    for response in (other.get(address), other.post(address, answers(shown))):
        assert response["Location"] == reverse("plans:plan_import", args=["cang"])
    assert not Plan.objects.exists()


def test_a_waiting_file_belongs_to_its_cluster(secretary: Client) -> None:
    address, _shown = previewed(secretary)
    elsewhere = ClusterFactory(code="khac")
    MembershipFactory(cluster=elsewhere, role=Role.SECRETARY, user_id=int(secretary.session["_auth_user_id"]))
    response = secretary.get(address.replace("/cang/", "/khac/"))
    assert response["Location"] == reverse("plans:plan_import", args=["khac"])


def test_after_an_hour_a_file_is_gone(secretary: Client, media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address, _shown = previewed(secretary)
    (waiting,) = (media / "imports").iterdir()
    assert oct(waiting.stat().st_mode)[-3:] == "600"
    now = time.time()
    os.utime(waiting, (now - 4000, now - 4000))
    monkeypatch.setattr(uploads.time, "time", lambda: now + 4000)
    assert secretary.get(address)["Location"] == reverse("plans:plan_import", args=["cang"])
    uploads.clear_old()
    assert not waiting.exists()


def test_a_person_has_a_handful_of_files_waiting(secretary: Client, media: Path) -> None:
    for _ in range(uploads.MOST_WAITING + 2):
        send(secretary, text_of(PORT))
    assert len(list((media / "imports").iterdir())) == uploads.MOST_WAITING


def test_a_path_is_no_token(secretary: Client) -> None:
    assert secretary.get("/c/cang/plans/import/..%2F..%2Fetc/").status_code == 404


def test_looking_at_the_preview_writes_nothing(secretary: Client) -> None:
    address, _shown = previewed(secretary)
    for _ in range(3):
        secretary.get(address)
    assert not Plan.objects.exists()
    assert not MemberUnion.objects.exists()


def test_a_plan_of_plain_paragraphs_comes_in_as_well(secretary: Client) -> None:
    address, shown = previewed(secretary, "Một trang giấy.\nKhông có hoạt động nào.")
    assert secretary.post(address, answers(shown)).status_code == 302
    assert [clause.text for clause in Plan.objects.get().clauses.all()] == [
        "Một trang giấy.",
        "Không có hoạt động nào.",
    ]


def test_what_comes_in_is_shown_as_text_never_as_markup(secretary: Client) -> None:
    _address, shown = previewed(
        secretary, "KẾ HOẠCH\nHội trại <script>alert(1)</script> năm 2025\n\nI. NỘI DUNG\n1. <b>Trại</b>\n"
    )
    assert "<script>alert" not in shown
    assert "<b>Trại" not in shown


@needs_shared
def test_the_seed_shows_its_sums_and_both_readings(secretary: Client) -> None:
    response = send(secretary, text_of(SEED), year=2024)
    shown = page(secretary.get(response["Location"]))
    for words in ("49.000.000", "7.000.000", "12.000.000", "48.000.000", "Bùi Hữu Hồng Hải", "Lưu: VP ĐKDCĐ", "ĐKDCĐ"):
        assert words in shown, words
