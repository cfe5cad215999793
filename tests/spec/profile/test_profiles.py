"""What a profile says at any moment: small tables with the answer worked out by hand."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from waarborg.core.profile.facts import Fact, Origin, freeze, plain
from waarborg.core.profile.profiles import Change, Profile, State


def day(number: int, hour: int = 12) -> datetime:
    return datetime(2026, 3, number, hour, tzinfo=UTC)


def fact(
    key: str, value: object, at: datetime, *, sequence: int = 0, by: str = "7", redacted: bool = False
) -> Fact:
    return Fact(key=key, value=freeze(value), by=by, at=at, sequence=sequence, redacted=redacted)


#   day  key       value
#   1    name      Parkeerhulp
#   2    children  no
#   3    children  (unknown again)
#   4    name      Parkeerwijzer
#   5    contact   (redacted)
NAME = fact("name", "Parkeerhulp", day(1))
CHILDREN = fact("children", False, day(2))
CHILDREN_UNKNOWN = fact("children", None, day(3))
NEW_NAME = fact("name", "Parkeerwijzer", day(4))
OLD_CONTACT = fact("contact", "loket@voorbeeldstad.example", day(1), sequence=1)
CONTACT = fact("contact", None, day(5), redacted=True)
PROFILE = Profile([NEW_NAME, CHILDREN_UNKNOWN, NAME, OLD_CONTACT, CONTACT, CHILDREN])


@pytest.mark.parametrize(
    ("moment", "known"),
    [
        (day(1, 11), {}),
        (day(1), {"name": "Parkeerhulp", "contact": "loket@voorbeeldstad.example"}),
        (day(2), {"name": "Parkeerhulp", "contact": "loket@voorbeeldstad.example", "children": False}),
        (day(3), {"name": "Parkeerhulp", "contact": "loket@voorbeeldstad.example"}),
        (day(4), {"name": "Parkeerwijzer", "contact": "loket@voorbeeldstad.example"}),
        (day(5), {"name": "Parkeerwijzer"}),
    ],
)
def test_the_state_at_a_moment_holds_the_latest_fact_of_each_key(
    moment: datetime, known: dict[str, object]
) -> None:
    assert PROFILE.state_at(moment).values() == known


def test_a_redacted_fact_shows_as_redacted_and_not_as_the_older_value() -> None:
    state = PROFILE.state_at(day(6))
    assert state.is_redacted("contact")
    assert not state.is_known("contact")
    assert state.find_value("contact") is None


def test_a_fact_that_was_taken_back_is_unknown_again() -> None:
    state = PROFILE.state_at(day(3))
    assert state.find("children") == CHILDREN_UNKNOWN
    assert CHILDREN_UNKNOWN.is_retracted
    assert not state.is_known("children")
    assert not state.is_redacted("children")


def test_no_is_an_answer_and_is_known() -> None:
    assert PROFILE.state_at(day(2)).is_known("children")
    assert PROFILE.state_at(day(2)).find_value("children") is False


def test_what_was_never_said_is_unknown() -> None:
    state = PROFILE.state_at(day(6))
    assert state.find("goal") is None
    assert not state.is_redacted("goal")
    assert state.select_unknown(["goal", "name", "children", "contact"]) == ("goal", "children", "contact")


def test_of_two_facts_at_one_moment_the_higher_sequence_holds() -> None:
    first, second = fact("name", "A", day(1), sequence=1), fact("name", "B", day(1), sequence=2)
    assert Profile([second, first]).latest().find_value("name") == "B"


def test_two_facts_that_cannot_be_ordered_are_refused() -> None:
    with pytest.raises(ValueError, match="same moment and sequence"):
        Profile([fact("name", "A", day(1)), fact("goal", "B", day(1))])


def test_moments_are_compared_across_time_zones() -> None:
    summer = timezone(timedelta(hours=2))
    at_noon_here = datetime(2026, 3, 1, 12, tzinfo=summer)
    assert Profile([fact("name", "A", at_noon_here)]).state_at(day(1, 10)).is_known("name")
    assert not Profile([fact("name", "A", at_noon_here)]).state_at(day(1, 9)).is_known("name")


def test_the_history_of_a_key_runs_from_old_to_new() -> None:
    assert PROFILE.history("children") == (CHILDREN, CHILDREN_UNKNOWN)
    assert PROFILE.history("goal") == ()


@pytest.mark.parametrize(
    ("start", "end", "changes"),
    [
        (day(1), day(1), ()),
        (day(1), day(2), (Change("children", None, CHILDREN),)),
        (day(2), day(4), (Change("children", CHILDREN, CHILDREN_UNKNOWN), Change("name", NAME, NEW_NAME))),
        (day(1), day(3), ()),  # said and taken back in between: unknown before and after
        (day(4), day(5), (Change("contact", OLD_CONTACT, CONTACT),)),
    ],
)
def test_changes_between_two_moments_are_what_holds_now_and_did_not_before(
    start: datetime, end: datetime, changes: tuple[Change, ...]
) -> None:
    assert PROFILE.changes_between(start, end) == changes


def test_the_same_value_again_is_no_change() -> None:
    profile = Profile([fact("name", "A", day(1)), fact("name", "A", day(2), by="8")])
    assert profile.changes_between(day(1), day(3)) == ()


def test_yes_and_one_are_not_the_same() -> None:
    profile = Profile([fact("scale", True, day(1)), fact("scale", 1, day(2))])
    assert len(profile.changes_between(day(1), day(2))) == 1


def test_a_time_that_runs_back_is_refused() -> None:
    with pytest.raises(ValueError, match="before the start"):
        PROFILE.changes_between(day(2), day(1))


def test_a_moment_without_time_zone_is_refused() -> None:
    naive = datetime(2026, 3, 1)
    with pytest.raises(ValueError, match="time zone"):
        PROFILE.state_at(naive)
    with pytest.raises(ValueError, match="time zone"):
        fact("name", "A", naive)


def test_a_profile_tells_all_its_facts_in_order() -> None:
    assert list(PROFILE) == [NAME, OLD_CONTACT, CHILDREN, CHILDREN_UNKNOWN, NEW_NAME, CONTACT]
    assert PROFILE.facts == tuple(PROFILE)
    assert len(PROFILE) == 6
    assert repr(PROFILE) == "Profile(6 facts)"


def test_a_value_cannot_be_changed_through_the_list_it_came_from() -> None:
    rows = [{"title": "Wet", "link": "https://wetten.overheid.nl"}]
    kept = fact("legal_bases", rows, day(1))
    rows[0]["title"] = "Iets anders"
    assert plain(kept.value) == [{"title": "Wet", "link": "https://wetten.overheid.nl"}]


def test_values_come_back_in_the_shape_of_json() -> None:
    assert plain(freeze(["a", "b"])) == ["a", "b"]
    assert plain(freeze([{"title": "x", "link": None}])) == [{"title": "x"}]
    assert plain(freeze([])) == []
    assert plain(freeze("a")) == "a"
    assert plain(freeze(None)) is None


@pytest.mark.parametrize("value", [{"a": "b"}, [1, 2], ["a", {"b": "c"}], [{"a": 1}], object()])
def test_a_value_that_json_does_not_know_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="cannot hold"):
        freeze(value)


def test_a_fact_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="is no key"):
        fact("a name", "A", day(1))
    with pytest.raises(ValueError, match="somebody"):
        fact("name", "A", day(1), by=" ")
    with pytest.raises(ValueError, match="not negative"):
        fact("name", "A", day(1), sequence=-1)
    with pytest.raises(ValueError, match="holds no value"):
        fact("name", "A", day(1), redacted=True)
    with pytest.raises(ValueError, match="stands under the key"):
        State({"goal": NAME})
    with pytest.raises(ValueError, match="under that key"):
        Change("goal", None, NAME)


def test_a_fact_says_where_it_came_from() -> None:
    taken_over = Fact(
        key="name", value="A", by="import", at=day(1), origin=Origin.IMPORT, origin_detail="register"
    )
    assert taken_over.origin is Origin.IMPORT
