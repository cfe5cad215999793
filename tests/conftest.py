"""Fixtures for every test, and the hostile surroundings in which all of them run."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
import time_machine

from tests import plugin

if TYPE_CHECKING:
    from django.test import Client

    from waarborg.apps.organisations.models import Organisation, Person

#: The moment at which tests take place.
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
#: The password of every person that a fixture makes.
PASSWORD = "een zin die niemand raadt"

# A shared machine is sometimes slow; an example that takes long is no fault. Examples that failed are kept.
# Examples are the same in every run of the same code, so that a run does not fail by chance; HYPOTHESIS=random looks further.
hypothesis.settings.register_profile("waarborg", deadline=None, print_blob=True, derandomize=True)
hypothesis.settings.register_profile("random", deadline=None, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS", "waarborg"))


# --- surroundings ----------------------------------------------------------------------------------------
@pytest.fixture(autouse=True)
def still_clock(request: pytest.FixtureRequest) -> Iterator[None]:
    """Stop the clock at NOW, so that no test depends on the day on which it runs."""
    if request.node.get_closest_marker("real_time"):
        yield
        return
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def first_language() -> None:
    """Begin in the first language of the site, whatever page the test before this one opened."""
    from django.utils import translation

    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def strict_django(request: pytest.FixtureRequest) -> Iterator[None]:
    """Undefined template variables fail, and rows without an order come in any order."""
    from tests.shuffled_rows import shuffle_unordered_rows
    from tests.strict_templates import make_strict

    make_strict()
    undo = shuffle_unordered_rows(seed=request.config.getoption("randomly_seed", 0))
    yield
    undo()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite tests use a file, as the site does: each thread of the live server then has its own connection.

    A database in memory would be one connection for all threads, whose transactions run into each other.
    PostgreSQL gets one test database for each worker.
    """
    from django.conf import settings

    database = settings.DATABASES["default"]
    worker = tmp_path_factory.getbasetemp().name
    if database["ENGINE"] == "django.db.backends.sqlite3":
        name = str(tmp_path_factory.mktemp("database") / "tests.sqlite3")
    else:
        name = "waarborg_tests_" + "".join(letter for letter in worker if letter.isalnum())
    database.setdefault("TEST", {})["NAME"] = name


@pytest.fixture
def client() -> "Client":
    """A client that fails on pages with inline code, inline style or unrendered template text."""
    from tests.strict_pages import StrictClient

    return StrictClient()


# --- real files ------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files from others, which are not in the repository; skips the test without it."""
    shared = plugin.find_shared()
    if shared is None:
        pytest.skip(
            "The real files are not here. Put the folder `shared` beside the project, or name it: WAARBORG_SHARED=…"
        )
    return shared / "data"


# --- people and organisations ----------------------------------------------------------------------------
@pytest.fixture
def organisation(db: None) -> "Organisation":
    """The fictional municipality that tests are about."""
    return _add_organisation("voorbeeldstad", "Voorbeeldstad")


@pytest.fixture
def other_organisation(db: None) -> "Organisation":
    """Another fictional body, whose people have no business with the first."""
    return _add_organisation("elders", "Gemeente Elders")


def _add_organisation(code: str, name: str) -> "Organisation":
    from waarborg.apps.audit.actions import SYSTEM
    from waarborg.apps.organisations import actions

    return actions.add_organisation(code=code, name=name, kind="gemeente", by=SYSTEM, at=NOW)


@pytest.fixture
def person_with_role(organisation: "Organisation") -> "Callable[..., Person]":
    """Makes a person: `person_with_role("editor")`, or `person_with_role("editor", other_organisation)`.

    Without a role (`person_with_role(None)`) somebody who may log in and nothing more. The password is PASSWORD.
    """
    from waarborg.apps.audit.actions import SYSTEM
    from waarborg.apps.organisations import actions

    count = 0

    def make(role: str | None, at_organisation: "Organisation | None" = None) -> "Person":
        nonlocal count
        count += 1
        person = actions.add_person(
            name=f"Voorbeeldpersoon {count}",
            email=f"{role or 'zonder-rol'}-{count}@voorbeeldstad.example",
            by=SYSTEM,
            at=NOW,
            password=PASSWORD,
        )
        if role is not None:
            actions.grant_role(
                person=person, organisation=at_organisation or organisation, role=role, by=SYSTEM, at=NOW
            )
        return person

    return make
