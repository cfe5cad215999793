"""Recurring work: done when it is due, not twice, and not forgotten when the worker was off."""

from datetime import UTC, datetime, time, timedelta

import pytest

from waarborg.apps.notifications import schedule
from waarborg.apps.notifications.models import Run
from waarborg.apps.notifications.schedule import Duty, run_due

pytestmark = pytest.mark.django_db
#: Half past eight in the morning in the Netherlands.
MORNING = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two duties, and the list of what was done."""
    names: list[str] = []
    duties = {
        "daily": Duty("daily", lambda: names.append("daily"), after=time(8, 0)),
        "often": Duty("often", lambda: names.append("often"), every=timedelta(minutes=15)),
    }
    monkeypatch.setattr(schedule, "_duties", duties)
    return names


def test_what_is_due_is_done_once(done: list[str]) -> None:
    assert run_due(now=MORNING) == ("daily", "often")
    assert run_due(now=MORNING + timedelta(minutes=1)) == ()
    assert run_due(now=MORNING + timedelta(minutes=16)) == ("often",)
    assert done == ["daily", "often", "often"]


def test_a_daily_duty_waits_for_its_hour_in_the_netherlands(done: list[str]) -> None:
    early = MORNING - timedelta(minutes=31)
    assert run_due(now=early) == ("often",)
    assert "daily" in run_due(now=MORNING - timedelta(minutes=30))


def test_after_a_restart_the_table_remembers(done: list[str]) -> None:
    Run.objects.create(name="daily", last_at=MORNING - timedelta(minutes=5))
    assert run_due(now=MORNING) == ("often",)


def test_a_day_that_was_missed_is_made_up_for_as_soon_as_the_hour_has_come(done: list[str]) -> None:
    Run.objects.create(name="daily", last_at=MORNING - timedelta(days=3))
    assert run_due(now=MORNING) == ("daily", "often")
    assert run_due(now=MORNING + timedelta(days=1)) == ("daily", "often")


def test_of_two_workers_one_takes_the_turn(done: list[str]) -> None:
    Run.objects.create(name="often", last_at=MORNING - timedelta(hours=1))
    seen = Run.objects.get(name="often").last_at
    run_due(now=MORNING)
    assert not schedule._claim("often", seen, now=MORNING)
    assert not schedule._claim("daily", None, now=MORNING)
    assert done == ["daily", "often"]


def test_the_rooms_have_said_what_they_want_done() -> None:
    assert {duty.name for duty in schedule.list_duties()} >= {
        "notifications.clean",
        "notifications.daily",
        "notifications.retry",
        "publications.remind",
    }
