"""Addresses that machines know by heart, and the front door: they have no language."""

from django.urls import path

from waarborg.public import attached, fixed

urlpatterns = [
    path("", fixed.root, name="root"),
    path("healthz", fixed.health, name="health"),
    path("robots.txt", fixed.robots, name="robots"),
    path(".well-known/security.txt", fixed.security, name="security"),
    path("bijlage/<str:token>/<str:name>", attached.attachment, name="attachment"),
    path("sitemap.xml", fixed.sitemap_index, name="sitemap"),
    path("sitemap-paginas.xml", fixed.sitemap_pages, name="sitemap_pages"),
    path("sitemap-algoritmes-<int:page>.xml", fixed.sitemap_entries, name="sitemap_entries"),
]
