"""Cards of the reporting standard: whatever stands in one comes back, and whatever comes in is read or refused."""

import json
from copy import deepcopy
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.reporting_standard import SYSTEM
from tests.small_form import NOON, form, group, part, question
from waarborg.adapters.cards.assessment_cards import Line, make_card, may_be_card, read_card
from waarborg.adapters.cards.card_text import CardError, parse_card, write_json, write_yaml
from waarborg.adapters.cards.system_reading import SystemCard, read_system_card
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.form_files.answers_file import AnswersFileError
from waarborg.core.forms.answers import Address, Answer
from waarborg.core.profile.facts import plain

#: Whatever a database keeps: no null character and no half of a surrogate pair.
TEXTS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=40)
NUMBERS = st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False, width=32)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
FORM = form(
    part(
        "een",
        question("1"),
        question("2", "text"),
        question("3", "choices"),
        group("4", question("4.1", "text")),
    )
)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "1": st.booleans(),
        "2": TEXTS,
        "3": st.lists(st.sampled_from("abc"), unique=True, max_size=3),
        "4": st.just(["a", "b"]),
        "4.1@a": TEXTS,
        "4.1@b": TEXTS,
    },
)


@given(st.dictionaries(TEXTS, VALUES, max_size=5))
def test_a_document_comes_back_from_json_and_from_yaml(document: dict[str, Any]) -> None:
    for write in (write_json, write_yaml):
        assert parse_card(write(document), file="kaart") == document


@given(ANSWERS, st.dictionaries(st.sampled_from(["1", "2", "3", "4", "4.1@a", "4.1@b"]), TEXTS))
def test_answers_come_back_the_same_whatever_their_words_are(
    answers: dict[str, Any], words: dict[str, str]
) -> None:
    said = [
        Answer(address=Address.parse(place), value=value, by="1", at=NOON) for place, value in answers.items()
    ]
    lines = [Line(one, f"Vraag {one.address}", words.get(str(one.address), "")) for one in said]
    card = make_card(FORM, lines, name="Klein", on=date(2026, 11, 28))
    for write in (write_json, write_yaml):
        content = write(card)
        assert may_be_card(content, file="kaart.json")
        found = read_card(content, FORM, file="kaart.json")
        back = {str(one.address): plain(one.value) for one in found.file.answers}
        rows = [place[-1] for place in answers if "@" in place]
        assert back == answers | ({"4": rows} if rows and "4" not in answers else {})
        assert (found.remarks, found.file.is_changed) == ((), False)


def list_places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, item in inner for place in list_places(item, (*path, key)))]


def try_to_read(content: bytes) -> SystemCard | CardError:
    try:
        return read_system_card(content, file="kaart.yaml")
    except CardError as error:
        return error


PLACES = [path for path in list_places(SYSTEM) if path]


@given(
    st.lists(st.tuples(st.sampled_from(PLACES), VALUES), max_size=3),
    st.dictionaries(TEXTS, VALUES, max_size=2),
)
def test_a_system_card_is_read_into_facts_that_fit_or_refused_with_its_place(
    changes: list[tuple[tuple[Any, ...], Any]], own: dict[str, Any]
) -> None:
    card = deepcopy(SYSTEM) | {"waarborg": {"fields": {**own, "status": own}}}
    for path, value in changes:
        at: Any = card
        for step in path[:-1]:
            try:
                at = at[step]
            except (KeyError, IndexError, TypeError):
                at = None
        if isinstance(at, dict) or (isinstance(at, list) and path[-1] in range(len(at))):
            at[path[-1]] = value
    read = try_to_read(json.dumps(card).encode())
    if isinstance(read, CardError):
        assert read.place
        assert read.remedy_text.nl
        return
    keys = [one.key for one in read.facts]
    assert len(keys) == len(set(keys))
    for one in read.facts:
        load_vocabulary().require(one.key, one.value)


@given(
    st.binary(max_size=200)
    | TEXTS.map(str.encode)
    | st.text("{}[]:,'\"-&*!|>?# \nab1", max_size=60).map(str.encode)
)
def test_any_file_is_read_or_refused(content: bytes) -> None:
    read = try_to_read(content)
    assert isinstance(read, SystemCard) or "kaart.yaml, bij " in read.in_language("nl")
    try:
        read_card(content, FORM, file="kaart.yaml")
        says = "kaart.yaml, bij "
    except AnswersFileError as fault:
        says = fault.in_language("nl")
    assert says.startswith("kaart.yaml, bij ")
