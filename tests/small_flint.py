"""Small FLINT models for tests: each reads one thing and gives it back with the codes of the warnings."""

import json

from waarborg.adapters.flint.reading import read_flint
from waarborg.core.law.expressions import Expression
from waarborg.core.law.frames import ActFrame, DutyFrame
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.sources import Source


def read(model: object) -> tuple[Interpretation, list[str]]:
    text = model if isinstance(model, str) else json.dumps(model)
    interpretation, warnings, _ = read_flint(text, file="map/Voorbeeld-model.flint.json")
    return interpretation, [warning.code for warning in warnings]


def read_function(function: object, **fields: object) -> tuple[Expression | None, list[str]]:
    facts = [{"fact": "[x]", "function": function, **fields}, {"fact": "[a]"}, {"fact": "[b]"}]
    interpretation, codes = read({"facts": facts})
    return next(interpretation.facts).function, codes


def read_act(**fields: object) -> tuple[ActFrame, list[str]]:
    model = {
        "acts": [{"act": "<<doen>>", **fields}],
        "facts": [{"fact": "aanvraag"}],
        "duties": [{"duty": "<betalen>"}],
    }
    interpretation, codes = read(model)
    return next(interpretation.acts), codes


def read_duty(**fields: object) -> tuple[DutyFrame, list[str]]:
    interpretation, codes = read({"acts": [{"act": "<<doen>>"}], "duties": [{"duty": "<betalen>", **fields}]})
    return next(interpretation.duties), codes


def read_source(**fields: object) -> tuple[tuple[Source, ...], list[str]]:
    interpretation, codes = read({"facts": [{"fact": "[x]", **fields}]})
    return interpretation.frames[0].sources, codes


def op(name: str, *operands: object) -> dict[str, object]:
    return {"expression": name, "operands": list(operands)}
