"""Notifications in words, in either language: for the list in the workplace and for mail."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import override

from waarborg.adapters.content_files.notices import load_notice_kinds
from waarborg.adapters.content_files.roles import load_rights
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.apps.notifications.models import Notification
from waarborg.core.framework.framework import NoSuchPart
from waarborg.core.terms.text import Text


@dataclass(frozen=True)
class Words:
    """What a notification says."""

    title: str
    body: str


#: Before the source of a task that comes from an assessment.
_OWN = "urn:waarborg:own:"
#: For a kind that the content no longer has: the notification stays readable.
UNKNOWN = Text("Bericht", "Notification")


def word(notification: Notification, language: str) -> Words:
    """The title and the sentence of a notification in `language`, `nl` or `en`."""
    kind = load_notice_kinds().get(notification.kind)
    if kind is None:
        return Words(UNKNOWN.in_language(language), "")
    filled = {name: _show(name, value, language) for name, value in notification.data.items()}
    filled = dict.fromkeys(kind.needed, "–") | filled
    return Words(
        kind.title.in_language(language).format(**filled), kind.body.in_language(language).format(**filled)
    )


def _show(name: str, value: object, language: str) -> str:
    """Days, roles and measures as people write them; the rest as it is, on one line."""
    if name == "measure" and str(value).startswith(_OWN):
        source = str(value).removeprefix(_OWN)
        return Text(f"een taak uit de {source}", f"a task from the {source}").in_language(language)
    if name == "measure":
        try:
            return load_framework().get_measure(str(value)).title.in_language(language)
        except NoSuchPart:
            return str(value)
    if name == "role":
        role = load_rights().find_role(str(value))
        return role.label.in_language(language) if role else str(value)
    if name == "day" or name.endswith("_day"):
        with override(language):
            return date_format(date.fromisoformat(str(value)), "j F Y")
    return " ".join(str(value).split())
