"""The text notation of conditions: what each form means, how it comes out, and what is said about a mistake."""

from datetime import date
from decimal import Decimal

import pytest

from waarborg.adapters.law_files.notation import LONGEST_TEXT, NotationError, parse_condition
from waarborg.core.law.evaluation import Evaluation, Situation
from waarborg.core.law.expressions import (
    Creation,
    Literal,
    Operation,
    Operator,
    Projection,
    Reference,
    Rounding,
    RoundingMode,
    Scope,
)
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.notation import write, write_outcome, write_value
from waarborg.core.law.values import UNKNOWN, Fault, Identity, Money, Outcome, Record, Value
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

ON = date(2026, 3, 2)
NOTHING = Interpretation(id="leeg", version="1", title=Text("Leeg", "Empty"), frames=())
FACTS: dict[str, Value] = {
    "ja": True,
    "nee": False,
    "leeftijd": Decimal(34),
    "inkomen": Money(Decimal("1653.60")),
    "naam": "Jansen",
    "geboren": date(1992, 3, 1),
    "aanvraag": Record(
        {"naam": "De Vries", "adres": Record({"plaats": "Voorbeeldstad"}), "bedrag": Decimal(10)}, "1"
    ),
    "aanvragen": (Record({"bedrag": Decimal(10)}, "1"), Record({"bedrag": Decimal("2.5")}, "2")),
    "bezwaar": (),
    "looptijd": Period(date(2026, 1, 1), date(2027, 1, 1)),
}


def value(text: str) -> Outcome:
    """What a text gives, with the facts above, on 2 March 2026."""
    situation = Situation(values=FACTS, on=ON, by=Identity("p-1"))
    return Evaluation(NOTHING, situation).conclude(parse_condition(text)).value


def fault(text: str) -> NotationError:
    with pytest.raises(NotationError) as caught:
        parse_condition(text)
    return caught.value


# --- what each form means ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("dutch", "english", "outcome"),
    [
        ("[ja]", "[ja]", True),
        ("[ja] EN [nee]", "[ja] AND [nee]", False),
        ("[ja] OF [nee]", "[ja] OR [nee]", True),
        ("NIET [nee]", "NOT [nee]", True),
        ("[ja] EN [weet niet]", "[ja] AND [weet niet]", UNKNOWN),
        ("[nee] EN [weet niet]", "[nee] AND [weet niet]", False),
        ("EN()", "AND()", True),
        ("OF()", "OR()", False),
        ("EN([nee])", "AND([nee])", False),
        ("ALS [nee] DAN 1 ANDERS ALS [ja] DAN 2 ANDERS 3", "IF [nee] THEN 1 ELSE IF [ja] THEN 2 ELSE 3", Decimal(2)),
        ("[leeftijd] = 34", "[leeftijd] = 34", True),
        ("[leeftijd] ≠ 34", "[leeftijd] ≠ 34", False),
        ("[leeftijd] < 34", "[leeftijd] < 34", False),
        ("[leeftijd] ≤ 34", "[leeftijd] ≤ 34", True),
        ("[leeftijd] > 33", "[leeftijd] > 33", True),
        ("[leeftijd] ≥ 35", "[leeftijd] ≥ 35", False),
        ("[leeftijd] IN {33; 34}", "[leeftijd] IN {33; 34}", True),
        ("[leeftijd] NIET IN {33; 34}", "[leeftijd] NOT IN {33; 34}", False),
        ("PEILDATUM IN [looptijd]", "EVALUATION_DATE IN [looptijd]", True),
        ("PEILDATUM IN 2026-03-02/2026-03-03", "EVALUATION_DATE IN 2026-03-02/2026-03-03", True),
        ("PEILDATUM IN 2026-03-03/..", "EVALUATION_DATE IN 2026-03-03/..", False),
        ("[leeftijd] + 1,5 - 10", "[leeftijd] + 1.5 - 10", Decimal("25.5")),
        ("[leeftijd] × 2 + 1", "[leeftijd] × 2 + 1", Decimal(69)),
        ("[leeftijd] × (2 + 1)", "[leeftijd] × (2 + 1)", Decimal(102)),
        ("SOM()", "SUM()", Decimal(0)),
        ("SOM(ALLE [bedrag] VAN [aanvragen])", "SUM(ALL [bedrag] FROM [aanvragen])", Decimal("12.5")),
        ("PRODUCT({3; 4})", "PRODUCT({3; 4})", Decimal(12)),
        ("KLEINSTE([leeftijd]; 12,5; 40)", "MIN([leeftijd]; 12.5; 40)", Decimal("12.5")),
        ("GROOTSTE([leeftijd]; 12,5; 40)", "MAX([leeftijd]; 12.5; 40)", Decimal(40)),
        ("AANTAL([aanvragen])", "COUNT([aanvragen])", Decimal(2)),
        ("DEEL(2; 3; 2; half omhoog)", "QUOTIENT(2; 3; 2; half up)", Decimal("0.67")),
        ("DEEL(2; 3; 2; omlaag)", "QUOTIENT(2; 3; 2; down)", Decimal("0.66")),
        ("AFROND(1653,6; -2; omhoog)", "ROUND(1653.6; -2; up)", Decimal(1700)),
        ("AFROND(2,5; 0; half even)", "ROUND(2.5; 0; half even)", Decimal(2)),
        ("AFROND(-2,5; 0; naar boven)", "ROUND(-2.5; 0; ceiling)", Decimal(-2)),
        ("AFROND(-2,5; 0; naar beneden)", "ROUND(-2.5; 0; floor)", Decimal(-3)),
        ("[inkomen] ≤ € 1653,60", "[inkomen] ≤ € 1653.60", True),
        ("[inkomen] + € -53,60", "[inkomen] + € -53.60", Money(Decimal(1600))),
        ("[naam] = \"Jansen\"", "[naam] = \"Jansen\"", True),
        ("TUSSEN([geboren]; PEILDATUM; jaren)", "BETWEEN([geboren]; EVALUATION_DATE; years)", Decimal(34)),
        ("PEILDATUM + 6 weken", "EVALUATION_DATE + 6 weeks", date(2026, 4, 13)),
        ("ERBIJ(PEILDATUM; -1; dagen)", "ADD(EVALUATION_DATE; -1; days)", date(2026, 3, 1)),
        ("ERBIJ([geboren]; [leeftijd]; jaren)", "ADD([geboren]; [leeftijd]; years)", date(2026, 3, 1)),
        ("ERBIJ(PEILDATUM; 1; maanden)", "ADD(EVALUATION_DATE; 1; months)", date(2026, 4, 2)),
        ("TERMIJN(2 weken; 2026-03-20)", "TERM(2 weeks; 2026-03-20)", date(2026, 4, 7)),
        ("TERMIJN(2 weken; 2026-03-20; NIET VERLENGD)", "TERM(2 weeks; 2026-03-20; NOT EXTENDED)", date(2026, 4, 3)),
        ("BEGIN([looptijd])", "START([looptijd])", date(2026, 1, 1)),
        ("EINDE(PERIODE(2026-01-01; 2026-02-01))", "END(PERIOD(2026-01-01; 2026-02-01))", date(2026, 2, 1)),
        ("[naam] VAN [aanvraag]", "[naam] FROM [aanvraag]", "De Vries"),
        ("[plaats] VAN [adres] VAN [aanvraag]", "[plaats] FROM [adres] FROM [aanvraag]", "Voorbeeldstad"),
        ("ALLE [bedrag] VAN [aanvragen]", "ALL [bedrag] FROM [aanvragen]", (Decimal(10), Decimal("2.5"))),
        ("ENKELE [bedrag] VAN [aanvraag]", "SOME [bedrag] FROM [aanvraag]", (Decimal(10),)),
        ("IEDEREEN", "ANYONE", True),
        ("IS(\"p-1\")", "IS(\"p-1\")", True),
        ("IS(\"p-2\")", "IS(\"p-2\")", False),
        ("WAAR OF ONWAAR", "TRUE OR FALSE", True),
        ("PARTIJ(\"p-1\")", "PARTY(\"p-1\")", Identity("p-1")),
        ("VAST {1; \"a\"}", "FIXED {1; \"a\"}", (Decimal(1), "a")),
        ("GEGEVENS(\"1\"; [bedrag]: 2)", "RECORD(\"1\"; [bedrag]: 2)", Record({"bedrag": Decimal(2)}, "1")),
        ("USD 5 = USD 5", "USD 5 = USD 5", True),
        ("BEDRAG(-5; \"A1B\")", "AMOUNT(-5; \"A1B\")", Money(Decimal(-5), "A1B")),
        ("ONLEESBAAR(\"vlek\")", "UNREADABLE(\"vlek\")", Fault("unreadable", "vlek")),
        ("FEIT(\"a]b\")", "FACT(\"a]b\")", UNKNOWN),
        ("GEMAAKT", "CREATED", UNKNOWN),
        ("GEMAAKT UIT [naam]; [leeftijd]", "CREATED WITH [naam]; [leeftijd]", UNKNOWN),
    ],
)  # fmt: skip
def test_a_text_means_the_same_in_both_languages(dutch: str, english: str, outcome: Outcome) -> None:
    assert value(dutch) == outcome
    assert parse_condition(english) == parse_condition(dutch)
    assert write(parse_condition(english), "nl") == dutch
    assert write(parse_condition(dutch), "en") == english


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("  [ ja ]\n EN\t[nee]", "[ja] EN [nee]"),
        ("[persoon  met\n adres]", "[persoon met adres]"),
        ("[ja] AND NIET [nee]", "[ja] EN NIET [nee]"),
        ("(([ja]))", "[ja]"),
        ("([ja] EN [nee]) OF [ja]", "[ja] EN [nee] OF [ja]"),
        ("[ja] EN ([nee] OF [ja])", "[ja] EN ([nee] OF [ja])"),
        ("([ja] EN [nee]) EN [ja]", "([ja] EN [nee]) EN [ja]"),
        ("NIET ([ja] EN [nee])", "NIET ([ja] EN [nee])"),
        ("NIET [leeftijd] = 3", "[leeftijd] ≠ 3"),
        ("NIET [leeftijd] < 3", "NIET [leeftijd] < 3"),
        ("[a] <> [b] OF [a] != [b]", "[a] ≠ [b] OF [a] ≠ [b]"),
        ("18 <= [a] EN 3 < [b] EN 1 < 2", "[a] ≥ 18 EN [b] > 3 EN 1 < 2"),
        ("[a] * [b] − 3", "[a] × [b] - 3"),
        ("[a] - ([b] - [c])", "[a] - ([b] - [c])"),
        ("[a] - [b] - [c] + [d]", "[a] - [b] - [c] + [d]"),
        ("([a] + [b]) + [c]", "([a] + [b]) + [c]"),
        ("([a] × [b]) × [c]", "([a] × [b]) × [c]"),
        ("[a] - -3", "[a] - -3"),
        ("31-01-2026", "2026-01-31"),
        ("-€ 3", "€ -3"),
        ("€ 3,5", "€ 3,50"),
        ("EUR 3", "€ 3"),
        ("1,6530", "1,6530"),
        ("JA OF NEE", "WAAR OF ONWAAR"),
        ("(ALS [a] DAN [b] ANDERS [c]) EN [d]", "(ALS [a] DAN [b] ANDERS [c]) EN [d]"),
        ("ALS (ALS [a] DAN [b] ANDERS [c]) DAN [d] ANDERS [e]", "ALS (ALS [a] DAN [b] ANDERS [c]) DAN [d] ANDERS [e]"),
        ("([a] VAN [b]) VAN [c]", "([a] VAN [b]) VAN [c]"),
        ("([a] + [b]) VAN [c]", "([a] + [b]) VAN [c]"),
        ("[d] + 6 weken + 1 dag", "[d] + 6 weken + 1 dag"),
        ("[d] + [n] weken", "ERBIJ([d]; [n]; weken)"),
        ("[d] - [n] weken", "ERBIJ([d]; 0 - [n]; weken)"),
        ("[d] - 6 weken", "ERBIJ([d]; -6; weken)"),
        ("[d] + 0 weken", "ERBIJ([d]; 0; weken)"),
        ("{}", "{}"),
        ('"zeg ""ja"" hier"', '"zeg ""ja"" hier"'),
        ("(GEMAAKT UIT [a]) OF [b]", "(GEMAAKT UIT [a]) OF [b]"),
    ],
)  # fmt: skip
def test_what_is_written_has_as_few_parentheses_as_it_needs(text: str, written: str) -> None:
    assert write(parse_condition(text)) == written
    assert parse_condition(written) == parse_condition(text)


def test_the_parts_of_an_expression_are_those_of_the_text() -> None:
    assert parse_condition("[a] > [b]") == Operation(Operator.LESS_THAN, (Reference("b"), Reference("a")))
    assert parse_condition("[a] ≥ [b]") == Operation(Operator.AT_MOST, (Reference("b"), Reference("a")))
    assert parse_condition("[x] VAN [y] VAN [z]") == Projection(("z", "y"), Reference("x"))
    assert parse_condition("ENKELE [x] VAN [z]") == Projection(("z",), Reference("x"), Scope.SOME)
    assert parse_condition("GEMAAKT UIT [a]; [b]") == Creation((Reference("a"), Reference("b")))
    assert parse_condition("[a] + [b] + 1").parts == (Reference("a"), Reference("b"), Literal(Decimal(1)))
    assert parse_condition("DEEL([a]; 3; -1; up)") == Operation(
        Operator.QUOTIENT, (Reference("a"), Literal(Decimal(3))), Rounding(-1, RoundingMode.UP)
    )


def test_a_list_of_values_is_another_thing_than_a_list_of_parts() -> None:
    assert parse_condition("VAST {1}") == Literal((Decimal(1),))
    assert parse_condition("{1}") == Operation(Operator.LIST, (Literal(Decimal(1)),))
    assert parse_condition("VAST {1,5}") != parse_condition('VAST {"1.5"}')


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("€ 1,6", "€ 1,60"),
        ("VAST {€ 1,6}", "VAST {€ 1,60}"),
        ("GEGEVENS([a]: € 1,6; [b]: 2,0)", "GEGEVENS([b]: 2; [a]: € 1,60)"),
    ],
)
def test_equal_values_make_equal_expressions(one: str, other: str) -> None:
    assert parse_condition(one) == parse_condition(other)


# --- values as people read them ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("outcome", "nl", "en"),
    [
        (True, "ja", "yes"),
        (False, "nee", "no"),
        (UNKNOWN, "onbekend", "unknown"),
        (Decimal("1653.60"), "1653,6", "1653.6"),
        (Decimal("1.653"), "1,6530", "1.6530"),
        (Money(Decimal("1653.6")), "€ 1653,60", "€ 1653.60"),
        (Money(Decimal(350)), "€ 350", "€ 350"),
        (Money(Decimal(5), "USD"), "USD 5", "USD 5"),
        (date(2026, 1, 31), "2026-01-31", "2026-01-31"),
        (Period(date(2026, 1, 31)), "2026-01-31/..", "2026-01-31/.."),
        ("Jansen", "Jansen", "Jansen"),
        ((Decimal(1), "a"), '{1; "a"}', '{1; "a"}'),
        (Fault("x", "does not fit"), "fout: does not fit", "fault: does not fit"),
        (Identity("p-1"), 'PARTIJ("p-1")', 'PARTY("p-1")'),
        (Record({"a": True}), "GEGEVENS([a]: WAAR)", "RECORD([a]: TRUE)"),
    ],
)
def test_an_outcome_is_written_exactly(outcome: Outcome, nl: str, en: str) -> None:
    assert write_outcome(outcome, "nl") == nl
    assert write_outcome(outcome, "en") == en


def test_a_value_in_an_expression_says_which_kind_it_is() -> None:
    assert write_value((True, ())) == "VAST {WAAR; {}}"
    with pytest.raises(ValueError, match="there is no text in 'fr'"):
        write(Reference("a"), "fr")


# --- mistakes ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "line", "column", "message", "remedy"),
    [
        ("", 1, 1, "Hier staat niets", "zoals [feit]"),
        ("[a] EN ([b] OF [c]", 1, 8, "( wordt niet gesloten", "Zet een )"),
        ("{[a]", 1, 1, "{ wordt niet gesloten", "Zet een }"),
        ("[a] EN [b])", 1, 11, "hoort geen haak die opent", "Haal hem weg"),
        ("{[a])", 1, 5, "hoort geen haak die opent", "Haal hem weg"),
        ("[a EN [b]", 1, 1, "haak wordt niet gesloten", "Zet een ]"),
        ("[a] EN b]", 1, 8, "Het woord b is hier onbekend", "[b]"),
        ("[a]]", 1, 4, "Het teken ] hoort hier niet", "Zet er een [ voor"),
        ("[ ]", 1, 1, "staat geen naam", "Zet er de naam"),
        ("[a]\n  [b]", 2, 3, "staat niets dat ze verbindt", "EN of OF"),
        ("[a] NIET [b]", 1, 5, "Voor NIET ontbreekt", "EN NIET"),
        ("[a] EN", 1, 7, "houdt te vroeg op", "Vul het aan"),
        ("[a] EN OF [b]", 1, 8, "Na EN ontbreekt iets", "tussen EN en OF"),
        ("OF [a]", 1, 1, "Voor OF ontbreekt iets", "een feit of een waarde voor"),
        ("[a] EN OF", 1, 8, "Na EN ontbreekt iets", "tussen EN en OF"),
        ("[a] =", 1, 6, "na = ontbreekt iets", "Vul het aan"),
        ("= 3", 1, 1, "Voor = ontbreekt iets", "voor"),
        ("[a] == 3", 1, 5, "Het teken = hoort hier niet", "Schrijf ="),
        ("[a] => 3", 1, 5, "Het teken = hoort hier niet", ">="),
        ("[a] < [b] < [c]", 1, 11, "twee vergelijkingen", "[a] < [b] EN [b] < [c]"),
        ("[a] en [b]", 1, 5, "Het woord en is hier onbekend", "Schrijf EN in hoofdletters"),
        ("[a] ENN [b]", 1, 5, "ENN is hier onbekend", "Bedoelt u EN?"),
        ("PEILDATUN", 1, 1, "onbekend", "Bedoelt u PEILDATUM?"),
        ("[d] + 3 weeken", 1, 9, "onbekend", "Bedoelt u weken?"),
        ("[d] + 3 Weken", 1, 9, "onbekend", "Bedoelt u weken?"),
        ("SOM([a] = )", 1, 11, "ontbreekt een deel", "SOM([a]; [b])"),
        ("SOM([a] DAN", 1, 4, "( wordt niet gesloten", "Zet een )"),
        ("SOM([a] DAN)", 1, 9, "DAN past hier niet", "SOM([a]; [b])"),
        ("[a] x [b]", 1, 5, "onbekend", "×"),
        ("zomaar", 1, 1, "onbekend", "[zomaar]"),
        ("SOM([a], [b])", 1, 8, "teken , hoort", "puntkomma"),
        ("[a]; [b]", 1, 4, "; past hier niet", "tussen delen binnen haken"),
        ("[a] / 2", 1, 5, "teken / hoort", "DEEL(a; b; 2; half omhoog)"),
        ("10% = [a]", 1, 3, "teken % hoort", "0,10"),
        ("[a] & [b]", 1, 5, "teken & hoort", "Schrijf EN."),
        ("'a'", 1, 1, "teken '", "rechte dubbele aanhalingstekens"),
        ("“a”", 1, 1, "teken “", "rechte dubbele aanhalingstekens"),
        ("[a].", 1, 4, "teken .", "slotpunt"),
        ("[a] ~ [b]", 1, 5, "teken ~", "Haal het weg"),
        ("[a] \x00", 1, 5, "teken U+0000", "Haal het weg"),
        ('"a', 1, 1, "tekst wordt niet gesloten", 'Zet een "'),
        ("1.653,60", 1, 1, "hoogstens één punt of komma", "1653,60"),
        ("1.653.600", 1, 1, "hoogstens één punt of komma", "1653600"),
        ("€ 1.653", 1, 3, "op twee manieren", "Schrijf 1653, of met een nul erbij 1.6530"),
        ("31-02-2026", 1, 1, "geen dag in de kalender", "spaties"),
        ("2026-02-01/2026-01-01", 1, 1, "eindigt voor zij begint", "eerste dag"),
        ("AFROND([a]; 2)", 1, 14, "ontbreekt een deel", "AFROND([a]; 2; half omhoog)"),
        ("DEEL([a]; [b])", 1, 14, "ontbreekt een deel", "DEEL([a]; [b]; 2; half omhoog)"),
        ("AFROND([a]; 2,5; omlaag)", 1, 13, "geen aantal decimalen", "van -15 tot 15"),
        ("AFROND([a]; 2; naar even)", 1, 16, "niet worden afgerond", "half omhoog"),
        ("TUSSEN([a]; [b]; 3)", 1, 18, "3 past hier niet", "TUSSEN([begin]; [einde]; jaren)"),
        ("TERMIJN(0 weken; [a])", 1, 9, "geen lengte van een termijn", "heel getal vanaf 1"),
        ("TERMIJN([a]; 8 weken)", 1, 9, "[a] past hier niet", "TERMIJN(8 weken; [datum])"),
        ("AANTAL([a]; [b])", 1, 1, "AANTAL heeft hier 2 delen", "Geef er 1."),
        ("KLEINSTE()", 1, 1, "KLEINSTE heeft hier 0 delen", "Geef er 1 tot zoveel als nodig"),
        ("PERIODE()", 1, 1, "PERIODE heeft hier 0 delen", "Geef er 1 tot 2"),
        ("IS([a])", 1, 4, "[a] past hier niet", 'IS("kenmerk")'),
        ("ALS [a] DAN [b]", 1, 16, "De keuze is niet af", "ANDERS"),
        ("ALS [a] DAN", 1, 12, "houdt te vroeg op", "Vul het aan"),
        ("[a] ANDERS [b]", 1, 5, "ANDERS past hier niet", "drie delen"),
        ("[a] OF ALS [b] DAN [c] ANDERS [d]", 1, 8, "keuze staat hier tussen haakjes", "(ALS"),
        ("()", 1, 2, ") past hier niet", "vul aan"),
        ("[d] + 3 weken dagen", 1, 15, "dagen past hier niet", "Haal het weg"),
        ("1 EN [a]", 1, 3, "Deel 1 van EN is van de soort getal", "ja of nee"),
        ("[a] + \"x\"", 1, 5, "Deel 2 van + is van de soort tekst", "getal, bedrag"),
        ("[a] IN 3", 1, 5, "Deel 2 van IN", "periode, lijst"),
        ("VAST {[a]}", 1, 1, "alleen vaste waarden", "Haal feiten"),
        ("GEGEVENS([a]: 1; [a]: 2)", 1, 21, "[a] staat hier twee keer", "Laat er een weg"),
        ("PARTIJ(\" \")", 1, 8, "staat niets", "Vul de tekst in"),
        ("FEIT(\"\")", 1, 6, "staat niets", "Vul de tekst in"),
        ("ONLEESBAAR(\"\")", 1, 12, "staat niets", "Vul de tekst in"),
        ("BEDRAG(3; \"euro\")", 1, 11, "geen munteenheid", "EUR"),
        ("9" * 401, 1, 1, "getal is te lang", "400 cijfers"),
        ("[a] \ud800", 1, 5, "geen tekst", "Haal het weg"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place_and_remedy(
    text: str, line: int, column: int, message: str, remedy: str
) -> None:
    error = fault(text)
    assert (error.line, error.column) == (line, column)
    assert message in error.message.nl
    assert remedy in error.remedy.nl
    assert str(error) == f"line {line}, column {column}: {error.message.en} {error.remedy.en}"
    assert error.in_language("nl").startswith(f"regel {line}, kolom {column}: ")


def test_the_first_mistake_is_the_one_that_is_named() -> None:
    assert fault("[a] [b] EN %").column == 5
    assert fault("[a] EN %").column == 8


def test_a_long_text_in_a_message_is_cut_short() -> None:
    assert len(str(fault(f"[a] [{'b' * 1000}]"))) < 250
    assert len(str(fault("c" * 1000))) < 250


# --- hostile texts ---------------------------------------------------------------------------------------------
def test_ten_thousand_parentheses_are_read() -> None:
    assert parse_condition("(" * 10_000 + "[a]" + ")" * 10_000) == Reference("a")


@pytest.mark.parametrize(
    "text",
    ["(" * 200_000, '"' * 99_999, "[" * 200_000, "1 " * 100_000, "1," * 100_000, "a" * 200_000, "NIET " * 50_000],
    ids=lambda text: text[:5],
)  # fmt: skip
def test_a_hostile_text_is_refused(text: str) -> None:
    assert fault(text).remedy.nl


def test_a_text_that_is_longer_than_any_condition_is_refused() -> None:
    assert "te lang" in fault(" " * (LONGEST_TEXT + 1)).message.nl


def test_values_within_values_have_a_bound() -> None:
    assert "te diep" in fault("VAST {" * 60 + "}" * 60).message.nl
    assert "te diep" in fault("VAST " + "{" * 60 + "}" * 60).message.nl
    assert "te diep" in fault("GEGEVENS([a]: " * 60 + "1" + ")" * 60).message.nl
