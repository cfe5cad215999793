"""How every page of the workplace is put together: its menu, the way back, and who is looking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waarborg.apps.notifications.queries import count_unread
from waarborg.apps.organisations import rights
from waarborg.core.terms.text import Text

Crumb = tuple[str, str]


@dataclass(frozen=True)
class MenuItem:
    """One place in the menu of the workplace."""

    label: str
    address: str
    current: str  # for `aria-current`: page, true for a page under it, or empty


def person_of(request: HttpRequest) -> Any:
    """The person who asks; the rules of access let nobody else through. Any, as interfaces never name models."""
    return request.user


def now() -> datetime:
    """The moment, for actions."""
    return timezone.now()


def language() -> str:
    """`nl` or `en`: the language in which texts of content are shown."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def say(text: Text) -> str:
    """A text of content in the language of the page."""
    return text.in_language(language())


def show(
    request: HttpRequest,
    template: str,
    /,
    *,
    crumbs: Sequence[Crumb] = (),
    here: str = "",
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page of the workplace. `crumbs` lead from Today to this page, which is called `here`."""
    way = [(_("Today"), reverse("web:today")), *crumbs] if here else []
    context |= {"unread": count_unread(person_of(request))}
    context |= {"crumbs": way, "crumb_here": here, "menu": _menu(request), "me": person_of(request)}
    return render(request, f"web/{template}", context, status=status)


def _menu(request: HttpRequest) -> list[MenuItem]:
    person = person_of(request)
    reads = rights.may_somewhere(person, "publications.view")
    places = (
        (_("Today"), "web:today", True),
        (_("Algorithms"), "web:algorithms", reads),
        (_("Taken over"), "web:taken_over", reads),
        (_("Products"), "web:products", rights.may_somewhere(person, "workplace.enter")),
        (_("Reports"), "web:reports", rights.may_somewhere(person, "reactions.view")),
        (
            _("Bring in"),
            "web:imports",
            rights.may_somewhere(person, "publications.import")
            or rights.may_somewhere(person, "platform.manage"),
        ),
        (_("Organisations"), "web:organisations", rights.may_somewhere(person, "workplace.enter")),
    )
    items = [(label, reverse(name), name) for label, name, is_open in places if is_open]
    return [MenuItem(label, address, _current(request, address, name)) for label, address, name in items]


def _current(request: HttpRequest, address: str, name: str) -> str:
    if request.path == address:
        return "page"
    # The pages of one organisation stand under another word than their list.
    stem = address.removesuffix("s") if name == "web:organisations" else address
    return "true" if name != "web:today" and request.path.startswith(f"{stem}/") else ""
