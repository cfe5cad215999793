"""Words and what was typed, worked out by hand."""

import pytest

from waarborg.apps.publications.search import clauses, words
from waarborg.apps.publications.search.clauses import Clause, Kind
from waarborg.apps.publications.search.marking import mark


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("Gemeentelijke algoritmen", ["gemeent", "algoritm"]),
        ("gemeente, algoritme!", ["gemeent", "algoritm"]),
        ("toeslag TOESLAGEN", ["toeslag", "toeslag"]),
        ("café Coördinatie", ["caf", "coordinatie"]),
        ("cafe\u0301 cafe", ["caf", "caf"]),
        ("AI-verordening", ["ai", "verorden"]),
        ("2024 covid19", ["2024", "covid19"]),
        ("snake_case", ["snak", "cas"]),
        ("Œuvre Åse", ["oeuvr", "ase"]),
        ("½", ["1", "2"]),
        ("… — 😀", []),
    ],
)
def test_the_stems_of_a_text(text: str, stems: list[str]) -> None:
    assert [word.stem for word in words.split(text)] == stems


def test_a_word_in_another_alphabet_becomes_plain_letters_and_stays_itself() -> None:
    (word,) = words.split("Ωμέγα")
    assert word.stem == "zz" + "ωμεγα".encode().hex()
    assert (word.start, word.end) == (0, 5)


def test_a_very_long_word_is_cut() -> None:
    assert words.find_plain("x" * 200) == ["x" * words.MAX_WORD]


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [("École", "ecole", True), ("ZORG", "zorg", True), ("Ånd", "and", True), ("a", "b", False)],
)
def test_names_are_compared_without_capitals_and_accents(left: str, right: str, same: bool) -> None:
    assert (words.sort_key(left) == words.sort_key(right)) is same


def word(plain: str, stem: str) -> Clause:
    return Clause(Kind.WORD, (plain,), (stem,))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ()),
        ("Toeslagen", (word("toeslagen", "toeslag"),)),
        ("toeslag toeslagen", (word("toeslag", "toeslag"),)),
        ("de toeslag", (word("toeslag", "toeslag"),)),
        ("de het", (word("de", "de"), word("het", "het"))),
        ('"de toeslag"', (Clause(Kind.PHRASE, ("de", "toeslag"), ("de", "toeslag")),)),
        ("\u201cde toeslag\u201d", (Clause(Kind.PHRASE, ("de", "toeslag"), ("de", "toeslag")),)),
        ('"toeslag"', (word("toeslag", "toeslag"),)),
        ('"de"', (word("de", "de"),)),
        ('toeslag "de', (word("toeslag", "toeslag"),)),
        ('"" toeslag ""', (word("toeslag", "toeslag"),)),
    ],
)
def test_what_was_typed_is_taken_apart(typed: str, expected: tuple[Clause, ...]) -> None:
    assert clauses.read(typed) == expected


def test_only_so_much_is_looked_at() -> None:
    assert len(clauses.read(" ".join(f"w{number}" for number in range(300)))) == clauses.MAX_CLAUSES


def test_only_so_many_phrases_are_kept_together() -> None:
    kinds = [clause.kind for clause in clauses.read('"a1 b1" "a2 b2" "a3 b3" "a4 b4"')]
    assert kinds == [Kind.PHRASE] * 3 + [Kind.WORD] * 2


def test_the_last_word_can_be_a_beginning_but_a_phrase_or_a_letter_cannot() -> None:
    toeslag, zorg = word("toeslag", "toeslag"), word("zorg", "zorg")
    assert clauses.find_prefix((toeslag, zorg)) == (toeslag, Clause(Kind.PREFIX, ("zorg",), ("zorg",)))
    assert clauses.find_prefix((word("x", "x"),)) is None
    assert clauses.find_prefix((Clause(Kind.PHRASE, ("a", "b"), ("a", "b")),)) is None
    assert clauses.find_prefix(()) is None


def test_a_clause_without_words_cannot_be() -> None:
    with pytest.raises(ValueError, match="at least one word"):
        Clause(Kind.WORD, (), ())
    with pytest.raises(ValueError, match="only a phrase"):
        Clause(Kind.WORD, ("a", "b"), ("a", "b"))


@pytest.mark.parametrize(
    ("text", "typed", "pieces"),
    [
        ("De toeslagen", "toeslag", (("De ", False), ("toeslagen", True))),
        ("De toeslagen", "huur", (("De toeslagen", False),)),
        ("", "huur", ()),
        ("huur en huur", "huur", (("huur", True), (" en ", False), ("huur", True))),
        ("½ liter", "1 2", (("½", True), (" liter", False))),
        (
            "wet op de zorg, zorg op wet",
            '"de zorg"',
            (("wet op ", False), ("de", True), (" ", False), ("zorg", True), (", zorg op wet", False)),
        ),
    ],
)
def test_the_words_asked_for_are_marked(text: str, typed: str, pieces: tuple[tuple[str, bool], ...]) -> None:
    assert mark(text, clauses.read(typed)) == pieces


def test_the_beginning_of_a_word_marks_the_whole_word() -> None:
    asked = clauses.find_prefix(clauses.read("parkeer"))
    assert asked is not None
    assert mark("Parkeervergunning", asked) == (("Parkeervergunning", True),)
