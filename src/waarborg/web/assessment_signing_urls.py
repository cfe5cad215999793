"""Addresses around filling in an assessment: dividing, inviting, advice, signing, and what comes after; and of guests."""

from django.urls import path

from waarborg.web import (
    assessment_dividing,
    assessment_inviting,
    assessment_moving,
    assessment_publishing,
    assessment_reviewing,
    assessment_signing,
    guests,
    replies,
)
from waarborg.web.homes import ONE

GUEST = "uitnodiging/<str:secret>"
REPLY = "uitvraag/<str:secret>"

urlpatterns = [
    path(f"{ONE}/voorleggen", assessment_signing.assessment_ask, name="assessment_ask"),
    path(f"{ONE}/terughalen", assessment_signing.assessment_take_back, name="assessment_take_back"),
    path(f"{ONE}/oordeel/<slug:slot>", assessment_signing.assessment_verdict, name="assessment_verdict"),
    path(f"{ONE}/reactie/<int:pk>", assessment_signing.assessment_react, name="assessment_react"),
    path(f"{ONE}/heropenen", assessment_reviewing.assessment_reopen, name="assessment_reopen"),
    path(f"{ONE}/beeindigen", assessment_reviewing.assessment_end, name="assessment_end"),
    path(f"{ONE}/herzien", assessment_reviewing.assessment_review, name="assessment_review"),
    path(f"{ONE}/melden", assessment_reviewing.assessment_report, name="assessment_report"),
    path(f"{ONE}/verdelen", assessment_dividing.assessment_assign, name="assessment_assign"),
    path(f"{ONE}/uitnodigingen", assessment_inviting.assessment_invitations, name="assessment_invitations"),
    path(
        f"{ONE}/uitnodigingen/<int:pk>/intrekken",
        assessment_inviting.assessment_invitation_revoke,
        name="assessment_invitation_revoke",
    ),
    path(f"{ONE}/bijwerken", assessment_moving.assessment_move, name="assessment_move"),
    path(f"{ONE}/openbaar", assessment_publishing.assessment_publish, name="assessment_publish"),
    path(REPLY, replies.reply, name="reply"),
    path(f"{REPLY}/deel/<str:part>", guests.guest, name="reply_part"),
    path(f"{REPLY}/deel/<str:part>/automatisch", guests.guest_autosave, name="reply_autosave"),
    path(f"{REPLY}/deel/<str:part>/opmerking", guests.guest_comment, name="reply_comment"),
    path(GUEST, guests.guest, name="guest"),
    path(f"{GUEST}/automatisch", guests.guest_autosave, name="guest_autosave"),
    path(f"{GUEST}/opmerking", guests.guest_comment, name="guest_comment"),
]
