"""What is written is read again as it was, and no text makes a reader fall over."""

from collections.abc import Callable
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from waarborg.core.terms.legal_references.bwb import Law
from waarborg.core.terms.legal_references.decentral import LocalRegulation
from waarborg.core.terms.legal_references.ecli import Ecli
from waarborg.core.terms.legal_references.eli import CELEX_TYPES, Eli
from waarborg.core.terms.legal_references.european import find_celex, find_eli
from waarborg.core.terms.legal_references.juriconnect import Juriconnect
from waarborg.core.terms.legal_references.places import Level, Place
from waarborg.core.terms.legal_references.policy import JOURNALS, PolicyRule
from waarborg.core.terms.legal_references.reading import read_reference
from waarborg.core.terms.legal_references.reference import Reference, UnreadableReference
from waarborg.core.terms.legal_references.repairing import Repair, find_repair, read_leniently

DAYS = st.dates(date(1951, 1, 1), date(2199, 12, 31))
NUMBERS = st.from_regex(r"[0-9A-Za-z]([0-9A-Za-z.:*°_-]{0,7}[0-9A-Za-z°*])?", fullmatch=True)
LAWS = st.builds("BWB{}{:07}".format, st.sampled_from("RV"), st.integers(0, 9_999_999))
ABOVE = [level for level in Level if level.rank() == 0]
CODES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", max_size=6)


@st.composite
def references(draw: st.DrawFn) -> Juriconnect:
    """References in which every part is possible."""
    levels = draw(st.lists(st.sampled_from(ABOVE), unique=True, max_size=4))
    levels += draw(st.sampled_from([[], [Level.ARTICLE], [Level.ARTICLE, Level.PARAGRAPH]]))
    levels += [Level.POINT] * draw(st.integers(0, 2))
    places = tuple(Place(level, draw(NUMBERS)) for level in levels)
    period = draw(st.booleans())
    first, last = sorted([draw(DAYS), draw(DAYS)])
    return Juriconnect(
        bwb_id=draw(LAWS),
        places=places,
        valid_on=None if period else draw(st.none() | DAYS),
        seen_on=draw(st.none() | DAYS),
        start=draw(st.sampled_from([None, first])) if period else None,
        end=draw(st.sampled_from([None, last])) if period else None,
        form="v" if period else "c",
        version=draw(st.sampled_from(["1.3", "1.31"])),
    )


ACTS = st.builds(
    Eli,
    st.sampled_from(sorted(CELEX_TYPES)),
    st.integers(1951, 2199),
    st.integers(1, 9999),
    st.lists(st.from_regex(r"(art|par|pnt|anx)_[0-9A-Za-z]{1,4}", fullmatch=True), max_size=3).map(tuple),
    st.none() | DAYS,
)
JUDGMENTS = st.builds(
    Ecli,
    st.sampled_from(["NL", "EU", "DE", "CE"]),
    CODES.map(lambda code: f"R{code}"),
    st.integers(1800, 2199),
    CODES.filter(bool),
)
OTHERS = st.one_of(
    st.builds(Law, LAWS),
    st.builds(LocalRegulation, st.integers(1, 999_999_999), st.integers(0, 9999)),
    st.builds(
        PolicyRule, st.sampled_from(sorted(JOURNALS)), st.integers(1814, 2199), st.integers(1, 9_999_999)
    ),
)


@given(references() | ACTS | JUDGMENTS | OTHERS | ACTS.map(find_celex))
def test_what_is_written_is_read_again(reference: Reference) -> None:
    assert read_reference(reference.identifier) == reference


@given(references() | JUDGMENTS | OTHERS | ACTS.map(find_celex), st.sampled_from(["nl", "en"]))
def test_a_link_leads_back_to_the_reference(reference: Reference, language: str) -> None:
    link = reference.link(language=language)
    assert link.startswith("https://")
    assert link.isascii()
    assert read_reference(link) == reference


@given(ACTS)
def test_an_act_has_one_celex_number(eli: Eli) -> None:
    celex = find_celex(eli)
    assert celex is not None
    back = find_eli(celex)
    assert back is not None
    assert find_celex(back) == celex
    assert (back.year, back.number, back.consolidated_on) == (eli.year, eli.number, eli.consolidated_on)


@given(references())
def test_a_sound_reference_needs_no_repair(reference: Juriconnect) -> None:
    reading = read_leniently(reference.write())
    assert (reading.references, reading.repairs) == ((reference,), ())


#: What happens to a reference in practice, and which repair undoes it.
HARM: dict[Repair, Callable[[str], str]] = {
    Repair.START: lambda text: text.removeprefix("jci"),
    Repair.SPACES: lambda text: text.replace("&", " & ") + " ",
    Repair.AMPERSANDS: lambda text: text.replace("&", "&amp;") + "&amp;",
    Repair.FRONT: lambda text: f"/{text}",
    Repair.ADDRESS: lambda text: f"http://wetten.overheid.nl/{text}",
}


@given(references(), st.sets(st.sampled_from(list(HARM)), min_size=1))
def test_harm_is_undone_and_named(reference: Juriconnect, kinds: set[Repair]) -> None:
    text = reference.write()
    for kind, harm in HARM.items():  # in this order: an address comes in front of all else
        text = harm(text) if kind in kinds else text
    reading = find_repair(text)
    assert reading is not None
    assert reading.references == (reference,)
    # A slash behind a web address goes with the address; a loose ampersand at the end is tidied away.
    assert set(reading.repairs) - {Repair.END} | {Repair.FRONT} == kinds | {Repair.FRONT}


PIECES = st.sampled_from(
    ["jci1.3", ":c:", ":v:", "BWBR0005537", "&", "artikel=1:3", "lid=", "g=2024-01-01", "g=2024-13-01", " ", "/", "CVDR", "1", "ECLI:",
     "NL:HR:2021:887", "32016R0679", "R(01)", "-20160504", "https://wetten.overheid.nl/", "eli/reg/2024/1689", "oj", "#Artikel1", "%26", "stcrt-2019-1"]
)  # fmt: skip


@given(st.text(max_size=40) | st.lists(PIECES, max_size=8).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (read_reference, read_leniently):
        try:
            result = read(text)
        except UnreadableReference as error:
            result = error.message.nl
        assert result
