"""Any register, written out in a format and read in again, is the same register, as far as the format can hold it.

What each format cannot hold is stated here, field by field, and tested to be exactly that.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange import Assessed, Record, assess
from waarborg.adapters.exchange.own_parquet import read_any
from waarborg.adapters.exchange.writing import FORMATS, Body, Edition, Head, Listed
from waarborg.adapters.markup import clean
from waarborg.core.publication.conversion import convert
from waarborg.core.publication.markup import find_disallowed, has_markup, is_blank, plain_text
from waarborg.core.publication.standard import Field, Kind

STANDARD = load_standard()
HEAD = Head(
    register_name="Register van Voorbeeldstad",
    register_url="https://register.example",
    made_at=datetime(2026, 11, 22, 10, 0, tzinfo=UTC),
    standard=STANDARD.version,
    has_history=True,
)
EXACT = ("json", "jsonl", "parquet")

# --- any register ----------------------------------------------------------------------------------------
LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\ufffe\uffff"
)
PIECES = st.one_of(
    st.text(LETTERS, min_size=1, max_size=12),
    st.sampled_from(
        [
            "=1+1",
            "'=1",
            "+31",
            "-",
            "'",
            '"',
            '","',
            ",",
            ", https://x.example",
            "1: a. 2: b",
            "[1]",
            '["a"]',
            "{a}",
        ]
        + [
            "\n",
            "\n\n",
            "\t",
            " ",
            "&amp;",
            "&lt;b&gt;",
            "<naam>",
            "<p>a</p>",
            "<ul><li>b</li></ul>",
            "<br>",
            "_x0041_",
        ]
        + [
            "#N/A",
            "@SUM(A1)",
            "Ja",
            "nee",
            "n.v.t.",
            "DPIA",
            ". ",
            ";",
            "<script>x</script>",
            "\u2028",
            "\x85",
        ]
    ),
)
TEXTS = st.lists(PIECES, max_size=4).map("".join)
#: A table holds plain text, so a name that is only markup once its entities are read is none; the gate refuses it.
NAMES = TEXTS.filter(lambda text: any(one.isalnum() for one in plain_text(plain_text(text))))
LINKS = st.sampled_from(
    ["https://www.voorbeeldstad.example/a,b", "http://x.example/?q=1&r=[2]", "geen adres"]
)
MONTHS = st.sampled_from(["2024-05", "1999-12", "ergens in 2019"])
DAYS = st.dates(date(2000, 1, 1), date(2026, 12, 31))


def any_value(field: Field) -> st.SearchStrategy[Any]:
    if field.kind is Kind.CHOICE:
        return st.sampled_from([choice.value for choice in field.choices])
    if field.kind is Kind.CHOICES:
        return st.lists(st.sampled_from([choice.value for choice in field.choices]), unique=True, max_size=3)
    if field.kind is Kind.GROUP:
        members = {member.key: any_value(member) for member in field.members}
        return st.lists(st.fixed_dictionaries({}, optional=members), max_size=3)
    simple = {Kind.MONTH: MONTHS, Kind.LINK: LINKS, Kind.DATE: DAYS.map(str)}
    return simple.get(field.kind, TEXTS)


FIELDS = [
    field for field in STANDARD.fields if field.key not in ("lars", "publication_dt", "standard_version")
]
VALUES = st.fixed_dictionaries(
    {"name": NAMES, "organization": st.just("Gemeente Voorbeeldstad"), "lang": st.just("nld")},
    optional={
        field.key: any_value(field) for field in FIELDS if field.key not in ("name", "organization", "lang")
    },
)
ENGLISH = st.dictionaries(
    st.sampled_from([field.key for field in FIELDS if field.kind in (Kind.TEXT, Kind.MARKUP)]),
    NAMES,
    max_size=3,
)
LEFTOVER = st.dictionaries(
    st.sampled_from(["iama", "department", "area"]), st.one_of(NAMES, st.lists(NAMES, max_size=2))
)


@st.composite
def editions(draw: st.DrawFn, number: int) -> Edition:
    """A version as a register holds it: its values have been through an import, or are typed here."""
    values, english = draw(VALUES), draw(ENGLISH)
    if draw(st.booleans()):
        values, english = settle(values), settle(english)
        assume(not is_blank(str(values.get("name", ""))))
    return Edition(
        number=number,
        standard=STANDARD.version,
        published_at=datetime(2026, 1, number, 9, 30, 0, 123456, tzinfo=UTC),
        registered_on=draw(st.none() | DAYS),
        reason=draw(TEXTS).strip(),
        values=values | {"standard_version": STANDARD.version},
        values_en=english,
        leftover=draw(LEFTOVER),
        redacted=draw(st.sampled_from([(), ("goal", "risks@en")])),
        texts_at=draw(st.sampled_from([{}, {"goal": "2026-01-01T09:00:00+00:00"}])),
    )


def settle(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values after an import from elsewhere: an import once more changes nothing."""
    converted = convert(values, version=STANDARD.version, standard=STANDARD).values
    kinds = {field.key: field.kind for field in STANDARD.fields}
    return {
        key: clean(str(value)) if kinds[key] is Kind.MARKUP else value
        for key, value in converted.items()
        if key in values
    }


@st.composite
def registers(draw: st.DrawFn) -> list[Listed]:
    """A register of a few entries, with history, some of them withdrawn."""
    made = []
    for place in range(draw(st.integers(1, 3))):
        body = Body(code=f"gm000{place % 2}", name="Gemeente Voorbeeldstad", kind="gemeente", tooi=None)
        identity = f"x-{place}abc"
        if place and draw(st.booleans()):
            made.append(
                Listed(
                    id=identity,
                    page="",
                    organisation=body,
                    withdrawn_at=datetime(2026, 2, 1, tzinfo=UTC),
                    withdrawal_reason=draw(TEXTS),
                )
            )
            continue
        last = draw(st.integers(1, 3))
        made.append(
            Listed(
                id=identity,
                page=f"https://register.example/nl/algoritme/{identity}",
                organisation=body,
                source=draw(st.sampled_from([None, ("Ander register", "https://ander.example")])),
                edition=draw(editions(number=last)),
                earlier=tuple(draw(editions(number=number)) for number in range(1, last)),
            )
        )
    return made


# --- out and in ------------------------------------------------------------------------------------------
def send_around(name: str, register: list[Listed]) -> dict[str, Assessed]:
    """Write a register, read it, and return what came back by id."""
    form = FORMATS[name]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"register.{form.ending}"
        path.write_bytes(b"".join(form.stream(register, HEAD)))
        export = read_any(path)
        items = list(export.records)
        assert export.count == len(items)
        assert export.source_name == (
            "Algoritmeregister (algoritmes.overheid.nl)" if name == "csv" else HEAD.register_name
        )
        refused = [item for item in items if not isinstance(item, Record)]
        assert not refused, refused
        return {item.id: assess(item, STANDARD) for item in items if isinstance(item, Record)}


def public(register: list[Listed]) -> dict[str, Listed]:
    return {listed.id: listed for listed in register if listed.edition is not None}


def day_of(edition: Edition) -> date:
    return edition.registered_on or edition.published_at.date()


def says_same(found: Assessed, edition: Edition) -> None:
    """All that the exact formats hold of a version; `redacted` and the moment of publication are in the file only."""
    english = found.translations.get("eng")
    assert found.converted.values == hold_exactly(edition.values)
    assert (dict(english.values) if english else {}) == hold_exactly(edition.values_en)
    assert found.converted.leftover == edition.leftover
    assert found.record.registered_on == day_of(edition)
    assert (found.record.number, found.record.reason) == (edition.number, edition.reason)
    assert found.record.texts_at == edition.texts_at


def hold_exactly(values: Mapping[str, Any]) -> dict[str, Any]:
    """Every value as it is; only markup that the standard does not allow is cleaned, as by every import."""
    kinds = {field.key: field.kind for field in STANDARD.fields}
    return {
        key: clean(value)
        if kinds[key] is Kind.MARKUP and has_markup(value) and find_disallowed(value)
        else value
        for key, value in values.items()
    }


@pytest.mark.parametrize("name", EXACT)
@given(register=registers())
@settings(max_examples=60)
def test_an_exact_format_gives_the_same_register_with_its_history(name: str, register: list[Listed]) -> None:
    found = send_around(name, register) if public(register) else {}
    assert found.keys() == public(register).keys()
    for identity, listed in public(register).items():
        assert listed.edition is not None
        says_same(found[identity], listed.edition)
        assert found[identity].record.organisation == listed.organisation.name
        assert found[identity].record.organisation_code == listed.organisation.code
        for earlier, edition in zip(found[identity].earlier, listed.earlier, strict=True):
            says_same(earlier, edition)


# --- tables: what they cannot hold -----------------------------------------------------------------------
def hold_in_cells(values: Mapping[str, Any], compared: Callable[[Field, Any], Any]) -> dict[str, Any]:
    """What a table holds: what an import of the same values as typed data gives, but no markup and no own members."""
    own = {
        field.key: {member.key for member in field.members if member.own_only}
        for field in STANDARD.fields
        if field.kind is Kind.GROUP
    }
    without = {
        key: [{name: part for name, part in row.items() if name not in own[key]} for row in value]
        if key in own
        else value
        for key, value in values.items()
    }
    converted = convert(without, version=STANDARD.version, standard=STANDARD).values
    return {key: compared(STANDARD.get_field(key), value) for key, value in converted.items()}


def as_said(field: Field, value: Any) -> Any:
    """Markup as the lines that it says, whatever the white space; for the rest the value itself."""
    if field.kind is not Kind.MARKUP:
        return value
    return [words for line in plain_text(value).split("\n") if (words := " ".join(line.split()))]


def said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: text
        for key, value in values.items()
        if (text := as_said(STANDARD.get_field(key), value)) not in ("", [], None)
    }


@pytest.mark.parametrize("name", ["csv", "xlsx"])
@given(register=registers())
@settings(max_examples=60)
def test_a_table_gives_the_same_register_without_markup_and_history(
    name: str, register: list[Listed]
) -> None:
    assume(public(register))
    found = send_around(name, register)
    assert found.keys() == public(register).keys()
    for identity, listed in public(register).items():
        edition, one = listed.edition, found[identity]
        assert edition is not None
        expected = {
            key: value
            for key, value in hold_in_cells(edition.values, as_said).items()
            if value not in ("", [], None)
        }
        assert said(one.converted.values) == expected
        assert one.record.organisation_code == listed.organisation.code
        assert one.earlier == ()
        if name == "csv":
            assert one.translations == {}
            assert one.record.registered_on is None
        else:
            english = one.translations.get("eng")
            wanted = hold_in_cells(edition.values_en, as_said)
            wanted.pop("standard_version", None)
            assert (said(english.values) if english else {}) == {
                key: text for key, text in wanted.items() if text
            }
            assert one.record.registered_on == day_of(edition)
            assert {key: one.converted.leftover.get(key) for key in edition.leftover} == edition.leftover
            assert (one.record.number, one.record.reason) == (edition.number, edition.reason)
