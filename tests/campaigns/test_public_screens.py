"""The pages behind a QR code, as anybody with a phone sees them: no account, no script, no names."""

import datetime as dt
import html
import re
from pathlib import Path
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from campaigns import limits
from campaigns.actions import pages
from campaigns.actions.sign_ups import withdraw
from campaigns.consent import VERSION
from campaigns.forms.public import new_stamp
from campaigns.models import PublicPage, SignUp, Volunteer
from campaigns.views.public import PUBLIC_NAMES
from plans.models import Activity
from tests.campaigns.conftest import join, somebody
from tests.campaigns.factories import PublicPageFactory, ResourceFactory, SignUpFactory
from tests.conftest import Persona
from tests.plans.factories import OccurrenceFactory, ScheduleFactory
from unions.models import AuditRecord, MemberUnion

MOST_BYTES = 60 * 1024


def url_of(qr_page: PublicPage) -> str:
    return reverse("campaigns:public_page", kwargs={"token": qr_page.token})


def own_url(sign_up: SignUp) -> str:
    return reverse("campaigns:sign_up_detail", kwargs={"code": sign_up.code})


def send(client: Client, qr_page: PublicPage, clock: Traveller, **changes: str) -> Any:
    """Fill in the form as a person does, and send it."""
    typed = {
        "full_name": "Đặng Thị Thu",
        "phone": "0912 345 678",
        "birth_year": "2000",
        "consent": "on",
        "stamp": new_stamp(),
        **changes,
    }
    clock.shift(30)
    return client.post(url_of(qr_page), {name: value for name, value in typed.items() if value})


def text_of(response: Any) -> str:
    """What a reader sees: no tags, single spaces."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_a_visitor_sees_the_four_facts_and_how_many_come(
    anybody: Client, qr_page: PublicPage, union_a: MemberUnion
) -> None:
    PublicPage.objects.update(note="Mang theo nước uống.", places=120)
    SignUpFactory.create_batch(3, public_page=qr_page)
    ResourceFactory.create(activity=qr_page.activity, quantity=50)
    ResourceFactory.create(activity=qr_page.activity, kind="given", quantity=20, union=union_a, giver="Ông Ba")
    text = text_of(anybody.get(url_of(qr_page)))
    for fact in ("Chiến dịch Kỳ nghỉ hồng", "Tháng 6 - 8 năm 2024", "Huyện Cần Giờ", "Mang theo nước uống.", "Áo phao"):
        assert fact in text
    assert "20/50 cái" in text or "20 of 50 cái" in text or "20 trên 50 cái" in text
    assert re.search(r"\b3 trên 120\b|\b3 of 120\b|\b3/120\b", text)


def test_a_visitor_sees_no_name_no_telephone_no_giver(
    anybody: Client, qr_page: PublicPage, secretary: Persona, union_a: MemberUnion
) -> None:
    join(qr_page, somebody("Đặng Thị Thu", union=union_a))
    ResourceFactory.create(activity=qr_page.activity, kind="given", giver="Ông Nguyễn Ba")
    body = anybody.get(url_of(qr_page)).content.decode()
    for secret in ("Đặng Thị Thu", "912345678", "Nguyễn Ba", "Lê Thư Ký"):
        assert secret not in body


def test_the_dates_to_come_are_shown_and_those_that_have_passed_are_not(anybody: Client, qr_page: PublicPage) -> None:
    for day, state, reason in ((10, "planned", ""), (24, "planned", ""), (25, "cancelled", "Bão số 3")):
        OccurrenceFactory.create(
            activity=qr_page.activity,
            starts_on=dt.date(2024, 8, day),
            ends_on=None,
            precision="day",
            state=state,
            reason=reason,
        )
    text = text_of(anybody.get(url_of(qr_page)))
    assert "24/08/2024" in text
    assert "10/08/2024" not in text
    assert "25/08/2024" in text  # so that nobody travels in vain
    assert "Bão số 3" in text


def test_the_page_and_all_it_loads_weigh_less_than_60_kb(anybody: Client, qr_page: PublicPage) -> None:
    ResourceFactory.create_batch(20, activity=qr_page.activity)
    response = anybody.get(url_of(qr_page))
    body = response.content.decode()
    weight = len(response.content)
    for asset in set(re.findall(r'(?:href|src)="/static/([^"#]+)', body)):
        found = finders.find(asset)
        assert found, asset
        weight += len(Path(str(found)).read_bytes())
    assert weight < MOST_BYTES, weight


def test_the_page_needs_no_script_and_loads_nothing_from_elsewhere(anybody: Client, qr_page: PublicPage) -> None:
    body = anybody.get(url_of(qr_page)).content.decode()
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', body)
    assert " style=" not in body
    assert not re.findall(r"\son[a-z]+=", body)
    assert re.search(r'<form[^>]+method="post"', body)
    assert not re.findall(r"<script(?![^>]+src=)", body)


def test_the_page_is_not_for_search_engines(anybody: Client, qr_page: PublicPage) -> None:
    for url in (url_of(qr_page), own_url(join(qr_page)), url_of(qr_page) + "qr.svg", "/j/khong-co/"):
        assert "noindex" in anybody.get(url).headers["X-Robots-Tag"], url


def test_what_belongs_to_one_person_is_kept_by_no_cache(anybody: Client, qr_page: PublicPage) -> None:
    assert "no-store" in anybody.get(own_url(join(qr_page))).headers["Cache-Control"]


def test_a_wrong_address_is_explained_in_the_same_words_as_a_replaced_one(
    anybody: Client, qr_page: PublicPage, secretary: Persona
) -> None:
    old = qr_page.token
    pages.renew_token(page=qr_page, seen_token=old, by=secretary.user)
    answers = [anybody.get(f"/j/{token}/") for token in (old, "khong-co", "x" * 200, "%00", "a'--")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({text_of(answer) for answer in answers}) == 1
    assert {anybody.get(f"/j/{token}/qr.svg").status_code for token in (old, "khong-co")} == {404}
    assert anybody.get("/j/s/khong-co/").status_code == 404


def test_joining_leads_to_ones_own_page(anybody: Client, qr_page: PublicPage, clock: Traveller) -> None:
    response = send(anybody, qr_page, clock, news="on")
    sign_up = SignUp.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, own_url(sign_up))
    assert (sign_up.volunteer.full_name, sign_up.volunteer.phone) == ("Đặng Thị Thu", "+84912345678")
    assert (sign_up.news_agreed, sign_up.photos_agreed) == (True, False)
    assert "Đặng Thị Thu" in text_of(anybody.get(own_url(sign_up)))


def test_the_wording_that_was_shown_is_the_wording_that_is_kept(
    anybody: Client, qr_page: PublicPage, clock: Traveller
) -> None:
    shown = text_of(anybody.get(url_of(qr_page)))
    send(anybody, qr_page, clock)
    sign_up = SignUp.objects.get()
    assert sign_up.consent_text in shown
    assert sign_up.consent_version == f"{VERSION} vi"


def test_who_reads_english_agrees_to_the_english_wording(
    anybody: Client, qr_page: PublicPage, clock: Traveller
) -> None:
    anybody.cookies["django_language"] = "en"
    shown = text_of(anybody.get(url_of(qr_page)))
    send(anybody, qr_page, clock)
    sign_up = SignUp.objects.get()
    assert sign_up.consent_version == f"{VERSION} en"
    assert sign_up.consent_text in shown
    assert "I join" in shown


def test_no_form_without_consent(anybody: Client, qr_page: PublicPage, clock: Traveller) -> None:
    response = send(anybody, qr_page, clock, consent="")
    assert response.status_code == 422
    assert "Đặng Thị Thu" in response.content.decode()  # what was typed is still there
    assert not Volunteer.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"phone": "123"}, {"birth_year": "2025"}, {"birth_year": "05"}, {"full_name": ""}, {"website": "spam"}]
)
def test_what_is_not_well_formed_is_sent_back_and_nothing_is_written(
    anybody: Client, qr_page: PublicPage, clock: Traveller, changes: dict[str, str]
) -> None:
    assert send(anybody, qr_page, clock, **changes).status_code == 422
    assert (Volunteer.objects.count(), AuditRecord.objects.count()) == (0, 0)


def test_under_16_is_told_to_bring_a_guardian_and_then_joins(
    anybody: Client, qr_page: PublicPage, clock: Traveller
) -> None:
    response = send(anybody, qr_page, clock, birth_year="2010")
    assert response.status_code == 422
    assert re.search(r"<details[^>]+ open", response.content.decode())  # the fields are in sight
    guardian = {"guardian_name": "Nguyễn Thị Mẹ", "guardian_phone": "0987654321", "guardian_agreed": "on"}
    assert send(anybody, qr_page, clock, birth_year="2010", **guardian).status_code == 302
    assert SignUp.objects.get().guardian_agreed


def test_a_double_click_leads_twice_to_the_same_page(anybody: Client, qr_page: PublicPage, clock: Traveller) -> None:
    PublicPage.objects.update(places=1)
    stamp = new_stamp()
    answers = [send(anybody, qr_page, clock, stamp=stamp) for _click in range(3)]
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert SignUp.objects.count() == 1


def test_the_same_person_again_gets_the_same_answer_as_a_new_one(
    anybody: Client, qr_page: PublicPage, clock: Traveller
) -> None:
    first = send(anybody, qr_page, clock)
    before = text_of(anybody.get(first.headers["Location"]))
    clock.shift(60 * 60)
    again = send(Client(), qr_page, clock, full_name="dang thi thu", phone="+84 912 345 678", birth_year="1990")
    assert again.headers["Location"] == first.headers["Location"]
    assert text_of(Client().get(again.headers["Location"])) == before  # nothing tells when it was, or what was told


def test_ones_own_page_tells_a_stranger_nothing_beyond_what_they_typed(anybody: Client, qr_page: PublicPage) -> None:
    union = qr_page.activity.plan.lead
    sign_up = join(qr_page, somebody(union=union, born=1998))
    body = anybody.get(own_url(sign_up)).content.decode()
    assert not any(secret in body for secret in ("1998", "912345", str(union)))
    assert "678" in body  # the last three digits, to recognise one's own number


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        ({"state": "closed", "closed_at": dt.datetime(2024, 8, 19, 10, 5, tzinfo=dt.UTC)}, "17:05"),
        (
            {"state": "cancelled", "closed_at": dt.datetime(2024, 8, 19, tzinfo=dt.UTC), "reason": "Bão số 3"},
            "Bão số 3",
        ),
        ({"closes_on": dt.date(2024, 8, 19)}, "19/08/2024"),
        ({"places": 1}, "1"),
    ],
)
def test_a_shut_page_says_why_and_shows_no_form(
    anybody: Client, qr_page: PublicPage, clock: Traveller, change: dict[str, Any], fact: str
) -> None:
    SignUpFactory.create(public_page=qr_page)
    PublicPage.objects.update(**change)
    response = anybody.get(url_of(qr_page))
    assert response.status_code == 200
    assert fact in text_of(response)
    assert "full_name" not in response.content.decode()
    refused = send(anybody, qr_page, clock)  # a form that was open before
    assert refused.status_code == 422
    assert SignUp.objects.count() == 1


def test_an_activity_that_is_over_says_so(anybody: Client, qr_page: PublicPage, clock: Traveller) -> None:
    clock.move_to(dt.datetime(2024, 9, 1, 5, tzinfo=dt.UTC))
    response = anybody.get(url_of(qr_page))
    assert "31/08/2024" in text_of(response)
    assert "full_name" not in response.content.decode()


def test_withdrawing_takes_a_click_and_frees_the_place(anybody: Client, qr_page: PublicPage) -> None:
    sign_up = join(qr_page)
    url = reverse("campaigns:sign_up_withdraw", kwargs={"code": sign_up.code})
    assert anybody.get(url).status_code == 405  # a link that a chat app previews writes nothing
    assert anybody.post(url).headers["Location"] == own_url(sign_up)
    sign_up.refresh_from_db()
    assert sign_up.cancelled_at is not None
    body = anybody.get(own_url(sign_up)).content.decode()
    assert url not in body


def test_a_slip_is_corrected_on_ones_own_page(anybody: Client, qr_page: PublicPage) -> None:
    sign_up = join(qr_page, somebody("Đặng Thị Thư"))
    url = reverse("campaigns:sign_up_correct", kwargs={"code": sign_up.code})
    wrong = anybody.post(url, {"phone": "0999999999", "full_name": "Kẻ Lạ"})
    assert wrong.status_code == 422
    assert Volunteer.objects.get().full_name == "Đặng Thị Thư"
    right = anybody.post(url, {"phone": "0912345678", "full_name": "Đặng Thị Thu"})
    assert right.headers["Location"] == own_url(sign_up)
    assert "Đặng Thị Thu" in text_of(anybody.get(own_url(sign_up)))


def test_a_new_address_of_the_page_leaves_own_links_alive(
    anybody: Client, qr_page: PublicPage, secretary: Persona
) -> None:
    sign_up = join(qr_page)
    pages.renew_token(page=qr_page, seen_token=qr_page.token, by=secretary.user)
    assert anybody.get(own_url(sign_up)).status_code == 200


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "{{7*7}}", "{% load i18n %}", "=HYPERLINK(1)", "'\"><img src=x onerror=1>"]
)
def test_hostile_text_is_shown_as_the_text_it_is(
    anybody: Client, secretary: Persona, qr_page: PublicPage, clock: Traveller, name: str
) -> None:
    assert send(anybody, qr_page, clock, full_name=name).status_code == 302
    sign_up = SignUp.objects.get()
    plan = qr_page.activity.plan
    list_url = reverse("campaigns:page_detail", args=[plan.cluster.code, plan.year, qr_page.activity.pk])
    for body in (anybody.get(own_url(sign_up)).content.decode(), secretary.get(list_url).content.decode()):
        assert html.escape(name) in body
        assert "<script>alert" not in body
        assert "<img src=x" not in body
        assert "49" not in re.sub(r'"[^"]*"', "", body.split(html.escape(name))[1][:20])


@pytest.mark.parametrize("name", ["\u202eThu", "Thu\u200b", "T\x00hu", "a" * 10_000])
def test_text_that_deceives_or_floods_is_refused_with_a_sentence(
    anybody: Client, qr_page: PublicPage, clock: Traveller, name: str
) -> None:
    response = send(anybody, qr_page, clock, full_name=name)
    assert response.status_code == 422
    assert 'class="errorlist"' in response.content.decode()
    assert len(response.content) < MOST_BYTES
    assert not Volunteer.objects.exists()


def test_a_hostile_title_is_text_too(anybody: Client, qr_page: PublicPage) -> None:
    Activity.objects.update(title="</title><script>alert(1)</script>{{7*7}}")
    body = anybody.get(url_of(qr_page)).content.decode()
    assert "<script>alert" not in body
    assert "{{7*7}}" in body


def test_a_machine_that_floods_the_form_is_told_to_wait(
    anybody: Client, qr_page: PublicPage, clock: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST", 2)
    cache.clear()
    answers = [send(anybody, qr_page, clock, full_name=f"Máy {n}") for n in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert answers[-1].headers["Retry-After"] == "600"
    assert SignUp.objects.count() == 2
    assert anybody.get(url_of(qr_page)).status_code == 200  # reading is free


def test_guessing_telephones_on_ones_own_page_is_slowed_down_too(
    anybody: Client, qr_page: PublicPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST", 2)
    url = reverse("campaigns:sign_up_correct", kwargs={"code": join(qr_page).code})
    answers = [anybody.post(url, {"phone": f"09999999{n:02d}"}).status_code for n in range(3)]
    assert answers == [422, 422, 429]


def test_two_hundred_pupils_behind_one_address_all_join(anybody: Client, qr_page: PublicPage, clock: Traveller) -> None:
    statuses = {send(anybody, qr_page, clock, full_name=f"Học Sinh {n}").status_code for n in range(20)}
    assert statuses == {302}
    assert limits.MOST > 200


def test_forged_forms_are_refused(qr_page: PublicPage) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(url_of(qr_page), {"full_name": "X"}).status_code == 403
    code = join(qr_page).code
    assert strict.post(reverse("campaigns:sign_up_withdraw", kwargs={"code": code})).status_code == 403


def test_the_qr_code_is_a_plain_drawing_of_our_own_address(anybody: Client, qr_page: PublicPage) -> None:
    response = anybody.get(url_of(qr_page) + "qr.svg", headers={"host": "localhost"})
    assert response.headers["Content-Type"] == "image/svg+xml"
    drawing = ElementTree.fromstring(response.content)
    assert drawing.tag.endswith("svg")
    assert b"style=" not in response.content
    assert b"<script" not in response.content
    other = anybody.get(url_of(qr_page) + "qr.svg", headers={"host": "127.0.0.1"})
    assert other.content == response.content  # a forged Host header does not get into a poster


def test_the_poster_says_in_clear_text_what_the_code_says(secretary: Persona, qr_page: PublicPage) -> None:
    PublicPage.objects.update(note="Mang theo nước uống.")
    ResourceFactory.create(activity=qr_page.activity)
    plan = qr_page.activity.plan
    url = reverse("campaigns:poster", args=[plan.cluster.code, plan.year, qr_page.activity.pk])
    text = text_of(secretary.get(url))
    for fact in ("Chiến dịch Kỳ nghỉ hồng", "Tháng 6 - 8 năm 2024", "Huyện Cần Giờ", "Áo phao: 50 cái", "Mang theo"):
        assert fact in text
    assert settings.BASE_URL + url_of(qr_page) in text


def test_the_poster_is_a_paper_and_stays_vietnamese(secretary: Persona, qr_page: PublicPage) -> None:
    plan = qr_page.activity.plan
    url = reverse("campaigns:poster", args=[plan.cluster.code, plan.year, qr_page.activity.pk])
    vietnamese = text_of(secretary.get(url))
    secretary.cookies["django_language"] = "en"
    assert text_of(secretary.get(url)) == vietnamese


def test_two_schedules_of_one_activity_are_both_shown(anybody: Client, qr_page: PublicPage) -> None:
    ScheduleFactory.create(
        activity=qr_page.activity, text="Theo phân công của Thành Đoàn", starts_on=None, ends_on=None, precision="none"
    )
    text = text_of(anybody.get(url_of(qr_page)))
    assert "Tháng 6 - 8 năm 2024" in text
    assert "Theo phân công của Thành Đoàn" in text


def test_the_list_of_open_addresses_is_whole(qr_page: PublicPage) -> None:
    sign_up = withdraw(sign_up=join(qr_page), by=None)
    places = {"token": qr_page.token, "code": sign_up.code}
    for name in PUBLIC_NAMES:
        wanted = {"token": qr_page.token} if name.startswith("public") else {"code": places["code"]}
        response = Client().get(reverse(f"campaigns:{name}", kwargs=wanted))
        assert response.status_code in (200, 405), name  # never the sign-in page


def test_another_clusters_page_has_its_own_volunteers(anybody: Client, qr_page: PublicPage, clock: Traveller) -> None:
    other = PublicPageFactory.create()
    send(anybody, qr_page, clock)
    send(anybody, other, clock)
    assert Volunteer.objects.count() == 2
    assert {row.volunteer.cluster_id for row in SignUp.objects.all()} == {
        qr_page.activity.plan.cluster_id,
        other.activity.plan.cluster_id,
    }


def test_a_key_of_ones_own_making_is_worth_nothing(anybody: Client, qr_page: PublicPage, clock: Traveller) -> None:
    assert send(anybody, qr_page, clock, stamp=uuid4().hex).status_code == 422
