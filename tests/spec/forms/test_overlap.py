"""How many questions are filled from elsewhere, counted by hand.

| form | id  | fact      | from       |
|------|-----|-----------|------------|
| a    | 1   | goal      |            |
| a    | 2   |           |            |
| a    | 3   | profiling |            |
| b    | 1   | goal      | a:1, a:2   |
| b    | 2   |           | a:2        |
| b    | 3   |           | c:1        |
| b    | 4   |           | (beside a:2) |
| c    | 1   |           |            |

`goal` stands in the entry of the register as its field goal; `profiling` does not.
"""

from tests.small_form import both, form, part, question
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.core.forms.overlap import ENTRY, PROFILE, Overlap, Pair, list_pairs
from waarborg.core.terms.text import Text


def links(*places: str) -> list[dict[str, object]]:
    return [{"question": place, "why": both(f"Omdat {place}.")} for place in places]


A = form(
    part("een", question("1", "markup", fact="goal"), question("2", "text"), question("3", fact="profiling")),
    id="a",
)
B = form(
    part(
        "een",
        question("1", "markup", fact="goal", **{"from": links("a:1", "a:2")}),
        question("2", "text", **{"from": links("a:2")}),
        question("3", "text", **{"from": links("c:1")}),
        question("4", "text", beside=links("a:2")),
    ),
    id="b",
)
C = form(part("een", question("1", "text")), id="c")
VOCABULARY = load_vocabulary()
PAIRS = {(pair.origin, pair.to): pair for pair in list_pairs([A, B, C], VOCABULARY)}


def test_every_form_is_set_beside_the_profile_each_other_form_and_all_together() -> None:
    assert list(PAIRS) == [
        ("profile", "a"), ("b", "a"), ("c", "a"), ("profile+b+c", "a"),
        ("profile", "b"), ("a", "b"), ("c", "b"), ("profile+a+c", "b"),
        ("profile", "c"), ("a", "c"), ("b", "c"), ("profile+a+b", "c"),
        ("a", "entry"), ("b", "entry"), ("c", "entry"), ("a+b+c", "entry"),
    ]  # fmt: skip


def test_how_many_questions_are_filled() -> None:
    counted = {key: (pair.questions, pair.filled) for key, pair in PAIRS.items() if pair.to != ENTRY}
    assert counted == {
        ("profile", "a"): (3, 2),  # 1 and 3 are facts
        ("b", "a"): (3, 1),  # 1 is the same fact as b:1
        ("c", "a"): (3, 0),
        ("profile+b+c", "a"): (3, 2),
        ("profile", "b"): (4, 1),
        ("a", "b"): (
            4,
            2,
        ),  # 1 by fact and by two links, and counts once; 2 by a link; what stands beside does not
        ("c", "b"): (4, 1),
        ("profile+a+c", "b"): (4, 3),
        ("profile", "c"): (1, 0),
        ("a", "c"): (1, 0),
        ("b", "c"): (1, 0),
        ("profile+a+b", "c"): (1, 0),
    }


def test_every_link_is_named_with_its_reason() -> None:
    assert PAIRS["a", "b"].links == (
        Overlap("1", "a:1", Text("Beide vragen leggen hetzelfde feit vast.", "Both questions record the same fact.")),
        Overlap("1", "a:1", Text("Omdat a:1.", "Omdat a:1.")),
        Overlap("1", "a:2", Text("Omdat a:2.", "Omdat a:2.")),
        Overlap("2", "a:2", Text("Omdat a:2.", "Omdat a:2.")),
    )  # fmt: skip
    assert [(link.question, link.source) for link in PAIRS[PROFILE, "a"].links] == [
        ("1", "fact:goal"),
        ("3", "fact:profiling"),
    ]


def test_the_entry_is_filled_from_the_facts_that_are_published() -> None:
    fields = sum(bool(term.publication) for term in VOCABULARY.terms)
    for origin, filled in (("a", 1), ("b", 1), ("c", 0), ("a+b+c", 1)):
        pair = PAIRS[origin, ENTRY]
        assert (pair.questions, pair.filled) == (fields, filled)
    (link,) = PAIRS["a", ENTRY].links
    assert (link.question, link.source) == ("goal", "a:1")


def test_the_share_is_the_part_that_is_filled() -> None:
    why = Text("Woord", "Word")
    assert PAIRS["a", "b"].share == 0.5
    assert Pair("a", "b", 3, (Overlap("1", "a:1", why), Overlap("1", "a:2", why))).share == 1 / 3
    assert Pair("a", "b", 0, ()).share == 0.0


def test_one_form_alone_has_nothing_to_share_with_others() -> None:
    found = list_pairs([A], VOCABULARY)
    assert {(pair.origin, pair.to): pair.filled for pair in found} == {("profile", "a"): 2, ("a", "entry"): 1}


def test_without_forms_nothing_is_filled() -> None:
    assert all(not pair.filled for pair in list_pairs([], VOCABULARY))
