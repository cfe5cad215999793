"""Pages for logging in: in our own look, without inline code, and in both languages."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal import auth
from django.test import Client

from tests.conftest import PASSWORD
from waarborg.apps.organisations.models import Person

pytestmark = pytest.mark.django_db

OPEN = ("login/", "signup/", "password/reset/", "password/reset/done/", "inactive/")
CLOSED = ("logout/", "password/change/", "2fa/", "2fa/webauthn/")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", OPEN)
def test_pages_for_logging_in_are_ours(client: Client, language: str, path: str) -> None:
    response = client.get(f"/{language}/account/{path}")
    page = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}"' in page
    assert "wb-account" in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", CLOSED)
def test_pages_of_an_account_are_ours(
    client: Client, person_with_role: Callable[..., Person], language: str, path: str
) -> None:
    client.force_login(person_with_role("editor"))
    response = client.get(f"/{language}/account/{path}")
    page = response.content.decode()
    assert response.status_code == 200
    assert "wb-account__menu" in page
    assert page.count("<h1") == 1


def test_fields_have_labels_and_the_classes_of_the_design_system(client: Client) -> None:
    page = client.get("/nl/account/login/").content.decode()
    assert '<label class="utrecht-form-label" for="id_login">' in page
    assert 'class="utrecht-textbox utrecht-textbox--html-input"' in page
    assert "Een beheerder van uw organisatie maakt uw account." in page


def test_a_wrong_password_is_said_beside_the_form(client: Client) -> None:
    page = client.post(
        "/nl/account/login/", {"login": "a@voorbeeldstad.example", "password": "fout"}
    ).content.decode()
    assert 'role="alert"' in page


def code_now(secret: str) -> str:
    """The code that an app shows for a secret at this moment (RFC 6238)."""
    return auth.format_hotp_value(auth.hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time()))))


def test_somebody_sets_up_a_second_step_and_uses_it(
    client: Client, person_with_role: Callable[..., Person]
) -> None:
    person = person_with_role("editor")
    login = {"login": person.email, "password": PASSWORD}
    assert client.post("/nl/account/login/", login).status_code == 302
    asked_again = client.get("/nl/account/2fa/totp/activate/", follow=True).content.decode()
    assert "Bevestig dat u het bent" in asked_again
    client.post("/nl/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/nl/account/2fa/totp/activate/").content.decode()
    assert 'class="wb-qr" src="data:image/svg+xml' in page
    found = re.search(r'id="authenticator_secret".*?value="([A-Z2-7]+)"', page, re.DOTALL)
    assert found is not None
    activated = client.post("/nl/account/2fa/totp/activate/", {"code": code_now(found[1])})
    assert activated.status_code == 302
    assert "Staat aan." in client.get("/nl/account/2fa/").content.decode()
    codes = client.get("/nl/account/2fa/recovery-codes/").content.decode()
    recovery = re.search(r"<textarea[^>]*>\s*(\w+)", codes)
    assert recovery is not None
    client.post("/nl/account/logout/")
    assert client.post("/nl/account/login/", login)["Location"].endswith("/nl/account/2fa/authenticate/")
    second = client.get("/nl/account/2fa/authenticate/").content.decode()
    assert "Vul de code uit uw app in" in second
    assert client.post("/nl/account/2fa/authenticate/", {"code": recovery[1]}).status_code == 302
