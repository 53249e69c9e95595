"""The screens of payments: what people type, what they see, who sees what."""

import datetime as dt
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import Client
from django.utils import timezone

from contributions import actions, errors
from contributions.forms import PaymentForm
from contributions.models import Due, Payment, Reversal
from contributions.slips import MAX_BYTES
from plans.models import Plan
from tests.conftest import Persona
from tests.contributions.conftest import Declare, money_url, payment_url
from tests.contributions.factories import PaymentFactory, decide, levy_of, picture
from tests.factories import MembershipFactory
from unions.models import AuditRecord, MemberUnion, Role


def typed(due: Due, **more: object) -> dict[str, object]:
    """The declare form, filled in."""
    facts = {"amount": "7.000.000", "paid_on": "10/06/2024", "method": "transfer", "note": "", "key": str(uuid.uuid4())}
    return {"dues": [due.pk], **facts, **more}


def picture_file(content: bytes | None = None, name: str = "phieu.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture() if content is None else content, content_type="image/jpeg")


@pytest.fixture
def due(dues: dict[MemberUnion, Due], union_a: MemberUnion) -> Due:
    """What union A owes."""
    return dues[union_a]


# Declaring


def test_the_form_offers_the_oldest_due_with_what_is_left(
    plan: Plan, declare: Declare, due: Due, officer_a: Persona
) -> None:
    declare(3_000_000)
    form = officer_a.get(money_url(plan, "payments/new/")).context["form"]
    assert [(line.due, ticked) for line, ticked in form.choices] == [(due, True)]
    assert form["amount"].value() == "4.000.000"
    assert form["paid_on"].value() == f"{timezone.localdate():%d/%m/%Y}"


def test_the_form_ticks_the_due_it_was_opened_for(plan: Plan, due: Due, officer_a: Persona, treasurer: Persona) -> None:
    actions.make_dues(levy=decide(levy_of(plan, "themed_session"), "once"), by=treasurer.user)
    other = Due.objects.get(union=due.union, amount=1_000_000)
    form = officer_a.get(money_url(plan, f"payments/new/?due={other.pk}")).context["form"]
    assert [(line.due, ticked) for line, ticked in form.choices] == [(due, False), (other, True)]
    assert form["amount"].value() == "1.000.000"


def test_declaring_with_a_photo(plan: Plan, due: Due, officer_a: Persona, media: Path) -> None:
    answer = officer_a.post(money_url(plan, "payments/new/"), {**typed(due), "slip": picture_file()})
    payment = Payment.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, payment_url(payment))
    assert (payment.amount, payment.paid_on, payment.union) == (7_000_000, dt.date(2024, 6, 10), due.union)
    assert payment.declared_by == officer_a.user
    assert len(list(media.rglob("*.jpg"))) == 1


@pytest.mark.parametrize(
    "amount", ["7.000.000", "7,000,000", "7000000", "7 triệu", "7tr", "7.000.000 đồng", " 7 000 000 "]
)
def test_amounts_as_people_write_them(plan: Plan, due: Due, officer_a: Persona, amount: str) -> None:
    officer_a.post(money_url(plan, "payments/new/"), typed(due, amount=amount))
    assert Payment.objects.get().amount == 7_000_000


@pytest.mark.parametrize("day", ["10/06/2024", "10/6/2024", "2024-06-10"])
def test_days_as_people_and_browsers_write_them(plan: Plan, due: Due, officer_a: Persona, day: str) -> None:
    officer_a.post(money_url(plan, "payments/new/"), typed(due, paid_on=day))
    assert Payment.objects.get().paid_on == dt.date(2024, 6, 10)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("amount", "7.5"),
        ("amount", "-5"),
        ("amount", "0"),
        ("amount", "1e6"),
        ("amount", "bảy triệu"),
        ("amount", "999999999999999999999999999999"),
        ("amount", "٣"),
        ("paid_on", "31/02/2024"),
        ("paid_on", "hôm qua"),
        ("paid_on", "10/06/24"),
        ("paid_on", "04/13/2024"),
    ],
)
def test_a_wrong_figure_gets_a_sentence_and_stays(
    plan: Plan, due: Due, officer_a: Persona, name: str, text: str
) -> None:
    answer = officer_a.post(money_url(plan, "payments/new/"), typed(due, note="Ghi chú còn nguyên", **{name: text}))
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == [name]
    (sentence,) = form.errors[name]
    assert text in sentence
    page = answer.content.decode()
    assert f'value="{text}"' in page
    assert 'value="Ghi chú còn nguyên"' in page
    assert 'aria-invalid="true"' in page
    assert not Payment.objects.exists()


def test_a_refusal_of_the_action_keeps_what_was_typed(plan: Plan, due: Due, officer_a: Persona) -> None:
    answer = officer_a.post(money_url(plan, "payments/new/"), typed(due, amount="7.000.001"))
    assert answer.status_code == 422
    assert str(errors.TooMuch(7_000_001, 7_000_000, 0)) in answer.content.decode()
    assert 'value="7.000.001"' in answer.content.decode()
    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"xin chao", b"%!PS-Adobe-3.0 EPSF-3.0\n", b"<svg/>", picture()[:700], b"\xff" * (MAX_BYTES + 1)],
    ids=["empty", "text", "postscript", "svg", "cut", "too heavy"],
)
def test_a_file_that_is_no_slip_gets_a_sentence(
    plan: Plan, due: Due, officer_a: Persona, media: Path, content: bytes
) -> None:
    answer = officer_a.post(money_url(plan, "payments/new/"), {**typed(due), "slip": picture_file(content)})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["slip"]
    assert not Payment.objects.exists()
    assert not list(media.rglob("*.*"))


@pytest.mark.parametrize("name", ["../../x.jpg", "..\\x.jpg", "CON.png", "a" * 300 + ".jpg", "Đoàn\u202egpj.exe"])
def test_the_name_of_the_file_is_forgotten(plan: Plan, due: Due, officer_a: Persona, media: Path, name: str) -> None:
    officer_a.post(money_url(plan, "payments/new/"), {**typed(due), "slip": picture_file(name=name)})
    (stored,) = media.rglob("*.jpg")
    assert re.fullmatch(r"[0-9a-f]{32}\.jpg", stored.name)
    assert stored.parent == media / "slips"


def test_a_double_click_is_one_payment_and_the_same_page(plan: Plan, due: Due, officer_a: Persona) -> None:
    form = typed(due)
    first, second = (officer_a.post(money_url(plan, "payments/new/"), form) for _click in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert Payment.objects.count() == 1


def test_the_back_button_with_another_amount_is_a_conflict(plan: Plan, due: Due, officer_a: Persona) -> None:
    form = typed(due, amount="1.000.000")
    officer_a.post(money_url(plan, "payments/new/"), form)
    answer = officer_a.post(money_url(plan, "payments/new/"), {**form, "amount": "2.000.000"})
    assert answer.status_code == 409
    assert str(errors.KeyReused(Payment.objects.get())) in answer.content.decode()
    assert Payment.objects.count() == 1


def test_an_officer_pays_for_the_own_union_only(
    plan: Plan, dues: dict[MemberUnion, Due], union_b: MemberUnion, officer_a: Persona
) -> None:
    url = money_url(plan, "payments/new/")
    assert officer_a.get(f"{url}?union={union_b.code}").status_code == 404
    answer = officer_a.post(url, typed(dues[union_b]))
    assert str(errors.UnknownDue()) in answer.content.decode().replace("&#x27;", "'")
    assert not Payment.objects.exists()


def test_an_officer_of_two_unions_chooses(
    plan: Plan, dues: dict[MemberUnion, Due], union_b: MemberUnion, officer_a: Persona
) -> None:
    MembershipFactory.create(user=officer_a.user, cluster=plan.cluster, role=Role.OFFICER, union=union_b)
    url = money_url(plan, f"payments/new/?union={union_b.code}")
    assert officer_a.get(url).context["union"] == union_b
    officer_a.post(url, typed(dues[union_b]))
    assert Payment.objects.get().union == union_b


def test_the_treasurers_side_declares_nothing(
    plan: Plan, secretary: Persona, treasurer: Persona, clerk: Persona
) -> None:
    for person in (secretary, treasurer, clerk):
        assert person.get(money_url(plan, "payments/new/")).status_code == 403


def test_the_key_is_made_with_each_form() -> None:
    keys = {PaymentForm(lines=())["key"].value() for _ in range(20)}
    assert len(keys) == 20


# Answering


def test_the_desk_shows_one_payment_and_what_would_be_left(plan: Plan, declare: Declare, treasurer: Persona) -> None:
    first, second, third = declare(1_000_000), declare(2_000_000), declare(500_000)
    desk = treasurer.get(money_url(plan)).context["desk"]
    assert (desk.current.payment, desk.queue.number, desk.queue.next) == (first, 1, second.public_id)
    (line,) = desk.current.settles
    assert (line.part, line.left_before, line.left_after) == (1_000_000, 7_000_000, 6_000_000)
    desk = treasurer.get(money_url(plan, f"?at={second.public_id}")).context["desk"]
    assert (desk.current.payment, desk.queue.previous, desk.queue.next) == (second, first.public_id, third.public_id)
    desk = treasurer.get(money_url(plan, "?at=nothing")).context["desk"]
    assert desk.current.payment == first


def test_recording_at_the_desk_goes_on_to_the_next(plan: Plan, declare: Declare, treasurer: Persona) -> None:
    first, second = declare(1_000_000), declare(2_000_000)
    answer = treasurer.post(payment_url(first, "confirm/"), {"from": "desk", "next": str(second.public_id)})
    assert answer["Location"] == f"{money_url(plan)}?at={second.public_id}"
    page = treasurer.get(answer["Location"])
    assert page.context["desk"].current.payment == second
    assert "1.000.000" in str(next(iter(page.context["messages"])))
    assert Payment.objects.standing().get() == first


def test_recording_twice_says_who_was_first(declare: Declare, treasurer: Persona) -> None:
    payment = declare()
    treasurer.post(payment_url(payment, "confirm/"))
    answer = treasurer.post(payment_url(payment, "confirm/"), follow=True)
    assert "Trần Thủ Quỹ" in str(list(answer.context["messages"])[-1])
    assert AuditRecord.objects.filter(verb="payment_confirmed").count() == 1


def test_returning_needs_a_reason_and_the_union_reads_it(
    declare: Declare, treasurer: Persona, officer_a: Persona
) -> None:
    payment = declare()
    answer = treasurer.post(payment_url(payment, "return/"), {"reason": "  "})
    assert answer.status_code == 422
    assert Payment.objects.waiting().count() == 1
    answer = treasurer.post(payment_url(payment, "return/"), {"reason": "x" * 301})
    assert answer.status_code == 422
    assert "x" * 301 in answer.content.decode()
    treasurer.post(payment_url(payment, "return/"), {"reason": "Ảnh <b>mờ</b>."})
    page = officer_a.get(payment_url(payment)).content.decode()
    assert "Ảnh &lt;b&gt;mờ&lt;/b&gt;." in page
    again = re.search(r'href="([^"]*payments/new/[^"]*)"', page)
    assert again
    assert officer_a.get(again[1].replace("&amp;", "&")).context["form"]["amount"].value() == "7.000.000"


def test_reversing_asks_first_and_needs_a_reason(declare: Declare, treasurer: Persona, officer_a: Persona) -> None:
    payment = declare()
    treasurer.post(payment_url(payment, "confirm/"))
    url = payment_url(payment, "reverse/")
    assert treasurer.get(url).status_code == 200
    assert treasurer.post(url, {"reason": ""}).status_code == 422
    assert not Reversal.objects.exists()
    treasurer.post(url, {"reason": "Ghi nhầm đơn vị."})
    assert Reversal.objects.get().reason == "Ghi nhầm đơn vị."
    assert "Ghi nhầm đơn vị." in officer_a.get(payment_url(payment)).content.decode()
    again = treasurer.post(url, {"reason": "Lần nữa."}, follow=True)
    assert "Trần Thủ Quỹ" in str(list(again.context["messages"])[-1])


def test_the_same_slip_twice_is_flagged_to_the_treasurer_only(
    declare: Declare, treasurer: Persona, officer_a: Persona, plan: Plan, due: Due
) -> None:
    for amount in ("1.000.000", "2.000.000"):
        officer_a.post(money_url(plan, "payments/new/"), {**typed(due, amount=amount), "slip": picture_file()})
    first, second = Payment.objects.order_by("pk")
    page = treasurer.get(payment_url(second))
    assert page.context["shown"].same_slip == (first,)
    assert payment_url(first) in page.content.decode()
    assert payment_url(first) not in officer_a.get(payment_url(second)).content.decode()
    assert not treasurer.get(payment_url(declare(3_000_000))).context["shown"].same_slip


def test_day_sums_are_those_of_the_local_day(declare: Declare, treasurer: Persona, plan: Plan) -> None:
    with time_machine.travel("2024-06-10T16:59:00Z", tick=False):  # 23:59 in Ho Chi Minh City
        declare(1_000_000)
    with time_machine.travel("2024-06-10T17:01:00Z", tick=False):
        payment = declare(2_000_000)
        actions.confirm_payment(payment=payment, by=treasurer.user)
        day = treasurer.get(money_url(plan)).context["desk"].day
    assert (day.declared, day.declared_sum) == (1, 2_000_000)
    assert (day.confirmed, day.confirmed_sum) == (1, 2_000_000)
    assert (day.returned, day.returned_sum) == (0, 0)


# Who sees what


def test_the_clerk_reads_and_answers_nothing(declare: Declare, clerk: Persona, plan: Plan) -> None:
    payment = declare()
    page = clerk.get(money_url(plan)).content.decode()
    assert "7.000.000" in page
    assert payment_url(payment, "confirm/") not in page
    for path in ("confirm/", "return/", "reverse/"):
        assert clerk.post(payment_url(payment, path), {"reason": "x"}).status_code == 403
    assert Payment.objects.waiting().get() == payment


def test_an_officer_is_sent_from_the_desk_to_the_own_union(plan: Plan, officer_a: Persona) -> None:
    answer = officer_a.get(money_url(plan))
    assert (answer.status_code, answer["Location"]) == (302, f"/c/{plan.cluster.code}/{plan.year}/my-union/")


def test_another_unions_payment_does_not_exist_for_an_officer(declare: Declare, officer_b: Persona) -> None:
    payment = declare()
    for path in ("", "slip/"):
        assert officer_b.get(payment_url(payment, path)).status_code == 404
    for path in ("confirm/", "return/", "reverse/"):
        assert officer_b.post(payment_url(payment, path), {"reason": "x"}).status_code == 404
    assert Payment.objects.waiting().get() == payment


def test_an_officer_cannot_answer_the_own_payment(declare: Declare, officer_a: Persona) -> None:
    payment = declare()
    for path in ("confirm/", "return/", "reverse/"):
        assert officer_a.post(payment_url(payment, path), {"reason": "x"}).status_code == 403


def test_strangers_find_nothing_and_the_unknown_sign_in(declare: Declare, stranger: Persona, plan: Plan) -> None:
    payment = declare()
    for path in ("", "ledger/", "ledger/pdf", "dues/", "payments/", "payments/new/", "unions/SYT/"):
        assert stranger.get(money_url(plan, path)).status_code == 404
        assert Client().get(money_url(plan, path)).status_code == 302
    assert stranger.get(payment_url(payment)).status_code == 404


def test_a_payment_is_found_under_its_own_year_only(declare: Declare, treasurer: Persona) -> None:
    payment = declare()
    PaymentFactory.create(plan__cluster=payment.plan.cluster, plan__year=2025)
    assert treasurer.get(payment_url(payment).replace("/2024/", "/2025/")).status_code == 404


def test_a_union_account_is_for_the_union_and_the_treasurers_side(
    plan: Plan, dues: dict[MemberUnion, Due], officer_a: Persona, officer_b: Persona, clerk: Persona, owner: Persona
) -> None:
    url = money_url(plan, "unions/SYT/")
    for person in (officer_a, clerk, owner):
        assert person.get(url).status_code == 200
    assert officer_b.get(url).status_code == 404
    assert clerk.get(money_url(plan, "unions/KHONG/")).status_code == 404


def test_the_slip_is_only_to_be_looked_at(plan: Plan, due: Due, officer_a: Persona, clerk: Persona) -> None:
    officer_a.post(money_url(plan, "payments/new/"), {**typed(due), "slip": picture_file()})
    payment = Payment.objects.get()
    answer = clerk.get(payment_url(payment, "slip/"))
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8\xff")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_payment_without_a_slip_has_no_picture(declare: Declare, treasurer: Persona, media: Path) -> None:
    payment = declare()
    assert treasurer.get(payment_url(payment, "slip/")).status_code == 404
    lost = PaymentFactory.create(plan=payment.plan, union=payment.union, slip="slips/lost.jpg")
    assert treasurer.get(payment_url(lost, "slip/")).status_code == 404


OFFICERS_PAGES = [
    "ledger/",
    "dues/",
    "dues/?state=open",
    "payments/",
    "payments/?state=confirmed",
    "payments/new/",
    "unions/SYT/",
]


def masked(page: bytes) -> str:
    """A page without what differs on every load: keys and tokens."""
    text = re.sub(r'name="(csrfmiddlewaretoken|key)" value="[^"]*"', "", page.decode())
    return re.sub(r'"X-CSRFToken": "[^"]*"|nonce="[^"]*"|value="[0-9a-f-]{36}"', "", text)


@pytest.mark.parametrize("path", OFFICERS_PAGES)
def test_an_officers_pages_are_the_same_whatever_other_unions_did(
    plan: Plan, dues: dict[MemberUnion, Due], union_b: MemberUnion, officer_a: Persona, path: str
) -> None:
    url = money_url(plan, path)
    officer_a.get(url)  # a first visit may leave messages or cookies behind
    before = masked(officer_a.get(url).content)
    theirs: dict[str, Any] = {"plan": plan, "union": union_b, "dues": {dues[union_b]: 1_000_000}, "amount": 1_000_000}
    PaymentFactory.create(**theirs, confirmed=True)
    PaymentFactory.create(**theirs, returned=True)
    PaymentFactory.create(**theirs)
    assert masked(officer_a.get(url).content) == before


@pytest.mark.parametrize("path", ["dues/", "payments/"])
def test_naming_another_union_in_a_list_is_not_found(
    plan: Plan, dues: dict[MemberUnion, Due], union_b: MemberUnion, officer_a: Persona, clerk: Persona, path: str
) -> None:
    url = money_url(plan, f"{path}?union={union_b.code}")
    assert officer_a.get(url).status_code == 404
    assert officer_a.get(money_url(plan, f"{path}?union=SYT")).status_code == 200
    assert clerk.get(url).status_code == 200
    assert clerk.get(money_url(plan, f"{path}?union=KHONG")).status_code == 404


@pytest.mark.parametrize("path", ["dues/", "payments/", "ledger/"])
def test_an_officers_list_holds_nothing_of_others(
    plan: Plan, dues: dict[MemberUnion, Due], union_b: MemberUnion, officer_a: Persona, path: str
) -> None:
    PaymentFactory.create(plan=plan, union=union_b, amount=1_234_567, dues={dues[union_b]: 1_234_567}, confirmed=True)
    page = officer_a.get(money_url(plan, path)).content.decode()
    for secret in ("1.234.567", "Giao thông", "GTVT", "14.000.000", dues[union_b].code):
        assert secret not in page


READS = ["", "ledger/", "ledger/pdf", "ledger/xlsx", "dues/", "payments/", "unions/SYT/"]


@pytest.mark.parametrize("path", READS)
def test_reading_writes_nothing(plan: Plan, declare: Declare, treasurer: Persona, path: str) -> None:
    declare()
    before = (AuditRecord.objects.count(), Payment.objects.count(), Due.objects.count())
    assert treasurer.get(money_url(plan, path)).status_code == 200
    assert (AuditRecord.objects.count(), Payment.objects.count(), Due.objects.count()) == before
    assert treasurer.post(money_url(plan, path)).status_code == 405


@pytest.mark.parametrize("path", ["confirm/", "return/"])
def test_answers_are_never_given_by_looking(declare: Declare, treasurer: Persona, path: str) -> None:
    assert treasurer.get(payment_url(declare(), path)).status_code == 405


@pytest.mark.parametrize("model", ["due", "payment", "allocation", "reversal"])
def test_the_admin_shows_money_and_changes_none(declare: Declare, owner: Persona, model: str) -> None:
    payment = actions.confirm_payment(payment=declare(), by=owner.user)
    actions.reverse_payment(payment=payment, by=owner.user, reason="Ghi nhầm.")
    url = f"/admin/contributions/{model}/"
    assert owner.get(url).status_code == 200
    assert owner.get(f"{url}add/").status_code == 403
    pk = {"due": Due.objects.first, "payment": lambda: payment, "reversal": Reversal.objects.first}.get(
        model, payment.allocations.first
    )().pk
    assert owner.get(f"{url}{pk}/change/").status_code == 200
    assert owner.post(f"{url}{pk}/change/", {"amount": 1}).status_code == 403
    assert owner.post(f"{url}{pk}/delete/", {"post": "yes"}).status_code == 403
