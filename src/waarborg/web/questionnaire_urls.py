"""Addresses of questionnaires, for who sends them and for the organisation that is asked."""

from django.urls import path

from waarborg.web import questionnaire_results, questionnaires

ALL = "organisaties/<str:code>/uitvragen"
ONE = f"{ALL}/<int:number>"
REPLY = f"{ONE}/antwoord/<int:pk>"

urlpatterns = [
    path(ALL, questionnaires.questionnaires, name="questionnaires"),
    path(f"{ALL}/nieuw", questionnaires.questionnaire_new, name="questionnaire_new"),
    path(
        "organisaties/<str:code>/gevraagd/<int:pk>",
        questionnaires.questionnaire_answer,
        name="questionnaire_answer",
    ),
    path(ONE, questionnaires.questionnaire, name="questionnaire"),
    path(f"{ONE}/doen", questionnaires.questionnaire_act, name="questionnaire_act"),
    path(f"{ONE}/ontvanger/<int:pk>", questionnaires.respondent_act, name="respondent_act"),
    path(f"{ONE}/antwoorden", questionnaire_results.questionnaire_results, name="questionnaire_results"),
    path(
        f"{ONE}/antwoorden.<slug:kind>",
        questionnaire_results.questionnaire_export,
        name="questionnaire_export",
    ),
    path(REPLY, questionnaire_results.questionnaire_reply, name="questionnaire_reply"),
    path(
        f"{REPLY}/document.<slug:kind>",
        questionnaire_results.questionnaire_reply_file,
        name="questionnaire_reply_file",
    ),
]
