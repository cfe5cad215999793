"""Faults in the content of a form that a schema cannot see: names that point nowhere, and questions that do not fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from waarborg.adapters.framework_files.loading import load_framework
from waarborg.core.forms.forms import About, Form, Place
from waarborg.core.forms.library import Library
from waarborg.core.forms.questions import Group, Link, OptionsFrom, Question, Type
from waarborg.core.forms.rules import CircularForm, asked, make_rules
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


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not fit, where, and what to do. line: in the file, from 1; 0 where no file was read."""

    place: str
    says: str
    remedy: str
    line: int = 0


def list_faults(form: Form, library: Library, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Yield everything in a form that points nowhere or contradicts itself."""
    names = _Names(form, library, vocabulary)
    for part in form.parts:
        yield from names.check(part.when, part.id)
        yield from _check_words("phases", part.phases, part.id)
        yield from _check_words("roles", part.roles, part.id)
    for place in form.places:
        yield from _check_place(form, place, names, vocabulary)
    for slot in form.signatures:
        yield from names.check(slot.when, slot.id)
        yield from _check_words("roles", (slot.role,), slot.id, also=("works_council",))
    for outcome in form.outcomes:
        yield from names.check(outcome.when, outcome.id)
        if outcome.form and library.find_newest(outcome.form) is None:
            yield Fault(outcome.id, f"there is no form {outcome.form}", "Take a form that is there")
    for check in form.checks:
        yield from names.check(check.when, check.id)
        for id in check.about:
            yield from names.check_link(id, check.id)
    for fact in form.facts:
        yield from names.check(fact.function, fact.name)
    for question in form.questions:
        for column in question.columns:
            if form.rules.list_versions_of_fact(column.id):
                yield Fault(
                    question.id, f"a fact is called {column.id} too", "Take another id for the column"
                )
    try:
        make_rules(form)
    except CircularForm as error:
        yield Fault(error.ring[0].removesuffix(asked("")), str(error), "Take away one of these conditions")
    framework = load_framework()
    known = {requirement.code for requirement in framework.requirements}
    for item in form.evidence:
        if item.requirement not in known:
            yield Fault(
                "evidence_for",
                f"there is no requirement {item.requirement}",
                "Take its short name, such as avg-09",
            )
    if form.instrument and form.instrument not in {item.id for item in framework.instruments}:
        yield Fault(
            "instrument", f"there is no instrument {form.instrument}", "Take an id of instruments.yaml"
        )
    for key in form.review.facts if form.review else ():
        if vocabulary.find_term(key) is None:
            yield Fault("review.facts", f"there is no fact {key}", "Take a key of the vocabulary")


class _Names:
    """Which names can stand in a condition of a form."""

    def __init__(self, form: Form, library: Library, vocabulary: Vocabulary) -> None:
        self.form, self.library, self.vocabulary = form, library, vocabulary
        # Inside a repeated group a condition also reads the rows: the name of a question or a column.
        self.columns = {column.id for question in form.questions for column in question.columns}
        self.columns |= {"level", "residual_level"}

    def check(self, condition: Expression | None, place: str) -> Iterator[Fault]:
        """Yield the names in a condition that nobody knows."""
        for name in dict.fromkeys(list_names(condition)) if condition is not None else ():
            if ":" in name:
                yield from self.check_link(name, place)
            elif not self._is_known(name):
                yield Fault(
                    place,
                    f"the condition names [{name}], and there is no such question or fact",
                    "Take the id of a question, `form:question`, `fact:key`, or a fact under `facts`",
                )

    def check_link(self, name: str, place: str) -> Iterator[Fault]:
        """Yield a fault when `iama:2.1`, `fact:goal` or `2.1` points nowhere."""
        form, _, id = name.rpartition(":")
        if form == "fact":
            found = self.vocabulary.find_term(id) is not None
            if found and self.form.about is not About.ALGORITHM:
                yield Fault(place, f"{name} is of an algorithm, and this form is not", "Leave it out")
        elif form:
            newest = self.library.find_newest(form)
            found = newest is not None and newest.find_place(id) is not None
            if newest is not None and newest.about is not self.form.about:
                yield Fault(
                    place,
                    f"{form} is about an {newest.about}, and this form about an {self.form.about}",
                    "Take a form that is about the same",
                )
        else:
            found = self.form.find_place(id) is not None
        if not found:
            yield Fault(place, f"{name} points nowhere", "Take a question or fact that is there")

    def _is_known(self, name: str) -> bool:
        return (
            self.form.find_question(name) is not None
            or self.form.find_group(name) is not None
            or name in self.columns
            or bool(self.form.rules.list_versions_of_fact(name))
        )


def _check_place(form: Form, place: Place, names: _Names, vocabulary: Vocabulary) -> Iterator[Fault]:
    item = place.item
    if len(item.id) > _LONGEST:
        yield Fault(item.id, "the id is too long", f"Take at most {_LONGEST} signs")
    yield from names.check(item.when, item.id)
    if isinstance(item, Group):
        yield from _check_words("roles", item.roles, item.id)
        yield from _check_label(form, item)
    elif isinstance(item, Question):
        yield from _check_question(form, place, item, names, vocabulary)


def _check_label(form: Form, group: Group) -> Iterator[Fault]:
    if group.label and not any(one.id == group.label for one in group.items):
        yield Fault(
            group.id, f"its label {group.label} is not one of its questions", "Take a question of the group"
        )


def _check_question(
    form: Form, place: Place, item: Question, names: _Names, vocabulary: Vocabulary
) -> Iterator[Fault]:
    yield from _check_words("roles", item.roles, item.id)
    if form.about is About.ORGANISATION and item.type in (Type.FILE, Type.IMAGE):
        yield Fault(item.id, "an organisation has no files to choose from", "Ask for a link or a description")
    for link in (*item.taken_from, *item.beside):
        yield from names.check_link(link.place, item.id)
    for link in item.taken_from:
        yield from _check_taken(item, link, names.library)
    for source in (item.options_from, *(column.options_from for column in item.columns)):
        if source is not None:
            yield from _check_options_from(form, item, source)
    if item.fact:
        yield from names.check_link(f"fact:{item.fact}", item.id) if form.about is not About.ALGORITHM else ()
        if place.repeated:
            yield Fault(
                item.id,
                "a fact is one answer, and this question may be answered several times",
                "Leave `fact` out",
            )
        elif (term := vocabulary.find_term(item.fact)) is None:
            yield Fault(item.id, f"there is no fact {item.fact}", "Take a key of the vocabulary")
        else:
            yield from _check_fact(item, term)


def _check_taken(item: Question, link: Link, library: Library) -> Iterator[Fault]:
    other = library.find_newest(link.form)
    place = other.find_place(link.question) if other is not None else None
    if place is None:
        return
    found, texts = place.item, {Type.TEXT, Type.MARKUP}
    if not isinstance(found, Question) or place.repeated:
        yield Fault(
            item.id,
            f"{link.place} has no single answer, so it is never offered",
            "Link a question outside repeated groups, or leave the link out",
        )
    elif found.type is not item.type and not {found.type, item.type} <= texts:
        yield Fault(
            item.id, f"{link.place} is {found.type}, and this question {item.type}", "Link it under `beside`"
        )


def _check_options_from(form: Form, item: Question, source: OptionsFrom) -> Iterator[Fault]:
    group = form.find_group(source.group)
    if group is None or not group.repeat or all(one.id != source.label for one in group.items):
        yield Fault(
            item.id,
            f"its options come from {source.group} and {source.label}, which is no repeated group with that question",
            "Name a repeated group and one of its own questions",
        )


def _check_fact(item: Question, term: Term) -> Iterator[Fault]:
    if term.type not in _SAME.get(item.type, set()):
        yield Fault(
            item.id,
            f"the fact {term.key} is {term.type.value}, and the question {item.type}",
            "Take the same type",
        )
    extra = [one.value for one in item.options if term.find_choice(one.value) is None]
    missing = [one.value for one in term.choices if item.find_option(one.value) is None]
    if term.choices and (extra or missing):
        yield Fault(
            item.id,
            f"the choices of {term.key} differ: not in the fact {extra}, not in the question {missing}",
            "Leave the options out; they are those of the fact",
        )


def _check_words(among: str, ids: tuple[str, ...], place: str, also: tuple[str, ...] = ()) -> Iterator[Fault]:
    for id in ids:
        if id not in also and id not in _list_words(among):
            yield Fault(
                place, f"there are no {among} {id}", f"Take one of {', '.join(sorted(_list_words(among)))}"
            )


@cache
def _list_words(among: str) -> frozenset[str]:
    return frozenset(word.id for word in getattr(load_framework(), among))
