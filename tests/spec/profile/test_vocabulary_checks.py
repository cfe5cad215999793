"""Which values fit a key: one row per rule."""

import pytest

from waarborg.core.profile.vocabulary import (
    Choice,
    Citation,
    Group,
    Member,
    Source,
    Term,
    Type,
    UnknownKey,
    Vocabulary,
    WrongValue,
)
from waarborg.core.terms.text import Text

WORDS = Text("woord", "word")
LAW = Source("law", WORDS, "https://wetten.overheid.nl")
CITED = (Citation(LAW, "1:1"),)


def term(
    key: str,
    kind: Type,
    *,
    choices: tuple[Choice, ...] = (),
    members: tuple[Member, ...] = (),
    publication: str = "",
) -> Term:
    return Term(
        key=key,
        type=kind,
        group="all",
        label=WORDS,
        definition=WORDS,
        citations=CITED,
        publication=publication,
        choices=choices,
        members=members,
    )


COLOURS = (Choice("red", WORDS), Choice("blue", WORDS), Choice("none", WORDS, exclusive=True))
VOCABULARY = Vocabulary(
    version="2026-11",
    groups=(Group("all", WORDS),),
    terms=(
        term("profiling", Type.BOOLEAN),
        term("name", Type.TEXT, publication="name"),
        term("goal", Type.MARKUP),
        term("colour", Type.CHOICE, choices=COLOURS),
        term("colours", Type.CHOICES, choices=COLOURS),
        term("begin_month", Type.MONTH),
        term("review_on", Type.DATE),
        term("people", Type.NUMBER),
        term("website", Type.LINK),
        term("contact", Type.CONTACT),
        term(
            "laws",
            Type.LIST,
            members=(Member("title", Type.TEXT, WORDS, required=True), Member("link", Type.LINK, WORDS)),
        ),
    ),
    derived=("lang",),
)

FITS = [
    ("profiling", True),
    ("profiling", False),
    ("profiling", None),
    ("name", "Parkeerhulp"),
    ("goal", "<p>Doel</p>"),
    ("colour", "red"),
    ("colours", ["red", "blue"]),
    ("colours", ("none",)),
    ("begin_month", "2024-05"),
    ("review_on", "2024-02-29"),
    ("people", 0),
    ("people", 12.5),
    ("website", "https://www.voorbeeldstad.example/pagina?x=1"),
    ("website", "http://voorbeeldstad.example"),
    ("contact", "algoritmes@voorbeeldstad.example"),
    ("contact", "https://voorbeeldstad.example/contact"),
    ("laws", []),
    ("laws", [{"title": "Wet"}]),
    ("laws", [{"title": "Wet", "link": "https://wetten.overheid.nl/x"}]),
]
DOES_NOT_FIT = [
    ("profiling", "ja", "wrong_type", ""),
    ("profiling", 1, "wrong_type", ""),
    ("name", 5, "wrong_type", ""),
    ("name", "  ", "empty", ""),
    ("colour", "green", "no_choice", ""),
    ("colour", ["red"], "no_choice", ""),
    ("colours", "red", "wrong_type", ""),
    ("colours", [], "empty", ""),
    ("colours", ["red", "green"], "no_choice", "[1]"),
    ("colours", ["red", "red"], "twice", "[1]"),
    ("colours", ["none", "red"], "exclusive", ""),
    ("begin_month", "2024-13", "no_month", ""),
    ("begin_month", "mei 2024", "no_month", ""),
    ("begin_month", "05-2024", "month_form", ""),
    ("begin_month", 202405, "wrong_type", ""),
    ("review_on", "2023-02-29", "no_date", ""),
    ("review_on", "20240501", "no_date", ""),
    ("review_on", "0001-01-01", "no_date", ""),
    ("review_on", 3, "wrong_type", ""),
    ("people", True, "wrong_type", ""),
    ("people", "veel", "wrong_type", ""),
    ("people", float("nan"), "wrong_type", ""),
    ("people", -1, "negative", ""),
    ("website", "www.voorbeeldstad.example", "no_link", ""),
    ("website", "ftp://voorbeeldstad.example", "no_link", ""),
    ("website", "https://voor beeld.example", "no_link", ""),
    ("website", "https://localhost", "no_link", ""),
    ("website", "https://[voorbeeld", "no_link", ""),
    ("website", 1, "wrong_type", ""),
    ("contact", "een collega", "no_contact", ""),
    ("contact", "a@b", "no_contact", ""),
    ("contact", 1, "wrong_type", ""),
    ("laws", "Wet", "wrong_type", ""),
    ("laws", ["Wet"], "wrong_type", ""),
    ("laws", [{"link": "https://wetten.overheid.nl"}], "missing_member", "[0].title"),
    ("laws", [{"title": "Wet", "link": "nergens"}], "no_link", "[0].link"),
    ("laws", [{"title": "Wet"}, {"title": "Wet", "url": "x"}], "unknown_member", "[1].url"),
]


@pytest.mark.parametrize(("key", "value"), FITS)
def test_a_value_that_fits_has_no_faults(key: str, value: object) -> None:
    assert VOCABULARY.check(key, value) == ()
    VOCABULARY.require(key, value)


@pytest.mark.parametrize(("key", "value", "code", "path"), DOES_NOT_FIT)
def test_a_value_that_does_not_fit_says_why_in_two_languages(
    key: str, value: object, code: str, path: str
) -> None:
    (fault,) = VOCABULARY.check(key, value)
    assert (fault.code, fault.path) == (code, path)
    assert fault.message.nl != fault.message.en
    assert fault.remedy.nl != fault.remedy.en
    with pytest.raises(WrongValue, match=key) as caught:
        VOCABULARY.require(key, value)
    assert caught.value.faults == (fault,)


def test_an_unknown_key_names_the_nearest_one() -> None:
    (fault,) = VOCABULARY.check("profilling", True)
    assert fault.code == "unknown_key"
    assert fault.remedy.en == "Do you mean “profiling”?"
    with pytest.raises(UnknownKey, match="did you mean 'profiling'"):
        VOCABULARY.get_term("profilling")
    with pytest.raises(UnknownKey):
        VOCABULARY.require("profilling", True)


def test_a_key_that_is_like_no_other_gets_no_suggestion() -> None:
    (fault,) = VOCABULARY.check("zzz", True)
    assert fault.remedy.en == "Choose a fact from the vocabulary."
    with pytest.raises(UnknownKey) as caught:
        VOCABULARY.get_term("zzz")
    assert caught.value.suggestion == ""
    assert str(caught.value) == "there is no fact 'zzz'"


def test_terms_are_found_by_key_group_and_publication_field() -> None:
    assert VOCABULARY.get_term("name").publication == "name"
    assert VOCABULARY.find_term("zzz") is None
    assert VOCABULARY.find_by_publication("name") is VOCABULARY.get_term("name")
    assert VOCABULARY.find_by_publication("lang") is None
    assert VOCABULARY.in_group("all") == VOCABULARY.terms
    assert VOCABULARY.in_group("zzz") == ()
    assert VOCABULARY.get_term("colour").find_choice("red") is COLOURS[0]
    assert VOCABULARY.get_term("colour").find_choice("green") is None


def test_terms_that_contradict_themselves_are_refused() -> None:
    with pytest.raises(ValueError, match="small letters"):
        term("Name", Type.TEXT)
    with pytest.raises(ValueError, match="choices belong"):
        term("name", Type.TEXT, choices=COLOURS)
    with pytest.raises(ValueError, match="choices belong"):
        term("name", Type.CHOICE)
    with pytest.raises(ValueError, match="members belong"):
        term("name", Type.LIST)
    with pytest.raises(ValueError, match="'red' is there twice"):
        term("name", Type.CHOICE, choices=(COLOURS[0], COLOURS[0]))
    with pytest.raises(ValueError, match="needs a source"):
        Term(key="name", type=Type.TEXT, group="all", label=WORDS, definition=WORDS, citations=())
    with pytest.raises(ValueError, match="https"):
        Source("law", WORDS, "http://wetten.overheid.nl")


def test_a_vocabulary_that_contradicts_itself_is_refused() -> None:
    group, name = Group("all", WORDS), term("name", Type.TEXT, publication="name")
    with pytest.raises(ValueError, match="terms: 'name' is there twice"):
        Vocabulary("1", (group,), (name, term("name", Type.TEXT)))
    with pytest.raises(ValueError, match="publication standard: 'name'"):
        Vocabulary("1", (group,), (name, term("title", Type.TEXT, publication="name")))
    with pytest.raises(ValueError, match="publication standard: 'name'"):
        Vocabulary("1", (group,), (name,), ("name",))
    with pytest.raises(ValueError, match="no group 'all'"):
        Vocabulary("1", (Group("other", WORDS),), (name,))
