"""Addresses of assessments: documents, signed versions, filling in without network, and bringing in answers."""

from django.urls import path

from waarborg.web import assessment_documents, assessment_importing, assessment_offline
from waarborg.web.homes import ONE

VERSION = f"{ONE}/versie/<int:version>"

urlpatterns = [
    path(f"{ONE}/lezen", assessment_documents.assessment_reading, name="assessment_reading"),
    path(f"{ONE}/document.<slug:kind>", assessment_documents.assessment_document, name="assessment_document"),
    path(VERSION, assessment_documents.assessment_version, name="assessment_version"),
    path(
        f"{VERSION}/document.<slug:kind>",
        assessment_documents.assessment_version_document,
        name="assessment_version_document",
    ),
    path(f"{ONE}/zonder-netwerk", assessment_offline.assessment_offline, name="assessment_offline"),
    path(
        f"{ONE}/zonder-netwerk.html",
        assessment_offline.assessment_offline_file,
        name="assessment_offline_file",
    ),
    path(f"{ONE}/inlezen", assessment_importing.assessment_import, name="assessment_import"),
]
