"""What the rules measure by is whole."""

import re

from waarborg.adapters.content_files.quality import load_measures


def test_no_word_of_jargon_stands_in_two_lines() -> None:
    words = [word.casefold() for item in load_measures().jargon for word in item.words]
    assert len(words) == len(set(words))


def test_no_plainer_word_is_itself_jargon() -> None:
    words = {word.casefold() for item in load_measures().jargon for word in item.words}
    plainer = {item.plainer.nl.casefold() for item in load_measures().jargon}
    assert not words & plainer


def test_the_signs_of_code_are_patterns() -> None:
    assert all(re.compile(sign) for sign in load_measures().code_signs)


def test_there_is_enough_to_measure_by() -> None:
    measures = load_measures()
    assert len(measures.jargon) >= 90
    assert len(measures.code_hosts) >= 15
    assert "d.w.z" in measures.abbreviations
