"""An assessment about an organisation itself: begun, filled in, signed and read as any other, without a dossier."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.conftest import NOW
from tests.integration.assessments.conftest import SMALL
from tests.integration.assessments.pages import log_in, place, put_in_library, text_of
from tests.small_form import both, form, part, question
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries, toolbox
from waarborg.apps.assessments.actions import answering, signing, starting
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.models import Assessment
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.audit.models import Event
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.forms.forms import About
from waarborg.core.forms.library import Library

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PLAN = form(
    part(
        "een",
        question("1"),
        question("2", "actions", required=False),
        question("3", "text", when="[1]", required=False),
    ),
    id="plan",
    about="organisation",
    review={"months": 12, "why": both("Elk jaar.")},
    signatures=[{"slot": "bestuur", "kind": "signature", "title": both("Vaststelling"), "role": "director"}],
)


@pytest.fixture(autouse=True)
def both_forms(small_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_library(monkeypatch, Library((SMALL, PLAN)))


@pytest.fixture
def plan(organisation: Organisation, editor: Person) -> Assessment:
    return starting.start_for_organisation(organisation=organisation, form="plan", by=editor, at=NOW)


def address(name: str, organisation: Organisation) -> str:
    with override("en"):
        return reverse(f"web:{name}", kwargs={"code": organisation.code})


def test_it_is_begun_at_the_organisation_once(organisation: Organisation, editor: Person) -> None:
    client = log_in(editor)
    page = text_of(client.get(address("organisation_assessments", organisation)))
    assert 'value="plan"' in page
    assert 'value="klein"' not in page
    begun = client.post(address("organisation_assessment_start", organisation), {"form": "plan"})
    row = Assessment.objects.get(form="plan")
    assert begun.headers["Location"] == place("assessment", row)
    assert row.home == f"@{organisation.code}"
    again = client.post(address("organisation_assessment_start", organisation), {"form": "plan"}, follow=True)
    assert "There is a plan here already" in text_of(again)
    assert Assessment.objects.count() == 1


def test_each_form_is_begun_where_it_belongs(
    organisation: Organisation, dossier: Algorithm, editor: Person
) -> None:
    with pytest.raises(Refused, match="about the organisation"):
        starting.start(algorithm=dossier, form="plan", by=editor, at=NOW)
    with pytest.raises(Refused, match="about an algorithm"):
        starting.start_for_organisation(organisation=organisation, form="klein", by=editor, at=NOW)


def test_every_page_opens_and_it_is_signed(plan: Assessment, editor: Person, director: Person) -> None:
    client = log_in(editor)
    part_page = place("assessment_part", plan, part="een")
    assert client.get(part_page).status_code == 200
    action = {"action": "Cursus geven", "owner": "HR", "due": "2027-01-01"}
    answers = [Given(place="1", value=True), Given(place="2", value=[action])]
    answering.save_answers(assessment=plan, answers=answers, by=editor, at=NOW)
    for name in (
        "assessment",
        "assessment_reading",
        "assessment_offline",
        "assessment_import",
        "assessment_assign",
    ):
        assert client.get(place(name, plan)).status_code == 200, name
    for kind in ("pdf", "docx", "md", "json"):
        assert client.get(place("assessment_document", plan, kind=kind)).status_code == 200, kind
    signing.ask_advice(assessment=plan, by=editor, at=NOW)
    signing.fill_slot(assessment=plan, slot="bestuur", verdict="positive", text="", by=director, at=NOW)
    plan.refresh_from_db()
    assert plan.state == "signed"
    assert client.get(place("assessment_version", plan, version=1)).status_code == 200
    assert client.get(place("assessment_review", plan)).status_code == 200
    assert "Algoritme" not in text_of(client.get(place("assessment_document", plan, kind="md")))
    # What the public reads stands with an algorithm.
    assert log_in(director).get(place("assessment_publish", plan)).status_code == 404
    events = Event.objects.filter(subject=f"assessment/{plan.pk}").order_by("id")
    assert {event.about["of"] for event in events} == {f"organisation/{plan.organisation.code}"}


def test_another_organisation_does_not_find_it(
    plan: Assessment, person_with_role: Callable[..., Person], other_organisation: Organisation
) -> None:
    stranger = log_in(person_with_role("editor", other_organisation))
    assert stranger.get(place("assessment", plan)).status_code == 404
    with override("en"):
        elsewhere = reverse(
            "web:assessment", kwargs={"public_id": f"@{other_organisation.code}", "number": plan.pk}
        )
    assert stranger.get(elsewhere).status_code == 404


def test_a_dossier_and_its_organisation_keep_apart(
    plan: Assessment, assessment: Assessment, dossier: Algorithm
) -> None:
    assert list(queries.list_assessments(dossier)) == [assessment]
    assert list(queries.list_assessments(plan.organisation)) == [plan]
    assert PLAN.about is About.ORGANISATION


def test_the_toolbox_of_a_dossier_shows_that_it_is_of_the_organisation(
    dossier: Algorithm, editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    literacy = form(part("een", question("1")), id="ai-literacy", about="organisation")
    put_in_library(monkeypatch, Library((SMALL, literacy)))
    row = starting.start_for_organisation(
        organisation=dossier.organisation, form="ai-literacy", by=editor, at=NOW
    )
    tool = next(
        one for one in toolbox.list_tools(dossier, on=NOW.date()) if one.instrument.form == "ai-literacy"
    )
    assert tool.of_organisation
    assert tool.assessment == row
    with override("en"):
        page = reverse("web:assessment_toolbox", kwargs={"public_id": dossier.public_id})
    shown = text_of(log_in(editor).get(page))
    assert "It is filled in once for the whole organisation." in shown
    assert place("assessment", row) in shown
