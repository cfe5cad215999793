"""`waarborg audit`: is the history whole, and what are its ends."""

import json as json_format
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from waarborg.cli.exits import CommandFailed, Exit, answers, ending, print_json
from waarborg.cli.site import open_site

app = typer.Typer(help="Verify the audit chains and export their ends.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON object on standard output.")]
Chain = Annotated[str | None, typer.Option("--chain", help="Only the chain of this organisation (its code).")]


@app.command(epilog="Example: waarborg audit verify --heads heads-2026-11-01.json")
def verify(
    heads: Annotated[
        Path | None,
        typer.Option("--heads", help="Ends exported earlier: finds a chain that was cut off since."),
    ] = None,
    chain: Chain = None,
    json: Json = False,
) -> None:
    """Check every audit chain, and the facts and versions it tells about.

    Names each event that was changed, removed or inserted, and each record that is not what was written.
    """
    with ending(as_json=json):
        kept_rows = _read_heads(heads) if heads else []
        open_site()
        from waarborg.apps.algorithms.collaboration.verifying import (
            find_changed_assignments,
            find_changed_notes,
        )
        from waarborg.apps.algorithms.documents.verifying import find_changed_attachments
        from waarborg.apps.algorithms.steps.verifying import find_changed_process_steps
        from waarborg.apps.algorithms.verifying import find_changed_facts
        from waarborg.apps.assessments.verifying import find_changed_answers, find_changed_signatures
        from waarborg.apps.audit.queries import Head, verify_chains
        from waarborg.apps.cases.verifying import find_changed_cases
        from waarborg.apps.organisations.verifying import find_changed_grants
        from waarborg.apps.publications import verifying
        from waarborg.apps.publications.reactions.verifying import find_changed_reports

        kept = {name: Head(name, length, head) for name, length, head in kept_rows}
        found = verify_chains(kept_heads=kept, chain=chain)
        changed = {
            "facts": find_changed_facts(),
            "answers": find_changed_answers(),
            "signatures": find_changed_signatures(),
            "versions": verifying.find_changed_versions(),
            "proposals": verifying.find_changed_proposals(),
            "steps": verifying.find_changed_steps(),
            "roles": find_changed_grants(),
            "attachments": find_changed_attachments(),
            "notes": find_changed_notes(),
            "assignments": find_changed_assignments(),
            "process_steps": find_changed_process_steps(),
            "cases": find_changed_cases(),
            "reports": find_changed_reports(),
        }
        is_whole = not found.broken and not any(changed.values())
    if json:
        print_json(_describe(found, changed))
    elif is_whole:
        answers.print(f"[green]Whole:[/] {found.events} events in {len(found.heads)} chains.")
    else:
        _show(found, changed)
    raise typer.Exit(Exit.DONE if is_whole else Exit.NEGATIVE)


def _describe(found: Any, changed: dict[str, list[str]]) -> dict[str, Any]:
    return {
        "events": found.events,
        "broken": [
            {"chain": item.chain, "event": item.number, "fault": item.fault.value, "why": item.explanation}
            for item in found.broken
        ],
        "records": changed,
        "heads": [{"chain": head.chain, "length": head.length, "head": head.head} for head in found.heads],
    }


def _show(found: Any, changed: dict[str, list[str]]) -> None:
    table = Table("chain or record", "event", "what", "why")
    for item in found.broken:
        table.add_row(item.chain, str(item.number), item.fault.value, item.explanation)
    for kind, names in changed.items():
        for name in names:
            table.add_row(name, "", "changed", f"One of the {kind} is not what was written in the chain.")
    answers.print(table)
    answers.print(
        f"[bold red]{len(found.broken)} breaks in {found.events} events, "
        f"{sum(map(len, changed.values()))} records that are not what was written.[/]"
    )


@app.command(epilog="Example: waarborg audit heads > heads.json")
def heads() -> None:
    """Print the end of every chain as JSON, to keep outside this system."""
    with ending():
        open_site()
        from waarborg.apps.audit.queries import list_heads

        found = list_heads()
    print_json({"heads": [{"chain": head.chain, "length": head.length, "head": head.head} for head in found]})


def _read_heads(path: Path) -> list[tuple[str, int, str]]:
    try:
        document = json_format.loads(path.read_text(encoding="utf-8"))
        rows = document.get("heads", [document])
        return [(str(row["chain"]), int(row["length"]), str(row["head"])) for row in rows]
    except OSError as error:
        raise CommandFailed(Exit.BAD_INPUT, f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise CommandFailed(
            Exit.BAD_INPUT,
            f"{path} is not a file of `waarborg audit heads` ({error!r}). Use the file as it was written.",
        ) from error
