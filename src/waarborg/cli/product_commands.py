"""`waarborg products`: load templates of suppliers, and compare the names of products with the register."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress
from rich.table import Table

from waarborg.cli.exits import LANGUAGE, Exit, answers, ending, errors, print_json
from waarborg.cli.site import open_site

app = typer.Typer(help="Suppliers, their products and templates.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON object on standard output.")]


@app.command(epilog="Example: waarborg products load Voorbeeldsoftware.json")
def load(
    files: Annotated[
        list[Path],
        typer.Argument(help="Files with templates: the official JSON, or our own JSON with suppliers."),
    ],
    json: Json = False,
) -> None:
    """Load templates of suppliers. A template fills a draft, and never claims an assessment.

    Loading again changes nothing; a changed template takes the place of the old one.
    """
    shape = {"files": [], "totals": {}}
    with ending(as_json=json, shape=shape):
        from waarborg.adapters.exchange.supplier_templates import read_template_file

        read = [read_template_file(path) for path in files]
        open_site()
        answer = _load(read)
    if json:
        print_json(answer)
    else:
        _show(answer)
    for file in answer["files"]:
        for fault in file["errors"]:
            line = f"{fault['file']}, record {fault['row']}: {fault['message'][LANGUAGE]} {fault['remedy'][LANGUAGE]}"
            errors.print(line, style="red", markup=False, soft_wrap=True)
    raise typer.Exit(Exit.NEGATIVE if answer["totals"]["refused"] else Exit.DONE)


def _load(read: list[Any]) -> dict[str, Any]:
    from django.db import transaction
    from django.utils import timezone

    from waarborg.apps.algorithms.products.loading import load as load_file
    from waarborg.apps.audit.actions import SYSTEM

    files = []
    with transaction.atomic():
        for file in read:
            outcomes = load_file(file, by=SYSTEM, at=timezone.now())
            files.append(
                {
                    "file": file.file_name,
                    "format": file.format,
                    "sha256": file.sha256,
                    "templates": [_describe(outcome) for outcome in outcomes],
                    "errors": [fault.as_json() for fault in file.refused],
                }
            )
    totals: dict[str, int] = {"refused": sum(len(file.refused) for file in read)}
    for file in files:
        for template in file["templates"]:
            totals[template["status"]] = totals.get(template["status"], 0) + 1
    return {"files": files, "totals": totals}


def _describe(outcome: Any) -> dict[str, Any]:
    template = outcome.template
    return {
        "id": template.id if template else None,
        "name": template.name if template else outcome.product.name,
        "supplier": outcome.product.supplier.name,
        "product": outcome.product.name,
        "status": outcome.status.value,
        "fields": sorted(template.values) if template else [],
        "not_taken_over": [
            {"field": one.field, "says": one.says, "reason": {"nl": one.reason.nl, "en": one.reason.en}}
            for one in (template.mentions if template else ())
        ],
        "findings": [
            {
                "code": one.code,
                "severity": one.severity.value,
                "field": one.field,
                "message": {"nl": one.message.nl, "en": one.message.en},
                "remedy": {"nl": one.remedy.nl, "en": one.remedy.en},
            }
            for one in (template.claims if template else ())
        ],
    }


def _show(answer: dict[str, Any]) -> None:
    table = Table("file", "supplier", "product", "status", "not taken over")
    for file in answer["files"]:
        for template in file["templates"]:
            left = sorted({one["field"] for one in template["not_taken_over"]})
            table.add_row(
                file["file"], template["supplier"], template["product"], template["status"], ", ".join(left)
            )
    answers.print(table)
    answers.print(", ".join(f"{number} {status}" for status, number in answer["totals"].items()) + ".")


@app.command(epilog="Example: waarborg products match")
def match(json: Json = False) -> None:
    """Compare every public entry with the names of suppliers and products.

    Certain matches are set; the others are offered as suggestions in the workplace.
    """
    with ending(as_json=json):
        open_site()
        from waarborg.apps.publications.products.matching import match_all

        with Progress(console=errors, transient=True, disable=not errors.is_terminal) as bar:
            task = bar.add_task("Comparing", total=None)
            counts = match_all(progress=lambda done, total: bar.update(task, completed=done, total=total))
    if json:
        print_json(
            {
                "entries": counts.entries,
                "matched": counts.matched,
                "changed": counts.changed,
                "suggested": counts.suggested,
                "products": counts.per_product,
            }
        )
        return
    table = Table("product", "entries")
    for code, number in sorted(counts.per_product.items(), key=lambda row: (-row[1], row[0])):
        table.add_row(code, str(number))
    answers.print(table)
    answers.print(
        f"{counts.entries} entries: {counts.matched} with a product ({counts.changed} changed), "
        f"{counts.suggested} with a suggestion."
    )
