"""Facts that somebody gave, that an act created, or that nobody knows, as an explanation tells of them."""

from datetime import date
from decimal import Decimal

from tests.spec.law.explaining_models import (
    DAY,
    A,
    explain_fact,
    explain_goal,
    list_texts,
)
from tests.spec.law.models import fact, make, op
from waarborg.core.law.cases import Case, replay, state_facts, take_act
from waarborg.core.law.evaluation import Evaluation
from waarborg.core.law.explaining import Explanation, Layer, SentenceKind, explain
from waarborg.core.law.expressions import (
    Creation,
    Operator,
    Projection,
    Scope,
)
from waarborg.core.law.frames import ActFrame, FactFrame, fact_name
from waarborg.core.law.values import Identity, Money, Record, Value
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text


# --- facts that somebody gave, or nobody ---------------------------------------------------------------------
def test_a_supplied_fact_that_the_model_works_out_says_so() -> None:
    explanation = explain_fact(make([FactFrame(name="f", function=A)]), "f", {"f": True}, {"f": "rechter"})
    assert explanation.steps[0].text == Text(
        nl="“f”: ja. Opgegeven door: rechter. Dit is opgegeven, en niet met de regels bepaald.",
        en="“f”: yes. Supplied by: rechter. This was supplied, and not worked out by the rules.",
    )
    assert explanation.steps[0].kind is SentenceKind.GIVEN


def test_what_nobody_created_is_not_there() -> None:
    interpretation = make([FactFrame(name="aanvraag", function=Creation())])
    explanation = explain_fact(interpretation, "aanvraag", {}, absent=["aanvraag"])
    assert explanation.line.text.nl == "Nee, niet: aanvraag. Geen handeling heeft dit laten ontstaan."
    assert explanation.steps[0].text == Text(
        nl="“aanvraag” is er niet. Geen handeling heeft dit laten ontstaan.",
        en="“aanvraag” is not there. No act has created it.",
    )


def test_a_rule_that_is_not_in_force_is_told() -> None:
    frame = FactFrame(name="f", function=A, valid=Period(date(2020, 1, 1), date(2021, 1, 1)))
    explanation = explain_fact(make([frame]), "f", {"a": True})
    assert explanation.line.text.nl == "Nog niet bekend: f."
    assert explanation.tree[0].text == Text(
        nl="Nog niet bekend: “f”. De regel hiervoor geldt niet op 4 april 2026.",
        en="Not known yet: “f”. The rule for this is not in force on 4 April 2026.",
    )
    assert explanation.tree[0].kind is SentenceKind.UNKNOWN


APPLICATION = (
    FactFrame(name="aanvraag", function=Creation((fact("bedrag"),))),
    FactFrame(name="gemeld"),
    FactFrame(name="gevraagd", function=Projection(("aanvraag",), fact("bedrag"))),
    FactFrame(name="alles", function=Projection(("aanvraag",), fact("bedrag"), Scope.ALL)),
    ActFrame(
        name="aanvragen", label=Text(nl="een toeslag aanvragen", en="apply"),
        creates=(fact_name("aanvraag"), fact_name("gemeld")),
    ),
)  # fmt: skip
PAULA = Identity("paula")


def take(case: Case, day: int, amount: str, **more: str) -> Case:
    facts: dict[str, Value] = {"bedrag": Money(Decimal(amount))}
    return take_act(
        make(APPLICATION), case, "aanvragen", by=PAULA, on=date(2026, 3, day), facts=facts, **more
    )


def explain_in_case(case: Case, name: str, *, tell_case: bool = True) -> Explanation:
    interpretation = make(APPLICATION)
    situation = replay(interpretation, case).situation(interpretation, on=DAY)
    conclusion = Evaluation(interpretation, situation).conclude_fact(name)
    return explain(interpretation, conclusion, situation, case=case if tell_case else None)


def test_what_an_act_created_is_told_with_its_day() -> None:
    case = take(state_facts(Case("x"), {"anders": True}, by=PAULA, on=date(2026, 3, 1)), 3, "80")
    assert list_texts(explain_in_case(case, "gevraagd"), Layer.STEPS) == [
        "0 “gevraagd”: € 80,00. Dat is “bedrag” van “aanvraag”.",
        "1 “aanvraag” is ontstaan door “een toeslag aanvragen” op 3 maart 2026. Gedaan door: paula.",
        "1 “bedrag”: € 80,00. Opgegeven door: paula.",
    ]
    assert explain_in_case(case, "gemeld").steps[0].text == Text(
        nl="“gemeld” is ontstaan door “een toeslag aanvragen” op 3 maart 2026. Gedaan door: paula.",
        en="“gemeld” arose from “apply” on 3 March 2026. Done by: paula.",
    )
    assert explain_in_case(case, "aanvraag").line.text.nl == "Ja: aanvraag."


def test_what_was_created_more_than_once_is_counted() -> None:
    case = take(take(Case("x"), 3, "80", supplier="register"), 5, "90", supplier="balie")
    assert list_texts(explain_in_case(case, "alles"), Layer.STEPS) == [
        "0 “alles”: € 80,00 en € 90,00. Dat is de hele lijst van “bedrag” van “aanvraag”.",
        "1 “aanvraag” is er twee keer, het laatst ontstaan door “een toeslag aanvragen” op 5 maart 2026. Gedaan door: balie.",
        "1 “bedrag”: € 80,00. Dit hoort bij “aanvraag”.",
        "1 “bedrag”: € 90,00. Opgegeven door: balie.",
    ]  # fmt: skip


def test_without_the_case_it_is_told_which_act_creates_it() -> None:
    assert explain_in_case(take(Case("x"), 3, "80"), "aanvraag", tell_case=False).steps[0].text == Text(
        nl="“aanvraag”: aanwezig (bedrag: € 80,00). Dit ontstaat door: “een toeslag aanvragen”.",
        en="“aanvraag”: present (bedrag: €80.00). This arises from: “apply”.",
    )
    assert explain_fact(make(APPLICATION), "aanvraag", {}).steps[0].text.nl == (
        "Nog niet bekend: “aanvraag”. Dit ontstaat door: “een toeslag aanvragen”."
    )


def test_a_fact_stated_after_an_act_created_it_keeps_its_supplier() -> None:
    case = state_facts(
        take(Case("x"), 3, "80"), {"gemeld": True}, by=PAULA, on=date(2026, 3, 4), supplier="balie"
    )
    assert explain_in_case(case, "gemeld").steps[0].text.nl == "“gemeld”: ja. Opgegeven door: balie."


def test_a_fact_met_in_many_records_is_told_once_in_the_steps() -> None:
    rows = (Record({"x": Decimal(1)}), Record({"x": Decimal(1)}))
    explanation = explain_goal(Projection(("rij",), op(Operator.SUM, fact("x"), A), Scope.ALL), {"rij": rows, "a": Decimal(2)})  # fmt: skip
    assert list_texts(explanation, Layer.STEPS) == [
        "0 “f”: 3 en 3. Dat is de hele lijst van het punt hieronder van “rij”.",
        "1 “rij”: twee keer aanwezig. Opgegeven door: niet genoemd.",
        "1 “x” + “a”: 1 + 2 = 3.",
        "2 “x”: 1. Dit hoort bij “rij”.",
        "2 “a”: 2. Opgegeven door: niet genoemd.",
        "1 “x” + “a”: 1 + 2 = 3.",
    ]
    assert len(explanation.tree) == 8
