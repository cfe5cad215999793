"""Addresses of the forms of an organisation."""

from django.urls import path

from waarborg.web import form_trial, own_forms

FORMS = "organisaties/<str:code>/formulieren"
ONE = f"{FORMS}/<slug:form>/<str:version>"

urlpatterns = [
    path(FORMS, own_forms.own_forms, name="own_forms"),
    path(ONE, own_forms.own_form, name="own_form"),
    path(f"{ONE}/bestand", own_forms.own_form_file, name="own_form_file"),
    path(f"{ONE}/proberen", form_trial.own_form_trial, name="own_form_trial"),
    path(f"{ONE}/buiten-gebruik", own_forms.own_form_withdraw, name="own_form_withdraw"),
]
