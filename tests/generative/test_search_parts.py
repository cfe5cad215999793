"""The parts of search that compute, beside plain Python."""

from hypothesis import given
from hypothesis import strategies as st

from waarborg.apps.publications.search import bitmaps, clauses, words
from waarborg.apps.publications.search.bitmaps import Order, Scores
from waarborg.apps.publications.search.marking import mark

few = st.lists(st.integers(0, 9000), unique=True, max_size=40)
#: So many that they are put into a set in another way; from a place in the middle on, and then from the start.
many = st.tuples(st.sampled_from((1, 2)), st.integers(0, 4000)).map(
    lambda drawn: [*range(0, 9000, drawn[0])][drawn[1] :] + [*range(0, 9000, drawn[0])][: drawn[1]]
)


@given(st.one_of(few, many))
def test_a_set_holds_what_was_put_in(chosen: list[int]) -> None:
    assert list(bitmaps.members(bitmaps.make(chosen))) == sorted(chosen)
    assert bitmaps.make(chosen) == sum(1 << one for one in chosen)


@given(
    st.permutations(range(40)),
    st.sets(st.integers(0, 39)),
    st.lists(st.tuples(st.sets(st.integers(0, 39)), st.integers(1, 300)), max_size=6),
    st.integers(0, 45),
    st.integers(0, 20),
    st.booleans(),
)
def test_a_page_of_scores_is_a_slice_of_the_sorted_list(
    ordered: list[int],
    chosen: set[int],
    weights: list[tuple[set[int], int]],
    start: int,
    size: int,
    backwards: bool,
) -> None:
    everyone = bitmaps.make(list(range(40)))
    order = Order(ordered, everyone)
    plain = [one for one in ordered if one in chosen]
    wanted = plain[::-1] if backwards else plain
    assert (
        order.pick(bitmaps.make(sorted(chosen)), start, start + size, backwards=backwards)
        == wanted[start : start + size]
    )
    scores = Scores()
    points = dict.fromkeys(range(40), 0)
    for members, weight in weights:
        scores.add(bitmaps.make(sorted(members)), weight)
        for one in members:
            points[one] += weight
    ranked = sorted(plain, key=lambda one: -points[one])
    assert (
        scores.pick(bitmaps.make(sorted(chosen)), start, start + size, order) == ranked[start : start + size]
    )


@given(st.text(max_size=60), st.text(max_size=30))
def test_marked_pieces_are_the_text_again(text: str, typed: str) -> None:
    pieces = mark(text, clauses.read(typed))
    assert "".join(piece for piece, _ in pieces) == text
    assert all(piece for piece, _ in pieces)


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                "maan manen brood Broden oor oren café cafés coördinatie "
                "uwv svb_bank zo_maar brieven brief lees lezen Œuvre".split()
            )
        ).map(" ".join),
    ),
    st.sampled_from(
        "maan manen brood broden oor oren cafe café coordinatie uwv svb bank brief brieven lees oeuvre".split()
    ),
    st.booleans(),
)
def test_every_word_with_the_stem_is_marked(text: str, typed: str, is_beginning: bool) -> None:
    asked = clauses.read(typed)
    if is_beginning:
        asked = clauses.find_prefix(asked) or asked
    (clause,) = asked
    runs = list(words.RUN.finditer(text))
    wanted = [
        run.group()
        for run in runs
        if any(
            stem.startswith(clause.beginnings) if is_beginning else stem == clause.stems[0]
            for _, stem in words.analyse(run.group())
        )
    ]
    assert [piece for piece, is_match in mark(text, asked) if is_match] == wanted


@given(st.text())
def test_stems_are_short_plain_letters_and_digits(text: str) -> None:
    for word in words.split(text):
        assert word.stem.isascii()
        assert word.stem.isalnum()
        assert len(word.stem) <= words.MAX_WORD
        assert 0 <= word.start < word.end <= len(text)


@given(st.text())
def test_capitals_make_no_difference_to_latin_words(text: str) -> None:
    latin = "".join(letter for letter in text if letter.isascii())
    assert words.find_plain(latin.upper()) == words.find_plain(latin.lower())
