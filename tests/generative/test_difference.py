"""The difference of any two texts: what must always hold, checked against a slow and simple reference."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.adapters.content_files.standards import load_standard
from waarborg.core.publication import marking
from waarborg.core.publication.alignment import Effort, align
from waarborg.core.publication.difference import DifferenceKind, compare
from waarborg.core.publication.marking import Piece, as_read, mark
from waarborg.core.publication.standard import Kind, Standard

STANDARD: Standard = load_standard()
WORDS = st.sampled_from(
    ["de", "een", "mens", "kijkt", "na", ".", ",", "\n", "<p>", "</p>", "é", "a-b", "(x)", " "]
)
TEXTS = st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=60))
ROWS = st.lists(
    st.fixed_dictionaries(
        {"title": st.sampled_from(["", "A", "B", "a"]), "link": st.sampled_from(["", "x", "y"])}
    ),
    max_size=4,
)
MIRROR = {
    DifferenceKind.ADDED: DifferenceKind.REMOVED,
    DifferenceKind.REMOVED: DifferenceKind.ADDED,
    DifferenceKind.CHANGED: DifferenceKind.CHANGED,
}


def values() -> st.SearchStrategy[dict[str, Any]]:
    kinds: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.GROUP: ROWS,
        Kind.CHOICES: st.lists(st.sampled_from(["Werk", "Recht", "Zorg", ""]), max_size=3),
    }
    fields: dict[str, st.SearchStrategy[Any]] = {
        field.key: kinds.get(field.kind, TEXTS) for field in STANDARD.fields[::3]
    }
    return st.fixed_dictionaries(
        {}, optional={**fields, "goal@en": TEXTS, "lawful_basis_grouping": ROWS, "x": TEXTS}
    )


def longest_common(old: list[int], new: list[int]) -> int:
    """The length of the longest common subsequence, by the table everybody knows."""
    row = [0] * (len(new) + 1)
    for one in old:
        before, row = row, [0]
        for place, other in enumerate(new):
            row.append(before[place] + 1 if one == other else max(before[place + 1], row[place]))
    return row[-1]


@given(st.lists(st.integers(0, 4), max_size=30), st.lists(st.integers(0, 4), max_size=30))
def test_an_alignment_is_as_long_as_can_be(old: list[int], new: list[int]) -> None:
    found = align(old, new, most_edits=100, effort=Effort(100_000))
    assert found is not None
    old_at = new_at = 0
    for match in found:
        assert match.old >= old_at
        assert match.new >= new_at
        assert old[match.old : match.old + match.size] == new[match.new : match.new + match.size]
        old_at, new_at = match.old + match.size, match.new + match.size
    assert sum(match.size for match in found) == longest_common(old, new)


@given(TEXTS, TEXTS)
def test_the_pieces_joined_are_the_texts_as_they_are_read(old: str, new: str) -> None:
    marked = mark(old, new)
    assert "".join(piece.text for piece in marked.old) == as_read(old)
    assert "".join(piece.text for piece in marked.new) == as_read(new)


@given(TEXTS, TEXTS)
def test_what_is_not_marked_is_the_same_in_both(old: str, new: str) -> None:
    marked = mark(old, new)

    def unmarked(pieces: tuple[Piece, ...]) -> str:
        return "".join("".join(piece.text for piece in pieces if not piece.is_changed).split())

    assert unmarked(marked.old) == unmarked(marked.new)
    has_marks = any(piece.is_changed for piece in (*marked.old, *marked.new))
    assert has_marks is (as_read(old) != as_read(new))


@given(TEXTS, TEXTS)
def test_no_two_pieces_beside_each_other_are_of_one_kind(old: str, new: str) -> None:
    marked = mark(old, new)
    for pieces in (marked.old, marked.new):
        assert all(one.is_changed is not other.is_changed for one, other in pairwise(pieces))


@given(values())
def test_an_entry_does_not_differ_from_itself(one: dict[str, Any]) -> None:
    assert compare(one, dict(one), standard=STANDARD) == ()


@given(values(), values())
def test_what_is_added_one_way_is_removed_the_other_way(one: dict[str, Any], other: dict[str, Any]) -> None:
    there = compare(one, other, standard=STANDARD)
    back = compare(other, one, standard=STANDARD)
    assert [(item.field, MIRROR[item.kind]) for item in there] == [(item.field, item.kind) for item in back]
    for forth, return_ in zip(there, back, strict=True):
        assert (forth.old_text, forth.new_text) == (return_.new_text, return_.old_text)
        assert forth.kept_rows == return_.kept_rows


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 5000, "b a " * 2500),
        ("a b " * 2500, "b a " * 2500),
        ("a. b. " * 1600, "b. a. " * 1600),
        ("\n".join("ab" * 2500), "\n".join("ba" * 1200 + "aab" * 800)),
        ("!?" * 5000, "?!" * 5000),
        (" ".join(map(str, range(2000))), " ".join(map(str, reversed(range(2000))))),
        ("<p>" * 3333, "</p>" * 2500),
        ("de een " * 1400, "een de de " * 1000),
    ],
    ids=range(8),
)
def test_long_texts_cost_no_more_steps_than_promised(
    old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spent: list[int] = []

    class Counted(marking.Effort):
        def spend(self, steps: int) -> bool:
            spent.append(steps)
            return super().spend(steps)

    monkeypatch.setattr(marking, "Effort", Counted)
    marked = mark(old, new)
    # The last step may be the one for which too little was left.
    assert sum(spent) <= marking.MOST_STEPS + max(spent, default=0)
    assert "".join(piece.text for piece in marked.old) == as_read(old)
    assert "".join(piece.text for piece in marked.new) == as_read(new)
