"""The forms that come with the product: whole, in two languages, with links that lead somewhere."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, pairwise

import pytest

from tests.content.test_framework_texts import list_texts
from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.content_files.yaml_files import read_yaml
from waarborg.adapters.form_files import loading
from waarborg.adapters.form_files.links import list_faults
from waarborg.core.forms.fixed_columns import ACTION_COLUMNS, RISK_COLUMNS
from waarborg.core.forms.forms import Form, SlotKind
from waarborg.core.forms.library import Library
from waarborg.core.forms.questions import Column, Group, Item, Link, Question, Type
from waarborg.core.forms.rules import make_rules
from waarborg.core.terms.text import LANGUAGES, Text

NAMES = loading.list_form_files()
MOST_WORDS = 32
#: Fields whose text may be a name, a number or an example with only those, and then is the same in both languages.
NAMES_IN = {"title", "label", "example", ""}
#: A text of more words than this is a sentence and no name.
MOST_WORDS_OF_A_NAME = 5
each_form = pytest.mark.parametrize("name", NAMES)


@cache
def read(name: str) -> Form:
    return loading.read_form(name)


@cache
def read_all() -> Library:
    """All forms, whether or not their links are right; a test of its own looks at those."""
    return Library(tuple(read(name) for name in NAMES))


# --- the file ------------------------------------------------------------------------------------------------------
@each_form
def test_a_form_meets_the_schema_and_stands_under_its_own_name(name: str) -> None:
    read_yaml(name, schema=loading.SCHEMA)
    form = read(name)
    assert name == f"forms/{form.id}/{form.version}.yaml"


@each_form
def test_nothing_in_a_form_points_nowhere(name: str) -> None:
    assert list(list_faults(read(name), read_all(), load_vocabulary())) == []


def test_the_library_holds_each_version_once() -> None:
    assert len(loading.load_library().forms) == len(NAMES)


@each_form
def test_a_newer_version_is_released_later_and_says_what_changed(name: str) -> None:
    form = read(name)
    versions = read_all().list_versions(form.id)
    for before, after in pairwise(versions):
        assert before.released_on < after.released_on
        assert after.changes is not None


@each_form
def test_what_a_question_replaces_was_there_in_the_version_before(name: str) -> None:
    form = read(name)
    earlier = [one for one in read_all().list_versions(form.id) if one.released_on < form.released_on]
    for item in (*form.questions, *form.groups):
        for id in item.replaces:
            assert earlier, f"{item.id} replaces {id}, and there is no version before"
            assert earlier[-1].find_place(id) is not None, f"{item.id} replaces {id}, which was not there"


# --- texts ---------------------------------------------------------------------------------------------------------
def list_words(form: Form) -> Iterator[tuple[str, Text]]:
    """Every text of a form with the field it stands in; the columns that are the same in all forms are left out."""
    fixed = {text for column in (*RISK_COLUMNS, *ACTION_COLUMNS) for _, text in list_texts(column)}
    parts: tuple[object, ...] = (
        form.title, form.summary, form.changes, form.based_on, form.review, form.evidence, form.sources,
        form.parts, form.signatures, form.outcomes, form.checks, tuple(fact.label for fact in form.facts),
    )  # fmt: skip
    for name, text in chain.from_iterable(list_texts(part) for part in parts):
        if text not in fixed:
            yield name, text


def find_faults(text: str) -> list[str]:
    """What is wrong with a text in one language; each paragraph and each point of a list is read by itself."""
    faults = []
    for line in text.splitlines():
        for sentence in re.split(r"(?<=[.?:;])\s", line):
            if len(sentence.split()) > MOST_WORDS:
                faults.append(f"{len(sentence.split())} words: {sentence}")
        if line.strip() != " ".join(line.split()):
            faults.append(f"loose spaces: {line!r}")
    if "!" in text:
        faults.append(f"an exclamation mark: {text}")
    if re.search(r"\b(?:lorem|todo|tbd)\b", text, re.IGNORECASE):
        faults.append(f"not finished: {text}")
    return faults


@each_form
def test_texts_are_plain(name: str) -> None:
    texts = [text for _, text in list_words(read(name))]
    assert texts
    faults = [
        fault for text in texts for language in LANGUAGES for fault in find_faults(text.in_language(language))
    ]
    assert not faults, "\n".join(faults)


@each_form
def test_no_text_is_the_same_in_dutch_and_english_unless_it_is_a_name(name: str) -> None:
    same = [
        f"{field}: {text.nl}"
        for field, text in list_words(read(name))
        if text.nl == text.en and (field not in NAMES_IN or len(text.nl.split()) > MOST_WORDS_OF_A_NAME)
    ]
    assert not same, "\n".join(same)


def test_a_long_sentence_an_exclamation_mark_and_loose_spaces_are_found() -> None:
    assert find_faults("Een zin.\n\n- punt een\n- punt twee") == []
    assert find_faults("woord " * 33 + ".") != []
    assert find_faults("Pas op!") == ["an exclamation mark: Pas op!"]
    assert find_faults("Twee  spaties.") == ["loose spaces: 'Twee  spaties.'"]


# --- structure -----------------------------------------------------------------------------------------------------
def list_items(form: Form) -> Iterator[Item]:
    """Every question, group and text to read, also those in groups."""
    todo: list[Item] = [item for part in form.parts for item in part.items]
    while todo:
        item = todo.pop()
        yield item
        if isinstance(item, Group):
            todo.extend(item.items)


@each_form
def test_no_id_is_there_twice(name: str) -> None:
    form = read(name)
    for ids in (
        [item.id for item in list_items(form)],
        [part.id for part in form.parts],
        [one.id for one in (*form.outcomes, *form.checks)],
        [slot.id for slot in form.signatures],
        [fact.name for fact in form.facts],
        [source.id for source in form.sources],
    ):
        assert sorted({id for id in ids if ids.count(id) > 1}) == []


@each_form
def test_each_part_names_who_fills_it_in(name: str) -> None:
    assert [part.id for part in read(name).parts if not part.roles] == []


@each_form
def test_somebody_always_signs(name: str) -> None:
    slots = read(name).signatures
    assert [one.id for one in slots if one.kind is SlotKind.SIGNATURE and one.required and one.when is None]


@each_form
def test_every_source_is_cited(name: str) -> None:
    form = read(name)
    citing = (*form.questions, *form.outcomes, *form.checks, *form.signatures)
    cited = {one.source.link for item in citing for one in item.cited}
    cited |= {source.identifier for fact in form.facts for source in fact.sources}
    assert [source.id for source in form.sources if source.link not in cited] == []


@each_form
def test_only_one_of_several_choices_can_exclude_the_others(name: str) -> None:
    items: list[Question | Column] = []
    for question in read(name).questions:
        items += [question, *question.columns]
    wrong = [
        item.id
        for item in items
        if item.type is not Type.CHOICES and any(one.exclusive for one in item.options)
    ]
    assert wrong == []
    assert [item.id for item in items if item.options and all(one.exclusive for one in item.options)] == []


@each_form
def test_a_fewest_number_is_asked_of_rows_only(name: str) -> None:
    form = read(name)
    rowed = {Type.TABLE, Type.RISKS, Type.ACTIONS, Type.LIST, Type.CHOICES}
    assert [one.id for one in form.questions if one.least and one.type not in rowed] == []
    assert [one.id for one in form.groups if one.least and not one.repeat] == []


@each_form
def test_a_row_of_a_group_has_a_name_where_others_choose_it(name: str) -> None:
    form = read(name)
    chosen = {
        one.options_from.group
        for question in form.questions
        for one in (question, *question.columns)
        if one.options_from is not None
    }
    groups = {group.id: group for group in form.groups}
    assert sorted(id for id in chosen if not groups[id].label) == []


@each_form
def test_the_name_in_the_register_is_one_the_publication_standard_recommends(name: str) -> None:
    form = read(name)
    field = load_standard("1.0").get_field("impacttoetsen_grouping")
    recommended = next(member.recommended for member in field.members if member.key == "title")
    assert form.entry == "" or form.entry in recommended


# --- links ---------------------------------------------------------------------------------------------------------
@each_form
def test_what_is_taken_from_another_form_fits(name: str) -> None:
    """The other question is answered once, with an answer of the same type that this question can have too."""
    form, library = read(name), read_all()
    faults = [
        f"{question.id} ← {link.place}: {fault}"
        for question in form.questions
        for link in question.taken_from
        for fault in find_link_faults(question, link, library)
    ]
    assert not faults, "\n".join(faults)


def find_link_faults(question: Question, link: Link, library: Library) -> Iterator[str]:
    other = library.find_newest(link.form)
    place = other.find_place(link.question) if other is not None else None
    if place is None or not isinstance(place.item, Question):
        yield "no question"
        return
    if place.repeated:
        yield f"answered once for each row of {place.repeated[-1].id}"
    source, texts = place.item, {Type.TEXT, Type.MARKUP}
    if source.type is not question.type and not {source.type, question.type} <= texts:
        yield f"{source.type} is no {question.type}"
    strange = {one.value for one in source.options} - {one.value for one in question.options}
    if strange and question.type in (Type.CHOICE, Type.CHOICES):
        yield f"no such options here: {', '.join(sorted(strange))}"
    if source.options_from is not None:
        yield "its options are the rows of a group there"
    if source.type is Type.TABLE:
        columns = {column.id for column in source.columns} - {column.id for column in question.columns}
        if columns:
            yield f"no such columns here: {', '.join(sorted(columns))}"


@each_form
def test_a_form_takes_from_others_and_not_from_itself(name: str) -> None:
    form = read(name)
    assert [one.id for one in form.questions for link in one.taken_from if link.form == form.id] == []
    for question in form.questions:
        places = [link.place for link in question.taken_from]
        assert len(places) == len(set(places)), question.id


@each_form
def test_conditions_read_questions_of_other_forms_that_are_answered_once(name: str) -> None:
    wrong = []
    for place in make_rules(read(name)).outside:
        id, _, question = place.rpartition(":")
        if id and id != "fact":
            other = read_all().find_newest(id)
            found = other.find_place(question) if other is not None else None
            if found is None or found.repeated or not isinstance(found.item, Question):
                wrong.append(place)
    assert wrong == []


@each_form
def test_an_outcome_asks_for_a_form_that_is_there(name: str) -> None:
    assert [one.id for one in read(name).outcomes if one.form and one.form not in read_all().ids] == []


@each_form
def test_a_fact_is_asked_once_in_a_form(name: str) -> None:
    facts = [one.fact for one in read(name).questions if one.fact]
    assert sorted({fact for fact in facts if facts.count(fact) > 1}) == []
