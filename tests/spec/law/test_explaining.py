"""An answer explained: in one line, in the steps that decide, and in full, in Dutch and in English."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.spec.law.explaining_models import (
    ALLOWANCE,
    DAY,
    FACTS,
    LAW,
    OPEN,
    PAY,
    SUPPLIERS,
    A,
    B,
    C,
    explain_fact,
    explain_goal,
    list_texts,
)
from tests.spec.law.models import fact, make, number, op
from waarborg.core.law.evaluation import Evaluation, Situation
from waarborg.core.law.explaining import Layer, SentenceKind, explain, render_text
from waarborg.core.law.expressions import (
    Expression,
    Is,
    Literal,
    Operator,
)
from waarborg.core.law.frames import FactFrame, fact_name
from waarborg.core.law.values import Identity, Money, Value
from waarborg.core.terms.text import Text


# --- the layers ----------------------------------------------------------------------------------------------
def test_the_answer_is_one_line_with_its_source() -> None:
    line = explain_fact(make(ALLOWANCE), "recht", FACTS).line
    assert line.text == Text(
        nl="Nee, niet: de aanvrager heeft recht op de toeslag.",
        en="No, not: the applicant is entitled to the allowance.",
    )
    assert line.kind is SentenceKind.ANSWER
    assert line.citations[0].text.nl == "artikel 36 Participatiewet"


def test_the_steps_give_only_the_reasons_that_decide() -> None:
    interpretation = replace(make(ALLOWANCE), choices=(PAY,))
    explanation = explain_fact(interpretation, "recht", FACTS, SUPPLIERS)
    assert render_text(explanation, "nl", Layer.STEPS).split("\n") == [
        "Nee, niet: de aanvrager heeft recht op de toeslag. Want van de vier voorwaarden geldt er één niet. (artikel 36 Participatiewet [1])",
        "  De regel in het kort: Wie lang weinig inkomen heeft, kan een toeslag krijgen. (artikel 36 Participatiewet [1])",
        "  “laag inkomen”: nee. Want “inkomen” (€ 1.350,00) is hoger dan “grens” (€ 1.344,00).",
        "    “inkomen” is “loon” + “uitkering”: € 1.200,00 + € 150,00 = € 1.350,00.",
        ("      Hier is een keuze gemaakt. De vraag was: Telt vakantiegeld mee? Gekozen is: Ja, het telt mee. De reden: Het is loon. "
        "Gekozen door: college van Voorbeeldstad. Anderen zien het anders: het komt maar één keer per jaar."),
        "      “loon”: € 1.200,00. Opgegeven door: aanvrager.",
        "      “uitkering”: € 150,00. Opgegeven door: niet genoemd.",
        "    “grens” is 1,3 × “norm”, afgerond op een heel getal (naar beneden): 1,3 × € 1.034,55 = € 1.344,915 wordt € 1.344,00.",
        "      “norm”: € 1.034,55. Dit staat vast in de regel.",
        "",
        "Bronnen:",
        "[1] artikel 36 Participatiewet, https://wetten.overheid.nl/jci1.3:c:BWBR0015703&artikel=36&z=2026-04-04&g=2026-04-04",
    ]  # fmt: skip
    assert render_text(explanation, "en", Layer.STEPS).split("\n") == [
        "No, not: the applicant is entitled to the allowance. Because one of the four conditions does not apply. (artikel 36 Participatiewet [1])",
        "  The rule in short: Low income may give an allowance. (artikel 36 Participatiewet [1])",
        "  “laag inkomen”: no. Because “inkomen” (€1,350.00) is higher than “grens” (€1,344.00).",
        "    “inkomen” is “loon” + “uitkering”: €1,200.00 + €150.00 = €1,350.00.",
        ("      A choice was made here. The question was: Does holiday pay count? This was chosen: Yes, it counts. The reason: It is pay. "
        "Chosen by: college van Voorbeeldstad. Others see it differently: it comes only once a year."),
        "      “loon”: €1,200.00. Supplied by: aanvrager.",
        "      “uitkering”: €150.00. Supplied by: not stated.",
        "    “grens” is 1.3 × “norm”, rounded to a whole number (down): 1.3 × €1,034.55 = €1,344.915 becomes €1,344.00.",
        "      “norm”: €1,034.55. This is fixed in the rule.",
        "",
        "Sources:",
        "[1] artikel 36 Participatiewet, https://wetten.overheid.nl/jci1.3:c:BWBR0015703&artikel=36&z=2026-04-04&g=2026-04-04",
    ]  # fmt: skip


def test_the_tree_tells_of_every_conclusion() -> None:
    explanation = explain_fact(make(ALLOWANCE), "recht", FACTS | {"loon": Money(Decimal(900))}, SUPPLIERS)
    assert list_texts(explanation, Layer.TREE) == [
        "0 Ja: de aanvrager heeft recht op de toeslag. Want alle vier voorwaarden gelden.",
        "1 De regel in het kort: Wie lang weinig inkomen heeft, kan een toeslag krijgen.",
        "1 “oud genoeg”: ja. Want het aantal hele jaren van “geboortedatum” tot de peildatum (36) is ten minste 21.",
        "2 Het aantal hele jaren van “geboortedatum” (3 maart 1990) tot de peildatum (4 april 2026): 36.",
        "3 “geboortedatum”: 3 maart 1990. Opgegeven door: BRP.",
        "1 “laag inkomen”: ja. Want “inkomen” (€ 1.050,00) is lager dan “grens” (€ 1.344,00).",
        "2 “inkomen” is “loon” + “uitkering”: € 900,00 + € 150,00 = € 1.050,00.",
        "3 “loon”: € 900,00. Opgegeven door: aanvrager.",
        "3 “uitkering”: € 150,00. Opgegeven door: niet genoemd.",
        "2 “grens” is 1,3 × “norm”, afgerond op een heel getal (naar beneden): 1,3 × € 1.034,55 = € 1.344,915 wordt € 1.344,00.",
        "3 “norm”: € 1.034,55. Dit staat vast in de regel.",
        "1 “student”: nee. Opgegeven door: niet genoemd. De voorwaarde is juist dat dit niet geldt.",
        "1 Van de twee mogelijkheden geldt er één, en dat is genoeg.",
        "2 “woont hier”: ja. Opgegeven door: niet genoemd.",
        "2 Nog niet bekend: “werkt hier”.",
    ]  # fmt: skip


def test_an_unknown_answer_names_what_is_needed() -> None:
    facts = {name: value for name, value in FACTS.items() if name != "loon"}
    explanation = explain_fact(replace(make(ALLOWANCE), choices=(OPEN,)), "recht", facts)
    assert explanation.unknown == ("loon",)
    assert explanation.line.text == Text(
        nl="Nog niet bekend: de aanvrager heeft recht op de toeslag. Daarvoor is nodig: “loon”.",
        en="Not known yet: the applicant is entitled to the allowance. For that this is needed: “loon”.",
    )
    assert list_texts(explanation, Layer.STEPS)[2:] == [
        "1 Nog niet bekend: “laag inkomen”. Het hangt af van deze vraag: is “inkomen” lager dan “grens” (€ 1.344,00)?",
        "2 Nog niet bekend: “inkomen”. Dat is “loon” + “uitkering”.",
        "3 Hier is nog geen keuze gemaakt. De vraag is: Telt vakantiegeld mee?",
        "3 Nog niet bekend: “loon”. De vraag is: Wat verdient u per maand?",
    ]


def test_a_value_is_told_with_its_name() -> None:
    assert explain_fact(make(ALLOWANCE), "inkomen", FACTS).line.text == Text(
        nl="Inkomen: € 1.350,00.", en="Inkomen: €1,350.00."
    )


def test_a_fact_that_is_worked_out_twice_is_told_once() -> None:
    function = op(Operator.AND, fact("g"), op(Operator.OR, fact("g"), A), op(Operator.NOT, A))
    explanation = explain_goal(function, {"a": False, "b": True}, FactFrame(name="g", function=B))
    assert list_texts(explanation, Layer.TREE)[1:] == [
        "1 “g”: ja. Dat is hetzelfde als “b”.",
        "2 “b”: ja. Opgegeven door: niet genoemd.",
        "1 Van de twee mogelijkheden geldt er één, en dat is genoeg.",
        "2 “g”: ja. Zie hierboven.",
        "2 “a”: nee. Opgegeven door: niet genoemd.",
        "1 “a”: nee. Zie hierboven. De voorwaarde is juist dat dit niet geldt.",
    ]
    assert list_texts(explanation, Layer.STEPS)[1:] == [
        "1 “g”: ja. Dat is hetzelfde als “b”.",
        "2 “b”: ja. Opgegeven door: niet genoemd.",
        "1 Van de twee mogelijkheden geldt er één, en dat is genoeg.",
        "1 “a”: nee. Opgegeven door: niet genoemd. De voorwaarde is juist dat dit niet geldt.",
    ]


def test_the_opposite_of_what_was_told_before_is_said_in_the_steps_too() -> None:
    explanation = explain_goal(op(Operator.AND, A, op(Operator.NOT, op(Operator.NOT, A)), op(Operator.OR, op(Operator.NOT, A), B)), {"a": True, "b": True})  # fmt: skip
    assert list_texts(explanation, Layer.STEPS)[1:] == [
        "1 “a”: ja. Opgegeven door: niet genoemd.",
        "1 De voorwaarde is dat het punt hieronder niet geldt, en dat klopt.",
        "2 “a”: ja. Zie hierboven. De voorwaarde is juist dat dit niet geldt.",
        "1 Van de twee mogelijkheden geldt er één, en dat is genoeg.",
        "2 “b”: ja. Opgegeven door: niet genoemd.",
    ]


def test_a_sum_too_large_for_its_sentence_gets_a_sentence_of_its_own() -> None:
    total = op(Operator.SUM, *(fact(f"deel {count}") for count in range(1, 9)))
    facts: dict[str, Value] = {f"deel {count}": Decimal(count) for count in range(1, 9)}
    explanation = explain_goal(op(Operator.LESS_THAN, total, number("30")), facts)
    assert list_texts(explanation, Layer.STEPS)[:3] == [
        "0 Nee, niet: f. Want het punt hieronder (36) is hoger dan 30.",
        (
            "1 “deel 1” + “deel 2” + “deel 3” + “deel 4” + “deel 5” + “deel 6” + “deel 7” + “deel 8”: "
            "1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 = 36."
        ),
        "2 “deel 1”: 1. Opgegeven door: niet genoemd.",
    ]


def test_steps_in_between_tell_how_they_came_out() -> None:
    fixed = op(Operator.OR, Literal(True), Is(Identity("college")), op(Operator.NOT, op(Operator.AND, A, B)))
    explanation = explain_goal(fixed, {"a": True})
    assert list_texts(explanation, Layer.TREE) == [
        "0 Ja: f. Want van de drie mogelijkheden geldt er één, en dat is genoeg.",
        "1 Vast in de regel: ja.",
        "1 Nog niet bekend: is ‘college’ degene die handelt?",
        "1 Nog niet bekend: geldt het punt hieronder?",
        "2 Van de twee voorwaarden is er één nog niet bekend.",
        "3 “a”: ja. Opgegeven door: niet genoemd.",
        "3 Nog niet bekend: “b”.",
    ]
    kinds = [sentence.kind for sentence in explanation.tree[1:4]]
    assert kinds == [SentenceKind.BECAUSE, SentenceKind.UNKNOWN, SentenceKind.BECAUSE]


def test_a_value_in_between_that_is_not_known_is_named() -> None:
    explanation = explain_goal(op(Operator.LESS_THAN, op(Operator.MIN, A, B), C), {"a": Decimal(1)})
    assert list_texts(explanation, Layer.STEPS) == [
        "0 Nog niet bekend: “f”. Het hangt af van deze vraag: is de laagste van “a” en “b” lager dan “c”?",
        "1 Nog niet bekend: de laagste van “a” (1) en “b”.",
        "2 Nog niet bekend: “b”.",
        "1 Nog niet bekend: “c”.",
    ]


@pytest.mark.parametrize(
    ("function", "facts", "told"),
    [
        (op(Operator.AND, op(Operator.LESS_THAN, A, B), C), {"a": Decimal(1), "b": "x", "c": True},
         "1 Dit is niet te bepalen. Hier zijn getallen, bedragen of datums van één soort nodig."),
        (op(Operator.AND, op(Operator.NOT, A), C), {"a": Decimal(1), "c": True},
         "1 Dit is niet te bepalen. Hier is ja of nee nodig, en er staat iets anders."),
        (op(Operator.LESS_THAN, op(Operator.SUM, A, B), C), {"a": Decimal(1), "b": "x", "c": Decimal(1)},
         "1 Dit is niet te bepalen. Dat is “a” + “b”. Hier is een getal of bedrag nodig."),
        (op(Operator.IF, A, B, C), {"a": "x", "b": True, "c": False}, "1 “a”: ‘x’. Opgegeven door: niet genoemd."),
    ],
)  # fmt: skip
def test_a_fault_is_told_where_it_arose(function: Expression, facts: dict[str, Value], told: str) -> None:
    explanation = explain_goal(function, facts)
    assert list_texts(explanation, Layer.STEPS)[1] == told
    assert explanation.line.text.nl.startswith("Niet te bepalen: f. ")
    assert explanation.steps[0].kind is SentenceKind.FAULT


def test_a_conclusion_about_no_fact_is_explained_too() -> None:
    situation = Situation(values={"a": True}, on=DAY)
    interpretation = make()
    conclusion = Evaluation(interpretation, situation).conclude(op(Operator.OR, A, B))
    explanation = explain(interpretation, conclusion, situation)
    assert explanation.line.text.nl == "Van de twee mogelijkheden geldt er één, en dat is genoeg."
    assert explanation.steps[0].kind is SentenceKind.ANSWER


def test_a_source_and_a_choice_are_told_once_for_all_facts_that_rest_on_them() -> None:
    choice = replace(PAY, decided_by="", dissent=None, frames=(fact_name("f"), fact_name("g")))
    frames = [
        FactFrame(name="f", function=fact("g"), sources=(LAW,)),
        FactFrame(name="g", function=A, sources=(LAW,)),
    ]
    explanation = explain_fact(replace(make(frames), choices=(choice,)), "f", {"a": True})
    assert list_texts(explanation, Layer.TREE) == [
        "0 Ja: f. Dat is hetzelfde als “g”.",
        "1 De regel in het kort: Wie lang weinig inkomen heeft, kan een toeslag krijgen.",
        (
            "1 Hier is een keuze gemaakt. De vraag was: Telt vakantiegeld mee? "
            "Gekozen is: Ja, het telt mee. De reden: Het is loon."
        ),
        "1 “g”: ja. Dat is hetzelfde als “a”.",
        "2 “a”: ja. Opgegeven door: niet genoemd.",
    ]
