"""Addresses of the law browser, under the language."""

from django.urls import path

from waarborg.public.law import browsing, comparing, downloading, frame, trying

LAW = "regels/<str:law_id>/<str:version>"

urlpatterns = [
    path("regels", browsing.laws, name="laws"),
    path("regels/zaak-openen", trying.open_case, name="law_open_case"),
    path("regels/<str:law_id>", browsing.law_newest, name="law_newest"),
    path(LAW, browsing.law, name="law"),
    path(f"{LAW}/zoeken", browsing.law_search, name="law_search"),
    path(f"{LAW}/verschil", comparing.law_difference, name="law_difference"),
    path(f"{LAW}/bestand/<str:form>", downloading.law_file, name="law_file"),
    path(f"{LAW}/proberen", trying.choose_goal, name="law_try"),
    path(f"{LAW}/proberen/zaak", trying.try_case, name="law_case"),
    path(f"{LAW}/<str:kind>/<path:name>", frame.law_frame, name="law_frame"),
]
