"""Our engine against everything that was recorded of the interpreter of 2021."""

from pathlib import Path

import pytest

from waarborg.adapters.flint.vectors import Outcome, Suite, run_vectors


@pytest.fixture(scope="module")
def outcome(shared_data: Path) -> Outcome:
    return run_vectors(shared_data / "flint")


@pytest.mark.parametrize(
    ("name", "kind", "passed"),
    [
        ("scenarios/law-reg-recorded-scenarios.json", "scenarios", 74),
        ("vectors/checkaction-awb.json", "act checks", 150),
        ("vectors/checkaction-lerarenbeurs.json", "act checks", 60),
        ("vectors/checkaction-tegemoetkoming-covid19-mps.json", "act checks", 100),
        ("vectors/checkaction-vreemdelingenwet.json", "act checks", 150),
        ("vectors/expressions.json", "expressions", 900),
        ("vectors/validator-diagnostics.json", "diagnostics", 9),
        ("vectors/walk-awb.json", "walks", 30),
        ("vectors/walk-lerarenbeurs.json", "walks", 12),
    ],
)
def test_every_recorded_vector_comes_out_the_same(
    outcome: Outcome, name: str, kind: str, passed: int
) -> None:
    suite = next(suite for suite in outcome.suites if suite.name == name)
    assert (suite.kind, suite.failures, suite.passed) == (kind, (), passed)


def test_no_file_is_left_out_and_only_the_model_that_is_not_stored_is_skipped(outcome: Outcome) -> None:
    assert (len(outcome.suites), outcome.passed, outcome.failed, outcome.skipped) == (9, 1485, 0, 1)
    [skip] = [skip for suite in outcome.suites for skip in suite.skips]
    assert skip.id.startswith("0: ")
    assert "models/anlb.law-reg.flint.json is not here" in skip.reason


def test_models_are_found_from_the_folder_of_the_vectors_alone(shared_data: Path) -> None:
    heard: list[Suite] = []
    outcome = run_vectors(shared_data / "flint" / "vectors", progress=heard.append)
    assert (outcome.passed, outcome.failed, outcome.skipped) == (1411, 0, 0)
    assert tuple(heard) == outcome.suites
