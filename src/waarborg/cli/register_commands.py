"""`waarborg register`: check and import exports of registers, and make the search index again."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from waarborg.cli import checking
from waarborg.cli.exits import LANGUAGE, answers, ending, errors, print_json
from waarborg.cli.site import open_site

app = typer.Typer(help="Check and import exports of registers of algorithms.", no_args_is_help=True)

#: From how many new texts on it pays to work out beforehand where common words are found.
MANY = 1000

File = Annotated[Path, typer.Argument(help="The export: CSV, XLSX, JSON or JSON Lines.")]
Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON object on standard output.")]


@app.command(epilog="Example: waarborg register check export.csv")
def check(file: File, json: Json = False) -> None:
    """Read an export and say of each record whether it can be an entry, and what is wrong. Needs no database."""
    code = checking.check_file(file, as_json=json, out=sys.stdout, err=sys.stderr, language=LANGUAGE)
    raise typer.Exit(code)


@app.command("import", epilog="Example: waarborg register import export.json --dry-run")
def import_(
    file: File,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen and write nothing.")
    ] = False,
    json: Json = False,
) -> None:
    """Take over the entries of an export as public versions, marked with their source.

    Importing again changes nothing; a newer export makes new versions only of what changed.
    """
    with ending(as_json=json, shape={"format": None, "records": [], "totals": checking.count_totals(())}):
        from waarborg.adapters.exchange import read

        export = read(file)
        open_site()
        answer = _import(export, file_name=file.name, dry_run=dry_run)
    if json:
        print_json(answer)
        for record in answer["records"]:
            for fault in record["errors"]:
                errors.print(_say(fault), style="red", markup=False, soft_wrap=True)
    else:
        _show(answer, dry_run=dry_run)
    raise typer.Exit(1 if answer["totals"]["refused"] else 0)


def _import(export: Any, *, file_name: str, dry_run: bool) -> dict[str, Any]:
    from django.utils import timezone

    from waarborg.adapters.content_files.standards import load_standard
    from waarborg.adapters.exchange import Record, assess
    from waarborg.apps.audit.actions import SYSTEM
    from waarborg.apps.publications.taking_over import Source, take_over

    standard = load_standard()
    items = (assess(item, standard) if isinstance(item, Record) else item for item in export.records)
    source = Source(name=export.source_name, url=export.source_url or "")
    records: list[dict[str, Any]] = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bar:
        task = bar.add_task("Taking over", total=export.count)
        outcomes = take_over(
            items,
            source=source,
            by=SYSTEM,
            at=timezone.now(),
            dry_run=dry_run,
            progress=lambda done: bar.update(task, completed=done),
        )
        for outcome in outcomes:
            described = checking.describe(outcome.item, status=outcome.status.value, note=outcome.note)
            if outcome.remedy is not None and outcome.note is not None:
                described["status"] = outcome.status.value
                described["errors"].append(_describe_refusal(file_name, outcome))
            records.append(described)
    if not dry_run and sum(record["status"] == "accepted" for record in records) >= MANY:
        from waarborg.apps.publications.search import get_index

        with errors.status("Preparing search"):
            get_index().prepare()
    return {
        "format": export.format,
        "records": records,
        "totals": checking.count_totals(records, export.set_aside),
    }


def _describe_refusal(file_name: str, outcome: Any) -> dict[str, Any]:
    """What stands in the way of a record that is sound in itself: its id is taken here."""
    from waarborg.adapters.exchange import Fault

    fault = Fault(
        file=file_name,
        row=outcome.item.record.position,
        field="id",
        message=outcome.note,
        remedy=outcome.remedy,
    )
    return fault.as_json()


def _show(answer: dict[str, Any], *, dry_run: bool) -> None:
    totals = answer["totals"]
    words = "would be taken over" if dry_run else "taken over"
    answers.print(
        f"{totals['records']} records: {totals['accepted']} {words}, {totals['unchanged']} unchanged, "
        f"{totals['refused']} refused."
    )
    refused = [record for record in answer["records"] if record["status"] == "refused"]
    if refused:
        table = Table("id", "title", "why")
        for record in refused[:50]:
            table.add_row(
                str(record["id"]), record["title"], "\n".join(_say(item) for item in record["errors"])
            )
        answers.print(table)


def _say(error: dict[str, Any]) -> str:
    return checking.describe_error(error, LANGUAGE)


@app.command(epilog="Example: waarborg register reindex")
def reindex(json: Json = False) -> None:
    """Make the search index again from the live versions."""
    with ending(as_json=json):
        open_site()
        from waarborg.apps.publications.search import get_index

        with Progress(console=errors, transient=True, disable=not errors.is_terminal) as bar:
            task = bar.add_task("Indexing", total=None)
            count = get_index().rebuild(
                progress=lambda done, total: bar.update(task, completed=done, total=total)
            )
    if json:
        print_json({"entries": count})
    else:
        answers.print(f"{count} entries can be found.")
