"""Likeness against a naive count, and signatures that find what is alike."""

from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.core.publication.quality.likeness import list_bands, list_shingles, measure_likeness, sign
from waarborg.core.publication.quality.syllables import count_syllables
from waarborg.core.publication.quality.words import find_words, split_sentences

WORDS = st.lists(
    st.sampled_from("de het een kat hond zit op mat en in huis wet raad brief".split()), max_size=40
)
NUMBERED = st.lists(st.integers(0, 5000), min_size=60, max_size=200, unique=True)


def count_naively(left: list[str], right: list[str]) -> float:
    """The Jaccard index as its definition says, with lists."""
    every = [one for place, one in enumerate(left + right) if one not in (left + right)[:place]]
    common = [one for one in every if one in left and one in right]
    return len(common) / len(every) if left and right else 0.0


@given(WORDS, WORDS)
def test_likeness_is_what_a_naive_count_gives(left: list[str], right: list[str]) -> None:
    ours, theirs = list_shingles(" ".join(left)), list_shingles(" ".join(right))
    assert measure_likeness(ours, theirs) == count_naively(sorted(ours), sorted(theirs))
    assert measure_likeness(ours, theirs) == measure_likeness(theirs, ours)


@given(WORDS)
def test_word_groups_are_those_of_neighbours(words: list[str]) -> None:
    expected = {" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))} if words else set()
    assert list_shingles(", ".join(words).upper()) == expected


@settings(max_examples=60)
@given(NUMBERED, st.integers(0, 3))
def test_texts_that_differ_in_a_few_words_share_a_band(numbers: list[int], changes: int) -> None:
    """With an index of 0.9 or more, at most 1 in 1000 is missed by design; these draws are fixed by their numbers."""
    words = [f"woord{number}" for number in numbers]
    other = list(words)
    for at in range(changes):
        other[at * 17 % len(other)] = f"anders{at}"
    ours, theirs = list_shingles(" ".join(words)), list_shingles(" ".join(other))
    if measure_likeness(ours, theirs) >= 0.93:
        parts = sum(a == b for a, b in zip(sign(ours), sign(theirs), strict=True))
        assert parts >= 16 or set(list_bands(sign(ours))) & set(list_bands(sign(theirs)))


@given(st.text(max_size=300))
def test_words_and_sentences_lie_inside_the_text_in_order(text: str) -> None:
    words = find_words(text)
    assert all(text[word.start : word.end] == word.text for word in words)
    sentences = split_sentences(text, abbreviations=frozenset())
    assert [word for sentence in sentences for word in sentence.words] == list(words)
    ends = [0] + [place for one in sentences for place in (one.start, one.end)]
    assert ends == sorted(ends)
    assert ends[-1] <= len(text)


@given(st.text(min_size=1, max_size=60))
def test_every_word_has_a_syllable(text: str) -> None:
    assert all(1 <= count_syllables(word.text) <= len(word.text) + 1 for word in find_words(text))
