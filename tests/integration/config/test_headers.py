"""What every answer of the site carries to protect its readers."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_every_page_carries_the_headers_that_protect_its_reader(client: Client) -> None:
    headers = client.get("/nl/").headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"


def test_the_demo_says_on_every_page_that_it_is_an_example(client: Client) -> None:
    for address in ("/nl/", "/nl/zoeken", "/nl/organisaties", "/nl/over", "/nl/account/login/"):
        page = client.get(address).content.decode()
        assert "geen site van de overheid" in page, address
    assert "no site of the government" in client.get("/en/").content.decode()


def test_a_null_character_is_a_bad_request(client: Client) -> None:
    assert client.get("/nl/algoritme/a%00b").status_code == 400
    assert client.post("/nl/account/login/", {"login": "a\x00b", "password": "x"}).status_code == 400
