"""Forms of an organisation itself: from file to signature, faults with their line, paths, and a trial that keeps nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.conftest import NOW
from tests.integration.assessments.pages import log_in, text_of
from tests.small_form import both, group, part, question
from tests.small_library import document
from waarborg.adapters.form_files.loading import load_library
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import library, queries
from waarborg.apps.assessments.actions import answering, shaping, starting
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.models import AnswerRow, Assessment, OwnForm
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.audit.models import Event
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.core.forms.library import Library

FORMS = "/en/werkplek/organisaties/{}/formulieren"


def make(**change: Any) -> str:
    """A form of one's own as a file: a question, one under a condition, rows, and a text of the base."""
    whole = {
        **document(
            part(
                "een",
                question("1"),
                question("2", "text", when="[1]"),
                group("3", question("3.1", "text"), label="3.1"),
            )
        ),
        "id": "eigen",
        "version": "2026.1",
        "title": both("Eigen toets"),
        "short": "Eigen",
        **change,
    }
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)


@pytest.fixture(autouse=True)
def small_library(monkeypatch: pytest.MonkeyPatch) -> Library:
    """The real forms, in place of the small one of the other tests."""
    return load_library()


@pytest.fixture
def shaper(person_with_role: Callable[..., Person]) -> Person:
    return person_with_role("approver")


@pytest.fixture
def own(organisation: Organisation, shaper: Person) -> OwnForm:
    return shaping.add_form(organisation=organisation, text=make(), by=shaper, at=NOW)


def send(page: Client, code: str, content: str | bytes) -> HttpResponse:
    data = content.encode() if isinstance(content, str) else content
    return page.post(FORMS.format(code), {"file": SimpleUploadedFile("eigen.yaml", data)})


# --- adding --------------------------------------------------------------------------------------------------------
def test_a_form_is_added_by_file_and_filled_in(
    dossier: Algorithm, organisation: Organisation, shaper: Person
) -> None:
    page = log_in(shaper)
    answer = send(page, organisation.code, make())
    assert answer["Location"] == f"{FORMS.format(organisation.code)}/eigen/2026.1"
    row = OwnForm.objects.get()
    assert (row.form, row.version, row.text) == ("eigen", "2026.1", make())
    assert "Eigen toets" in text_of(page.get(FORMS.format(organisation.code)))
    assessment = starting.start(algorithm=dossier, form="eigen", by=shaper, at=NOW)
    answering.save_answers(assessment=assessment, answers=[Given(place="1", value=True)], by=shaper, at=NOW)
    opened = queries.open_assessment(assessment, on=NOW.date())
    assert opened.form.title.nl == "Eigen toets"
    assert {"eigen"} == set(Assessment.objects.values_list("form", flat=True))
    assert Event.objects.filter(action="assessments.add_form").count() == 1


def test_a_form_of_another_organisation_is_not_there(
    dossier: Algorithm, other_organisation: Organisation, own: OwnForm, shaper: Person
) -> None:
    assert library.find_newest(other_organisation.pk, "eigen") is None
    assert "eigen" not in {form.id for form in library.list_startable(other_organisation.pk)}
    assert "eigen" in {form.id for form in library.list_startable(own.organisation_id)}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (make(parts=[part("een", question("1", "text", when="[bestaat niet]"))]), "Line "),
        (make(colour="red"), "colour"),
        ("id: [", "no valid YAML"),
        ("", "empty"),
        (b"\xff\xfe\x00x", "UTF-8"),
        (make(id="dpia"), "is a form of Waarborg"),
        ("x" * (shaping.MOST_BYTES + 1), "larger than 2 MB"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_added(
    organisation: Organisation, shaper: Person, content: str | bytes, says: str
) -> None:
    answer = send(log_in(shaper), organisation.code, content)
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert not OwnForm.objects.exists()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", ("Regel 5", "De sleutel “colour” is hier niet bekend. Haal hem weg. Hier kan staan:")),
        ("en", ("Line 5", "The key “colour” is not known here. Take it away. Here can stand:")),
    ],
)
def test_faults_are_told_in_the_language_of_the_reader(
    organisation: Organisation, shaper: Person, language: str, said: tuple[str, ...]
) -> None:
    own = make().replace("short: Eigen\n", "short: Eigen\ncolour: red\n")
    line = own[: own.index("colour")].count("\n") + 1
    where = FORMS.format(organisation.code).replace("/en/", f"/{language}/")
    page = log_in(shaper)
    text = text_of(page.post(where, {"file": SimpleUploadedFile("eigen.yaml", own.encode())}))
    for words in (said[0].replace("5", str(line)), said[1], "<code>colour</code>"):
        assert words in text


def test_what_is_no_yaml_is_told_with_line_and_column(organisation: Organisation, shaper: Person) -> None:
    text = text_of(send(log_in(shaper), organisation.code, "id: eigen\nshort: a: b\n"))
    assert "Line 2, column 9" in text
    assert "This is no valid YAML: a colon cannot stand here." in text


def test_a_version_does_not_change_and_a_newer_one_can_follow(own: OwnForm, shaper: Person) -> None:
    with pytest.raises(Refused, match=r"is there already"):
        shaping.add_form(organisation=own.organisation, text=make(summary=both("Anders.")), by=shaper, at=NOW)
    shaping.add_form(
        organisation=own.organisation,
        text=make(version="2026.2", released_on="2026-11-20", changes=both("Korter.")),
        by=shaper,
        at=NOW,
    )
    newest = library.find_newest(own.organisation_id, "eigen")
    assert newest is not None
    assert newest.version == "2026.2"


def test_who_does_not_sign_adds_nothing(organisation: Organisation, editor: Person, own: OwnForm) -> None:
    with pytest.raises(NotAllowed):
        shaping.add_form(organisation=organisation, text=make(version="2026.3"), by=editor, at=NOW)
    page = log_in(editor)
    assert send(page, organisation.code, make(version="2026.3")).status_code == 403
    assert "Check and add" not in text_of(page.get(FORMS.format(organisation.code)))


def test_a_form_out_of_use_is_not_started_and_what_was_begun_goes_on(
    dossier: Algorithm, own: OwnForm, shaper: Person
) -> None:
    assessment = starting.start(algorithm=dossier, form="eigen", by=shaper, at=NOW)
    page = log_in(shaper)
    where = f"{FORMS.format(own.organisation.code)}/eigen/2026.1"
    assert page.post(f"{where}/buiten-gebruik", {"do": "withdraw"}).status_code == 302
    assert library.find_newest(own.organisation_id, "eigen") is None
    assert queries.open_assessment(assessment, on=NOW.date()).form.id == "eigen"
    starting.end(assessment=assessment, reason="Vergissing", by=shaper, at=NOW)
    with pytest.raises(Refused):
        starting.start(algorithm=dossier, form="eigen", by=shaper, at=NOW)
    page.post(f"{where}/buiten-gebruik", {"do": "again"})
    assert library.find_newest(own.organisation_id, "eigen") is not None


def test_the_file_comes_back_as_it_was_added(own: OwnForm, shaper: Person) -> None:
    answer = log_in(shaper).get(f"{FORMS.format(own.organisation.code)}/eigen/2026.1/bestand")
    assert answer.content.decode() == make()


# --- paths ---------------------------------------------------------------------------------------------------------
def test_the_paths_are_a_picture_and_a_list(own: OwnForm, shaper: Person) -> None:
    text = text_of(log_in(shaper).get(f"{FORMS.format(own.organisation.code)}/eigen/2026.1"))
    assert text.count("<rect") == 4
    assert text.count('marker-end="url(#pijl-een)"') == 1
    assert "Asked when: <code>[1]</code>" in text
    assert "can be repeated" in text


def test_every_form_of_waarborg_shows_its_paths(organisation: Organisation, shaper: Person) -> None:
    page = log_in(shaper)
    for form in (load_library().find_newest(id) for id in ("prescan", "codio")):
        assert form is not None
        text = text_of(page.get(f"{FORMS.format(organisation.code)}/{form.id}/{form.version}"))
        assert text.count("<rect") == len(form.places)


# --- a trial -------------------------------------------------------------------------------------------------------
def test_a_trial_asks_what_follows_and_keeps_nothing(own: OwnForm, shaper: Person) -> None:
    page = log_in(shaper)
    where = f"{FORMS.format(own.organisation.code)}/eigen/2026.1/proberen"
    first = text_of(page.get(where))
    assert 'name="1"' in first
    assert 'name="2"' not in first
    second = text_of(page.post(where, {"1": "yes", "base-1": "0", "rows-3": "", "do": "row-add:3"}))
    assert 'name="2"' in second
    assert 'name="3.1@' in second
    assert not AnswerRow.objects.exists()
    assert not Assessment.objects.exists()


def test_a_trial_carries_rows_and_answers_to_and_fro(own: OwnForm, shaper: Person) -> None:
    where = f"{FORMS.format(own.organisation.code)}/eigen/2026.1/proberen"
    sent = {
        "1": "yes",
        "base-1": "0",
        "rows-3": "aa bb",
        "3.1@aa": "Eerste rij",
        "base-3.1@aa": "0",
        "do": "row-remove:3:bb",
    }
    text = text_of(log_in(shaper).post(where, sent))
    assert "Eerste rij" in text
    assert 'name="rows-3" value="aa"' in text
    assert 'value="yes" id="id_1_1" checked' in text


@pytest.mark.parametrize(
    "sent",
    [
        {"base-9.9": "0", "9.9": "x"},
        {"base-3.1@zz": "0", "3.1@zz": "x"},
        {"rows-bestaat-niet": "a b", "rows-3": "<script>", "rows-1": "a"},
        {"do": "row-add:niets"},
        {"do": "row-remove:3"},
        {"do": "row-add:3@a.b.c"},
        {"base-1": "0", "1": "misschien"},
    ],
)
def test_a_trial_bears_made_up_fields(own: OwnForm, shaper: Person, sent: dict[str, str]) -> None:
    where = f"{FORMS.format(own.organisation.code)}/eigen/2026.1/proberen"
    answer = log_in(shaper).post(where, sent)
    assert answer.status_code == 200
    assert "<script>" not in text_of(answer).replace("<script ", "")


def test_the_forms_of_waarborg_can_be_tried(organisation: Organisation, shaper: Person) -> None:
    where = f"{FORMS.format(organisation.code)}/aiia/2026.1/proberen"
    assert "Trying:" in text_of(log_in(shaper).get(where))


def test_a_form_builds_on_one_of_waarborg(dossier: Algorithm, shaper: Person, tmp_path: Path) -> None:
    text = yaml.safe_dump(
        {
            "id": "prescan-hier",
            "version": "2026.1",
            "released_on": "2026-11-01",
            "title": both("Pre-scan hier"),
            "short": "Pre-scan hier",
            "extends": "prescan:2026.1",
            "parts": [part("extra", question("extra.1", "text"))],
        }
    )
    shaping.add_form(organisation=dossier.organisation, text=text, by=shaper, at=NOW)
    assessment = starting.start(algorithm=dossier, form="prescan-hier", by=shaper, at=NOW)
    opened = queries.open_assessment(assessment, on=NOW.date())
    assert opened.form.find_question("extra.1") is not None
