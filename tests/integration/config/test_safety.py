"""Production refuses to start unsafe, and says why and what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.real_time

GOOD = {
    "DJANGO_SETTINGS_MODULE": "waarborg.config.production",
    "WAARBORG_SECRET_KEY": "Zq3-8fWk2PxYv7LmN4TbR9cHsJ6gAeUiOoDlQwErTyXzCvBnMk1K0pS5",
    "WAARBORG_HOSTS": "register.voorbeeldstad.example",
}
START = "import waarborg.config.wsgi"


def run(code: str, data: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    surroundings = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("WAARBORG_", "DJANGO_", "DATABASE_URL", "COV_"))
    }
    surroundings |= {"WAARBORG_DATA": str(data), **variables}
    return subprocess.run(
        [sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, timeout=120
    )


def migrate(data: Path) -> None:
    done = run(
        "import django; django.setup()\n"
        "from django.core.management import call_command; call_command('migrate', verbosity=0)",
        data,
        **GOOD,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"WAARBORG_SECRET_KEY": ""}, "Set WAARBORG_SECRET_KEY"),
        (
            {"WAARBORG_SECRET_KEY": "demo-only-secret-that-production-refuses-to-start-with-0123456789"},
            "example or too weak",
        ),
        ({"WAARBORG_SECRET_KEY": "a" * 60}, "example or too weak"),
        ({"WAARBORG_HOSTS": ""}, "Set WAARBORG_HOSTS"),
        ({"WAARBORG_HOSTS": "*"}, "Set WAARBORG_HOSTS"),
        ({"DATABASE_URL": "mysql://root@127.0.0.1/x"}, "other than SQLite or PostgreSQL"),
    ],
)
def test_an_unsafe_setting_stops_the_start(tmp_path: Path, change: dict[str, str], told: str) -> None:
    done = run(START, tmp_path, **GOOD | change)
    assert done.returncode != 0
    assert told in done.stderr


def test_it_does_not_start_without_tables(tmp_path: Path) -> None:
    done = run(START, tmp_path, **GOOD)
    assert done.returncode != 0
    assert "waarborg migrate" in done.stderr


def test_it_starts_when_all_is_well_and_stops_for_example_people(tmp_path: Path) -> None:
    migrate(tmp_path)
    assert run(START, tmp_path, **GOOD).returncode == 0
    run(
        "import django; django.setup()\n"
        "from django.utils import timezone\n"
        "from waarborg.apps.organisations.actions import add_person\n"
        "add_person(name='D', email='d@voorbeeldstad.example', by='system', at=timezone.now(), is_demo=True)",
        tmp_path,
        **GOOD,
    )
    done = run(START, tmp_path, **GOOD)
    assert done.returncode != 0
    assert "remove-demo" in done.stderr


def test_debug_cannot_be_on(tmp_path: Path) -> None:
    migrate(tmp_path)
    code = (
        "import django; django.setup()\n"
        "from django.conf import settings; settings.DEBUG = True\n"
        "from waarborg.config.safety import refuse_unsafe_start; refuse_unsafe_start()"
    )
    done = run(code, tmp_path, **GOOD)
    assert done.returncode != 0
    assert "DEBUG is on" in done.stderr


def test_the_deployment_checks_of_the_framework_find_nothing(tmp_path: Path) -> None:
    done = run(
        "import django; django.setup()\n"
        "from django.core.management import call_command; call_command('check', deploy=True, fail_level='WARNING')",
        tmp_path,
        **GOOD,
    )
    assert done.returncode == 0, done.stderr
