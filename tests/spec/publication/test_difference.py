"""What differs between two texts of an entry: worked examples, each with the answer worked out by hand."""

from typing import Any

import pytest

from waarborg.core.publication.difference import (
    DifferenceKind,
    FieldDifference,
    ItemState,
    Piece,
    compare,
    join_languages,
)
from waarborg.core.publication.marking import as_read, mark
from waarborg.core.publication.standard import Standard


def show(pieces: tuple[Piece, ...]) -> str:
    """A wording with what is marked between brackets."""
    return "".join(f"[{piece.text}]" if piece.is_changed else piece.text for piece in pieces)


def only(old: dict[str, Any], new: dict[str, Any], standard: Standard) -> FieldDifference:
    (found,) = compare(old, new, standard=standard)
    return found


@pytest.mark.parametrize(
    ("old", "new", "old_marked", "new_marked"),
    [
        ("Een mens kijkt na.", "Een mens beslist.", "Een mens [kijkt na].", "Een mens [beslist]."),
        ("Vier dagen wachten.", "Vijf dagen wachten.", "[Vier] dagen wachten.", "[Vijf] dagen wachten."),
        ("Ja.", "Ja. En meer.", "Ja.", "Ja.[ En meer.]"),
        ("Eén twee drie vier.", "Eén drie vier.", "Eén [twee] drie vier.", "Eén drie vier."),
        (
            "Tekst met A en met B.",
            "Tekst met C en met D.",
            "Tekst met [A] en met [B].",
            "Tekst met [C] en met [D].",
        ),
    ],
)
def test_words_that_differ_are_marked_and_the_others_are_not(
    old: str, new: str, old_marked: str, new_marked: str
) -> None:
    marked = mark(old, new)
    assert show(marked.old).replace("[ ", " [") == old_marked
    assert show(marked.new).replace("[ ", " [") == new_marked.replace("[ ", " [")


def test_a_loose_equal_word_between_longer_changes_is_marked_along() -> None:
    marked = mark("rood groen de geel blauw", "een twee de drie vier")
    assert show(marked.old) == "[rood groen de geel blauw]"
    assert show(marked.new) == "[een twee de drie vier]"


def test_a_sentence_that_stays_is_set_aside_first() -> None:
    marked = mark("Weg is dit hele stuk. Dit blijft. Ook weg.", "Heel iets nieuws hier. Dit blijft. Anders.")
    assert "Dit blijft." in "".join(piece.text for piece in marked.old if not piece.is_changed)


def test_paragraphs_of_markup_stay_apart() -> None:
    marked = mark("<p>Een.</p><p>Twee.</p>", "<p>Een.</p><p>Drie.</p>")
    assert show(marked.old) == "Een.\n[Twee]."
    assert show(marked.new) == "Een.\n[Drie]."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>Tekst</p>", "Tekst"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("een   twee", "een twee"),
        ("a\n\n\nb", "<p>a</p><p>b</p>"),
        ("R&amp;D <br>", "R&amp;D<br>"),
    ],
)
def test_markup_and_white_space_make_no_difference(one: str, other: str, standard: Standard) -> None:
    assert as_read(one) == as_read(other)
    assert compare({"goal": one}, {"goal": other}, standard=standard) == ()


def test_empty_values_are_the_same_however_they_are_written(standard: Standard) -> None:
    old: dict[str, Any] = {"goal": "", "category": [], "lawful_basis_grouping": [{"title": "", "link": ""}]}
    assert compare(old, {"goal": None, "risks": "<p> </p>"}, standard=standard) == ()


def test_a_field_is_added_removed_or_changed(standard: Standard) -> None:
    found = compare({"name": "Oud", "goal": "Weg"}, {"name": "Nieuw", "risks": "Erbij"}, standard=standard)
    assert [(item.field, item.kind) for item in found] == [
        ("name", DifferenceKind.CHANGED),
        ("goal", DifferenceKind.REMOVED),
        ("risks", DifferenceKind.ADDED),
    ]
    assert [(show(item.old), show(item.new)) for item in found] == [
        ("[Oud]", "[Nieuw]"),
        ("[Weg]", ""),
        ("", "[Erbij]"),
    ]


def test_differences_come_in_the_order_of_the_standard_whatever_the_order_of_the_values(
    standard: Standard,
) -> None:
    found = compare({}, {"risks": "r", "goal": "g", "name": "n", "begin_date": "2024-05"}, standard=standard)
    assert [item.field for item in found] == ["name", "begin_date", "goal", "risks"]


def test_an_english_text_follows_its_dutch_one_and_says_so(standard: Standard) -> None:
    old = join_languages({"goal": "Doel"}, {"goal": "Goal"})
    new = join_languages({"goal": "Ander doel"}, {"goal": "Another goal"})
    dutch, english = compare(old, new, standard=standard)
    assert (dutch.field, english.field) == ("goal", "goal@en")
    assert (english.label.en, english.is_english, dutch.is_english) == (
        "Goal and impact (English)",
        True,
        False,
    )


def test_choices_say_which_were_added_which_went_and_which_stayed(standard: Standard) -> None:
    found = only({"category": ["Werk", "Recht"]}, {"category": ["Economie", "Werk"]}, standard)
    assert [(item.value, item.state) for item in found.items] == [
        ("Economie", ItemState.ADDED),
        ("Recht", ItemState.REMOVED),
        ("Werk", ItemState.KEPT),
    ]
    assert found.items[0].label.en == "Economy"
    assert (found.old_text, found.new_text) == ("Recht\nWerk", "Economie\nWerk")


def test_the_order_of_choices_makes_no_difference(standard: Standard) -> None:
    assert compare({"category": ["Werk", "Recht"]}, {"category": ["Recht", "Werk"]}, standard=standard) == ()


def test_one_choice_in_place_of_another_is_one_gone_and_one_new(standard: Standard) -> None:
    found = only({"status": "In ontwikkeling"}, {"status": "In gebruik"}, standard)
    assert [(item.label.en, item.state) for item in found.items] == [
        ("In development", ItemState.REMOVED),
        ("In use", ItemState.ADDED),
    ]


def test_months_and_addresses_are_marked_as_a_whole(standard: Standard) -> None:
    found = compare(
        {"begin_date": "2024-05", "website": "https://a.example/oud"},
        {"begin_date": "2024-06", "website": "https://a.example/nieuw"},
        standard=standard,
    )
    assert [(show(item.old), show(item.new)) for item in found] == [
        ("[2024-05]", "[2024-06]"),
        ("[https://a.example/oud]", "[https://a.example/nieuw]"),
    ]


def test_rows_go_together_by_title_and_then_by_link(standard: Standard) -> None:
    old = [
        {"title": "Wet A", "link": "https://w.example/a"},
        {"title": "Wet B", "link": "https://w.example/b"},
        {"title": "Wet C", "link": "https://w.example/c"},
        {"title": "Wet D", "link": "https://w.example/d"},
    ]
    new = [
        {"title": "Wet D", "link": "https://w.example/d"},
        {"title": "wet a", "link": "https://w.example/a2"},
        {"title": "Wet Bee", "link": "https://w.example/b"},
        {"title": "Wet E", "link": "https://w.example/e"},
    ]
    found = only({"lawful_basis_grouping": old}, {"lawful_basis_grouping": new}, standard)
    assert [(row.title, row.kind, [part.field for part in row.parts]) for row in found.rows] == [
        ("wet a", DifferenceKind.CHANGED, ["title", "link"]),
        ("Wet Bee", DifferenceKind.CHANGED, ["title"]),
        ("Wet E", DifferenceKind.ADDED, ["title", "link"]),
        ("Wet C", DifferenceKind.REMOVED, ["title", "link"]),
    ]
    assert found.kept_rows == 1


def test_the_order_of_rows_makes_no_difference(standard: Standard) -> None:
    rows = [{"title": "A", "link": ""}, {"title": "B", "link": ""}]
    old, new = {"lawful_basis_grouping": rows}, {"lawful_basis_grouping": rows[::-1]}
    assert compare(old, new, standard=standard) == ()


def test_a_row_that_stands_there_twice_and_then_once_is_gone_once(standard: Standard) -> None:
    row = {"title": "A", "link": ""}
    found = only({"lawful_basis_grouping": [row, row]}, {"lawful_basis_grouping": [row]}, standard)
    assert [(item.title, item.kind) for item in found.rows] == [("A", DifferenceKind.REMOVED)]
    assert found.kept_rows == 1


def test_a_field_that_the_standard_does_not_have_comes_last_under_its_own_name(standard: Standard) -> None:
    found = compare({"oud_veld": "x"}, {"oud_veld": "y", "name": "n"}, standard=standard)
    assert [(item.field, item.label.nl) for item in found] == [("name", "Naam"), ("oud_veld", "oud_veld")]


@pytest.mark.parametrize("value", [3, ["a", 3], [{"title": 4}], {"x": "y"}, "tekst", [["a"]], [None]])
@pytest.mark.parametrize("field", ["goal", "category", "lawful_basis_grouping", "begin_date"])
def test_a_value_of_the_wrong_type_is_compared_and_nothing_breaks(
    field: str, value: object, standard: Standard
) -> None:
    found = compare({field: "iets anders"}, {field: value}, standard=standard)
    assert [item.field for item in found] == [field]


def test_texts_that_share_too_little_are_marked_as_a_whole_and_say_so() -> None:
    old = " ".join(f"woord{number % 7}{number % 5}" for number in range(2000))
    new = " ".join(f"woord{number % 11}{number % 3}" for number in range(2000))
    marked = mark(old, new)
    assert not marked.is_exact
    assert "".join(piece.text for piece in marked.old) == old
