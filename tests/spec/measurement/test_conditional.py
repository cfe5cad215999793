"""Differences given a ground, beside published examples: admissions in Berkeley, and tables worked out by hand."""

import numpy as np
import pytest

from tests.small_cells import count_rows
from waarborg.core.measurement.catalogue import METRICS
from waarborg.core.measurement.cells import Cells, UnfitCells
from waarborg.core.measurement.conditional import (
    conditional_demographic_disparity,
    demographic_disparity,
    mantel_haenszel,
)
from waarborg.core.measurement.evidence import Bound, gather_odds
from waarborg.core.measurement.strata import stratify
from waarborg.core.measurement.verdicts import Rules, Verdict, judge

#: Bickel, Hammel and O'Connell (1975), Science 187, as in the R data set UCBAdmissions: by department, men and women
#: admitted and rejected.
BERKELEY = np.array(
    [
        [[512, 313], [89, 19]], [[353, 207], [17, 8]], [[120, 205], [202, 391]],
        [[138, 279], [131, 244]], [[53, 138], [94, 299]], [[22, 351], [24, 317]],
    ]
)  # fmt: skip


def test_berkeley_admitted_men_and_women_alike_given_the_department() -> None:
    found = mantel_haenszel(BERKELEY)
    # mantelhaen.test of R: common odds ratio 0.9046968, interval 0.7719074 to 1.0603298.
    assert [found.odds_ratio, found.low, found.high] == pytest.approx(
        [0.9046968, 0.7719074, 1.0603298], abs=1e-7
    )
    assert found.crude == pytest.approx((1198 * 1278) / (1493 * 557))
    # With the correction of 1959 R gives 1.4269, p 0.2323; without it 1.5246.
    assert found.statistic == pytest.approx(1.5246, abs=1e-4)
    corrected = mantel_haenszel(BERKELEY, continuity=True)
    assert [corrected.statistic, corrected.p] == pytest.approx([1.4269, 0.2323], abs=1e-4)


def test_the_departments_of_berkeley_have_no_one_odds_ratio() -> None:
    # Breslow and Day: 18.83 with 5 degrees of freedom, p 0.002.
    assert mantel_haenszel(BERKELEY).homogeneity == pytest.approx(0.002, abs=0.0003)


def test_one_stratum_has_the_plain_odds_ratio() -> None:
    found = mantel_haenszel(np.array([[[10, 20], [5, 40]]]))
    assert found.odds_ratio == found.crude == (10 * 40) / (20 * 5)
    assert found.homogeneity is None
    # The interval of Robins, Breslow and Greenland is that of Woolf then: variance 1/10 + 1/20 + 1/5 + 1/40.
    half = 1.959964 * (1 / 10 + 1 / 20 + 1 / 5 + 1 / 40) ** 0.5
    assert [found.low, found.high] == pytest.approx([4 * np.exp(-half), 4 * np.exp(half)], rel=1e-6)


def test_strata_with_one_odds_ratio_of_one_agree() -> None:
    found = mantel_haenszel(np.array([[[10, 20], [20, 40]], [[30, 10], [15, 5]]]))
    assert (found.odds_ratio, found.p, found.homogeneity) == (1.0, 1.0, pytest.approx(1.0))


def test_an_odds_ratio_that_divides_by_nothing_has_no_value() -> None:
    found = mantel_haenszel(np.array([[[5, 0], [3, 4]]]))
    assert (found.odds_ratio, found.low, found.crude, found.homogeneity) == (None, None, None, None)
    assert found.p is not None
    nothing = mantel_haenszel(np.zeros((2, 2, 2), dtype=np.int64))
    assert (nothing.odds_ratio, nothing.statistic, nothing.p) == (None, None, None)


def test_a_table_of_another_shape_is_refused() -> None:
    with pytest.raises(UnfitCells, match="strata, 2, 2"):
        mantel_haenszel(np.zeros((2, 2), dtype=np.int64))


#: Two strata: the group has yes 8 no 2 and others yes 2 no 8; then yes 1 no 9 and others yes 3 no 27.
TWO = np.array([[[8, 2], [2, 8]], [[1, 9], [3, 27]]])


def test_demographic_disparity_is_the_share_among_no_minus_that_among_yes() -> None:
    found = demographic_disparity(TWO, seed=1)
    assert found.value == pytest.approx(11 / 46 - 9 / 14)
    assert found.low < found.value < found.high
    assert (found.rows, found.left_out) == (60, 0)


def test_conditional_disparity_is_the_mean_within_strata_by_their_rows() -> None:
    found = conditional_demographic_disparity(TWO, seed=1)
    assert found.value == pytest.approx((20 * (2 / 10 - 8 / 10) + 40 * (9 / 36 - 1 / 4)) / 60)


def test_a_stratum_in_which_nobody_has_yes_is_left_out_and_counted() -> None:
    found = conditional_demographic_disparity(np.array([[[8, 2], [2, 8]], [[0, 9], [0, 27]]]), seed=1)
    assert (found.value, found.rows, found.left_out) == (pytest.approx(2 / 10 - 8 / 10), 20, 36)


def test_without_any_yes_there_is_no_disparity() -> None:
    found = conditional_demographic_disparity(np.array([[[0, 9], [0, 27]]]), seed=1)
    assert (found.value, found.low, found.rows, found.left_out) == (None, None, 0, 36)


def test_the_interval_of_the_disparity_covers_the_truth_about_as_often_as_it_says() -> None:
    shares = np.array([[[0.15, 0.1], [0.05, 0.2]], [[0.05, 0.15], [0.1, 0.2]]])
    truth = (0.5 * (0.1 / 0.3 - 0.15 / 0.2) + 0.5 * (0.15 / 0.35 - 0.05 / 0.15)) / 1.0
    samples = np.random.default_rng(1).multinomial(500, shares.reshape(-1), size=200).reshape(200, 2, 2, 2)
    covered = 0
    for table in samples:
        found = conditional_demographic_disparity(table, seed=2, resamples=300)
        covered += found.low <= truth <= found.high
    assert 0.9 < covered / 200 < 0.99


# --- from cells -------------------------------------------------------------------------------------------

NAMES = ("sex", "department", "prediction")


def count_berkeley() -> Cells:
    rows = [
        (sex, f"d{department}", decision)
        for department in range(6)
        for at, sex in enumerate(("m", "f"))
        for to, decision in enumerate(("in", "out"))
        for _ in range(BERKELEY[department, at, to])
    ]
    return count_rows(NAMES, [*rows, ("f", "d0", None)])


def test_strata_are_counted_from_cells_for_each_group_against_the_rest() -> None:
    found = stratify(count_berkeley(), ["sex"], ["department"], decided={"in"})
    assert found.labels == (("f",), ("m",))
    assert found.strata == tuple((f"d{at}",) for at in range(6))
    assert (found.counts[1] == BERKELEY).all()
    assert (found.counts[0] == BERKELEY[:, ::-1]).all()
    assert found.unknown == 1


def test_a_ground_that_is_the_group_or_nothing_is_refused() -> None:
    cells = count_berkeley()
    for given in ([], ["sex"]):
        with pytest.raises(UnfitCells, match="another dimension than that of the groups"):
            stratify(cells, ["sex"], given, decided={"in"})
    hidden = Cells(
        cells.dimensions, cells.codes, cells.counts, hidden=np.ones(len(cells.counts), dtype=np.bool_)
    )
    with pytest.raises(UnfitCells, match="hidden"):
        stratify(hidden, ["sex"], ["department"], decided={"in"})


def test_a_verdict_may_be_given_a_ground() -> None:
    selection = METRICS["selection_rate"]
    bound = Bound("selection_rate", attention=1.2, limit=1.5, reason="agreed", ratio=True)
    strata = stratify(count_berkeley(), ["sex"], ["department"], decided={"in"})
    assert judge([gather_odds(selection, strata, bound)], Rules()).verdict is Verdict.ACCEPTABLE
    with pytest.raises(UnfitCells, match="judged by a ratio"):
        gather_odds(selection, strata, Bound("selection_rate", 0.1, 0.2, "agreed"))


def test_a_verdict_given_a_ground_can_be_negative_and_can_be_withheld() -> None:
    selection = METRICS["selection_rate"]
    bound = Bound("selection_rate", attention=1.2, limit=1.5, reason="agreed", ratio=True)
    for times, verdict in ((20, Verdict.NOT_ACCEPTABLE), (1, Verdict.TOO_LITTLE_DATA)):
        rows = [
            (group, ground, decision)
            for group, ground, decision, number in (
                ("a", "x", "in", 4), ("a", "x", "out", 6), ("b", "x", "in", 2), ("b", "x", "out", 8),
                ("a", "y", "in", 6), ("a", "y", "out", 4), ("b", "y", "in", 4), ("b", "y", "out", 6),
            )
            for _ in range(times * number)
        ]  # fmt: skip
        strata = stratify(
            count_rows(("group", "ground", "prediction"), rows), ["group"], ["ground"], decided={"in"}
        )
        assert judge([gather_odds(selection, strata, bound)], Rules()).verdict is verdict
