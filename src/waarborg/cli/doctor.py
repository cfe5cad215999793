"""`waarborg doctor`: what this machine has, what it lacks, and how to get it."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from waarborg.cli.exits import CommandFailed, Exit, answers, ending, print_json

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OLDEST_SQLITE = (3, 35, 0)


@dataclass(frozen=True)
class Finding:
    """One thing looked at: `state` is ok, missing (and needed) or optional (missing, needed for one thing)."""

    name: str
    state: str
    found: str
    remedy: str = ""


def doctor(
    json: Annotated[
        bool, typer.Option("--json", help="Answer with one JSON object on standard output.")
    ] = False,
) -> None:
    """Look whether this machine has what Waarborg needs, and say how to get what is missing."""
    with ending(as_json=json):
        findings = [look() for look in CHECKS]
        if not any(finding.name == "Settings" for finding in findings):
            findings += [look() for look in CHECKS_WITH_SETTINGS]
    if json:
        print_json({"findings": [asdict(finding) for finding in findings]})
    else:
        table = Table("what", "state", "found", "what to do")
        colours = {"ok": "green", "missing": "red", "optional": "yellow"}
        for finding in findings:
            state = f"[{colours[finding.state]}]{finding.state}[/]"
            table.add_row(finding.name, state, finding.found, finding.remedy)
        answers.print(table)
    raise typer.Exit(Exit.ENVIRONMENT if any(item.state == "missing" for item in findings) else Exit.DONE)


def _look_at_python() -> Finding:
    # An older Python cannot even read this program; set-up refuses it with the remedy.
    return Finding("Python", "ok", ".".join(str(part) for part in sys.version_info[:3]))


def _look_at_sqlite() -> Finding:
    options = {row[0] for row in sqlite3.connect(":memory:").execute("PRAGMA compile_options")}
    if sqlite3.sqlite_version_info < OLDEST_SQLITE or "ENABLE_FTS5" not in options:
        return Finding(
            "SQLite",
            "missing",
            sqlite3.sqlite_version,
            "Use a Python with SQLite 3.35 or newer and FTS5, or PostgreSQL.",
        )
    return Finding("SQLite with full-text search", "ok", sqlite3.sqlite_version)


def _look_at_database() -> Finding:
    from waarborg.cli.site import count_missing_migrations, open_site

    try:
        open_site(migrated=False)
        from django.db import connection
        from django.db.utils import DatabaseError

        try:
            missing = count_missing_migrations()
        except DatabaseError as error:
            return Finding(
                "Database", "missing", str(error).strip(), "Check DATABASE_URL and that the server runs."
            )
    except CommandFailed as failure:
        return Finding("Settings", "missing", "", str(failure))
    where = f"{connection.vendor}: {connection.settings_dict['NAME']}"
    if missing:
        return Finding("Database", "optional", where, f"Run `waarborg migrate`: {missing} changes wait.")
    return Finding("Database", "ok", where)


def _look_at_stylesheets() -> Finding:
    from django.conf import settings

    sheets = [Path(folder) / "vendor" / "utrecht" / "index.css" for folder in settings.STATICFILES_DIRS]
    if any(sheet.exists() for sheet in sheets):
        return Finding("Design system", "ok", "copied")
    return Finding(
        "Design system", "missing", "", "Run `make start` or `make test` once; it fetches the stylesheets."
    )


def _look_at_space() -> Finding:
    from django.conf import settings

    free = shutil.disk_usage(settings.DATA_FOLDER).free / 1e9
    state = "ok" if free > 1 else "missing"
    return Finding("Disk space", state, f"{free:.1f} GB free", "" if free > 1 else "Free at least 1 GB.")


def _look_at_browser() -> Finding:
    found = os.environ.get("CHROMIUM") or next(
        (path for name in BROWSERS if (path := shutil.which(name))), None
    )
    if found:
        return Finding("Chromium (browser tests)", "ok", found)
    return Finding(
        "Chromium (browser tests)", "optional", "", "Debian: `apt-get install chromium`. Or set CHROMIUM."
    )


CHECKS: tuple[Callable[[], Finding], ...] = (
    _look_at_python,
    _look_at_sqlite,
    _look_at_browser,
    _look_at_database,
)
CHECKS_WITH_SETTINGS: tuple[Callable[[], Finding], ...] = (_look_at_stylesheets, _look_at_space)
