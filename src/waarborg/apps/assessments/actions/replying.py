"""Replying to a questionnaire: handing in by link or as an organisation that works here, and giving a reply back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from waarborg.apps.assessments import queries, questionnaire_mail, telling
from waarborg.apps.assessments.actions.questionnaires import (
    LONGEST_NAME,
    hold_respondent,
    hold_running,
    require_running,
    tell,
)
from waarborg.apps.assessments.actions.recording import hold, record, require_text
from waarborg.apps.assessments.actions.signing import find_obstacles, fix
from waarborg.apps.assessments.models import FixedVersion, Invitation, Respondent, State
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.assessments.slots import EDIT, SIGN
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.core.terms.text import Text


@transaction.atomic
def hand_in(*, invitation: Invitation, name: str, at: datetime) -> FixedVersion:
    """Hand in what somebody from outside filled in: it is fixed as a version. name: of who hands it in.

    Raises Refused while required questions have no answer, once it is handed in, or once the questionnaire is closed.
    """
    row = hold(invitation.assessment, by=invitation)
    respondent = Respondent.objects.select_for_update(of=("self",)).filter(assessment=row).first()
    if respondent is None:
        raise Refused(Text("Dit hoort niet bij een uitvraag.", "This belongs to no questionnaire."))
    require_running(respondent.questionnaire)
    said = require_text("name", name, LONGEST_NAME)
    if row.state != State.OPEN:
        raise Refused(Text("Dit is al ingeleverd.", "This was handed in already."))
    opened = queries.open_assessment(row, on=timezone.localdate(at))
    if (obstacle := find_obstacles(opened)) is not None:
        raise Refused(
            Text(
                f"Nog niet klaar: {obstacle.missing} vragen zonder antwoord, {obstacle.findings} tegenspraken.",
                f"Not ready yet: {obstacle.missing} questions without an answer, {obstacle.findings} contradictions.",
            )
        )
    version = fix(row, opened, (), by=invitation, at=at)
    _keep_reply(respondent, version, name=said, at=at)
    telling.tell_reply(respondent, at=at)
    return version


@transaction.atomic
def hand_in_version(*, respondent: Respondent, version: FixedVersion, by: Person, at: datetime) -> None:
    """Hand in a version that an organisation signed. Raises Refused when it is of another form or organisation."""
    row = hold_respondent(respondent)
    organisation = row.organisation
    if organisation is None:
        raise Refused(Text("Hier hoort een link bij.", "This goes by a link."))
    rights.demand(by, SIGN, organisation.code)
    require_running(row.questionnaire)
    own = version.assessment
    if own.form != row.questionnaire.form or own.organisation_id != organisation.pk or own.is_reply:
        raise Refused(
            Text("Deze versie hoort hier niet bij.", "This version does not belong here."), "version"
        )
    _keep_reply(row, version, name=by.name, at=at)
    record(own, "hand_in", {"questionnaire": row.questionnaire_id, "version": version.number}, by=by, at=at)
    telling.tell_reply(row, at=at)


@transaction.atomic
def ask_again(*, respondent: Respondent, reason: str, by: Person, at: datetime) -> None:
    """Give a reply back to be changed; what was handed in stays as a version. Raises Refused without a reason."""
    hold_running(respondent.questionnaire, by=by)
    row, said = hold_respondent(respondent), require_text("reason", reason, 500)
    if row.handed_in_at is None:
        return
    row.handed_in_at, row.version, row.handed_in_by = None, None, ""
    row.save(update_fields=("handed_in_at", "version", "handed_in_by"))
    if row.assessment is None:
        telling.tell_questionnaire(row, by=by, at=at)
    else:
        own = hold(row.assessment, by=by, permission=EDIT)
        own.state, own.state_reason = State.OPEN, said
        record(own, "reopen", {}, by=by, at=at, save=("state", "state_reason"))
        if row.email:
            transaction.on_commit(lambda: questionnaire_mail.send_back.enqueue(row.pk))


def _keep_reply(respondent: Respondent, version: FixedVersion, *, name: str, at: datetime) -> None:
    respondent.version, respondent.handed_in_at, respondent.handed_in_by = version, at, name
    respondent.save(update_fields=("version", "handed_in_at", "handed_in_by"))
    tell(
        respondent.questionnaire,
        "receive_reply",
        {"respondent": respondent.pk, "digest": version.digest},
        by=version.by,
        at=at,
    )
