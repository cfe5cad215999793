"""Markup as people type it, and back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.adapters.markup import clean
from waarborg.core.publication.plain_writing import from_writing, to_writing


@pytest.mark.parametrize(
    "typed, markup",
    [
        ("", ""),
        ("Eén zin.", "<p>Eén zin.</p>"),
        ("Eén regel\nen nog een", "<p>Eén regel<br>en nog een</p>"),
        ("Eerste alinea\n\nTweede alinea", "<p>Eerste alinea</p><p>Tweede alinea</p>"),
        ("Drie doelen:\n- sneller\n- gelijk", "<p>Drie doelen:</p><ul><li>sneller</li><li>gelijk</li></ul>"),
        ("1. eerst\n2. dan", "<ol><li>eerst</li><li>dan</li></ol>"),
        ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>"),
    ],
)
def test_what_people_type_becomes_markup(typed: str, markup: str) -> None:
    assert from_writing(typed) == markup


@pytest.mark.parametrize(
    "markup, shown",
    [
        ("gewone tekst", "gewone tekst"),
        ("<p>Een</p><p>Twee</p>", "Een\n\nTwee"),
        ("<p>Een<br>Twee</p>", "Een\nTwee"),
        ("<p>Drie:</p><ul><li>a</li><li><p>b</p></li></ul><p>Klaar</p>", "Drie:\n\n- a\n- b\n\nKlaar"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<div>a &amp; b</div>", "a & b"),
    ],
)
def test_markup_is_shown_as_people_type_it(markup: str, shown: str) -> None:
    assert to_writing(markup) == shown


@pytest.mark.parametrize(
    "markup",
    [
        "<ul><li>a<ul><li>b</li></ul></li></ul>",
        "<ul><li>een<br>twee</li></ul>",
        "<ul><li><p>een</p><p>twee</p></li></ul>",
        "<p>- geen lijst</p>",
        "<p>a <b>b</b></p>",
    ],
)
def test_markup_that_the_plain_form_cannot_say_is_shown_as_it_is(markup: str) -> None:
    assert to_writing(markup) == markup


def test_typed_tags_stay_as_they_were_typed() -> None:
    assert from_writing("<p>Eigen <br> opmaak</p>") == "<p>Eigen <br> opmaak</p>"


LINES = st.lists(
    st.text(alphabet="abc -*1.2)&<>\t", max_size=12) | st.sampled_from(["- punt", "1. een", "", "woord"]),
    max_size=8,
)


def squeeze(markup: str) -> str:
    """Markup without the white space that a browser does not show: more than one, and next to a tag."""
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", re.sub(r"\s+", " ", markup))


@given(LINES)
def test_what_was_typed_and_kept_comes_back_the_same(lines: list[str]) -> None:
    """Reading back a kept text, typing nothing and keeping it again changes nothing that anybody reads."""
    kept = clean(from_writing("\n".join(lines)))
    assert squeeze(clean(from_writing(to_writing(kept)))) == squeeze(kept)
