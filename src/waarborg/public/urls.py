"""Addresses of the public site, under the language."""

from django.urls import path

from waarborg.public import (
    changing,
    comparing,
    downloads,
    entries,
    organisations,
    pages,
    products,
    quality,
    reporting,
    resembling,
    searching,
    shared_previews,
    signed_assessments,
)
from waarborg.public.framework import urls as framework_urls
from waarborg.public.law import urls as law_urls

app_name = "public"

urlpatterns = [
    path("", pages.home, name="home"),
    path("zoeken", searching.search, name="search"),
    path("zoeken/suggesties", searching.suggestions, name="suggestions"),
    path("open-data", downloads.open_data, name="open_data"),
    path("export/<str:name>", downloads.export, name="export"),
    path("algoritme/<str:public_id>.<str:ending>", downloads.entry_file, name="entry_file"),
    path(
        "algoritme/<str:public_id>/versie/<int:number>.<str:ending>",
        downloads.version_file,
        name="version_file",
    ),
    path("algoritme/<str:public_id>", entries.entry, name="entry"),
    path("algoritme/<str:public_id>/versie/<int:number>", entries.entry_version, name="entry_version"),
    path("algoritme/<str:public_id>/verschil", comparing.difference, name="difference"),
    path(
        "algoritme/<str:public_id>/toets/<int:number>",
        signed_assessments.assessment_summary,
        name="assessment_summary",
    ),
    path("voorbeeld/<str:token>", shared_previews.shared_preview, name="shared_preview"),
    path("producten", products.products, name="products"),
    path("product/<slug:code>", products.product, name="product"),
    path("leverancier/<slug:code>", products.supplier, name="supplier"),
    path("organisaties", organisations.organisations, name="organisations"),
    path("organisatie/<str:code>", organisations.organisation, name="organisation"),
    path("zoeken/atom", changing.search_feed, name="search_feed"),
    path("algoritme/<str:public_id>/atom", changing.entry_feed, name="entry_feed"),
    path("algoritme/<str:public_id>/fout-melden", reporting.report, name="report"),
    path("algoritme/<str:public_id>/fout-gemeld", reporting.report_received, name="report_received"),
    path("melding/<str:token>", reporting.report_followed, name="report_followed"),
    path("correcties", reporting.corrections, name="corrections"),
    path("organisatie/<str:code>/atom", changing.organisation_feed, name="organisation_feed"),
    path("algoritme/<str:public_id>/vergelijkbaar", resembling.resembling, name="resembling"),
    path("wijzigingen", changing.change_log, name="changes"),
    path("wijzigingen/atom", changing.changes_feed, name="changes_feed"),
    path("kwaliteit", quality.quality_method, name="quality"),
    *law_urls.urlpatterns,
    *framework_urls.urlpatterns,
    path("over", pages.about, name="about"),
    path("toegankelijkheid", pages.accessibility, name="accessibility"),
    path("privacy", pages.privacy, name="privacy"),
]
