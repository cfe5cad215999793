"""`waarborg organisations`: the list of public bodies."""

from pathlib import Path
from typing import Annotated

import typer

from waarborg.cli.exits import answers, ending, print_json
from waarborg.cli.site import open_site

app = typer.Typer(help="The list of public bodies.", no_args_is_help=True)


@app.command(epilog="Example: waarborg organisations load rwc_gemeenten_compleet_6.json")
def load(
    file: Annotated[
        Path | None,
        typer.Argument(help="A newer list, as CSV or TOOI JSON. Without it: the list that comes along."),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Answer with one JSON object on standard output.")
    ] = False,
) -> None:
    """Bring the organisations up to date. Nothing is removed: bodies that ended stay, with their successors."""
    with ending(as_json=json):
        from waarborg.adapters.content_files.organisations import load_organisations, read_organisations

        records = read_organisations(file) if file else load_organisations()
        open_site()
        from django.utils import timezone

        from waarborg.apps.audit.actions import SYSTEM
        from waarborg.apps.organisations.actions import load_list

        counts = load_list(records=records, by=SYSTEM, at=timezone.now())
    if json:
        print_json(counts)
    else:
        answers.print(", ".join(f"{count} {what}" for what, count in counts.items()) + ".")
