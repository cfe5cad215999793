"""How quick counting a decision log is, and how much memory it takes. The baseline is DuckDB that only reads the columns.

Every measurement is a process of its own, the kinds by turns, so that none profits from what another left in memory.
Seconds are those of opening and counting; starting Python and loading libraries is told apart.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from bench.figures import Figure

#: The most times the baseline at 1,000,000 and 10,000,000 rows, the most memory, and the most seconds of slices.
AIMS, AIM_MEMORY, AIM_SLICES = {1_000_000: 5, 10_000_000: 3}, 300, 3
RUNS, FAIRLEARN_ROWS = 5, 20_000
BY = ("sex", "nationality", "age_band")
SLICED = (
    "sex",
    "nationality",
    "age_band",
    "region",
    "household",
    "education",
    "tenure",
    "channel",
    "benefit",
    "district",
)


def measure_measurements(rows: int) -> Iterator[Figure]:
    """Counting at 1,000,000 and at `rows` rows, with numbers and score, slices, and fairlearn at few rows."""
    from bench.decision_logs import write_log

    with tempfile.TemporaryDirectory(prefix="wb-logs-") as name:
        folder = Path(name)
        for size in sorted({1_000_000, rows}):
            log = folder / str(size)
            log.mkdir()
            started = perf_counter()
            write_log(log, size)
            yield Figure(name=f"log of {size:,} rows: made", value=perf_counter() - started, unit="s")
            yield from _measure_counting(log, size)
        wide = folder / "wide"
        wide.mkdir()
        write_log(wide, 1_000_000, has_further=True)
        yield from _measure_slices(wide)
        small = folder / "small"
        small.mkdir()
        write_log(small, FAIRLEARN_ROWS)
        found = _run_by_turns(("cells", "fairlearn"), small, runs=1)
        yield Figure(
            name=f"fairlearn MetricFrame at {FAIRLEARN_ROWS:,} rows",
            value=found["fairlearn"]["seconds"] * 1000,
            baseline=found["cells"]["seconds"] * 1000,
            baseline_name="ms cells",
        )


def _measure_counting(log: Path, size: int) -> Iterator[Figure]:
    found = _run_by_turns(("scan", "cells", "scan of numbers", "numbers", "bins", "hash"), log, runs=RUNS)
    name = f"log of {size:,} rows"
    scan, wide = found["scan"]["seconds"] * 1000, found["scan of numbers"]["seconds"] * 1000
    aim = AIMS.get(size)
    yield Figure(
        name=f"{name}: cells of three attributes, decision and truth",
        value=found["cells"]["seconds"] * 1000,
        baseline=scan,
        baseline_name="ms scan",
        aim=None if aim is None else aim * scan,
    )
    for kind, what in (("numbers", "the same with score and amount"), ("bins", "1,000 bins of the score")):
        yield Figure(
            name=f"{name}: {what}",
            value=found[kind]["seconds"] * 1000,
            baseline=wide,
            baseline_name="ms scan of numbers",
        )
    yield Figure(name=f"{name}: SHA-256 of the files", value=found["hash"]["seconds"] * 1000)
    yield Figure(name=f"{name}: starting and loading, cells", value=found["cells"]["loading"] * 1000)
    for kind in ("scan", "cells", "numbers", "bins"):
        yield Figure(
            name=f"{name}: peak memory, {kind}",
            value=found[kind]["memory"],
            unit="MB",
            aim=AIM_MEMORY if kind == "cells" else None,
        )


def _measure_slices(log: Path) -> Iterator[Figure]:
    found = _run_by_turns(("slices", "slices to depth three"), log, runs=3)
    for kind, aim in (("slices", AIM_SLICES), ("slices to depth three", None)):
        yield Figure(
            name=f"1,000,000 rows, ten columns: {kind}, {found[kind]['size']:,.0f} of them",
            value=found[kind]["seconds"],
            unit="s",
            aim=aim,
        )
        yield Figure(name=f"peak memory, {kind}", value=found[kind]["memory"], unit="MB")
    yield Figure(
        name="place of the planted group (women of 18-24) by deviation in the part to search in",
        value=found["slices"]["place"],
        unit="",
        aim=1,
    )


def _run_by_turns(kinds: tuple[str, ...], log: Path, *, runs: int) -> dict[str, dict[str, float]]:
    """The median of each number that a process gives, by kind."""
    answers: dict[str, list[dict[str, float]]] = {kind: [] for kind in kinds}
    for _ in range(runs):
        for kind in kinds:
            command = [sys.executable, "-m", "bench.measurements", kind, str(log)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            answers[kind].append(json.loads(done.stdout))
    return {
        kind: {name: statistics.median(one[name] for one in found) for name in found[0]}
        for kind, found in answers.items()
    }


# --- in a process of its own -----------------------------------------------------------------------------
def _scan(log: Path, numbers: str = "") -> Callable[[], None]:
    import duckdb

    def run() -> None:
        with duckdb.connect(config={"memory_limit": "512MB"}) as connection:
            query = f"SELECT max(sex), max(nationality), max(age_band), sum(prediction), sum(truth){numbers}"
            connection.execute("SET enable_progress_bar = false")
            connection.execute(f"{query} FROM read_parquet('{log}/*.parquet')").fetchall()

    return run


def _count(log: Path, **more: object) -> Callable[[], None]:
    from waarborg.adapters.tables.counting import count
    from waarborg.adapters.tables.opening import open_source
    from waarborg.adapters.tables.roles import Roles

    roles = Roles(**({"by": BY, "prediction": "prediction", "truth": "truth"} | more))  # type: ignore[arg-type]  # any role

    def run() -> None:
        with open_source(log) as source:
            cells = count(source, roles).cells
            cells.sum_over([*BY[: len(roles.by)], "prediction", "truth"])

    return run


def _hash(log: Path) -> Callable[[], None]:
    from waarborg.adapters.tables.opening import open_source
    from waarborg.adapters.tables.provenance import record

    def run() -> None:
        with open_source(log) as source:
            record(source, 0)

    return run


def _slice(log: Path, depth: int, numbers: dict[str, float]) -> Callable[[], None]:
    import numpy as np

    from waarborg.adapters.tables.opening import open_source
    from waarborg.adapters.tables.roles import Roles
    from waarborg.adapters.tables.slices import count_slices

    def run() -> None:
        with open_source(log) as source:
            found = count_slices(
                source,
                Roles(prediction="prediction", truth="truth"),
                SLICED,
                event="false positive",
                depth=depth,
            )
        total, events = found.whole_train
        rate = events / total
        n, y = found.train.T
        z = (y / np.maximum(n, 1) - rate) / np.sqrt(rate * (1 - rate) / np.maximum(n, 1))
        planted = {"sex": "vrouw", "age_band": "18-24"}
        order = [dict(found.rule(number)) for number in np.argsort(-z)[:100]]
        numbers["place"] = 1 + order.index(planted) if planted in order else 101
        numbers["size"] = len(found.places)

    return run


def _fairlearn(log: Path) -> Callable[[], None]:
    import duckdb
    from fairlearn.metrics import (
        MetricFrame,
        count,
        false_negative_rate,
        false_positive_rate,
        selection_rate,
        true_positive_rate,
    )

    metrics = {
        one.__name__: one
        for one in (selection_rate, true_positive_rate, false_positive_rate, false_negative_rate, count)
    }

    def run() -> None:
        frame = duckdb.sql(f"SELECT * FROM read_parquet('{log}/*.parquet')").df()  # noqa: S608 - the same
        for by in (*([one] for one in BY), list(BY)):
            _ = MetricFrame(
                metrics=metrics,
                y_true=frame["truth"],
                y_pred=frame["prediction"],
                sensitive_features=frame[by],
            ).by_group

    return run


def _main(kind: str, log: Path) -> None:
    numbers: dict[str, float] = {}
    started = perf_counter()
    run = {
        "scan": lambda: _scan(log),
        "scan of numbers": lambda: _scan(log, ", sum(score), sum(amount)"),
        "cells": lambda: _count(log),
        "numbers": lambda: _count(log, score="score", amount="amount"),
        "bins": lambda: _count(log, by=BY[:2], score="score", bins=1000),
        "hash": lambda: _hash(log),
        "slices": lambda: _slice(log, 2, numbers),
        "slices to depth three": lambda: _slice(log, 3, numbers),
        "fairlearn": lambda: _fairlearn(log),
    }[kind]()
    loaded = perf_counter()
    run()
    numbers |= {
        "loading": loaded - started,
        "seconds": perf_counter() - loaded,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(numbers))


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]))
