"""When a text is looked at again and when people hear of it: worked out by hand on a calendar."""

from datetime import date

import pytest

from waarborg.core.publication.reviews import add_months, choose_next, find_stage, horizon

REVIEW = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-11-22", 12, "2027-11-22"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-01-01", 60, "2031-01-01"),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: str, months: int, expected: str) -> None:
    assert add_months(date.fromisoformat(day), months).isoformat() == expected


def test_a_review_never_lies_on_the_day_itself() -> None:
    with pytest.raises(ValueError, match="a month ahead"):
        add_months(REVIEW, 0)


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        ("2027-01-29", None),  # 31 days before
        ("2027-01-30", -1),  # 30 days before
        ("2027-02-28", -1),
        ("2027-03-01", 0),  # the day itself
        ("2027-03-30", 0),
        ("2027-03-31", 1),  # 30 days after
        ("2027-04-29", 1),
        ("2027-04-30", 2),  # 60 days after
        ("2028-03-01", 12),  # 366 days after: 12 whole periods
    ],
)
def test_people_hear_of_it_before_on_and_every_thirty_days_after(today: str, stage: int | None) -> None:
    assert find_stage(REVIEW, today=date.fromisoformat(today)) == stage


def test_the_horizon_is_where_the_first_reminder_begins() -> None:
    assert horizon(date(2027, 1, 30)) == REVIEW


@pytest.mark.parametrize(
    ("chosen", "by_person", "expected"),
    [
        (None, False, "2028-03-01"),
        (date(2027, 9, 1), True, "2027-09-01"),  # a person chose it and it lies ahead: it stays
        (date(2027, 9, 1), False, "2028-03-01"),  # the last publication set it: this one sets it anew
        (date(2027, 3, 1), True, "2028-03-01"),  # a person chose it, and it is past
    ],
)
def test_a_publication_sets_the_date_unless_a_person_chose_one_ahead(
    chosen: date | None, by_person: bool, expected: str
) -> None:
    found = choose_next(chosen, by_person=by_person, published_on=REVIEW, months=12)
    assert found.isoformat() == expected
