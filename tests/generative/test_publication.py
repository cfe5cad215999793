"""Publication against generated entries: a naive reference for the check, and nothing lost in conversion."""

import html
import json
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from waarborg.adapters.content_files.standards import OLDER, load_standard
from waarborg.adapters.markup import clean
from waarborg.core.publication import markup
from waarborg.core.publication.conversion import convert
from waarborg.core.publication.validity import check
from waarborg.core.terms import identifiers

STANDARD = load_standard()
OLD_KEYS = sorted(
    {rule.key for source in STANDARD.sources for rule in source.fields}
    | {field.key for field in STANDARD.fields}
)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30)
TEXTS = st.one_of(
    WORDS,
    st.sampled_from(
        ["Ja", "Nee", "-", "n.v.t.", "Actief", "pilot", "03-2022", "2024-13", "Nederlands", "https://a.example/x", "Verkeer",
         '{Werk,"Landbouw"}', "1: Wet, https://w.example. 2: B", "<p>a</p>", "<b>vet</b> <naam>", "a\nb", "dpia", "0.1"]
    ),
)  # fmt: skip
VALUES = st.one_of(
    TEXTS,
    st.none(),
    st.integers(0, 99),
    st.booleans(),
    st.lists(TEXTS, max_size=3),
    st.lists(st.dictionaries(st.sampled_from(["title", "link", "ander"]), TEXTS, max_size=3), max_size=2),
)


def pieces(value: object) -> list[str]:
    """Everything in a value that says something: texts and numbers, parted where a list may be."""
    if isinstance(value, dict):
        return [piece for part in value.values() for piece in pieces(part)]
    if isinstance(value, list | tuple):
        return [piece for part in value for piece in pieces(part)]
    text = value if isinstance(value, str) else "" if value is None else json.dumps(value)
    return [even(part) for part in re.split(r"[,;\n]", text) if even(part)]


def texts(value: object) -> list[str]:
    """Every text and number in a value, whole."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts(part)]
    if isinstance(value, list | tuple):
        return [text for part in value for text in texts(part)]
    return [value if isinstance(value, str) else json.dumps(value)]


def even(text: str) -> str:
    return " ".join(html.unescape(text).split())


@given(
    st.dictionaries(st.sampled_from([*OLD_KEYS, "onbekend"]), VALUES, max_size=8),
    st.sampled_from([*OLDER, "1.0"]),
)
def test_conversion_never_loses_a_value(values: dict[str, Any], version: str) -> None:
    converted = convert(values, version=version, standard=STANDARD)
    found = [even(text) for text in texts([converted.values, converted.leftover])]
    reported = [even(change.value) for change in converted.changes]
    unescaped = [even(json.dumps(change.value, ensure_ascii=False)) for change in converted.changes]
    for key, value in values.items():
        for piece in pieces(value):
            quoted = even(json.dumps(piece, ensure_ascii=False)[1:-1])
            assert any(piece in text or quoted in text for text in found + reported + unescaped), (key, piece)


@given(st.dictionaries(st.sampled_from(OLD_KEYS), VALUES, max_size=6), st.sampled_from([*OLDER, "1.0"]))
def test_what_was_converted_converts_to_itself(values: dict[str, Any], version: str) -> None:
    once = convert(values, version=version, standard=STANDARD).values
    assert convert(once, version="1.0", standard=STANDARD).values == once


@given(st.dictionaries(st.sampled_from(OLD_KEYS), VALUES, max_size=8))
def test_the_check_never_fails_whatever_comes_in(values: dict[str, Any]) -> None:
    for problem in check(values, standard=STANDARD):
        assert problem.field
        assert problem.remedy.nl


# --- a naive reference: written apart from the check, with other means -------------------------------------
def naive_month(text: str) -> bool:
    months = {f"{year}-{month:02d}" for year in range(1900, 2200) for month in range(1, 13)}
    return text in months


def codes(**values: object) -> set[str]:
    return {one.code for one in check(values, standard=STANDARD) if one.field in values}


@given(
    st.one_of(
        st.from_regex(r"[0-9]{1,5}-[0-9]{1,3}", fullmatch=True),
        st.from_regex(r"(19|20)[0-9]{2}-[01][0-9]", fullmatch=True),
    )
)
def test_months_agree_with_a_list_of_all_months(text: str) -> None:
    assert ("bad_month" in codes(begin_date=text)) == (not naive_month(text))


@given(st.integers(0, 12), st.integers(1, 12), st.integers(0, 12), st.integers(1, 12))
def test_periods_agree_with_counting_months(year: int, month: int, end_year: int, end_month: int) -> None:
    found = codes(begin_date=f"{2010 + year}-{month:02d}", end_date=f"{2010 + end_year}-{end_month:02d}")
    assert ("end_before_begin" in found) == (end_year * 12 + end_month < year * 12 + month)


@given(
    st.text("ab &é\n", max_size=240), st.lists(st.sampled_from(["<br>", "<p>", "</p>", "<li>"]), max_size=20)
)
def test_lengths_agree_with_counting_what_is_not_a_tag(text: str, tags: list[str]) -> None:
    words = text.replace("&", "&amp;").split()
    value = "<div>" + "".join(
        word * 20 + (tags[place] if place < len(tags) else "<br>") for place, word in enumerate(words)
    )
    naive = len(html.unescape(re.sub(r"<[^>]*>", "", value)))
    assert ("too_long" in codes(goal=value)) == (naive > 2500)


NAIVE_HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


@given(
    st.sampled_from(["http", "https", "ftp", "javascript", "", "HTTP"]),
    st.sampled_from(["://", ":", "//", ":/"]),
    st.sampled_from(["", "u@", "u:w@"]),
    st.from_regex(r"[a-z0-9.-]{0,12}", fullmatch=True),
    st.sampled_from(["", "/", "/a b", "?x=1", "#y", ":80/", ":x/", "/\t", "\\x"]),
)
def test_links_agree_with_their_parts(scheme: str, mark: str, user: str, host: str, rest: str) -> None:
    right = (
        scheme.lower() in ("http", "https")
        and mark == "://"
        and not user
        and NAIVE_HOST.fullmatch(host) is not None
        and rest not in ("/a b", ":x/", "/\t", "\\x")
    )
    assert ("bad_link" in codes(website=scheme + mark + user + host + rest)) == (not right)


# --- markup ------------------------------------------------------------------------------------------------
PIECES = st.sampled_from(
    ["<p>", "</p>", "<br>", "<ul>", "<li>", "</ul>", "<div>", "</div>", "<b>", "</b>", "<script>", "</script>", "<svg onload=x>",
     "<a href='https://a.example'>", "</a>", "<naam>", "<!--", "-->", "<?x?>", "<h2 id=x>", "<td>", "<table>", "<", ">", "&lt;",
     "&amp;", "&", '"', "tekst", " ", "\n", "\n\n", "é", "<style>", "<math>", "<title>", "<plaintext>", "<!DOCTYPE html>"]
)  # fmt: skip
SOUP = st.lists(PIECES, max_size=14).map("".join)
ALLOWED = re.compile(r"</?(div|br|p|ul|ol|li)>")


@given(st.one_of(SOUP, st.text(max_size=60)))
def test_cleaning_leaves_only_allowed_tags_and_twice_is_once(text: str) -> None:
    cleaned = clean(text)
    for tag in re.findall(r"<[^>]*>?", cleaned):
        assert ALLOWED.fullmatch(tag), tag
    assert clean(cleaned) == cleaned
    assert markup.find_disallowed(cleaned) == ()


@given(WORDS)
def test_cleaning_keeps_plain_text(text: str) -> None:
    if not markup.has_markup(text) and "&" not in text:
        assert markup.plain_text(clean(text)).split() == text.split()


@given(st.binary(min_size=8, max_size=12), st.integers(0, 9), st.integers(0, 9), st.integers(1, 31))
def test_a_wrong_or_exchanged_character_in_an_identifier_is_found(
    raw: bytes, place: int, other: int, shift: int
) -> None:
    made = identifiers.make(raw)
    assert identifiers.is_own(made)
    letters = list(made.removeprefix("wb-"))
    wrong = letters.copy()
    wrong[place] = identifiers.ALPHABET[(identifiers.ALPHABET.index(letters[place]) + shift) % 32]
    assert not identifiers.is_own("wb-" + "".join(wrong))
    letters[place], letters[other] = letters[other], letters[place]
    exchanged = "wb-" + "".join(letters)
    assert identifiers.is_own(exchanged) is (exchanged == made)
