"""Playing recorded vectors on the engine: each gives what was expected and what came out."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from waarborg.adapters.flint.vector_answers import AnswersByFact, AnswersInOrder
from waarborg.adapters.flint.vector_files import Kind, VectorFile, encode, read_text, strip_comments
from waarborg.core.law.law_reg import cases, diagnostics
from waarborg.core.law.law_reg.asking import Check
from waarborg.core.law.law_reg.chain import Case
from waarborg.core.law.law_reg.checking import check_act
from waarborg.core.law.law_reg.explanation import Node
from waarborg.core.law.law_reg.expressions import evaluate
from waarborg.core.law.law_reg.models import Model
from waarborg.core.law.law_reg.values import LawRegError

#: The id of a vector, what was recorded, and a function that gives what the engine says.
Play = tuple[str, Any, Callable[[], Any]]
Row = Mapping[str, Any]

_ERROR = "error"


def list_plays(file: VectorFile) -> Iterator[Play]:
    """The vectors of a file; raises `ModelMissing` when the whole file is about a model that is not here."""
    return _PLAYERS[file.kind](file)


def _expressions(file: VectorFile) -> Iterator[Play]:
    case = Case(Model({}))
    for row in file.content["vectors"]:
        recorded = {"result": row.get("result"), "explanation": row.get("explanation")}
        yield row["id"], {_ERROR: True} if _ERROR in row else recorded, lambda row=row: _evaluate(case, row)


def _evaluate(case: Case, row: Row) -> Any:
    answers = AnswersByFact([{"fact": fact, "value": value} for fact, value in row["facts"].items()])
    top = Node()
    try:
        result = evaluate(row["expression"], Check(case, "", answers), node=top)
    except LawRegError as error:
        return {_ERROR: True} if _ERROR in row else {_ERROR: str(error)}
    return {"result": encode(result), "explanation": top.operands[0].render()}


def _acts(file: VectorFile) -> Iterator[Play]:
    case = Case(Model(file.read_model(file.content["model_file"])))
    for row in file.content["vectors"]:
        yield row["id"], row["checkAction"], lambda row=row: _check(case, row)


def _check(case: Case, row: Row) -> list[Any]:
    answers = AnswersByFact(row["answers"])
    outcomes = []
    for recorded in row["checkAction"]:
        outcome = {"act": recorded["act"]}
        try:
            verdict = check_act(case, recorded["act"], actor="did:x:1", resolver=answers)
        except LawRegError as error:
            outcome[_ERROR] = recorded.get(_ERROR) or str(error)
        else:
            outcome |= {"valid": verdict.valid, "invalidReasons": list(verdict.invalid_reasons)}
        outcomes.append(outcome)
    return outcomes


def _walks(file: VectorFile) -> Iterator[Play]:
    model = Model(file.read_model(file.content["model_file"]))
    for row in file.content["vectors"]:
        yield row["id"], [_without_answers(step) for step in row["steps"]], lambda row=row: _walk(model, row)


def _without_answers(step: Row) -> Any:
    return {key: value for key, value in step.items() if key != "answers"}


def _walk(model: Model, row: Row) -> list[Any]:
    """One actor takes an act after each other; `@action:0` is what opened the case, `@action:2` the second act."""
    case = Case(model)
    actor = _find_actor(row)
    outcomes = []
    for step in row["steps"]:
        answers = AnswersByFact(step["answers"])
        outcome: dict[str, Any] = {"available": cases.list_available(case, actor=actor, resolver=answers)}
        if step.get("take") is not None:
            link = f"@action:{len(case.taken) + 1}"
            case = cases.take(case, step["take"], actor=actor, resolver=answers, link=link)
            outcome |= {
                "take": step["take"],
                "action": link,
                "facts_supplied": encode(case.taken[-1].facts_supplied),
            }
        outcome["active_duties_reference"] = cases.list_active_duties(case, actor=actor)
        outcomes.append({key: outcome.get(key) for key in step if key != "answers"})
    return outcomes


def _find_actor(row: Row) -> str:
    """Who walks: the party that the acts taken were bound to."""
    bound = (
        value["operand"]
        for step in row["steps"]
        for value in step.get("facts_supplied", {}).values()
        if isinstance(value, dict) and value.get("expression") == "IS"
    )
    return next(bound, "did:x:1")


def _scenarios(file: VectorFile) -> Iterator[Play]:
    models = file.content["models"]
    for number, row in enumerate(file.content["scenarios"]):
        recorded = [_outcome_of(call) for call in row["calls"]]
        yield f"{number}: {row['test']}", recorded, lambda row=row: _play(file, models, row)


def _outcome_of(call: Row) -> Any:
    return {key: call[key] for key in ("result", "facts_supplied", _ERROR) if key in call}


def _play(file: VectorFile, models: Row, row: Row) -> list[Any]:
    source = models[row["model_hash"]]
    if "file" in source:
        source = file.read_model(source["file"])
    states = {"@case": Case(Model(source, row["fact_functions"]))}
    outcomes = []
    for call in row["calls"]:
        answers = AnswersInOrder(call.get("resolver", ()))
        try:
            outcome = _call(states, call, answers)
        except LawRegError as error:
            outcome = {_ERROR: str(error)}
        if answers.left:
            outcome["not asked"] = answers.left
        outcomes.append(outcome)
    return outcomes


def _call(states: dict[str, Case], call: Row, answers: AnswersInOrder) -> dict[str, Any]:
    case, actor = states[call["case"]], f"@actor:{call['actor']}"
    match call["op"]:
        case "take":
            link = f"@action:{len(states) - 1}"
            states[link] = cases.take(case, call["act"], actor=actor, resolver=answers, link=link)
            outcome = {"result": link, "facts_supplied": encode(states[link].taken[-1].facts_supplied)}
            return {key: outcome[key] for key in outcome if key in call}
        case "explain":
            return {"result": cases.explain(case, call["act"], actor=actor, resolver=answers).render()}
        case "getAvailableActsWithResolver":
            return {"result": cases.list_available(case, actor=actor, resolver=answers)}
        case "getPotentialActsWithResolver":
            return {"result": cases.list_potential(case, actor=actor, resolver=answers)}
        case "getAvailableActs" | "getPotentialActs":
            known = cases.resolver_of(call["facts"], call["nonFacts"])
            listing = cases.list_available if call["op"] == "getAvailableActs" else cases.list_potential
            return {"result": listing(case, actor=actor, resolver=known)}
        case "getActiveDuties":
            return {"result": cases.list_active_duties(case, actor=actor)}
        case "getActions":
            return {"result": [{"act": act, "action": link} for act, link in cases.list_actions(case)]}
        case other:
            return {_ERROR: f"there is no operation {other!r}"}


def _diagnostics(file: VectorFile) -> Iterator[Play]:
    for name, recorded in file.content.items():
        yield name, recorded, lambda name=name: _diagnose(file.find_model(name))


def _diagnose(model: Path) -> Any:
    """The remarks of the validator. Where it stopped with an error, stopping with the same error is right."""
    try:
        found = diagnostics.diagnose_text(strip_comments(read_text(model)))
    except diagnostics.NotDiagnosed as error:
        return {_ERROR: str(error)}
    return {
        "counts": diagnostics.count_codes(found),
        "diagnostics": [
            {
                "code": diagnostic.code,
                "severity": diagnostic.severity,
                "source": diagnostic.source,
                "path": list(diagnostic.path),
            }
            for diagnostic in found
        ],
    }


_PLAYERS: Mapping[Kind, Callable[[VectorFile], Iterator[Play]]] = {
    Kind.EXPRESSIONS: _expressions,
    Kind.ACTS: _acts,
    Kind.WALKS: _walks,
    Kind.SCENARIOS: _scenarios,
    Kind.DIAGNOSTICS: _diagnostics,
}
