"""Explanations of models that others made of real Dutch law."""

import json
import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from waarborg.adapters.flint.reading import read_flint
from waarborg.core.law.acts import check_acts
from waarborg.core.law.evaluation import Evaluation, Situation
from waarborg.core.law.explaining import Explanation, Layer, explain, explain_act, render_text, trace_as_json
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import Value

DAY = date(2026, 11, 22)
MODELS = (
    "awb-excel-export.law-reg.flint.json",
    "awb.law-reg.flint.json",
    "lerarenbeurs.compliancebydesign.flint.json",
    "lerarenbeurs.law-reg.flint.json",
    "lerarenbeurs.mps.flint.json",
    "projection-and-create.mps.flint.json",
    "tegemoetkoming-covid19.mps.flint.json",
    "test-model-with-tags.mps.flint.json",
    "vreemdelingenwet.law-reg.flint.json",
)


def supply(interpretation: Interpretation, seed: int) -> Situation:
    """Some of the facts that are asked for, as yes, no or a number."""
    draw = random.Random(seed)
    choices: tuple[Value, ...] = (True, True, False, Decimal(1200))
    facts = {
        frame.name: draw.choice(choices)
        for frame in interpretation.facts
        if frame.is_leaf and draw.random() < 0.8
    }
    return Situation(values=facts, on=DAY, suppliers=dict.fromkeys(list(facts)[::2], "aanvrager"))


def explain_all(interpretation: Interpretation, situation: Situation) -> list[Explanation]:
    evaluation = Evaluation(interpretation, situation)
    explained = []
    for frame in interpretation.facts:
        conclusion = evaluation.conclude_fact(frame.name)
        explained.append(explain(interpretation, conclusion, situation))
        assert json.dumps(trace_as_json(conclusion, on=DAY))
    acts = check_acts(interpretation, situation)
    return [*explained, *(explain_act(interpretation, check, situation) for check in acts)]


@pytest.mark.parametrize("name", MODELS)
def test_every_fact_and_act_of_a_real_model_is_explained(shared_data: Path, name: str) -> None:
    text = (shared_data / "flint" / "models" / name).read_text(encoding="utf-8")
    interpretation = read_flint(text, file=name)[0]
    for explanation in explain_all(interpretation, supply(interpretation, seed=1)):
        for layer in Layer:
            sentences = explanation.list_sentences(layer)
            rendered = render_text(explanation, "nl", layer)
            assert len(rendered.split("\n")) >= len(sentences)
            assert all(citation in explanation.sources for item in sentences for citation in item.citations)
        assert len(explanation.steps) <= len(explanation.tree)
