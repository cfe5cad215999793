"""Every form from start to signature: answers from a file, advice, consent and signatures, and the documents of it."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.conftest import NOW
from tests.content.form_witnesses import Witness
from tests.content.plausible_forms import fill_in, list_answers
from tests.content.test_forms import each_form, read, read_all
from tests.integration.web.together import PDF
from tests.unit.adapters.pdf_files import read_pdf
from waarborg.adapters.form_files.answers_reading import read_answers
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms.documents import actions as documents
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import importing, signing, starting
from waarborg.apps.assessments.models import Assessment, FixedVersion, State
from waarborg.apps.assessments.slots import may_fill
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.forms.following import Holds, list_outcomes, list_slots
from waarborg.core.forms.forms import About, Form, SlotKind
from waarborg.core.forms.progress import measure_progress
from waarborg.core.forms.questions import Question, Type
from waarborg.core.forms.reading import Standing
from waarborg.core.profile.documents import DocumentKind
from waarborg.core.profile.facts import freeze, plain

TODAY = NOW.date()
WORDS = {
    SlotKind.ADVICE: "Let op de mensen die weinig ervaring met formulieren hebben.",
    SlotKind.CONSENT: "",
    SlotKind.SIGNATURE: "",
}


@pytest.fixture
def people(person_with_role: Callable[..., Person]) -> tuple[Person, ...]:
    return tuple(
        person_with_role(role) for role in ("editor", "privacy_officer", "security_officer", "approver")
    )


def start_dossier(form: Form, filled: Witness, organisation: Organisation, by: Person) -> Algorithm:
    """A dossier with the facts beside a form; those that the form asks for are recorded by its answers."""
    dossier: Algorithm = algorithms.start_dossier(
        organisation=organisation, name="Aanvragen sorteren", by=by, at=NOW
    )
    own = {question.fact for question in form.questions if question.fact}
    facts = {key: plain(freeze(value)) for key, value in filled.draft.facts.items() if key not in own}
    algorithms.record_facts(algorithm=dossier, values=facts, by=by, at=NOW)
    return dossier


def start(form: Form, filled: Witness, organisation: Organisation, by: Person) -> Assessment:
    """An assessment with these answers, beside the facts that they rest on: of a dossier, or of an organisation."""
    files: dict[str, str] = {}
    if form.about is About.ORGANISATION:
        assessment = starting.start_for_organisation(organisation=organisation, form=form.id, by=by, at=NOW)
    else:
        dossier = start_dossier(form, filled, organisation, by)
        assessment = starting.start(algorithm=dossier, form=form.id, by=by, at=NOW)
        words = documents.Words(DocumentKind.OTHER, "Schema van het systeem", TODAY)
        file = documents.add(
            algorithm=dossier, chunks=[PDF], file_name="schema.pdf", words=words, by=by, at=NOW
        )
        asking = [one for one in form.questions if one.type in (Type.FILE, Type.IMAGE)]
        files = {question.id: file.token for question in asking}
    document = {
        "format": "waarborg-assessment",
        "format_version": 1,
        "form": {"id": form.id, "version": form.version},
        "answers": [
            {"place": place, "value": plain(freeze(files.get(place, value)))}
            for place, value in list_answers(filled).items()
        ],
    }
    brought = read_answers(json.dumps(document).encode(), file="antwoorden.json")
    refused = [
        line
        for line in importing.preview_import(assessment, brought, on=TODAY).lines
        if line.fault is not None or line.effect.value not in ("added", "same")
    ]
    assert refused == []
    importing.import_answers(assessment=assessment, document=brought, replacing={}, by=by, at=NOW)
    return assessment


def sign(assessment: Assessment, people: tuple[Person, ...]) -> FixedVersion:
    """Ask for advice, give all that the form asks for, and react to advice under conditions."""
    signing.ask_advice(assessment=assessment, by=people[0], at=NOW)
    opened = queries.open_assessment(assessment, on=TODAY)
    order = (SlotKind.ADVICE, SlotKind.CONSENT, SlotKind.SIGNATURE)
    slots = sorted((slot for slot, _ in list_slots(opened.reading)), key=lambda one: order.index(one.kind))
    for slot in slots:
        entry = signing.fill_slot(
            assessment=assessment,
            slot=slot.id,
            verdict="conditions" if slot.kind is SlotKind.ADVICE else "positive",
            text=WORDS[slot.kind],
            by=next(one for one in people if may_fill(assessment, slot, one)),
            at=NOW,
            reference="Verslag van 20 november 2026" if slot.kind is SlotKind.CONSENT else "",
        )
        if slot.kind is SlotKind.ADVICE:
            signing.react(entry=entry, text="Dat nemen we over in het plan.", by=people[0], at=NOW)
    return FixedVersion.objects.get(assessment=assessment)


@each_form
def test_a_form_is_filled_in_signed_and_read_as_a_document(
    name: str, organisation: Organisation, people: tuple[Person, ...], client: Client
) -> None:
    form = read(name)
    filled = fill_in(form, read_all(), TODAY)
    assert filled is not None
    assessment = start(form, filled, organisation, people[0])

    opened = queries.open_assessment(assessment, on=TODAY)
    assert [str(one.address) for one in measure_progress(opened.reading).missing] == []
    assert signing.find_obstacles(opened) is None
    assert {slot.id for slot, _ in list_slots(opened.reading)} == {slot.id for slot in form.signatures}
    followed = {one.outcome.id for one in list_outcomes(opened.reading) if one.holds is Holds.YES}
    assert followed == {one.outcome.id for one in list_outcomes(filled.reading) if one.holds is Holds.YES}

    fixed = sign(assessment, people)
    assessment.refresh_from_db()
    assert assessment.state == State.SIGNED
    assert {entry["slot"] for entry in fixed.content["entries"]} == {slot.id for slot in form.signatures}
    assert set(fixed.content["outcomes"]) == followed

    client.force_login(people[0])
    for language in ("nl", "en"):
        require_documents(client, fixed, form, filled, language)


def require_documents(
    client: Client, fixed: FixedVersion, form: Form, filled: Witness, language: str
) -> None:
    """The signed version can be had in every kind, and each names every question that is asked."""
    found = {kind: fetch(client, fixed, kind, language) for kind in ("pdf", "docx", "md", "json")}
    asked = [
        one.item.ask.in_language(language)
        for one in filled.reading.shown
        if isinstance(one.item, Question) and one.standing is Standing.ASKED
    ]
    markdown = squeeze(found["md"].decode())
    assert [ask for ask in asked if squeeze(ask) not in markdown] == []
    assert squeeze(form.title.in_language(language)) in squeeze(read_pdf(found["pdf"]).text)
    with zipfile.ZipFile(io.BytesIO(found["docx"])) as package:
        assert package.testzip() is None
        assert form.title.in_language(language) in package.read("word/document.xml").decode()
    document: Mapping[str, object] = json.loads(found["json"])
    assert document["format"] == "waarborg-assessment"
    assert read_answers(found["json"], file="antwoorden.json").is_changed is False


def fetch(client: Client, fixed: FixedVersion, kind: str, language: str) -> bytes:
    kwargs = {
        "public_id": fixed.assessment.home,
        "number": fixed.assessment_id,
        "version": fixed.number,
        "kind": kind,
    }
    with override(language):
        address = reverse("web:assessment_version_document", kwargs=kwargs)
    response = client.get(address)
    assert response.status_code == 200, (kind, language)
    content: bytes = response.content
    return content


def squeeze(text: str) -> str:
    """Letters and digits only, so that breaks and marks of a format do not matter."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
