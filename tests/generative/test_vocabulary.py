"""The vocabulary of search beside plain Python."""

from hypothesis import given
from hypothesis import strategies as st

from waarborg.apps.publications.search.vocabulary import Settled, Vocabulary, allowed, count_words

letters = st.text("abs", min_size=3, max_size=9)
counts = st.dictionaries(letters, st.integers(1, 5), max_size=12)


def measure(left: str, right: str) -> int:
    """How many letters must be added, dropped, changed or exchanged with the next one; by the definition."""
    rows = [[max(row, column) for column in range(len(right) + 1)] for row in range(len(left) + 1)]
    for row in range(1, len(left) + 1):
        for column in range(1, len(right) + 1):
            is_other = left[row - 1] != right[column - 1]
            steps = [
                rows[row - 1][column] + 1,
                rows[row][column - 1] + 1,
                rows[row - 1][column - 1] + is_other,
            ]
            if row > 1 and column > 1 and left[row - 2 : row] == right[column - 2 : column][::-1]:
                steps.append(rows[row - 2][column - 2] + 1)
            rows[row][column] = min(steps)
    return rows[-1][-1]


@given(counts, st.dictionaries(letters, st.integers(-5, 5), max_size=6), letters)
def test_the_nearest_words_are_those_of_a_plain_search(
    settled: dict[str, int], changes: dict[str, int], typed: str
) -> None:
    vocabulary = Vocabulary(Settled(settled), changes)
    now = {word: settled.get(word, 0) + changes.get(word, 0) for word in settled | changes}
    known = {word: number for word, number in now.items() if number > 0}
    found = [
        (measure(typed, word), -number, (word,))
        for word, number in known.items()
        if 0 < measure(typed, word) <= allowed(typed)
    ]
    for place in range(4, len(typed) - 3):
        right = typed[place:]
        halves = [typed[:place]] + ([typed[: place - 1]] if typed[place - 1] == "s" and place > 4 else [])
        halves = [half for half in halves if half in known]
        if right in known and halves and allowed(typed):
            found.append((1.5, -min(known[halves[0]], known[right]), (halves[0], right)))
    expected = sorted(found)
    given_back = [(one.distance, -one.documents, one.words) for one in vocabulary.find_nearest(typed, 100)]
    assert given_back == expected


@given(
    st.lists(st.tuples(st.frozensets(letters, max_size=5), st.frozensets(letters, max_size=5)), max_size=6)
)
def test_counting_changes_ends_where_counting_anew_does(
    entries: list[tuple[frozenset[str], frozenset[str]]],
) -> None:
    before, after = [old for old, _ in entries], [new for _, new in entries]
    first = count_words(before, ())
    change = count_words(after, before)
    together = {word: first.get(word, 0) + change.get(word, 0) for word in first | change}
    assert {word: number for word, number in together.items() if number} == count_words(after, ())
