"""Faults in the content of a form that a schema cannot see: names that point nowhere, and questions that do not fit."""

from collections.abc import Iterator
from functools import cache, cached_property

from waarborg.adapters.form_files import link_words as words
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.core.forms.faults import Fault
from waarborg.core.forms.forms import About, Form, Place
from waarborg.core.forms.library import Library
from waarborg.core.forms.questions import Group, Link, OptionsFrom, Question, Type
from waarborg.core.forms.rules import CircularForm, make_rules
from waarborg.core.law.expressions import Expression, list_names
from waarborg.core.profile.vocabulary import Term, Vocabulary
from waarborg.core.profile.vocabulary import Type as TermType

#: The types of fact that a question of a type can say.
_SAME = {
    Type.TEXT: {TermType.TEXT, TermType.LINK, TermType.CONTACT, TermType.MONTH},
    Type.MARKUP: {TermType.MARKUP, TermType.TEXT},
    Type.CHOICE: {TermType.CHOICE},
    Type.CHOICES: {TermType.CHOICES},
    Type.BOOLEAN: {TermType.BOOLEAN},
    Type.NUMBER: {TermType.NUMBER},
    Type.DATE: {TermType.DATE},
}
_LONGEST = 40


def list_faults(form: Form, library: Library, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Yield everything in a form that points nowhere or contradicts itself."""
    names = _Names(form, library, vocabulary)
    for part in form.parts:
        yield from names.check(part.when, part.id)
        yield from _check_words("phases", part.phases, part.id, "phases")
        yield from _check_words("roles", part.roles, part.id, "roles")
    for place in form.places:
        yield from _check_place(form, place, names, vocabulary)
    for slot in form.signatures:
        yield from names.check(slot.when, slot.id)
        yield from _check_words("roles", (slot.role,), slot.id, "role", also=("works_council",))
    for outcome in form.outcomes:
        yield from names.check(outcome.when, outcome.id)
        if outcome.form and library.find_newest(outcome.form) is None:
            yield words.no_form(outcome.id, outcome.form, library.ids, "form")
    for check in form.checks:
        yield from names.check(check.when, check.id)
        for id in check.about:
            yield from names.check_link(id, check.id, "about")
    for fact in form.facts:
        yield from names.check(fact.function, fact.name, "function")
    for question in form.questions:
        for column in question.columns:
            if form.rules.list_versions_of_fact(column.id):
                yield words.column_is_fact(question.id, column.id)
    try:
        make_rules(form)
    except CircularForm as error:
        yield words.circular(error.ring)
    yield from _check_framework(form, vocabulary)


def _check_framework(form: Form, vocabulary: Vocabulary) -> Iterator[Fault]:
    framework = load_framework()
    known = {requirement.code for requirement in framework.requirements}
    for item in form.evidence:
        if item.requirement not in known:
            yield words.no_requirement(item.requirement, known)
    instruments = {item.id for item in framework.instruments}
    if form.instrument and form.instrument not in instruments:
        yield words.no_instrument(form.instrument, instruments)
    for key in form.review.facts if form.review else ():
        if vocabulary.find_term(key) is None:
            yield words.no_fact("review", key, _list_keys(vocabulary), "facts")


class _Names:
    """Which names can stand in a condition of a form."""

    def __init__(self, form: Form, library: Library, vocabulary: Vocabulary) -> None:
        self.form, self.library, self.vocabulary = form, library, vocabulary
        # Inside a repeated group a condition also reads the rows: the name of a question or a column.
        self.columns = {column.id for question in form.questions for column in question.columns}
        self.columns |= {"level", "residual_level"}

    def check(self, condition: Expression | None, place: str, key: str = "when") -> Iterator[Fault]:
        """Yield the names in a condition that nobody knows."""
        for name in dict.fromkeys(list_names(condition)) if condition is not None else ():
            if ":" in name:
                yield from self.check_link(name, place, key)
            elif not self._is_known(name):
                yield words.unknown_name(place, name, self._known, key)

    def check_link(self, name: str, place: str, key: str) -> Iterator[Fault]:
        """Yield a fault when `iama:2.1`, `fact:goal` or `2.1` points nowhere."""
        form, _, id = name.rpartition(":")
        if form == "fact":
            if self.vocabulary.find_term(id) is None:
                yield words.no_fact(place, id, _list_keys(self.vocabulary), key)
            elif self.form.about is not About.ALGORITHM:
                yield words.fact_of_algorithm(place, id, key)
            return
        other = self.library.find_newest(form) if form else self.form
        if other is None:
            yield words.no_form(place, form, self.library.ids, key)
            return
        if other.about is not self.form.about:
            yield words.about_something_else(place, other, self.form, key)
        if other.find_place(id) is None:
            yield words.no_question(place, form, id, [one.item.id for one in other.places], key)

    def _is_known(self, name: str) -> bool:
        return (
            self.form.find_question(name) is not None
            or self.form.find_group(name) is not None
            or name in self.columns
            or bool(self.form.rules.list_versions_of_fact(name))
        )

    @cached_property
    def _known(self) -> tuple[str, ...]:
        """What may stand in a condition without a colon."""
        questions = (*self.form.questions, *self.form.groups)
        return (*(one.id for one in questions), *self.columns, *(one.name for one in self.form.rules.facts))


def _list_keys(vocabulary: Vocabulary) -> list[str]:
    return [term.key for term in vocabulary.terms]


def _check_place(form: Form, place: Place, names: _Names, vocabulary: Vocabulary) -> Iterator[Fault]:
    item = place.item
    if len(item.id) > _LONGEST:
        yield words.long_id(item.id, _LONGEST)
    yield from names.check(item.when, item.id)
    if isinstance(item, Group):
        yield from _check_words("roles", item.roles, item.id, "roles")
        inside = [one.id for one in item.items]
        if item.label and item.label not in inside:
            yield words.strange_label(item.id, item.label, inside)
    elif isinstance(item, Question):
        yield from _check_question(form, place, item, names, vocabulary)


def _check_question(
    form: Form, place: Place, item: Question, names: _Names, vocabulary: Vocabulary
) -> Iterator[Fault]:
    yield from _check_words("roles", item.roles, item.id, "roles")
    if form.about is About.ORGANISATION and item.type in (Type.FILE, Type.IMAGE):
        yield words.no_files(item.id)
    for key, links in (("from", item.taken_from), ("beside", item.beside)):
        for link in links:
            yield from names.check_link(link.place, item.id, key)
    for link in item.taken_from:
        yield from _check_taken(item, link, names.library)
    for source in (item.options_from, *(column.options_from for column in item.columns)):
        if source is not None:
            yield from _check_options_from(form, item, source)
    if not item.fact:
        return
    if form.about is not About.ALGORITHM:
        yield from names.check_link(f"fact:{item.fact}", item.id, "fact")
    if place.repeated:
        yield words.fact_in_rows(item.id)
    elif (term := vocabulary.find_term(item.fact)) is not None:
        yield from _check_fact(item, term)
    elif form.about is About.ALGORITHM:
        yield words.no_fact(item.id, item.fact, _list_keys(vocabulary), "fact")


def _check_taken(item: Question, link: Link, library: Library) -> Iterator[Fault]:
    other = library.find_newest(link.form)
    place = other.find_place(link.question) if other is not None else None
    if place is None:
        return
    found, texts = place.item, {Type.TEXT, Type.MARKUP}
    if not isinstance(found, Question) or place.repeated:
        yield words.no_single_answer(item.id, link.place)
    elif found.type is not item.type and not {found.type, item.type} <= texts:
        yield words.other_type(item.id, link.place, found.type, item.type)


def _check_options_from(form: Form, item: Question, source: OptionsFrom) -> Iterator[Fault]:
    group = form.find_group(source.group)
    if group is None or not group.repeat or all(one.id != source.label for one in group.items):
        key = "options_from" if item.options_from is source else "columns"
        yield words.no_rows(item.id, source, [one.id for one in form.groups if one.repeat], key)


def _check_fact(item: Question, term: Term) -> Iterator[Fault]:
    if term.type not in _SAME.get(item.type, set()):
        fitting = [type.value for type, terms in _SAME.items() if term.type in terms]
        yield words.other_type_than_fact(item.id, term, item.type, fitting)
    extra = [one.value for one in item.options if term.find_choice(one.value) is None]
    missing = [one.value for one in term.choices if item.find_option(one.value) is None]
    if term.choices and (extra or missing):
        yield words.other_choices(item.id, term.key, extra, missing)


def _check_words(
    among: str, ids: tuple[str, ...], place: str, key: str, also: tuple[str, ...] = ()
) -> Iterator[Fault]:
    for id in ids:
        if id not in also and id not in _list_words(among):
            yield words.no_word(place, among, id, (*_list_words(among), *also), key)


@cache
def _list_words(among: str) -> frozenset[str]:
    return frozenset(word.id for word in getattr(load_framework(), among))
