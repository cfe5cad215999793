"""Terms against a calendar that is walked day by day, as a clerk would do it with a finger on the page."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from waarborg.core.terms.legal_terms import Length, Unit, add_months, end_of_term, start_of_term_before
from waarborg.core.terms.working_days import easter, is_working_day

EVENTS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
SHORT = st.one_of(
    st.builds(Length, st.integers(1, 90), st.just(Unit.DAY)),
    st.builds(Length, st.integers(1, 12), st.just(Unit.WEEK)),
    st.builds(Length, st.integers(1, 3), st.just(Unit.MONTH)),
)
LONG = st.one_of(
    st.builds(Length, st.integers(91, 400), st.just(Unit.DAY)),
    st.builds(Length, st.integers(13, 60), st.just(Unit.WEEK)),
    st.builds(Length, st.integers(4, 60), st.just(Unit.MONTH)),
    st.builds(Length, st.integers(1, 9), st.just(Unit.YEAR)),
)


def walk_months(event: date, months: int) -> date:
    """Turn the page once for each month, then go to the number of the day, or to the last one there is."""
    year, month = event.year, event.month
    for _ in range(months):
        month += 1
        if month > 12:
            year, month = year + 1, 1
    for number in range(event.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")


def walk_to_end(event: date, length: Length) -> date:
    """The last day without extension."""
    if length.unit is Unit.DAY:
        return event + timedelta(days=length.count)
    if length.unit is Unit.WEEK:
        return event + timedelta(days=7 * length.count)
    return walk_months(event, length.count * (12 if length.unit is Unit.YEAR else 1))


@given(EVENTS, SHORT, st.frozensets(st.integers(1, 100), max_size=30))
def test_a_short_term_ends_as_the_calendar_says(event: date, length: Length, equated: frozenset[int]) -> None:
    free = frozenset(event + timedelta(days=number) for number in equated)
    last = walk_to_end(event, length)
    while True:
        inside = [event + timedelta(days=number) for number in range(1, (last - event).days + 1)]
        working = [day for day in inside if is_working_day(day, equated=free)]
        enough = len(working) >= 2 or (length.unit is Unit.DAY and length.count < 3)
        if enough and working and working[-1] == last:
            break
        last += timedelta(days=1)
    assert end_of_term(event, length, extended=True, equated=free) == last


@given(EVENTS, LONG)
def test_a_long_term_is_never_extended(event: date, length: Length) -> None:
    assert end_of_term(event, length, extended=True) == walk_to_end(event, length)


@given(EVENTS, SHORT | LONG)
def test_a_term_outside_the_act_is_never_extended(event: date, length: Length) -> None:
    assert end_of_term(event, length, extended=False) == walk_to_end(event, length)


@given(EVENTS, st.integers(1, 400), st.sampled_from([Unit.DAY, Unit.WEEK]))
def test_counting_back_undoes_counting_on(event: date, count: int, unit: Unit) -> None:
    length = Length(count, unit)
    assert start_of_term_before(end_of_term(event, length, extended=False), length) == event


@given(EVENTS, st.integers(-600, 600))
def test_adding_months_keeps_the_number_or_takes_the_last_day(event: date, months: int) -> None:
    moved = add_months(event, months)
    assert moved.day == event.day or (moved.day < event.day and (moved + timedelta(days=1)).day == 1)
    assert (moved.year - event.year) * 12 + moved.month - event.month == months


@given(st.integers(1583, 9999))
def test_easter_is_a_sunday_from_22_march_to_25_april(year: int) -> None:
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


@given(SHORT | LONG)
def test_a_length_is_read_as_it_was_written(length: Length) -> None:
    assert Length.parse(length.write()) == length
    assert Length.parse(length.words.nl) == length
    assert Length.parse(length.words.en) == length
