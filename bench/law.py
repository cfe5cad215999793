"""How quick the law engine is: act checks of real models beside the reference semantics, and growth with size."""

import json
import os
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.figures import Figure
from waarborg.adapters.flint.reading import read_flint
from waarborg.core.law.acts import check_acts
from waarborg.core.law.evaluation import Situation, evaluate
from waarborg.core.law.expressions import Operation, Operator, Reference, negation
from waarborg.core.law.frames import FactFrame
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.law_reg.cases import resolver_of
from waarborg.core.law.law_reg.chain import Case
from waarborg.core.law.law_reg.checking import check_act
from waarborg.core.law.law_reg.models import Model
from waarborg.core.law.values import Value
from waarborg.core.terms.text import Text

ROOT = Path(__file__).resolve().parents[1]
DAY = date(2026, 3, 3)
REAL = ("lerarenbeurs", "vreemdelingenwet")
SIZES = (1_000, 10_000, 100_000)
#: Each measurement goes on for at least this long, so that one hiccup does not decide it.
SECONDS = 1.0


def measure_law(left_out: list[str]) -> Iterator[Figure]:
    """Act checks per second on real models, where they are there, and time per fact on generated ones."""
    folder = Path(os.environ.get("WAARBORG_SHARED", ROOT.parent / "shared")) / "data" / "flint"
    if folder.is_dir():
        yield from (_measure_acts(folder, name) for name in REAL)
    else:
        left_out.append(f"act checks of real models: {folder} is not there")
    yield from _measure_growth()


def _measure_acts(folder: Path, name: str) -> Figure:
    """Every act checked for every recorded set of answers, with every step kept; the baseline stops early."""
    text = (folder / "models" / f"{name}.law-reg.flint.json").read_text(encoding="utf-8")
    interpretation, _, document = read_flint(text, file=f"{name}.json")
    recorded = json.loads((folder / "vectors" / f"checkaction-{name}.json").read_text(encoding="utf-8"))
    answers = [_read_answers(vector) for vector in recorded["vectors"]]
    acts = len(tuple(interpretation.acts))
    ours = _per_second(lambda: [check_acts(interpretation, Situation(values=one, on=DAY)) for one in answers])
    model = Model(document)
    theirs = _per_second(lambda: [_check_by_reference(model, one) for one in answers])
    count = acts * len(answers)
    return Figure(
        name=f"law: act checks of {name}",
        value=ours * count,
        unit="per s",
        baseline=theirs * count,
        baseline_name="the reference semantics",
    )


def _read_answers(vector: Mapping[str, Any]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for answer in vector["answers"]:
        value = answer["value"]
        if isinstance(value, bool | str):
            found[answer["fact"].strip("[]")] = value
        elif "$num" in value:
            found[answer["fact"].strip("[]")] = Decimal(value["$num"])
    return found


def _check_by_reference(model: Model, answers: Mapping[str, Value]) -> None:
    true = {f"[{name}]" for name, value in answers.items() if value is True}
    false = {f"[{name}]" for name, value in answers.items() if value is False}
    case, supplied = Case(model), {}
    for act in model.acts:
        check_act(case, act, actor="a", resolver=resolver_of(true, false), supplied=supplied)


def _per_second(work: Any) -> float:
    work()
    rounds, started = 0, perf_counter()
    while (elapsed := perf_counter() - started) < SECONDS:
        work()
        rounds += 1
    return rounds / elapsed


def _measure_growth() -> Iterator[Figure]:
    """Time per fact to work out one goal that needs every fact of a generated model. Close to linear: it stays level."""
    first: float | None = None
    for size in SIZES:
        interpretation = generate(size)
        situation = Situation(values={f"leaf {number}": number % 3 > 0 for number in range(size)}, on=DAY)
        seconds = min(_time_once(interpretation, situation) for _ in range(3))
        per_fact = seconds / size * 1_000_000
        yield Figure(
            name=f"law: per fact of {size:,} facts",
            value=per_fact,
            unit="µs",
            baseline=first,
            baseline_name=f"per fact of {SIZES[0]:,}",
        )
        first = first or per_fact


def _time_once(interpretation: Interpretation, situation: Situation) -> float:
    started = perf_counter()
    evaluate(interpretation, "fact 0", situation)
    return perf_counter() - started


def generate(size: int) -> Interpretation:
    """A model of `size` facts, each of which reads two later ones and a leaf."""
    frames = [
        FactFrame(
            name=f"fact {number}",
            function=Operation(
                Operator.OR if number % 2 else Operator.AND,
                (
                    Reference(f"fact {number + 1}"),
                    negation(Reference(f"fact {min(number + 7, size)}")),
                    Reference(f"leaf {number}"),
                ),
            ),
        )
        for number in range(size)
    ]
    return Interpretation(
        id="generated", version="1", title=Text("Gemaakt", "Generated"), frames=tuple(frames)
    )
