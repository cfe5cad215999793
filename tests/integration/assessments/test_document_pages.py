"""The documents of an assessment through the pages: the working copy, and a signed version that stays the same."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.conftest import NOW
from tests.small_form import form, group, part, question
from tests.unit.adapters.pdf_files import read_pdf
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import answering, publishing, signing, together
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.models import AnswerRow, AppendixRow, Assessment, FixedVersion
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.organisations import actions as organisations
from waarborg.apps.organisations.models import Person
from waarborg.core.forms.library import Library

RISK = {
    "risk": "Verkeerde post",
    "who": "Inwoners",
    "likelihood": "high",
    "impact": "medium",
    "measure": "Steekproef",
    "due": "2027-01-31",
    "residual_likelihood": "low",
    "residual_impact": "medium",
    "accepted": "yes",
}


def answer(assessment: Assessment, by: Person, *given: Given) -> None:
    answering.save_answers(assessment=assessment, answers=given, by=by, at=NOW)


def address(name: str, assessment: Assessment, /, language: str = "en", **more: object) -> str:
    kwargs = {"public_id": assessment.algorithm.public_id, "number": assessment.pk, **more}
    with override(language):
        return reverse(f"web:{name}", kwargs=kwargs)


def require_in_order(text: str, *parts: str) -> None:
    at = 0
    for piece in parts:
        assert piece in text[at:], (piece, text[at:])
        at = text.index(piece, at) + len(piece)


@pytest.fixture
def filled(assessment: Assessment, editor: Person) -> Assessment:
    row = answering.add_row(assessment=assessment, group="4", by=editor, at=NOW)
    answer(
        assessment,
        editor,
        Given(place="1", value=True),
        Given(place="2", value="Een *eerste* regel\nen een tweede"),
        Given(place="3", declined=True),
        Given(place=f"4.1@{row}", value="De balie"),
        Given(place="5", value=[RISK]),
    )
    return assessment


@pytest.fixture
def signed(filled: Assessment, editor: Person, officer: Person, director: Person) -> FixedVersion:
    signing.ask_advice(assessment=filled, by=editor, at=NOW)
    advice = signing.fill_slot(
        assessment=filled, slot="fg", verdict="conditions", text="Toets elk kwartaal.", by=officer, at=NOW
    )
    signing.react(entry=advice, text="Dat doen we.", by=editor, at=NOW)
    signing.fill_slot(assessment=filled, slot="bestuur", verdict="positive", text="", by=director, at=NOW)
    return FixedVersion.objects.get(assessment=filled)


@pytest.fixture
def reader(client: Client, person_with_role: Callable[..., Person]) -> Client:
    client.force_login(person_with_role("auditor"))
    return client


def read_markdown(client: Client, name: str, assessment: Assessment, /, **more: object) -> str:
    response = client.get(address(name, assessment, kind="md", **more))
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


# --- the working copy ----------------------------------------------------------------------------------------
def test_the_working_copy_reads_from_cover_to_decision(filled: Assessment, reader: Client) -> None:
    require_in_order(
        read_markdown(reader, "assessment_document", filled),
        *("# Klein", "Meldingen sorteren · Voorbeeldstad", "**Algorithm:** Meldingen sorteren"),
        *("**Organisation:** Voorbeeldstad", "klein, version 2026.1", "[Eigen, 1]", "Being filled in"),
        *("Working copy of 22 November 2026", "Voorbeeldpersoon 1", "Fingerprint"),
        *("## Contents", "[Deel een](<#deel-een>)", "## Summary", "3 of 3 required questions were answered"),
        *("## Deel een", "**1 Vraag 1**", "Yes", "**2 Vraag 2**", "Een \\*eerste\\* regel\\\nen een tweede"),
        *("**3 Vraag 3**", "I do not know", "## Deel twee", "### Groep 4", ": Rij 1: De balie"),
        *("| **4.1 Vraag 4.1** | De balie |", "**5 Vraag 5**"),
        "| **Verkeerde post**<br>**for: Inwoners** | High (6 of 9) | Steekproef<br>at the latest on 31 January 2027 | Low (2 of 9) | Yes |",
        *("**6 Vraag 6**", "Not answered yet", "## Answers that do not go together", "None"),
        *("## Advice and signatures", "Not given", "Advies van de FG", "Handtekening"),
    )


def test_it_says_why_a_question_is_not_asked(assessment: Assessment, editor: Person, reader: Client) -> None:
    assert "3 Vraag 3 Not asked yet. That depends on: “1 Vraag 1” – not answered yet." in read_markdown(
        reader, "assessment_document", assessment
    )
    answer(assessment, editor, Given(place="1", value=False))
    assert "3 Vraag 3 Not asked, because of: “1 Vraag 1” – no." in read_markdown(
        reader, "assessment_document", assessment
    )


def test_it_says_where_an_answer_was_taken_from(
    assessment: Assessment, dossier: Algorithm, editor: Person, reader: Client
) -> None:
    algorithms.record_facts(algorithm=dossier, values={"uses_personal_data": True}, by=editor, at=NOW)
    answering.take_offers(assessment=assessment, places=["1"], by=editor, at=NOW)
    assert "Yes\n\nTaken from the dossier: “" in read_markdown(reader, "assessment_document", assessment)


def test_contradictions_stand_in_it_and_remarks_do_not(
    assessment: Assessment, editor: Person, reader: Client
) -> None:
    answer(assessment, editor, Given(place="1", value=True), Given(place="2", value="niets"))
    together.comment(assessment=assessment, place="2", text="Klopt dit wel?", by=editor, at=NOW)
    text = read_markdown(reader, "assessment_document", assessment)
    assert "- **Dit spreekt elkaar tegen.** Pas een van beide aan.\n" in text
    assert "Klopt dit wel" not in text


def test_an_expert_from_outside_has_the_name_of_the_invitation(
    assessment: Assessment, director: Person, reader: Client
) -> None:
    invitation, _secret = together.invite(
        assessment=assessment,
        part="een",
        name="Drs. Voorbeeld",
        email="",
        expires_on=NOW.date(),
        by=director,
        at=NOW,
    )
    answering.save_answers(
        assessment=assessment, answers=[Given(place="2", value="Ja")], by=invitation, at=NOW, part="een"
    )
    assert "**Filled in by:** Drs. Voorbeeld\n" in read_markdown(reader, "assessment_document", assessment)


def test_an_answer_without_a_place_stands_in_the_appendix(
    assessment: Assessment, editor: Person, reader: Client
) -> None:
    for place, value in (("2", "Wat er stond"), ("9", ["een", "twee"])):
        AppendixRow.objects.create(
            assessment=assessment,
            form_version="2026.1" if place == "2" else "2025.1",
            place=place,
            question={"nl": "Oude vraag", "en": "Old question"},
            value=value,
            by=str(editor.pk),
            answered_at=NOW,
            at=NOW,
        )
    require_in_order(
        read_markdown(reader, "assessment_document", assessment),
        "## Appendix: answers to questions that are not in this version of the form",
        "| **Old question** | Wat er stond | 2026.1 |",
        "| **Old question** | een<br>twee | 2025.1 |",
    )


@pytest.mark.parametrize("kind", ["pdf", "docx", "md", "json"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_kind_of_file_is_there(filled: Assessment, reader: Client, kind: str, language: str) -> None:
    response = reader.get(address("assessment_document", filled, language, kind=kind))
    assert response.status_code == 200
    assert response["Content-Language"] == language
    name = f"klein-{filled.algorithm.public_id}-werkkopie-2026-11-22.{kind}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_the_pdf_is_accessible_and_has_no_ids_of_people_or_rows(
    filled: Assessment, editor: Person, reader: Client
) -> None:
    pdf = read_pdf(reader.get(address("assessment_document", filled, kind="pdf")).content)
    assert "<pdfuaid:part>1</pdfuaid:part>" in pdf.metadata
    assert pdf.list_elements("TOC")
    assert sum(b"/Scope/Row" in item for item in pdf.list_elements("TH")) == 9 + 1 + 1
    row = queries.open_assessment(filled, on=NOW.date()).sheet.list_rows("4")[0]
    text = read_markdown(reader, "assessment_document", filled)
    assert not [id for id in (row, str(editor.pk), '"_id"') if id in text]


def test_another_kind_of_file_is_not_there(filled: Assessment, reader: Client) -> None:
    assert reader.get(address("assessment_document", filled, kind="odt")).status_code == 404
    assert reader.get(address("assessment_version", filled, version=1)).status_code == 404
    assert (
        reader.get(address("assessment_version_document", filled, version=1, kind="pdf")).status_code == 404
    )


# --- a signed version ----------------------------------------------------------------------------------------
def test_a_signed_version_has_advice_reaction_and_signatures(signed: FixedVersion, reader: Client) -> None:
    require_in_order(
        read_markdown(reader, "assessment_version_document", signed.assessment, version=1),
        *("**State:** Signed", "**Version:** 1, signed on 22 November 2026", "Voorbeeldpersoon 1"),
        *("**Look again before:** 22 November 2027", signed.digest, "## Deel een"),
        *("## Advice and signatures", "Table 3: Signatures"),
        "| **Handtekening** | Voorbeeldpersoon 3 | Director | Signed | 22 November 2026 |",
        *("### Advies van de FG", "**Positive, on conditions**"),
        "Voorbeeldpersoon 2 (Privacy officer), on 22 November 2026.",
        *("Toets elk kwartaal.", "> **Reaction of Voorbeeldpersoon 1**\n>\n> Dat doen we."),
    )


@pytest.mark.parametrize("kind", ["pdf", "docx", "md", "json", "kaart-yaml", "kaart-json"])
def test_a_signed_version_stays_the_same_whatever_happens_after_it(
    signed: FixedVersion,
    dossier: Algorithm,
    editor: Person,
    reader: Client,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    where = address("assessment_version_document", signed.assessment, version=1, kind=kind)
    before = reader.get(where).content
    assessment = signed.assessment
    signing.reopen(assessment=assessment, reason="Er kwam een bron bij.", by=editor, at=NOW)
    answers = queries.open_assessment(assessment, on=NOW.date()).rows
    answer(assessment, editor, Given(place="2", value="Iets anders", base=answers["2"].number))
    answering.add_row(assessment=assessment, group="4", by=editor, at=NOW)
    algorithms.record_facts(algorithm=dossier, values={"goal": "Sneller"}, by=editor, at=NOW)
    newer = form(part("een", question("1")), version="2026.2")
    library = Library((queries.form_of_version(signed), newer))
    monkeypatch.setattr("waarborg.apps.assessments.library.load_library", lambda: library)
    assert reader.get(where).content == before


def test_the_page_of_a_version_reads_like_the_document(signed: FixedVersion, reader: Client) -> None:
    response = reader.get(address("assessment_version", signed.assessment, version=1))
    assert response.status_code == 200
    page = response.content.decode()
    require_in_order(
        page,
        *(
            "<h1",
            "Klein",
            signed.digest,
            "The fingerprint fits",
            "<h2",
            "Deel een",
            "Vraag 1",
            "Yes",
            "Deel twee",
            "<h3",
            "Groep 4",
            "<caption>Rij 1: De balie",
        ),
        *("Advice and signatures", "Voorbeeldpersoon 3", "Dat doen we."),
        *("document.pdf", "document.docx", "document.md", "document.json"),
        *("document.kaart-yaml", "document.kaart-json"),
    )


def test_the_page_tells_that_a_version_was_changed_outside(signed: FixedVersion, reader: Client) -> None:
    content = {**signed.content, "outcomes": ["iets"]}
    FixedVersion.objects.filter(pk=signed.pk).update(content=content)
    page = reader.get(address("assessment_version", signed.assessment, version=1)).content.decode()
    assert "the fingerprint does not fit" in page
    assert "The fingerprint fits" not in page


def test_an_answer_that_was_made_unreadable_stays_away(
    signed: FixedVersion, officer: Person, reader: Client
) -> None:
    row = AnswerRow.objects.get(assessment=signed.assessment, place__startswith="4.1@")
    publishing.redact_answer(answer=row, by=officer, at=NOW, reason="Een naam")
    for name, more in (("assessment_document", {}), ("assessment_version_document", {"version": 1})):
        text = read_markdown(reader, name, signed.assessment, **more)
        assert "| **4.1 Vraag 4.1** | Made unreadable |" in text
        assert "balie" not in text
        for kind in ("json", "kaart-yaml", "kaart-json"):
            data = reader.get(address(name, signed.assessment, kind=kind, **more)).content.decode()
            assert "balie" not in data
    page = reader.get(address("assessment_version", signed.assessment, version=1)).content.decode()
    assert "made unreadable" in page
    assert "balie" not in page


def test_who_was_erased_is_called_so(signed: FixedVersion, officer: Person, reader: Client) -> None:
    organisations.erase_person(person=officer, by=SYSTEM, at=NOW, reason="Op verzoek")
    text = read_markdown(reader, "assessment_version_document", signed.assessment, version=1)
    assert "Erased person (Privacy officer), on 22 November 2026." in text


def test_files_are_called_by_their_titles(
    dossier: Algorithm, editor: Person, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waarborg.apps.algorithms.models import Attachment
    from waarborg.apps.assessments.actions import starting

    with_files = form(
        part("een", question("1", "file"), group("2", question("2.1", "image"))), id="bestanden"
    )
    library = Library((with_files,))
    monkeypatch.setattr("waarborg.apps.assessments.library.load_library", lambda: library)
    assessment = starting.start(algorithm=dossier, form="bestanden", by=editor, at=NOW)
    token = "ab" * 16
    Attachment.objects.create(
        algorithm=dossier, token=token, kind="other", title="Schema van het proces", ending="pdf", size=1,
        sha256="0" * 64, stored_as="een", digest="0" * 64, uploaded_at=NOW, uploaded_by=str(editor.pk),
    )  # fmt: skip
    row = answering.add_row(assessment=assessment, group="2", by=editor, at=NOW)
    answer(assessment, editor, Given(place="1", value=token), Given(place=f"2.1@{row}", value="cd" * 16))
    text = read_markdown(reader, "assessment_document", assessment)
    require_in_order(text, "Schema van het proces", "a file that is no longer there")
    assert token not in text


# --- who may -------------------------------------------------------------------------------------------------
def test_who_may_not_see_the_dossier_finds_nothing(
    signed: FixedVersion, client: Client, person_with_role: Callable[..., Person], other_organisation: object
) -> None:
    client.force_login(person_with_role("editor", other_organisation))
    for name, more in (
        ("assessment_document", {"kind": "pdf"}),
        ("assessment_version", {"version": 1}),
        ("assessment_version_document", {"version": 1, "kind": "json"}),
        ("assessment_import", {}),
    ):
        assert client.get(address(name, signed.assessment, **more)).status_code == 404
