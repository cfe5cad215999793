"""Forms filled in as people might: texts are the examples that forms give, and nothing stands in the way of signing."""

import random
from collections.abc import Mapping
from datetime import date

from tests.content.filled_forms import Filler, Rows
from tests.content.form_drafts import Draft
from tests.content.form_witnesses import Search, Witness, be, complete, silence
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.core.forms.answers import Address
from waarborg.core.forms.forms import Form
from waarborg.core.forms.library import Library
from waarborg.core.forms.questions import ROWED, Column, Question, Type
from waarborg.core.forms.reading import Standing
from waarborg.core.profile.vocabulary import Term

#: What stands in a cell of a table; the longest wraps over several lines.
CELLS = (
    "Team Werk en Inkomen",
    "Steekproef van vijftig dossiers per maand",
    "Functioneel beheerder",
    "De consulent leest elk voorstel en beslist zelf; bij twijfel overlegt hij met een collega",
    "Basisregistratie Personen",
    "Contract met de leverancier, artikel 12",
    "Elk kwartaal",
)
TEXT = "De proceseigenaar beschreef dit met het team en legde het vast in het dossier."
#: Facts of which the vocabulary wants another form than text.
SHAPED = {"month": "2026-09", "link": "https://voorbeeldstad.example/algoritmes", "contact": "algoritmes@voorbeeldstad.example"}  # fmt: skip


class Writer(Filler):
    """Fills in forms with the texts that they give as an example."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self._cells = random.Random(seed)

    def make_value(self, question: Question, rows: Rows) -> object:
        """Return the example of a question of text; for another question an answer that fits."""
        if question.type in (Type.TEXT, Type.MARKUP):
            return question.example.nl if question.example is not None else TEXT
        if question.type is Type.ROLE:
            return "process_owner"
        value = super().make_value(question, rows)
        if question.type in ROWED and isinstance(value, tuple):
            return tuple(self._write_row(question.columns, row) for row in value)
        return value

    def _write_row(self, columns: tuple[Column, ...], row: Mapping[str, str]) -> dict[str, str]:
        return {
            column.id: self._cells.choice(CELLS) if column.type is Type.TEXT else row[column.id]
            for column in columns
        }

    def make_term(self, term: Term) -> object:
        """Return a value that fits a term, in its form."""
        return SHAPED.get(term.type.value) or super().make_term(term)


class LoneSearch(Search):
    """Looks for answers to a form whose dossier has no other forms, on one day."""

    def __init__(self, form: Form, library: Library, on: date) -> None:
        super().__init__(form, library)
        self._on, self._fillers = on, [Writer(seed) for seed in range(3)]

    def start(self, attempt: int) -> Draft:
        """Some whole form on the day."""
        draft = super().start(attempt)
        draft.on = self._on
        for name in draft.others:
            draft.others[name] = None
        for question in self.form.questions:
            if question.fact and question.type is Type.TEXT:
                term = load_vocabulary().get_term(question.fact)
                if term.type.value in SHAPED:
                    draft.say_fact(question.fact, SHAPED[term.type.value])
        return draft


def fill_in(form: Form, library: Library, on: date) -> Witness | None:
    """Return a form that can be signed on a day: every advice, consent and signature is asked, nothing is missing.

    No answers contradict each other, unless only those ask for a signature; what blocks never does. None when none was
    found.
    """
    search = LoneSearch(form, library, on)
    asked = [be(slot.id, slot.when, True) for slot in form.signatures if slot.when is not None]
    whole = search.find([*asked, *(silence(check) for check in form.checks)])
    if whole is not None:
        return whole
    goals = [*asked, *complete(form)]
    found = search.find(goals)
    for check in form.checks:
        if not check.blocks and (better := search.find([*goals, silence(check)])) is not None:
            goals, found = [*goals, silence(check)], better
    return found


def list_answers(filled: Witness) -> dict[str, object]:
    """Return the answers to what is asked, by place. A choice among rows that nobody is asked for stays empty."""
    asked = {one.address for one in filled.reading.shown if one.standing is not Standing.NOT_ASKED}
    return {
        str(address): _leave_out(filled, address, value)
        for address, value in filled.draft.answers.items()
        if address in asked
    }


def _leave_out(filled: Witness, address: Address, value: object) -> object:
    question = filled.draft.form.find_question(address.question)
    gone = {
        column.id
        for column in (question.columns if question is not None else ())
        if column.options_from is not None
        and filled.reading.find_standing(column.options_from.group) is Standing.NOT_ASKED
    }
    if not gone or not isinstance(value, tuple):
        return value
    return tuple({name: cell for name, cell in row.items() if name not in gone} for row in value)
