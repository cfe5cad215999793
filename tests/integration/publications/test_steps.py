"""From draft to public and back, with four eyes, in the database."""

from collections.abc import Callable

import pytest

from tests.integration.publications.conftest import WHOLE, Desk
from waarborg.apps.algorithms.actions import record_facts
from waarborg.apps.audit.models import Event
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.apps.publications import actions, queries
from waarborg.apps.publications.models import Proposal, Step, Version
from waarborg.core.publication.workflow import State, StepRefused

pytestmark = pytest.mark.django_db


def test_the_happy_path_ends_with_an_immutable_version(desk: Desk) -> None:
    desk.write(**WHOLE)
    desk.publish()
    assert desk.entry.state == State.PUBLISHED
    public = queries.get_public_entry(desk.entry.public_id)
    assert public.number == 1
    assert public.values["name"] == "Inkomenstoeslag"
    assert public.values["organization"] == "Voorbeeldstad"
    assert not public.is_taken_over
    assert verify_chains().broken == ()


def test_every_step_leaves_an_event_and_a_line_in_the_history(desk: Desk) -> None:
    desk.write(**WHOLE)
    desk.publish("Eerste versie")
    subject = f"entry/{desk.entry.public_id}"
    steps = [event.action for event in Event.objects.filter(subject=subject).order_by("number")]
    assert steps == [
        "publications.open_entry",
        "publications.submit",
        "publications.approve",
        "publications.publish",
        "publications.add_version",
    ]
    assert [(step.source, step.target) for step in Step.objects.order_by("id")] == [
        ("draft", "in_review"),
        ("in_review", "approved"),
        ("approved", "published"),
    ]


def test_no_event_holds_a_name_an_address_or_a_reason(desk: Desk) -> None:
    desk.write(**WHOLE)
    actions.submit(
        entry=desk.entry, by=desk.editor, at=desk.tick(), reason="Op verzoek van mevrouw Voorbeeld"
    )
    told = str(list(Event.objects.values_list("about", "by", "subject")))
    assert "mevrouw" not in told
    assert desk.editor.name not in told
    assert str(desk.editor.email) not in told


def test_a_draft_may_be_incomplete_but_is_not_submitted(desk: Desk) -> None:
    desk.write(goal="Helpt mensen.")
    with pytest.raises(actions.GateClosed) as closed:
        actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    assert {problem.field for problem in closed.value.problems} == {
        "description_short",
        "status",
        "contact_email",
        "publication_category",
    }
    desk.entry.refresh_from_db()
    assert desk.entry.state == State.DRAFT
    assert not Proposal.objects.exists()


def test_an_approver_who_wrote_along_does_not_approve(
    desk: Desk, person_with_role: Callable[..., Person]
) -> None:
    both = person_with_role("editor")
    from waarborg.apps.organisations.actions import grant_role

    grant_role(
        person=both, organisation=desk.entry.organisation, role="approver", by="system", at=desk.tick()
    )
    desk.write(**WHOLE)
    desk.write(by=both, goal="Door mij geschreven.")
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    with pytest.raises(StepRefused) as refused:
        actions.approve(entry=desk.entry, by=both, at=desk.tick())
    assert refused.value.code == "four_eyes"
    actions.approve(entry=desk.entry, by=desk.approver, at=desk.tick())
    with pytest.raises(StepRefused):
        actions.publish(entry=desk.entry, by=both, at=desk.tick())


def test_an_editor_may_not_approve_nor_an_approver_write(desk: Desk) -> None:
    desk.write(**WHOLE)
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    with pytest.raises(NotAllowed):
        actions.approve(entry=desk.entry, by=desk.editor, at=desk.tick())
    with pytest.raises(NotAllowed):
        desk.write(by=desk.approver, goal="Van de goedkeurder.")


def test_a_person_of_another_organisation_may_nothing(
    desk: Desk, other_organisation: Organisation, person_with_role: Callable[..., Person]
) -> None:
    desk.write(**WHOLE)
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    stranger = person_with_role("approver", other_organisation)
    with pytest.raises(NotAllowed):
        actions.approve(entry=desk.entry, by=stranger, at=desk.tick())


def test_what_was_submitted_is_what_is_published_whatever_is_written_later(desk: Desk) -> None:
    desk.write(**WHOLE)
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    with pytest.raises(StepRefused) as refused:
        desk.write(name="Heel iets anders")
    assert refused.value.code == "fixed_text"
    actions.approve(entry=desk.entry, by=desk.approver, at=desk.tick())
    actions.publish(entry=desk.entry, by=desk.approver, at=desk.tick())
    assert Version.objects.get().values["name"] == "Inkomenstoeslag"


def test_a_rejected_text_goes_back_with_its_reason(desk: Desk) -> None:
    desk.write(**WHOLE)
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    actions.reject(entry=desk.entry, by=desk.approver, at=desk.tick(), reason="Noem de wet.")
    assert desk.entry.state == State.DRAFT
    proposal = Proposal.objects.get()
    assert (proposal.outcome, proposal.reason) == ("rejected", "Noem de wet.")
    desk.write(lawful_basis="Participatiewet, artikel 36.")
    desk.publish()
    assert Version.objects.get().values["lawful_basis"]


def test_rejecting_needs_a_reason(desk: Desk) -> None:
    desk.write(**WHOLE)
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    with pytest.raises(StepRefused):
        actions.reject(entry=desk.entry, by=desk.approver, at=desk.tick(), reason=" ")
    assert Proposal.objects.get().outcome == "open"


def test_a_published_version_stays_public_beside_a_newer_draft(desk: Desk) -> None:
    desk.write(**WHOLE)
    desk.publish()
    desk.write(name="Inkomenstoeslag 2027")
    assert desk.entry.state == State.DRAFT
    assert queries.get_public_entry(desk.entry.public_id).values["name"] == "Inkomenstoeslag"
    desk.publish("Nieuwe naam")
    public = queries.get_public_entry(desk.entry.public_id)
    assert (public.number, public.values["name"]) == (2, "Inkomenstoeslag 2027")
    assert queries.get_public_entry(desk.entry.public_id, 1).values["name"] == "Inkomenstoeslag"


def test_only_who_wrote_since_the_last_version_counts_as_author(desk: Desk) -> None:
    desk.write(**WHOLE)
    desk.publish()
    desk.write(goal="Nieuw doel.")
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    assert Proposal.objects.get(outcome="open").authors == [str(desk.editor.pk)]


def test_who_wrote_while_the_text_was_fixed_is_an_author_of_the_next(
    desk: Desk, person_with_role: Callable[..., Person]
) -> None:
    colleague = person_with_role("editor")
    desk.write(**WHOLE)
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    assert desk.entry.algorithm is not None
    record_facts(
        algorithm=desk.entry.algorithm, values={"goal": "Van de ander."}, by=colleague, at=desk.tick()
    )
    actions.approve(entry=desk.entry, by=desk.approver, at=desk.tick())
    actions.publish(entry=desk.entry, by=desk.approver, at=desk.tick())
    actions.revise(entry=desk.entry, by=desk.editor, at=desk.tick())
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    assert str(colleague.pk) in Proposal.objects.get(outcome="open").authors


def test_a_withdrawn_entry_is_gone_with_its_reason(desk: Desk) -> None:
    desk.write(**WHOLE)
    desk.publish()
    actions.withdraw(
        entry=desk.entry, by=desk.approver, at=desk.tick(), reason="Wij gebruiken dit niet meer."
    )
    with pytest.raises(queries.Gone) as gone:
        queries.get_public_entry(desk.entry.public_id)
    assert gone.value.reason == "Wij gebruiken dit niet meer."
    assert Version.objects.count() == 1
    actions.reopen(entry=desk.entry, by=desk.editor, at=desk.tick(), reason="Toch weer.")
    desk.publish()
    assert queries.get_public_entry(desk.entry.public_id).number == 2


def test_withdrawing_ends_a_text_that_was_under_review(desk: Desk) -> None:
    desk.write(**WHOLE)
    desk.publish()
    desk.write(goal="Nieuw doel.")
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    actions.withdraw(entry=desk.entry, by=desk.approver, at=desk.tick(), reason="Fout in het model.")
    assert not Proposal.objects.filter(outcome__in=("open", "approved")).exists()
    assert desk.entry.state == State.WITHDRAWN


def test_an_archived_entry_can_come_back(desk: Desk) -> None:
    actions.archive(entry=desk.entry, by=desk.approver, at=desk.tick(), reason="Project gestopt.")
    assert desk.entry.state == State.ARCHIVED
    actions.reopen(entry=desk.entry, by=desk.editor, at=desk.tick(), reason="Project hervat.")
    assert desk.entry.state == State.DRAFT


def test_the_same_step_twice_is_refused_with_a_remedy(desk: Desk) -> None:
    desk.write(**WHOLE)
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    desk.entry.state = State.DRAFT  # as a page that was opened before knows it
    with pytest.raises(StepRefused) as refused:
        actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    assert refused.value.code == "wrong_state"


def test_an_own_entry_lists_only_assessments_with_a_day_and_a_signature(desk: Desk) -> None:
    desk.write(**WHOLE, impacttoetsen_grouping=[{"title": "Data Protection Impact Assessment (DPIA)"}])
    with pytest.raises(actions.GateClosed) as closed:
        actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    assert {problem.field for problem in closed.value.problems} == {
        "impacttoetsen_grouping[0].date",
        "impacttoetsen_grouping[0].signatory",
    }
    done = {
        "title": "Data Protection Impact Assessment (DPIA)",
        "date": "2026-03-02",
        "signatory": "Directeur",
    }
    desk.write(impacttoetsen_grouping=[done])
    desk.publish()
    assert Version.objects.get().values["impacttoetsen_grouping"] == [done]


def test_an_english_text_with_an_error_does_not_pass_the_gate(desk: Desk) -> None:
    """The short description may have 400 characters, in English too; 401 is one too many."""
    desk.write(**WHOLE, **{"description_short@en": "a" * 401})
    with pytest.raises(actions.GateClosed) as closed:
        actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    assert [(one.field, one.code) for one in closed.value.problems] == [("description_short@en", "too_long")]
    desk.write(**{"description_short@en": "a" * 400})
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    assert desk.entry.state == State.IN_REVIEW
