"""The AI Act as a model of law: what it is made of, a table of scenarios, and how few questions settle the class."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from waarborg.adapters.law_files.loading import load_interpretations
from waarborg.adapters.law_files.located_yaml import parse_located
from waarborg.core.law.asking import rank_questions
from waarborg.core.law.cases import Case, NotAllowed, replay, state_facts, take_act
from waarborg.core.law.duties import DutyState
from waarborg.core.law.evaluation import Evaluation, Situation, evaluate
from waarborg.core.law.expressions import Reference
from waarborg.core.law.linting.checking import lint
from waarborg.core.law.linting.findings import Severity
from waarborg.core.law.linting.provenance import judge_identifier
from waarborg.core.law.values import UNKNOWN, Identity, Kind, Outcome, Value
from waarborg.core.terms.legal_references.reading import read_reference

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "src" / "waarborg" / "content" / "law" / "ai-verordening.yaml"
(MODEL,) = (item for item in load_interpretations() if item.id == "ai-verordening")
TODAY = date(2026, 11, 27)
MARCH_2028 = date(2028, 3, 1)
LEAVES = [frame for frame in MODEL.facts if frame.function is None]
#: What an AI system in use at a Dutch public body has, besides what a scenario says.
AI_SYSTEM = frozenset(
    {
        "machinaal systeem",
        "heeft geleerd van gegevens",
        "werkt met enige zelfstandigheid",
        "uitkomst kan invloed hebben",
        "op de markt of in gebruik in de Unie",
    }
)
PUBLIC_DEPLOYER = frozenset(
    {
        "gebruikt het onder eigen verantwoordelijkheid",
        "is een overheid",
        "bedoeld voor gebruik door overheden",
    }
)
CHOSEN = {
    "mogelijke uitzondering": "geen",
    "gebied van gebruik": "geen",
    "nabije verboden praktijk": "geen",
    "productwet uit bijlage I": "geen",
}
SCENARIOS = yaml.safe_load((Path(__file__).parent / "ai_act_scenarios.yaml").read_text(encoding="utf-8"))
POINTS = "1a 1b 1c 2 3a 3b 3c 3d 4a 4b 5a 5b 5c 5d 6a 6b 6c 6d 6e 7a 7b 7c 7d 8a 8b".split()
PRACTICES = "a b c d e f g h ba bb".split()


def conclude(name: str, values: Mapping[str, Value], on: date = TODAY) -> Outcome:
    return evaluate(MODEL, name, Situation(values=values, on=on)).value


def state(yes: frozenset[str] | set[str], others: Mapping[str, Value]) -> dict[str, Value]:
    """All facts that are yes or no, of which these are so, with other facts."""
    values: dict[str, Value] = {
        frame.name: frame.name in yes for frame in LEAVES if frame.kind is Kind.BOOLEAN
    }
    return {**values, **CHOSEN, "eerste dag op de markt of in gebruik": MARCH_2028, **others}


# --- what it is made of ----------------------------------------------------------------------------------------
def test_it_meets_the_schema() -> None:
    schema = json.loads((FILE.parent / "interpretation.schema.json").read_text(encoding="utf-8"))
    document = parse_located(FILE.read_text(encoding="utf-8"), file=FILE.name)
    assert [fault.message for fault in Draft202012Validator(schema).iter_errors(document)] == []


@pytest.mark.parametrize("day", [date(2025, 2, 2), TODAY, date(2030, 12, 31)])
def test_no_finding_stands_in_the_way(day: date) -> None:
    assert [item for item in lint(MODEL, on=day) if item.severity is Severity.ERROR] == []


def test_every_frame_has_a_source_that_can_be_followed_in_both_languages() -> None:
    for frame in MODEL.frames:
        assert frame.sources, frame.full_name
        for source in frame.sources:
            assert judge_identifier(source).is_readable, source.identifier
            reference = read_reference(source.identifier)
            assert reference.link(language="nl") != reference.link(language="en")
            assert source.paraphrase is not None
            assert source.valid is not None


def test_every_fact_that_is_asked_for_has_a_question_in_both_languages() -> None:
    for frame in LEAVES:
        assert frame.question is not None, frame.name
        for language in ("nl", "en"):
            assert frame.question.in_language(language).endswith("?"), frame.name


def test_every_fact_has_a_label_in_both_languages_and_a_kind() -> None:
    for frame in MODEL.facts:
        assert frame.label is not None, frame.name
        assert frame.label.nl, frame.name
        assert frame.label.en, frame.name
        assert frame.kind is not None, frame.name


def test_each_point_of_annex_iii_and_each_prohibition_is_a_fact_with_a_scenario() -> None:
    expected = {f"hoog risico volgens bijlage III, punt {point}" for point in POINTS}
    expected |= {f"verboden volgens artikel 5, eerste lid, onder {letter}" for letter in PRACTICES}
    assert expected <= {frame.name for frame in MODEL.facts}
    assert expected <= {name for scenario in SCENARIOS for name in scenario.get("holds", ())}


def test_at_least_six_choices_are_recorded_and_the_disputed_days_are_open() -> None:
    assert len(MODEL.choices) >= 6
    taken = {choice.id: choice.taken for choice in MODEL.choices}
    assert taken["dag-van-registratie"] == ""  # open: no reading was taken
    assert taken["gemeente-traint-bij"] == ""
    assert taken["regels-van-mensen"] == "nee"
    assert taken["onmisbare-uitkering"] == "ruim"


# --- the scenarios -----------------------------------------------------------------------------------------------
def test_there_are_enough_scenarios_and_each_has_its_own_name() -> None:
    names = [scenario["case"] for scenario in SCENARIOS]
    assert len(names) == len(set(names)) >= 60


def test_scenarios_name_facts_that_exist() -> None:
    names, leaves = {frame.name for frame in MODEL.facts}, {frame.name for frame in LEAVES}
    for item in SCENARIOS:
        given = {*item.get("with", ()), *item.get("without", ()), *item.get("set", ())}
        assert given <= leaves, (item["case"], given - leaves)
        asked = {*item.get("holds", ()), *item.get("not", ()), *item.get("values", ())}
        assert asked <= names, (item["case"], asked - names)
        assert asked or "class" in item, item["case"]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda item: f"{item['case']} ({item['article']})")
def test_a_scenario_comes_out_as_worked_out_by_hand(scenario: dict[str, object]) -> None:
    item = yaml.safe_load(yaml.safe_dump(scenario))
    yes = (AI_SYSTEM | PUBLIC_DEPLOYER | set(item.get("with", ()))) - set(item.get("without", ()))
    evaluation = Evaluation(
        MODEL, Situation(values=state(yes, item.get("set", {})), on=item.get("day", MARCH_2028))
    )
    expected = dict(item.get("values", {}))
    expected |= dict.fromkeys(item.get("holds", ()), True) | dict.fromkeys(item.get("not", ()), False)
    if "class" in item:
        expected["klasse"] = item["class"]
    assert {name: evaluation.conclude_fact(name).value for name in expected} == expected


def test_what_is_not_known_stays_unknown_and_a_word_outside_the_list_closes_nothing() -> None:
    values = state(AI_SYSTEM, {"gebied van gebruik": "Onderwijs"})
    del values["beoordeelt leerresultaten"]
    assert conclude("klasse", values, MARCH_2028) is UNKNOWN
    assert conclude("klasse", {**values, "beoordeelt leerresultaten": True}, MARCH_2028) == "hoog risico"


# --- asking ------------------------------------------------------------------------------------------------------
BENEFITS = {"beoordeelt recht op onmisbare uitkeringen of diensten", "maakt profielen van mensen"}
CASES: list[tuple[str, set[str], dict[str, Value], str]] = [
    ("a chatbot", {"praat direct met mensen"}, {}, "transparantie"),
    ("a chatbot that writes", {"praat direct met mensen", "maakt kunstmatige tekst, beeld, geluid of video"}, {}, "transparantie"),
    ("benefit fraud scoring", BENEFITS, {"gebied van gebruik": "diensten"}, "hoog risico"),
    ("camera counting without recognition", set(), {}, "overig"),
    ("a rule-based permit check", set(), {"heeft geleerd van gegevens": False}, "geen AI"),
    ("CV screening", {"werft of kiest personeel", "maakt profielen van mensen"}, {"gebied van gebruik": "werk"}, "hoog risico"),
    ("checking student finance for fraud", BENEFITS | {"vormt een aanzienlijk risico voor mensen"}, {"gebied van gebruik": "diensten"}, "hoog risico"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("yes", "others", "outcome"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_typical_case_is_settled_within_twelve_answers(
    yes: set[str], others: dict[str, Value], outcome: str
) -> None:
    answers = state(AI_SYSTEM | yes, others)
    given: dict[str, Value] = {}
    while (asking := rank_questions(MODEL, Reference("klasse"), Situation(values=given, on=TODAY))).questions:
        name = asking.questions[0].name
        given[name] = answers[name]
        assert len(given) <= 12, list(given)
    assert asking.outcome == outcome
    assert asking.exact


# --- acts --------------------------------------------------------------------------------------------------------
MUNICIPALITY, RESIDENT, SUPERVISOR = Identity("gemeente"), Identity("inwoner"), Identity("toezichthouder")


def begin(on: date = MARCH_2028) -> Case:
    yes = AI_SYSTEM | PUBLIC_DEPLOYER | BENEFITS
    yes |= {"besluit over mensen of helpt daarbij", "besluit raakt iemand sterk"}
    yes |= {
        "voornemen om het systeem te gebruiken",
        "databank van de Unie",
        "besluit met hulp van het systeem",
    }
    facts = {
        **state(yes, {"gebied van gebruik": "diensten"}),
        "toezichthouder": SUPERVISOR,
        "betrokkene": RESIDENT,
    }
    return state_facts(Case(MODEL.urn), facts, by=MUNICIPALITY, on=on)


def test_first_use_waits_for_the_assessment_and_the_registration() -> None:
    case, use = begin(), "voor het eerst gebruiken voor besluiten over mensen"
    with pytest.raises(NotAllowed):
        take_act(MODEL, case, use, by=MUNICIPALITY, on=MARCH_2028)
    for act in ("beoordelen van de gevolgen voor grondrechten", "registreren van het gebruik", use):
        case = take_act(MODEL, case, act, by=MUNICIPALITY, on=MARCH_2028)
    owed = {duty.frame.name for duty in replay(MODEL, case).list_duties(MARCH_2028, DutyState.OPEN)}
    assert owed == {"melden van de beoordeling", "informeren van mensen"}
    for act in ("melden van de beoordeling", "informeren van mensen"):
        case = take_act(MODEL, case, act, by=MUNICIPALITY, on=MARCH_2028)
    assert replay(MODEL, case).list_duties(MARCH_2028, DutyState.OPEN) == ()


def test_who_asks_for_an_explanation_gets_one() -> None:
    case = take_act(MODEL, begin(), "vragen om uitleg", by=RESIDENT, on=MARCH_2028)
    (duty,) = replay(MODEL, case).duties
    assert duty.frame.name == "geven van uitleg"
    case = take_act(MODEL, case, "geven van uitleg", by=MUNICIPALITY, on=MARCH_2028)
    assert {duty.state_on(MARCH_2028) for duty in replay(MODEL, case).duties} == {DutyState.FULFILLED}


def test_before_december_2027_nobody_need_explain_under_the_regulation() -> None:
    early = date(2027, 12, 1)
    with pytest.raises(NotAllowed):
        take_act(MODEL, begin(early), "vragen om uitleg", by=RESIDENT, on=early)


def test_a_serious_incident_is_reported_within_fifteen_days() -> None:
    facts: dict[str, Value] = {
        "maakt het of laat het maken": True,
        "brengt het onder eigen naam uit of in gebruik": True,
        "ernstig incident": True,
        "dag waarop het incident bekend werd": MARCH_2028,
    }
    case = state_facts(begin(), facts, by=MUNICIPALITY, on=MARCH_2028)
    case = take_act(MODEL, case, "vaststellen van een ernstig incident", by=MUNICIPALITY, on=MARCH_2028)
    (duty,) = replay(MODEL, case).duties
    assert duty.due_on == date(2028, 3, 16)
    assert duty.state_on(date(2028, 3, 17)) is DutyState.VIOLATED
