"""Measures a full export in each format and the comparison of two, each in a process of its own: seconds and memory.

Beside each stands what somebody would write first: all rows at once, through the csv module or one json.dumps.
"""

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from bench.figures import Figure

#: An export may take so much memory, in MB, however large the register is: Python with Django takes 100 of it, and
#: pages of the SQLite file that are mapped into memory, which the system can take back, 128.
MOST_MEMORY = 500
MADE_AT = datetime(2026, 11, 22, tzinfo=UTC)


def measure_exports(entries: int, folder: Path) -> Iterator[Figure]:
    """The time and peak memory of each format, beside the naive way; and of the comparison of two exports."""
    baselines = {name: _run("naive", name, folder) for name in ("json", "csv")}
    for name in ("csv", "json", "jsonl", "jsonld", "parquet", "xlsx"):
        seconds, memory = _run("export", name, folder)
        baseline = baselines["csv" if name == "csv" else "json"]
        beside = "naive csv" if name == "csv" else "naive json"
        size = (folder / f"export.{name}").stat().st_size / 1e6
        yield Figure(
            name=f"export {name} ({size:.0f} MB): time",
            value=seconds,
            unit="s",
            count=entries,
            baseline=baseline[0],
            baseline_name=beside,
        )
        yield Figure(
            name=f"export {name}: peak memory",
            value=memory,
            unit="MB",
            count=entries,
            baseline=baseline[1],
            baseline_name=beside,
            aim=MOST_MEMORY,
        )
    baseline = _run("naive-compare", "jsonl", folder)
    for old, new in (("jsonl", "jsonl"), ("json", "parquet")):
        _change_some(folder / "export.jsonl", folder / "new.jsonl")
        seconds, memory = _run("compare", f"{old} {new}", folder)
        for what, value, unit, place in (("time", seconds, "s", 0), ("peak memory", memory, "MB", 1)):
            yield Figure(
                name=f"compare {old} with {new}: {what}",
                value=value,
                unit=unit,
                count=entries,
                baseline=baseline[place],
                baseline_name="naive: both in memory",
                aim=MOST_MEMORY if unit == "MB" else None,
            )


def _run(job: str, name: str, folder: Path) -> tuple[float, float]:
    """Seconds and megabytes of one job in a new process."""
    command = [sys.executable, "-m", "bench.exporting", job, name, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    said = json.loads(done.stdout.splitlines()[-1])
    return said["seconds"], said["megabytes"]


def _change_some(old: Path, new: Path) -> None:
    """Every hundredth entry with another text, every thousandth left out."""
    with old.open(encoding="utf-8") as lines, new.open("w", encoding="utf-8") as out:
        for number, line in enumerate(lines):
            if number % 1000 == 999:
                continue
            if number % 100 == 0:
                line = line.replace("<p>", "<p>Nieuw: ", 1)
            out.write(line)


# --- the jobs, in the other process ----------------------------------------------------------------------
def main(job: str, name: str, folder: Path) -> None:
    """Do one job and say what it took."""
    started = perf_counter()
    JOBS[job](name, folder)
    seconds = perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak}))


def _export(name: str, folder: Path) -> None:
    import django

    django.setup()
    from waarborg.apps.publications import exporting

    register = exporting.Register("Voorbeeldregister", "https://register.example")
    selection = exporting.Selection(site=register.url)
    pieces = exporting.stream(exporting.FORMATS[name], selection, register, at=MADE_AT)
    exporting.write_atomically(folder / f"export.{name}", pieces)


def _export_naively(name: str, folder: Path) -> None:
    import django

    django.setup()
    from waarborg.apps.publications.models import Entry

    rows = list(
        Entry.objects.filter(live__isnull=False)
        .order_by("pk")
        .values_list("public_id", "organisation__code", "live__values")
    )
    with (folder / f"naive.{name}").open("w", encoding="utf-8", newline="") as out:
        if name == "json":
            out.write(json.dumps([{"id": one, "organisation": code, **values} for one, code, values in rows]))
            return
        columns = sorted({key for _, _, values in rows for key in values})
        writer = csv.writer(out)
        writer.writerow(["id", "organisation", *columns])
        writer.writerows([one, code, *(values.get(key, "") for key in columns)] for one, code, values in rows)


def _compare(names: str, folder: Path) -> None:
    from waarborg.adapters.content_files.standards import load_standard
    from waarborg.adapters.exchange.comparing import Tally, compare_exports
    from waarborg.adapters.exchange.own_parquet import read_any

    old, new = names.split()
    path = folder / ("new.jsonl" if new == "jsonl" else f"export.{new}")
    tally = Tally()
    differences = compare_exports(
        read_any(folder / f"export.{old}"), read_any(path), standard=load_standard(), tally=tally
    )
    with closing(differences):
        found = sum(1 for _ in differences)
    if (found > 0) is not (new == "jsonl"):
        raise RuntimeError(f"the comparison found {tally}")


def _compare_naively(name: str, folder: Path) -> None:
    def read(path: Path) -> dict[str, object]:
        with path.open(encoding="utf-8") as lines:
            return {entry["id"]: entry for entry in map(json.loads, lines)}

    old = read(folder / "export.jsonl")
    new = read(folder / "export.jsonl")
    if any(old[key] != new.get(key) for key in old):
        raise RuntimeError("the same file differs from itself")


JOBS: dict[str, Callable[[str, Path], None]] = {
    "export": _export,
    "naive": _export_naively,
    "compare": _compare,
    "naive-compare": _compare_naively,
}


def measure_in_temporary_folder(entries: int) -> Iterator[Figure]:
    """The same, with files that are removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="wb-bench-export-") as folder:
        yield from measure_exports(entries, Path(folder))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
