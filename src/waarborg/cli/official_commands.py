"""`waarborg forms convert` and `forms answers`: official definitions and their answers, in and out. Needs no database."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from waarborg.cli.exits import LANGUAGE, CommandFailed, Exit, answers, errors, print_json
from waarborg.cli.law_options import Day, Json

To = Annotated[Path | None, typer.Option("--to", help="Where to write; standard output when left out.")]
#: What a finding is called in the terminal, and its colour.
_WORDS = {
    "slip": ("Wrong in the file", "yellow"),
    "repaired": ("Repaired", "yellow"),
    "changed": ("Said otherwise", "dim"),
    "lost": ("Not taken over", "yellow"),
}
_COUNTED = ("parts", "groups", "questions", "conditions", "facts", "outcomes")


@contextmanager
def _answering(*, as_json: bool, shape: Mapping[str, Any]) -> Iterator[None]:
    from waarborg.cli import form_answers, official_answers
    from waarborg.cli import law_models as models

    with (
        models.answering(as_json=as_json, shape=shape),
        form_answers.naming_faults(),
        official_answers.naming_answers(),
    ):
        yield


def convert(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A definition of par-dpia-form (v1 or v2) or of the task registry."
        ),
    ],
    to: To = None,
    id: Annotated[
        str | None,
        typer.Option("--id", help="What the form is called; official- and its name when left out."),
    ] = None,
    number: Annotated[
        int, typer.Option("--number", help="The number in the version, behind the year.", min=1)
    ] = 1,
    repair: Annotated[
        bool, typer.Option("--repair", help="Put right what the file cannot mean, where that is certain.")
    ] = False,
    on: Day = None,
    json: Json = False,
) -> None:
    """Make a form of an official definition, count what is in it, and tell what cannot be said. Ends with 1 when a
    question, condition or outcome could not be taken over."""
    from waarborg.adapters.official_forms.converting import Wishes
    from waarborg.cli import form_answers, official_answers
    from waarborg.cli import law_models as models

    shape = dict.fromkeys(_COUNTED) | {"findings": [], "output": None, "text": None}
    with _answering(as_json=json, shape=shape):
        _require_id(id)
        wishes = Wishes(on=models.day_of(on), id=id or "", number=number, repair=repair)
        answer = official_answers.convert_definition(file, wishes, form_answers.load(), to=to)
    if json:
        print_json(answer)
    else:
        _show_converted(answer)
    raise typer.Exit(Exit.NEGATIVE if answer["blocked"] else Exit.DONE)


def _require_id(id: str | None) -> None:
    if id is not None and not (
        id.replace("-", "").isalnum() and id.isascii() and id == id.lower() and len(id) <= 40
    ):
        raise CommandFailed(
            Exit.WRONG_USE, "--id takes small letters, digits and dashes, at most 40, such as own-dpia."
        )


def _show_converted(answer: Mapping[str, Any]) -> None:
    for finding in answer["findings"]:
        word, style = _WORDS[finding["kind"]]
        errors.print(
            f"{word} ({finding['shown']}): {finding['message'][LANGUAGE]} {finding['remedy'][LANGUAGE]}",
            style="red" if finding["blocks"] else style,
            markup=False,
            soft_wrap=True,
        )
    counted = ", ".join(f"{answer[name]} {name}" for name in _COUNTED)
    official = ", ".join(f"{value} {name.replace('_', ' ')}" for name, value in answer["official"].items())
    lines = [
        f"{answer['name']} {answer['version']} ({answer['kind']}, {answer['variant']}) → {answer['form']['urn']}",
        f"The official file: {official}.",
        f"The form: {counted}; {len(answer['findings'])} findings.",
    ]
    if answer["text"] is not None:
        typer.echo(answer["text"], nl=False)
        for line in lines:
            errors.print(line, markup=False, soft_wrap=True)
        return
    for line in (*lines, f"Written to {answer['output']}."):
        answers.print(line, markup=False, soft_wrap=True)


def turn_answers(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Answers of Waarborg, or the output of the official form filler."),
    ],
    form: Annotated[
        str,
        typer.Option("--form", help="The form here: an id, a YAML file of your own, or an official definition."),
    ],
    definition: Annotated[
        Path | None,
        typer.Option("--as", help="The official definition whose questions and words are used, for a form with the same numbers."),
    ] = None,
    to: To = None,
    on: Day = None,
    json: Json = False,
) -> None:  # fmt: skip
    """Turn answers of the official form filler into answers of Waarborg, or the other way around, and tell what
    stays behind."""
    from waarborg.cli import form_answers, official_answers
    from waarborg.cli import law_models as models

    shape = {"form": None, "version": None, "to": None, "answers": 0, "left_out": [], "remarks": []}
    with _answering(as_json=json, shape=shape):
        asked = official_answers.Asked(
            file=file, form=form, definition=definition, on=models.day_of(on), at=datetime.now(tz=UTC)
        )
        answer = official_answers.turn_answers(asked, form_answers.load(), to=to)
    for key, word in (("left_out", "Stays behind"), ("remarks", "Note")):
        for remark in answer[key]:
            errors.print(
                f"{word} ({remark['place']}): {remark['message'][LANGUAGE]} {remark['remedy'][LANGUAGE]}",
                style="yellow",
                markup=False,
                soft_wrap=True,
            )
    if json:
        print_json(answer)
        return
    line = f"{answer['answers']} answers to {answer['form']} {answer['version']} as {answer['to']}; {len(answer['left_out'])} stay behind."
    if answer["text"] is not None:
        typer.echo(answer["text"], nl=False)
        errors.print(line, markup=False, soft_wrap=True)
    else:
        answers.print(f"{line} Written to {answer['output']}.", markup=False, soft_wrap=True)
