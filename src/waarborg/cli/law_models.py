"""What the commands about law share: opening a model and facts, names with or without brackets, the day, the goal."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from waarborg.adapters.law_files.facts import read_facts_file
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.law_models import Model, open_model
from waarborg.adapters.solving.z3_search import SolverMissing, Z3Solver
from waarborg.cli.exits import CommandFailed, Exit, ending, errors
from waarborg.cli.law_options import Solving
from waarborg.core.law.decisions import Solver
from waarborg.core.law.evaluation import CyclicFacts, EvaluationFault, Situation
from waarborg.core.law.expressions import list_names
from waarborg.core.law.frames import FrameKind, Name
from waarborg.core.law.law_reg.values import LawRegError
from waarborg.core.law.values import Identity

#: So many facts that the model does not have are named; more is not a slip but another model.
MOST_STRANGERS = 5


@contextmanager
def answering(*, as_json: bool, shape: Mapping[str, Any]) -> Iterator[None]:
    """Turn what goes wrong with a model or its facts into an exit code, a clear line, and JSON when asked."""
    with ending(as_json=as_json, shape=shape):
        try:
            yield
        except CyclicFacts as error:
            refuse(
                str(error),
                "Take one of these facts out of the ring, or give its value.",
                ring=list(error.ring),
            )
        except EvaluationFault as error:
            refuse(
                str(error),
                "Correct the value in the facts, or the rule that reads it.",
                code=error.fault.code,
            )
        except LawFileError as error:
            message, remedy = error.fault_text.en.rstrip("."), error.remedy_text.en
            details = {"message": message, "remedy": remedy, "file": error.file, "place": error.place}
            raise CommandFailed(Exit.BAD_INPUT, str(error), details=details) from error
        except LawRegError as error:
            refuse(str(error), "Correct the model or the facts, or evaluate with --semantics strict.")


def refuse(fault: str, remedy: str, **details: object) -> NoReturn:
    """Stop because of the input. Raises `CommandFailed` with code 3."""
    raise CommandFailed(
        Exit.BAD_INPUT, f"{fault}. {remedy}", details={"message": fault, "remedy": remedy, **details}
    )


def read_model(path: Path, *, quiet: bool = False) -> Model:
    """Open a model of any readable variant; unless `quiet`, say on standard error that it was read with remarks."""
    with _without_collecting():
        model = open_model(path)
    if model.warnings and not quiet:
        errors.print(
            f"{path.name}: {len(model.warnings)} places were read with a remark; `waarborg law check` lists them.",
            style="yellow",
            markup=False,
            soft_wrap=True,
        )
    return model


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Do not look for garbage meanwhile: reading makes only what is kept, and looking costs half the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def day_of(day: datetime | None) -> date:
    """Return the day that was asked for, or today."""
    return day.date() if day else datetime.now(tz=UTC).astimezone().date()


def read_situation(model: Model, facts: Path | None, *, on: date, by: str | None) -> Situation:
    """Return the situation that a file of facts describes."""
    if by is not None and not by.strip():
        raise CommandFailed(Exit.WRONG_USE, "--by needs the identifier of a party; leave it out for nobody.")
    values = read_facts_file(facts, model.interpretation) if facts else {}
    _warn_of_strangers(model, values)
    return Situation(values=values, on=on, by=Identity(by) if by else None)


def _warn_of_strangers(model: Model, values: Mapping[str, Any]) -> None:
    """Say which facts the model knows nothing of: often a slip in a name, and then the fact does not count."""
    known = {frame.name for frame in model.interpretation.facts}
    for frame in model.interpretation.frames:
        for _, expression in frame.list_expressions():
            known.update(list_names(expression))
    for name in [name for name in values if name not in known][:MOST_STRANGERS]:
        near = get_close_matches(name, known, n=1, cutoff=0.6)
        hint = f" Perhaps you mean [{near[0]}]." if near else ""
        errors.print(
            f"The model has no fact [{name}]; what is given for it does not count.{hint}",
            style="yellow",
            markup=False,
            soft_wrap=True,
        )


def strip(kind: FrameKind, text: str) -> str:
    """Return a name without its brackets and with single spaces."""
    tidy = " ".join(text.split())
    opening, closing = {"act": ("<<", ">>"), "duty": ("<", ">"), "fact": ("[", "]")}[kind.value]
    if tidy.startswith(opening) and tidy.endswith(closing):
        tidy = tidy[len(opening) : -len(closing)].strip()
    return tidy


def find_name(model: Model, kind: FrameKind, text: str, on: date) -> Name:
    """Return the frame that is meant. Raises `CommandFailed` with the names that look like it."""
    name = Name(kind, strip(kind, text) or "?")
    interpretation = model.interpretation
    if interpretation.has(name) or (kind is FrameKind.FACT and _is_read(model, name.text)):
        return name
    names = [frame.name for frame in interpretation.frames if frame.full_name.kind is kind]
    near = get_close_matches(name.text, names, n=3, cutoff=0.5)
    hint = " Perhaps you mean: " + ", ".join(str(Name(kind, one)) for one in near) + "." if near else ""
    refuse(
        f"there is no {kind} {name} in this model", f"Look at the names in the model.{hint}", name=str(name)
    )


def _is_read(model: Model, text: str) -> bool:
    """Whether a fact has no frame and stands in the expression of another: then it can be given or asked."""
    return any(
        text in list_names(expression)
        for frame in model.interpretation.frames
        for _, expression in frame.list_expressions()
    )


def find_solver(solving: Solving) -> Solver | None:
    """Return the solver that was asked for. Raises `CommandFailed` with code 4 when it is not installed."""
    if solving is Solving.NONE:
        return None
    try:
        return Z3Solver()
    except SolverMissing as error:
        raise CommandFailed(Exit.ENVIRONMENT, str(error)) from error


def both(text: Any) -> dict[str, str]:
    """Return a text in both languages as JSON."""
    return {"nl": text.nl, "en": text.en}


def find_goal(model: Model, fact: str | None, act: str | None, on: date) -> Name:
    """Return the fact or the act that a command is about. Raises `CommandFailed` when not one of the two is named."""
    if (fact is None) is (act is None):
        raise CommandFailed(
            Exit.WRONG_USE, "Name what it is about: --fact NAME or --act NAME, one of the two."
        )
    if fact is not None:
        return find_name(model, FrameKind.FACT, fact, on)
    return find_name(model, FrameKind.ACT, act or "", on)
