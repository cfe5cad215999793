"""Damaged files at the workplace: what is refused leaves nothing behind, what is written is whole."""

from typing import Any

import pytest
from bench.fuzzing.running import run
from bench.fuzzing.workplace import make_target

pytestmark = [pytest.mark.django_db, pytest.mark.real_time]


def test_damaged_files_leave_nothing_half(db: Any) -> None:
    tally = run(make_target(), 40, seed=20261122)
    assert not tally.failures, [failure.trace for failure in tally.failures.values()]
    assert tally.answers["read"] > 0
    assert tally.answers["refused"] > 0
