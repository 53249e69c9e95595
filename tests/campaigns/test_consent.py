"""What a volunteer agrees to. A changed word needs a new version."""

import datetime as dt

import pytest

from campaigns import consent

# One line for each version that was ever shown: what somebody agreed to then can be looked up.
FINGERPRINTS = {"2026-11": "01dacd8a9e34156f"}


def test_a_changed_word_needs_a_new_version() -> None:
    assert FINGERPRINTS[consent.VERSION] == consent.fingerprint()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_wording_names_who_keeps_what_for_which_purpose_and_how_long(language: str) -> None:
    text = consent.wording(language, keeper="Cụm Hành chính", activity="Kỳ nghỉ hồng")
    assert text.count("Cụm Hành chính") == 2
    assert "“Kỳ nghỉ hồng”" in text
    assert str(consent.KEPT_DAYS) in text
    assert "{" not in text


@pytest.mark.parametrize(
    "right", ["họ tên", "số điện thoại", "năm sinh", "xem", "sửa", "rút", "bản sao", "xoá", "khiếu nại", "Việt Nam"]
)
def test_the_wording_says_what_is_asked_and_every_right(right: str) -> None:
    assert right in consent.wording("vi", keeper="Cụm", activity="A")


def test_a_language_we_do_not_have_is_vietnamese() -> None:
    assert consent.wording("fr", keeper="Cụm", activity="A") == consent.wording("vi", keeper="Cụm", activity="A")
    assert (consent.version("fr"), consent.version("en")) == (f"{consent.VERSION} vi", f"{consent.VERSION} en")


def test_braces_in_a_title_stay_braces() -> None:
    text = consent.wording("vi", keeper="{keeper.__class__}", activity="{{7*7}} {days}")
    assert "“{{7*7}} {days}”" in text
    assert "{keeper.__class__}" in text


@pytest.mark.parametrize(("born", "needed"), [(2010, True), (2009, True), (2008, True), (2007, False), (1990, False)])
def test_whoever_may_still_be_under_16_needs_a_guardian(born: int, needed: bool) -> None:
    assert consent.may_need_guardian(born, dt.date(2024, 1, 1)) is needed
