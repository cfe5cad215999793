"""The database under test is the one that was asked for, set up as the site uses it."""

import threading

import pytest
from django.db import connection, transaction

pytestmark = pytest.mark.django_db


def test_tests_run_on_the_database_that_was_asked_for(pytestconfig: pytest.Config) -> None:
    expected = {"sqlite": "sqlite", "postgres": "postgresql"}[pytestconfig.getoption("database")]
    assert connection.vendor == expected


@pytest.mark.only_on("sqlite")
def test_sqlite_is_a_file_with_full_text_search_and_write_ahead_log() -> None:
    assert not connection.is_in_memory_db()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
        cursor.execute("CREATE VIRTUAL TABLE probe USING fts5 (words)")
        cursor.execute("INSERT INTO probe VALUES ('een toeslag')")
        cursor.execute("SELECT count(*) FROM probe WHERE probe MATCH 'toeslag'")
        assert cursor.fetchone() == (1,)
        cursor.execute("DROP TABLE probe")


@pytest.mark.only_on("postgres")
def test_postgresql_is_new_enough_and_stems_dutch() -> None:
    with connection.cursor() as cursor:
        assert connection.pg_version >= 160000
        cursor.execute("SELECT to_tsvector('dutch', 'toeslagen') @@ to_tsquery('dutch', 'toeslag')")
        assert cursor.fetchone() == (True,)


@pytest.mark.django_db(transaction=True)
def test_each_thread_has_its_own_connection_and_two_writers_wait_for_each_other() -> None:
    from django.contrib.contenttypes.models import ContentType

    faults: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for number in range(5):
                with transaction.atomic():
                    ContentType.objects.create(app_label=name, model=str(number))
        except Exception as error:  # handed to the test, which fails on any
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(name,)) for name in ("first", "second")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert ContentType.objects.filter(app_label__in=("first", "second")).count() == 10
