"""`waarborg quality`: work out again what is known about the quality of the register, and open its links."""

from typing import Annotated

import typer
from rich.progress import Progress

from waarborg.cli.exits import CommandFailed, Exit, answers, ending, errors, print_json
from waarborg.cli.site import open_site

app = typer.Typer(help="Findings about the public texts, and the links in them.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON object on standard output.")]


@app.command(epilog="Example: waarborg quality rebuild")
def rebuild(json: Json = False) -> None:
    """Work out completeness, likeness and findings of every public text again."""
    with ending(as_json=json):
        open_site()
        from django.utils import timezone

        from waarborg.apps.publications.quality import keeping

        with Progress(console=errors, transient=True, disable=not errors.is_terminal) as bar:
            task = bar.add_task("Looking at texts", total=None)
            count = keeping.rebuild(
                today=timezone.localdate(),
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
    if json:
        print_json({"entries": count})
    else:
        answers.print(f"{count} public texts were looked at.")


@app.command("check-links", epilog="Example: waarborg quality check-links --most 100")
def check_links(
    most: Annotated[int, typer.Option("--most", min=1, help="How many links to open at most.")] = 500,
    json: Json = False,
) -> None:
    """Open the links in public texts that were not opened lately, and keep which ones do not work.

    Only http and https, only addresses on the public internet. Refuses unless WAARBORG_CHECK_LINKS is `yes`.
    """
    with ending(as_json=json):
        open_site()
        from django.utils import timezone

        from waarborg.apps.publications.quality import links

        if not links.is_on():
            raise CommandFailed(
                Exit.WRONG_USE,
                "Opening links is switched off. Set WAARBORG_CHECK_LINKS=yes to let this machine open the links that"
                " stand in public texts.",
            )
        with Progress(console=errors, transient=True, disable=not errors.is_terminal) as bar:
            task = bar.add_task("Opening links", total=None)
            run = links.check_links(
                at=timezone.now(),
                most=most,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
    if json:
        print_json({"links": run.links, "opened": run.opened, "broken": run.broken})
    else:
        answers.print(f"{run.links} links, {run.opened} opened now, {run.broken} did not work the last time.")
