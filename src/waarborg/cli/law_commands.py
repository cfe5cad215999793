"""`waarborg law`: read models of law, apply them, explain them and compare them. Needs no database.

The engine is imported by the command that needs it, so that other commands start quickly.
"""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from waarborg.cli.exits import LANGUAGE, Exit, answers, errors, print_json
from waarborg.cli.law_options import (
    ActName,
    Bound,
    Day,
    FactName,
    FactsFile,
    Json,
    Layer,
    ModelFile,
    ModelPath,
    Notation,
    Party,
    Rules,
    Semantics,
    Solver,
    Solving,
)

app = typer.Typer(
    help="Read models of law (Calculus-FLINT), apply them, explain them and compare them.",
    no_args_is_help=True,
)


@app.command(epilog="Example: waarborg law check model.yaml")
def check(model: ModelPath, on: Day = None, bound: Bound = None, json: Json = False) -> None:
    """Read a model and say what is remarkable or wrong in it. Ends with 1 when something stands in the way of use."""
    from waarborg.cli import law_answers
    from waarborg.cli import law_models as models

    shape = {"frames": {"acts": 0, "facts": 0, "duties": 0}, "warnings": [], "findings": []}
    with models.answering(as_json=json, shape=shape):
        answer = law_answers.check(models.read_model(model, quiet=True), on=models.day_of(on), bound=bound)
    if json:
        print_json(answer)
    else:
        _show_check(answer)
    raise typer.Exit(
        Exit.NEGATIVE if any(item["severity"] == "error" for item in answer["findings"]) else Exit.DONE
    )


def _show_check(answer: dict[str, Any]) -> None:
    frames = answer["frames"]
    answers.print(
        f"{answer['title'][LANGUAGE]} ({answer['format']}): {frames['acts']} acts, {frames['facts']} facts, "
        f"{frames['duties']} duties. {answer['coverage']['sourced']} of {answer['coverage']['frames']} frames "
        "have a source.",
        markup=False,
        soft_wrap=True,
    )
    for heading, items in (("Read with a remark", answer["warnings"]), ("Found", answer["findings"])):
        if items:
            table = Table(title=f"{heading}: {len(items)}", title_justify="left")
            for column in ("code", "where", "what"):
                table.add_column(column, overflow="fold")
            for item in items[:50]:
                where = item.get("frame") or item.get("place") or ""
                table.add_row(item["code"], escape(where), escape(item["message"][LANGUAGE]))
            answers.print(table)
            if len(items) > 50:
                answers.print(f"… and {len(items) - 50} more; --json has all of them.")


@app.command(epilog='Example: waarborg law evaluate --model model.yaml --facts facts.json --fact "[recht]"')
def evaluate(
    model: ModelFile,
    fact: FactName,
    facts: FactsFile = None,
    on: Day = None,
    by: Party = None,
    semantics: Rules = Semantics.STRICT,
    json: Json = False,
) -> None:
    """Say what holds of a fact, on a day, with every step."""
    from waarborg.cli import law_answers, law_reg_answers
    from waarborg.cli import law_models as models

    with models.answering(as_json=json, shape={"fact": fact, "value": None, "trace": [], "unknown": []}):
        opened, day = models.read_model(model), models.day_of(on)
        name = models.find_goal(opened, fact, None, day)
        situation = models.read_situation(opened, facts, on=day, by=by)
        if semantics is Semantics.LAW_REG:
            answer = law_reg_answers.answer_fact(opened, name.text, situation.values)
            line = f"{name}: {answer['value'] if answer['value'] is not None else 'unknown'}"
        else:
            answer, line = law_answers.evaluate(opened.interpretation, name.text, situation)
    if json:
        print_json(answer)
    else:
        answers.print(line, markup=False, soft_wrap=True)
        if answer["unknown"]:
            answers.print("Unknown: " + ", ".join(answer["unknown"]), markup=False, soft_wrap=True)


@app.command(epilog="Example: waarborg law acts --model model.yaml --facts facts.json")
def acts(
    model: ModelFile,
    facts: FactsFile = None,
    on: Day = None,
    by: Party = None,
    semantics: Rules = Semantics.STRICT,
    json: Json = False,
) -> None:
    """Say which acts may be taken, which may perhaps, and which not and why."""
    from waarborg.cli import law_answers, law_reg_answers
    from waarborg.cli import law_models as models

    with models.answering(as_json=json, shape={"available": [], "possible": [], "barred": []}):
        opened = models.read_model(model)
        situation = models.read_situation(opened, facts, on=models.day_of(on), by=by)
        if semantics is Semantics.LAW_REG:
            answer = law_reg_answers.answer_acts(opened, situation.values)
        else:
            answer = law_answers.list_acts(opened.interpretation, situation)
    if json:
        print_json(answer)
        return
    for key in ("available", "possible"):
        answers.print(f"{key.capitalize()}: {len(answer[key])}")
        for act in answer[key]:
            waiting = answer.get("unknown", {}).get(act, [])
            answers.print(
                f"  {act}" + (f"  ← {', '.join(waiting)}" if waiting else ""), markup=False, soft_wrap=True
            )
    answers.print(f"Barred: {len(answer['barred'])}")
    for item in answer["barred"]:
        answers.print(f"  {item['act']}  ({', '.join(item['reasons'])})", markup=False, soft_wrap=True)


@app.command(epilog='Example: waarborg law explain --model model.yaml --facts facts.json --fact "[recht]"')
def explain(
    model: ModelFile,
    fact: FactName = None,
    act: ActName = None,
    facts: FactsFile = None,
    on: Day = None,
    by: Party = None,
    layer: Annotated[
        Layer, typer.Option("--layer", help="One line, the steps, or the whole tree.")
    ] = Layer.STEPS,
    why_not: Annotated[
        bool, typer.Option("--why-not", help="Add the smallest changes that would turn the outcome.")
    ] = False,
    solver: Solver = Solving.NONE,
    bound: Bound = None,
    json: Json = False,
) -> None:
    """Explain in plain words what holds of a fact, or why an act may be taken or not, with the sources."""
    from waarborg.cli import law_answers
    from waarborg.cli import law_models as models

    with models.answering(
        as_json=json, shape={"line": None, "steps": [], "tree": [], "unknown": [], "sources": []}
    ):
        opened, day = models.read_model(model), models.day_of(on)
        goal = models.find_goal(opened, fact, act, day)
        situation = models.read_situation(opened, facts, on=day, by=by)
        answer, text = law_answers.explain(
            opened.interpretation,
            goal,
            situation,
            layer=layer.value,
            why_not=why_not,
            bound=bound,
            solver=models.find_solver(solver),
        )
    if json:
        print_json(answer)
    else:
        answers.print(text, markup=False, soft_wrap=True)


@app.command(epilog='Example: waarborg law ask --model model.yaml --facts facts.json --fact "[recht]"')
def ask(
    model: ModelFile,
    fact: FactName = None,
    act: ActName = None,
    facts: FactsFile = None,
    on: Day = None,
    by: Party = None,
    bound: Bound = None,
    json: Json = False,
) -> None:
    """Say which facts can still change the outcome, the most decisive first."""
    from waarborg.cli import law_answers
    from waarborg.cli import law_models as models

    with models.answering(as_json=json, shape={"questions": []}):
        opened, day = models.read_model(model), models.day_of(on)
        goal = models.find_goal(opened, fact, act, day)
        situation = models.read_situation(opened, facts, on=day, by=by)
        answer = law_answers.ask(opened.interpretation, goal, situation, bound=bound)
    if json:
        print_json(answer)
        return
    for number, question in enumerate(answer["questions"], start=1):
        answers.print(f"{number}. {question}", markup=False, soft_wrap=True)
    if not answer["questions"]:
        answers.print("Nothing that is still unknown can change the outcome.")
    if not answer["exact"]:
        errors.print(
            "It is not certain that each of these matters: not every value could be looked at.",
            style="yellow",
        )


@app.command(epilog="Example: waarborg law diff old.yaml new.yaml")
def diff(
    before: ModelPath,
    after: Annotated[Path, typer.Argument(help="The other model.")],
    on: Day = None,
    bound: Bound = None,
    json: Json = False,
) -> None:
    """Compare two readings: frames added, removed and changed, and a case in which they come out differently."""
    from waarborg.cli import law_answers
    from waarborg.cli import law_models as models

    with models.answering(as_json=json, shape={"added": [], "removed": [], "changed": []}):
        day = models.day_of(on)
        answer = law_answers.compare(
            models.read_model(before).interpretation,
            models.read_model(after).interpretation,
            on=day,
            bound=bound,
        )
    if json:
        print_json(answer)
    else:
        _show_difference(answer)


def _show_difference(answer: dict[str, Any]) -> None:
    for key in ("added", "removed"):
        answers.print(f"{key.capitalize()}: {len(answer[key])}")
        for name in answer[key]:
            answers.print(f"  {name}", markup=False, soft_wrap=True)
    answers.print(f"Changed: {len(answer['changed'])}; the same: {answer['same']}")
    for item in answer["changed"]:
        answers.print(f"  {item['frame']}: {', '.join(item['slots'])}", markup=False, soft_wrap=True)
        if item["example"]:
            example = item["example"]
            answers.print(
                f"    comes out {example['before']} before and {example['after']} after with: {example['facts']}",
                markup=False,
                soft_wrap=True,
            )


@app.command(epilog="Example: waarborg law convert model.json --to waarborg --output model.yaml")
def convert(
    model: ModelPath,
    to: Annotated[Notation, typer.Option("--to", help="What to write.")],
    output: Annotated[
        Path | None, typer.Option("--output", help="Where to write; standard output when left out.")
    ] = None,
    json: Json = False,
) -> None:
    """Write a model in another notation, and say what that notation cannot hold."""
    from waarborg.cli import law_answers
    from waarborg.cli import law_models as models

    with models.answering(
        as_json=json, shape={"format": to.value, "losses": [], "text": None, "output": None}
    ):
        text, losses = law_answers.convert(models.read_model(model, quiet=True).interpretation, to)
        if output is not None:
            law_answers.write_file(output, text)
    for loss in losses:
        errors.print(f"Not in {to.value}: {loss}", style="yellow", markup=False, soft_wrap=True)
    if json:
        print_json(
            {
                "format": to.value,
                "losses": list(losses),
                "text": None if output else text,
                "output": str(output) if output else None,
            }
        )
    elif output is None:
        typer.echo(text, nl=not text.endswith("\n"))


@app.command(epilog="Example: waarborg law conform vectors/")
def conform(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A folder with vector files and their models.")
    ],
    json: Json = False,
) -> None:
    """Run recorded answers of the reference interpreter law-reg 0.7.3 against our own semantics of that name."""
    from waarborg.cli import law_answers
    from waarborg.cli import law_models as models

    with models.answering(as_json=json, shape={"passed": 0, "failed": 0, "suites": []}):
        answer = law_answers.conform(folder)
    if json:
        print_json(answer)
    else:
        table = Table("suite", "kind", "passed", "failed", "skipped")
        for suite in answer["suites"]:
            table.add_row(
                suite["name"],
                suite["kind"],
                str(suite["passed"]),
                str(suite["failed"]),
                str(suite["skipped"]),
            )
        answers.print(table)
        answers.print(f"{answer['passed']} passed, {answer['failed']} failed, {answer['skipped']} skipped.")
        for suite in answer["suites"]:
            for failure in suite["failures"][:10]:
                answers.print(
                    f"  {suite['name']} {failure['id']}: expected {failure['expected']}, got {failure['got']}",
                    markup=False,
                    soft_wrap=True,
                )
            for skip in suite["skips"][:10]:
                answers.print(f"  {suite['name']} skipped: {skip}", markup=False, soft_wrap=True)
    raise typer.Exit(Exit.NEGATIVE if answer["failed"] else Exit.DONE)
