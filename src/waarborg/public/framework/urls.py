"""Addresses of the framework of requirements, under the language."""

from django.urls import path

from waarborg.public.framework import downloading, glossary, instruments, measures, overview, requirements

urlpatterns = [
    path("kader", overview.framework, name="framework"),
    path("kader.<str:form>", downloading.framework_file, name="framework_file"),
    path("kader/vereisten/<str:code>", requirements.requirement, name="requirement"),
    path("kader/maatregelen/<str:code>", measures.measure, name="measure"),
    path("kader/instrumenten", instruments.instruments, name="instruments"),
    path("begrippen", glossary.glossary, name="glossary"),
    path("begrippen/<str:id>", glossary.term, name="term"),
]
