"""The command `waarborg`: every job that can be done without a browser."""

import sys
from typing import Annotated

import typer

import waarborg
from waarborg.cli import (
    attachment_commands,
    audit_commands,
    card_commands,
    doctor,
    export_commands,
    form_commands,
    framework_commands,
    law_commands,
    organisation_commands,
    people_commands,
    product_commands,
    quality_commands,
    register_commands,
    reminding,
    running,
)
from waarborg.cli.exits import CommandFailed, Exit, errors

app = typer.Typer(
    name="waarborg",
    help="Keep grip on algorithms and AI: a register, and everything that goes with it.",
    epilog="Start with: waarborg doctor",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
register_commands.app.command(
    "export", epilog="Example: waarborg register export --format csv --output register.csv"
)(export_commands.export)
register_commands.app.command("compare", epilog="Example: waarborg register compare old.json new.json")(
    export_commands.compare
)
app.add_typer(register_commands.app, name="register")
app.add_typer(quality_commands.app, name="quality")
app.add_typer(organisation_commands.app, name="organisations")
app.add_typer(people_commands.app, name="people")
app.add_typer(product_commands.app, name="products")
app.add_typer(audit_commands.app, name="audit")
app.add_typer(law_commands.app, name="law")
app.add_typer(framework_commands.app, name="framework")
app.add_typer(form_commands.app, name="forms")
app.add_typer(attachment_commands.app, name="attachments")
app.add_typer(card_commands.app, name="cards")
app.command("doctor")(doctor.doctor)
app.command("start")(running.start)
app.command("serve")(running.serve)
app.command("worker")(running.worker)
app.command("migrate")(running.migrate)
app.command("remind", epilog="Example: waarborg remind --json")(reminding.remind)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"waarborg {waarborg.__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Keep grip on algorithms and AI: a register, and everything that goes with it."""


def run() -> None:
    """Entry point of the command. An internal fault ends with code 5 and its trace, for a report."""
    try:
        app()
    except CommandFailed as failure:
        errors.print(str(failure), style="red", markup=False, soft_wrap=True)
        sys.exit(failure.code)
    except Exception:  # the outer edge: nothing above this can tell the user anything
        errors.print_exception(show_locals=False)
        errors.print("This is a fault in Waarborg. Please report it with the lines above.", style="bold red")
        sys.exit(Exit.FAULT)
