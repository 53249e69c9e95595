"""Issuing in the browser's words: the form, what it refuses and where, downloads of the very files, the plan's page."""

import datetime as dt
import hashlib
import io
from dataclasses import asdict
from pathlib import Path
from typing import Any

import docx
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from plans.actions import issuing
from plans.actions.amending import issue_amendment
from plans.actions.lines import LineChange, change_line
from plans.actions.rounds import close_round, open_round
from plans.documents import CHANGED_MARK, JOINED_MARK, WITHDRAWN_MARK
from plans.issuing.signing import Signing
from plans.models import Plan, Version
from plans.views.files import edition_of
from tests.conftest import Persona
from tests.plans.factories import ClauseFactory
from tests.plans.issuing.conftest import SIGNED
from tests.plans.seed import Seed
from tests.printed import pdf_text
from unions.models import MemberUnion, User

BASE = "/c/hcsn/2024/plan/"
State = Plan.State


def text(answer: Any) -> str:
    return str(answer.content.decode())


def filled(signing: Signing, **change: str) -> dict[str, str]:
    """What a browser sends for a signing."""
    values = {name: str(value) for name, value in asdict(signing).items() if name not in ("recipients", "signed_on")}
    return values | {"signed_on": "05/02/2024", "recipients": "\n".join(signing.recipients)} | change


def state_of(plan: Plan) -> str:
    return Plan.objects.values_list("state", flat=True).get(pk=plan.pk)


def change_a_line(seed: Seed, by: User) -> None:
    line = seed.line("Gắn kết")
    change_line(clause=line, change=LineChange(text="Gắn kết hơn nữa."), seen_version=line.version, by=by)


def test_the_form_knows_the_plan(secretary: Persona, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(number="Số: 07-KH/ĐKDCĐ", signer_capacity="", signer_office="")
    page = text(secretary.get(f"{BASE}issue/"))
    for shown in ('value="07"', 'value="05/02/2024"', 'value="TM. BAN THƯỜNG VỤ"', 'value="BÍ THƯ"', "mở đầu sổ"):
        assert shown in page
    for recipient in plan.recipients.values_list("text", flat=True):
        assert recipient in page


def test_the_form_offers_the_next_number(secretary: Persona, issued: Version, plan: Plan) -> None:
    """The typed number of a plan counts only where it can begin a series."""
    Plan.objects.filter(pk=plan.pk).update(state=State.DRAFT, number="Số: 07-KH/ĐKDCĐ")
    page = text(secretary.get(f"{BASE}issue/"))
    assert 'value="02"' in page
    assert "Số tiếp theo trong sổ “ĐKDCĐ 2022 - 2027” là 02." in page


def test_the_form_shows_what_is_still_odd(secretary: Persona, plan: Plan) -> None:
    page = text(secretary.get(f"{BASE}issue/"))
    assert "chỗ nên xem lại trước khi ký" in page


def test_the_form_says_that_a_round_is_open(secretary: Persona, plan: Plan, signing: Signing, by: User) -> None:
    """Before anything is filled in, in the sentence with which it would be refused, and once only."""
    sentence = "Đang lấy ý kiến lần 1. Hãy kết thúc lần này trước."
    assert sentence not in text(secretary.get(f"{BASE}issue/"))
    held = open_round(plan=plan, deadline=SIGNED + dt.timedelta(days=7), by=by)
    page = text(secretary.get(f"{BASE}issue/"))
    assert f'<a href="{BASE}rounds/1/">{sentence}</a>' in page
    assert page.index(sentence) < page.index('<form class="form card"')
    for sent in (filled(signing), filled(signing, place="")):
        refused = secretary.post(f"{BASE}issue/", sent)
        assert refused.status_code == 422
        assert text(refused).count(sentence) == 1
    assert state_of(plan) == State.CONSULTING
    close_round(consultation=held, by=by)
    assert sentence not in text(secretary.get(f"{BASE}issue/"))


# -- The number as it is printed


def without_symbol(plan: Plan) -> MemberUnion:
    assert plan.lead is not None
    MemberUnion.objects.filter(pk=plan.lead.pk).update(symbol="")
    return plan.lead


def test_the_whole_number_is_shown_before_it_is_signed(secretary: Persona, plan: Plan, signing: Signing) -> None:
    page = text(secretary.get(f"{BASE}issue/"))
    assert "Số: 01-KH/ĐKDCĐ</strong>" in page
    assert 'name="symbol"' not in page
    refused = text(secretary.post(f"{BASE}issue/", filled(signing, number="12", place="", symbol="ĐSYT")))
    assert "Số: 12-KH/ĐKDCĐ</strong>" in refused


def test_a_lead_without_a_symbol_is_given_one_when_it_signs(
    secretary: Persona, plan: Plan, signing: Signing, second: Signing
) -> None:
    lead = without_symbol(plan)
    page = text(secretary.get(f"{BASE}issue/"))
    assert "Số: 01-KH/ĐTN</strong>" in page
    assert f"{lead.name} chưa có ký hiệu riêng" in page
    refused = text(secretary.post(f"{BASE}issue/", filled(signing, place="", symbol="ĐSYT")))
    assert "Số: 01-KH/ĐSYT</strong>" in refused
    late = secretary.post(f"{BASE}issue/", filled(signing, signed_on="06/02/2024", symbol="ĐSYT"))
    assert late.status_code == 422
    lead.refresh_from_db()
    assert lead.symbol == ""  # nothing was issued, so nothing is kept
    secretary.post(f"{BASE}issue/", filled(signing, symbol=" ĐSYT "))
    lead.refresh_from_db()
    assert (lead.symbol, Plan.objects.get(pk=plan.pk).number) == ("ĐSYT", "Số: 01-KH/ĐSYT")
    Plan.objects.filter(pk=plan.pk).update(state=State.DRAFT)
    again = secretary.post(f"{BASE}issue/", filled(signing))
    assert "là 02, không phải 01" in text(again)


def test_without_a_symbol_the_common_one_is_printed(secretary: Persona, plan: Plan, signing: Signing) -> None:
    lead = without_symbol(plan)
    secretary.post(f"{BASE}issue/", filled(signing))
    assert Plan.objects.get(pk=plan.pk).number == "Số: 01-KH/ĐTN"
    lead.refresh_from_db()
    assert lead.symbol == ""


def test_empty_lines_are_told_beside_the_button(secretary: Persona, plan: Plan) -> None:
    assert "dòng trống" not in text(secretary.get(f"{BASE}issue/"))
    for _ in range(2):
        ClauseFactory.create(plan=plan, text="")
    page = text(secretary.get(f"{BASE}issue/"))
    beside = page[page.index('id="issue"') :]
    assert "Còn 2 dòng trống." in beside
    assert f'<a href="{BASE}check/">' in beside


def test_issuing_on_the_page(secretary: Persona, plan: Plan, signing: Signing) -> None:
    answer = secretary.post(f"{BASE}issue/", filled(signing), follow=True)
    assert state_of(plan) == State.ISSUED
    assert "Kế hoạch đã ban hành, số 01-KH/ĐKDCĐ." in text(answer)
    assert "Văn bản đã ban hành" in text(secretary.get(BASE))


@pytest.mark.parametrize(
    ("change", "name", "sentence"),
    [
        ({"number": ""}, "number", ""),
        ({"number": "một"}, "number", "Số viết bằng chữ số"),
        ({"number": "0"}, "number", ""),
        ({"signed_on": "31/02/2024"}, "signed_on", "31/02/2024"),
        ({"signed_on": "06/02/2024"}, "signed_on", "Ngày ký chưa đến"),
        ({"place": ""}, "place", ""),
        ({"signer_name": "  "}, "signer_name", ""),
        ({"signer_office": ""}, "signer_office", ""),
        ({"recipients": " \n "}, "recipients", ""),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_lost(
    secretary: Persona, plan: Plan, signing: Signing, change: dict[str, str], name: str, sentence: str
) -> None:
    answer = secretary.post(f"{BASE}issue/", filled(signing, signer_note="(Ghi chú đã gõ)", **change))
    assert answer.status_code == 422
    assert f'id="id_{name}_error"' in text(answer)
    assert sentence in text(answer)
    assert "(Ghi chú đã gõ)" in text(answer)
    assert state_of(plan) == State.DRAFT


def test_a_number_that_is_not_next_is_named(secretary: Persona, issued: Version, plan: Plan, signing: Signing) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=State.DRAFT)
    answer = secretary.post(f"{BASE}issue/", filled(signing, number="5"))
    assert answer.status_code == 422
    assert "là 02, không phải 05" in text(answer)
    assert 'id="id_number_error"' in text(answer)


def test_a_day_before_the_number_before_is_named(
    secretary: Persona, issued: Version, plan: Plan, signing: Signing
) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=State.DRAFT)
    answer = secretary.post(f"{BASE}issue/", filled(signing, number="2", signed_on="04/02/2024"))
    assert answer.status_code == 422
    assert "Số 01-KH/ĐKDCĐ của sổ “ĐKDCĐ 2022 - 2027” ký ngày 05/02/2024" in text(answer)
    assert 'id="id_signed_on_error"' in text(answer)


def test_an_amendment_older_than_the_plan_is_refused(
    secretary: Persona, issued: Version, seed: Seed, plan: Plan, signing: Signing, by: User
) -> None:
    change_a_line(seed, by)
    page = filled(signing, number="2", signed_on="04/02/2024", reason="Mưa.")
    answer = secretary.post(f"{BASE}amend/", page)
    assert answer.status_code == 422
    assert "ký ngày 05/02/2024" in text(answer)
    assert 'id="id_signed_on_error"' in text(answer)
    assert Version.objects.count() == 1


def test_a_plan_that_changed_is_looked_at_again(
    secretary: Persona, seed: Seed, plan: Plan, signing: Signing, by: User, clock: Any
) -> None:
    seen = Plan.objects.get(pk=plan.pk).changed_at.isoformat()
    clock.move_to("2024-02-05T09:05:00+07:00")
    change_a_line(seed, by)
    answer = secretary.post(f"{BASE}issue/", filled(signing, seen=seen))
    assert answer.status_code == 422
    assert "Hãy xem lại kế hoạch rồi ban hành" in text(answer)
    assert state_of(plan) == State.DRAFT
    now = Plan.objects.get(pk=plan.pk).changed_at.isoformat()
    assert f'value="{now}"' in text(answer), "sent again after a look it goes through"
    secretary.post(f"{BASE}issue/", filled(signing, seen=now))
    assert state_of(plan) == State.ISSUED


def test_issued_twice_is_issued_once(secretary: Persona, plan: Plan, signing: Signing) -> None:
    secretary.post(f"{BASE}issue/", filled(signing))
    answer = secretary.post(f"{BASE}issue/", filled(signing, number="2"), follow=True)
    assert answer.redirect_chain == [(f"{BASE}versions/", 302)]  # to the papers: a form would offer another number
    assert "đã ban hành rồi, số 01-KH/ĐKDCĐ" in text(answer).replace("Số: ", "số ")
    assert Version.objects.count() == 1
    assert secretary.get(f"{BASE}issue/").status_code == 302


def test_downloads_are_the_very_files(secretary: Persona, issued: Version) -> None:
    for kind, content in (("pdf", bytes(issued.pdf)), ("docx", bytes(issued.docx)), ("txt", issued.text.encode())):
        answer = secretary.get(f"{BASE}versions/1/{kind}")
        assert answer.content == content
        assert "01-KH" in answer["Content-Disposition"]
        assert answer["Cache-Control"] == "private, no-store"
    assert b'"format": "cum-plan"' in secretary.get(f"{BASE}versions/1/json").content
    assert secretary.get(f"{BASE}versions/2/pdf").status_code == 404
    assert secretary.get(f"{BASE}versions/1/exe").status_code == 404


def test_the_plans_own_download_is_the_issued_file(secretary: Persona, issued: Version, seed: Seed, by: User) -> None:
    assert secretary.get(f"{BASE}pdf").content == bytes(issued.pdf)
    assert secretary.get(f"{BASE}docx").content == bytes(issued.docx)
    change_a_line(seed, by)
    changed = secretary.get(f"{BASE}pdf").content
    assert changed != bytes(issued.pdf)
    assert CHANGED_MARK in pdf_text(changed)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_downloads_compare_rows_and_paper_once(
    secretary: Persona, issued: Version, seed: Seed, by: User, kind: str, django_assert_num_queries: Any
) -> None:
    """Person and plan take four queries, the rows four, the issued paper one; marked as changed, one more."""
    with django_assert_num_queries(9):
        assert secretary.get(f"{BASE}{kind}").content == bytes(getattr(issued, kind))
    change_a_line(seed, by)
    with django_assert_num_queries(10):
        answer = secretary.get(f"{BASE}{kind}")
    assert answer.content != bytes(getattr(issued, kind))
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].endswith(f".{kind}")


def printed(person: Persona, kind: str) -> str:
    """The words of the plan's own download."""
    content = person.get(f"{BASE}{kind}").content
    if kind == "docx":
        cells = [cell for table in docx.Document(io.BytesIO(content)).tables for cell in table._cells]
        return " ".join(cell.text for cell in cells)
    return pdf_text(content) if kind == "pdf" else content.decode()


@pytest.mark.parametrize("kind", ["pdf", "docx", "txt"])
def test_a_withdrawn_plan_says_so_on_paper(
    secretary: Persona, issued: Version, plan: Plan, seed: Seed, by: User, kind: str
) -> None:
    assert WITHDRAWN_MARK not in printed(secretary, kind)
    issuing.withdraw_plan(plan=plan, reason="Thay kế hoạch khác.", by=by)
    assert WITHDRAWN_MARK in printed(secretary, kind)
    assert CHANGED_MARK not in printed(secretary, kind)
    stored = issued.text.encode() if kind == "txt" else bytes(getattr(issued, kind))
    assert secretary.get(f"{BASE}versions/1/{kind}").content == stored, "what was signed stays as it was"


@pytest.mark.parametrize("kind", ["pdf", "docx", "txt"])
def test_changes_that_were_never_issued_are_marked_in_a_withdrawn_plan_too(
    secretary: Persona, issued: Version, plan: Plan, seed: Seed, by: User, kind: str
) -> None:
    change_a_line(seed, by)
    assert CHANGED_MARK in printed(secretary, kind)
    issuing.withdraw_plan(plan=plan, reason="Thay kế hoạch khác.", by=by)
    words = printed(secretary, kind)
    assert WITHDRAWN_MARK in words
    assert CHANGED_MARK in words


def test_a_withdrawn_draft_says_so(secretary: Persona, plan: Plan, by: User) -> None:
    issuing.withdraw_plan(plan=plan, reason="Không tổ chức.", by=by)
    assert edition_of(Plan.objects.get(pk=plan.pk)).mark == WITHDRAWN_MARK
    assert WITHDRAWN_MARK in text(secretary.get(BASE)), "on the screen as well"


def test_a_draft_has_its_own_mark(plan: Plan, issued: Version) -> None:
    assert edition_of(plan).mark == ""
    assert edition_of(Plan.objects.get(pk=plan.pk)).mark == ""
    Version.objects.create(
        plan=plan,
        number=2,
        kind=Version.Kind.AMENDMENT,
        entry=other_entry(issued),
        text=issued.text,
        data={},
        issued_by=issued.issued_by,
    )
    assert edition_of(Plan.objects.get(pk=plan.pk)).mark == JOINED_MARK


def other_entry(issued: Version) -> Any:
    entry = issued.entry
    entry.pk, entry.number, entry._state.adding = None, 2, True
    entry.save()
    return entry


def test_the_page_of_issued_papers(secretary: Persona, issued: Version) -> None:
    page = text(secretary.get(f"{BASE}versions/"))
    for shown in ("01-KH/ĐKDCĐ", "05/02/2024", issued.pdf_hash, "Kết thúc kế hoạch", "Thu hồi kế hoạch"):
        assert shown in page


def test_others_see_the_papers_and_no_buttons(officer_a: Persona, issued: Version) -> None:
    page = text(officer_a.get(f"{BASE}versions/"))
    assert "01-KH/ĐKDCĐ" in page
    assert "Thu hồi kế hoạch" not in page


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_file_is_compared(secretary: Persona, issued: Version, kind: str) -> None:
    content = bytes(getattr(issued, kind))
    for data, said in ((content, "không thay đổi gì"), (content + b" ", "tệp đã bị sửa"), (b"", "tệp đã bị sửa")):
        file = SimpleUploadedFile(f"ke-hoach.{kind}", data)
        answer = secretary.post(f"{BASE}versions/file/", {"file": file}, follow=True)
        assert said in text(answer)
    assert secretary.post(f"{BASE}versions/file/", {}).status_code == 422


@pytest.mark.parametrize("kind", ["txt", "json"])
def test_the_other_files_of_the_page_are_known_too(secretary: Persona, issued: Version, kind: str) -> None:
    content = secretary.get(f"{BASE}versions/1/{kind}").content
    for data, said in (
        (content, f"Đây đúng là tệp {kind.upper()} của văn bản số 01-KH/ĐKDCĐ"),
        (content + b" ", "tệp đã bị sửa"),
    ):
        file = SimpleUploadedFile(f"ke-hoach.{kind}", data)
        answer = secretary.post(f"{BASE}versions/file/", {"file": file}, follow=True)
        assert said in text(answer)
        assert "toàn văn sau điều chỉnh" not in text(answer)


def test_the_whole_text_beside_an_amendment_is_called_so(
    secretary: Persona, issued: Version, seed: Seed, second: Signing, by: User
) -> None:
    """Its PDF is the amending paper, its TXT the whole plan under the plan's own number."""
    change_a_line(seed, by)
    issue_amendment(plan=seed.plan, signing=second, reason="Mưa.", by=by)
    amended, first = text(secretary.get(f"{BASE}versions/")).split('id="version-1"')
    assert "Toàn văn sau điều chỉnh:" in amended
    assert "Toàn văn sau điều chỉnh:" not in first
    for kind in ("txt", "json"):
        file = SimpleUploadedFile("tep", secretary.get(f"{BASE}versions/2/{kind}").content)
        answer = secretary.post(f"{BASE}versions/file/", {"file": file}, follow=True)
        assert f"{kind.upper()} (toàn văn sau điều chỉnh) của văn bản số 02-KH/ĐKDCĐ" in text(answer)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_command_writes_the_very_file_that_was_issued(
    issued: Version, seed: Seed, by: User, tmp_path: Path, kind: str
) -> None:
    """Whoever keeps it may show later that it is the issued one; a changed plan is made from its rows and says so."""

    def exported() -> bytes:
        path = tmp_path / f"ke-hoach.{kind}"
        call_command("export_plan", cluster="hcsn", year=2024, format=kind, output=path, stdout=io.StringIO())
        return path.read_bytes()

    with time_machine.travel("2024-06-01T09:00:00+07:00"):
        assert hashlib.sha256(exported()).hexdigest() == getattr(issued, f"{kind}_hash")
    change_a_line(seed, by)
    assert hashlib.sha256(exported()).hexdigest() != getattr(issued, f"{kind}_hash")
    if kind == "pdf":
        assert CHANGED_MARK in pdf_text(exported())


def test_the_command_asks_for_what_is_stored(
    issued: Version, plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when the paper would be drawn otherwise by now: with another font, another version of the program."""
    other = tmp_path / "other.css"
    other.write_text("body { font-size: 20pt }", encoding="utf-8")
    monkeypatch.setattr("documents.pdf.STYLESHEET", str(other))
    path = tmp_path / "ke-hoach.pdf"
    call_command("export_plan", cluster="hcsn", year=2024, format="pdf", output=path, stdout=io.StringIO())
    assert hashlib.sha256(path.read_bytes()).hexdigest() == issued.pdf_hash


def test_closing_and_reopening_on_the_page(secretary: Persona, issued: Version, plan: Plan) -> None:
    assert "Kế hoạch đã kết thúc." in text(secretary.post(f"{BASE}close/", follow=True))
    assert state_of(plan) == State.CLOSED
    page = text(secretary.get(BASE))
    assert "Không sửa được gì trong kế hoạch này nữa." in page
    assert "data-undo" not in page
    assert 'href="/c/hcsn/2024/plan/?line=' not in page
    assert "lại có hiệu lực" in text(secretary.post(f"{BASE}reopen/", follow=True))
    assert state_of(plan) == State.ISSUED


def test_closing_a_draft_says_why_not(secretary: Persona, plan: Plan) -> None:
    assert "chưa ban hành" in text(secretary.post(f"{BASE}close/", follow=True))
    assert "chưa kết thúc" in text(secretary.post(f"{BASE}reopen/", follow=True))
    assert state_of(plan) == State.DRAFT


def test_withdrawing_on_the_page(secretary: Persona, issued: Version, plan: Plan) -> None:
    answer = secretary.post(f"{BASE}withdraw/", {"reason": " "})
    assert answer.status_code == 422
    assert 'id="id_reason_error"' in text(answer)
    page = text(secretary.post(f"{BASE}withdraw/", {"reason": "Thay kế hoạch khác."}, follow=True))
    assert "Thay kế hoạch khác." in page
    assert state_of(plan) == State.WITHDRAWN
    assert "Thay kế hoạch khác." in text(secretary.get(BASE))
    again = secretary.post(f"{BASE}withdraw/", {"reason": "Lần nữa."})
    assert again.status_code == 422


def test_the_register_marks_the_number_of_a_withdrawn_plan(
    secretary: Persona, issued: Version, plan: Plan, by: User
) -> None:
    page = "/c/hcsn/register/"
    assert "Đã thu hồi" not in text(secretary.get(page))
    issuing.withdraw_plan(plan=plan, reason="Làm lại.", by=by)
    row = text(secretary.get(page)).partition(issued.entry.symbol)[2].partition("</td>")[0]
    assert "Đã thu hồi" in row


def test_a_line_of_a_closed_plan_keeps_its_words(secretary: Persona, issued: Version, seed: Seed, by: User) -> None:
    line = seed.line("Gắn kết")
    issuing.close_plan(plan=seed.plan, by=by)
    data = {"line-text": "Đã gõ nhưng chưa lưu.", "number-marker": line.marker, "version": str(line.version)}
    answer = secretary.post(f"{BASE}lines/{line.pk}/", data)
    assert answer.status_code == 422
    assert "Đã gõ nhưng chưa lưu." in text(answer)
    assert "không sửa được nữa" in text(answer)
    line.refresh_from_db()
    assert line.text == "Gắn kết các đơn vị trong cụm."


def test_the_letterhead_of_an_issued_plan_is_closed(secretary: Persona, issued: Version, plan: Plan) -> None:
    page = text(secretary.get(f"{BASE}?part=signer"))
    assert 'name="signer_name"' not in page
    assert "?part=title" not in page
    version = Plan.objects.get(pk=plan.pk).version
    answer = secretary.post(f"{BASE}paper/signer/", {"signer_name": "Ai Khác", "version": str(version)})
    assert answer.status_code == 422
    assert "giữ nguyên như khi ký" in text(answer)
    assert Plan.objects.get(pk=plan.pk).signer_name == "Lê Minh Họa"


def test_the_date_of_the_file_is_that_of_signing(issued: Version) -> None:
    assert issued.entry.signed_on == SIGNED
    assert hashlib.sha256(bytes(issued.pdf)).hexdigest() == issued.pdf_hash
