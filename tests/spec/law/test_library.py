"""Interpretations that are known together, and sources as they are cited and found."""

from datetime import date

import pytest

from tests.small_law import ID, RIGHT, RULES, URN, URN_OLD, make_interpretation, make_library, make_stricter
from waarborg.core.law.citing import cite, find_address
from waarborg.core.law.expressions import Is, Reference, all_of
from waarborg.core.law.frames import ActFrame, FactFrame, act_name, duty_name, fact_name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.library import Library, NoSuchInterpretation, read_name
from waarborg.core.law.parties import find_actor, list_parties
from waarborg.core.law.sources import Source, SourceKind
from waarborg.core.law.values import Identity, Kind
from waarborg.core.terms.text import Text

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[recht]", fact_name("recht")),
        ("<<toekennen>>", act_name("toekennen")),
        (" <beslissen> ", duty_name("beslissen")),
    ],
)
def test_a_name_in_brackets_says_which_kind_of_frame_it_is(text: str, name: object) -> None:
    assert read_name(text) == name


@pytest.mark.parametrize("text", ["", "recht", "[]", "[ ]", "<<>>", "<>", "[recht>"])
def test_a_name_without_its_brackets_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not the name of a frame"):
        read_name(text)


def test_an_interpretation_is_found_by_its_urn() -> None:
    library = make_library()
    assert library.get(URN).version == "2"
    assert library.find("urn:waarborg:law:niets:1") is None
    with pytest.raises(
        NoSuchInterpretation, match="there is no interpretation urn:waarborg:law:niets:1 here"
    ):
        library.get("urn:waarborg:law:niets:1")


def test_the_same_version_is_there_once() -> None:
    with pytest.raises(ValueError, match="same id and version"):
        Library((make_interpretation(), make_interpretation()))


def test_the_newest_version_is_found_by_way_of_those_between() -> None:
    library = Library((make_stricter(), make_interpretation(), make_interpretation("1", supersedes="")))
    newest = library.find_newest(URN_OLD)
    assert newest is not None
    assert newest.version == "3"
    assert library.find_newest(newest.urn) is None
    assert library.find_newest("urn:waarborg:law:niets:1") is None
    assert [item.version for item in library.list_newest()] == ["3"]


def test_two_versions_that_name_each_other_do_not_go_on_for_ever() -> None:
    library = Library((make_interpretation("1", supersedes="2"), make_interpretation("2", supersedes="1")))
    newest = library.find_newest(URN_OLD)
    assert newest is not None
    assert newest.version == "2"


def test_a_version_may_be_named_by_its_urn() -> None:
    library = Library((make_interpretation("1", supersedes=""), make_interpretation("2", supersedes=URN_OLD)))
    assert library.find_newest(URN_OLD) == library.get(URN)


def test_a_frame_that_is_not_in_force_is_found_as_it_was_last() -> None:
    library = make_library()
    found = library.find_frame(URN, "[oude regel]", TODAY)
    assert found is not None
    assert (found.name, found.frame.is_in_force(TODAY)) == ("[oude regel]", False)
    assert library.find_frame(URN, "[niets]", TODAY) is None
    assert library.find_frame(URN, "oude regel", TODAY) is None
    assert library.find_frame("urn:waarborg:law:niets:1", "[oude regel]", TODAY) is None


def test_all_words_must_stand_in_a_frame_and_names_come_first() -> None:
    library = make_library()
    assert [item.name for item in library.search("toeslag aanvragen", on=TODAY)] == ["<<toeslag aanvragen>>"]
    # In names: grant and refuse, the duty, then facts; then who only cites article 36.
    assert [item.name for item in library.search("36 PARTICIPATIEWET", on=TODAY)] == [
        "<<toeslag toekennen>>",
        "[laag inkomen]",
        "[oud genoeg]",
        "[recht op toeslag]",
    ]
    assert library.search("kinderbijslag", on=TODAY) == ()
    assert {item.interpretation.version for item in library.search("", on=TODAY)} == {"2"}
    assert {item.interpretation.version for item in library.search("", on=TODAY, urn=URN_OLD)} == {"1"}
    assert library.search("", on=TODAY, urn="urn:waarborg:law:niets:1") == ()


def test_each_fact_has_the_kind_that_is_said_or_follows_from_its_use() -> None:
    library = make_library()
    kinds = library.list_kinds(library.get(URN))
    assert kinds["inkomen"] is Kind.MONEY
    assert kinds["laag inkomen"] is Kind.BOOLEAN
    assert kinds["aanvrager"] is Kind.IDENTITY
    assert library.list_kinds(library.get(URN)) is kinds


# --- parties ---------------------------------------------------------------------------------------------
def interpret(*frames: FactFrame | ActFrame) -> Interpretation:
    return Interpretation(id=ID, version="1", title=Text("Klein", "Small"), frames=frames)


def test_who_is_said_to_be_something_else_than_a_party_is_none() -> None:
    act = ActFrame(name="doen", actor=Reference("ouder"), recipient=Reference("bevoegd"))
    bevoegd = FactFrame(name="bevoegd", kind=Kind.BOOLEAN)
    assert list_parties(interpret(act, bevoegd)) == ("ouder",)
    worked_out = FactFrame(name="ouder", function=Reference("moeder"))
    assert list_parties(interpret(act, bevoegd, worked_out)) == ()


def test_the_actor_is_who_it_is_known_to_be_or_the_role_itself() -> None:
    act = ActFrame(name="doen", actor=Reference("ouder"))
    assert find_actor(act, {}) == Identity("ouder")
    assert find_actor(act, {"ouder": (True, Identity("p-1"), Identity("p-2"))}) == Identity("p-1")
    assert find_actor(ActFrame(name="doen"), {}) is None
    named = ActFrame(name="doen", actor=all_of(Reference("bevoegd"), Is(Identity("p-9"))))
    assert find_actor(named, {}) == Identity("p-9")
    assert find_actor(ActFrame(name="doen", actor=all_of(Reference("a"), Is())), {}) is None


# --- sources ---------------------------------------------------------------------------------------------
def test_a_source_is_cited_as_the_interpretation_says_or_as_its_identifier_reads() -> None:
    assert cite(RIGHT) == "artikel 36 Participatiewet"
    bare = Source(kind=SourceKind.BWB, citation="", identifier="jci1.3:c:BWBR0005537&artikel=4:13")
    assert "4:13" in cite(bare)
    assert cite(Source(kind=SourceKind.BWB, citation=" ", identifier="iets anders")) == "iets anders"


def test_a_source_can_be_read_where_its_identifier_leads() -> None:
    assert find_address(RIGHT).startswith("https://wetten.overheid.nl/")
    assert find_address(RULES) == ""
    page = "https://www.voorbeeldstad.example/beleidsregels"
    policy = Source(kind=SourceKind.POLICY, citation="Beleidsregels", identifier=page)
    assert find_address(policy) == page
