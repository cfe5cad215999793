"""What must hold of every verdict, whatever the counts."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.small_cells import make_table
from waarborg.core.measurement.catalogue import METRICS
from waarborg.core.measurement.comparisons import compare_with_rest
from waarborg.core.measurement.evidence import Bound, gather_shares
from waarborg.core.measurement.verdicts import SHARE_OF_SPREAD, Judgement, Rules, Verdict, judge

SIZES = st.one_of(st.integers(0, 12), st.integers(0, 3000))
GROUPS = st.lists(st.tuples(SIZES, SIZES, SIZES, SIZES), min_size=2, max_size=6)
BOUNDS = st.tuples(st.floats(0.01, 0.1), st.floats(0.1, 0.3))
NAMES = ("selection_rate", "false_positive_rate")


def judge_groups(
    groups: list[tuple[int, int, int, int]], bounds: tuple[float, float], order: list[int]
) -> Judgement:
    table = make_table({f"g{at}": groups[at] for at in order})
    comparisons = compare_with_rest(table)
    family = [
        gather_shares(METRICS[name], comparisons, Bound(name, *bounds, reason="agreed")) for name in NAMES
    ]
    return judge(family, Rules(resamples=20, seed=1, alpha=0.2))


@settings(max_examples=60)
@given(GROUPS, BOUNDS)
def test_no_verdict_says_more_than_its_numbers(
    groups: list[tuple[int, int, int, int]], bounds: tuple[float, float]
) -> None:
    found = judge_groups(groups, bounds, list(range(len(groups))))
    spent = SHARE_OF_SPREAD if any(part.spread for part in found.parts) else 0.0
    alpha = found.rules.alpha * (1 - spent)
    for part in found.parts:
        for at, verdict in enumerate(part.verdicts):
            width, p, power = part.evidence.widths[at], part.adjusted[at], part.powers[at]
            fewest = min(part.evidence.ours[at], part.evidence.theirs[at])
            assert (verdict is Verdict.NOT_ACCEPTABLE) == bool(p <= alpha and width >= bounds[1])
            if verdict is Verdict.ACCEPTABLE:
                assert fewest >= found.rules.smallest
                assert power >= found.rules.power
                assert width < bounds[0]
            if verdict is Verdict.ATTENTION:
                assert p <= alpha
            if fewest < found.rules.smallest:
                assert verdict is Verdict.TOO_LITTLE_DATA
            assert part.reasons[at].text.nl
    if found.verdict is Verdict.ACCEPTABLE:
        assert {one for part in found.parts for one in part.verdicts} == {Verdict.ACCEPTABLE}


@settings(max_examples=40)
@given(GROUPS, BOUNDS, st.data())
def test_the_order_of_groups_changes_no_verdict(
    groups: list[tuple[int, int, int, int]], bounds: tuple[float, float], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(groups))))
    one, other = judge_groups(groups, bounds, list(range(len(groups)))), judge_groups(groups, bounds, order)
    for before, after in zip(one.parts, other.parts, strict=True):
        by_group = [
            {part.evidence.comparisons.name(at)[0]: verdict for at, verdict in enumerate(part.verdicts)}
            for part in (before, after)
        ]
        assert by_group[0] == by_group[1]
