"""Names folded for searching, columns that fill themselves, and how figures and dates are shown."""

import datetime as dt
import unicodedata

import pytest
import time_machine
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import ClusterFactory, MemberUnionFactory
from unions.models import Cluster, MemberUnion
from unions.names import fold, propose_code, sort_key, union_key
from unions.passwords import suggest_password
from unions.templatetags.money import date_vi, days_from, dong


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đoàn Sở Y tế", "doan so y te"),
        ("ĐẢNG", "dang"),
        ("Đoa\u0300n  Khối Dân – Chính - Đảng", "doan khoi dan chinh dang"),
        ("Bộ NN&PTNT", "bo nn ptnt"),
        ("", ""),
        ("–", ""),
    ],
)
def test_fold_makes_spellings_comparable(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_fold_of_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("tail", ["Thành phố", "TP.HCM", "TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh", "tp hcm", ""])
def test_union_key_leaves_the_city_aside(tail: str) -> None:
    assert union_key(f"Đoàn Sở Y tế {tail}") == "doan so y te"


@pytest.mark.parametrize(
    ("name", "code"),
    [("Đoàn Sở Giao thông Vận tải", "GTVT"), ("Đoàn Sở Y tế Thành phố", "YT"), ("Đoàn", "D"), ("–", "DV"), ("", "DV")],
)
def test_propose_code_takes_the_initials_of_what_is_particular(name: str, code: str) -> None:
    assert propose_code(name) == code


def test_sort_key_sorts_as_a_vietnamese_dictionary() -> None:
    names = ["Đặng", "Dung", "Ân", "An", "Ăn", "Yến", "Ứng", "Ung"]
    assert sorted(names, key=sort_key) == ["An", "Ăn", "Ân", "Dung", "Đặng", "Ung", "Ứng", "Yến"]


# -- columns


def test_folded_column_follows_its_source_on_save_and_bulk_insert(db: None) -> None:
    union = MemberUnionFactory.create(name="Đoàn Sở Y tế")
    union.name = "Đoàn Đổi Tên"
    union.save()
    union.refresh_from_db()
    assert union.folded == "doan doi ten"
    facts = {"cluster": union.cluster, "position": 1}
    MemberUnion.objects.bulk_create([MemberUnion(code="B", name="Đoàn Cả Lô", **facts)])
    assert MemberUnion.objects.get(code="B").folded == "doan ca lo"


def test_folded_column_is_written_when_it_is_named_beside_its_source(db: None) -> None:
    union = MemberUnionFactory.create()
    union.name = "Đoàn Một Cột"
    union.save(update_fields=["name", "folded"])
    assert MemberUnion.objects.get().folded == "doan mot cot"


def test_names_are_stored_and_found_in_one_unicode_form(db: None) -> None:
    decomposed = unicodedata.normalize("NFD", "Cụm Hành chính")
    ClusterFactory.create(name=decomposed)
    assert Cluster.objects.get(name=decomposed).name == "Cụm Hành chính"
    Cluster.objects.update(name=unicodedata.normalize("NFD", "Cụm Đổi"))
    assert Cluster.objects.get().name == "Cụm Đổi"


def test_suggested_passwords_can_be_read_out_and_differ() -> None:
    made = {suggest_password() for _ in range(50)}
    assert len(made) == 50
    assert all(len(password) >= 13 and password.isascii() for password in made)


# -- figures and dates on the screen


@pytest.mark.parametrize("language", ["vi", "en"])
def test_dong_looks_the_same_in_every_language(language: str) -> None:
    with translation.override(language):
        page = Template("{% load money %}{{ a|dong }}|{{ n|dong }}|{{ d|date_vi }}")
        assert page.render(Context({"a": 7_000_000, "n": None, "d": dt.date(2024, 2, 5)})) == "7.000.000||05/02/2024"


def test_filters_give_nothing_for_nothing() -> None:
    assert (dong(None), date_vi(None), days_from(None)) == ("", "", "")
    assert dong(0) == "0"


def test_date_of_a_moment_is_the_local_date() -> None:
    assert date_vi(dt.datetime(2024, 6, 30, 18, 0, tzinfo=dt.UTC)) == "01/07/2024"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2024, 7, 1), "today"),
        (dt.date(2024, 7, 2), "in 1 day"),
        (dt.date(2024, 7, 4), "in 3 days"),
        (dt.date(2024, 6, 30), "1 day late"),
        (dt.date(2024, 6, 19), "12 days late"),
    ],
)
def test_days_from_counts_local_days(day: dt.date, said: str) -> None:
    with time_machine.travel(dt.datetime(2024, 6, 30, 18, 0, tzinfo=dt.UTC), tick=False), translation.override("en"):
        assert days_from(day) == said
