"""Every address × every role. The addresses come from the URL configuration: one without a row here fails.

For each role: what it may open shows what the page is for; what it may not open is 403 inside its cluster and 404
outside; nothing is written by looking; and words that are some people's own are on nobody else's screen.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from campaigns.models import DutyReport
from plans.models import Activity, Levy, Opinion, Remark
from tests.world import TODAY, VOLUNTEER, YT_NOTE, YT_PROBLEM, YT_REMARK, YT_REPORT, YT_WISH, World
from unions.models import Membership

ANONYMOUS, NOBODY, STRANGER = "anonymous", "nobody", "stranger"
OWNER, SECRETARY, TREASURER, CLERK, YT, GTVT = "chu", "bithu", "thuquy", "vanphong", "YT", "GTVT"
OUTSIDE = {NOBODY, STRANGER}
INSIDE = {OWNER, SECRETARY, TREASURER, CLERK, YT, GTVT}
OFFICE = {OWNER, SECRETARY, TREASURER, CLERK}
SIGNED_IN = OUTSIDE | INSIDE
EVERYBODY = {ANONYMOUS, *SIGNED_IN}
ROLES = [ANONYMOUS, *sorted(OUTSIDE), *sorted(INSIDE)]

# Whose screens may show these words.
SECRETS = {
    YT_NOTE: {OWNER, SECRETARY, TREASURER, CLERK, YT},
    YT_REPORT: {OWNER, SECRETARY, TREASURER, CLERK, YT},
    YT_PROBLEM: {OWNER, SECRETARY, TREASURER, CLERK, YT},
    YT_WISH: {OWNER, SECRETARY, TREASURER, CLERK, YT},
    YT_REMARK: {OWNER, SECRETARY, TREASURER, CLERK, YT},
    VOLUNTEER: {SECRETARY},
}

Arguments = Callable[[World], dict[str, Any]]


def plan_page(_world: World) -> dict[str, Any]:
    return {"code": "HCSN", "year": 2026}


def cluster_page(_world: World) -> dict[str, Any]:
    return {"code": "HCSN"}


def nothing(_world: World) -> dict[str, Any]:
    return {}


def activity_page(world: World) -> dict[str, Any]:
    return plan_page(world) | {"pk": world.activity(Activity.Kind.RECURRING_VISIT).pk}


def payment_page(world: World) -> dict[str, Any]:
    return plan_page(world) | {"public_id": world.yt_payment.public_id}


def levy_page(world: World) -> dict[str, Any]:
    return plan_page(world) | {"pk": Levy.objects.get(activity=world.activity()).pk}


def line_page(world: World) -> dict[str, Any]:
    return plan_page(world) | {"pk": world.plan.clauses.filter(text__contains="{đơn vị}")[0].pk}


def person_page(world: World) -> dict[str, Any]:
    return {"code": "HCSN", "pk": world.people[YT].pk}


def union_row(world: World) -> dict[str, Any]:
    return {"code": "HCSN", "pk": world.union().pk}


def add(arguments: Arguments, **more: Any) -> Arguments:
    """The same page with more in its address; a callable is asked for its value."""
    return lambda world: arguments(world) | {k: v(world) if callable(v) else v for k, v in more.items()}


@dataclass(frozen=True)
class Row:
    """One address: who may open it, what they see there, and whether it only takes answers (POST)."""

    arguments: Arguments
    may: set[str]
    shows: str = ""
    post_only: bool = False
    refusal: int = 403  # for somebody of the cluster without the right
    special: dict[str, int] = field(default_factory=dict)  # roles that get another answer


EDITORS = {SECRETARY}
BOOKERS = {SECRETARY, TREASURER}
VISIT = "Mẹ Việt Nam Anh hùng"
token = add(nothing, token=lambda world: world.page.token)
own_link = add(nothing, code=lambda world: world.sign_up.code)
one_time = add(activity_page, number=1)
one_need = add(activity_page, row=lambda world: world.page.activity.resources.all()[0].pk)
one_result = add(
    plan_page,
    pk=lambda world: world.activity().pk,
    row=lambda world: world.activity().results.all()[0].pk,
)
one_role = add(
    cluster_page,
    pk=lambda world: Membership.objects.get(user=world.people[YT], cluster=world.cluster).pk,
)
one_alias = add(cluster_page, pk=lambda world: world.union("DCD").aliases.all()[0].pk)

YT_PHOTO: Callable[[World], int] = lambda world: DutyReport.objects.get(duty__plan=world.plan).pk  # noqa: E731
duty_page = add(plan_page, pk=lambda world: DutyReport.objects.get(duty__plan=world.plan).duty_id)
problem_page = add(plan_page, pk=lambda world: world.plan.problems.get().pk)
feed_page = add(plan_page, pk=lambda world: world.cluster.feeds.get().pk)
feed_link = add(nothing, token=lambda world: world.cluster.feeds.get().token)
round_page = add(plan_page, number=2)
issued_page = add(cluster_page, year=2025)
one_proposal = add(issued_page, pk=lambda world: world.issued.plan.proposals.get().pk)
issued_version = add(issued_page, number=1)
one_opinion = add(round_page, pk=lambda _world: Opinion.objects.get(text=YT_WISH).pk)
one_remark = add(round_page, pk=lambda _world: Remark.objects.get(text=YT_REMARK).pk)

TABLE: dict[str, Row] = {
    "unions:login": Row(nothing, {ANONYMOUS}, "Mật khẩu", special=dict.fromkeys(SIGNED_IN, 302)),
    "unions:admin_login": Row(nothing, set(), special=dict.fromkeys(SIGNED_IN, 403)),
    "unions:logout": Row(nothing, SIGNED_IN, post_only=True),
    "unions:language": Row(nothing, EVERYBODY, post_only=True),
    "unions:health": Row(nothing, EVERYBODY, "true"),
    "unions:account": Row(nothing, SIGNED_IN, "ật khẩu"),
    "unions:account_contact": Row(nothing, SIGNED_IN, post_only=True),
    "unions:union_list": Row(cluster_page, INSIDE, "Sở Giao thông Vận tải"),
    "unions:union_create": Row(cluster_page, {OWNER, SECRETARY}, "<form"),
    "unions:union_change": Row(union_row, {OWNER, SECRETARY}, "Đoàn Sở Y tế"),
    "unions:alias_add": Row(union_row, {OWNER, SECRETARY}, post_only=True),
    "unions:alias_remove": Row(one_alias, {OWNER, SECRETARY}, post_only=True),
    "unions:person_list": Row(cluster_page, {OWNER, SECRETARY}, "Hồ Minh Họa Sáu"),
    "unions:person_create": Row(cluster_page, {OWNER, SECRETARY}, "<form"),
    "unions:person_detail": Row(person_page, {OWNER, SECRETARY}, "Hồ Minh Họa Sáu"),
    "unions:role_grant": Row(person_page, {OWNER, SECRETARY}, post_only=True),
    "unions:person_password": Row(person_page, {OWNER, SECRETARY}, post_only=True),
    "unions:person_contact": Row(person_page, {OWNER, SECRETARY}, post_only=True),
    "unions:role_end": Row(one_role, {OWNER, SECRETARY}, "Hồ Minh Họa Sáu"),
    "unions:log": Row(cluster_page, {OWNER, SECRETARY, TREASURER}, "Trần Thị Minh Họa"),
    "unions:log_check": Row(cluster_page, {OWNER, SECRETARY, TREASURER}, "ật ký"),
    "plans:plan_list": Row(cluster_page, INSIDE, "2026"),
    "plans:plan_create": Row(cluster_page, EDITORS, "<form"),
    "plans:plan_import": Row(cluster_page, EDITORS, "<form"),
    "plans:plan_import_preview": Row(add(cluster_page, token="none-waits"), EDITORS, special={SECRETARY: 302}),
    "plans:plan_edit": Row(plan_page, INSIDE, "MỤC ĐÍCH, YÊU CẦU"),
    "plans:plan_check": Row(plan_page, EDITORS, "Thể thức văn bản"),
    "plans:time_understood": Row(plan_page, EDITORS),
    "plans:paper_change": Row(add(plan_page, part="signer"), EDITORS, post_only=True),
    "plans:clause_add": Row(add(plan_page, kind="line"), EDITORS, post_only=True),
    "plans:clause_change": Row(line_page, EDITORS, post_only=True),
    "plans:clause_move": Row(line_page, EDITORS, post_only=True),
    "plans:clause_remove": Row(line_page, EDITORS, "<form"),
    "plans:activity_call_off": Row(activity_page, EDITORS, VISIT),
    "plans:activity_take_up": Row(activity_page, EDITORS, post_only=True),
    "plans:clause_history": Row(line_page, EDITORS, "Lịch sử của dòng này"),
    "plans:change_undo": Row(plan_page, EDITORS, post_only=True),
    "plans:change_redo": Row(plan_page, EDITORS, post_only=True),
    "plans:clause_place": Row(line_page, EDITORS, post_only=True),
    "plans:plan_download": Row(add(plan_page, format="txt"), INSIDE, "MỤC ĐÍCH, YÊU CẦU"),
    "plans:duty_list": Row(plan_page, INSIDE, "điều phối tổng thể"),
    "plans:levy_basis": Row(levy_page, INSIDE, "49.000.000"),
    "plans:plan_issue": Row(plan_page, EDITORS, "<form"),
    "plans:plan_withdraw": Row(issued_page, EDITORS, post_only=True),
    "plans:plan_reopen": Row(issued_page, EDITORS, post_only=True),
    "plans:version_list": Row(issued_page, INSIDE, "01-KH/"),
    "plans:file_compare": Row(issued_page, INSIDE, post_only=True),
    "plans:version_download": Row(add(issued_version, format="txt"), INSIDE, "MỤC ĐÍCH, YÊU CẦU"),
    "plans:version_compare": Row(issued_page, INSIDE, "MỤC ĐÍCH, YÊU CẦU"),
    "plans:version_compare_paper": Row(add(issued_page, format="txt"), INSIDE, "MỤC ĐÍCH, YÊU CẦU"),
    "contributions:plan_amend": Row(issued_page, EDITORS, "bản ban hành gần nhất"),
    "campaigns:plan_close": Row(issued_page, EDITORS, "Kết thúc kế hoạch"),
    "contributions:amendment_draft": Row(add(issued_page, format="docx"), EDITORS),
    "plans:proposal_list": Row(issued_page, EDITORS, "Việc còn lại của năm trước"),
    "plans:proposal_take": Row(one_proposal, EDITORS, post_only=True),
    "plans:proposal_keep": Row(one_proposal, EDITORS, post_only=True),
    "plans:proposal_decline": Row(one_proposal, EDITORS, post_only=True),
    "plans:proposal_reopen": Row(one_proposal, EDITORS, post_only=True),
    "campaigns:plan_carry": Row(issued_page, EDITORS, "đã có kế hoạch năm 2026"),
    "plans:register_list": Row(cluster_page, INSIDE, "01-KH/"),
    "plans:register_take": Row(cluster_page, EDITORS, post_only=True),
    "plans:register_numbering": Row(cluster_page, EDITORS, post_only=True),
    "plans:round_list": Row(plan_page, INSIDE, "Đang lấy ý kiến lần 2"),
    "plans:round_open": Row(plan_page, EDITORS, "<form"),
    "plans:back_to_draft": Row(plan_page, EDITORS, post_only=True),
    "plans:round_detail": Row(round_page, OFFICE, YT_WISH, special={YT: 302, GTVT: 302}),
    "plans:round_extend": Row(round_page, EDITORS, post_only=True),
    "plans:round_close": Row(round_page, EDITORS, post_only=True),
    "plans:round_answer": Row(round_page, {YT, GTVT}, "Chiến dịch tình nguyện Kỳ nghỉ hồng"),
    "plans:opinion_give": Row(add(round_page, position=1), {YT, GTVT}, post_only=True),
    "plans:remark_give": Row(round_page, {YT, GTVT}, post_only=True),
    "plans:agree_rest": Row(round_page, {YT, GTVT}, post_only=True),
    "plans:opinion_reply": Row(one_opinion, EDITORS, post_only=True),
    "plans:remark_reply": Row(one_remark, EDITORS, post_only=True),
    "plans:round_reminders": Row(round_page, EDITORS, "Kính gửi"),
    "plans:round_remind": Row(round_page, EDITORS, post_only=True),
    "plans:round_table": Row(add(round_page, format="docx"), OFFICE),
    "contributions:desk": Row(plan_page, OFFICE, "khoản nộp", special={YT: 302, GTVT: 302}),
    "contributions:dues_make": Row(levy_page, BOOKERS, "49.000.000"),
    "contributions:due_list": Row(plan_page, INSIDE, "1.750.000"),
    "contributions:payment_list": Row(plan_page, INSIDE, "7.000.000"),
    "contributions:payment_declare": Row(plan_page, {YT, GTVT}, "<form"),
    "contributions:payment_detail": Row(payment_page, {*OFFICE, YT}, YT_NOTE, refusal=404),
    "contributions:payment_confirm": Row(payment_page, {TREASURER}, post_only=True),
    "contributions:payment_return": Row(payment_page, {TREASURER}, post_only=True),
    "contributions:payment_reverse": Row(
        add(payment_page, public_id=lambda world: world.confirmed.public_id), {TREASURER}, "<form", special={YT: 404}
    ),
    "contributions:payment_slip": Row(
        add(payment_page, public_id=lambda world: world.confirmed.public_id), {*OFFICE, GTVT}, refusal=404
    ),
    "contributions:union_account": Row(add(plan_page, union="YT"), {*OFFICE, YT}, "Sở Y tế", refusal=404),
    "contributions:ledger": Row(plan_page, INSIDE, "8.000.000"),
    "contributions:ledger_download": Row(add(plan_page, format="pdf"), INSIDE),
    "campaigns:home": Row(nothing, SIGNED_IN),
    "campaigns:board": Row(plan_page, INSIDE, "Chiến dịch tình nguyện Kỳ nghỉ hồng"),
    "campaigns:my_union": Row(plan_page, {YT, GTVT}, "Sở", refusal=404),
    "campaigns:paper_list": Row(plan_page, INSIDE, "PDF"),
    "campaigns:find": Row(plan_page, INSIDE, "<form"),
    "campaigns:activity_list": Row(plan_page, INSIDE, VISIT),
    "campaigns:activity_detail": Row(activity_page, INSIDE, VISIT),
    "campaigns:poster": Row(activity_page, INSIDE, VISIT),
    "campaigns:attendance": Row(activity_page, {SECRETARY, YT, GTVT}, "<form"),
    "campaigns:times_make": Row(activity_page, EDITORS, post_only=True),
    "campaigns:times_replan": Row(activity_page, EDITORS, post_only=True),
    "campaigns:time_add": Row(activity_page, EDITORS, "<form"),
    "campaigns:time_move": Row(one_time, EDITORS, "<form"),
    "campaigns:time_cancel": Row(one_time, EDITORS, "<form"),
    "campaigns:time_done": Row(one_time, EDITORS, post_only=True),
    "campaigns:time_reopen": Row(one_time, EDITORS, post_only=True),
    "campaigns:resource_add": Row(activity_page, {SECRETARY}, "<form"),
    "campaigns:resource_change": Row(one_need, {SECRETARY}, "<form"),
    "campaigns:resource_remove": Row(one_need, {SECRETARY}, post_only=True),
    "campaigns:result_add": Row(activity_page, {SECRETARY, YT, GTVT}, "<form"),
    "campaigns:result_change": Row(one_result, {SECRETARY}, "<form", refusal=404),
    "campaigns:result_remove": Row(one_result, {SECRETARY}, post_only=True),
    "campaigns:page_detail": Row(activity_page, EDITORS, VOLUNTEER),
    "campaigns:page_open": Row(activity_page, EDITORS, post_only=True),
    "campaigns:page_limits": Row(activity_page, EDITORS, "<form"),
    "campaigns:page_close": Row(activity_page, EDITORS, "<form"),
    "campaigns:page_call_off": Row(activity_page, EDITORS, "<form"),
    "campaigns:page_reopen": Row(activity_page, EDITORS, post_only=True),
    "campaigns:page_renew": Row(activity_page, EDITORS, post_only=True),
    "campaigns:progress_list": Row(plan_page, INSIDE, "phần việc"),
    "campaigns:duty_report": Row(duty_page, {*OFFICE, YT}, YT_REPORT, refusal=404),
    "campaigns:duty_photo": Row(add(duty_page, report=YT_PHOTO), {*OFFICE, YT}, refusal=404),
    "campaigns:problem_list": Row(plan_page, INSIDE, "vấn đề"),
    "campaigns:problem_raise": Row(plan_page, {SECRETARY, YT, GTVT}, "<form"),
    "campaigns:problem_detail": Row(problem_page, {*OFFICE, YT}, YT_PROBLEM, refusal=404),
    "campaigns:problem_settle": Row(problem_page, {SECRETARY, YT}, post_only=True),
    "campaigns:problem_reopen": Row(problem_page, {SECRETARY, YT}, post_only=True),
    "campaigns:calendar": Row(plan_page, INSIDE, "Tháng"),
    "campaigns:feed_list": Row(plan_page, INSIDE, "lịch"),
    "campaigns:feed_open": Row(plan_page, {SECRETARY, YT, GTVT}, post_only=True),
    "campaigns:feed_revoke": Row(feed_page, {SECRETARY, YT}, post_only=True),
    "campaigns:feed": Row(feed_link, EVERYBODY, "BEGIN:VCALENDAR"),
    "campaigns:public_page": Row(token, EVERYBODY, VISIT),
    "campaigns:public_qr": Row(token, EVERYBODY, "<svg"),
    "campaigns:sign_up_detail": Row(own_link, EVERYBODY, VISIT),
    "campaigns:sign_up_withdraw": Row(own_link, EVERYBODY, post_only=True),
    "campaigns:sign_up_correct": Row(own_link, EVERYBODY, post_only=True),
}
# Pages that a person gets by an unguessable address of their own: what is on them is theirs.
OWN_LINKS = {"campaigns:sign_up_detail"}


def names(patterns: Any = None, space: str = "") -> Iterator[str]:
    """The names of all addresses but the admin's."""
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}:{pattern.name}" if space else str(pattern.name)
        elif isinstance(pattern, URLResolver) and pattern.namespace != "admin":
            yield from names(pattern.url_patterns, pattern.namespace or space)


def browser(world: World, role: str) -> Client:
    client = Client()
    if role != ANONYMOUS:
        client.force_login(world.people[role])
    return client


def text_of(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace")


def contents() -> dict[str, list[Any]]:
    """Every row of our tables, to see whether anything changed."""
    rows = {}
    for model in apps.get_models():
        if model._meta.app_label in {"unions", "plans", "contributions", "campaigns"}:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY id")
                rows[model._meta.label] = cursor.fetchall()
    return rows


def expected(row: Row, role: str) -> set[int]:
    """The answers that are right for looking at an address."""
    if role in row.special:
        return {row.special[role]}
    if row.post_only:
        return {405} if role != ANONYMOUS or ANONYMOUS in row.may else {405, 302}
    if role in row.may:
        return {200}
    if role == ANONYMOUS:
        return {302}
    return {404} if role in OUTSIDE else {row.refusal}


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert sorted(set(names())) == sorted(TABLE)


@pytest.mark.parametrize("role", ROLES)
def test_looking_shows_what_the_role_may_see_and_writes_nothing(role: str, small_world: World) -> None:
    client = browser(small_world, role)
    before = contents()
    wrongs = []
    for name, row in TABLE.items():
        answer = client.get(reverse(name, kwargs=row.arguments(small_world)), follow=name == "campaigns:home")
        text = text_of(answer)
        if answer.status_code not in expected(row, role) and name != "campaigns:home":
            wrongs.append(f"{name}: {answer.status_code}, not {expected(row, role)}")
        elif answer.status_code == 200 and role in row.may and row.shows not in text:
            wrongs.append(f"{name}: does not show {row.shows!r}")
        if "maxlength" in text:
            wrongs.append(f"{name}: a box cuts what is pasted, without a word")
        wrongs += [
            f"{name}: shows {secret}"
            for secret, may in SECRETS.items()
            if secret in text and role not in may and name not in OWN_LINKS
        ]
    assert not wrongs, "\n".join(wrongs)
    assert contents() == before


@pytest.mark.parametrize("role", ROLES)
def test_an_answer_from_somebody_without_the_right_changes_nothing(role: str, small_world: World) -> None:
    client = browser(small_world, role)
    before = contents()
    wrongs = []
    for name, row in TABLE.items():
        if role in row.may or ANONYMOUS in row.may:
            continue
        answer = client.post(reverse(name, kwargs=row.arguments(small_world)), {"text": "x", "reason": "x"})
        inside = {row.special.get(role, row.refusal), 403, 404, 405}
        right = {302, 405} if role == ANONYMOUS else {404, 405} if role in OUTSIDE - set(row.special) else inside
        if answer.status_code not in right:
            wrongs.append(f"{name}: {answer.status_code}")
        elif role == ANONYMOUS and answer.status_code == 302 and "/login/" not in answer.headers["Location"]:
            wrongs.append(f"{name}: {answer.headers['Location']}")
    assert not wrongs, "\n".join(wrongs)
    assert contents() == before


def test_no_answer_is_taken_without_its_token(small_world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(small_world.people[SECRETARY])
    taken = [
        name
        for name, row in TABLE.items()
        if client.post(reverse(name, kwargs=row.arguments(small_world))).status_code not in {403, 404, 405}
    ]
    assert taken == []


@pytest.mark.parametrize("role", [OWNER, SECRETARY, TREASURER, YT])
def test_the_other_clusters_plan_does_not_exist_here(role: str, small_world: World) -> None:
    client = browser(small_world, role)
    for name in ("plans:plan_edit", "contributions:ledger", "campaigns:board"):
        answer = client.get(reverse(name, kwargs={"code": "KHAC", "year": 2026}))
        assert answer.status_code == (200 if role == OWNER else 404)


def test_the_other_clusters_rows_cannot_be_reached_through_ours(small_world: World) -> None:
    client = browser(small_world, SECRETARY)
    theirs = small_world.other_plan
    line, activity = theirs.clauses.all()[3], theirs.activities.all()[0]
    levy = Levy.objects.filter(activity=activity)[0]
    for name, pk in (
        ("plans:clause_remove", line.pk),
        ("plans:clause_history", line.pk),
        ("plans:levy_basis", levy.pk),
        ("contributions:dues_make", levy.pk),
        ("campaigns:activity_detail", activity.pk),
        ("campaigns:page_detail", activity.pk),
    ):
        url = reverse(name, kwargs={"code": "HCSN", "year": 2026, "pk": pk})
        assert client.get(url).status_code == 404, name


def test_a_role_taken_away_is_gone_with_the_next_click(small_world: World) -> None:
    client = browser(small_world, TREASURER)
    url = reverse("contributions:desk", kwargs={"code": "HCSN", "year": 2026})
    assert client.get(url).status_code == 200
    Membership.objects.filter(user=small_world.people[TREASURER]).update(ends_on=TODAY.replace(day=1))
    assert client.get(url).status_code == 404


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T09:00:00+07:00", tick=True):
        yield
