"""Merging two people's work, against a reference that looks at one field at a time."""

from hypothesis import given
from hypothesis import strategies as st

from waarborg.core.publication.merging import merge

Values = dict[str, object]
VALUES = st.sampled_from([None, "", "a", "b", "c", [], ["a"]])
TEXTS = st.dictionaries(st.sampled_from("xyz"), VALUES)


def say(value: object) -> object:
    """A value as the reference sees it: everything empty is the same."""
    return None if value in ("", []) else value


@given(typed=TEXTS, then=TEXTS, now=TEXTS, keep=st.sets(st.sampled_from("xyz")))
def test_each_field_ends_as_the_reference_says(
    typed: Values, then: Values, now: Values, keep: set[str]
) -> None:
    merged = merge(typed, then=then, now=now, keep_mine=keep)
    conflicts = {item.field: (item.mine, item.theirs) for item in merged.conflicts}
    for field in "xyz":
        mine, before, theirs = (say(source.get(field)) for source in (typed, then, now))
        i_changed = field in typed and mine != before
        they_changed = theirs != before
        if not i_changed or mine == theirs:
            assert field not in merged.changes
            assert field not in conflicts
        elif not they_changed or field in keep:
            assert merged.changes[field] == typed[field]
            assert field not in conflicts
        else:
            assert conflicts[field] == (typed[field], now.get(field))
            assert field not in merged.changes


@given(typed=TEXTS, then=TEXTS, now=TEXTS)
def test_no_text_is_lost(typed: Values, then: Values, now: Values) -> None:
    merged = merge(typed, then=then, now=now)
    kept = {**now, **merged.changes}
    for field, mine in typed.items():
        is_theirs_on_purpose = say(mine) == say(then.get(field))
        is_conflict = field in {item.field for item in merged.conflicts}
        assert say(kept.get(field)) == say(mine) or is_theirs_on_purpose or is_conflict
