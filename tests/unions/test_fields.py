"""The form fields that every app uses, and why Django's own will not do."""

import datetime as dt
import re

import pytest
from django import forms
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.utils import formats, translation

from unions.fields import CountField, DongField, LineField, LocalDateField, PhoneField


class Everything(forms.Form):
    amount = DongField(label="Số tiền")
    day = LocalDateField(label="Ngày")
    people = CountField(label="Số người", least=1, most=5000)
    phone = PhoneField(label="Điện thoại", required=False)
    name = LineField(label="Tên", required=False)


GOOD = {"amount": "7 triệu", "day": "03/04/2026", "people": "1.200", "phone": "0912 345 678", "name": "  Sở   Y tế "}


def test_fields_give_typed_values() -> None:
    form = Everything(GOOD)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "amount": 7_000_000,
        "day": dt.date(2026, 4, 3),
        "people": 1200,
        "phone": "+84912345678",
        "name": "Sở Y tế",
    }


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("amount", "7.5", r"7\.000\.000.*7\.5"),
        ("amount", "", r"7\.000\.000"),
        ("amount", "-5", r"-5"),
        ("amount", "1,500 triệu", r"1,500 triệu"),
        ("amount", "0", r"0 đồng.*0"),
        ("amount", "2000 tỷ", r"1\.000\.000\.000\.000.*2000 tỷ"),
        ("amount", "<b>7</b>", r"&lt;b&gt;7&lt;/b&gt;"),
        ("day", "31/02/2024", r"31/02/2024"),
        ("day", "3/4/26", r"3/4/26"),
        ("day", "mai", r"05/02/2024.*mai"),
        ("day", "01/01/1800", r"1900.*2100.*1800"),
        ("people", "1,5", r"1,5"),
        ("people", "1.5", r"1\.5"),
        ("people", "0", r"1.*5\.000.*0"),
        ("people", "5001", r"5\.000.*5001"),
        ("people", "１２", r"１２"),
        ("phone", "091", r"0912 345 678.*091"),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_refusals_quote_the_input_and_show_how_to_write_it(field: str, text: str, said: str, language: str) -> None:
    with translation.override(language):
        form = Everything({**GOOD, field: text})
        assert list(form.errors) == [field]
        assert re.search(said, form.errors[field].as_ul()), form.errors[field]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_fields_show_what_they_read_in_every_language(language: str) -> None:
    initial = {"amount": 7_000_000, "day": dt.date(2024, 2, 5), "people": 1200, "phone": "+84912345678"}
    with translation.override(language):
        shown = str(Everything(initial=initial))
    for value in ("7.000.000", "05/02/2024", "1.200", "0912 345 678"):
        assert f'value="{value}"' in shown


def test_a_refused_value_is_shown_as_it_was_typed() -> None:
    assert 'value="7.5"' in str(Everything({**GOOD, "amount": "7.5"})["amount"])


@pytest.mark.parametrize(
    ("field", "initial", "same", "other"),
    [
        (DongField(), 7_000_000, "7 triệu", "8 triệu"),
        (LocalDateField(), dt.date(2024, 2, 5), "5/2/2024", "6/2/2024"),
        (CountField(), 1200, "1200", "1201"),
        (PhoneField(), "+84912345678", "0912.345.678", "0912345679"),
    ],
)
def test_another_spelling_of_the_same_value_is_no_change(
    field: forms.Field, initial: object, same: str, other: str
) -> None:
    assert not field.has_changed(initial, same)
    assert field.has_changed(initial, other)
    assert field.has_changed(initial, "không đọc được")


@pytest.mark.parametrize(
    "field", [DongField(required=False), LocalDateField(required=False), CountField(required=False)]
)
@pytest.mark.parametrize("nothing", ["", None, "   "])
def test_optional_fields_give_none_for_nothing(field: forms.Field, nothing: str | None) -> None:
    assert field.clean(nothing) is None


@pytest.mark.parametrize(("field", "value"), [(DongField(), 7_000_000), (CountField(), 30)])
def test_fields_take_their_own_values_back(field: forms.Field, value: object) -> None:
    assert field.clean(value) == value


def test_date_field_takes_dates_and_moments() -> None:
    assert LocalDateField().clean(dt.date(2026, 4, 3)) == dt.date(2026, 4, 3)
    assert LocalDateField().clean(dt.datetime(2026, 4, 3, 10, tzinfo=dt.UTC)) == dt.date(2026, 4, 3)


def test_line_field_keeps_one_unicode_form_and_nothing_invisible() -> None:
    assert LineField().clean("Đoa\u0300n\u200b  Sơ\u0309 Y tế\n") == "Đoàn Sở Y tế"


# Why ours exist. When one of the next three fails, Django has learned, and ours may go.


def test_djangos_date_field_reads_the_month_first_or_refuses(settings: LazySettings) -> None:
    settings.FORMAT_MODULE_PATH = None
    formats.reset_format_cache()
    with translation.override("vi"):
        assert forms.DateField(localize=True).clean("03/04/2027") == dt.date(2027, 3, 4)  # 4 March
        with pytest.raises(ValidationError):
            forms.DateField(localize=True).clean("26/03/2027")
    formats.reset_format_cache()


def test_djangos_integer_field_loses_the_thousands() -> None:
    assert forms.IntegerField().clean("500.000") == 500
    assert DongField().clean("500.000") == 500_000


def test_djangos_integer_field_takes_foreign_digits() -> None:
    assert forms.IntegerField().clean("٣٠") == 30
    with pytest.raises(ValidationError):
        CountField().clean("٣٠")
