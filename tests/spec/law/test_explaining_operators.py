"""Each operator in words: what it is, how it came out, and what is asked while that is not known."""

from datetime import date
from decimal import Decimal

import pytest

from tests.spec.law.models import COLLEGE, PAULA, fact, make, number, op
from waarborg.core.law.evaluation import Evaluation, Situation
from waarborg.core.law.explaining import Layer, Sentence, explain
from waarborg.core.law.expressions import (
    Creation,
    EvaluationDate,
    Expression,
    Is,
    Literal,
    Operator,
    Projection,
    Rounding,
    RoundingMode,
    Scope,
    TermRule,
    Unreadable,
)
from waarborg.core.law.frames import FactFrame
from waarborg.core.law.values import Kind, Money, Record, Value
from waarborg.core.publication.quality.words import split_sentences
from waarborg.core.terms.legal_terms import Length, Unit
from waarborg.core.terms.periods import Period

DAY = date(2026, 3, 3)  # a Tuesday
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
Facts = dict[str, Value]
A, B, C = fact("a"), fact("b"), fact("c")
TRUE, FALSE = Literal(True), Literal(False)
EIGHT_WEEKS = TermRule(Length(8, Unit.WEEK))
DOWN = Rounding(2, RoundingMode.DOWN)


def euros(amount: str) -> Money:
    return Money(Decimal(amount))


def tell_all(expression: Expression, facts: Facts) -> tuple[Sentence, ...]:
    """The tree for the fact `f` that is worked out in this way."""
    frames = [FactFrame(name="f", function=expression), FactFrame(name="dag", kind=Kind.DATE)]
    interpretation, situation = make(frames), Situation(values=facts, on=DAY, by=PAULA)
    conclusion = Evaluation(interpretation, situation).conclude_fact("f")
    return explain(interpretation, conclusion, situation).list_sentences(Layer.TREE)


def tell(expression: Expression, facts: Facts) -> Sentence:
    """The sentence about the fact itself."""
    return tell_all(expression, facts)[0]


N = {"a": Decimal(1200), "b": Decimal(150), "c": Decimal(1300)}
LOGIC: list[tuple[Expression, Facts, str, str]] = [
    (op(Operator.AND, A, B), {"a": True, "b": True},
     "Ja: f. Want beide voorwaarden gelden.", "Yes: f. Because both conditions apply."),
    (op(Operator.AND, A, B, C), {"a": True, "b": True, "c": True},
     "Ja: f. Want alle drie voorwaarden gelden.", "Yes: f. Because all three conditions apply."),
    (op(Operator.AND, A, B), {"a": False, "b": True},
     "Nee, niet: f. Want van de twee voorwaarden geldt er één niet.",
     "No, not: f. Because one of the two conditions does not apply."),
    (op(Operator.AND, A, B, C), {"a": False, "b": False, "c": True},
     "Nee, niet: f. Want van de drie voorwaarden gelden er twee niet.",
     "No, not: f. Because two of the three conditions do not apply."),
    (op(Operator.AND, A, B), {"a": False, "b": False},
     "Nee, niet: f. Want geen van de twee voorwaarden geldt.",
     "No, not: f. Because none of the two conditions applies."),
    (op(Operator.AND, A, B), {"a": True},
     "Nog niet bekend: “f”. Van de twee voorwaarden is er één nog niet bekend.",
     "Not known yet: “f”. One of the two conditions is not known yet."),
    (op(Operator.AND, A, B, C), {"a": True},
     "Nog niet bekend: “f”. Van de drie voorwaarden zijn er twee nog niet bekend.",
     "Not known yet: “f”. Two of the three conditions are not known yet."),
    (op(Operator.AND, A, B), {},
     "Nog niet bekend: “f”. Van geen van de twee voorwaarden is al bekend of die geldt.",
     "Not known yet: “f”. For none of the two conditions it is known yet whether it applies."),
    (op(Operator.AND), {},
     "Ja: f. Want er zijn geen voorwaarden.", "Yes: f. Because there are no conditions."),
    (op(Operator.AND, A), {"a": True},
     "Ja: f. Want de voorwaarde geldt.", "Yes: f. Because the condition applies."),
    (op(Operator.OR), {},
     "Nee, niet: f. Want er is geen enkele mogelijkheid.", "No, not: f. Because there is no option at all."),
    (op(Operator.OR, A), {"a": False},
     "Nee, niet: f. Want de voorwaarde geldt niet.", "No, not: f. Because the condition does not apply."),
    (op(Operator.OR, A, B), {"a": True},
     "Ja: f. Want van de twee mogelijkheden geldt er één, en dat is genoeg.",
     "Yes: f. Because one of the two options applies, and that is enough."),
    (op(Operator.OR, A, B, C), {"a": True, "b": True},
     "Ja: f. Want van de drie mogelijkheden gelden er twee, en één is genoeg.",
     "Yes: f. Because two of the three options apply, and one is enough."),
    (op(Operator.OR, A, B), {"a": True, "b": True},
     "Ja: f. Want beide mogelijkheden gelden, en één is genoeg.",
     "Yes: f. Because both options apply, and one is enough."),
    (op(Operator.OR, A, B, C), {"a": True, "b": True, "c": True},
     "Ja: f. Want alle drie mogelijkheden gelden, en één is genoeg.",
     "Yes: f. Because all three options apply, and one is enough."),
    (op(Operator.OR, A, B), {"a": False, "b": False},
     "Nee, niet: f. Want geen van de twee mogelijkheden geldt.",
     "No, not: f. Because none of the two options applies."),
    (op(Operator.OR, A, B), {"a": False},
     "Nog niet bekend: “f”. Eén van de twee mogelijkheden is genoeg, en van één is nog niet bekend of die geldt.",
     "Not known yet: “f”. One of the two options is enough, and for one it is not known yet whether it applies."),
    (op(Operator.OR, A, B), {},
     "Nog niet bekend: “f”. Van geen van de twee mogelijkheden is al bekend of die geldt.",
     "Not known yet: “f”. For none of the two options it is known yet whether it applies."),
    (op(Operator.NOT, A), {"a": True},
     "Nee, niet: f. Want “a” geldt wel.", "No, not: f. Because “a” does apply."),
    (op(Operator.NOT, A), {"a": False},
     "Ja: f. Want “a” geldt niet.", "Yes: f. Because “a” does not apply."),
    (op(Operator.NOT, A), {},
     "Nog niet bekend: “f”. Het hangt af van deze vraag: geldt “a”?",
     "Not known yet: “f”. It depends on this question: does “a” apply?"),
    (op(Operator.NOT, op(Operator.AND, A, B)), {"a": True, "b": True},
     "Nee, niet: f. Want het punt hieronder geldt wel.", "No, not: f. Because the point below does apply."),
    (Is(PAULA), {}, "Ja: f. Want wie handelt is ‘paula’.", "Yes: f. Because the acting party is ‘paula’."),
    (Is(COLLEGE), {},
     "Nee, niet: f. Want wie handelt is niet ‘college’.",
     "No, not: f. Because the acting party is not ‘college’."),
    (Is(), {}, "Ja: f. Want dit mag iedereen zijn.", "Yes: f. Because this may be anyone."),
    (op(Operator.IF, A, B, C), {"a": True, "b": Decimal(3), "c": Decimal(4)},
     "“f”: 3. Want “a” geldt, dus telt “b”.", "“f”: 3. Because “a” applies, so “b” counts."),
    (op(Operator.IF, A, B, op(Operator.SUM, C, number("1"))), {"a": False, "c": Decimal(4)},
     "“f”: 5. Want “a” geldt niet, dus telt “c” + 1 (4 + 1 = 5).",
     "“f”: 5. Because “a” does not apply, so “c” + 1 (4 + 1 = 5) counts."),
    (op(Operator.IF, op(Operator.OR, A, B), number("3"), C), {"a": True},
     "“f”: 3. Want het punt hieronder geldt, dus telt 3.",
     "“f”: 3. Because the point below applies, so 3 counts."),
    (op(Operator.IF, A, B, C), {"b": Decimal(3), "c": Decimal(3)},
     "“f”: 3. Want de uitkomst is in beide gevallen gelijk.",
     "“f”: 3. Because the outcome is the same either way."),
    (op(Operator.IF, A, B, C), {"b": Decimal(3), "c": Decimal(4)},
     "Nog niet bekend: “f”. Het hangt af van deze vraag: geldt “a”?",
     "Not known yet: “f”. It depends on this question: does “a” apply?"),
    (op(Operator.IF, A, B, C), {"a": True},
     "Nog niet bekend: “f”. “a” geldt, dus telt “b”.", "Not known yet: “f”. “a” applies, so “b” counts."),
]  # fmt: skip

COMPARING: list[tuple[Expression, Facts, str, str]] = [
    (op(Operator.LESS_THAN, A, C), N,
     "Ja: f. Want “a” (1.200) is lager dan “c” (1.300).",
     "Yes: f. Because “a” (1,200) is lower than “c” (1,300)."),
    (op(Operator.LESS_THAN, C, A), N,
     "Nee, niet: f. Want “c” (1.300) is hoger dan “a” (1.200).",
     "No, not: f. Because “c” (1,300) is higher than “a” (1,200)."),
    (op(Operator.LESS_THAN, A, number("1200")), N,
     "Nee, niet: f. Want “a” (1.200) is gelijk aan 1.200 en dus niet lager.",
     "No, not: f. Because “a” (1,200) is equal to 1,200 and so not lower."),
    (op(Operator.LESS_THAN, number("1200"), A), N,
     "Nee, niet: f. Want “a” (1.200) is gelijk aan 1.200 en dus niet hoger.",
     "No, not: f. Because “a” (1,200) is equal to 1,200 and so not higher."),
    (op(Operator.LESS_THAN, number("18"), A), {},
     "Nog niet bekend: “f”. Het hangt af van deze vraag: is “a” hoger dan 18?",
     "Not known yet: “f”. It depends on this question: is “a” higher than 18?"),
    (op(Operator.AT_MOST, number("18"), A), {"a": Decimal(18)},
     "Ja: f. Want “a” (18) is ten minste 18.", "Yes: f. Because “a” (18) is at least 18."),
    (op(Operator.AT_MOST, A, number("18")), {"a": Decimal(19)},
     "Nee, niet: f. Want “a” (19) is hoger dan 18.", "No, not: f. Because “a” (19) is higher than 18."),
    (op(Operator.AT_MOST, A, number("18")), {"a": Decimal(18)},
     "Ja: f. Want “a” (18) is ten hoogste 18.", "Yes: f. Because “a” (18) is at most 18."),
    (op(Operator.AT_MOST, op(Operator.SUM, A, B), C), N,
     "Nee, niet: f. Want “a” + “b” (1.200 + 150 = 1.350) is hoger dan “c” (1.300).",
     "No, not: f. Because “a” + “b” (1,200 + 150 = 1,350) is higher than “c” (1,300)."),
    (op(Operator.AT_MOST, number("5"), op(Operator.SUM, number("2"), number("2"))), {},
     "Nee, niet: f. Want 2 + 2 = 4 is lager dan 5.", "No, not: f. Because 2 + 2 = 4 is lower than 5."),
    (op(Operator.NOT, op(Operator.LESS_THAN, A, C)), N,
     "Nee, niet: f. Want “a” (1.200) is lager dan “c” (1.300).",
     "No, not: f. Because “a” (1,200) is lower than “c” (1,300)."),
    (op(Operator.NOT, op(Operator.AT_MOST, A, C)), {},
     "Nog niet bekend: “f”. Het hangt af van deze vraag: is “a” hoger dan “c”?",
     "Not known yet: “f”. It depends on this question: is “a” higher than “c”?"),
    (op(Operator.LESS_THAN, A, EvaluationDate()), {"a": date(2026, 3, 2)},
     "Ja: f. Want “a” (2 maart 2026) is eerder dan de peildatum (3 maart 2026).",
     "Yes: f. Because “a” (2 March 2026) is earlier than the reference date (3 March 2026)."),
    (op(Operator.AT_MOST, EvaluationDate(), A), {"a": date(2026, 3, 2)},
     "Nee, niet: f. Want “a” (2 maart 2026) is eerder dan de peildatum (3 maart 2026).",
     "No, not: f. Because “a” (2 March 2026) is earlier than the reference date (3 March 2026)."),
    (op(Operator.LESS_THAN, A, B), {"a": DAY, "b": DAY},
     "Nee, niet: f. Want “a” (3 maart 2026) is gelijk aan “b” (3 maart 2026) en dus niet eerder.",
     "No, not: f. Because “a” (3 March 2026) is equal to “b” (3 March 2026) and so not earlier."),
    (op(Operator.AT_MOST, fact("dag"), A), {},
     "Nog niet bekend: “f”. Het hangt af van deze vraag: is “dag” niet later dan “a”?",
     "Not known yet: “f”. It depends on this question: is “dag” no later than “a”?"),
    (op(Operator.EQUAL, A, Literal("bijstand")), {"a": "bijstand"},
     "Ja: f. Want “a” is ‘bijstand’.", "Yes: f. Because “a” is ‘bijstand’."),
    (op(Operator.EQUAL, Literal("bijstand"), A), {"a": "loon"},
     "Nee, niet: f. Want “a” (‘loon’) is niet gelijk aan ‘bijstand’.",
     "No, not: f. Because “a” (‘loon’) is not equal to ‘bijstand’."),
    (op(Operator.EQUAL, A, B), {"a": Decimal(3), "b": Decimal(3)},
     "Ja: f. Want “a” is gelijk aan “b” (3).", "Yes: f. Because “a” is equal to “b” (3)."),
    (op(Operator.NOT, op(Operator.EQUAL, A, B)), {"a": Decimal(3)},
     "Nog niet bekend: “f”. Het hangt af van deze vraag: is “a” (3) gelijk aan “b”?",
     "Not known yet: “f”. It depends on this question: is “a” (3) equal to “b”?"),
    (op(Operator.MEMBER, A, op(Operator.LIST, Literal("NL"), Literal("BE"))), {"a": "NL"},
     "Ja: f. Want “a” (‘NL’) staat in de lijst (‘NL’ en ‘BE’).",
     "Yes: f. Because “a” (‘NL’) is in the list (‘NL’ and ‘BE’)."),
    (op(Operator.MEMBER, A, Literal(("NL", "BE", "LU"))), {"a": "FR"},
     "Nee, niet: f. Want “a” (‘FR’) staat niet in de lijst (‘NL’, ‘BE’ en ‘LU’).",
     "No, not: f. Because “a” (‘FR’) is not in the list (‘NL’, ‘BE’ and ‘LU’)."),
    (op(Operator.MEMBER, A, B), {"a": DAY, "b": YEAR},
     "Ja: f. Want “a” (3 maart 2026) valt in “b” (van 1 januari 2026 tot en met 31 december 2026).",
     "Yes: f. Because “a” (3 March 2026) falls in “b” (from 1 January 2026 up to and including 31 December 2026)."),
    (op(Operator.MEMBER, A, B), {"a": date(2025, 12, 31), "b": Period(date(2026, 1, 1))},
     "Nee, niet: f. Want “a” (31 december 2025) valt buiten “b” (vanaf 1 januari 2026).",
     "No, not: f. Because “a” (31 December 2025) falls outside “b” (from 1 January 2026)."),
    (op(Operator.MEMBER, A, B), {"a": "NL"},
     "Nog niet bekend: “f”. Het hangt af van deze vraag: staat “a” (‘NL’) in “b”?",
     "Not known yet: “f”. It depends on this question: is “a” (‘NL’) in “b”?"),
]  # fmt: skip

CALCULATING: list[tuple[Expression, Facts, str, str]] = [
    (op(Operator.SUM, A, B), N,
     "“f” is “a” + “b”: 1.200 + 150 = 1.350.", "“f” is “a” + “b”: 1,200 + 150 = 1,350."),
    (op(Operator.SUM, A, B), {"a": euros("1200"), "b": euros("-0.5")},
     "“f” is “a” + “b”: € 1.200,00 + (−€ 0,50) = € 1.199,50.",
     "“f” is “a” + “b”: €1,200.00 + (−€0.50) = €1,199.50."),
    (op(Operator.SUM, A), {"a": (Decimal(1), Decimal(2), Decimal(3))},
     "“f” is de som van “a”: 1 + 2 + 3 = 6.", "“f” is the sum of “a”: 1 + 2 + 3 = 6."),
    (op(Operator.SUM, A), {"a": tuple(Decimal(1) for _ in range(40))},
     "“f” is de som van “a”: 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + … + 1 = 40.",
     "“f” is the sum of “a”: 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + … + 1 = 40."),
    (op(Operator.SUM, A), {"a": Decimal(7)}, "“f” is de som van “a”: 7.", "“f” is the sum of “a”: 7."),
    (op(Operator.SUM), {}, "“f” is een lege som: 0.", "“f” is an empty sum: 0."),
    (op(Operator.PRODUCT), {}, "“f” is een leeg product: 1.", "“f” is an empty product: 1."),
    (op(Operator.SUM, A, B), {"a": Decimal(1)},
     "Nog niet bekend: “f”. Dat is “a” + “b”.", "Not known yet: “f”. That is “a” + “b”."),
    (op(Operator.PRODUCT, number("1.3"), op(Operator.SUM, A, B)), N,
     "“f” is 1,3 × (“a” + “b”): 1,3 × (1.200 + 150) = 1.755.",
     "“f” is 1.3 × (“a” + “b”): 1.3 × (1,200 + 150) = 1,755."),
    (op(Operator.PRODUCT, number("2"), number("3.5")), {}, "“f” is 2 × 3,5 = 7.", "“f” is 2 × 3.5 = 7."),
    (op(Operator.DIFFERENCE, C, op(Operator.SUM, A, B)), N,
     "“f” is “c” − (“a” + “b”): 1.300 − (1.200 + 150) = −50.",
     "“f” is “c” − (“a” + “b”): 1,300 − (1,200 + 150) = −50."),
    (op(Operator.DIFFERENCE, op(Operator.SUM, A, B), op(Operator.PRODUCT, number("2"), B)), N,
     "“f” is “a” + “b” − 2 × “b”: 1.200 + 150 − 2 × 150 = 1.050.",
     "“f” is “a” + “b” − 2 × “b”: 1,200 + 150 − 2 × 150 = 1,050."),
    (op(Operator.QUOTIENT, A, number("7"), setting=DOWN), {"a": euros("100")},
     "“f” is “a” gedeeld door 7: € 100,00 ÷ 7 ≈ € 14,28, afgerond op 2 cijfers achter de komma (naar beneden).",
     "“f” is “a” divided by 7: €100.00 ÷ 7 ≈ €14.28, rounded to 2 decimals (down)."),
    (op(Operator.QUOTIENT, op(Operator.SUM, A, B), number("2"), setting=Rounding(0, RoundingMode.HALF_UP)), N,
     "“f” is “a” + “b” gedeeld door 2: (1.200 + 150) ÷ 2 = 675, afgerond op een heel getal (vanaf de helft naar boven).",
     "“f” is “a” + “b” divided by 2: (1,200 + 150) ÷ 2 = 675, rounded to a whole number (from one half up)."),
    (op(Operator.ROUND, A, setting=Rounding(1, RoundingMode.UP)), {"a": Decimal("2.21")},
     "“f” is “a”, afgerond op één cijfer achter de komma (naar boven): 2,21 wordt 2,3.",
     "“f” is “a”, rounded to one decimal (up): 2.21 becomes 2.3."),
    (op(Operator.ROUND, op(Operator.SUM, A, B), setting=Rounding(-2, RoundingMode.HALF_EVEN)), N,
     "“f” is “a” + “b”, afgerond op een veelvoud van 100 (precies de helft naar even): 1.200 + 150 = 1.350 wordt 1.400.",
     "“f” is “a” + “b”, rounded to a multiple of 100 (exactly one half to even): 1,200 + 150 = 1,350 becomes 1,400."),
    (op(Operator.MIN, A, B), N,
     "“f” is de laagste van “a” (1.200) en “b” (150): 150.",
     "“f” is the lowest of “a” (1,200) and “b” (150): 150."),
    (op(Operator.MAX, A, B), {"a": DAY, "b": date(2026, 1, 31)},
     "“f” is de laatste van “a” (3 maart 2026) en “b” (31 januari 2026): 3 maart 2026.",
     "“f” is the latest of “a” (3 March 2026) and “b” (31 January 2026): 3 March 2026."),
    (op(Operator.MAX, A), {"a": (date(2026, 1, 31), DAY)},
     "“f” is de laatste van “a” (31 januari 2026 en 3 maart 2026): 3 maart 2026.",
     "“f” is the latest of “a” (31 January 2026 and 3 March 2026): 3 March 2026."),
    (op(Operator.COUNT, A), {"a": ("x", "y")}, "“f” is het aantal in “a”: 2.", "“f” is the number in “a”: 2."),
    (op(Operator.LIST, A, B), N,
     "“f” is de lijst van “a” en “b”: 1.200 en 150.", "“f” is the list of “a” and “b”: 1,200 and 150."),
    (op(Operator.LIST), {}, "“f” is een lege lijst: een lege lijst.", "“f” is an empty list: an empty list."),
    (op(Operator.PERIOD, A, B), {"a": date(2026, 1, 1), "b": date(2027, 1, 1)},
     ("“f” is de periode van “a” (1 januari 2026) tot “b” (1 januari 2027): "
     "van 1 januari 2026 tot en met 31 december 2026."),
     ("“f” is the period from “a” (1 January 2026) until “b” (1 January 2027): "
     "from 1 January 2026 up to and including 31 December 2026.")),
    (op(Operator.PERIOD, A), {"a": DAY},
     "“f” is de periode vanaf “a” (3 maart 2026): vanaf 3 maart 2026.",
     "“f” is the period from “a” (3 March 2026): from 3 March 2026."),
    (op(Operator.START, A), {"a": Period(DAY)},
     "“f” is de eerste dag van “a” (vanaf 3 maart 2026): 3 maart 2026.",
     "“f” is the first day of “a” (from 3 March 2026): 3 March 2026."),
    (op(Operator.END, A), {"a": YEAR},
     "“f” is de eerste dag na “a” (van 1 januari 2026 tot en met 31 december 2026): 1 januari 2027.",
     "“f” is the first day after “a” (from 1 January 2026 up to and including 31 December 2026): 1 January 2027."),
    (op(Operator.ADD, A, setting=Length(6, Unit.WEEK)), {"a": DAY},
     "“f” is zes weken na “a” (3 maart 2026): 14 april 2026.",
     "“f” is six weeks after “a” (3 March 2026): 14 April 2026."),
    (op(Operator.ADD, A, B, setting=Unit.MONTH), {"a": DAY, "b": Decimal(2)},
     "“f” is “a” (3 maart 2026) plus “b” (2) maanden: 3 mei 2026.",
     "“f” is “a” (3 March 2026) plus “b” (2) months: 3 May 2026."),
    (op(Operator.BETWEEN, A, EvaluationDate(), setting=Unit.YEAR), {"a": date(1990, 3, 4)},
     "“f” is het aantal hele jaren van “a” (4 maart 1990) tot de peildatum (3 maart 2026): 35.",
     "“f” is the number of whole years from “a” (4 March 1990) to the reference date (3 March 2026): 35."),
    (op(Operator.TERM, A, setting=EIGHT_WEEKS), {"a": DAY},
     "“f” is acht weken na “a” (3 maart 2026), dus uiterlijk 28 april 2026. Dat is een werkdag.",
     "“f” is eight weeks after “a” (3 March 2026), so by 28 April 2026 at the latest. That is a working day."),
    (op(Operator.TERM, A, setting=EIGHT_WEEKS), {"a": date(2026, 10, 31)},
     ("“f” is acht weken na “a” (31 oktober 2026), dus uiterlijk 28 december 2026. De termijn liep tot en met "
     "26 december 2026, en dat is geen werkdag. Daarom telt de eerstvolgende werkdag."),
     ("“f” is eight weeks after “a” (31 October 2026), so by 28 December 2026 at the latest. The term ran up to and including "
     "26 December 2026, and that is not a working day. So the next working day counts.")),
    (op(Operator.TERM, A, setting=TermRule(Length(3, Unit.DAY))), {"a": date(2026, 4, 2)},
     ("“f” is drie dagen na “a” (2 april 2026), dus uiterlijk 8 april 2026. De termijn moet ten minste twee "
     "werkdagen hebben. Daarom eindigt die niet op 5 april 2026."),
     ("“f” is three days after “a” (2 April 2026), so by 8 April 2026 at the latest. The term must have at least two "
     "working days. So it does not end on 5 April 2026.")),
    (op(Operator.TERM, A, setting=EIGHT_WEEKS), {},
     "Nog niet bekend: “f”. Dat is acht weken na “a”. Zo nodig geldt de eerstvolgende werkdag.",
     "Not known yet: “f”. That is eight weeks after “a”. If necessary the next working day counts."),
    (op(Operator.TERM, A, setting=TermRule(Length(1, Unit.WEEK), extended=False)), {"a": DAY},
     "“f” is één week na “a” (3 maart 2026), dus uiterlijk 10 maart 2026.",
     "“f” is one week after “a” (3 March 2026), so by 10 March 2026 at the latest."),
    (op(Operator.TERM, A, setting=TermRule(Length(1, Unit.YEAR))), {"a": DAY},
     "“f” is één jaar na “a” (3 maart 2026), dus uiterlijk 3 maart 2027.",
     "“f” is one year after “a” (3 March 2026), so by 3 March 2027 at the latest."),
]  # fmt: skip

OTHER: list[tuple[Expression, Facts, str, str]] = [
    (A, {"a": True}, "Ja: f. Dat is hetzelfde als “a”.", "Yes: f. That is the same as “a”."),
    (A, {"a": euros("1350")}, "“f”: € 1.350,00. Dat is hetzelfde als “a”.", "“f”: €1,350.00. That is the same as “a”."),
    (number("1350.5"), {}, "“f”: 1.350,5. Dit staat vast in de regel.", "“f”: 1,350.5. This is fixed in the rule."),
    (EvaluationDate(), {},
     "“f”: 3 maart 2026. Dat is de peildatum.", "“f”: 3 March 2026. That is the reference date."),
    (Projection(("aanvraag", "gegevens"), fact("naam")),
     {"aanvraag": Record({"gegevens": Record({"naam": "Jan"})})},
     "“f”: ‘Jan’. Dat is “naam” van “gegevens” van “aanvraag”.",
     "“f”: ‘Jan’. That is “naam” of “gegevens” of “aanvraag”."),
    (Projection(("rij",), fact("bedrag"), Scope.ALL),
     {"rij": (Record({"bedrag": Decimal(1)}), Record({"bedrag": Decimal(2)}))},
     "“f”: 1 en 2. Dat is de hele lijst van “bedrag” van “rij”.",
     "“f”: 1 and 2. That is the whole list of “bedrag” of “rij”."),
    (Projection(("rij",), op(Operator.LESS_THAN, fact("bedrag"), number("2")), Scope.SOME),
     {"rij": (Record({"bedrag": Decimal(1)}),)},
     "“f”: ja. Dat is een deel van de lijst van het punt hieronder van “rij”.",
     "“f”: yes. That is a part of the list of the point below of “rij”."),
    (op(Operator.AND, Creation(), A), {"a": True},
     "Nog niet bekend: “f”. Van de twee voorwaarden is er één nog niet bekend.",
     "Not known yet: “f”. One of the two conditions is not known yet."),
    (Unreadable("een teken te veel."), {},
     "Niet te bepalen: “f”. De regel is niet te lezen (een teken te veel).",
     "Cannot be determined: “f”. The rule cannot be read (een teken te veel)."),
    (op(Operator.QUOTIENT, A, B, setting=DOWN), {"a": Decimal(3), "b": Decimal(0)},
     "Niet te bepalen: “f”. Dat is “a” (3) gedeeld door “b” (0). Er wordt gedeeld door nul.",
     "Cannot be determined: “f”. That is “a” (3) divided by “b” (0). There is a division by zero."),
    (op(Operator.AND, A, B), {"a": True, "b": "ja"},
     "Niet te bepalen: “f”. Hier is ja of nee nodig, en er staat iets anders.",
     "Cannot be determined: “f”. Yes or no is needed here, and there is something else."),
    (op(Operator.END, A), {"a": Period(DAY)},
     ("Niet te bepalen: “f”. Dat is de eerste dag na “a” (vanaf 3 maart 2026). "
     "De periode loopt door en heeft geen einde."),
     ("Cannot be determined: “f”. That is the first day after “a” (from 3 March 2026). "
     "The period goes on and has no end.")),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "facts", "nl", "en"), [*LOGIC, *COMPARING, *CALCULATING, *OTHER])
def test_every_operator_has_words_in_both_languages(
    expression: Expression, facts: Facts, nl: str, en: str
) -> None:
    sentence = tell(expression, facts)
    assert (sentence.text.nl, sentence.text.en) == (nl, en)


def test_sentences_are_short_when_names_are() -> None:
    examples = [*LOGIC, *COMPARING, *CALCULATING, *OTHER]
    told = [sentence for expression, facts, _, _ in examples for sentence in tell_all(expression, facts)]
    for language in ("nl", "en"):
        text = "\n".join(sentence.text.in_language(language) for sentence in told)
        sentences = split_sentences(text, abbreviations=frozenset())
        assert sum(len(sentence.words) for sentence in sentences) / len(sentences) <= 10
