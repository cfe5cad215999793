"""Our strict rules against those of the reference interpreter, where the two should say the same.

Differences remain only where the interpreter is known to be wrong or reads otherwise; each of these has a name here,
and the answers are chosen so that the others do not come up.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.adapters.flint.names import read_name
from waarborg.adapters.flint.reading import read_flint
from waarborg.adapters.law_models import open_model
from waarborg.core.law.acts import ActCheck, Availability
from waarborg.core.law.cases import Case, check_in_case, replay, take_act
from waarborg.core.law.evaluation import CyclicFacts
from waarborg.core.law.frames import FrameKind
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.law_reg import cases as reference
from waarborg.core.law.law_reg.chain import Case as ReferenceCase
from waarborg.core.law.law_reg.checking import check_act
from waarborg.core.law.law_reg.models import NOTHING
from waarborg.core.law.law_reg.models import Model as ReferenceModel
from waarborg.core.law.law_reg.values import UNDEFINED, LawRegError
from waarborg.core.law.values import Identity

DAY = date(2026, 6, 1)
ACTOR = Identity("actor")
VERDICTS = {Availability.AVAILABLE: True, Availability.BARRED: False, Availability.POSSIBLE: None}
MODELS = (
    "models/awb-excel-export.law-reg.flint.json",
    "models/awb.law-reg.flint.json",
    "models/flint-example.law-reg.flint.jsonc",
    "models/lerarenbeurs.compliancebydesign.flint.json",
    "models/lerarenbeurs.law-reg.flint.json",
    "models/lerarenbeurs.mps.flint.json",
    "models/projection-and-create.mps.flint.json",
    "models/tegemoetkoming-covid19.mps.flint.json",
    "models/test-model-with-tags.mps.flint.json",
    "models/vreemdelingenwet.law-reg.flint.json",
    "flintfiller/flint_frames_BWBR0005537_2020-04-15_0_AWB.json",
    "flintfiller/flint_frames_BWBR0043402_2020-04-22_0_TOZO.json",
)
#: Models of which every act comes out the same, without any exception.
SAME = {name for name in MODELS if "lerarenbeurs" in name or "projection" in name or "test-model" in name}
CALCULATING = ("LESS_THAN", "EQUAL", "SUM", "PRODUCT", "MIN", "MAX")


def list_objects(found: Any) -> Iterator[Mapping[str, Any]]:
    todo = [found]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            yield item
            todo.extend(item.values())
        elif isinstance(item, list):
            todo.extend(item)


def list_answers(document: Any) -> Mapping[str, list[Any]]:
    """Per fact that is calculated with, answers of the right kind that are never equal to a limit in the model."""
    answers: dict[str, list[Any]] = {}
    for item in list_objects(document):
        if item.get("expression") not in CALCULATING:
            continue
        operands = item.get("operands", [])
        literals = [one["operand"] for one in operands if isinstance(one, dict) and "operand" in one]
        numbers = [one for one in literals if isinstance(one, Decimal)] or [Decimal(100)]
        texts: list[Any] = [one for one in literals if isinstance(one, str)]
        beside = [number + step for number in numbers for step in (Decimal("-0.5"), Decimal("0.5"))]
        for name in operands:
            if isinstance(name, str):
                answers.setdefault(name, []).extend([*texts, "iets anders"] if texts else beside)
    functions = {fact["fact"]: fact.get("function") for fact in document["facts"]}
    todo = list(answers)
    while todo:  # what a fact that is calculated with follows from, is a number too
        below = functions.get(name := todo.pop())
        behind = [below] if isinstance(below, str) else below.get("operands", []) if below else []
        for one in behind:
            if isinstance(one, str) and one not in NOTHING and one not in answers:
                answers[one] = answers[name]
                todo.append(one)
    return answers


class Answers:
    """Answers for both sides. They go round what is known of the interpreter, and note what it asked."""

    def __init__(
        self, interpretation: Interpretation, suited: Mapping[str, list[Any]], random: Random
    ) -> None:
        self.interpretation = interpretation
        self.suited = suited
        self.random = random
        self.unknown = random.choice([0.0, 0.1, 0.3, 0.6])
        self.truth = random.choice([0.3, 0.6, 0.9])
        self.given: dict[str, Any] = {}
        self.asked: list[str] = []

    def __call__(
        self, fact: Any, names: Sequence[str | None], indices: Sequence[int], options: Sequence[str]
    ) -> Any:
        if not isinstance(fact, str):
            return UNDEFINED
        self.asked.append(fact)
        if fact in NOTHING:
            return (
                True  # a slot that says nothing was asked as a fact without a name; for us it is no condition
            )
        kind, name = read_name(fact)
        if kind is FrameKind.ACT:
            return False  # an act as function was asked; for us no act was taken, so the fact is not there
        if name in self.interpretation.creatable:
            return UNDEFINED  # no act created it
        if name not in self.given:
            self.given[name] = self._choose(fact)
        return self.given[name]

    def _choose(self, fact: str) -> Any:
        if self.random.random() < self.unknown:
            return UNDEFINED
        suited = self.suited.get(fact)
        return self.random.choice(suited) if suited else self.random.random() < self.truth

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.given.items() if value is not UNDEFINED}


def name_quirk(frame: Mapping[str, Any], asked: Sequence[str]) -> str:
    """Why the two may differ on an act; empty when they may not."""
    if any(fact not in NOTHING and read_name(fact)[0] is None for fact in asked):
        return "a condition in words, or ???, is the name of a fact there; here it is read, or says nothing"
    if any(item.get("expression") == "LITERAL" and "operand" not in item for item in list_objects(frame)):
        return "a literal with operands has no value there; here it has the one that stands in it"
    return ""


@pytest.mark.parametrize("name", MODELS)
def test_the_acts_of_a_real_model_come_out_the_same_in_both_semantics(name: str, shared_data: Path) -> None:
    model = open_model(shared_data / "flint" / name)
    assert model.document is not None
    interpretation, empty = model.interpretation, ReferenceCase(ReferenceModel(model.document))
    suited = list_answers(model.document)
    random = Random(name)
    seen: Counter[str] = Counter()
    for _ in range(20):
        answers = Answers(interpretation, suited, random)
        verdicts = {}
        for act in empty.model.acts:
            answers.asked = []
            verdict = find_verdict(empty, act, answers)
            verdicts[act] = (verdict, name_quirk(empty.model.get_act(act), answers.asked))
        state = replay(interpretation, Case(interpretation.urn))
        for act, (verdict, quirk) in verdicts.items():
            frame = interpretation.get_act(read_name(act)[1], DAY)
            ours = check_in_case(interpretation, state, frame, on=DAY, by=ACTOR, facts=answers.facts)
            found = VERDICTS[ours.availability] if not enforces(interpretation, ours) else verdict
            assert found == verdict or quirk, (act, verdict, found, answers.facts)
            seen[quirk if found != verdict else "same"] += 1
    assert seen.total() >= 20
    assert seen.keys() == {"same"} or name not in SAME


def find_verdict(case: ReferenceCase, act: str, answers: Answers) -> bool | None:
    return check_act(case, act, actor=ACTOR.id, resolver=answers).valid


def enforces(interpretation: Interpretation, check: ActCheck) -> bool:
    """Whether the act waits for a duty to be violated: the interpreter had no such thing."""
    return any(check.act.name in duty.enforces for duty in interpretation.duties)


# --- models of any shape -------------------------------------------------------------------------------------
LEAVES = [f"[blad {number}]" for number in range(4)]
CREATED = [f"[gemaakt {number}]" for number in range(2)]


def conditions(names: list[str]) -> st.SearchStrategy[Any]:
    literals = st.booleans().map(lambda value: {"expression": "LITERAL", "operand": value})
    return st.recursive(
        st.sampled_from(names) | literals,
        lambda below: (
            st.builds(
                lambda operator, operands: {"expression": operator, "operands": operands},
                st.sampled_from(["AND", "OR"]),
                st.lists(below, max_size=3),
            )
            | below.map(lambda operand: {"expression": "NOT", "operand": operand})
        ),
        max_leaves=6,
    )


@st.composite
def models(draw: st.DrawFn) -> dict[str, Any]:
    """Facts that lean on leaves, on what acts create and on facts before them; acts that create and end facts."""
    facts = [{"fact": name, "function": "[]"} for name in LEAVES]
    facts += [{"fact": name, "function": {"expression": "CREATE", "operands": []}} for name in CREATED]
    names = [*LEAVES, *CREATED]
    for number in range(draw(st.integers(0, 4))):
        facts.append({"fact": f"[volgt {number}]", "function": draw(conditions(names))})
        names.append(f"[volgt {number}]")
    acts = []
    for number in range(draw(st.integers(1, 4))):
        ends = draw(st.none() | st.sampled_from(CREATED))
        acts.append(
            {
                "act": f"<<handeling {number}>>",
                "actor": draw(st.sampled_from(LEAVES)),
                "object": ends or draw(st.sampled_from(names)),  # an act ended only what it was about
                "recipient": draw(st.sampled_from(LEAVES)),
                "preconditions": draw(conditions(names)),
                "create": draw(st.lists(st.sampled_from(CREATED), max_size=1)),
                "terminate": [ends] if ends else [],
            }
        )
    return {"acts": acts, "facts": draw(st.permutations(facts)), "duties": []}


known = st.fixed_dictionaries({name: st.sampled_from([True, False, UNDEFINED]) for name in LEAVES})


@given(models(), known, st.lists(st.integers(0, 3), max_size=4))
def test_a_model_of_yes_and_no_comes_out_the_same_at_every_step_of_a_case(
    document: dict[str, Any], answers: dict[str, Any], steps: list[int]
) -> None:
    """After each act both know the same acts to be available, possible and barred."""
    interpretation, _, read = read_flint(json.dumps(document), file="model.json")
    theirs, ours = ReferenceCase(ReferenceModel(read)), Case(interpretation.urn)
    facts = {read_name(name)[1]: value for name, value in answers.items() if value is not UNDEFINED}

    def resolve(
        fact: Any, names: Sequence[str | None], indices: Sequence[int], options: Sequence[str]
    ) -> Any:
        return options[0] if options else answers[fact]

    for step in [*steps, None]:
        state = replay(interpretation, ours)
        for act in document["acts"]:
            frame = interpretation.get_act(read_name(act["act"])[1], DAY)
            check = check_in_case(interpretation, state, frame, on=DAY, by=ACTOR, facts=facts)
            verdict = check_act(theirs, act["act"], actor=ACTOR.id, resolver=resolve)
            assert VERDICTS[check.availability] == verdict.valid, act["act"]
        if step is None or step >= len(document["acts"]):
            continue
        chosen = document["acts"][step]
        is_there = any(read_name(made)[1] in state.records for made in chosen["create"])
        name = chosen["act"]
        if is_there or name not in reference.list_available(theirs, actor=ACTOR.id, resolver=resolve):
            continue  # of two of a kind the interpreter asks which one is meant
        theirs = reference.take(
            theirs, name, actor=ACTOR.id, resolver=resolve, link=f"@action:{len(theirs.taken) + 1}"
        )
        ours = take_act(interpretation, ours, read_name(name)[1], by=ACTOR, on=DAY, facts=facts)
    ours.require_whole()


def test_a_ring_stops_both() -> None:
    document = {
        "acts": [
            {"act": "<<a>>", "actor": "[x]", "object": "[x]", "recipient": "[x]", "preconditions": "[x]"}
        ],
        "facts": [
            {"fact": "[x]", "function": {"expression": "NOT", "operand": "[y]"}},
            {"fact": "[y]", "function": "[x]"},
        ],
    }
    interpretation, _, read = read_flint(json.dumps(document), file="model.json")
    with pytest.raises(LawRegError, match="ring"):
        check_act(ReferenceCase(ReferenceModel(read)), "<<a>>", actor="x", resolver=reference.resolver_of(()))
    state = replay(interpretation, Case(interpretation.urn))
    with pytest.raises(CyclicFacts, match="ring of 2"):
        check_in_case(interpretation, state, interpretation.get_act("a", DAY), on=DAY, by=ACTOR)
