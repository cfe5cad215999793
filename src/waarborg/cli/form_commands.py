"""`waarborg forms`: the forms there are, what they share, and what comes of one. Needs no database."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from waarborg.cli import official_commands
from waarborg.cli.exits import LANGUAGE, Exit, answers, errors, print_json
from waarborg.cli.law_options import Day, Json

app = typer.Typer(
    help="Show the forms to fill in, check one of your own, say what forms share, try one on facts, take in official ones.",
    no_args_is_help=True,
)
FormName = Annotated[
    str, typer.Argument(metavar="FORM", help="The id of a form, such as dpia, or a YAML file of your own.")
]
#: So many things that are missing or offered are written out; --json has all of them.
_SHOWN = 10
#: What the figures of `overlap` mean, said below them.
_WHAT_COUNTS = """\
A question counts once, when its answer is offered from there: both record the same fact of the dossier, or the form
names the other question as asking the same. Somebody takes each offer; nothing is filled in unseen. What is only shown
beside a question does not count, and a judgement is never offered. All questions count, also those that are asked in
some cases only. `profile` is the facts of a dossier, as far as they are known. `entry` is the text in the register; of
it the fields count that a fact is published in."""


@contextmanager
def _answering(*, as_json: bool, shape: Mapping[str, Any]) -> Iterator[None]:
    from waarborg.cli import form_answers
    from waarborg.cli import law_models as models

    with models.answering(as_json=as_json, shape=shape), form_answers.naming_faults():
        yield


@app.command("list", epilog="Example: waarborg forms list --json")
def list_(json: Json = False) -> None:
    """List the forms, each in its newest version."""
    from waarborg.cli import form_answers

    with _answering(as_json=json, shape={"forms": []}):
        answer = {"forms": form_answers.list_forms(form_answers.load())}
    if json:
        print_json(answer)
        return
    table = Table(title=f"{len(answer['forms'])} forms", title_justify="left")
    for column in ("id", "version", "title"):
        table.add_column(column, overflow="fold")
    for column in ("questions", "facts"):
        table.add_column(column, justify="right")
    for item in answer["forms"]:
        table.add_row(
            item["id"],
            item["version"],
            escape(item["title"][LANGUAGE]),
            str(item["questions"]),
            str(item["facts"]),
        )
    answers.print(table)


@app.command(epilog="Example: waarborg forms show dpia --version 2026.1")
def show(
    form: FormName,
    version: Annotated[
        str | None, typer.Option("--version", help="A version, such as 2026.1; the newest when left out.")
    ] = None,
    json: Json = False,
) -> None:
    """Show a form: its parts and questions with their conditions, what follows, and who signs."""
    from waarborg.cli import form_answers

    shape = {"id": None, "version": version, "parts": [], "outcomes": [], "checks": [], "signatures": []}
    with _answering(as_json=json, shape=shape):
        answer = form_answers.describe_whole(form_answers.find_form(form_answers.load(), form, version))
    if json:
        print_json(answer)
    else:
        _show_form(answer)


def _show_form(answer: Mapping[str, Any]) -> None:
    _say(f"{answer['title'][LANGUAGE]} ({answer['id']} {answer['version']}): {answer['questions']} questions")
    _say(answer["summary"][LANGUAGE])
    for part in answer["parts"]:
        _say(f"\n{part['title'][LANGUAGE]} ({part['id']}){_say_when(part)}")
        _show_items(part["items"], "  ")
    for heading, key in (("Outcomes", "outcomes"), ("Checks", "checks"), ("Signatures", "signatures")):
        if answer[key]:
            _say(f"\n{heading}")
        for item in answer[key]:
            kind = item.get("level") or item.get("kind") or ("blocks" if item["blocks"] else "warns")
            _say(f"  {item['id']} [{kind}] {item.get('title', item.get('says'))[LANGUAGE]}{_say_when(item)}")


def _show_items(items: Iterable[Mapping[str, Any]], start: str) -> None:
    for item in items:
        if "question" in item:
            needed = "" if item["required"] else ", may stay empty"
            _say(
                f"{start}{item['question']} [{item['type']}{needed}] {item['ask'][LANGUAGE]}{_say_when(item)}"
            )
        elif "group" in item:
            rows = " (rows)" if item["repeat"] else ""
            _say(f"{start}{item['group']} {item['title'][LANGUAGE]}{rows}{_say_when(item)}")
            _show_items(item["items"], start + "  ")


def _say_when(item: Mapping[str, Any]) -> str:
    word = {"nl": "als", "en": "when"}[LANGUAGE]
    return f"  ← {word} {item['when'][LANGUAGE]}" if item["when"] is not None else ""


@app.command(epilog="Example: waarborg forms check my-form.yaml")
def check(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="A form of your own, YAML; the forms of Waarborg when left out."),
    ] = None,
    json: Json = False,
) -> None:
    """Say what is wrong in a form: file, place and remedy of each fault. Ends with 3 when something is."""
    from waarborg.cli import form_answers

    with _answering(as_json=json, shape={"forms": []}):
        answer = form_answers.check_file(file) if file is not None else form_answers.check_library()
    for fault in answer["errors"]:
        errors.print(
            f"{fault['file']}{_say_place(fault)}: {fault['message'][LANGUAGE]} {fault['remedy'][LANGUAGE]}",
            style="red",
            markup=False,
            soft_wrap=True,
        )
    if json:
        print_json(answer)
    else:
        for item in answer["forms"]:
            found = f"faults: {item['faults']}" if item["faults"] else "in order"
            named = (
                f" ({item['form']} {item['version']}, {item['questions']} questions)" if item["form"] else ""
            )
            _say(f"{item['file']}{named}: {found}")
        if not answer["forms"]:
            _say("There are no forms to check.")
    raise typer.Exit(Exit.BAD_INPUT if answer["errors"] else Exit.DONE)


def _say_place(fault: Mapping[str, Any]) -> str:
    line, column, at = {"nl": ("regel", "kolom", "bij"), "en": ("line", "column", "at")}[LANGUAGE]
    said = f", {line} {fault['line']}" if fault["line"] else ""
    said += f", {column} {fault['column']}" if fault["column"] else ""
    named = f"{fault['place']} › {fault['key']}" if fault["key"] else fault["place"]
    return f"{said}, {at} {named}" if named != "$" else said


@app.command(epilog="Example: waarborg forms overlap --to dpia --json")
def overlap(
    start: Annotated[
        str | None, typer.Option("--from", help="A form, `profile`, or `all` for everything together.")
    ] = None,
    end: Annotated[
        str | None, typer.Option("--to", help="A form, or `entry` for the text in the register.")
    ] = None,
    json: Json = False,
) -> None:
    """Say how many questions of one form are filled from another, from the facts, and from all of it together."""
    from waarborg.cli import form_answers

    with _answering(as_json=json, shape={"pairs": []}):
        answer = form_answers.list_overlap(form_answers.load(), start, end)
    if json:
        print_json(answer)
        return
    table = Table(title="Filled from elsewhere", title_justify="left")
    for column in ("to", "from"):
        table.add_column(column, overflow="fold")
    for column in ("questions", "filled", "share"):
        table.add_column(column, justify="right")
    before = None
    for pair in answer["pairs"]:
        if before not in (None, pair["to"]):
            table.add_section()
        before = pair["to"]
        # Rounded down, so that 100% means all.
        share = f"{100 * pair['filled'] // pair['questions'] if pair['questions'] else 0}%"
        table.add_row(pair["to"], pair["from"], str(pair["questions"]), str(pair["filled"]), share)
    answers.print(table)
    _say(_WHAT_COUNTS)
    _say("--json names every question with its source and the reason.")


@app.command(epilog="Example: waarborg forms apply prescan --facts facts.json --answers answers.json")
def apply(
    form: FormName,
    facts: Annotated[
        Path | None,
        typer.Option("--facts", help="JSON from keys of the vocabulary to values; null for “I do not know”."),
    ] = None,
    given: Annotated[
        Path | None,
        typer.Option("--answers", help="JSON from questions (2.1, 4.1@a in row a, iama:2.1) to answers."),
    ] = None,
    accept_offers: Annotated[
        bool,
        typer.Option("--accept-offers", help="Answer what is offered from the facts, as who agrees with it."),
    ] = False,
    on: Day = None,
    json: Json = False,
) -> None:
    """Say which questions are asked and which wait, what is missing, and what follows from the answers and why."""
    from waarborg.cli import form_answers, form_trials
    from waarborg.cli import law_models as models

    shape = {"asked": [], "waiting": [], "outcomes": [], "missing": []}
    with _answering(as_json=json, shape=shape):
        library = form_answers.load()
        answer = form_trials.try_form(
            form_answers.find_form(library, form),
            library,
            facts,
            given,
            accept_offers=accept_offers,
            on=models.day_of(on),
            at=datetime.now(tz=UTC),
        )
    if json:
        print_json(answer)
    else:
        _show_applied(answer)


def _show_applied(answer: Mapping[str, Any]) -> None:
    count = answer["progress"]
    _say(
        f"{answer['form']} {answer['version']} on {answer['on']}: {count['answered']} of {count['asked']} questions "
        f"answered ({count['percentage']}%), {count['optional']} may stay empty, {count['waiting']} wait."
    )
    outcomes = answer["outcomes"]
    for item in outcomes:
        if item["applies"] == "yes":
            _say(f"\n{item['level']}: {item['title'][LANGUAGE]} ({item['id']}). {item['says'][LANGUAGE]}")
            for line in _list_first_reasons(item["why"][LANGUAGE]):
                _say(f"    {line}")
    open_ones = [item for item in outcomes if item["applies"] == "unknown"]
    if open_ones:
        _say("\nNot known yet:")
    for item in open_ones:
        _say(f"  {item['title'][LANGUAGE]} ({item['id']}) ← {_list_some(item['waits_for'])}")
    _say(f"\n{sum(item['applies'] == 'no' for item in outcomes)} outcomes do not hold; --json says why not.")
    for item in answer["checks"]:
        _say(
            f"Does not go together ({', '.join(item['about'])}): {item['says'][LANGUAGE]} {item['remedy'][LANGUAGE]}"
        )
    for item in answer["signatures"]:
        sure = "" if item["applies"] == "yes" else ", not known yet whether"
        _say(f"{item['kind'].capitalize()}: {item['title'][LANGUAGE]} ({item['role']}{sure})")
    _show_some("Missing", [f"{item['place']} {item['text'][LANGUAGE]}" for item in answer["missing"]])
    _show_some(
        "Offered", [f"{item['place']} ← {item['source']}: {item['value']}" for item in answer["offered"]]
    )


def _list_some(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more if names else "a condition that does not fit its answers"


def _list_first_reasons(why: str) -> Iterator[str]:
    """The answer and the reasons right below it; deeper ones and the list of sources are left to --json."""
    for line in why.splitlines():
        if not line:
            return
        if not line.startswith(" " * 4):
            yield line


def _show_some(heading: str, lines: list[str]) -> None:
    if lines:
        _say(f"\n{heading}: {len(lines)}")
    for line in lines[:_SHOWN]:
        _say(f"  {line}")
    if len(lines) > _SHOWN:
        _say(f"  … and {len(lines) - _SHOWN} more; --json has all of them.")


def _say(line: str) -> None:
    answers.print(line, markup=False, soft_wrap=True)


app.command("convert", epilog="Example: waarborg forms convert dpia.yaml --to own-dpia.yaml")(
    official_commands.convert
)
app.command(
    "answers", epilog="Example: waarborg forms answers output.json --form dpia.yaml --to answers.json"
)(official_commands.turn_answers)
