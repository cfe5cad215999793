"""A dossier of a chatbot with pages about what applies, as several test files look at them."""

from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from waarborg.apps.algorithms.models import Algorithm

#: Typed by somebody who means no good; nothing of it may reach a page as it is.
HOSTILE = "<script>alert('x')</script> & <img src=x onerror=alert(1)>"
ESCAPED = "&lt;script&gt;"


def where(name: str, algorithm: Algorithm, language: str = "nl", /, **kwargs: object) -> str:
    """The address of a page about a dossier."""
    with override(language):
        return reverse(f"web:{name}", kwargs={"public_id": algorithm.public_id, **kwargs})


def of_organisation(name: str, code: str, language: str = "nl", /, **kwargs: object) -> str:
    """The address of a page about an organisation."""
    with override(language):
        return reverse(f"web:{name}", kwargs={"code": code, **kwargs})


def read(response: Any) -> str:
    """A page as text."""
    text: str = response.content.decode()
    return text


def demand_escaped(client: Client, address: str) -> None:
    """The page shows what was typed, and not as markup."""
    page = read(client.get(address))
    assert ESCAPED in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page
