"""The graph of a model, and the picture of it."""

import pytest

from tests.spec.law.models import fact, make
from waarborg.core.law.expressions import Creation, Projection, all_of, negation
from waarborg.core.law.frames import (
    ActFrame,
    DutyFrame,
    FactFrame,
    Frame,
    FrameKind,
    Name,
    act_name,
    duty_name,
    fact_name,
)
from waarborg.core.law.interpretations import Interpretation, NoSuchFrame
from waarborg.core.law.layout import MARGIN, NODE_HEIGHT, NODE_WIDTH, Picture, lay_out
from waarborg.core.law.part_words import list_in_words
from waarborg.core.law.relations import (
    Mention,
    Reading,
    Relation,
    RelationKind,
    Relations,
    list_mentions,
)
from waarborg.core.law.sources import Slot
from waarborg.core.terms.text import Text

APPLY = ActFrame(
    name="aanvragen", actor=fact("burger"), creates=(fact_name("aanvraag"), duty_name("beslissen"))
)
GRANT = ActFrame(
    name="toekennen",
    actor=fact("college"),
    precondition=all_of(fact("aanvraag"), fact("recht")),
    terminates=(fact_name("aanvraag"), duty_name("beslissen")),
)
DECIDE = DutyFrame(
    name="beslissen", holder=fact("college"), claimant=fact("burger"), enforces=("in gebreke stellen",)
)
MODEL = make(
    [
        APPLY,
        GRANT,
        DECIDE,
        FactFrame(name="aanvraag", function=Creation()),
        FactFrame(name="burger"),
        FactFrame(name="college"),
        FactFrame(name="recht", function=negation(fact("uitgesloten"))),
        FactFrame(name="uitgesloten", label=Text("Is uitgesloten", "Is excluded")),
    ]
)
RELATIONS = Relations(MODEL)
RIGHT, REQUEST, CITIZEN = fact_name("recht"), fact_name("aanvraag"), fact_name("burger")


# --- the graph -------------------------------------------------------------------------------------------
def test_a_relation_runs_from_an_act_to_what_it_does_and_from_a_party_to_its_duty() -> None:
    triples = {(relation.start, relation.kind, relation.end) for relation in RELATIONS.relations}
    assert triples == {
        (act_name("aanvragen"), RelationKind.READS, CITIZEN),
        (act_name("aanvragen"), RelationKind.CREATES, REQUEST),
        (act_name("aanvragen"), RelationKind.CREATES, duty_name("beslissen")),
        (act_name("toekennen"), RelationKind.READS, fact_name("college")),
        (act_name("toekennen"), RelationKind.READS, REQUEST),
        (act_name("toekennen"), RelationKind.READS, RIGHT),
        (act_name("toekennen"), RelationKind.TERMINATES, REQUEST),
        (act_name("toekennen"), RelationKind.TERMINATES, duty_name("beslissen")),
        (fact_name("college"), RelationKind.OWES, duty_name("beslissen")),
        (CITIZEN, RelationKind.CLAIMS, duty_name("beslissen")),
        (act_name("in gebreke stellen"), RelationKind.ENFORCES, duty_name("beslissen")),
        (RIGHT, RelationKind.READS, fact_name("uitgesloten")),
    }


def test_relations_are_found_from_both_sides_and_by_who_says_so() -> None:
    duty = duty_name("beslissen")
    assert [
        relation.end for relation in RELATIONS.list_from(act_name("aanvragen"), RelationKind.CREATES)
    ] == [
        REQUEST,
        duty,
    ]
    assert [relation.kind for relation in RELATIONS.list_to(duty)] == [
        RelationKind.CREATES,
        RelationKind.TERMINATES,
        RelationKind.ENFORCES,
        RelationKind.OWES,
        RelationKind.CLAIMS,
    ]
    assert [relation.slot for relation in RELATIONS.list_by(duty)] == [
        Slot.HOLDER,
        Slot.CLAIMANT,
        Slot.ENFORCES,
    ]
    assert RELATIONS.list_from(duty) == ()


def test_it_is_known_where_a_frame_is_used() -> None:
    assert RELATIONS.used_by(CITIZEN) == (act_name("aanvragen"), duty_name("beslissen"))
    assert RELATIONS.used_by(duty_name("beslissen")) == (act_name("aanvragen"), act_name("toekennen"))
    assert Relations(make([FactFrame(name="a", function=fact("a"))])).used_by(fact_name("a")) == ()


def test_neighbours_are_the_frames_at_the_other_end() -> None:
    assert RELATIONS.list_neighbours(RIGHT) == (fact_name("uitgesloten"), act_name("toekennen"))
    # The enforcing act is not in the model.
    assert act_name("in gebreke stellen") not in RELATIONS.list_neighbours(duty_name("beslissen"))


def test_relations_to_what_is_not_there_are_undefined() -> None:
    (relation,) = RELATIONS.undefined
    assert relation == Relation(
        RelationKind.ENFORCES,
        act_name("in gebreke stellen"),
        duty_name("beslissen"),
        duty_name("beslissen"),
        Slot.ENFORCES,
    )
    assert relation.named == act_name("in gebreke stellen")


def test_each_way_of_reading_a_fact_is_told_apart() -> None:
    inside = Projection(("zaak", "aanvraag"), all_of(fact("bedrag"), fact("zaak"), fact("bedrag")))
    assert list_mentions(all_of(fact("bedrag"), inside)) == (
        Mention("bedrag"),
        Mention("zaak"),
        Mention("aanvraag", Reading.PATH),
        Mention("bedrag", Reading.WITHIN, "aanvraag"),
        Mention("zaak", Reading.WITHIN, "aanvraag"),
    )
    assert list_mentions(Creation((fact("naam"), Projection(("a",), fact("b"))))) == (
        Mention("naam", Reading.MADE_OF),
        Mention("a", Reading.MADE_OF),
        Mention("b", Reading.MADE_OF),
    )


def test_a_long_row_of_names_is_counted_at_the_end() -> None:
    assert list_in_words("abc", most=2) == Text(nl="a, b en nog 1", en="a, b and 1 more")


# --- the picture -----------------------------------------------------------------------------------------
def column(picture: Picture, name: Name) -> int:
    """How far to the right a frame stands."""
    return next(node.x for node in picture.nodes if node.name == name)


def test_what_is_read_stands_left_of_what_reads_it_and_what_is_created_right() -> None:
    picture = lay_out(MODEL)
    assert column(picture, fact_name("uitgesloten")) < column(picture, RIGHT)
    assert column(picture, RIGHT) < column(picture, act_name("toekennen"))
    assert column(picture, CITIZEN) < column(picture, act_name("aanvragen")) < column(picture, REQUEST)
    assert picture.sentence == Text(
        nl="Dit beeld toont 5 feiten, 2 handelingen, 1 plicht.",
        en="This picture shows 5 facts, 2 acts, 1 duty.",
    )


def test_the_same_model_gives_the_same_picture() -> None:
    assert lay_out(MODEL) == lay_out(MODEL)


def test_no_two_frames_stand_on_each_other_and_all_are_within_the_picture() -> None:
    picture = lay_out(MODEL)
    places = {(node.x, node.y) for node in picture.nodes}
    assert len(places) == len(picture.nodes) == 8
    assert all(MARGIN + NODE_WIDTH // 2 <= x <= picture.width - MARGIN - NODE_WIDTH // 2 for x, _ in places)
    assert all(
        MARGIN + NODE_HEIGHT // 2 <= y <= picture.height - MARGIN - NODE_HEIGHT // 2 for _, y in places
    )


def test_a_line_runs_from_the_side_of_one_frame_to_the_side_of_the_other() -> None:
    picture = lay_out(make([FactFrame(name="a"), FactFrame(name="b", function=fact("a"))]))
    (edge,) = picture.edges
    b, a = column(picture, fact_name("b")), column(picture, fact_name("a"))
    assert (edge.start, edge.end) == (fact_name("b"), fact_name("a"))
    assert edge.points == ((b - 100, 72), (a + 100, 72))


def test_a_long_line_passes_through_the_columns_in_between() -> None:
    frames = [
        FactFrame(name="a"),
        FactFrame(name="b", function=fact("a")),
        FactFrame(name="c", function=all_of(fact("a"), fact("b"))),
    ]
    picture = lay_out(make(frames))
    (edge,) = [edge for edge in picture.edges if (edge.start, edge.end) == (fact_name("c"), fact_name("a"))]
    assert len(edge.points) == 3
    assert edge.points[1][0] == column(picture, fact_name("b"))


def test_facts_in_a_ring_stand_in_columns_all_the_same() -> None:
    ring = [FactFrame(name="a", function=fact("b")), FactFrame(name="b", function=fact("a"))]
    picture = lay_out(make(ring))
    assert len({node.x for node in picture.nodes}) == 2
    assert len(picture.edges) == 2


def test_lines_always_run_between_two_columns() -> None:
    frames = [
        FactFrame(name="a", function=all_of(fact("b"), fact("c"))),
        FactFrame(name="b", function=all_of(fact("a"), fact("c"))),
        FactFrame(name="c", function=all_of(fact("a"), fact("b"))),
    ]
    picture = lay_out(make(frames))
    assert len(picture.edges) == 6
    for edge in picture.edges:
        assert column(picture, edge.start) != column(picture, edge.end)


def test_a_picture_around_a_frame_shows_the_nearest_ones() -> None:
    picture = lay_out(MODEL, RIGHT, most=3)
    assert [(node.name, node.is_centre) for node in picture.nodes] == [
        (RIGHT, True),
        (fact_name("uitgesloten"), False),
        (act_name("toekennen"), False),
    ]
    assert picture.hidden == 5
    assert picture.sentence.nl == "Dit beeld toont 2 feiten, 1 handeling rond [recht]. Niet getoond: 5."


def test_a_picture_around_a_frame_ends_where_nothing_leads_further() -> None:
    lone = make([FactFrame(name="a"), FactFrame(name="b")])
    picture = lay_out(lone, fact_name("a"))
    assert [node.name for node in picture.nodes] == [fact_name("a")]
    assert picture.entries[0].text == Text(nl="[a]: staat hier los.", en="[a]: stands alone here.")


def test_a_picture_around_a_frame_shows_all_there_is_when_it_fits() -> None:
    picture = lay_out(MODEL, RIGHT)
    assert (len(picture.nodes), picture.hidden) == (8, 0)


def test_a_crowded_picture_shows_acts_and_duties_before_facts() -> None:
    kinds = [node.kind for node in lay_out(MODEL, most=4).nodes]
    assert kinds == [FrameKind.ACT, FrameKind.ACT, FrameKind.DUTY, FrameKind.FACT]


def test_a_frame_is_labelled_as_people_know_it() -> None:
    labels = {node.name.text: node.label.en for node in lay_out(MODEL).nodes}
    assert (labels["uitgesloten"], labels["recht"]) == ("Is excluded", "recht")


def test_the_list_beside_it_says_the_same_in_words() -> None:
    texts = {entry.name: entry.text.en for entry in lay_out(MODEL).entries}
    assert texts[duty_name("beslissen")] == (
        "<beslissen>: is created by <<aanvragen>>; is ended by <<toekennen>>; is owed by [college]; "
        "may be claimed by [burger]."
    )
    assert texts[act_name("aanvragen")] == "<<aanvragen>>: reads [burger]; creates [aanvraag], <beslissen>."


def test_a_model_without_frames_has_an_empty_picture() -> None:
    picture = lay_out(make())
    assert (picture.nodes, picture.edges, picture.hidden) == ((), (), 0)
    assert picture.sentence.en == "This picture shows nothing."


def test_a_picture_around_nothing_or_of_nothing_is_refused() -> None:
    with pytest.raises(NoSuchFrame):
        lay_out(MODEL, fact_name("weg"))
    with pytest.raises(ValueError, match="at least one"):
        lay_out(MODEL, most=0)


def deep(length: int) -> Interpretation:
    """A chain of facts."""
    frames: list[Frame] = [
        FactFrame(name=f"f{place}", function=fact(f"f{place + 1}")) for place in range(length)
    ]
    return make([*frames, FactFrame(name=f"f{length}")])


def test_a_part_of_a_chain_of_ten_thousand_facts_is_laid_out() -> None:
    picture = lay_out(deep(10_000), fact_name("f5000"), most=2_000)
    assert len({node.x for node in picture.nodes}) == 2_000
    assert picture.hidden == 8_001
