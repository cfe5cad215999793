"""A form after others of the same dossier asks only what is new, as a person fills it in.

What stands in other forms that were filled in completely, and in the facts that those recorded, is offered; the
person takes each offer, and answers the rest by hand. Which questions that rest is, was read and checked by hand: each
is a judgement, asks where something stands, is about the provider or about this form itself, or is told per row.
"""

from collections.abc import Mapping
from datetime import date

from tests.content.form_drafts import Draft
from tests.content.form_witnesses import Goal, Witness, be, complete
from tests.content.form_worlds import PLAIN, Facts
from tests.content.plausible_forms import LoneSearch
from tests.content.test_forms import read_all
from tests.small_form import NOON, answer
from waarborg.core.forms.answers import Sheet
from waarborg.core.forms.forms import Form
from waarborg.core.forms.offering import FACT, Known, list_offers
from waarborg.core.forms.progress import measure_progress
from waarborg.core.forms.questions import Question
from waarborg.core.forms.reading import Reading, Standing
from waarborg.core.law.expressions import Literal, Operation, Operator, Reference
from waarborg.core.law.values import Value

ON = date(2027, 12, 3)
#: A municipality uses a bought system that helps to decide on benefits.
BENEFITS: Facts = {**PLAIN, "annex_iii_areas": ("5a",), "affected_groups": ("benefit_recipients",)}
#: The same, made by the municipality itself.
MADE: Facts = {**BENEFITS, "ai_act_roles": ("provider", "deployer"), "built_or_bought": "built"}


def find(id: str) -> Form:
    form = read_all().find_newest(id)
    assert form is not None
    return form


def says(question: str, value: Value) -> Goal:
    """That a question is answered so."""
    return be(
        f"{question} is {value}", Operation(Operator.EQUAL, (Reference(question), Literal(value))), True
    )


class SameDossier(LoneSearch):
    """Looks for answers to a form about one and the same algorithm."""

    def __init__(self, form: Form, facts: Facts) -> None:
        super().__init__(form, read_all(), ON)
        self._dossier = facts

    def start(self, attempt: int) -> Draft:
        draft = super().start(attempt)
        draft.surround(self._dossier)
        for name in draft.others:
            draft.others[name] = None
        return draft


def fill(id: str, facts: Facts, *goals: Goal) -> Witness:
    """A form that can be signed, about one system."""
    found = SameDossier(find(id), facts).find([*complete(find(id)), *goals])
    assert found is not None, id
    return found


def list_known(*earlier: Witness) -> dict[str, Known]:
    """What stands in forms that were filled in, and in the facts of the dossier that they recorded."""
    found: dict[str, Known] = {}
    for one in earlier:
        for shown in one.reading.shown:
            question, said = shown.item, shown.answer
            if not isinstance(question, Question) or shown.standing is not Standing.ASKED:
                continue
            if shown.address.rows or said is None or said.value is None:
                continue
            places = [
                f"{one.draft.form.id}:{question.id}",
                *([f"{FACT}:{question.fact}"] if question.fact else []),
            ]
            found |= {place: Known(place, said.value, "1", NOON) for place in places}
    return found


def walk(last: Witness, known: Mapping[str, Known]) -> tuple[set[str], set[str]]:
    """The questions whose answer is offered and taken, and those that are answered by hand, until all are answered."""
    form, answers = last.draft.form, last.draft.answers
    said = {
        address: value for address, value in answers.items() if form.find_group(address.question) is not None
    }
    taken, by_hand = set[str](), set[str]()
    while True:
        sheet = Sheet.of(answer(str(address), value) for address, value in said.items())
        reading = Reading(form, sheet, last.draft.look_around(), on=ON)
        offers = {one.address for one in list_offers(reading, known) if one.address not in said}
        open_places = [
            one.address
            for one in reading.shown
            if isinstance(one.item, Question) and one.standing is Standing.ASKED and one.address not in said
        ]
        if not open_places:
            assert measure_progress(reading).missing == ()
            return taken, by_hand
        for address in open_places:
            said[address] = answers[address]
            (taken if address in offers else by_hand).add(address.question)


# --- the FRIA after the IAMA and the DPIA --------------------------------------------------------------------------
#: Offered from one of both: about the system, its use, who is affected, which rights, oversight, complaints.
FROM_IAMA_OR_DPIA = """
    0.1.3 0.1.4 0.1.7 0.3.1 0.5.1 a.1 a.1.1 a.1.2 a.1.4 a.1.5 a.2 a.2.3 b.1 b.1.1 b.2 b.2.2 b.2.3 b.3 c.1.1 c.1.2
    c.1.3 c.3.1 c.3 d.1.3 d.1.4 d.2 e.1 e.3 e.4.1 e.4.4 f.1.3 f.2.1 f.2.3 f.2.4 f.2.6 f.2.8 f.3 f.3.1 f.3.3 g.1 g.5.1
    i.2
"""
ASKED_ANEW = {
    "facts that neither of both records; a dossier knows most of them": """
        0.1.1 0.1.2 0.1.5 0.1.6 0.2.1 0.2.2 0.2.4 0.2.5 0.2.6 0.2.8 a.1.3
    """,
    "judgements: nothing is ever offered": """
        0.2.9 0.2.10 a.2.4 d.1.5 d.2.1 d.3.9 d.3.11 d.3.12 d.4 d.4.1 g.1.1 g.2 g.2.1 g.3 g.3.1 g.4 g.4.2
    """,
    "about this FRIA: why now, beside which other assessment, where each element stands, with whom, who keeps it": """
        0.3.2 0.3.3 0.3.4 0.3.5 0.5.2 0.5.3 0.5.4 0.5.5 0.6.1 a.0 b.0 c.0 d.0 e.0 f.0 g.5 g.5.2 i.1 i.1.1 i.3
    """,
    "what the provider says and asks (article 13), and live identification (article 5)": """
        0.2.7 a.2.1 a.2.2 d.1 d.1.1 d.1.2 e.2 e.2.1 e.5
    """,
    "told of each group, process, effect or task; the others tell it in other rows, or of all together": """
        a.1.6 a.1.7.1 a.1.7.2 a.1.7.3 c.1 c.2.1 c.2.2 c.2.3 c.2.4 c.2.5 c.2.6 c.2.7 c.2.8 c.4 d.3.1 d.3.2 d.3.3 d.3.4
        d.3.5 d.3.6 d.3.7 d.3.8 d.3.10 d.5 f.1 f.2.2 f.3.5
    """,
    "more exact than the others ask: period, repetition, oversight, incidents, logs, complaints": """
        b.1.2 b.2.1 b.2.4 e.3.2 e.3.3 e.4 e.4.2 e.4.3 f.1.2 f.1.4 f.2 f.2.5 f.3.4 f.3.6 f.3.7
    """,
    "notification and registration": "h.1 h.3.1 h.3",
    "what must still be done": "d.actions e.actions f.actions",
    "offered where it was answered; here the others had no reason to ask": "a.2.6 c.4.2 f.1.1 f.2.7",
}


def test_a_fria_after_iama_and_dpia_asks_only_what_is_new() -> None:
    here = [says(f"{part}.0", "here") for part in "abcdef"]
    fria = fill("fria", BENEFITS, *here)
    taken, by_hand = walk(fria, list_known(fill("iama", BENEFITS), fill("dpia", BENEFITS)))
    assert taken == set(FROM_IAMA_OR_DPIA.split())
    assert by_hand == {id for ids in ASKED_ANEW.values() for id in ids.split()}
    # 42 of 151 questions need no writing; 109 are asked anew, in the nine groups above: 11 + 17 + 20 + 9 + 27 + 15 +
    # 3 + 3 + 4.
    assert (len(taken), len(by_hand)) == (42, 109)
    assert [len(ids.split()) for ids in ASKED_ANEW.values()] == [11, 17, 20, 9, 27, 15, 3, 3, 4]
    assert walk(fria, {}) == (set(), taken | by_hand)


def test_what_is_asked_anew_as_a_judgement_is_one() -> None:
    named = set(ASKED_ANEW["judgements: nothing is ever offered"].split())
    asked = {id for ids in ASKED_ANEW.values() for id in ids.split()}
    assert named == {one.id for one in find("fria").questions if one.judgement and one.id in asked}


def test_an_element_that_stands_in_the_iama_is_not_told_again() -> None:
    """What article 27 asks for each group, and what only the provider can say, is asked all the same."""
    known = list_known(fill("iama", BENEFITS), fill("dpia", BENEFITS))
    there = [says(f"{part}.0", "iama") for part in "abcdef"]
    _, by_hand = walk(fill("fria", BENEFITS, *there), known)
    before = {id for ids in ASKED_ANEW.values() for id in ids.split()}
    # Where it stands, and whether it is still right: two for each of the six elements.
    assert by_hand - before == {f"{part}.0{more}" for part in "abcdef" for more in "ab"}
    # 2 on the period, 2 on people, the 12 on each effect, and 3 on measures: 109 + 12 - 19 = 102.
    effects = {f"d.3.{number}" for number in range(1, 13)}
    assert before - by_hand == {"b.1.2", "b.2.1", "c.1", "c.2.3", *effects, "f.1.1", "f.2", "f.2.7"}
    assert len(by_hand) == 102


# --- the papers of a provider after the AIIA -----------------------------------------------------------------------
FROM_AIIA = """
    0.1.1 0.1.2 0.2.1 0.2.2 0.2.3 1.a.5 1.e.2 1.h.3 2.a.3 2.b.1 2.b.2 2.b.3 2.c.1 2.c.2 2.d.2 2.d.11 2.e.2 2.g.1 2.g.4
    2.h.1 3.2 3.7 4.1 5.2 5.4 5.5 5.6 6.1 9.1 9.5 9.7
"""


def fill_aiia() -> Witness:
    return fill("aiia", MADE, be("part B", Reference("AIIA deel B aan de orde"), True))


def fill_annex_iv() -> Witness:
    form = find("technical-documentation")
    idle = next(one.when for one in form.outcomes if one.id == "td.not-required")
    return fill(form.id, MADE, be("not required", idle, False))


def test_the_technical_documentation_takes_from_the_aiia_what_that_says() -> None:
    taken, by_hand = walk(fill_annex_iv(), list_known(fill_aiia()))
    assert taken == set(FROM_AIIA.split())
    assert (len(taken), len(by_hand)) == (31, 87)


def test_the_declaration_takes_little_as_it_is_about_the_declaration() -> None:
    """Name, role, area and product law from the AIIA; from the technical documentation the first day as well."""
    declaration = fill("conformity", MADE, be("own", Reference("conformiteit zelf verklaren"), True))
    taken, _ = walk(declaration, list_known(fill_aiia()))
    assert taken == {"0.2", "0.3", "0.4", "0.5"}
    taken, by_hand = walk(declaration, list_known(fill_aiia(), fill_annex_iv()))
    assert taken == {"0.2", "0.3", "0.4", "0.5", "0.10"}
    assert len(by_hand) == 11
