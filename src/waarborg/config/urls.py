"""The one table of addresses. Each view declares its permission; `apps.organisations.access` refuses one without."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from waarborg.public import pages

urlpatterns = [
    path("", include("waarborg.public.fixed_urls")),
    *i18n_patterns(
        path("account/", include("waarborg.web.account_urls")),
        path("werkplek/", include("waarborg.web.urls")),
        path("", include("waarborg.public.urls")),
    ),
]

handler400 = pages.bad_request
handler403 = pages.forbidden
handler404 = pages.not_found
handler500 = pages.server_error
