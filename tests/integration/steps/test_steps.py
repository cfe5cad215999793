"""Steps of an algorithm: what stays, who may, in which order, and that the chain finds what was changed behind it."""

from collections.abc import Callable

import pytest

from tests.conftest import NOW
from tests.integration.steps.conftest import LIBRARY
from tests.small_law import URN, URN_OLD
from waarborg.apps.algorithms.models import Algorithm, ProcessStep, StepLink, StepText
from waarborg.apps.algorithms.steps import actions, queries
from waarborg.apps.algorithms.steps.verifying import find_changed_process_steps
from waarborg.apps.audit.models import Event
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.core.profile.process_steps import FrameLink, Performer, Relation, cover

pytestmark = pytest.mark.django_db

Somebody = Callable[..., Person]
Add = Callable[..., ProcessStep]
RIGHT = "[recht op toeslag]"


def titles(algorithm: Algorithm) -> list[str]:
    return [line.step.title for line in queries.list_steps(algorithm)]


def link(step: ProcessStep, by: Person, frame: str = RIGHT, **more: object) -> None:
    given = {"interpretation": URN, "relation": Relation.APPLIES, "library": LIBRARY, "at": NOW}
    actions.link_frame(step=step, frame=frame, by=by, **{**given, **more})  # type: ignore[arg-type]  # given by name


# --- writing ---------------------------------------------------------------------------------------------
def test_steps_stand_in_the_order_in_which_they_were_added(algorithm: Algorithm, add: Add) -> None:
    add("Gegevens ophalen")
    add("  Inkomen \n uitrekenen ", what="Telt de bedragen op.", performer=Performer.BOTH)
    lines = queries.list_steps(algorithm)
    assert [(line.place, line.step.title) for line in lines] == [
        (1, "Gegevens ophalen"),
        (2, "Inkomen uitrekenen"),
    ]
    assert lines[1].step.performer is Performer.BOTH


def test_the_chain_hears_of_a_step_without_its_words(add: Add, editor: Person) -> None:
    step = add("Gegevens ophalen", what="Uit de polisadministratie.")
    link(step, editor)
    about = [event.about for event in Event.objects.filter(action__startswith="steps.").order_by("id")]
    assert [set(item) for item in about] == [{"step", "number", "text", "order"}, {"step", "number", "text"}]
    assert "ophalen" not in str(about)
    assert find_changed_process_steps() == []


@pytest.mark.parametrize("role", ["administrator", "approver", "reader", "auditor", "supervisor"])
def test_who_may_not_record_facts_writes_no_step(
    role: str, algorithm: Algorithm, add: Add, person_with_role: Somebody
) -> None:
    step, other = add("Ophalen"), person_with_role(role)
    for act in (
        lambda: add("Nog een", by=other),
        lambda: link(step, other),
        lambda: actions.move_step(step=step, up=True, by=other, at=NOW),
        lambda: actions.withdraw_step(step=step, by=other, at=NOW),
        lambda: actions.restore_step(step=step, by=other, at=NOW),
        lambda: actions.say_no_basis(step=step, reason="Zomaar", by=other, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert titles(algorithm) == ["Ophalen"]


def test_an_editor_elsewhere_writes_no_step_here(
    add: Add, person_with_role: Somebody, other_organisation: Organisation
) -> None:
    with pytest.raises(NotAllowed):
        add("Van buiten", by=person_with_role("editor", other_organisation))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "Kort", "what": "x" * 4001}, "what"),
        ({"title": "Kort", "remark": "x" * 1001}, "remark"),
    ],
)
def test_a_step_that_does_not_fit_names_its_field(wrong: dict[str, str], field: str, add: Add) -> None:
    with pytest.raises(actions.StepNotWritten) as refused:
        add(**wrong)
    assert refused.value.field == field
    assert not ProcessStep.objects.exists()


def test_what_a_step_said_before_stays(add: Add, editor: Person) -> None:
    step = add("Ophalen")
    actions.change_step(
        step=step,
        title="Ophalen bij het UWV",
        what="",
        performer=Performer.ALGORITHM,
        expected=1,
        by=editor,
        at=NOW,
    )
    assert [moment.step.title for moment in queries.list_moments(step)] == ["Ophalen bij het UWV", "Ophalen"]
    assert find_changed_process_steps() == []


def test_saying_the_same_again_adds_nothing(add: Add, editor: Person) -> None:
    step = add("Ophalen")
    for _ in range(2):
        actions.change_step(
            step=step, title="Ophalen", what="", performer=Performer.ALGORITHM, expected=1, by=editor, at=NOW
        )
    assert StepText.objects.count() == 1


def test_who_saw_an_older_text_overwrites_nothing(add: Add, editor: Person) -> None:
    step = add("Ophalen")
    link(step, editor)
    with pytest.raises(actions.StepOvertaken):
        actions.change_step(
            step=step, title="Anders", what="", performer=Performer.PERSON, expected=1, by=editor, at=NOW
        )
    assert queries.read_step(step).step.title == "Ophalen"


# --- what a step rests on --------------------------------------------------------------------------------
def test_a_step_rests_on_a_frame_once_and_the_last_relation_holds(add: Add, editor: Person) -> None:
    step = add("Beoordelen")
    link(step, editor)
    link(step, editor, "<<toeslag toekennen>>", relation=Relation.PREPARES)
    link(step, editor, relation=Relation.APPROXIMATES, remark="Alleen bij loon.")
    assert queries.read_step(step).step.links == (
        FrameLink(URN, RIGHT, Relation.APPROXIMATES, "Alleen bij loon."),
        FrameLink(URN, "<<toeslag toekennen>>", Relation.PREPARES),
    )


@pytest.mark.parametrize(
    ("urn", "frame"), [(URN, "[bestaat niet]"), ("urn:waarborg:law:niets:1", RIGHT), (URN, "zonder haken")]
)
def test_a_frame_that_is_not_known_here_is_refused(urn: str, frame: str, add: Add, editor: Person) -> None:
    with pytest.raises(actions.StepNotWritten) as refused:
        link(add("Beoordelen"), editor, frame, interpretation=urn)
    assert refused.value.field == "frame"


def test_a_newer_version_takes_the_place_of_the_older_one(add: Add, editor: Person) -> None:
    step = add("Beoordelen")
    link(step, editor, interpretation=URN_OLD)
    link(step, editor, instead_of=URN_OLD)
    assert [item.interpretation for item in queries.read_step(step).step.links] == [URN]


def test_a_frame_taken_away_stays_in_the_history(add: Add, editor: Person) -> None:
    step = add("Beoordelen")
    link(step, editor)
    actions.unlink_frame(step=step, interpretation=URN, frame=RIGHT, by=editor, at=NOW)
    assert [len(moment.step.links) for moment in queries.list_moments(step)] == [0, 1, 0]


def test_a_step_without_legal_basis_says_why_until_it_has_one(add: Add, editor: Person) -> None:
    step = add("Opslaan")
    actions.say_no_basis(step=step, reason="Alleen opslag.", by=editor, at=NOW)
    assert queries.read_step(step).step.no_basis == "Alleen opslag."
    link(step, editor)
    assert queries.read_step(step).step.no_basis == ""
    with pytest.raises(actions.StepNotWritten):
        actions.say_no_basis(step=step, reason="Toch niet.", by=editor, at=NOW)


def test_coverage_counts_steps_and_not_links(algorithm: Algorithm, add: Add, editor: Person) -> None:
    first, second, third, _open = add("Een"), add("Twee"), add("Drie"), add("Vier")
    link(first, editor)
    link(first, editor, "<<toeslag toekennen>>")
    link(second, editor, relation=Relation.APPROXIMATES)
    actions.say_no_basis(step=third, reason="Alleen opslag.", by=editor, at=NOW)
    counts = cover(line.step for line in queries.list_steps(algorithm))
    assert (counts.total, counts.based, counts.without_basis, counts.open) == (4, 2, 1, 1)
    assert counts.per_relation == {
        Relation.APPLIES: 1,
        Relation.APPROXIMATES: 1,
        Relation.PREPARES: 0,
    }


# --- order, withdrawing, redacting -----------------------------------------------------------------------
def test_a_step_moves_one_place_and_not_past_the_end(algorithm: Algorithm, add: Add, editor: Person) -> None:
    add("Een")
    second, third = add("Twee"), add("Drie")
    assert actions.move_step(step=third, up=True, by=editor, at=NOW)
    assert titles(algorithm) == ["Een", "Drie", "Twee"]
    assert not actions.move_step(step=second, up=False, by=editor, at=NOW)
    assert find_changed_process_steps() == []


def test_a_withdrawn_step_is_put_back_where_it_was(algorithm: Algorithm, add: Add, editor: Person) -> None:
    add("Een")
    second = add("Twee")
    add("Drie")
    actions.withdraw_step(step=second, by=editor, at=NOW)
    actions.withdraw_step(step=second, by=editor, at=NOW)
    assert titles(algorithm) == ["Een", "Drie"]
    assert [line.step.title for line in queries.list_withdrawn(algorithm)] == ["Twee"]
    with pytest.raises(actions.StepNotWritten):
        link(second, editor)
    with pytest.raises(actions.StepNotWritten):
        actions.move_step(step=second, up=True, by=editor, at=NOW)
    actions.restore_step(step=second, by=editor, at=NOW)
    actions.restore_step(step=second, by=editor, at=NOW)
    assert titles(algorithm) == ["Een", "Twee", "Drie"]
    assert find_changed_process_steps() == []


def test_the_privacy_officer_makes_a_step_unreadable_and_the_chain_holds(
    algorithm: Algorithm, add: Add, editor: Person, person_with_role: Somebody
) -> None:
    step, officer = add("Belt mevrouw Jansen", what="Elke dag."), person_with_role("privacy_officer")
    link(step, editor, remark="Alleen mevrouw Jansen.")
    with pytest.raises(NotAllowed):
        actions.redact_step(step=step, by=editor, at=NOW, reason="Er staat een naam in.")
    with pytest.raises(actions.StepNotWritten):
        actions.redact_step(step=step, by=officer, at=NOW, reason=" ")
    for _ in range(2):
        actions.redact_step(step=step, by=officer, at=NOW, reason="Er staat een naam in.")
    assert set(StepText.objects.values_list("title", "what", "salt")) == {("", "", "")}
    assert set(StepLink.objects.values_list("remark", flat=True)) == {""}
    assert titles(algorithm) == []
    with pytest.raises(actions.StepNotWritten):
        actions.restore_step(step=step, by=editor, at=NOW)
    assert find_changed_process_steps() == []
    assert not verify_chains().broken


def test_what_was_done_behind_the_chain_is_found(algorithm: Algorithm, add: Add, editor: Person) -> None:
    first, second = add("Een"), add("Twee")
    link(second, editor)
    StepText.objects.filter(step=first).update(what="Iets anders.")
    assert find_changed_process_steps() == [f"{algorithm.public_id}/{first.pk}"]
    StepText.objects.filter(step=first).update(what="")
    StepLink.objects.update(relation="prepares")
    assert find_changed_process_steps() == [f"{algorithm.public_id}/{second.pk}"]
    StepLink.objects.update(relation="applies")
    ProcessStep.objects.filter(pk=first.pk).update(position=9)
    assert find_changed_process_steps() == [algorithm.public_id]
    ProcessStep.objects.filter(pk=first.pk).update(position=1)
    assert find_changed_process_steps() == []
    StepLink.objects.all().delete()
    StepText.objects.filter(step=second).delete()
    assert find_changed_process_steps() == [f"{algorithm.public_id}/{second.pk}"]


def test_a_step_of_another_dossier_is_not_found(algorithm: Algorithm) -> None:
    with pytest.raises(NotFound):
        queries.get_step(algorithm, 999)
