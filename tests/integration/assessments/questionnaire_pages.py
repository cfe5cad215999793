"""What tests of questionnaires share: two small forms, sending one out, and replying to it."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from tests.conftest import NOW
from tests.small_form import both, form, group, part, question
from waarborg.apps.assessments import questionnaire_mail
from waarborg.apps.assessments.actions import answering, questionnaires, replying
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.actions.questionnaires import Addressee, Ask
from waarborg.apps.assessments.models import Questionnaire, Respondent
from waarborg.apps.organisations.models import Organisation, Person

SUPPLIER = form(
    part("een", question("1"), question("2", "choice"), question("3", "number", when="[1]", required=False)),
    part("twee", group("4", question("4.1", "text"), label="4.1"), question("5", "text", required=False)),
    id="leverancier",
)
YEARLY = form(
    part("een", question("1"), question("2", "text", required=False)),
    id="jaar",
    about="organisation",
    signatures=[{"slot": "bestuur", "kind": "signature", "title": both("Handtekening"), "role": "director"}],
)
DUE = date(2026, 12, 31)
ASK = Ask(
    form="leverancier", title="Vragen over uw chatbot", due_on=DUE, product="Chatbot", text="Wij kiezen."
)


def send(organisation: Organisation, by: Person, *names: str, **more: Any) -> Questionnaire:
    people = [Addressee(name, email=f"{name.lower()}@voorbeeld.example") for name in names]
    given = {"ask": ASK, "addressees": people, **more}
    return questionnaires.send_out(organisation=organisation, by=by, at=NOW, **given)


def one_of(questionnaire: Questionnaire, name: str) -> Respondent:
    return Respondent.objects.select_related("assessment", "invitation").get(
        questionnaire=questionnaire, name=name
    )


def secret_of(respondent: Respondent) -> str:
    return questionnaire_mail.make_secret(respondent)


def link(respondent: Respondent, name: str = "reply", **more: object) -> str:
    with override("en"):
        return reverse(f"web:{name}", kwargs={"secret": secret_of(respondent), **more})


def page(name: str, questionnaire: Questionnaire, **more: object) -> str:
    keys = {"code": questionnaire.organisation.code, "number": questionnaire.pk, **more}
    with override("en"):
        return reverse(f"web:{name}", kwargs=keys)


def fill_in(respondent: Respondent, choice: str = "a", number: float | None = None) -> None:
    answers = [Given(place="1", value=True), Given(place="2", value=choice)]
    if number is not None:
        answers.append(Given(place="3", value=number))
    answering.save_answers(
        assessment=respondent.assessment, answers=answers, by=respondent.invitation, at=NOW, part=""
    )


def hand_in(questionnaire: Questionnaire, name: str, **answers: Any) -> Respondent:
    respondent = one_of(questionnaire, name)
    fill_in(respondent, **answers)
    replying.hand_in(invitation=respondent.invitation, name="V. Verkoper", at=NOW)
    return one_of(questionnaire, name)
