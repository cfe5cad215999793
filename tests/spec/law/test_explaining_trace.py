"""The trace as data: one entry for each fact that was concluded, for programs."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.spec.law.models import conclude, fact, make, number, op
from waarborg.core.law.evaluation import Evaluation, Situation
from waarborg.core.law.explaining import trace_as_json
from waarborg.core.law.expressions import Operator, Projection, Scope
from waarborg.core.law.frames import FactFrame
from waarborg.core.law.sources import Source, SourceKind
from waarborg.core.law.values import Record, Value
from waarborg.core.terms.periods import Period

DAY = date(2026, 3, 3)
AWB = Source(
    SourceKind.BWB, "artikel 1:3 Awb", "jci1.3:c:BWBR0005537&artikel=1:3", valid=Period(date(2020, 1, 1))
)


def trace(frames: list[FactFrame], name: str, facts: Mapping[str, Value]) -> list[dict[str, object]]:
    situation = Situation(values=facts, on=DAY)
    return trace_as_json(Evaluation(make(frames), situation).conclude_fact(name), on=DAY)


def test_each_fact_has_one_entry_and_the_goal_comes_first() -> None:
    frames = [
        FactFrame(name="recht", function=op(Operator.AND, fact("laag"), fact("laag"), fact("woont hier")), sources=(AWB,)),
        FactFrame(name="laag", function=op(Operator.LESS_THAN, fact("inkomen"), number("1300"))),
        FactFrame(name="inkomen", sources=(replace(AWB, identifier="", valid=Period(date(2027, 1, 1))),)),
    ]  # fmt: skip
    entries = trace(frames, "recht", {"inkomen": Decimal(1200)})
    link = "https://wetten.overheid.nl/jci1.3:c:BWBR0005537&artikel=1:3&z=2026-03-03&g=2026-03-03"
    assert entries == [
        {
            "fact": "[recht]", "value": None, "how": "derived", "because": "[laag] EN [laag] EN [woont hier]",
            "reads": {"[laag]": True, "[woont hier]": None},
            "sources": [{"citation": "artikel 1:3 Awb", "id": AWB.identifier, "link": link, "valid": True}],
        },
        {
            "fact": "[laag]", "value": True, "how": "derived", "because": "[inkomen] < 1300",
            "reads": {"[inkomen]": 1200}, "sources": [],
        },
        {
            "fact": "[inkomen]", "value": 1200, "how": "given", "because": None, "reads": {},
            "sources": [{"citation": "artikel 1:3 Awb", "id": None, "link": None, "valid": False}],
        },
        {"fact": "[woont hier]", "value": None, "how": "unknown", "because": None, "reads": {}, "sources": []},
    ]  # fmt: skip
    assert json.loads(json.dumps(entries)) == entries


def test_what_is_no_fact_is_traced_by_the_facts_in_it() -> None:
    conclusion = conclude(op(Operator.OR, fact("a"), fact("b")), {"a": True})
    assert [entry["fact"] for entry in trace_as_json(conclusion, on=DAY, language="en")] == ["[a]", "[b]"]


def test_what_was_read_in_records_is_listed() -> None:
    amounts = op(
        Operator.SUM, Projection(("rij",), fact("bedrag"), Scope.ALL), Projection(("aanvraag",), fact("x"))
    )
    facts: dict[str, Value] = {
        "rij": (Record({"bedrag": Decimal(1)}), Record({"bedrag": Decimal(2)})),
        "aanvraag": Record({"x": Decimal(3)}, "1:[aanvraag]"),
    }
    entries = trace([FactFrame(name="f", function=amounts)], "f", facts)
    assert entries[0]["reads"] == {
        "[rij]": [{"facts": {"bedrag": 1}}, {"facts": {"bedrag": 2}}],
        "[bedrag]": [1, 2],
        "[aanvraag]": {"id": "1:[aanvraag]"},
        "[x]": 3,
    }
    assert [entry["fact"] for entry in entries] == [
        "[f]",
        "[rij]",
        "[bedrag]",
        "[bedrag]",
        "[aanvraag]",
        "[x]",
    ]


def test_a_long_list_is_written_out_once() -> None:
    rows = tuple(Record({"bedrag": Decimal(count)}) for count in range(30))
    frames = [
        FactFrame(name="f", function=Projection(("rijen",), fact("bedrag"), Scope.ALL)),
        FactFrame(name="rijen", function=fact("alle rijen")),
        FactFrame(name="alle rijen", function=fact("rij")),
    ]
    entries = trace(frames, "f", {"rij": rows})
    assert entries[0]["reads"] == {"[rijen]": {"count": 30}, "[bedrag]": {"count": 30}}
    assert entries[0]["value"] == list(range(30))
    assert (entries[1]["value"], entries[2]["value"]) == ({"count": 30}, {"count": 30})
    assert entries[3]["value"] == [{"facts": {"bedrag": count}} for count in range(30)]


def test_a_trace_of_ten_thousand_facts_is_as_long_as_the_chain() -> None:
    frames = [FactFrame(name=f"f{count}", function=fact(f"f{count + 1}")) for count in range(10_000)]
    assert len(trace(frames, "f0", {"f10000": True})) == 10_001
