"""How much of a model can be traced to its sources, and what runs out."""

from datetime import date

import pytest

from tests.spec.law.test_linting import make_choice
from waarborg.core.law.choices import Choice
from waarborg.core.law.coverage import Coverage, Expiry, Share, measure_coverage
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, Frame, FrameKind, fact_name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.sources import Source, SourceKind
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

DAY = date(2026, 3, 3)
READABLE = Source(SourceKind.BWB, "artikel 1", "BWBR0005537")
CITED = Source(SourceKind.BWB, "artikel 2")
BROKEN = Source(SourceKind.BWB, "", "/jci1.3:c:BWBR0005537")
OLD = Source(SourceKind.BWB, "", "BWBR0005537", valid=Period(date(2020, 1, 1), date(2021, 1, 1)))


def measure(*frames: Frame, choices: tuple[Choice, ...] = (), days: int = 90) -> Coverage:
    """The coverage of a model of these frames."""
    model = Interpretation(id="v", version="1", title=Text("V", "V"), frames=frames, choices=choices)
    return measure_coverage(model, on=DAY, days=days)


def until(end: date | None) -> Source:
    """A source that has an end."""
    return Source(SourceKind.BWB, "artikel 3", "BWBR0005537", valid=Period(date(2020, 1, 1), end))


def test_frames_are_counted_with_a_source_a_readable_one_and_one_that_holds() -> None:
    found = measure(
        FactFrame(name="a", sources=(READABLE,)),
        FactFrame(name="b", sources=(CITED, BROKEN)),
        FactFrame(name="c", sources=(OLD,)),
        FactFrame(name="d"),
    ).frames
    assert (found.sourced, found.readable, found.valid) == (Share(3, 4), Share(2, 4), Share(2, 4))


def test_each_kind_of_frame_is_counted_apart() -> None:
    found = measure(FactFrame(name="a", sources=(READABLE,)), ActFrame(name="b"), ActFrame(name="c"))
    assert {kind: counted.sourced for kind, counted in found.by_kind.items()} == {
        FrameKind.FACT: Share(1, 1),
        FrameKind.ACT: Share(0, 2),
        FrameKind.DUTY: Share(0, 0),
    }
    assert measure(DutyFrame(name="d")).by_kind[FrameKind.DUTY].valid == Share(0, 1)


def test_open_choices_and_those_to_look_at_again_are_listed() -> None:
    found = measure(choices=(make_choice(review_on=DAY),))
    assert [choice.id for choice in found.open_choices] == ["k"]
    assert [choice.id for choice in found.due_choices] == ["k"]
    settled = measure(choices=(make_choice(taken="eng", ground=Text("Zo", "So")),))
    assert (settled.open_choices, settled.due_choices) == ((), ())


def test_sources_that_end_soon_are_listed_by_their_last_day() -> None:
    later, sooner = until(date(2026, 6, 2)), until(date(2026, 3, 4))
    found = measure(
        FactFrame(name="a", sources=(later, READABLE, until(None), OLD)),
        FactFrame(name="b", sources=(sooner, until(date(2026, 6, 3)))),
        FactFrame(name="c", sources=(sooner,), valid=Period(date(2027, 1, 1))),
    )
    # 90 days after 3 March is 1 June, the last day of the source that ends on 2 June.
    assert found.expiring == (
        Expiry(fact_name("b"), sooner, date(2026, 3, 3)),
        Expiry(fact_name("a"), later, date(2026, 6, 1)),
    )
    assert not measure(FactFrame(name="a", sources=(later,)), days=89).expiring


def test_looking_back_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        measure(days=-1)


@pytest.mark.parametrize(
    ("count", "of", "percent"),
    [(39, 315, 12), (108, 117, 92), (1, 8, 13), (0, 5, 0), (5, 5, 100), (999, 1000, 99), (1, 1000, 1), (0, 0, None)],
)  # fmt: skip
def test_a_share_in_percents_is_all_or_nothing_only_when_it_is(count: int, of: int, percent: int) -> None:
    assert Share(count, of).percent == percent


def test_a_share_of_more_than_all_is_refused() -> None:
    with pytest.raises(ValueError, match="no share"):
        Share(2, 1)
