"""`python -m bench`: a temporary database with generated entries, and how quick everything is on it."""

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

errors = Console(stderr=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and write what was measured. Gives 1 when an aim is not met."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000, help="how many entries (default: 100,000)")
    parser.add_argument(
        "--imported", type=int, default=2_000, help="how many more are imported (default: 2,000)"
    )
    parser.add_argument("--database", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--json", action="store_true", help="write one JSON object per database")
    parser.add_argument("--keep", type=Path, help="folder of a SQLite database to make, or to use again")
    parser.add_argument(
        "--law", action="store_true", help="measure the law engine alone, which needs no database"
    )
    parser.add_argument(
        "--framework",
        action="store_true",
        help="measure the framework of requirements alone, on --dossiers",
    )
    parser.add_argument("--assessments", action="store_true", help="measure assessments alone, on --dossiers")
    parser.add_argument("--measurements", action="store_true", help="measure counting decision logs alone")
    parser.add_argument(
        "--rows", type=int, default=10_000_000, help="rows of the largest decision log (default: 10,000,000)"
    )
    parser.add_argument("--dossiers", type=int, default=10_000, help="how many dossiers (default: 10,000)")
    options = parser.parse_args(arguments)
    if options.law:
        return _measure_law(options)
    if options.measurements:
        return _measure_measurements(options)
    is_part = options.framework or options.assessments
    if options.database == "both" and not is_part:
        return _run_each(options)
    database = "postgres" if options.database == "postgres" else "sqlite"
    folder = Path(tempfile.mkdtemp(prefix="wb-bench-"))
    try:
        with _database(database, folder if is_part else options.keep or folder) as url:
            os.environ |= {
                "DATABASE_URL": url,
                "WAARBORG_DATA": str(folder),
                "DJANGO_SETTINGS_MODULE": "waarborg.config.testing",
            }
            (folder / "static").mkdir()
            return _measure_dossiers(options) if is_part else _measure(options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run_each(options: argparse.Namespace) -> int:
    """One process per database: settings are read once."""
    import subprocess

    answers = [_measure_law(options), _measure_measurements(options)]
    given = ["--entries", str(options.entries), "--imported", str(options.imported)]
    given += ["--dossiers", str(options.dossiers), *(["--json"] if options.json else [])]
    for more in (["--framework"], ["--assessments"], ["--database", "sqlite"], ["--database", "postgres"]):
        command = [sys.executable, "-m", "bench", *more, *given]
        answers.append(subprocess.run(command, check=False).returncode)
    return max(answers)


def _measure_law(options: argparse.Namespace) -> int:
    from bench.asking import measure_asking
    from bench.figures import print_json, print_table
    from bench.law import measure_law

    left_out: list[str] = []
    figures = [*measure_law(left_out), *measure_asking(left_out)]
    facts = {"python": platform.python_version(), "cores": os.cpu_count(), "left_out": left_out}
    (print_json if options.json else print_table)(figures, facts)
    return int(any(figure.is_met is False for figure in figures))


def _measure_measurements(options: argparse.Namespace) -> int:
    from bench.figures import print_json, print_table
    from bench.measurements import measure_measurements

    figures = []
    for figure in measure_measurements(options.rows):
        errors.print(f"  {figure.name}: {figure.value:.1f} {figure.unit}")
        figures.append(figure)
    facts = {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": " ".join(f"{one:.1f}" for one in os.getloadavg()),
    }
    (print_json if options.json else print_table)(figures, facts)
    return int(any(figure.is_met is False for figure in figures))


def _measure_dossiers(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from bench.assessments import measure_assessments
    from bench.figures import print_json, print_table
    from bench.framework import measure_framework

    call_command("migrate", verbosity=0)
    figures = []
    measured = measure_framework if options.framework else measure_assessments
    for figure in measured(options.dossiers):
        errors.print(f"  {figure.name}: {figure.value:.1f} {figure.unit}")
        figures.append(figure)
    facts = {
        "database": _version(connection),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": " ".join(f"{one:.1f}" for one in os.getloadavg()),
    }
    connection.close()
    (print_json if options.json else print_table)(figures, facts)
    return int(any(figure.is_met is False for figure in figures))


@contextmanager
def _database(name: str, folder: Path) -> Iterator[str]:
    if name == "sqlite":
        folder.mkdir(parents=True, exist_ok=True)
        yield f"sqlite:///{folder / 'bench.sqlite3'}"
        return
    from tests.postgres_server import postgres_server

    with postgres_server() as url:
        yield url


def _measure(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from bench.exporting import measure_in_temporary_folder
    from bench.figures import Figure, print_json, print_table
    from bench.importing import measure_import
    from bench.loading import load
    from bench.pages import measure_pages
    from bench.searching import measure_search
    from waarborg.apps.publications.models import Entry
    from waarborg.apps.publications.search import get_index

    figures: list[Figure] = []
    left_out: list[str] = []
    call_command("migrate", verbosity=0)
    if not Entry.objects.exists():
        seconds = _load_with_progress(load, options.entries)
        figures.append(
            Figure(name="index: entries per second", value=options.entries / seconds, unit="per s")
        )
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        started = perf_counter()
        get_index().prepare()
        figures.append(Figure(name="index: prepare common words", value=perf_counter() - started, unit="s"))
    found = get_index().find(_everything()).total
    for name, part in (
        ("search", measure_search(found)),
        ("pages", measure_pages(left_out)),
        ("export", measure_in_temporary_folder(found)),
        ("import", measure_import(options.imported)),
    ):
        errors.print(f"measuring {name} …")
        for figure in part:
            errors.print(f"  {figure.name}: {figure.value:.1f} {figure.unit}")
            figures.append(figure)
    facts = {
        "database": _version(connection),
        "entries": found,
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": " ".join(f"{one:.1f}" for one in os.getloadavg()),
        "left_out": left_out,
    }
    connection.close()
    (print_json if options.json else print_table)(figures, facts)
    return int(any(figure.is_met is False for figure in figures))


def _everything() -> object:
    from waarborg.apps.publications.search.port import Query

    return Query()


def _load_with_progress(load: object, count: int) -> float:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bar:
        task = bar.add_task("Loading", total=count)
        seconds: float = load(count, progress=lambda done, _: bar.update(task, completed=done))  # type: ignore[operator]  # imported late
    return seconds


def _version(connection: object) -> str:
    vendor: str = connection.vendor  # type: ignore[attr-defined]  # a connection of Django
    if vendor == "sqlite":
        import sqlite3

        return f"SQLite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:  # type: ignore[attr-defined]  # the same
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0]}"


if __name__ == "__main__":
    sys.exit(main())
