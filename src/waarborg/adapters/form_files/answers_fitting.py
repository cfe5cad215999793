"""Whether the answers of a file fit a form: its questions, their types, and its version."""

from waarborg.adapters.form_files.answers_file import AnswersFile, AnswersFileError
from waarborg.core.forms.answers import Address, Answer
from waarborg.core.forms.checking import Options, check_answer, list_written
from waarborg.core.forms.forms import Form
from waarborg.core.forms.questions import Group, Question
from waarborg.core.profile.facts import plain
from waarborg.core.profile.values import Fault
from waarborg.core.terms.text import Text

_NO_QUESTION = Fault(
    "no_question",
    "",
    Text("Deze vraag staat niet in het formulier.", "This question is not in the form."),
    Text(
        "Haal het antwoord weg, of gebruik een bestand van hetzelfde formulier.",
        "Remove the answer, or use a file of the same form.",
    ),
)
_NO_PLACE = Fault(
    "no_place",
    "",
    Text("Het aantal rijen waarin deze vraag staat, klopt niet.", "The number of rows around this question is wrong."),
    Text("Schrijf achter @ één kenmerk voor elke groep eromheen.", "Write one id behind @ for each group around it."),
)  # fmt: skip
_NO_ROWS = Fault(
    "no_rows",
    "",
    Text("Hier hoort een lijst van rijen van een groep.", "A list of the rows of a group belongs here."),
    Text(
        "Noem elke rij één keer, met een kenmerk van kleine letters en cijfers.",
        "Name each row once, by an id of small letters and digits.",
    ),
)


def find_misfit(answer: Answer, form: Form, options: Options = list_written) -> Fault | None:
    """Return why an answer does not fit a form; None when it does.

    options: the options as they are now, for questions whose options are the rows of a group.
    """
    place = form.find_place(answer.address.question)
    if place is None:
        return _NO_QUESTION
    if len(place.repeated) != len(answer.address.rows):
        return _NO_PLACE
    if isinstance(place.item, Group):
        return None if place.item.repeat and _has_rows(answer) else _NO_ROWS
    if not isinstance(place.item, Question):
        return _NO_QUESTION
    faults = check_answer(place.item, plain(answer.value), options)
    return faults[0] if faults else None


def _has_rows(answer: Answer) -> bool:
    rows = answer.value
    if not isinstance(rows, tuple) or answer.declined or len(set(map(str, rows))) != len(rows):
        return False
    try:
        Address(answer.address.question, tuple(str(row) for row in rows))
    except ValueError:
        return False
    return all(isinstance(row, str) for row in rows)


def require_fit(found: AnswersFile, form: Form, options: Options = list_written) -> None:
    """Raise `AnswersFileError` for the first thing in a file that does not fit a form."""
    require_form(found, form)
    if found.version != form.version:
        raise AnswersFileError(
            file=found.name,
            place="form",
            field="version",
            message=Text(
                f"Dit bestand is van versie {found.version} en het formulier van versie {form.version}.",
                f"This file is of version {found.version} and the form of version {form.version}.",
            ),
            remedy=Text(
                "Breng eerst een van de twee naar dezelfde versie.", "First move one of the two to the same version."
            ),
        )  # fmt: skip
    for number, answer in enumerate(found.answers):
        fault = find_misfit(answer, form, options)
        if fault is not None:
            raise AnswersFileError(
                file=found.name,
                place=f"answers[{number}] ({answer.address})",
                field=f"value{fault.path}",
                message=fault.message,
                remedy=fault.remedy,
            )


def require_form(found: AnswersFile, form: Form) -> None:
    """Raise `AnswersFileError` when a file is of another form."""
    if found.form != form.id:
        raise AnswersFileError(
            file=found.name,
            place="form",
            field="id",
            message=Text(
                f"Dit bestand is van het formulier “{found.form}”, en deze toets van “{form.id}”.",
                f"This file is of the form “{found.form}”, and this assessment of “{form.id}”.",
            ),
            remedy=Text(
                f"Kies een bestand van een {form.short}, of lees het in bij de toets waar het bij hoort.",
                f"Choose a file of a {form.short}, or bring it in at the assessment it belongs to.",
            ),
        )
