"""`waarborg framework`: what applies to an algorithm, what to ask, and what the framework holds. Needs no database."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from waarborg.cli.exits import LANGUAGE, Exit, answers, print_json
from waarborg.cli.law_options import Day, Json

app = typer.Typer(
    help="Say what applies to an algorithm, from when and why, and show what the framework holds.",
    no_args_is_help=True,
)
FactsFile = Annotated[
    Path | None,
    typer.Option("--facts", help="JSON from keys of the vocabulary to values; null for “I do not know”."),
]


@app.command(epilog="Example: waarborg framework apply --facts facts.json --on 2027-12-02")
def apply(facts: FactsFile = None, on: Day = None, json: Json = False) -> None:
    """Say the class, the roles, and each requirement with the day from which it applies and why."""
    from waarborg.cli import framework_answers
    from waarborg.cli import law_models as models

    shape = {"class": None, "roles": [], "requirements": [], "questions": [], "certainty": None}
    with models.answering(as_json=json, shape=shape):
        framework, given = framework_answers.open_dossier(facts)
        answer = framework_answers.apply(framework, given, on=models.day_of(on))
    if json:
        print_json(answer)
    else:
        _show_applied(answer)


def _show_applied(answer: dict[str, Any]) -> None:
    answers.print(f"{answer['class_label'][LANGUAGE]} ({', '.join(answer['roles']) or '-'})", markup=False)
    for heading, applies in (("Applies", "yes"), ("Not known yet", "unknown")):
        table = Table(title=heading, title_justify="left")
        for column in ("id", "from", "what", "why"):
            table.add_column(column, overflow="fold")
        rows = [item for item in answer["requirements"] if item["applies"] == applies]
        for item in rows:
            table.add_row(item["code"], item["from"] or "", item["title"][LANGUAGE], item["why"][LANGUAGE])
        if rows:
            answers.print(table)
    left = sum(item["applies"] == "no" for item in answer["requirements"])
    answers.print(f"{left} requirements do not apply; --json says why not.")
    for item in answer["questions"][:3]:
        answers.print(f"Ask: {item['text'][LANGUAGE]} ({item['fact']})", markup=False, soft_wrap=True)


@app.command(epilog="Example: waarborg framework questions --facts facts.json --json")
def questions(facts: FactsFile = None, on: Day = None, json: Json = False) -> None:
    """Say what to ask next: only what can still change something, the most decisive first."""
    from waarborg.cli import framework_answers
    from waarborg.cli import law_models as models

    with models.answering(as_json=json, shape={"questions": []}):
        framework, given = framework_answers.open_dossier(facts)
        answer = {"questions": framework_answers.ask(framework, given, on=models.day_of(on))}
    if json:
        print_json(answer)
        return
    if not answer["questions"]:
        answers.print("Nothing more to ask: no answer can change what applies.")
    for item in answer["questions"]:
        answers.print(f"{item['fact']}: {item['text'][LANGUAGE]}", markup=False, soft_wrap=True)
        for choice in item["choices"]:
            answers.print(f"    {choice['value']}: {choice['label'][LANGUAGE]}", markup=False, soft_wrap=True)


@app.command(epilog="Example: waarborg framework facts --json")
def facts(json: Json = False) -> None:
    """List the facts that decide what applies: key, type, choices, meaning, and what is assumed when nothing is said."""
    from waarborg.cli import framework_answers
    from waarborg.cli import law_models as models

    with models.answering(as_json=json, shape={"facts": []}):
        answer = framework_answers.list_facts(framework_answers.load())
    if json:
        print_json(answer)
        return
    table = Table(title=f"{len(answer['facts'])} facts that rules read", title_justify="left")
    for column in ("key", "type", "meaning", "choices"):
        table.add_column(column, overflow="fold")
    for item in answer["facts"]:
        table.add_row(
            item["key"],
            item["type"],
            item["meaning"][LANGUAGE],
            ", ".join(choice["value"] for choice in item["choices"]),
        )
    answers.print(table)


@app.command(epilog="Example: waarborg framework content --json")
def content(json: Json = False) -> None:
    """List requirements, measures and instruments with their links, and the version of the content."""
    from waarborg.adapters.framework_files.content import describe_framework
    from waarborg.cli import framework_answers
    from waarborg.cli import law_models as models

    with models.answering(as_json=json, shape={"requirements": [], "measures": [], "instruments": []}):
        answer = describe_framework(framework_answers.load())
    if json:
        print_json(answer)
        return
    answers.print(f"Version {answer['version']}", markup=False)
    for kind in ("requirements", "measures", "instruments"):
        table = Table(title=f"{kind.capitalize()}: {len(answer[kind])}", title_justify="left")
        table.add_column("id", overflow="fold")
        table.add_column("title", overflow="fold")
        for item in answer[kind]:
            table.add_row(item["id"], item["title"][LANGUAGE])
        answers.print(table)


@app.command(
    "compare-beslishulp", epilog="Example: waarborg framework compare-beslishulp decision-tree.yaml --json"
)
def compare_beslishulp(
    tree: Annotated[Path, typer.Argument(help="The decision tree of the Beslishulp AI-verordening, YAML.")],
    on: Day = None,
    json: Json = False,
) -> None:
    """Walk every path of the official decision tree and say where our outcome differs, and why.

    Ends with 1 when a difference has no reason.
    """
    from waarborg.cli import framework_answers
    from waarborg.cli import law_models as models

    with models.answering(as_json=json, shape={"paths": 0, "same": 0, "different": {}, "unexplained": 0}):
        answer = framework_answers.compare_tree(framework_answers.load(), tree, on=models.day_of(on))
    if json:
        print_json(answer)
    else:
        answers.print(f"{answer['paths']} paths, {answer['same']} with the same outcome.")
        for item in answer["reasons"]:
            answers.print(
                f"{item['paths']:>6}  {item['code']}: {item['text'][LANGUAGE]} ({item['article']})",
                markup=False,
                soft_wrap=True,
            )
        answers.print(f"Without a reason: {answer['unexplained']}")
    raise typer.Exit(Exit.NEGATIVE if answer["unexplained"] else Exit.DONE)


@app.command(epilog="Example: waarborg framework impact --from 2026-11-27 --to 2027-12-02")
def impact(
    start: Annotated[
        str, typer.Option("--from", help="A day (2026-11-27) or a version of the content (2026.1).")
    ],
    end: Annotated[str, typer.Option("--to", help="A day, or a version of the content.")],
    organisation: Annotated[
        str | None, typer.Option("--organisation", help="Code of one organisation; all when left out.")
    ] = None,
    json: Json = False,
) -> None:
    """List the dossiers that change through a change of law or content, and how. Needs the database."""
    from waarborg.cli import framework_answers
    from waarborg.cli import law_models as models
    from waarborg.cli.site import open_site

    with models.answering(as_json=json, shape={"from": start, "to": end, "dossiers": 0, "changed": []}):
        days = framework_answers.read_ends(framework_answers.load(), start, end)
        open_site()
        answer = framework_answers.find_impact(framework_answers.load(), days, organisation)
    if json:
        print_json(answer)
        return
    answers.print(f"{len(answer['changed'])} of {answer['dossiers']} dossiers change.")
    for item in answer["changed"]:
        before, after = (item[key] or "not known yet" for key in ("class_before", "class_after"))
        answers.print(
            f"{item['name']} ({item['id']}): {before if before == after else f'{before} → {after}'}; "
            f"{len(item['begins'])} obligations begin, {len(item['ends'])} end",
            markup=False,
            soft_wrap=True,
        )


@app.command(epilog='Example: waarborg framework suggest "we bought a chatbot" --json')
def suggest(
    text: Annotated[str, typer.Argument(help="What it is and does, in your own words, Dutch or English.")],
    json: Json = False,
) -> None:
    """Say which facts are likely for what somebody describes. They are for a person to confirm."""
    from waarborg.cli import framework_answers
    from waarborg.cli import law_models as models

    with models.answering(as_json=json, shape={"kinds": [], "facts": {}}):
        answer = framework_answers.suggest_facts(text)
    if json:
        print_json(answer)
        return
    for kind in answer["kinds"]:
        label = kind["label"][LANGUAGE] if kind["is_named"] else f"Perhaps {kind['label'][LANGUAGE]}"
        answers.print(f"{label}: {kind['check'][LANGUAGE]}", markup=False, soft_wrap=True)
    for key, value in answer["facts"].items():
        answers.print(f"  {key}: {value}", markup=False, soft_wrap=True)
    if not answer["facts"]:
        answers.print("Nothing is recognised in this. Ask `waarborg framework questions` instead.")


@app.command(
    "from-beslishulp", epilog='Example: waarborg framework from-beslishulp "aanbieder, hoog-risico AI" --json'
)
def from_beslishulp(
    outcome: Annotated[
        str,
        typer.Argument(help="The labels with commas between them, or answers such as 1.2:5 (from 1)."),
    ],
    json: Json = False,
) -> None:
    """Turn an outcome of the official decision tree into facts. What it does not say is left to ask."""
    from waarborg.cli import framework_answers
    from waarborg.cli import law_models as models

    with models.answering(as_json=json, shape={"facts": {}, "strange": []}):
        answer = framework_answers.read_tree_outcome(outcome)
    if json:
        print_json(answer)
    else:
        for key, value in answer["facts"].items():
            answers.print(f"{key}: {value}", markup=False, soft_wrap=True)
        for piece in answer["strange"]:
            answers.print(f"Not known: {piece}", markup=False, soft_wrap=True)
    raise typer.Exit(Exit.NEGATIVE if answer["strange"] else Exit.DONE)
