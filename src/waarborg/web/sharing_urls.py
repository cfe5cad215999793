"""Addresses of comparing texts, bringing one back, sharing a preview, and doing something with many entries."""

from django.urls import path

from waarborg.web import bulk, comparing, restoring, sharing

ENTRY = "algoritmen/<str:public_id>/publicatie"

urlpatterns = [
    path(f"{ENTRY}/vergelijken", comparing.compare, name="compare"),
    path(f"{ENTRY}/terugzetten", restoring.restore, name="restore"),
    path(f"{ENTRY}/voorbeeldlinks", sharing.preview_links, name="preview_links"),
    path(
        f"{ENTRY}/voorbeeldlinks/<int:link_id>/intrekken",
        sharing.preview_link_revoke,
        name="preview_link_revoke",
    ),
    path("samen", bulk.bulk, name="bulk"),
    path("samen/<int:number>", bulk.bulk_result, name="bulk_result"),
]
