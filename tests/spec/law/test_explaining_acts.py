"""Acts and duties explained: what may be done and why not, who owes what until when, and what can be done then."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.spec.law.models import fact, make, number, op
from waarborg.core.law.acts import check_act
from waarborg.core.law.cases import Case, CaseState, check_in_case, replay, state_facts, take_act
from waarborg.core.law.choices import Choice, Option
from waarborg.core.law.duties import Duty
from waarborg.core.law.evaluation import Evaluation, Situation
from waarborg.core.law.explaining import (
    Explanation,
    Layer,
    SentenceKind,
    explain_act,
    explain_duty,
    render_text,
)
from waarborg.core.law.expressions import Creation, EvaluationDate, Is, Operator, Projection, TermRule
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, Frame, act_name, duty_name, fact_name
from waarborg.core.law.sources import Slot, Source, SourceKind
from waarborg.core.law.values import Identity, Value
from waarborg.core.terms.legal_terms import Length, Unit
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

PAULA, COLLEGE = Identity("paula"), Identity("college")
AWB = Source(SourceKind.BWB, "artikel 4:13 Awb", "jci1.3:c:BWBR0005537&artikel=4:13")
APPLIED = date(2026, 3, 3)
CHOICE = Choice(
    id="c",
    question=Text(nl="Mag dit ook mondeling?", en="May this be done by word of mouth?"),
    options=(Option("ja", Text(nl="ja", en="yes")), Option("nee", Text(nl="nee", en="no"))),
    frames=(act_name("beslissen"), duty_name("beslissen")),
)

FRAMES: tuple[Frame, ...] = (
    FactFrame(name="aanvraag", function=Creation((fact("bedrag"),))),
    FactFrame(name="besluit", function=Creation()),
    FactFrame(
        name="redelijk",
        function=op(Operator.AT_MOST, Projection(("aanvraag",), fact("bedrag")), number("500")),
    ),
    ActFrame(
        name="aanvragen", actor=fact("aanvrager"), recipient=fact("college"), creates=(fact_name("aanvraag"),)
    ),
    ActFrame(
        name="beslissen",
        label=Text(nl="beslissen op de aanvraag", en="decide on the application"),
        actor=fact("college"),
        object=fact("aanvraag"),
        precondition=op(Operator.AND, fact("redelijk"), fact("voldoet")),
        creates=(fact_name("besluit"),),
        sources=(AWB,),
    ),
    ActFrame(name="in gebreke stellen", actor=fact("aanvrager")),
    ActFrame(name="kwijtschelden", actor=fact("aanvrager")),
    DutyFrame(
        name="beslissen",
        label=Text(nl="beslissen binnen acht weken", en="decide within eight weeks"),
        holder=fact("college"),
        claimant=fact("aanvrager"),
        components=("een besluit nemen", "het besluit bekendmaken"),
        creates=("aanvragen",),
        terminates=("beslissen", "kwijtschelden"),
        enforces=("in gebreke stellen",),
        term=op(Operator.TERM, EvaluationDate(), setting=TermRule(Length(8, Unit.WEEK))),
        sources=(replace(AWB, slot=Slot.TERM),),
    ),
)
LAW = replace(make(FRAMES), choices=(CHOICE,))


def start() -> Case:
    """Paula applied on 3 March 2026."""
    parties: dict[str, Value | None] = {"aanvrager": PAULA, "college": COLLEGE}
    case = state_facts(Case("voorbeeld"), parties, by=PAULA, on=date(2026, 3, 1), supplier="register")
    return take_act(LAW, case, "aanvragen", by=PAULA, on=APPLIED, facts={"bedrag": Decimal(450)})


def explain_in_case(
    name: str, by: Identity | None, on: date, facts: dict[str, Value] | None = None
) -> Explanation:
    case = start()
    state = replay(LAW, case)
    check = check_in_case(LAW, state, LAW.get_act(name, on), on=on, by=by, facts=facts)
    return explain_act(LAW, check, state.situation(LAW, on=on, by=by, facts=facts), case=case)


def explain_single(act: ActFrame, facts: dict[str, Value], by: Identity | None = PAULA) -> Explanation:
    interpretation, situation = make([act]), Situation(values=facts, on=APPLIED, by=by)
    return explain_act(interpretation, check_act(Evaluation(interpretation, situation), act), situation)


def explain_standing(
    case: Case, on: date, duty: Duty | None = None, *, tell_case: bool = True
) -> Explanation:
    state = replay(LAW, case)
    return explain_duty(LAW, duty or state.duties[0], state, on=on, case=case if tell_case else None)


def list_texts(explanation: Explanation, layer: Layer = Layer.STEPS) -> list[str]:
    return [f"{sentence.depth} {sentence.text.nl}" for sentence in explanation.list_sentences(layer)]


# --- acts ----------------------------------------------------------------------------------------------------
def test_an_act_that_may_be_taken_says_why() -> None:
    explanation = explain_in_case("beslissen", COLLEGE, date(2026, 4, 20), {"voldoet": True})
    assert explanation.line.text == Text(
        nl="Dit mag: beslissen op de aanvraag. Aan alle voorwaarden is voldaan.",
        en="This is allowed: decide on the application. All conditions are met.",
    )
    assert list_texts(explanation) == [
        "0 Dit mag: beslissen op de aanvraag. Aan alle voorwaarden is voldaan.",
        "1 Hier is nog geen keuze gemaakt. De vraag is: Mag dit ook mondeling?",
        "1 In orde: wie dit mag doen.",
        "2 “college”: ‘college’. Opgegeven door: register.",
        "1 In orde: waar het om gaat.",
        "2 “aanvraag” is ontstaan door “aanvragen” op 3 maart 2026. Gedaan door: paula.",
        "1 In orde: wanneer het mag.",
        "2 Beide voorwaarden gelden.",
        "3 “redelijk”: ja. Want “bedrag” van “aanvraag” (450) is ten hoogste 500.",
        "4 “bedrag” van “aanvraag”: 450.",
        "5 “bedrag”: 450. Opgegeven door: paula.",
        "3 “voldoet”: ja. Opgegeven door: niet genoemd.",
    ]
    assert [citation.text.nl for citation in explanation.sources] == ["artikel 4:13 Awb"]


def test_an_act_that_may_not_be_taken_says_which_condition_fails() -> None:
    explanation = explain_in_case("beslissen", COLLEGE, date(2026, 4, 20), {"voldoet": False})
    assert render_text(explanation, "nl", Layer.STEPS).split("\n")[:5] == [
        "Dit mag (nog) niet: beslissen op de aanvraag. Niet in orde: wanneer het mag. (artikel 4:13 Awb [1])",
        "  Hier is nog geen keuze gemaakt. De vraag is: Mag dit ook mondeling?",
        "  Niet in orde: wanneer het mag. (artikel 4:13 Awb [1])",
        "    Van de twee voorwaarden geldt er één niet. (artikel 4:13 Awb [1])",
        "      “voldoet”: nee. Opgegeven door: niet genoemd.",
    ]
    assert render_text(explanation, "en", Layer.STEPS).split("\n")[:5] == [
        "This is not allowed (yet): decide on the application. Not met: when it is allowed. (artikel 4:13 Awb [1])",
        "  No choice has been made here yet. The question is: May this be done by word of mouth?",
        "  Not met: when it is allowed. (artikel 4:13 Awb [1])",
        "    One of the two conditions does not apply. (artikel 4:13 Awb [1])",
        "      “voldoet”: no. Supplied by: not stated.",
    ]
    assert "1 In orde: wie dit mag doen." in list_texts(explanation, Layer.TREE)


def test_an_act_for_another_party_names_who_may_take_it() -> None:
    explanation = explain_in_case("beslissen", PAULA, date(2026, 4, 20), {"voldoet": True})
    assert explanation.line.text.en == (
        "This is not allowed (yet): decide on the application. Not met: who may do this."
    )
    assert explanation.steps[2].text == Text(
        nl="Niet in orde: wie dit mag doen. Alleen ‘college’ mag dit, en wie het wil doen is ‘paula’.",
        en="Not met: who may do this. Only ‘college’ may do this, and the party that wants to is ‘paula’.",
    )


def test_several_parties_may_take_an_act() -> None:
    explanation = explain_single(ActFrame(name="x", actor=fact("a")), {"a": (COLLEGE, Identity("raad"))})
    assert explanation.steps[1].text.nl == (
        "Niet in orde: wie dit mag doen. Alleen ‘college’ en ‘raad’ mag dit, en wie het wil doen is ‘paula’."
    )


def test_an_act_of_which_something_is_unknown_names_it() -> None:
    explanation = explain_in_case("beslissen", COLLEGE, date(2026, 4, 20))
    assert explanation.unknown == ("voldoet",)
    assert explanation.line.text == Text(
        nl="Dit mag misschien: beslissen op de aanvraag. Daarvoor moet nog bekend zijn: “voldoet”.",
        en="This may be allowed: decide on the application. For that it must still be known: “voldoet”.",
    )
    assert list_texts(explanation)[2:] == [
        "1 Nog niet bekend: wanneer het mag.",
        "2 Van de twee voorwaarden is er één nog niet bekend.",
        "3 Nog niet bekend: “voldoet”.",
    ]


def test_an_act_for_a_party_that_is_not_named_may_be_allowed() -> None:
    explanation = explain_single(ActFrame(name="x", actor=Is(COLLEGE)), {}, by=None)
    assert list_texts(explanation) == [
        "0 Dit mag misschien: x.",
        "1 Nog niet bekend: wie dit mag doen.",
        "2 Nog niet bekend: is ‘college’ degene die handelt?",
    ]


def test_an_act_that_enforces_waits_until_the_duty_is_late() -> None:
    early = explain_in_case("in gebreke stellen", PAULA, date(2026, 4, 28))
    assert early.line.text == Text(
        nl="Dit mag (nog) niet: in gebreke stellen. Dit mag pas als deze plicht te laat is: “beslissen binnen acht weken”.",
        en="This is not allowed (yet): in gebreke stellen. This is allowed only when this duty is late: “decide within eight weeks”.",
    )  # fmt: skip
    late = explain_in_case("in gebreke stellen", PAULA, date(2026, 4, 29))
    assert late.line.text.nl == "Dit mag: in gebreke stellen. Aan alle voorwaarden is voldaan."


def test_an_act_without_conditions_is_allowed() -> None:
    assert explain_single(ActFrame(name="x"), {}).line.text == Text(
        nl="Dit mag: x. Er zijn geen voorwaarden.", en="This is allowed: x. There are no conditions."
    )


def test_an_act_that_is_not_there_on_the_day_says_so() -> None:
    act = ActFrame(name="x", valid=Period(date(2027, 1, 1)))
    assert explain_single(act, {}).line.text == Text(
        nl="Dit mag (nog) niet: x. Deze handeling bestaat niet op 3 maart 2026.",
        en="This is not allowed (yet): x. This act does not exist on 3 March 2026.",
    )


def test_a_condition_that_does_not_fit_is_told_as_a_fault() -> None:
    explanation = explain_single(ActFrame(name="x", precondition=fact("a")), {"a": "misschien"})
    assert list_texts(explanation)[1:] == [
        "1 Niet te bepalen: wanneer het mag.",
        "2 “a”: ‘misschien’. Opgegeven door: niet genoemd.",
    ]
    assert explanation.steps[1].kind is SentenceKind.FAULT


# --- duties --------------------------------------------------------------------------------------------------
def test_an_open_duty_says_who_owes_what_until_when() -> None:
    explanation = explain_standing(start(), date(2026, 4, 20))
    assert render_text(explanation, "nl", Layer.STEPS).split("\n")[:9] == [
        "Nog te doen: beslissen binnen acht weken. De laatste dag is 28 april 2026: nog acht dagen.",
        "  Wie dit moet doen: “college” (‘college’).",
        "  Wie er recht op heeft: “aanvrager” (‘paula’).",
        "  Wat er moet gebeuren: een besluit nemen en het besluit bekendmaken.",
        "  Deze plicht is ontstaan door “aanvragen” op 3 maart 2026.",
        "  Dit moet uiterlijk op 28 april 2026 gebeuren. (artikel 4:13 Awb [1])",
        (
            "    Acht weken na de peildatum (3 maart 2026), dus uiterlijk 28 april 2026. Dat is een werkdag. "
            "(artikel 4:13 Awb [1]; artikel 1 Algemene termijnenwet [2])"
        ),
        "  Gebeurt dit niet op tijd? Dan kan “aanvrager” (‘paula’) dit doen: “in gebreke stellen”.",
        "  Hier is nog geen keuze gemaakt. De vraag is: Mag dit ook mondeling?",
    ]
    assert render_text(explanation, "en", Layer.STEPS).split("\n")[:8] == [
        "Still to be done: decide within eight weeks. The last day is 28 April 2026: eight days left.",
        "  Who must do this: “college” (‘college’).",
        "  Who is entitled to it: “aanvrager” (‘paula’).",
        "  What must be done: een besluit nemen and het besluit bekendmaken.",
        "  This duty arose from “aanvragen” on 3 March 2026.",
        "  This must be done on 28 April 2026 at the latest. (artikel 4:13 Awb [1])",
        (
            "    Eight weeks after the reference date (3 March 2026), so by 28 April 2026 at the latest. That is a working day. "
            "(artikel 4:13 Awb [1]; artikel 1 Algemene termijnenwet [2])"
        ),
        "  Is this not done in time? Then “aanvrager” (‘paula’) can do this: “in gebreke stellen”.",
    ]


@pytest.mark.parametrize(
    ("on", "nl", "en"),
    [
        (date(2026, 4, 27), "nog één dag", "one day left"),
        (date(2026, 4, 28), "dat is vandaag", "that is today"),
        (date(2026, 3, 10), "nog 49 dagen", "49 days left"),
    ],
)
def test_the_days_that_are_left_are_counted(on: date, nl: str, en: str) -> None:
    text = explain_standing(start(), on).line.text
    assert (text.nl.endswith(f"28 april 2026: {nl}."), text.en.endswith(f"28 April 2026: {en}.")) == (
        True,
        True,
    )


def test_a_duty_that_is_late_says_what_the_claimant_can_do() -> None:
    explanation = explain_standing(start(), date(2026, 5, 10))
    assert explanation.line.text == Text(
        nl="Te laat: beslissen binnen acht weken. De laatste dag was 28 april 2026: twaalf dagen geleden.",
        en="Late: decide within eight weeks. The last day was 28 April 2026: twelve days ago.",
    )
    assert list_texts(explanation)[-2] == "1 “aanvrager” (‘paula’) kan nu dit doen: “in gebreke stellen”."


def decide(on: date) -> Case:
    return take_act(LAW, start(), "beslissen", by=COLLEGE, on=on, facts={"voldoet": True})


def test_a_duty_that_was_fulfilled_says_whether_that_was_in_time() -> None:
    in_time = explain_standing(decide(date(2026, 4, 28)), date(2026, 6, 1))
    assert in_time.line.text == Text(
        nl="Gedaan: beslissen binnen acht weken, op 28 april 2026. Dat was op tijd.",
        en="Done: decide within eight weeks, on 28 April 2026. That was in time.",
    )
    assert (
        list_texts(in_time)[-2]
        == "1 De plicht is geëindigd door “beslissen op de aanvraag” op 28 april 2026."
    )
    late = explain_standing(decide(date(2026, 4, 29)), date(2026, 6, 1))
    assert late.line.text == Text(
        nl="Gedaan: beslissen binnen acht weken, op 29 april 2026. Dat was één dag te laat.",
        en="Done: decide within eight weeks, on 29 April 2026. That was one day late.",
    )


def test_a_duty_that_another_party_ended_has_lapsed() -> None:
    case = take_act(LAW, start(), "kwijtschelden", by=PAULA, on=date(2026, 4, 1))
    explanation = explain_standing(case, date(2026, 6, 1))
    assert explanation.line.text == Text(
        nl="Vervallen: beslissen binnen acht weken, op 1 april 2026.",
        en="Lapsed: decide within eight weeks, on 1 April 2026.",
    )
    assert list_texts(explanation)[-2] == (
        "1 De plicht is geëindigd door “kwijtschelden” op 1 april 2026. Dat deed een ander dan wie het moest doen."
    )


def test_a_duty_of_which_little_is_known_is_explained_too() -> None:
    frame = DutyFrame(name="betalen", enforces=("in gebreke stellen",), claimant=Is(PAULA))
    explanation = explain_standing(start(), date(2026, 5, 1), Duty(frame=frame, number=9, arose_on=APPLIED))
    assert list_texts(explanation) == [
        "0 Nog te doen: betalen. Er is geen laatste dag bekend.",
        "1 Wie dit moet doen: niet genoemd.",
        "1 Wie er recht op heeft: niet genoemd.",
        "1 Deze plicht is ontstaan op 3 maart 2026.",
        "1 Gebeurt dit niet op tijd? Dan kan wie er recht op heeft dit doen: “in gebreke stellen”.",
    ]
    late = Duty(frame=frame, number=9, arose_on=APPLIED, due_on=date(2026, 4, 1))
    assert list_texts(explain_standing(start(), date(2026, 5, 1), late))[-2:] == [
        "1 Dit moet uiterlijk op 1 april 2026 gebeuren.",
        "1 Wie er recht op heeft kan nu dit doen: “in gebreke stellen”.",
    ]
    done = Duty(frame=frame, number=9, arose_on=APPLIED, ended_on=APPLIED, ended_by="betaald", fulfilled=True)
    assert (
        explain_standing(start(), APPLIED, done, tell_case=False).line.text.nl
        == "Gedaan: betalen, op 3 maart 2026."
    )


def test_a_term_that_cannot_be_worked_out_yet_names_what_is_needed() -> None:
    term = op(Operator.ADD, fact("ontvangst"), setting=Length(2, Unit.MONTH))
    duty = Duty(frame=DutyFrame(name="betalen", term=term, holder=fact("wie")), number=2, arose_on=APPLIED)
    explanation = explain_duty(LAW, duty, CaseState(stated={"wie": True}), on=APPLIED)
    assert explanation.unknown == ("ontvangst",)
    assert list_texts(explanation)[1:2] + list_texts(explanation)[-2:] == [
        "1 Wie dit moet doen: “wie”.",
        "2 Nog niet bekend: twee maanden na “ontvangst”.",
        "3 Nog niet bekend: “ontvangst”.",
    ]


def test_a_last_day_that_no_longer_follows_from_the_facts_is_told_without_its_sum() -> None:
    term = op(Operator.ADD, fact("ontvangst"), setting=Length(2, Unit.MONTH))
    duty = Duty(
        frame=DutyFrame(name="betalen", term=term), number=2, arose_on=APPLIED, due_on=date(2026, 5, 3)
    )
    state = CaseState(stated={"ontvangst": date(2026, 3, 1)})
    assert (
        list_texts(explain_duty(LAW, duty, state, on=APPLIED))[-1]
        == "1 Dit moet uiterlijk op 3 mei 2026 gebeuren."
    )
