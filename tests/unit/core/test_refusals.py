"""Objects of the core that say nothing cannot be made, and lists that are read part by part."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from waarborg.core.publication.alignment import Effort, Match, align
from waarborg.core.publication.difference import DifferenceKind, FieldDifference
from waarborg.core.publication.listings import find_list
from waarborg.core.publication.marking import Piece
from waarborg.core.publication.quality.measures import Jargon
from waarborg.core.publication.quality.rules import Alike, Rule
from waarborg.core.terms.chain import START, Fault, Link, verify
from waarborg.core.terms.text import Text

TEXT = Text("tekst", "text")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: Match(0, 0, 0), "at least one item"),
        (lambda: Effort(-1), "not negative"),
        (lambda: Piece("", False), "not empty"),
        (lambda: Jargon((), TEXT), "names its words"),
        (lambda: Alike(share=2, title="a", owner="b", place="c"), "between 0 and 1"),
        (lambda: Rule(code="a b", title=TEXT, why=TEXT, method=TEXT, check=list, examples=()), "no code"),
        (
            lambda: FieldDifference(field="goal", label=TEXT, kind=DifferenceKind.CHANGED),
            "something that differs",
        ),
    ],
)
def test_what_says_nothing_cannot_be_made(make: Callable[[], object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        make()


def test_a_comparison_that_may_do_no_work_finds_nothing() -> None:
    assert align("abcd", "dcba", most_edits=100, effort=Effort(1)) is None


def test_white_space_between_the_items_of_a_list_does_not_count() -> None:
    assert find_list('["a" , "b"]') == ["a", "b"]


def test_a_chain_whose_start_is_gone_says_so() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    link = Link("c", 1, moment, "1", "a", "s", {}, "f" * 64, "")
    whole = Link("c", 1, moment, "1", "a", "s", {}, "f" * 64, link.expected_digest())
    (broken,) = verify([whole], chain="c", length=1, head=whole.digest)
    assert broken.fault is Fault.REMOVED
    assert whole.previous != START
