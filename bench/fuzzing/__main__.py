"""`python -m bench.fuzzing`: feed damaged files to every importer. Gives 1 when one of them breaks something."""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

errors = Console(stderr=True)
OF_THE_WORKPLACE = 50  # of this many inputs one goes through the workplace, which writes to a database


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, and write what came of it."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzzing", description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000, help="how many files (default: 100,000)")
    parser.add_argument("--seed", type=int, default=1, help="other files for another seed (default: 1)")
    parser.add_argument("--target", help="only this importer")
    parser.add_argument(
        "--keep", type=Path, default=Path("var/fuzzing"), help="folder for files that break something"
    )
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="wb-fuzz-"))
    try:
        (folder / "static").mkdir()
        os.environ |= {
            "DATABASE_URL": f"sqlite:///{folder / 'fuzz.sqlite3'}",
            "WAARBORG_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "waarborg.config.testing",
        }
        return _run(options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from bench.fuzzing.running import Tally, run
    from bench.fuzzing.targets import make_targets
    from bench.fuzzing.workplace import make_target

    readers = make_targets()
    at_workplace = options.inputs // OF_THE_WORKPLACE
    share, rest = divmod(options.inputs - at_workplace, len(readers))
    plan = [(reader, share + (place < rest)) for place, reader in enumerate(readers)]
    plan.append((make_target(), at_workplace))
    plan = [one for one in plan if options.target in (None, one[0].name)]
    tallies: list[Tally] = []
    started = perf_counter()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bar:
        for target, count in plan:
            task = bar.add_task(target.name, total=count)
            tallies.append(
                run(
                    target,
                    count,
                    seed=options.seed,
                    progress=lambda done, task=task: bar.update(task, completed=done),
                )
            )
            errors.print(f"{target.name}: {dict(tallies[-1].answers)}, slowest {tallies[-1].slowest:.2f} s")
    _show(tallies, perf_counter() - started, options.keep)
    return int(any(tally.failures for tally in tallies))


def _show(tallies: list, seconds: float, keep: Path) -> None:  # type: ignore[type-arg]  # tallies, imported late
    table = Table("importer", "inputs", "read", "refused", "broken", "slowest (s)")
    for tally in tallies:
        counts = [
            tally.answers.total(),
            tally.answers["read"],
            tally.answers["refused"],
            tally.answers["failed"],
        ]
        table.add_row(tally.target, *(f"{count:,}" for count in counts), f"{tally.slowest:.2f}")
    console = Console()
    console.print(table)
    console.print(f"{sum(tally.answers.total() for tally in tallies):,} inputs in {seconds:.0f} s")
    for tally in tallies:
        for mark, failure in tally.failures.items():
            keep.mkdir(parents=True, exist_ok=True)
            path = keep / f"{tally.target}-{mark}.bin"
            path.write_bytes(failure.content)
            path.with_suffix(".txt").write_text(failure.trace, encoding="utf-8")
            console.print(
                f"{tally.target}: {failure.what} in {failure.where}; kept as {path}", soft_wrap=True
            )


if __name__ == "__main__":
    sys.exit(main())
