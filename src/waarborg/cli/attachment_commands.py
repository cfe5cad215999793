"""`waarborg attachments`: the folder with the files of dossiers."""

from typing import Annotated

import typer

from waarborg.cli.exits import answers, ending, print_json
from waarborg.cli.site import open_site

app = typer.Typer(help="The folder with the files of dossiers.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON object on standard output.")]


@app.callback()
def main() -> None:
    """The folder with the files of dossiers."""


@app.command(epilog="Example: waarborg attachments clean")
def clean(json: Json = False) -> None:
    """Take away files that belong to nothing: of an upload that stopped half-way, or of a removal that did.

    Only files of more than 24 hours old, so that an upload that is going on is left alone.
    """
    with ending(as_json=json):
        open_site()
        from django.utils import timezone

        from waarborg.apps.algorithms.documents import cleaning

        found = cleaning.clean(at=timezone.now())
    if json:
        print_json({"half": found.half, "orphans": found.orphans, "redacted": found.redacted})
    else:
        answers.print(
            f"Taken away: {found.half} half files, {found.orphans} files without a dossier, "
            f"{found.redacted} files whose content was to be removed."
        )
