"""Addresses of the assessments of a dossier: the list, one assessment, its parts, and what people do there."""

from django.urls import path

from waarborg.web import (
    assessment_answers,
    assessment_document_urls,
    assessment_parts,
    assessment_signing_urls,
    assessment_toolbox,
    assessments,
    organisation_assessments,
)
from waarborg.web.homes import ONE

DOSSIER = "algoritmen/<str:public_id>/toetsen"
ORGANISATION = "organisaties/<str:code>/toetsen"

urlpatterns = [
    path(DOSSIER, assessments.assessments, name="assessments"),
    path(f"{DOSSIER}/beginnen", assessments.assessment_start, name="assessment_start"),
    path(
        "algoritmen/<str:public_id>/gereedschap",
        assessment_toolbox.assessment_toolbox,
        name="assessment_toolbox",
    ),
    path(ORGANISATION, organisation_assessments.organisation_assessments, name="organisation_assessments"),
    path(
        f"{ORGANISATION}/beginnen",
        organisation_assessments.organisation_assessment_start,
        name="organisation_assessment_start",
    ),
    path(ONE, assessments.assessment, name="assessment"),
    path(f"{ONE}/deel/<str:part>", assessment_parts.assessment_part, name="assessment_part"),
    path(
        f"{ONE}/deel/<str:part>/automatisch",
        assessment_parts.assessment_autosave,
        name="assessment_autosave",
    ),
    path(f"{ONE}/antwoord/<str:place>", assessment_answers.assessment_answer, name="assessment_answer"),
    path(f"{ONE}/in-de-beschrijving", assessments.assessment_list, name="assessment_list"),
    path(f"{ONE}/opmerking", assessment_answers.assessment_comment, name="assessment_comment"),
    path(
        f"{ONE}/opmerking/<int:pk>", assessment_answers.assessment_comment_act, name="assessment_comment_act"
    ),
    *assessment_signing_urls.urlpatterns,
    *assessment_document_urls.urlpatterns,
]
