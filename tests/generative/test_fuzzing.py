"""A short run of the fuzzer over every importer; `make fuzz` does a hundred thousand inputs."""

import random
from pathlib import Path

import pytest
from bench.fuzzing import mutating, running
from bench.fuzzing.running import run, try_input
from bench.fuzzing.seeds import make_seeds
from bench.fuzzing.targets import Target, make_targets
from hypothesis import given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.real_time

INPUTS = 300
TARGETS = {target.name: target for target in make_targets()}


@pytest.mark.parametrize("name", TARGETS)
def test_no_damaged_file_breaks_an_importer(name: str) -> None:
    tally = run(TARGETS[name], INPUTS, seed=20261122)
    assert not tally.failures, [failure.trace for failure in tally.failures.values()]
    assert tally.answers.total() == INPUTS
    # Damage that leaves nothing readable, or harms nothing, would test little.
    assert tally.answers["read"] > 0
    assert tally.answers["refused"] > 0


@pytest.mark.parametrize("name", TARGETS)
def test_every_good_file_is_read(name: str, tmp_path: Path) -> None:
    for content in TARGETS[name].seeds:
        assert try_input(TARGETS[name], content, tmp_path)[0] == "read"


CELLS = st.lists(st.lists(st.text(max_size=12), max_size=5), max_size=5)


@given(CELLS, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
@settings(max_examples=100)
def test_any_rows_in_any_encoding_are_a_table_or_refused(
    rows: list[list[str]], delimiter: str, encoding: str
) -> None:
    import tempfile

    content = "\n".join(delimiter.join(row) for row in rows).encode(encoding, "replace")
    with tempfile.TemporaryDirectory() as folder:
        answer, failure, _ = try_input(TARGETS["table"], content, Path(folder))
    assert answer in ("read", "refused"), failure and failure.trace


def test_the_same_seed_gives_the_same_damage() -> None:
    seeds = make_seeds()["seed-json"]
    one, other = random.Random(5), random.Random(5)
    assert [mutating.mutate(seeds[0], one, seeds) for _ in range(50)] == [
        mutating.mutate(seeds[0], other, seeds) for _ in range(50)
    ]


def test_a_failure_is_found_made_small_and_known_again() -> None:
    def take(path: Path) -> str:
        if b"naam" in path.read_bytes():
            raise ZeroDivisionError
        return "read"

    tally = run(Target("proef", [b"een lange tekst met een naam erin\n" * 20], take), 20, seed=1)
    (failure,) = tally.failures.values()
    assert (failure.what, failure.content) == ("ZeroDivisionError", b"naam")


def test_an_input_that_takes_too_long_is_a_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(running, "SECONDS", 0.05)

    def take(path: Path) -> str:
        while path:
            pass
        return "read"

    answer, failure, _ = try_input(Target("proef", [b"x"], take), b"x", tmp_path)
    assert answer == "failed"
    assert failure is not None
    assert failure.what == "TooSlow"
