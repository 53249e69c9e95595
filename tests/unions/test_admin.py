"""The owner's pages: who gets in, what may be changed, spreadsheets out and in again."""

import datetime as dt
import io
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
import tablib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from openpyxl import load_workbook

from tests.conftest import Persona
from tests.factories import MemberUnionFactory, UnionAliasFactory, UserFactory
from unions import audit
from unions.models import AuditRecord, Cluster, Membership, MemberUnion, UnionAlias, User
from unions.resources import PersonResource, RoleResource, UnionResource
from unions.spreadsheets import TypedXlsx

UNIONS = "/admin/unions/memberunion/"
HEAD = "Mã cụm,Mã đơn vị,Tên chính thức,Tên gọi tắt,Còn viết là,Thứ tự,Tham gia từ\n"


def page_of(response: Any) -> str:
    return str(response.content.decode())


# -- who gets in


@pytest.mark.parametrize("who", ["secretary", "treasurer", "officer_a", "stranger"])
def test_admin_is_shut_to_everybody_but_the_owner(db: None, request: pytest.FixtureRequest, who: str) -> None:
    response = request.getfixturevalue(who).get("/admin/", follow=True)
    assert response.status_code == HTTPStatus.FORBIDDEN


def test_admin_has_no_door_of_its_own(client: Client, db: None) -> None:
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/login/?next=/admin/"
    assert client.post("/admin/login/", {"username": "x", "password": "x"}).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_createsuperuser_asks_for_the_full_name(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "mot-mat-khau-9")
    call_command("createsuperuser", username="chu", full_name="Ngô Chủ Máy", interactive=False, verbosity=0)
    user = User.objects.get()
    assert (str(user), user.is_superuser, user.check_password("mot-mat-khau-9")) == ("Ngô Chủ Máy", True, True)


@pytest.mark.parametrize("model", ["cluster", "memberunion", "membership", "user", "auditrecord"])
def test_admin_lists_and_forms_open(owner: Persona, officer_a: Persona, model: str) -> None:
    audit.record("x", owner.user, by=owner.user, cluster=None, about="Ngô Chủ Máy")
    row = {"cluster": Cluster, "memberunion": MemberUnion, "membership": Membership, "user": User}.get(
        model, AuditRecord
    )
    first = row.objects.first()
    shown = first.about if model == "auditrecord" else str(getattr(first, "user", first))
    assert shown in page_of(owner.get(f"/admin/unions/{model}/?q="))
    assert owner.get(f"/admin/unions/{model}/{first.pk}/change/").status_code == HTTPStatus.OK


# -- what may be changed


def test_admin_change_folds_records_and_reads_dates_our_way(owner: Persona, union_a: MemberUnion) -> None:
    data = {
        "cluster": union_a.cluster_id,
        "code": "SYT",
        "name": "Đoàn Sở Y tế",
        "short_name": "",
        "position": "1.200",
        "heading": "",
        "symbol": "",
        "active_from": "03/04/2026",
        "active_to": "",
        "aliases-TOTAL_FORMS": "1",
        "aliases-INITIAL_FORMS": "0",
        "aliases-0-name": "Ngành Y",
    }
    response = owner.post(f"{UNIONS}{union_a.pk}/change/", data)
    assert response.status_code == HTTPStatus.FOUND, response.context["errors"]
    union_a.refresh_from_db()
    assert (union_a.folded, union_a.active_from, union_a.position) == ("doan so y te", dt.date(2026, 4, 3), 1200)
    assert UnionAlias.objects.get().folded == "nganh y"
    records = AuditRecord.objects.order_by("id")
    assert [r.verb for r in records] == ["row_changed", "alias_added"]
    assert records[0].data["before"]["name"] == "Đoàn Sở Y tế Thành phố"
    assert records[0].chain.cluster == union_a.cluster
    refused = owner.post(f"{UNIONS}{union_a.pk}/change/", {**data, "active_from": "31/02/2026"})
    assert "31/02/2026" in page_of(refused)


def test_admin_refuses_a_name_that_means_another_union(
    owner: Persona, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    data = {
        "cluster": union_a.cluster_id,
        "code": "SYT",
        "name": "Đoàn Sở Giao thông – Vận tải TP.HCM",
        "position": "1",
    }
    forms = {"aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0"}
    response = owner.post(f"{UNIONS}{union_a.pk}/change/", {**data, **forms})
    assert (response.status_code, "Đoàn Sở Giao thông Vận tải" in page_of(response)) == (200, True)
    assert not AuditRecord.objects.exists()


def test_admin_password_change_is_recorded_without_the_password(owner: Persona, officer_a: Persona) -> None:
    new = {"password1": "sen-pho-mai-4821", "password2": "sen-pho-mai-4821", "usable_password": "true"}
    owner.post(f"/admin/unions/user/{officer_a.user.pk}/password/", new)
    officer_a.user.refresh_from_db()
    assert (officer_a.user.check_password("sen-pho-mai-4821"), officer_a.user.password_given) == (True, True)
    record = AuditRecord.objects.get()
    assert (record.verb, record.by, "sen-pho" in str(record.data)) == ("password_set", owner.user, False)


def test_admin_adds_a_person_with_telephone_in_one_form(owner: Persona) -> None:
    data = {"username": "moi", "full_name": "Võ Mới", "password1": "sen-pho-4821", "password2": "sen-pho-4821"}
    owner.post("/admin/unions/user/add/", {**data, "usable_password": "true"})
    person = User.objects.get(username="moi")
    change = {"username": "moi", "full_name": "Võ Mới", "phone": "0912 345 678", "is_active": "on"}
    owner.post(f"/admin/unions/user/{person.pk}/change/", change)
    person.refresh_from_db()
    assert person.phone == "+84912345678"
    assert [r.verb for r in AuditRecord.objects.order_by("id")] == ["row_added", "row_changed"]
    assert "sen-pho" not in str(list(AuditRecord.objects.values_list("data", flat=True)))


@pytest.mark.parametrize("model", ["cluster", "memberunion", "membership", "user", "auditrecord"])
def test_admin_deletes_nothing(owner: Persona, officer_a: Persona, model: str) -> None:
    record = audit.record("x", owner.user, by=None, cluster=None)
    pks = {"cluster": Cluster, "memberunion": MemberUnion, "membership": Membership, "user": User}
    pk = pks[model].objects.first().pk if model in pks else record.pk
    response = owner.post(f"/admin/unions/{model}/{pk}/delete/", {"post": "yes"})
    assert response.status_code == HTTPStatus.FORBIDDEN


def test_admin_shows_the_trail_to_read_only(owner: Persona) -> None:
    record = audit.record("x", owner.user, by=None, cluster=None)
    assert owner.get("/admin/unions/auditrecord/add/").status_code == HTTPStatus.FORBIDDEN
    response = owner.post(f"/admin/unions/auditrecord/{record.pk}/change/", {"verb": "forged"})
    assert response.status_code == HTTPStatus.FORBIDDEN


# -- out and in


def export(owner: Persona, path: str, kind: str) -> Any:
    return owner.post(f"{path}export/", {"format": kind, "resource": "0"})


def upload(owner: Persona, text: str | bytes, path: str = UNIONS, kind: str = "1", name: str = "f.csv") -> Any:
    body = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile(name, body)
    return owner.post(f"{path}import/", {"import_file": file, "format": kind, "resource": "0"})


def confirm(owner: Persona, preview: Any, path: str = UNIONS) -> Any:
    form = preview.context["confirm_form"]
    return owner.post(f"{path}process_import/", {name: form[name].value() or "" for name in form.fields})


def test_unions_go_out_with_vietnamese_columns_native_types_and_no_formula(
    owner: Persona, union_a: MemberUnion
) -> None:
    MemberUnion.objects.update(active_from=dt.date(2024, 2, 5), short_name="=HYPERLINK(1)", symbol="@x")
    UnionAliasFactory.create(union=union_a, name="Ngành Y")
    response = export(owner, UNIONS, "0")
    sheet = load_workbook(io.BytesIO(response.content)).active
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]][:5] == [
        "Mã cụm",
        "Mã đơn vị",
        "Tên chính thức",
        "Tên gọi tắt",
        "Còn viết là",
    ]
    values = dict(zip([cell.value for cell in rows[0]], rows[1], strict=True))
    assert values["Tham gia từ"].value == dt.datetime(2024, 2, 5)  # noqa: DTZ001
    assert values["Thứ tự"].value == 1
    assert values["Còn viết là"].value == "Ngành Y"
    assert values["Tên gọi tắt"].value == "'=HYPERLINK(1)"
    assert {cell.data_type for cell in rows[1]} <= {"s", "inlineStr", "n", "d"}
    text = export(owner, UNIONS, "1").content.decode()
    assert "05/02/2024" in text
    assert "'@x" in text


@pytest.mark.parametrize("kind", ["0", "1"])
def test_what_went_out_comes_back_and_changes_nothing(owner: Persona, union_a: MemberUnion, kind: str) -> None:
    MemberUnion.objects.update(active_from=dt.date(2024, 2, 5), short_name="=Y", heading="- Đoàn")
    UnionAliasFactory.create(union=union_a, name="Ngành Y")
    before = list(MemberUnion.objects.values())
    body = export(owner, UNIONS, kind).content
    preview = upload(owner, body, kind=kind, name="f.xlsx" if kind == "0" else "f.csv")
    assert {row.import_type for row in preview.context["result"].rows} == {"skip"}
    confirm(owner, preview)
    assert list(MemberUnion.objects.values()) == before
    assert not AuditRecord.objects.exists()


@pytest.mark.parametrize("kind", ["0", "1"])
def test_what_went_out_makes_the_same_rows_elsewhere(
    owner: Persona, union_a: MemberUnion, union_b: MemberUnion, kind: str
) -> None:
    UnionAliasFactory.create(union=union_a, name="Ngành Y")
    MemberUnion.objects.update(active_from=dt.date(2024, 2, 5))
    columns = ["code", "name", "short_name", "folded", "position", "active_from"]
    before = list(MemberUnion.objects.values(*columns))
    body = export(owner, UNIONS, kind).content
    UnionAlias.objects.all().delete()
    MemberUnion.objects.all().delete()
    preview = upload(owner, body, kind=kind, name="f.xlsx" if kind == "0" else "f.csv")
    assert not MemberUnion.objects.exists()  # a preview writes nothing
    assert "<ins>" in page_of(preview)
    assert "style=" not in page_of(preview).split("import-preview")[1]
    confirm(owner, preview)
    assert list(MemberUnion.objects.values(*columns)) == before
    assert UnionAlias.objects.get().folded == "nganh y"
    assert sorted(AuditRecord.objects.values_list("verb", flat=True)) == ["alias_added", "row_added", "row_added"]
    assert {record.by for record in AuditRecord.objects.select_related("by")} == {owner.user}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("hcsn,X,Đoàn X,,,1,31/02/2024", "31/02/2024"),
        ("khong,X,Đoàn X,,,1,", "khong"),
        ("hcsn,X,,,,1,", "Tên chính thức|name"),
        ("hcsn,X,Đoàn Sở Y-tế,,,1,", "Đoàn Sở Y tế Thành phố"),
        ("hcsn,X,Đoàn X,,Sở Y tế,1,", "Đoàn Sở Y tế Thành phố"),
        ("hcsn,có dấu,Đoàn X,,,1,", "code"),
    ],
)
def test_a_bad_row_is_answered_and_nothing_is_written(
    owner: Persona, union_a: MemberUnion, row: str, said: str
) -> None:
    preview = upload(owner, f"{HEAD}hcsn,M,Đoàn Mới,,,5,\n{row}\n")
    page = page_of(preview)
    assert any(text in page for text in said.split("|"))
    assert "Traceback" not in page
    assert preview.context.get("confirm_form") is None
    assert MemberUnion.objects.count() == 1
    assert not AuditRecord.objects.exists()


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", b"PK\x03\x04 no workbook", b"a,b\n1"])
@pytest.mark.parametrize("kind", ["0", "1"])
def test_a_broken_file_is_answered_in_words(owner: Persona, db: None, body: bytes, kind: str) -> None:
    response = upload(owner, body, kind=kind, name="f.xlsx" if kind == "0" else "f.csv")
    assert response.status_code == HTTPStatus.OK
    assert "Traceback" not in page_of(response)
    assert not MemberUnion.objects.exists()


def test_import_is_for_the_owner(secretary: Persona) -> None:
    assert upload(secretary, HEAD).status_code == HTTPStatus.FOUND
    assert secretary.get(f"{UNIONS}export/").status_code == HTTPStatus.FOUND


def test_people_and_roles_come_in_and_go_out_again(cluster: Cluster, union_a: MemberUnion) -> None:
    people = tablib.Dataset(headers=["Tên đăng nhập", "Họ và tên", "Điện thoại"])
    people.append(["canbo", "Đặng  Cán Bộ", 912345678])  # a spreadsheet took the number for a number
    assert not PersonResource().import_data(people, raise_errors=True).has_errors()
    person = User.objects.get()
    assert (person.full_name, person.phone, person.has_usable_password()) == ("Đặng Cán Bộ", "+84912345678", False)
    assert PersonResource().export().csv.splitlines()[1] == "canbo,Đặng Cán Bộ,0912 345 678"

    roles = tablib.Dataset(headers=["Tên đăng nhập", "Mã cụm", "Vai trò", "Mã đơn vị", "Chức vụ", "Từ ngày"])
    roles.append(["canbo", "hcsn", "Cán bộ đơn vị", "SYT", "Bí thư", "01/01/2024"])
    roles.append(["canbo", "hcsn", "clerk", "", "", dt.date(2024, 1, 1)])
    RoleResource().import_data(roles, raise_errors=True)
    held = {m.role: (m.union, m.office, m.starts_on) for m in Membership.objects.select_related("union")}
    assert held == {
        "officer": (union_a, "Bí thư", dt.date(2024, 1, 1)),
        "clerk": (None, "", dt.date(2024, 1, 1)),
    }
    again = RoleResource().import_data(RoleResource().export(), raise_errors=True)
    assert again.totals["skip"] == 2


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["canbo", "hcsn", "Vua", ""], "Bí thư cụm"),
        (["khong", "hcsn", "Văn phòng", ""], "khong"),
        (["canbo", "hcsn", "Cán bộ đơn vị", "KHAC"], "KHAC"),
        (["canbo", "hcsn", "Cán bộ đơn vị", ""], ""),
        (["canbo", "hcsn", "Văn phòng", "SYT"], ""),
    ],
)
def test_a_role_that_cannot_be_is_answered(union_a: MemberUnion, row: list[str], said: str) -> None:
    UserFactory.create(username="canbo")
    MemberUnionFactory.create(code="KHAC")
    roles = tablib.Dataset(row, headers=["Tên đăng nhập", "Mã cụm", "Vai trò", "Mã đơn vị"])
    result = RoleResource().import_data(roles)
    errors = [str(error.error) for _row, found in result.row_errors() for error in found]
    invalid = [str(row.error) for row in result.invalid_rows]
    assert errors or invalid
    assert said in str(errors + invalid)
    assert not Membership.objects.exists()


def test_unions_are_exported_with_few_queries(owner: Persona, django_assert_num_queries: Callable[[int], Any]) -> None:
    for _n in range(4):
        UnionAliasFactory.create()
    with django_assert_num_queries(3):  # how many, the unions, their spellings
        TypedXlsx().export_data(UnionResource().export())
