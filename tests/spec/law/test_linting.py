"""What is found in a model: names, sources, days and choices. Per code a model with the fault and one without."""

from datetime import date

import pytest

from tests.spec.law.models import DAY, fact, make, number, op
from waarborg.core.law.choices import Choice, Option
from waarborg.core.law.expressions import Creation, Operator, Projection, Unreadable, all_of, any_of, negation
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, Frame, act_name, duty_name, fact_name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.linting.checking import lint
from waarborg.core.law.linting.findings import Code, Finding, Severity, count_codes
from waarborg.core.law.sources import Slot, Source, SourceKind
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

ARTICLE = Source(SourceKind.BWB, "artikel 1:3 Awb", "jci1.3:c:BWBR0005537&artikel=1:3")


def find(code: Code, model: Interpretation, on: date = DAY) -> list[Finding]:
    """What has this code."""
    return [finding for finding in lint(model, on=on) if finding.code is code]


def find_in(code: Code, *frames: Frame) -> list[Finding]:
    """What has this code in a model of these frames."""
    return find(code, make(frames))


def sourced(*sources: Source) -> Interpretation:
    """A model of one fact with these sources."""
    return make([FactFrame(name="a", sources=sources)])


# --- names -----------------------------------------------------------------------------------------------
def test_a_fact_that_is_not_there_is_a_warning_because_it_can_still_be_asked() -> None:
    rule = FactFrame(name="recht", function=all_of(fact("inwoner"), fact("meerderjarig")))
    (finding,) = find_in(Code.UNDEFINED, rule, FactFrame(name="inwoner"))
    assert finding.severity is Severity.WARNING
    assert (finding.frame, finding.slot) == (fact_name("recht"), Slot.FUNCTION)
    assert finding.related == (fact_name("meerderjarig"),)
    assert finding.message.nl == "[recht] noemt [meerderjarig] (functie), en dat staat niet in het model."
    assert finding.remedy.nl == "Verbeter de naam, of voeg het feit toe."
    assert not find_in(Code.UNDEFINED, rule, FactFrame(name="inwoner"), FactFrame(name="meerderjarig"))


def test_a_duty_and_an_act_that_are_not_there_are_errors_too() -> None:
    found = find_in(
        Code.UNDEFINED,
        ActFrame(name="aanvragen", creates=(duty_name("beslissen"),)),
        DutyFrame(name="betalen", enforces=("dwangsom",)),
    )
    assert [finding.remedy.en for finding in found] == [
        "Correct the name, or add the duty.",
        "Correct the name, or add the act.",
    ]


def test_a_name_that_looks_like_one_that_is_there_comes_with_that_one() -> None:
    (finding,) = find_in(
        Code.UNDEFINED, FactFrame(name="recht", function=fact("Woon-plaats")), FactFrame(name="woonplaats")
    )
    assert finding.remedy == Text(nl="Bedoel je [woonplaats]?", en="Do you mean [woonplaats]?")


def test_a_name_of_signs_alone_is_looked_up_as_it_stands() -> None:
    (finding,) = find_in(Code.UNDEFINED, FactFrame(name="recht", function=fact("§")))
    assert finding.related == (fact_name("§"),)


def test_a_choice_about_a_frame_that_is_not_there_is_an_error() -> None:
    choice = make_choice(frames=(fact_name("weg"), fact_name("a")))
    (finding,) = find(Code.UNDEFINED, make_with(choice, FactFrame(name="a")))
    assert (finding.frame, finding.subject, finding.related) == (None, "k", (fact_name("weg"),))


def test_the_wrong_brackets_are_found_with_the_right_ones() -> None:
    act = ActFrame(name="aanvragen", creates=(fact_name("beslissen"),))
    (finding,) = find_in(Code.WRONG_BRACKETS, act, DutyFrame(name="beslissen"))
    assert finding.message.en == "<<aanvragen>> names [beslissen] (what arises) as a fact, but it is a duty."
    assert finding.remedy.en == "Write <beslissen>, or name something else."
    right = ActFrame(name="aanvragen", creates=(duty_name("beslissen"),))
    assert not find_in(Code.WRONG_BRACKETS, right, DutyFrame(name="beslissen"))


def test_a_fact_named_as_an_act_is_said_with_the_right_article() -> None:
    (finding,) = find_in(
        Code.WRONG_BRACKETS, DutyFrame(name="d", creates=("aanvraag",)), FactFrame(name="aanvraag")
    )
    assert finding.message.en == "<d> names <<aanvraag>> (what arises) as an act, but it is a fact."


def test_a_leaf_that_nothing_uses_is_found() -> None:
    (finding,) = find_in(Code.UNUSED_FACT, FactFrame(name="schoenmaat"))
    assert finding.frame == fact_name("schoenmaat")
    assert not find_in(Code.UNUSED_FACT, FactFrame(name="a"), ActFrame(name="x", actor=fact("a")))


def test_a_fact_that_only_uses_itself_is_not_used() -> None:
    assert find_in(Code.UNREAD_FACT, FactFrame(name="a", function=negation(fact("a"))))


def test_a_fact_that_follows_from_others_may_be_an_outcome() -> None:
    (finding,) = find_in(Code.UNREAD_FACT, FactFrame(name="recht", function=fact("a")))
    assert finding.severity is Severity.NOTE


def test_an_unused_fact_with_two_versions_is_found_once() -> None:
    year = date(2026, 1, 1)
    versions = [
        FactFrame(name="a", valid=Period(date(2025, 1, 1), year)),
        FactFrame(name="a", valid=Period(year)),
    ]
    assert len(find_in(Code.UNUSED_FACT, *versions)) == 1


def test_names_that_differ_in_capitals_spaces_or_punctuation_only_are_found() -> None:
    (finding,) = find_in(
        Code.NAMES_ALIKE, FactFrame(name="aanvraag leraar"), FactFrame(name="Aanvraag-leraar")
    )
    assert finding.frame == fact_name("aanvraag leraar")
    assert finding.related == (fact_name("Aanvraag-leraar"),)
    assert not find_in(Code.NAMES_ALIKE, FactFrame(name="aanvraag"), ActFrame(name="Aanvraag"))


def test_facts_with_the_same_function_are_found() -> None:
    same = any_of(fact("a"), fact("b"))
    (finding,) = find_in(
        Code.SAME_FUNCTION, FactFrame(name="x", function=same), FactFrame(name="y", function=same)
    )
    assert (finding.frame, finding.related) == (fact_name("x"), (fact_name("y"),))


def test_two_facts_that_acts_create_or_that_repeat_a_fact_are_not_the_same() -> None:
    frames = [
        FactFrame(name="x", function=Creation()),
        FactFrame(name="y", function=Creation()),
        FactFrame(name="p", function=fact("a")),
        FactFrame(name="q", function=fact("a")),
        FactFrame(name="r", function=all_of(fact("a"), fact("b"))),
    ]
    assert not find_in(Code.SAME_FUNCTION, *frames)


def test_a_part_that_cannot_be_read_is_found_with_its_reason() -> None:
    broken = all_of(fact("a"), Unreadable("XOR is not known"), negation(Unreadable("XOR is not known")))
    (finding,) = find_in(Code.UNREADABLE_PART, ActFrame(name="x", precondition=broken))
    assert finding.slot is Slot.PRECONDITION
    assert finding.message.en == "A part of <<x>> (precondition) cannot be read: XOR is not known"
    assert not find_in(Code.UNREADABLE_PART, ActFrame(name="x", precondition=fact("a")))


# --- rings -----------------------------------------------------------------------------------------------
def rule(name: str, *reads: str) -> FactFrame:
    """A fact that holds when others do."""
    return FactFrame(name=name, function=all_of(*(fact(other) for other in reads)))


def test_facts_that_define_each_other_are_found_once_with_their_ring() -> None:
    (finding,) = find_in(Code.RING, rule("a", "b"), rule("b", "c"), rule("c", "a"), rule("d", "a"))
    assert finding.frame == fact_name("a")
    assert finding.related == (fact_name("b"), fact_name("c"))
    assert "[a] → [b] → [c] → [a]" in finding.message.nl
    assert finding.message.en.startswith("These facts define each other in a ring,")
    assert not find_in(Code.RING, rule("a", "b"), rule("b", "c"), rule("c", "d"))


def test_a_fact_that_defines_itself_is_a_ring_of_one() -> None:
    (finding,) = find_in(Code.RING, rule("a", "a"))
    assert "[a] → [a]" in finding.message.en


def test_two_rings_with_a_fact_in_common_are_one_finding_with_a_shortest_ring() -> None:
    (finding,) = find_in(Code.RING, rule("a", "b", "c"), rule("b", "a"), rule("c", "d"), rule("d", "a"))
    assert "These facts (4)" in finding.message.en
    assert "[a] → [b] → [a]" in finding.message.en


def test_two_rings_apart_are_two_findings() -> None:
    assert len(find_in(Code.RING, rule("a", "b"), rule("b", "a"), rule("c", "d"), rule("d", "c"))) == 2


def test_a_long_ring_is_shortened() -> None:
    frames = [rule(f"f{number}", f"f{(number + 1) % 20}") for number in range(20)]
    (finding,) = find_in(Code.RING, *frames)
    assert "[f5] → … → [f16]" in finding.message.nl


def test_a_ring_of_frames_that_are_not_in_force_is_none() -> None:
    gone = Period(date(2020, 1, 1), date(2021, 1, 1))
    assert not find_in(Code.RING, FactFrame(name="a", function=fact("a"), valid=gone))


def test_a_ring_through_what_was_created_is_possible_unless_it_says_the_fact() -> None:
    def within(*made_of: str) -> list[Frame]:
        return [
            FactFrame(name="aanvraag", function=Creation(tuple(map(fact, made_of)))),
            FactFrame(name="bedrag", function=Projection(("aanvraag",), fact("bedrag"))),
        ]

    (finding,) = find_in(Code.POSSIBLE_RING, *within("naam"))
    assert finding.severity is Severity.WARNING
    assert finding.message.en.endswith("unless what was created says them: [bedrag] → [bedrag].")
    assert not find_in(Code.POSSIBLE_RING, *within("naam", "bedrag"))
    assert not find_in(Code.POSSIBLE_RING, *within())


def test_a_ring_through_rows_that_somebody_gives_is_none() -> None:
    rows = FactFrame(name="bedrag", function=Projection(("rij",), fact("bedrag")))
    assert not find_in(Code.POSSIBLE_RING, rows, FactFrame(name="rij"))
    assert not find_in(Code.POSSIBLE_RING, rows)


def test_a_ring_through_a_fact_that_follows_from_others_is_possible() -> None:
    inner = FactFrame(name="bedrag", function=Projection(("zaak",), fact("bedrag")))
    assert find_in(Code.POSSIBLE_RING, inner, FactFrame(name="zaak", function=fact("dossier")))


def test_a_certain_ring_is_not_said_again_as_a_possible_one() -> None:
    frames = [rule("a", "b"), rule("b", "a")]
    assert not find_in(Code.POSSIBLE_RING, *frames)
    outside = FactFrame(name="c", function=all_of(fact("a"), Projection(("zaak",), fact("a")), fact("zaak")))
    tied = FactFrame(name="zaak", function=fact("dossier"))
    joined = FactFrame(name="a", function=all_of(fact("b"), Projection(("zaak",), fact("c"))))
    (finding,) = find_in(Code.POSSIBLE_RING, joined, rule("b", "a"), outside, tied)
    assert finding.frame == fact_name("c")
    assert "[c] → [a] → [c]" in finding.message.en


# --- sources ---------------------------------------------------------------------------------------------
def test_a_frame_without_a_source_is_found() -> None:
    assert [finding.frame for finding in find(Code.NO_SOURCE, sourced())] == [fact_name("a")]
    assert not find(Code.NO_SOURCE, sourced(ARTICLE))


def test_an_identifier_that_nobody_can_read_is_a_warning() -> None:
    (finding,) = find(
        Code.UNREADABLE_SOURCE, sourced(Source(SourceKind.BWB, "art. 1", "de wet", Slot.FUNCTION))
    )
    assert (finding.severity, finding.slot, finding.subject) == (Severity.WARNING, Slot.FUNCTION, "de wet")
    assert not find(Code.UNREADABLE_SOURCE, sourced(ARTICLE))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("/jci1.3:c:BWBR0005537&artikel=1:3", "jci1.3:c:BWBR0005537&artikel=1:3"),
        ("3:c:BWBR0005537&artikel=1:3", "jci1.3:c:BWBR0005537&artikel=1:3"),
    ],
)
def test_an_identifier_that_can_be_repaired_comes_with_the_repair(written: str, meant: str) -> None:
    model = sourced(Source(SourceKind.BWB, "", written))
    (finding,) = find(Code.REPAIRABLE_SOURCE, model)
    assert finding.remedy.nl.startswith(f"Schrijf: {meant} (")
    assert not find(Code.UNREADABLE_SOURCE, model)
    assert not find(Code.REPAIRABLE_SOURCE, sourced(ARTICLE))


def test_a_source_with_a_citation_alone_is_a_note() -> None:
    (finding,) = find(Code.CITATION_ONLY, sourced(Source(SourceKind.BWB, "artikel 1:3 Awb")))
    assert finding.severity is Severity.NOTE
    assert not find(Code.CITATION_ONLY, sourced(ARTICLE))


def test_an_identifier_of_another_collection_is_found() -> None:
    judgment = Source(SourceKind.BWB, "", "ECLI:NL:HR:2021:887")
    (finding,) = find(Code.OTHER_COLLECTION, sourced(judgment))
    assert finding.message.en == (
        "The source “ECLI:NL:HR:2021:887” of [a] is called bwb, but its identifier is ecli."
    )
    right = Source(SourceKind.ECLI, "", "ECLI:NL:HR:2021:887")
    assert not find(Code.OTHER_COLLECTION, sourced(right, ARTICLE))


def test_the_address_of_a_policy_rule_is_taken_as_it_is() -> None:
    address = Source(SourceKind.POLICY, "Beleidsregel", "https://www.voorbeeldstad.nl/beleid/bijstand")
    assert not [
        finding for finding in lint(sourced(address), on=DAY) if finding.code.value.startswith("LAW2")
    ]


def test_a_source_that_is_not_in_force_on_the_day_is_found() -> None:
    def until(last: date) -> Interpretation:
        return sourced(
            Source(SourceKind.BWB, "artikel 1", "BWBR0005537", valid=Period(date(2020, 1, 1), last))
        )

    (finding,) = find(Code.SOURCE_NOT_VALID, until(date(2026, 3, 3)))
    assert finding.message.en == (
        "The source “artikel 1” of [a] is in force from 2020-01-01 until 2026-03-03, not on 2026-03-03."
    )
    assert not find(Code.SOURCE_NOT_VALID, until(date(2026, 3, 4)))


def test_the_source_of_a_frame_that_is_not_in_force_need_not_hold() -> None:
    gone = Period(date(2020, 1, 1), date(2021, 1, 1))
    source = Source(SourceKind.BWB, "artikel 1", "BWBR0005537", valid=gone)
    assert not find(Code.SOURCE_NOT_VALID, make([FactFrame(name="a", sources=(source,), valid=gone)]))


# --- days ------------------------------------------------------------------------------------------------
def test_a_frame_that_is_not_in_force_is_a_note() -> None:
    frame = FactFrame(name="a", valid=Period(date(2027, 1, 1)))
    (finding,) = find(Code.NOT_IN_FORCE, make([frame]))
    assert finding.message.nl == "[a] geldt vanaf 2027-01-01, niet op 2026-03-03."
    assert not find(Code.NOT_IN_FORCE, make([frame]), on=date(2027, 1, 1))


def test_a_frame_that_is_used_when_it_is_not_in_force_is_a_warning() -> None:
    frame = FactFrame(name="a", valid=Period(date(2027, 1, 1)))
    (finding,) = find_in(Code.USED_NOT_IN_FORCE, frame, rule("b", "a"))
    assert (finding.severity, finding.related) == (Severity.WARNING, (fact_name("b"),))
    assert not find_in(Code.USED_NOT_IN_FORCE, FactFrame(name="a"), rule("b", "a"))


def test_an_interpretation_for_other_days_is_found() -> None:
    model = Interpretation(
        id="v", version="1", title=Text("V", "V"), frames=(), valid=Period(date(2024, 1, 1), date(2025, 1, 1))
    )
    (finding,) = find(Code.OTHER_DAYS, model)
    assert finding.frame is None
    assert not find(Code.OTHER_DAYS, model, on=date(2024, 12, 31))
    assert not find(Code.OTHER_DAYS, make())


# --- choices ---------------------------------------------------------------------------------------------
OPTIONS = (Option("ruim", Text("Ruim", "Wide")), Option("eng", Text("Eng", "Narrow")))


def make_choice(**parts: object) -> Choice:
    """A choice with these parts."""
    return Choice(id="k", question=Text("Wat telt mee?", "What counts?"), options=OPTIONS, **parts)  # type: ignore[arg-type]  # as given


def make_with(choice: Choice, *frames: Frame) -> Interpretation:
    """A model of frames with a choice."""
    return Interpretation(id="v", version="1", title=Text("V", "V"), frames=frames, choices=(choice,))


def test_an_open_choice_is_found() -> None:
    (finding,) = find(Code.OPEN_CHOICE, make_with(make_choice()))
    assert finding.message.nl == "De keuze “k” is open: Wat telt mee?"
    taken = make_choice(taken="eng", ground=Text("De toelichting", "The notes"))
    assert not find(Code.OPEN_CHOICE, make_with(taken))


def test_a_choice_whose_day_of_review_has_come_is_found() -> None:
    assert find(Code.REVIEW_DUE, make_with(make_choice(review_on=DAY)))
    assert not find(Code.REVIEW_DUE, make_with(make_choice(review_on=date(2026, 3, 4))))


def test_the_grounds_of_a_choice_are_checked_too() -> None:
    choice = make_choice(
        grounds=(
            Source(SourceKind.BWB, "", "de wet", Slot.FUNCTION),
            Source(SourceKind.BWB, "artikel 2"),
            Source(SourceKind.BWB, "", "CVDR123456"),
        )
    )
    (unreadable,) = find(Code.UNREADABLE_SOURCE, make_with(choice))
    assert (unreadable.frame, unreadable.slot) == (None, None)
    assert "of the choice “k” cannot be read" in unreadable.message.en
    (cited,) = find(Code.CITATION_ONLY, make_with(choice))
    assert cited.subject == "k"
    assert find(Code.OTHER_COLLECTION, make_with(choice))


# --- the whole -------------------------------------------------------------------------------------------
def test_findings_come_by_frame_and_what_is_about_the_whole_comes_first() -> None:
    model = make_with(make_choice(), ActFrame(name="x"), FactFrame(name="a"))
    places = [(finding.code.value, finding.frame) for finding in lint(model, on=DAY)]
    assert places == [
        ("LAW501", None),
        ("LAW201", act_name("x")),
        ("LAW103", fact_name("a")),
        ("LAW201", fact_name("a")),
    ]


def test_findings_are_counted_by_code() -> None:
    model = make([FactFrame(name="a"), FactFrame(name="b")])
    assert count_codes(lint(model, on=DAY)) == {"LAW103": 2, "LAW201": 2}


def test_a_model_in_which_all_is_well_has_no_findings() -> None:
    frames = [
        FactFrame(name="burger", sources=(ARTICLE,)),
        FactFrame(name="leeftijd", sources=(ARTICLE,)),
        ActFrame(
            name="aanvragen",
            actor=fact("burger"),
            precondition=op(Operator.AT_MOST, number("18"), fact("leeftijd")),
            sources=(ARTICLE,),
        ),
    ]
    assert lint(make(frames), on=DAY) == ()
