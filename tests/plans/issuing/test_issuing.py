"""A plan's life: issued once and frozen, closed or withdrawn, reopened; what each refuses and leaves behind."""

import datetime as dt
import hashlib
import io
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from documents.text import render_text
from plans.actions import issuing
from plans.actions.amending import issue_amendment
from plans.actions.clauses import add_clause, move_clause
from plans.actions.issuing import issue_plan
from plans.actions.lines import LineChange, change_line
from plans.actions.papers import change_paper, change_recipients
from plans.actions.rounds import back_to_draft, close_round, open_round
from plans.actions.undoing import undo_last
from plans.documents import plan_document
from plans.errors import NotBeingDrafted, RoundIsOpen
from plans.exchange.reading import draft_from_json
from plans.issuing import errors
from plans.issuing.freezing import broken_parts
from plans.issuing.queries import file_found, last_version, says_the_same, versions_of
from plans.issuing.signing import Signing
from plans.issuing.snapshot import canonical, sums_of
from plans.models import Plan, RegisterEntry, Version
from plans.queries import load_paper
from tests.plans.conftest import fail_to_record, last_record
from tests.plans.issuing.conftest import SIGNED
from tests.plans.seed import Seed
from tests.printed import pdf_text
from unions.models import User

State = Plan.State


def stored(plan: Plan) -> Plan:
    return Plan.objects.select_related("cluster", "lead").get(pk=plan.pk)


# -- Issuing


def test_issuing_fills_in_the_paper(issued: Version, plan: Plan) -> None:
    row = stored(plan)
    assert row.state == State.ISSUED
    assert row.number == "Số: 01-KH/ĐKDCĐ"
    assert (row.place, row.signed_on, row.dateline) == ("TP. Hồ Chí Minh", SIGNED, "")
    assert (row.signer_capacity, row.signer_office) == ("TM. BAN THƯỜNG VỤ", "BÍ THƯ")
    assert (row.signer_name, row.signer_note) == ("Lê Minh Họa", "(Bí thư Đoàn Khối)")
    assert list(row.recipients.values_list("text", flat=True)) == [
        "Thành Đoàn",
        "Các cơ sở Đoàn trong cụm",
        "Lưu: Văn phòng",
    ]


def test_issuing_takes_its_number(issued: Version, plan: Plan) -> None:
    entry = RegisterEntry.objects.get()
    assert (entry.series, entry.number, entry.symbol) == ("ĐKDCĐ 2022 - 2027", 1, "01-KH/ĐKDCĐ")
    assert issued.entry == entry
    assert entry.about == f"Kế hoạch {plan.subject}"


def test_issuing_freezes_text_data_and_files(issued: Version, plan: Plan) -> None:
    row = stored(plan)
    assert (issued.number, issued.kind) == (1, Version.Kind.PLAN)
    assert issued.text == render_text(plan_document(row))
    assert "Số: 01-KH/ĐKDCĐ" in issued.text
    assert "ngày 05 tháng 02 năm 2024" in issued.text
    assert "DỰ THẢO" not in issued.text
    words = pdf_text(bytes(issued.pdf))
    assert "01-KH/ĐKDCĐ" in words
    assert "Lê Minh Họa" in words
    assert bytes(issued.docx).startswith(b"PK")


def test_the_frozen_data_is_the_plan_again(issued: Version) -> None:
    draft = draft_from_json(issued.data["plan"])
    assert len(draft.activities) == 3
    assert [line["text"] for line in issued.data["lines"]][1] == "MỤC ĐÍCH, YÊU CẦU:"
    totals = [sum(amount for _name, amount in levy["shares"].values()) for levy in issued.data["levies"]]
    assert totals == [49_000_000, 7_000_000, 12_000_000]


def test_the_sums_are_those_of_the_contents(issued: Version) -> None:
    row = Version.objects.get(pk=issued.pk)
    assert row.pdf_hash == hashlib.sha256(bytes(row.pdf)).hexdigest()
    assert row.docx_hash == hashlib.sha256(bytes(row.docx)).hexdigest()
    assert row.text_hash == hashlib.sha256(row.text.encode()).hexdigest()
    assert row.data_hash == hashlib.sha256(canonical(row.data)).hexdigest()
    assert broken_parts(row) == []


def test_a_changed_byte_shows(issued: Version) -> None:
    row = Version.objects.get(pk=issued.pk)
    row.pdf = bytes(row.pdf) + b" "
    row.text += "."
    row.data["lines"][0]["text"] = "Khác."
    assert broken_parts(row) == ["text", "data", "pdf"]


def test_canonical_data_does_not_depend_on_order() -> None:
    assert canonical({"b": 1, "a": [{"d": "đ", "c": 2}]}) == canonical({"a": [{"c": 2, "d": "đ"}], "b": 1})


def test_issuing_leaves_a_record(issued: Version, plan: Plan) -> None:
    record = last_record()
    assert record.verb == "plan.issue"
    assert record.about.startswith("Số: 01-KH/ĐKDCĐ")
    assert record.data["after"] == {"number": "Số: 01-KH/ĐKDCĐ", "signed_on": "2024-02-05"}


def test_without_a_record_nothing_is_issued(
    plan: Plan, signing: Signing, by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_to_record(monkeypatch)
    with pytest.raises(RuntimeError):
        issue_plan(plan=plan, signing=signing, by=by)
    assert nothing_issued(plan)


def nothing_issued(plan: Plan) -> bool:
    row = stored(plan)
    untouched = row.number == "" and "Lưu: Văn phòng" not in row.recipients.values_list("text", flat=True)
    return untouched and row.is_drafted and not Version.objects.exists() and not RegisterEntry.objects.exists()


def test_what_is_issued_once_is_issued(issued: Version, plan: Plan, second: Signing, by: User) -> None:
    with pytest.raises(errors.IssuedAlready, match="01-KH/ĐKDCĐ"):
        issue_plan(plan=plan, signing=second, by=by)
    assert Version.objects.count() == RegisterEntry.objects.count() == 1


def test_an_open_round_is_closed_first(plan: Plan, signing: Signing, by: User) -> None:
    held = open_round(plan=plan, deadline=SIGNED + dt.timedelta(days=7), by=by)
    with pytest.raises(RoundIsOpen):
        issue_plan(plan=plan, signing=signing, by=by)
    close_round(consultation=held, by=by)
    assert issue_plan(plan=plan, signing=signing, by=by).number == 1


def test_what_was_not_seen_is_not_signed(plan: Plan, signing: Signing, by: User) -> None:
    seen = stored(plan).changed_at - dt.timedelta(seconds=1)
    with pytest.raises(errors.ChangedSinceSeen):
        issue_plan(plan=plan, signing=signing, by=by, seen=seen)
    assert nothing_issued(plan)
    assert issue_plan(plan=plan, signing=signing, by=by, seen=stored(plan).changed_at)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"signed_on": dt.date(2024, 2, 6)}, errors.SignedAhead),
        ({"place": " "}, errors.PartsMissing),
        ({"signer_name": ""}, errors.PartsMissing),
        ({"signer_office": "", "signer_note": ""}, errors.PartsMissing),
        ({"recipients": (" ",)}, errors.PartsMissing),
    ],
)
def test_what_the_form_asks_for_must_be_there(
    plan: Plan, signing: Signing, by: User, change: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        issue_plan(plan=plan, signing=replace(signing, **change), by=by)  # type: ignore[arg-type]
    assert nothing_issued(plan)


def test_no_number_is_left_out(issued: Version, plan: Plan, signing: Signing, by: User) -> None:
    other = stored(plan)
    other.pk, other.year, other.state, other.number = None, 2025, State.DRAFT, ""
    other.save()
    with pytest.raises(errors.NumberNotNext, match="02"):
        issue_plan(plan=other, signing=replace(signing, number=4), by=by)
    assert issue_plan(plan=other, signing=replace(signing, number=2), by=by).entry.number == 2


# -- After it


def test_the_paper_around_the_lines_stays(issued: Version, plan: Plan, by: User) -> None:
    row = stored(plan)
    with pytest.raises(errors.PaperIsIssued):
        change_paper(plan=row, values={"place": "Hà Nội"}, seen_version=row.version, by=by)
    with pytest.raises(errors.PaperIsIssued):
        change_recipients(plan=row, texts=["Ai đó"], seen_version=row.version, by=by)
    assert stored(plan).place == "TP. Hồ Chí Minh"
    assert row.recipients.count() == 3


def test_lines_may_change_and_the_issued_paper_does_not(issued: Version, seed: Seed, by: User) -> None:
    before = Version.objects.get(pk=issued.pk)
    line = seed.line("Gắn kết")
    change_line(clause=line, change=LineChange(text="Gắn kết hơn nữa."), seen_version=line.version, by=by)
    after = Version.objects.get(pk=issued.pk)
    assert bytes(after.pdf) == bytes(before.pdf)
    assert (after.text, after.data, after.text_hash) == (before.text, before.data, before.text_hash)
    assert not says_the_same(load_paper(stored(seed.plan)), after)
    undo_last(plan=seed.plan, by=by)
    assert says_the_same(load_paper(stored(seed.plan)), after)


def test_an_issued_plan_is_not_asked_about(issued: Version, plan: Plan, by: User) -> None:
    with pytest.raises(NotBeingDrafted):
        open_round(plan=plan, deadline=SIGNED + dt.timedelta(days=7), by=by)
    with pytest.raises(NotBeingDrafted):
        back_to_draft(plan=plan, by=by)


# -- Closing, withdrawing, reopening


def test_closing(issued: Version, plan: Plan, by: User) -> None:
    assert issuing.close_plan(plan=plan, by=by).state == State.CLOSED
    record = last_record()
    assert (record.verb, record.data["before"], record.data["after"]) == (
        "plan.close",
        {"state": "issued"},
        {"state": "closed"},
    )


def test_only_an_issued_plan_is_closed(plan: Plan, by: User) -> None:
    with pytest.raises(errors.NotIssued):
        issuing.close_plan(plan=plan, by=by)
    assert stored(plan).state == State.DRAFT


def test_changes_are_issued_before_closing(issued: Version, seed: Seed, by: User) -> None:
    add_clause(plan=seed.plan, text="Thêm một dòng.", by=by)
    with pytest.raises(errors.ChangesNotIssued):
        issuing.close_plan(plan=seed.plan, by=by)
    undo_last(plan=seed.plan, by=by)
    assert issuing.close_plan(plan=seed.plan, by=by).state == State.CLOSED


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN])
def test_nothing_changes_in_a_plan_that_ended(issued: Version, seed: Seed, by: User, state: str) -> None:
    line = seed.line("Gắn kết")
    Plan.objects.filter(pk=seed.plan.pk).update(state=state, state_reason="Không còn.")
    with pytest.raises(errors.AlreadyEnded):
        change_line(clause=line, change=LineChange(text="Khác."), seen_version=line.version, by=by)
    with pytest.raises(errors.AlreadyEnded):
        add_clause(plan=seed.plan, text="Thêm.", by=by)
    with pytest.raises(errors.AlreadyEnded):
        move_clause(clause=line, direction="down", by=by)
    with pytest.raises(errors.AlreadyEnded):
        undo_last(plan=seed.plan, by=by)
    line.refresh_from_db()
    assert line.text == "Gắn kết các đơn vị trong cụm."


def test_withdrawing_says_why(issued: Version, plan: Plan, by: User) -> None:
    for empty in ("", " \n "):
        with pytest.raises(errors.ReasonMissing):
            issuing.withdraw_plan(plan=plan, reason=empty, by=by)
    row = issuing.withdraw_plan(plan=plan, reason=" Thay bằng  kế hoạch của Thành Đoàn. ", by=by)
    assert (row.state, row.state_reason) == (State.WITHDRAWN, "Thay bằng kế hoạch của Thành Đoàn.")
    assert last_record().data["after"]["reason"] == row.state_reason
    with pytest.raises(errors.AlreadyEnded):
        issuing.withdraw_plan(plan=plan, reason="Lần nữa.", by=by)


def test_a_draft_may_be_withdrawn_and_is_a_draft_again(plan: Plan, by: User) -> None:
    issuing.withdraw_plan(plan=plan, reason="Không tổ chức.", by=by)
    row = issuing.reopen_plan(plan=plan, by=by)
    assert (row.state, row.state_reason) == (State.DRAFT, "")


def test_an_open_round_keeps_a_plan_from_being_withdrawn(plan: Plan, by: User) -> None:
    open_round(plan=plan, deadline=SIGNED + dt.timedelta(days=7), by=by)
    with pytest.raises(RoundIsOpen):
        issuing.withdraw_plan(plan=plan, reason="Không tổ chức.", by=by)


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN])
def test_reopening_an_issued_plan(issued: Version, plan: Plan, by: User, state: str) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=state, state_reason="Nhầm.")
    row = issuing.reopen_plan(plan=plan, by=by)
    assert (row.state, row.state_reason) == (State.ISSUED, "")
    assert last_record().verb == "plan.reopen"
    with pytest.raises(errors.NotEnded):
        issuing.reopen_plan(plan=plan, by=by)


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN])
def test_a_plan_that_ended_is_not_issued(plan: Plan, signing: Signing, by: User, state: str) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=state, state_reason="Nhầm.")
    with pytest.raises(errors.AlreadyEnded):
        issue_plan(plan=plan, signing=signing, by=by)


# -- The day of an amending paper


def test_an_amendment_is_not_older_than_what_it_amends(issued: Version, seed: Seed, second: Signing, by: User) -> None:
    """Even where its number comes from another book, that of the union to which the lead was handed over."""
    seed.unions[1].symbol = "ĐTN2"
    seed.unions[1].save()
    Plan.objects.filter(pk=seed.plan.pk).update(lead=seed.unions[1])
    add_clause(plan=seed.plan, text="Thêm một dòng.", by=by)
    early = replace(second, number=1, signed_on=SIGNED - dt.timedelta(days=1))
    with pytest.raises(errors.SignedBeforeAmended, match=r"01-KH/ĐKDCĐ.* 05/02/2024"):
        issue_amendment(plan=seed.plan, signing=early, reason="Mưa.", by=by)
    assert Version.objects.count() == RegisterEntry.objects.count() == 1, "no number is lost"
    version = issue_amendment(plan=seed.plan, signing=replace(early, signed_on=SIGNED), reason="Mưa.", by=by)
    assert (version.number, version.entry.series) == (2, "ĐTN2 2022 - 2027")


# -- Questions


def test_the_last_version(issued: Version, plan: Plan) -> None:
    last = last_version(plan, "pdf")
    assert last == issued
    assert last
    assert last.get_deferred_fields() >= {"data", "changes", "docx"}
    assert not {"text", "pdf"} & last.get_deferred_fields()
    assert last_version(Plan(pk=0)) is None


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_file_is_found_by_its_sum(issued: Version, plan: Plan, kind: str) -> None:
    found = file_found(plan, hashlib.sha256(bytes(getattr(issued, kind))).hexdigest())
    assert found == (issued, {"pdf": "PDF", "docx": "Word"}[kind])
    assert file_found(plan, "0" * 64) is None
    assert file_found(Plan(pk=0), issued.pdf_hash) is None


def test_the_list_does_not_read_the_files(
    issued: Version, plan: Plan, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        (row,) = versions_of(plan)
        assert (row.entry.symbol, str(row.issued_by)) == ("01-KH/ĐKDCĐ", str(issued.issued_by))
    assert {"pdf", "docx", "text", "data", "changes"} <= row.get_deferred_fields()


# -- The command


def test_everything_is_as_issued(issued: Version) -> None:
    out = io.StringIO()
    call_command("verify_versions", stdout=out)
    assert out.getvalue() == "1 issued papers: all as issued\n"


@pytest.mark.parametrize("part", ["text", "data", "pdf", "docx"])
def test_a_paper_changed_in_the_database_is_named(issued: Version, part: str) -> None:
    """The database refuses a change, so what was stored wrongly from the beginning stands for it."""
    wrong = Version(
        plan=issued.plan,
        number=2,
        kind=Version.Kind.AMENDMENT,
        entry=next_entry(issued),
        issued_by=issued.issued_by,
        data=issued.data,
        text=issued.text,
        pdf=issued.pdf,
        docx=issued.docx,
        **sums_of(issued.text, issued.data, issued.pdf, issued.docx) | {f"{part}_hash": "0" * 64},
    )
    wrong.save()
    err = io.StringIO()
    with pytest.raises(CommandError, match="1 of 2"):
        call_command("verify_versions", stderr=err)
    assert err.getvalue() == f"{issued.plan.cluster.code} 02-KH/ĐKDCĐ: {part}\n"


def next_entry(issued: Version) -> RegisterEntry:
    facts = {"series": issued.entry.series, "symbol": "02-KH/ĐKDCĐ", "signed_on": SIGNED}
    return RegisterEntry.objects.create(cluster=issued.plan.cluster, number=2, taken_by=issued.issued_by, **facts)
