"""What people may type, and the sentence that each refusal is."""

import datetime as dt
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from time_machine import Traveller

from campaigns.forms.field import AttendanceForm, LimitsForm, ReasonForm, ResourceForm, ResultForm, TimeForm
from campaigns.forms.fields import AnyPhoneField, FigureField, LineField, YearField
from campaigns.forms.public import CorrectForm, SignUpForm, new_stamp
from campaigns.models import Attendance
from campaigns.queries.detail import HeadCount, Sheet
from documents.characters import INVISIBLE, UNPRINTABLE
from tests.factories import MemberUnionFactory
from unions.models import MemberUnion

TODAY = dt.date(2024, 8, 20)


def refusal(field: forms.Field, typed: str) -> str:
    with pytest.raises(ValidationError) as error:
        field.clean(typed)
    return error.value.messages[0]


def post(**data: Any) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update(data)
    return query


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Đặng   Thị\tThu ", "Đặng Thị Thu"),
        ("Đặng\u00a0Thị Thu", "Đặng Thị Thu"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("{{7*7}}", "{{7*7}}"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("Thu 👩‍👧", "Thu 👩‍👧"),
    ],
)
def test_a_line_is_kept_as_plain_text(typed: str, kept: str) -> None:
    assert LineField(most=120).clean(typed) == kept


@pytest.mark.parametrize(
    "typed", ["\u202eThu", "Thu\u200b", "T\u0000hu", "Thu\u0007", "\ufeffThu", "Thu\u2066", "\ud800"]
)
def test_a_line_with_a_sign_that_shows_nothing_is_refused(typed: str) -> None:
    assert refusal(LineField(most=120), typed)


@pytest.mark.parametrize("typed", ["", "   ", "\u00a0", "\n\t"])
def test_a_line_of_spaces_is_empty(typed: str) -> None:
    assert refusal(LineField(most=120), typed)
    assert LineField(most=120, required=False).clean(typed) == ""


def test_a_line_says_how_long_it_may_be_and_how_long_it_was() -> None:
    sentence = refusal(LineField(most=120), "a" * 10_000)
    assert "120" in sentence
    assert "10.000" in sentence
    assert LineField(most=120).clean("a" * 120)


def test_several_lines_keep_their_ends() -> None:
    assert LineField(most=100, multiline=True).clean(" một\r\nhai ") == "một\nhai"


@given(st.text(max_size=200))
def test_what_a_line_lets_through_can_be_printed(typed: str) -> None:
    try:
        kept = LineField(most=120, required=False).clean(typed)
    except ValidationError:
        return
    assert not UNPRINTABLE.search(kept)
    assert not INVISIBLE.search(kept)
    assert len(kept) <= 120


@pytest.mark.parametrize(("typed", "year"), [("2005", 2005), (" 2005 ", 2005), ("２００５", 2005)])
def test_a_year_is_read(typed: str, year: int) -> None:
    assert YearField(least=1924, most=2019).clean(typed) == year


@pytest.mark.parametrize("typed", ["05", "2.005", "1923", "2020", "20051", "hai nghìn", "-2005", "٢٠٠٥", ""])
def test_a_year_is_refused_with_what_was_typed(typed: str) -> None:
    sentence = refusal(YearField(least=1924, most=2019), typed)
    assert typed.strip() in sentence


def test_a_year_is_shown_without_points() -> None:
    assert 'value="2005"' in YearField(least=1924, most=2019).widget.render("born", 2005)


@pytest.mark.parametrize(
    "typed", ["0912 345 678", "+84912345678", "84912345678", "０９１２３４５６７８", "0912.345.678"]
)
def test_a_telephone_is_one_number_in_any_spelling(typed: str) -> None:
    assert AnyPhoneField().clean(typed) == "+84912345678"


@pytest.mark.parametrize(("typed", "part"), [("7.4", "7.4"), ("7,400", "7.400"), ("nhiều", "nhiều"), ("9" * 20, "999")])
def test_a_figure_is_refused_with_how_to_write_it(typed: str, part: str) -> None:
    assert part in refusal(FigureField(), typed)


@pytest.fixture
def sign_up_form(union_a: MemberUnion) -> Any:
    def make(**changes: Any) -> SignUpForm:
        typed = {
            "full_name": "Đặng Thị Thu",
            "phone": "0912 345 678",
            "birth_year": "2000",
            "union": "",
            "consent": "on",
            "stamp": new_stamp(),
            **changes,
        }
        return SignUpForm(post(**{k: v for k, v in typed.items() if v is not None}), unions=[union_a], today=TODAY)

    return make


@pytest.fixture
def old_stamp(clock: Traveller) -> str:
    """The stamp of a form that was opened a minute ago."""
    stamp = new_stamp()
    clock.shift(60)
    return stamp


def test_the_form_gives_a_person(sign_up_form: Any, union_a: MemberUnion, old_stamp: str) -> None:
    form = sign_up_form(union=str(union_a.pk), news="on", stamp=old_stamp)
    assert form.is_valid(), form.errors
    person = form.person()
    assert (person.full_name, person.phone, person.birth_year, person.union) == (
        "Đặng Thị Thu",
        "+84912345678",
        2000,
        union_a,
    )
    assert (form.cleaned_data["news"], form.cleaned_data["photos"]) == (True, False)


@pytest.mark.parametrize("missing", ["full_name", "phone", "birth_year", "consent"])
def test_what_the_form_cannot_do_without(sign_up_form: Any, old_stamp: str, missing: str) -> None:
    form = sign_up_form(stamp=old_stamp, **{missing: None})
    assert set(form.errors) == {missing}


def test_nothing_is_ticked_beforehand(union_a: MemberUnion) -> None:
    form = SignUpForm(unions=[union_a], today=TODAY)
    assert "checked" not in str(form["consent"]) + str(form["news"]) + str(form["photos"]) + str(
        form["guardian_agreed"]
    )


def test_a_union_of_another_cluster_cannot_be_chosen(sign_up_form: Any, old_stamp: str) -> None:
    form = sign_up_form(stamp=old_stamp, union=str(MemberUnionFactory.create().pk))
    assert set(form.errors) == {"union"}


def test_the_field_people_do_not_see_must_stay_empty(sign_up_form: Any, old_stamp: str) -> None:
    assert "website" in sign_up_form(stamp=old_stamp, website="http://spam.example").errors


@pytest.mark.parametrize(("seconds", "valid"), [(0, False), (1, False), (3, True), (60 * 60 * 12 - 5, True)])
def test_a_form_sent_faster_than_a_person_types_is_sent_back(
    sign_up_form: Any, clock: Traveller, seconds: int, valid: bool
) -> None:
    stamp = new_stamp()
    clock.shift(seconds)
    assert sign_up_form(stamp=stamp).is_valid() is valid


def test_a_form_sent_too_fast_passes_at_the_next_click(sign_up_form: Any, clock: Traveller) -> None:
    stamp = new_stamp()
    first = sign_up_form(stamp=stamp)
    assert not first.is_valid()
    assert first.data["stamp"] == stamp
    clock.shift(5)
    assert sign_up_form(stamp=stamp).is_valid()


@pytest.mark.parametrize("stamp", ["", "x", "abc:def:ghi"])
def test_a_form_without_its_number_gets_a_new_one(sign_up_form: Any, clock: Traveller, stamp: str) -> None:
    form = sign_up_form(stamp=stamp)
    assert form.non_field_errors()
    clock.shift(5)
    assert sign_up_form(stamp=form.data["stamp"]).is_valid()


def test_a_page_open_since_yesterday_is_sent_back_with_all_that_was_typed(sign_up_form: Any, clock: Traveller) -> None:
    stamp = new_stamp()
    clock.shift(60 * 60 * 24)
    form = sign_up_form(stamp=stamp)
    assert not form.is_valid()
    assert form["full_name"].value() == "Đặng Thị Thu"
    assert form.data["stamp"] != stamp


def test_the_stamp_is_the_forms_own_number(sign_up_form: Any, clock: Traveller) -> None:
    one, other = new_stamp(), new_stamp()
    clock.shift(5)
    keys = []
    for stamp in (one, other, one):
        form = sign_up_form(stamp=stamp)
        assert form.is_valid()
        keys.append(form.cleaned_data["stamp"])
    assert keys[0] == keys[2] != keys[1]


def test_a_correction_needs_only_the_telephone() -> None:
    form = CorrectForm(post(phone="0912 345 678"), today=TODAY)
    assert form.is_valid()
    assert form.cleaned_data == {"phone": "+84912345678", "full_name": "", "birth_year": None}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"starts_on": "27/07/2024"}, set()),
        ({"starts_on": "2024-07-27", "ends_on": "28/07/2024", "place": "Củ Chi", "version": "3"}, set()),
        ({"starts_on": "31/02/2024"}, {"starts_on"}),
        ({"starts_on": "07/27/2024"}, {"starts_on"}),
        ({"starts_on": ""}, {"starts_on"}),
        ({"starts_on": "27/07/24"}, {"starts_on"}),
        ({"starts_on": "27/07/2024", "ends_on": "mai"}, {"ends_on"}),
        ({"starts_on": "27/07/2024", "place": "\u202eCủ Chi"}, {"place"}),
        ({"starts_on": "27/07/2024", "version": "x"}, {"version"}),
    ],
)
def test_a_time_is_a_date_and_maybe_a_place(typed: dict[str, str], wrong: set[str]) -> None:
    assert set(TimeForm(post(**typed)).errors) == wrong


@pytest.mark.parametrize(("required", "valid"), [(True, False), (False, True)])
def test_a_reason_is_asked_where_people_travel(required: bool, valid: bool) -> None:
    assert ReasonForm(post(reason=" "), required=required).is_valid() is valid


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, set()),
        ({"thing": ""}, {"thing"}),
        ({"quantity": "0"}, {"quantity"}),
        ({"quantity": "7,5"}, {"quantity"}),
        ({"quantity": "1.200"}, set()),
        ({"value": "7.5"}, {"value"}),
        ({"value": "12 triệu"}, set()),
        ({"kind": "stolen"}, {"kind"}),
    ],
)
def test_a_resource_is_so_much_of_a_thing(union_a: MemberUnion, typed: dict[str, str], wrong: set[str]) -> None:
    form = ResourceForm(
        post(**{"kind": "need", "thing": "Áo phao", "quantity": "50", "unit": "cái", **typed}), {}, unions=[union_a]
    )
    assert set(form.errors) == wrong
    if not wrong:
        assert form.facts().thing == "Áo phao"


def test_whoever_runs_it_reports_for_the_cluster_or_any_union(union_a: MemberUnion) -> None:
    typed = {"indicator": "Quà", "qualifier": "over", "number": "12.800", "unit": "phần"}
    whole = ResultForm(post(**typed), {}, unions=[union_a], for_cluster=True)
    assert whole.is_valid()
    assert whole.facts().union is None
    own = ResultForm(post(**typed), {}, unions=[union_a], for_cluster=False)
    assert set(own.errors) == {"union"}


def test_an_officer_cannot_report_for_another_union(union_a: MemberUnion, union_b: MemberUnion) -> None:
    typed = {"indicator": "Quà", "qualifier": "over", "number": "1", "unit": "phần", "union": str(union_b.pk)}
    assert set(ResultForm(post(**typed), {}, unions=[union_a], for_cluster=False).errors) == {"union"}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, set()),
        ({"places": "50", "closes_on": "25/08/2024", "note": "Mang nước"}, set()),
        ({"places": "0"}, {"places"}),
        ({"places": "năm mươi"}, {"places"}),
        ({"closes_on": "31/02/2024"}, {"closes_on"}),
        ({"note": "a" * 1001}, {"note"}),
    ],
)
def test_limits_may_all_be_left_out(typed: dict[str, str], wrong: set[str]) -> None:
    assert set(LimitsForm(post(**typed)).errors) == wrong


def boxes(*rows: tuple[MemberUnion, int | None, bool], typed: dict[str, str] | None = None) -> AttendanceForm:
    sheet = Sheet(None, tuple(HeadCount(union, people, 30, may) for union, people, may in rows))
    return AttendanceForm(sheet, post(**typed) if typed is not None else None)


def test_only_the_boxes_of_ones_own_unions_are_there(union_a: MemberUnion, union_b: MemberUnion) -> None:
    form = boxes((union_a, None, True), (union_b, None, False), typed={f"people_{union_b.pk}": "99"})
    assert form.is_valid()
    assert [union for union, _box in form.boxes()] == [union_a]
    assert form.changes() == {}


@pytest.mark.parametrize(
    ("shown", "typed", "change"),
    [("", "27", 27), ("27", "29", 29), ("27", "", None), ("", "0", 0), ("27", "1.200", 1200)],
)
def test_a_changed_box_is_a_change(union_a: MemberUnion, shown: str, typed: str, change: int | None) -> None:
    name = f"people_{union_a.pk}"
    form = boxes((union_a, 27, True), typed={name: typed, f"initial-{name}": shown})
    assert form.is_valid()
    assert form.changes() == {union_a: change}


@pytest.mark.parametrize(("shown", "typed"), [("", ""), ("27", "27"), ("27", " 27 "), ("1.200", "1200")])
def test_a_box_left_as_it_was_is_no_change_whatever_somebody_else_wrote(
    union_a: MemberUnion, shown: str, typed: str
) -> None:
    name = f"people_{union_a.pk}"
    form = boxes((union_a, 31, True), typed={name: typed, f"initial-{name}": shown})
    assert form.is_valid()
    assert form.changes() == {}


@pytest.mark.parametrize("typed", ["27/30", "-1", "nhiều", "7,5", "100001"])
def test_a_head_count_is_a_whole_number(union_a: MemberUnion, typed: str) -> None:
    form = boxes((union_a, None, True), typed={f"people_{union_a.pk}": typed})
    assert list(form.errors) == [f"people_{union_a.pk}"]
    assert not Attendance.objects.exists()
