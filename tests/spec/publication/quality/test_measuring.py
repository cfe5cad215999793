"""Sentences, syllables, reading ease, likeness, completeness and freshness, with figures worked out by hand."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from waarborg.adapters.content_files.quality import load_measures
from waarborg.adapters.content_files.standards import load_standard
from waarborg.core.publication.quality import (
    Age,
    Completeness,
    Limits,
    Measures,
    list_not_carried,
    measure_completeness,
    measure_freshness,
)
from waarborg.core.publication.quality.freshness import count_months
from waarborg.core.publication.quality.likeness import list_bands, list_shingles, measure_likeness, sign
from waarborg.core.publication.quality.readability import is_dutch, measure_ease
from waarborg.core.publication.quality.syllables import count_syllables
from waarborg.core.publication.quality.words import split_sentences

COUNTED = yaml.safe_load((Path(__file__).parent / "syllables.yaml").read_text(encoding="utf-8"))


def split(text: str) -> list[str]:
    found = split_sentences(text, abbreviations=load_measures().abbreviations)
    return [text[one.start : one.end] for one in found]


# --- syllables -------------------------------------------------------------------------------------------


def test_syllables_are_right_for_nearly_all_words_counted_by_hand() -> None:
    words = [(word, number) for number, some in COUNTED.items() for word in some]
    wrong = [word for word, number in words if count_syllables(word) != number]
    assert len(words) >= 300
    assert len(wrong) <= 0.02 * len(words), wrong


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("geautomatiseerd", 6),
        ("coördinatie", 5),
        ("AVG", 3),
        ("e-mail", 2),
        ("WMO-consulent", 6),
        ("bureau", 2),
        ("pst", 1),
    ],
)
def test_words_with_a_trap_are_counted_right(word: str, number: int) -> None:
    assert count_syllables(word) == number


# --- sentences and reading ease ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Dit is een zin. Dit ook.", ["Dit is een zin.", "Dit ook."]),
        (
            "Zie art. 6 van de wet, bijv. lid 2. Daarna meer.",
            ["Zie art. 6 van de wet, bijv. lid 2.", "Daarna meer."],
        ),
        ("Dat gold in 2022. Nu niet meer.", ["Dat gold in 2022.", "Nu niet meer."]),
        ("Dit geldt voor u. Bel ons.", ["Dit geldt voor u.", "Bel ons."]),
        ("Namen, adressen, etc. De rest niet.", ["Namen, adressen, etc.", "De rest niet."]),
        ("J. Jansen keek mee.", ["J. Jansen keek mee."]),
        ("een\ntwee\n\n- drie", ["een", "twee", "drie"]),
        ("Wij zien • naam • adres", ["Wij zien", "naam", "adres"]),
        ("Echt? Ja! Goed", ["Echt?", "Ja!", "Goed"]),
        ("... !", []),
    ],
)
def test_sentences_end_where_a_reader_stops(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


def test_reading_ease_is_the_formula_of_douma() -> None:
    # 8 words in 2 sentences, 10 syllables: 206.84 - 0.77 * (100 * 10 / 8) - 0.93 * (8 / 2) = 106.87
    text = "De gemeente leest de brief. Dat helpt u."
    assert measure_ease(split_sentences(text, abbreviations=frozenset())) == pytest.approx(106.87)


def test_a_text_without_words_has_no_reading_ease() -> None:
    with pytest.raises(ValueError, match="without words"):
        measure_ease(split_sentences("2024. 2025.", abbreviations=frozenset()))


def test_only_a_dutch_text_is_called_dutch() -> None:
    def judge(text: str) -> bool:
        measures = load_measures()
        sentences = split_sentences(text, abbreviations=measures.abbreviations)
        return is_dutch(sentences, function_words=measures.function_words)

    assert judge("De gemeente gebruikt het om te zien wie er hulp nodig heeft.")
    assert not judge("The municipality uses this to see which people need some help.")
    assert not judge("Naam, adres, woonplaats, geboortedatum")


# --- likeness -----------------------------------------------------------------------------------------------


def test_likeness_counts_groups_of_three_words() -> None:
    left, right = list_shingles("De kat zit op de mat."), list_shingles("de kat zit op een mat")
    assert left == {"de kat zit", "kat zit op", "zit op de", "op de mat"}
    # 2 groups in common of 6 different ones
    assert measure_likeness(left, right) == pytest.approx(2 / 6)
    assert measure_likeness(left, left) == 1
    assert measure_likeness(left, frozenset()) == 0


def test_the_same_text_has_the_same_bands_and_no_text_has_none() -> None:
    shingles = list_shingles("Het algoritme helpt bij het kiezen van de volgorde van het werk.")
    assert list_bands(sign(shingles)) == list_bands(sign(sorted(shingles, reverse=True)))
    assert len(list_bands(sign(shingles))) == 8
    assert all(0 <= band < 2**63 for band in list_bands(sign(shingles)))
    assert list_bands(sign(())) == ()


# --- completeness and freshness ------------------------------------------------------------------------------


def test_an_entry_in_order_is_complete(entry: dict[str, object]) -> None:
    found = measure_completeness(entry, standard=load_standard())
    assert (found.filled, found.expected, found.missing, found.percentage) == (15, 15, (), 100)


def test_what_is_missing_is_named_and_a_share_is_rounded_down(entry: dict[str, object]) -> None:
    del entry["goal"]
    entry["risks"] = "<p> </p>"
    found = measure_completeness(entry, standard=load_standard())
    assert (found.filled, found.missing, found.percentage) == (13, ("goal", "risks"), 86)


def test_fields_that_a_reduced_file_lacks_do_not_count() -> None:
    absent = list_not_carried(load_standard(), source_version="1.0-reduced")
    assert {"description_short", "risks", "lawful_basis_grouping"} <= absent
    assert not {"name", "goal", "lawful_basis", "status"} & absent
    found = measure_completeness({"name": "x", "status": "x"}, standard=load_standard(), not_carried=absent)
    assert (found.filled, found.expected, found.missing) == (2, 3, ("goal",))
    assert list_not_carried(load_standard(), source_version="0.4") == frozenset()
    assert list_not_carried(load_standard(), source_version="") == frozenset()


def test_nothing_expected_is_complete_and_more_filled_than_expected_is_no_count() -> None:
    assert Completeness(0, 0).percentage == 100
    with pytest.raises(ValueError, match="no more fields"):
        Completeness(2, 1)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 1, 15), date(2026, 2, 14), 0),
        (date(2026, 1, 15), date(2026, 2, 15), 1),
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2024, 11, 22), date(2026, 11, 22), 24),
        (date(2026, 11, 22), date(2026, 1, 1), 0),
    ],
)
def test_months_are_whole(first: date, last: date, months: int) -> None:
    assert count_months(first, last) == months


@pytest.mark.parametrize(
    ("changed_on", "review_on", "age", "due"),
    [
        (date(2025, 11, 23), None, Age.FRESH, False),
        (date(2025, 11, 22), None, Age.AGEING, False),
        (date(2024, 11, 22), None, Age.OLD, False),
        (date(2026, 11, 1), date(2026, 11, 21), Age.AGEING, True),
        (date(2026, 11, 1), date(2026, 11, 22), Age.FRESH, False),
    ],
)
def test_a_text_ages_and_a_review_that_passed_ends_its_freshness(
    changed_on: date, review_on: date | None, age: Age, due: bool
) -> None:
    found = measure_freshness(changed_on, today=date(2026, 11, 22), limits=Limits(), review_on=review_on)
    assert (found.age, found.is_review_due) == (age, due)


# --- what they measure by ------------------------------------------------------------------------------------


def test_limits_that_cannot_be_are_refused() -> None:
    for wrong in ({"alike": 0}, {"differing": 1.5}, {"sentence": 0}, {"fresh": 12, "ageing": 12}):
        with pytest.raises(ValueError, match=r"share|at least|after"):
            Limits(**wrong)


def test_the_limits_are_those_that_the_pages_name() -> None:
    assert load_measures().limits == Limits(25, 30, 50, 0.8, 40, 0.25, 12, 24)


def test_longer_jargon_comes_before_shorter() -> None:
    known = load_measures().by_first_word["false"]
    assert all(len(left[0]) >= len(right[0]) for left, right in pairwise(known))
    assert Measures().by_first_word == {}
