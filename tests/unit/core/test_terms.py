"""Text, months, periods and identifiers."""

from datetime import date

import pytest

from waarborg.core.terms import identifiers
from waarborg.core.terms.months import Month
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text


def test_a_text_is_read_in_its_languages() -> None:
    text = Text(nl="naam", en="name")
    assert (text.in_language("nl"), text.in_language("en")) == ("naam", "name")
    with pytest.raises(ValueError, match="'fy'"):
        text.in_language("fy")


@pytest.mark.parametrize(("nl", "en"), [("", "a"), ("a", " ")])
def test_a_text_has_both_languages(nl: str, en: str) -> None:
    with pytest.raises(ValueError, match="needs words"):
        Text(nl=nl, en=en)


@pytest.mark.parametrize(
    ("text", "month"), [("2024-05", "2024-05"), (" 05-2024 ", "2024-05"), ("2024-5", "2024-05")]
)
def test_a_month_is_read(text: str, month: str) -> None:
    assert str(Month.parse(text)) == month


@pytest.mark.parametrize(
    ("text", "fault"),
    [("2024-13", "2024-13: month 13 does not exist"), ("00-2024", "00-2024: month 0 does not exist"),
     ("0001-01", "0001-01: year 1 is not between 1900 and 2199"),
     ("mei 2024", "mei 2024: this is not written as YYYY-MM, such as 2024-05"),
     ("2024-05-01", "2024-05-01: this is not written as YYYY-MM, such as 2024-05")],
)  # fmt: skip
def test_what_is_no_month_says_why(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=f"^{fault}$"):
        Month.parse(text)


def test_months_have_an_order_and_a_first_day() -> None:
    assert Month(2023, 12) < Month(2024, 1) < Month(2024, 2)
    assert Month(2024, 2).first_day() == date(2024, 2, 1)


def test_a_period_has_its_start_and_not_its_end() -> None:
    period = Period(date(2024, 1, 1), date(2024, 2, 1))
    assert period.contains(date(2024, 1, 1))
    assert period.contains(date(2024, 1, 31))
    assert not period.contains(date(2024, 2, 1))
    assert not period.contains(date(2023, 12, 31))
    assert Period(date(2024, 1, 1)).contains(date(2999, 1, 1))


def test_a_period_ends_after_it_starts() -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        Period(date(2024, 1, 1), date(2024, 1, 1))


def test_an_identifier_is_worked_out_by_hand() -> None:
    # 1 in the lowest five bits, the rest zero. Its weight is the ninth power of x modulo x^5 + x^2 + 1:
    # x^5 = x^2+1, x^6 = x^3+x, x^7 = x^4+x^2, x^8 = x^3+x^2+1, x^9 = x^4+x^3+x = 26, the character `t`.
    assert identifiers.make(bytes(7) + b"\x01") == "wb-100000000t"
    assert identifiers.make(bytes(8)) == "wb-0000000000"


def test_an_identifier_needs_eight_bytes() -> None:
    with pytest.raises(ValueError, match="8 random bytes"):
        identifiers.make(bytes(7))


@pytest.mark.parametrize(
    "text", ["12345678", "", "wb-", "wb-100000000s", "wb-100000000t0", "WB-100000000t", "wb-10000000lt"]
)
def test_what_is_no_identifier_of_ours(text: str) -> None:
    assert not identifiers.is_own(text)
