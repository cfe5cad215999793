"""Where questions and facts stand, in words; and where the choices of a question come from when there are none."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.form_files.loading import load_library
from waarborg.apps.assessments.queries import Opened
from waarborg.core.forms.forms import Form
from waarborg.core.forms.offering import FACT
from waarborg.core.forms.questions import Cited, Part, Question
from waarborg.web.assessment_fields import from_question
from waarborg.web.assessment_record import name_question
from waarborg.web.fields import Asked, from_term
from waarborg.web.pages import say


@dataclass(frozen=True)
class Lack:
    """Where the choices of a question come from, when nothing is there yet. address: empty where one may not go."""

    title: str
    address: str


def cite(item: Cited) -> str:
    """A place in a source as people write it."""
    label = say(item.source.label)
    return (
        f"{_('art.')} {item.place} {label}" if item.place[:1].isdigit() else f"{label} {item.place}".strip()
    )


def find_question(form: Form, place: str) -> Question | None:
    owner, _sep, id = place.rpartition(":")
    if owner == FACT:
        return None
    found = load_library().find_newest(owner) if owner else form
    return found.find_question(id.partition("@")[0]) if found is not None else None


def find_asked(opened: Opened, place: str) -> Asked | None:
    """The question or fact at a place such as `2.1`, `iama:1.1` or `fact:goal`, as a page asks it."""
    if place.startswith(f"{FACT}:"):
        term = load_vocabulary().find_term(place.removeprefix(f"{FACT}:"))
        return from_term(term) if term is not None else None
    question = find_question(opened.form, place)
    if question is None:
        return None
    owner = place.rpartition(":")[0]
    has_rows = any(item.options_from is not None for item in (question, *question.columns))
    # Choices that are rows of another form have their names there.
    other = opened.open_other(owner) if owner and has_rows else None
    return from_question(other or opened, question, place)


def name_place(form: Form, place: str) -> str:
    """What a place is called: the question or the fact, with where it stands; a fact of the rules by its own name."""
    if place.startswith(f"{FACT}:"):
        term = load_vocabulary().find_term(place.removeprefix(f"{FACT}:"))
        return _("the dossier: %(fact)s") % {"fact": say(term.label)} if term is not None else place
    owner, _sep, id = place.rpartition(":")
    question = find_question(form, place)
    if question is not None:
        return f"{owner.upper()}: {say(question.ask)}" if owner else name_question(question)
    group = form.find_group(id) if not owner else None
    if group is not None:
        return say(group.title)
    frame = next((one for one in form.rules.facts if one.name == place), None)
    return say(frame.label) if frame is not None and frame.label is not None else place


def name_source(form: Form, place: str) -> str:
    """Where something stands, in words: the dossier, this form, or another one."""
    owner = place.rpartition(":")[0]
    if owner == FACT:
        return _("the dossier")
    other = load_library().find_newest(owner) if owner else form
    return other.short if other is not None else owner


def list_lacks(opened: Opened, part: Part, question: Question) -> Iterable[Lack]:
    """The groups whose rows are the choices of a question or its columns, as far as they have no rows yet.

    part: the page on which it is asked; what stands there too has an address within the page.
    """
    sources = [item.options_from for item in (question, *question.columns) if item.options_from is not None]
    for source in dict.fromkeys(sources):
        place = opened.form.find_place(source.group)
        group = opened.form.find_group(source.group)
        if place is None or group is None or opened.sheet.list_rows(source.group):
            continue
        row = opened.assessment
        if row.pk is None:  # a trial has no other pages
            yield Lack(say(group.title), "")
            continue
        keys = {"public_id": row.home, "number": row.pk, "part": place.part.id}
        page = "" if place.part.id == part.id else reverse("web:assessment_part", kwargs=keys)
        yield Lack(say(group.title), f"{page}#group-{group.id}")
