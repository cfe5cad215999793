"""Two flows from draft to public, in the database: who publishes last, and what a change of flow does."""

from collections.abc import Callable

import pytest

from tests.integration.publications.conftest import WHOLE, Desk
from waarborg.apps.audit.models import Event
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.notifications.models import Notification
from waarborg.apps.organisations import flows
from waarborg.apps.organisations.actions import end_role, grant_role
from waarborg.apps.organisations.models import Grant, Organisation, Person
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.apps.publications import actions, waiting
from waarborg.apps.publications.models import Proposal, Version
from waarborg.core.publication.workflow import Flow, State, StepRefused

pytestmark = pytest.mark.django_db
Somebody = Callable[..., Person]


@pytest.fixture
def administrator(person_with_role: Somebody) -> Person:
    return person_with_role("administrator")


@pytest.fixture
def central(person_with_role: Somebody) -> Person:
    return person_with_role("central_editor")


def approve(desk: Desk) -> None:
    desk.write(**WHOLE)
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    actions.approve(entry=desk.entry, by=desk.approver, at=desk.tick())


def choose(desk: Desk, administrator: Person, flow: Flow) -> int | None:
    return actions.choose_flow(
        organisation=desk.entry.organisation, flow=flow, by=administrator, at=desk.tick()
    )


def told(person: Person) -> list[str]:
    return list(Notification.objects.filter(person=person, read_at=None).values_list("kind", flat=True))


def test_where_the_organisation_publishes_itself_the_central_editor_does_not(
    desk: Desk, central: Person
) -> None:
    approve(desk)
    with pytest.raises(NotAllowed):
        actions.publish(entry=desk.entry, by=central, at=desk.tick())
    with pytest.raises(NotAllowed):
        actions.reject(entry=desk.entry, by=central, at=desk.tick(), reason="Niet duidelijk.")
    assert not waiting.select_to_publish(central).exists()
    actions.publish(entry=desk.entry, by=desk.approver, at=desk.tick())
    assert Version.objects.get().published_by == str(desk.approver.pk)


def test_where_the_central_editors_publish_the_approver_does_not(
    desk: Desk, administrator: Person, central: Person
) -> None:
    choose(desk, administrator, Flow.CENTRAL)
    approve(desk)
    with pytest.raises(NotAllowed):
        actions.publish(entry=desk.entry, by=desk.approver, at=desk.tick())
    assert not waiting.select_to_publish(desk.approver).exists()
    assert list(waiting.select_to_publish(central)) == [desk.entry]
    actions.publish(entry=desk.entry, by=central, at=desk.tick())
    assert desk.entry.state == State.PUBLISHED
    assert verify_chains().broken == ()


def test_a_central_editor_sends_a_text_back_to_its_writer_with_a_reason(
    desk: Desk, administrator: Person, central: Person
) -> None:
    choose(desk, administrator, Flow.CENTRAL)
    approve(desk)
    with pytest.raises(StepRefused) as refused:
        actions.reject(entry=desk.entry, by=central, at=desk.tick(), reason=" ")
    assert refused.value.code == "no_reason"
    actions.reject(entry=desk.entry, by=central, at=desk.tick(), reason="Noem de wet.")
    assert desk.entry.state == State.DRAFT
    assert Proposal.objects.get().reason == "Noem de wet."
    assert "sent_back" in told(desk.editor)
    assert "sent_back" in told(desk.approver)


def test_a_central_editor_who_approved_it_here_leaves_publishing_to_another(
    desk: Desk, administrator: Person, central: Person, person_with_role: Somebody
) -> None:
    choose(desk, administrator, Flow.CENTRAL)
    grant_role(
        person=central, organisation=desk.entry.organisation, role="approver", by="system", at=desk.tick()
    )
    central = Person.objects.get(pk=central.pk)
    desk.write(**WHOLE)
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    actions.approve(entry=desk.entry, by=central, at=desk.tick())
    assert not waiting.select_to_publish(central).exists()
    with pytest.raises(StepRefused) as refused:
        actions.publish(entry=desk.entry, by=central, at=desk.tick())
    assert refused.value.code == "approved_it"
    actions.publish(entry=desk.entry, by=person_with_role("central_editor"), at=desk.tick())


@pytest.mark.parametrize("flow", Flow)
def test_withdrawing_archiving_and_coming_back_work_in_both_flows(
    desk: Desk, administrator: Person, central: Person, flow: Flow
) -> None:
    choose(desk, administrator, flow)
    approve(desk)
    publisher = central if flow is Flow.CENTRAL else desk.approver
    actions.publish(entry=desk.entry, by=publisher, at=desk.tick())
    actions.withdraw(entry=desk.entry, by=desk.approver, at=desk.tick(), reason="Niet meer in gebruik.")
    actions.archive(entry=desk.entry, by=desk.editor, at=desk.tick(), reason="Afgesloten.")
    actions.reopen(entry=desk.entry, by=desk.editor, at=desk.tick(), reason="Toch weer.")
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    actions.approve(entry=desk.entry, by=desk.approver, at=desk.tick())
    actions.publish(entry=desk.entry, by=publisher, at=desk.tick())
    actions.withdraw(entry=desk.entry, by=central, at=desk.tick(), reason="Er staat een naam in.")
    assert Version.objects.count() == 2
    assert verify_chains().broken == ()


def test_what_is_under_way_when_the_flow_changes_waits_for_the_other(
    desk: Desk, administrator: Person, central: Person
) -> None:
    approve(desk)
    assert told(central) == []
    assert choose(desk, administrator, Flow.CENTRAL) == 1
    desk.entry.refresh_from_db()
    assert desk.entry.state == State.APPROVED
    assert told(central) == ["to_publish"]
    with pytest.raises(NotAllowed):
        actions.publish(entry=desk.entry, by=desk.approver, at=desk.tick())
    assert choose(desk, administrator, Flow.OWN) == 1
    assert told(central) == []
    assert "to_publish" in told(desk.approver)
    with pytest.raises(NotAllowed):
        actions.publish(entry=desk.entry, by=central, at=desk.tick())
    actions.publish(entry=desk.entry, by=desk.approver, at=desk.tick())


def test_a_page_that_was_opened_before_the_change_follows_the_new_flow(
    desk: Desk, administrator: Person
) -> None:
    approve(desk)
    stale = type(desk.entry).objects.select_related("organisation", "algorithm").get(pk=desk.entry.pk)
    choose(desk, administrator, Flow.CENTRAL)
    with pytest.raises(NotAllowed):
        actions.publish(entry=stale, by=desk.approver, at=desk.tick())


def test_only_who_manages_the_organisation_changes_its_flow_and_the_log_says_so(
    desk: Desk, administrator: Person, organisation: Organisation
) -> None:
    with pytest.raises(NotAllowed):
        choose(desk, desk.approver, Flow.CENTRAL)
    assert choose(desk, administrator, Flow.OWN) is None
    choose(desk, administrator, Flow.CENTRAL)
    event = Event.objects.get(action="organisations.choose_flow")
    assert (event.about, event.by) == ({"from": "own", "to": "central"}, str(administrator.pk))
    organisation.refresh_from_db()
    assert organisation.flow == "central"


def test_the_months_between_reviews_lie_within_bounds(
    desk: Desk, administrator: Person, organisation: Organisation
) -> None:
    def change(months: int) -> bool:
        return flows.choose_review_months(
            organisation=organisation, months=months, by=administrator, at=desk.tick()
        )

    assert change(6)
    assert not change(6)
    for months in (0, 61):
        with pytest.raises(ValueError, match="1 to 60"):
            change(months)


def test_who_left_the_organisation_is_told_nothing_more_about_its_texts(desk: Desk) -> None:
    desk.write(**WHOLE)
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    end_role(grant=Grant.objects.get(person=desk.editor), by="system", at=desk.tick())
    left = Person.objects.get(pk=desk.editor.pk)
    actions.reject(entry=desk.entry, by=desk.approver, at=desk.tick(), reason="Nog niet.")
    assert "sent_back" not in told(left)
