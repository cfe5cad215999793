"""What can be done with several dossiers at once, in the words of the page."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from waarborg.apps.organisations import rights
from waarborg.apps.publications.sharing.bulk import REVIEW
from waarborg.core.publication.workflow import get_transition
from waarborg.web.pages import say

#: Each action, with the permissions of which one is needed.
ACTIONS: dict[str, tuple[str, ...]] = {
    "submit": ("publications.submit",),
    "approve": ("publications.approve",),
    "publish": ("publications.publish", "publications.publish_centrally"),
    "withdraw": ("publications.withdraw",),
    "archive": ("publications.archive",),
    REVIEW: ("publications.edit",),
}
CHOOSE_REVIEW: Promise = gettext_lazy("Choose the date of the next review")


def list_actions(person: Any) -> list[tuple[str, str]]:
    """The actions that this person may take somewhere, with what they are called."""
    return [
        (code, name_action(code))
        for code, permissions in ACTIONS.items()
        if any(rights.may_somewhere(person, permission) for permission in permissions)
    ]


def name_action(code: str) -> str:
    """What an action is called."""
    return str(CHOOSE_REVIEW) if code == REVIEW else say(get_transition(code).label)
