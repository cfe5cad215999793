"""How the output of the form filler names things: the form in its urn, questions, rows and where they stand."""

import re
from collections.abc import Iterator

from waarborg.adapters.official_forms.catalogue import ROWS
from waarborg.core.forms.forms import Form, Place
from waarborg.core.forms.questions import Group, Question, Type

SCHEMA = "https://github.com/MinBZK/par-dpia-form/blob/main/schemas/assessment-output.v2.schema.json"
#: Where our own words stand in the metadata; the form filler passes over them.
OURS = "waarborg"
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_LETTERS = re.compile(r"[^a-z]")


def name_form(form: Form) -> str:
    """Return what the form filler calls a form, such as dpia."""
    if form.official is not None:
        words = [word for word in form.official.urn.split(":") if not _VERSION.fullmatch(word)]
        return words[-1]
    return form.id


def write_urn(form: Form) -> str:
    """Return the urn of a form with its version, in the shape the form filler asks for."""
    version = form.official.version if form.official is not None else form.version
    numbers = [*version.split("."), "0"][:2]
    return f"urn:nl:{_LETTERS.sub('', name_form(form)) or 'form'}:{'.'.join(numbers)}"


def name_item(form: Form, id: str) -> str:
    """Return what the official file calls a question or group."""
    return form.official.name_item(id) if form.official is not None else id


def is_rows_of(group: Group, question: Question) -> bool:
    """Whether a group was made for a question that is repeated itself."""
    return group.id == f"{question.id}.{ROWS}"


def list_official_rows(place: Place) -> tuple[Group, ...]:
    """Return the repeated groups around a question as the official file has them: without one made for itself."""
    question = place.item
    groups = place.repeated
    if isinstance(question, Question) and groups and is_rows_of(groups[-1], question):
        return groups[:-1]
    return groups


def is_repeated_itself(place: Place) -> bool:
    """Whether the official file lets a question itself be answered several times."""
    question = place.item
    if not isinstance(question, Question):
        return False
    return question.type is Type.ACTIONS or list_official_rows(place) != place.repeated


def stands_directly_in(place: Place, group: Group) -> bool:
    """Whether the official file has a question directly in a repeated group, not in a group within it."""
    around = place.groups
    if isinstance(place.item, Question) and around and is_rows_of(around[-1], place.item):
        around = around[:-1]
    return bool(around) and around[-1] is group


def list_repeated(form: Form) -> Iterator[tuple[Group, tuple[Group, ...]]]:
    """Yield the repeated groups of a form, each with those around it, the outermost first."""
    for place in form.places:
        if isinstance(place.item, Group) and place.item.repeat:
            yield place.item, place.repeated
