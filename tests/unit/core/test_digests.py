"""The one notation of values, for digests."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from waarborg.core.terms.digests import canonical


def test_a_decimal_a_day_and_a_moment_have_one_notation() -> None:
    moment = datetime(2026, 1, 1, 1, 0, tzinfo=timezone(timedelta(hours=1)))
    assert canonical([Decimal("1.50"), date(2026, 1, 2), moment]) == (
        '["1.50","2026-01-02","2026-01-01T00:00:00.000000+00:00"]'
    )


def test_a_list_and_a_tuple_are_written_alike() -> None:
    assert canonical((1, "a")) == canonical([1, "a"]) == '[1,"a"]'
