"""The state of a profile against a naive reference that walks over all facts."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from waarborg.core.profile.facts import Fact
from waarborg.core.profile.profiles import Profile

START = datetime(2026, 1, 1, tzinfo=UTC)
KEYS = ("name", "goal", "profiling")

minutes = st.integers(min_value=0, max_value=20)


@st.composite
def fact_lists(draw: st.DrawFn) -> list[Fact]:
    moments = draw(st.lists(st.tuples(minutes, st.integers(0, 3)), unique=True, max_size=25))
    facts = []
    for minute, sequence in moments:
        redacted = draw(st.booleans())
        value = None if redacted else draw(st.none() | st.booleans() | st.sampled_from(["a", "b"]))
        facts.append(
            Fact(
                key=draw(st.sampled_from(KEYS)),
                value=value,
                by="1",
                at=START + timedelta(minutes=minute),
                sequence=sequence,
                redacted=redacted,
            )
        )
    return facts


def find_latest_naively(facts: list[Fact], key: str, moment: datetime) -> Fact | None:
    """Walk over all facts; keep the one that nothing comes after."""
    latest = None
    for fact in facts:
        if fact.key != key or fact.at > moment:
            continue
        if latest is None or (fact.at, fact.sequence) > (latest.at, latest.sequence):
            latest = fact
    return latest


@given(facts=fact_lists(), minute=minutes)
def test_the_state_is_what_the_naive_reference_finds(facts: list[Fact], minute: int) -> None:
    moment = START + timedelta(minutes=minute)
    state = Profile(facts).state_at(moment)
    for key in KEYS:
        expected = find_latest_naively(facts, key, moment)
        assert state.find(key) == expected
        assert state.is_known(key) == (expected is not None and expected.value is not None)
        assert state.is_redacted(key) == (expected is not None and expected.redacted)


@given(data=st.data(), facts=fact_lists())
def test_the_order_in_which_facts_are_given_makes_no_difference(
    data: st.DataObject, facts: list[Fact]
) -> None:
    shuffled = data.draw(st.permutations(facts))
    assert Profile(shuffled).facts == Profile(facts).facts


@given(facts=fact_lists(), first=minutes, last=minutes)
def test_changes_lead_from_the_earlier_state_to_the_later_one(
    facts: list[Fact], first: int, last: int
) -> None:
    profile = Profile(facts)
    start, end = (START + timedelta(minutes=minute) for minute in sorted((first, last)))
    known = dict(profile.state_at(start).values())
    for change in profile.changes_between(start, end):
        if change.after.value is None:
            known.pop(change.key, None)
        else:
            known[change.key] = change.after.value
    assert known == profile.state_at(end).values()
