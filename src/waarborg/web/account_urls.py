"""The addresses of allauth for logging in, each marked with who may ask for it."""

from collections.abc import Iterable

from allauth.account import urls as account_urls
from allauth.mfa import urls as mfa_urls
from allauth.socialaccount import urls as social_urls
from allauth.socialaccount.providers.openid_connect import urls as openid_urls
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from waarborg.apps.organisations.access import for_anyone_logged_in, open_to_all

#: What somebody needs who is not logged in yet. Signing up is refused by the adapter, with a page that says so.
OPEN = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_signup",
        "account_confirm_login_code",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
        "mfa_trust",
        "mfa_login_webauthn",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
        "socialaccount_signup",
        "openid_connect_login",
        "openid_connect_callback",
    }
)

#: Pages on which people would manage mail addresses themselves. An address says who somebody is, and only an
#: administrator gives it; the names stay, because allauth makes links with them.
ABSENT = frozenset({"account_email", "account_confirm_email", "account_email_verification_sent"})


@open_to_all
def refuse(request: HttpRequest, **_rest: object) -> HttpResponse:
    """Nobody finds this page."""
    raise Http404("Mail addresses are managed by an administrator.")


def mark(patterns: Iterable[URLPattern | URLResolver]) -> None:
    """Give every view under `patterns` its rule: open when it is on the list, else for people with an account.

    The pages that are absent get a view that finds nothing.
    """
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            mark(pattern.url_patterns)
        elif pattern.name in ABSENT:
            pattern.callback = refuse
        elif pattern.name in OPEN:
            open_to_all(pattern.callback)
        else:
            for_anyone_logged_in(pattern.callback)


urlpatterns = [
    path("", include(account_urls)),
    path("2fa/", include(mfa_urls)),
    path("koppelingen/", include(social_urls)),
    path("", include(openid_urls)),
]

mark(urlpatterns)
