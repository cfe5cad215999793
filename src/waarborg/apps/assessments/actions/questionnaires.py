"""Sending a form to many: who is asked, the link for who works outside, handing in, and closing."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries, questionnaire_mail, telling
from waarborg.apps.assessments.actions.recording import author_id, record, require_text
from waarborg.apps.assessments.library import find_newest
from waarborg.apps.assessments.models import (
    Assessment,
    Invitation,
    Questionnaire,
    Respondent,
)
from waarborg.apps.assessments.questionnaire_mail import make_secret
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.assessments.slots import INVITE
from waarborg.apps.audit import actions as audit
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.forms.forms import About
from waarborg.core.terms.text import Text

#: The last day lies at most so far ahead, and so long after it a link still works, for who is late.
LONGEST_TERM, GRACE = timedelta(days=400), timedelta(days=60)
MOST_RESPONDENTS = 2_000
LONGEST_TEXT, LONGEST_NAME = 4_000, 200


@dataclass(frozen=True)
class Addressee:
    """Who is to be asked: an organisation that works here, or a name with a mail address where there is one."""

    name: str
    contact: str = ""
    email: str = ""
    organisation: Organisation | None = None


@dataclass(frozen=True)
class Ask:
    """What is asked, of whom and before when; as in the fields of `Questionnaire`."""

    form: str
    title: str
    due_on: date
    text: str = ""
    product: str = ""
    language: str = "nl"
    remind_days: int = 14


# --- sending out -----------------------------------------------------------------------------------------------
@transaction.atomic
def send_out(
    *,
    organisation: Organisation,
    ask: Ask,
    addressees: Sequence[Addressee],
    by: Person,
    at: datetime,
    algorithm: Algorithm | None = None,
    follows: Questionnaire | None = None,
) -> Questionnaire:
    """Send the newest version of a form to these; who has a mail address gets the link by mail.

    Raises Refused for what does not fit, and then nothing was sent.
    """
    rights.demand(by, INVITE, organisation.code)
    form = find_newest(organisation.pk, ask.form)
    if form is None:
        raise Refused(Text("Dit formulier bestaat niet.", "There is no such form."), "form")
    if algorithm is not None and algorithm.organisation_id != organisation.pk:
        raise Refused(Text("Dit dossier is van een ander.", "This dossier is of another."), "algorithm")
    row = Questionnaire.objects.create(
        organisation=organisation,
        algorithm=algorithm,
        form=form.id,
        form_version=form.version,
        title=require_text("title", ask.title, LONGEST_NAME),
        product=require_text("product", ask.product, LONGEST_NAME, may_be_empty=True),
        text=require_text("text", ask.text, LONGEST_TEXT, may_be_empty=True),
        language=ask.language,
        due_on=_require_day(ask.due_on, at=at),
        remind_days=ask.remind_days,
        follows=follows,
        by=author_id(by),
        at=at,
    )
    added = _add(row, addressees, about=form.about, by=by, at=at)
    if not added:
        raise Refused(Text("Noem ten minste één ontvanger.", "Name at least one recipient."), "recipients")
    tell(row, "send_questionnaire", {"respondents": len(added)}, by=by, at=at)
    return row


@transaction.atomic
def add_respondents(
    *, questionnaire: Questionnaire, addressees: Sequence[Addressee], by: Person, at: datetime
) -> list[Respondent]:
    """Ask more of them. Raises Refused once it is closed, or for what does not fit."""
    row = hold_running(questionnaire, by=by)
    form = queries.find_form(row.form, row.form_version, organisation_id=row.organisation_id)
    added = _add(row, addressees, about=form.about if form is not None else About.ALGORITHM, by=by, at=at)
    tell(row, "add_respondents", {"respondents": len(added)}, by=by, at=at)
    return added


def _add(
    row: Questionnaire, addressees: Sequence[Addressee], *, about: About, by: Person, at: datetime
) -> list[Respondent]:
    before = list(row.respondents.filter(withdrawn_at=None).order_by("id"))
    if len(before) + len(addressees) > MOST_RESPONDENTS:
        raise Refused(
            Text(
                f"Dit zijn meer dan {MOST_RESPONDENTS} ontvangers. Maak er twee uitvragen van.",
                f"These are more than {MOST_RESPONDENTS} recipients. Make two questionnaires of it.",
            ),
            "recipients",
        )
    _require_once(before, addressees)
    return [_add_one(row, one, about=about, by=by, at=at) for one in addressees]


def _require_once(before: Iterable[Respondent], addressees: Iterable[Addressee]) -> None:
    names = {one.name.casefold() for one in before}
    for number, one in enumerate(addressees, start=1):
        name = require_text("recipients", one.name, LONGEST_NAME)
        if name.casefold() in names:
            raise Refused(
                Text(
                    f"“{name}” (ontvanger {number}) staat er al. Noem elke ontvanger één keer.",
                    f"“{name}” (recipient {number}) is there already. Name each recipient once.",
                ),
                "recipients",
            )
        names.add(name.casefold())


def _add_one(row: Questionnaire, one: Addressee, *, about: About, by: Person, at: datetime) -> Respondent:
    respondent = Respondent.objects.create(
        questionnaire=row,
        name=one.name.strip(),
        contact=one.contact.strip(),
        email=one.email.strip(),
        organisation=one.organisation,
    )
    if one.organisation is not None:
        if about is not About.ORGANISATION:
            raise Refused(
                Text(
                    f"{one.name} werkt in Waarborg. Die vraagt u alleen een formulier over de organisatie; geef voor "
                    "andere formulieren een mailadres.",
                    f"{one.name} works in Waarborg. Ask it for a form about the organisation only; for other forms "
                    "give a mail address.",
                ),
                "recipients",
            )
        telling.tell_questionnaire(respondent, by=by, at=at)
        return respondent
    respondent.assessment = Assessment.objects.create(
        organisation=row.organisation,
        is_reply=True,
        form=row.form,
        form_version=row.form_version,
        started_by=author_id(by),
        started_at=at,
        changed_at=at,
    )
    record(respondent.assessment, "start", {"questionnaire": row.pk}, by=by, at=at)
    renew_link(respondent, by=by, at=at)
    if respondent.email:
        transaction.on_commit(lambda: questionnaire_mail.send_request.enqueue(respondent.pk))
    return respondent


# --- the link --------------------------------------------------------------------------------------------------
def renew_link(respondent: Respondent, *, by: Person, at: datetime) -> None:
    """Make a new link for who replies from outside; an older one stops working. Within the transaction of an action."""
    row, former = respondent.assessment, respondent.invitation
    if former is not None:
        Invitation.objects.filter(pk=former.pk, revoked_at=None).update(
            revoked_by=author_id(by), revoked_at=at
        )
    respondent.nonce = secrets.token_hex(16)
    respondent.invitation = Invitation.objects.create(
        assessment=row,
        part="",
        name=respondent.contact or respondent.name,
        email=respondent.email,
        token_digest=sha256(make_secret(respondent).encode()).hexdigest(),
        by=author_id(by),
        at=at,
        expires_on=respondent.questionnaire.due_on + GRACE,
    )
    respondent.save(update_fields=("assessment", "invitation", "nonce"))
    record(row, "invite", {"invitation": respondent.invitation.pk, "part": ""}, by=by, at=at)


@transaction.atomic
def send_new_link(*, respondent: Respondent, email: str, by: Person, at: datetime) -> Respondent:
    """Make a new link, to another address where one is given, and mail it. Raises Refused once it is closed."""
    hold_running(respondent.questionnaire, by=by)
    row = hold_respondent(respondent)
    _require_outside(row)
    row.email, row.mail_failed_at = email.strip(), None
    row.save(update_fields=("email", "mail_failed_at"))
    renew_link(row, by=by, at=at)
    if row.email:
        transaction.on_commit(lambda: questionnaire_mail.send_request.enqueue(row.pk))
    return row


# --- the term --------------------------------------------------------------------------------------------------
@transaction.atomic
def change_day(*, questionnaire: Questionnaire, due_on: date, by: Person, at: datetime) -> None:
    """Give more or less time; the links go along."""
    row = hold_running(questionnaire, by=by)
    row.due_on = _require_day(due_on, at=at)
    row.save(update_fields=("due_on",))
    Invitation.objects.filter(respondent__questionnaire=row, revoked_at=None).update(
        expires_on=due_on + GRACE
    )
    tell(row, "change_term", {"due_on": due_on.isoformat()}, by=by, at=at)


@transaction.atomic
def withdraw(*, respondent: Respondent, by: Person, at: datetime) -> None:
    """No longer ask somebody: the link stops working, what was filled in is kept."""
    hold_running(respondent.questionnaire, by=by)
    row = hold_respondent(respondent)
    row.withdrawn_by, row.withdrawn_at = author_id(by), at
    row.save(update_fields=("withdrawn_by", "withdrawn_at"))
    _stop_links([row.pk], by=by, at=at)
    tell(row.questionnaire, "withdraw_respondent", {"respondent": row.pk}, by=by, at=at)


@transaction.atomic
def close(*, questionnaire: Questionnaire, by: Person, at: datetime) -> None:
    """End a questionnaire: the links stop working, the replies stay."""
    row = hold_running(questionnaire, by=by)
    row.closed_by, row.closed_at = author_id(by), at
    row.save(update_fields=("closed_by", "closed_at"))
    _stop_links(row.respondents.order_by("id").values_list("pk", flat=True), by=by, at=at)
    tell(row, "close_questionnaire", {}, by=by, at=at)


def _stop_links(respondents: Collection[int], *, by: Person, at: datetime) -> None:
    Invitation.objects.filter(respondent__in=list(respondents), revoked_at=None).update(
        revoked_by=author_id(by), revoked_at=at
    )


@transaction.atomic
def remind_all(*, questionnaire: Questionnaire, by: Person, at: datetime) -> int:
    """Remind everybody who has not replied, now; returns how many. Nobody gets two within some days."""
    row = hold_running(questionnaire, by=by)
    waiting = questionnaire_mail.list_waiting(row, at=at)
    for one in waiting:
        questionnaire_mail.remind_one(one, at=at)
    tell(row, "remind", {"respondents": len(waiting)}, by=by, at=at)
    return len(waiting)


# --- shared ----------------------------------------------------------------------------------------------------
def hold_running(questionnaire: Questionnaire, *, by: Person) -> Questionnaire:
    """The row, locked, while it runs. Raises NotAllowed, or Refused once it is closed."""
    rows = Questionnaire.objects.select_for_update(of=("self",)).select_related("organisation")
    row = rows.get(pk=questionnaire.pk)
    rights.demand(by, INVITE, row.organisation.code)
    require_running(row)
    return row


def hold_respondent(respondent: Respondent) -> Respondent:
    """The row, locked, of who is still asked. Raises Refused."""
    rows = Respondent.objects.select_for_update(of=("self",)).filter(pk=respondent.pk, withdrawn_at=None)
    row = rows.select_related(
        "questionnaire__organisation", "organisation", "assessment", "invitation"
    ).first()
    if row is None:
        raise Refused(Text("Deze ontvanger is er niet meer.", "This recipient is no longer there."))
    return row


def require_running(row: Questionnaire) -> None:
    """Raise Refused once a questionnaire is closed."""
    if row.closed_at is not None:
        raise Refused(Text("Deze uitvraag is gesloten.", "This questionnaire is closed."))


def _require_outside(row: Respondent) -> None:
    if row.assessment is None:
        raise Refused(
            Text(
                "Deze organisatie antwoordt in Waarborg zelf.",
                "This organisation replies in Waarborg itself.",
            )
        )


def _require_day(day: date, *, at: datetime) -> date:
    today = timezone.localdate(at)
    if not today < day <= today + LONGEST_TERM:
        raise Refused(
            Text(
                f"Kies een dag na vandaag, en hoogstens {LONGEST_TERM.days} dagen vooruit.",
                f"Choose a day after today, and at most {LONGEST_TERM.days} days ahead.",
            ),
            "due_on",
        )
    return day


def tell(row: Questionnaire, what: str, about: dict[str, object], *, by: Person | str, at: datetime) -> None:
    """Tell the audit chain of who sent it."""
    audit.record(
        chain=row.organisation.code,
        action=f"assessments.{what}",
        subject=f"questionnaire/{row.pk}",
        by=by if isinstance(by, str) else author_id(by),
        at=at,
        about={**about, "form": f"{row.form}:{row.form_version}", "title": row.title},
    )
