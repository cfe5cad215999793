"""Login through an organisation's own OpenID Connect server, played by a small server on this machine."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from waarborg.apps.organisations.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.real_time]


class LoginServer(BaseHTTPRequestHandler):
    """Answers what a login server answers, for the person in `claims`; keeps what was sent to it."""

    claims: ClassVar[dict[str, Any]] = {}
    received: ClassVar[list[dict[str, list[str]]]] = []

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        root = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]  # HTTPServer has it
        if self.path.endswith("/.well-known/openid-configuration"):
            self._answer(
                {
                    "issuer": root,
                    "authorization_endpoint": f"{root}/authorize",
                    "token_endpoint": f"{root}/token",
                    "userinfo_endpoint": f"{root}/userinfo",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        else:
            self._answer(self.claims)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.received.append(parse_qs(body))
        self._answer({"access_token": "token", "token_type": "Bearer"})

    def _answer(self, content: dict[str, Any]) -> None:
        data = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def login_server(settings: Any) -> Iterator[type[LoginServer]]:
    server = HTTPServer(("127.0.0.1", 0), LoginServer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    LoginServer.received = []
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "organisation",
                    "name": "Voorbeeldstad",
                    "client_id": "waarborg",
                    "secret": "geheim",
                    "settings": {
                        "server_url": f"http://127.0.0.1:{server.server_port}",
                        "oauth_pkce_enabled": True,
                    },
                }
            ],
        }
    }
    yield LoginServer
    server.shutdown()
    server.server_close()
    thread.join()


def log_in(client: Client) -> Any:
    """Go to the login server and come back with a code, as a browser would."""
    away = client.post(reverse("openid_connect_login", kwargs={"provider_id": "organisation"}))
    assert away.status_code == 302
    asked = parse_qs(urlsplit(away["Location"]).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["code_challenge"][0]) >= 43
    back = reverse("openid_connect_callback", kwargs={"provider_id": "organisation"})
    return client.get(back, {"code": "code", "state": asked["state"][0]})


def test_who_has_an_account_logs_in_with_pkce(
    client: Client, login_server: type[LoginServer], person_with_role: Callable[..., Person]
) -> None:
    person = person_with_role("editor")
    login_server.claims = {"sub": "123", "email": person.email, "email_verified": True, "name": "Wie"}
    done = log_in(client)
    assert done.status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)
    assert len(login_server.received[0]["code_verifier"][0]) >= 43


def test_who_has_no_account_does_not_get_one(client: Client, login_server: type[LoginServer]) -> None:
    login_server.claims = {"sub": "456", "email": "vreemde@elders.example", "email_verified": True}
    log_in(client)
    assert "_auth_user_id" not in client.session
    assert not Person.objects.filter(email="vreemde@elders.example").exists()


def test_an_address_that_was_not_verified_opens_nothing(
    client: Client, login_server: type[LoginServer], person_with_role: Callable[..., Person]
) -> None:
    person = person_with_role("editor")
    login_server.claims = {"sub": "789", "email": person.email, "email_verified": False}
    log_in(client)
    assert "_auth_user_id" not in client.session
