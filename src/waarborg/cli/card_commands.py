"""`waarborg cards`: what a card of the reporting standard would become in a dossier. Needs no database."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from waarborg.cli.exits import LANGUAGE, CommandFailed, Exit, answers, ending, print_json

app = typer.Typer(help="Cards of the reporting standard of MinBZK.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(metavar="FILE", help="A system card, in YAML or JSON.")]
Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON object on standard output.")]
_SHAPE = {"name": None, "schema_version": None, "proposals": [], "notes": [], "left": []}
_SHOWN = 100


@app.command(epilog="Example: waarborg cards read systeemkaart.yaml --json")
def read(file: File, json: Json = False) -> None:
    """Read a system card and tell for each field which fact of a dossier it would become, what becomes a note, and
    what has no place. Nothing is recorded: that is done on the page of the facts, where a person confirms each."""
    from waarborg.adapters.cards.card_text import CardError

    with ending(as_json=json, shape=_SHAPE):
        try:
            answer = _read(file)
        except CardError as error:
            details = {
                "file": error.file,
                "place": error.place,
                "message": error.fault_text.en,
                "remedy": error.remedy_text.en,
            }
            raise CommandFailed(Exit.BAD_INPUT, error.in_language(LANGUAGE), details=details) from error
    if json:
        print_json(answer)
    else:
        _show(answer)


def _read(path: Path) -> dict[str, Any]:
    from waarborg.adapters.cards.card_text import MOST_BYTES
    from waarborg.adapters.cards.system_reading import SCHEMA_VERSION, read_system_card
    from waarborg.adapters.content_files.vocabulary import load_vocabulary

    try:
        with path.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        says = f"{path} cannot be read: {error.strerror}. Check the name and the permissions."
        details = {
            "file": path.name,
            "place": "$",
            "message": "This file cannot be read.",
            "remedy": "Check the name and the permissions.",
        }
        raise CommandFailed(Exit.BAD_INPUT, says, details=details) from error
    card = read_system_card(content, file=path.name)
    terms = load_vocabulary()
    return {
        "name": card.name,
        "schema_version": SCHEMA_VERSION,
        "proposals": [
            {
                "field": one.field,
                "becomes": "entry" if terms.get_term(one.key).publication else "fact",
                "key": one.key,
                "publication": terms.get_term(one.key).publication or None,
                "label": {"nl": terms.get_term(one.key).label.nl, "en": terms.get_term(one.key).label.en},
                "value": one.value,
            }
            for one in card.facts
        ],
        "notes": [{"field": one.field, "says": one.words} for one in card.notes],
        "left": [
            {"field": one.field, "says": one.words, "reason": {"nl": one.why.nl, "en": one.why.en}}
            for one in card.left
        ],
    }


def _show(answer: dict[str, Any]) -> None:
    table = Table("field", "becomes", "value")
    for one in answer["proposals"]:
        word = "fact and field of the entry" if one["becomes"] == "entry" else "fact"
        table.add_row(one["field"], f"{word}: {one['label'][LANGUAGE]}", _shorten(str(one["value"])))
    for one in answer["notes"]:
        table.add_row(one["field"], "note", _shorten(one["says"]))
    for one in answer["left"]:
        table.add_row(_shorten(one["field"]), f"no place: {one['reason'][LANGUAGE]}", _shorten(one["says"]))
    answers.print(table, markup=False)
    answers.print(
        f"{len(answer['proposals'])} facts, {len(answer['notes'])} lines for a note, "
        f"{len(answer['left'])} without a place. Nothing was recorded.",
        markup=False,
    )


def _shorten(text: str) -> str:
    from rich.markup import escape

    return escape(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")
