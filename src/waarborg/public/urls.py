"""Addresses of the public site, under the language."""

from django.urls import path

from waarborg.public import entries, organisations, pages, searching

app_name = "public"

urlpatterns = [
    path("", pages.home, name="home"),
    path("zoeken", searching.search, name="search"),
    path("algoritme/<str:public_id>", entries.entry, name="entry"),
    path("algoritme/<str:public_id>/versie/<int:number>", entries.entry_version, name="entry_version"),
    path("organisaties", organisations.organisations, name="organisations"),
    path("organisatie/<str:code>", organisations.organisation, name="organisation"),
    path("over", pages.about, name="about"),
    path("toegankelijkheid", pages.accessibility, name="accessibility"),
    path("privacy", pages.privacy, name="privacy"),
]
