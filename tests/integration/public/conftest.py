"""Fixtures for the tests of the public site."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.integration.public.register import COMPLETE, add_town, publish_version
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications.models import Entry


@pytest.fixture
def town(db: None) -> Organisation:
    """The fictional municipality of Voorbeeldstad."""
    return add_town()


@pytest.fixture
def publish(db: None) -> Callable[..., Entry]:
    """Puts a version of an entry on the public site."""
    return publish_version


@pytest.fixture
def complete() -> dict[str, Any]:
    """The values of an entry with an answer to every question."""
    return dict(COMPLETE)


@pytest.fixture
def count_queries(client: Client) -> Callable[[str], int]:
    """Counts the SQL statements of one page."""

    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    return count
