"""A crowd on loopback: people with a session each, who read pages and send forms as a browser does."""

import http.client
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

SLOWEST_ANSWER = 120


class FormReader(HTMLParser):
    """Collects what the form with a certain id or class would send, as it stands."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted = wanted
        self.fields: list[tuple[str, str]] = []
        self.found = False
        self._inside = False
        self._textarea: str | None = None
        self._select: str | None = None
        self._chosen: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form":
            self._inside = self.wanted in (given.get("id"), *given.get("class", "").split())
            self.found = self.found or self._inside
        if not self._inside or ("name" not in given and tag != "option"):
            return
        if tag == "textarea":
            self._textarea = given["name"]
            self.fields.append((given["name"], ""))
        elif tag == "select":
            self._select, self._chosen = given["name"], ""
        elif tag == "option" and self._select is not None:
            if "selected" in given:
                self._chosen = given.get("value", "")
        elif (
            tag == "input"
            and given.get("type") not in ("submit", "button")
            and (given.get("type") not in ("checkbox", "radio") or "checked" in given)
        ):
            self.fields.append((given["name"], given.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            name, value = self.fields[-1]
            self.fields[-1] = (name, value + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea is not None:
            name, value = self.fields[-1]
            self.fields[-1] = (name, value.removeprefix("\n"))
            self._textarea = None
        elif tag == "select" and self._select is not None:
            self.fields.append((self._select, self._chosen or ""))
            self._select = None
        elif tag == "form":
            self._inside = False


@dataclass
class Answer:
    """What came back."""

    status: int
    place: str
    text: str


@dataclass
class Visitor:
    """A person with a session, and what they were told."""

    name: str
    port: int
    session: str
    cookies: dict[str, str] = field(default_factory=dict)
    answers: list[tuple[str, int]] = field(default_factory=list)

    def ask(self, address: str, data: list[tuple[str, str]] | None = None) -> Answer:
        """One request; remembers the answer."""
        jar = {settings.SESSION_COOKIE_NAME: self.session, **self.cookies}
        headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in jar.items())}
        body = None
        if data is not None:
            body = urlencode(data)
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://127.0.0.1:{self.port}",
            }
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SLOWEST_ANSWER)
        try:
            wire.request("GET" if data is None else "POST", address, body=body, headers=headers)
            response = wire.getresponse()
            text = response.read().decode()
            for header in response.headers.get_all("Set-Cookie") or []:
                key, _is, value = header.split(";")[0].partition("=")
                self.cookies[key] = value
            self.answers.append((address, response.status))
            return Answer(response.status, response.headers.get("Location", ""), text)
        finally:
            wire.close()

    def read_form(self, address: str, wanted: str) -> list[tuple[str, str]] | None:
        """The fields of a form on a page; None when the page has no such form."""
        reader = FormReader(wanted)
        reader.feed(self.ask(address).text)
        return reader.fields if reader.found else None


def open_session(person: Any) -> str:
    """Log a person in without the login page, which slows down who comes too often."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def _database_url() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    given = urlsplit(os.environ["DATABASE_URL"])
    return given._replace(path=f"/{name}").geturl()


@contextmanager
def serving(*, processes: int, threads: int) -> Iterator[int]:
    """The site as it is served for real, on the database of the test; gives the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    surroundings: Mapping[str, str] = {
        **{key: value for key, value in os.environ.items() if not key.startswith("COV_")},
        "DATABASE_URL": _database_url(),
    }
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "waarborg.config.wsgi:application",
        f"--bind=127.0.0.1:{port}",
    ]
    command += [f"--workers={processes}", f"--threads={threads}", "--timeout=120", "--backlog=512"]
    with subprocess.Popen([*command, "--log-level=error"], env=surroundings) as server:
        try:
            _wait(port, server)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server stopped at once"
        wire = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            wire.request("GET", "/healthz")
            if wire.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            wire.close()
    raise AssertionError("the server does not answer")


def dice(seed: str) -> random.Random:
    """Choices that are the same in every run."""
    return random.Random(seed)
