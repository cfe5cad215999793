"""People to tell, and something to tell them."""

from collections.abc import Callable

import pytest

from tests.conftest import NOW
from waarborg.apps.notifications import actions
from waarborg.apps.notifications.models import Notification
from waarborg.apps.organisations.models import Organisation, Person

Tell = Callable[..., list[Notification]]


@pytest.fixture
def tell(organisation: Organisation) -> Tell:
    """`tell(person, "submitted")`: tells somebody about the text “Inkomenstoeslag”."""

    def make(*people: Person, kind: str = "submitted", name: str = "Inkomenstoeslag", **more: object) -> list:
        given = {
            "people": people,
            "kind": kind,
            "about": {"name": name},
            "link": "/nl/werkplek/algoritmen/wb-een/publicatie",
            "by": "system",
            "at": NOW,
            "organisation": organisation,
            "subject": "entry/wb-een",
            **more,
        }
        return actions.notify(**given)  # type: ignore[arg-type]  # a test names only what it is about

    return make
