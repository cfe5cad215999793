"""How every index of search follows what is published. Both adapters pass the same tests, each on its own database."""

from contextlib import suppress
from threading import Event, Thread

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.integration.search.register import Sample, counts, empty, fill, find, found, publish
from waarborg.apps.publications.models import Entry, SearchDocument
from waarborg.apps.publications.search import get_index
from waarborg.apps.publications.search.index import SearchIndex
from waarborg.apps.publications.search.port import Query

pytestmark = pytest.mark.django_db


def new_process() -> SearchIndex:
    """An index that remembers nothing, and finds every word common."""
    return SearchIndex(type(vars(get_index())["_store"])(), least_common=1)


class TestWriting:
    """How the index follows what is published."""

    def test_a_new_version_takes_the_place_of_the_old_one(self) -> None:
        entry = fill([Sample(public_id="a", title="Oude naam", themes=("Werk",))])["a"]
        assert found("oude") == ["a"]
        publish(entry, Sample(public_id="a", title="Nieuwe naam", themes=("Wonen",)))
        get_index().update([entry.pk])
        assert (found("oude"), found("nieuwe")) == ([], ["a"])
        assert counts(find(), "themes") == {"Wonen": 1}

    @pytest.mark.parametrize("how", ["remove", "update without live version", "update after deletion"])
    def test_an_entry_that_is_not_public_is_not_found(self, how: str) -> None:
        entry = fill([Sample(public_id="a", title="Weg"), Sample(public_id="b", title="Weg en waterweg")])[
            "a"
        ]
        assert find("weg").total == 2
        if how == "remove":
            get_index().remove([entry.pk])
        else:
            Entry.objects.filter(pk=entry.pk).update(live=None)
            if how == "update after deletion":
                SearchDocument.objects.filter(pk=entry.pk).delete()
            get_index().update([entry.pk])
        assert found("weg") == ["b"]
        assert find().total == 1
        assert not SearchDocument.objects.filter(pk=entry.pk).exists()

    def test_a_document_that_disappears_past_the_index_is_not_found(self) -> None:
        entry = fill([Sample(public_id="a", title="Weg"), Sample(public_id="b", title="Weg en waterweg")])[
            "a"
        ]
        assert find("weg").total == 2
        SearchDocument.objects.filter(pk=entry.pk).delete()
        assert found("weg") == ["b"]

    def test_what_is_rolled_back_was_never_there(self) -> None:
        fill([Sample(public_id="a", title="Blijft")])

        class Undo(Exception):
            """Ends a transaction."""

        with suppress(Undo), transaction.atomic():
            fill([Sample(public_id="b", title="Blijft niet")])
            assert found("blijft", sort="name") == ["a", "b"]
            raise Undo
        assert found("blijft") == ["a"]
        fill([Sample(public_id="c", title="Blijft ook")])
        assert found("blijft", sort="name") == ["a", "c"]

    def test_a_rebuild_makes_the_same_index(self) -> None:
        entries = fill(Sample(public_id=f"{number:03}", title=f"Woord {number}") for number in range(30))
        Entry.objects.filter(pk=entries["007"].pk).update(live=None)
        before = found("woord", size=100)
        seen: list[tuple[int, int]] = []
        assert get_index().rebuild(progress=lambda done, total: seen.append((done, total))) == 29
        assert seen[-1] == (29, 29)
        assert found("woord", size=100) == [one for one in before if one != "007"]

    def test_the_same_words_are_found_after_many_small_changes(self) -> None:
        entries = fill(
            Sample(public_id=f"{number}", title="Dijk" if number % 2 else "Brug") for number in range(6)
        )
        for number in range(6):
            title = "Brug" if number % 2 else "Dijk"
            publish(entries[f"{number}"], Sample(public_id=f"{number}", title=title))
            get_index().update([entries[f"{number}"].pk])
            assert find("dijk").total + find("brug").total == 6
        assert sorted(found("dijk")) == ["0", "2", "4"]


@pytest.mark.django_db(transaction=True)
class TestOthers:
    """Writing by others: processes, transactions and commands that do not pass through this index."""

    def test_an_emptied_database_holds_nothing(self) -> None:
        fill([Sample(public_id="a", title="Weg")])
        assert found("weg") == ["a"]
        call_command("flush", interactive=False, verbosity=0)
        assert find("weg").total == find().total == 0
        fill([Sample(public_id="b", title="Weg")])
        assert found("weg") == ["b"]

    def test_what_another_process_publishes_is_found(self) -> None:
        entries = fill([Sample(public_id="a", title="Weg"), Sample(public_id="b", title="Brug")])
        assert found("weg") == ["a"]
        publish(entries["b"], Sample(public_id="b", title="Weg"))
        new_process().update([entries["b"].pk])
        assert sorted(found("weg")) == ["a", "b"]

    @pytest.mark.only_on("postgres")
    def test_changes_are_seen_in_whatever_order_transactions_end(self) -> None:
        entries = fill([Sample(public_id="a", title="Brug"), Sample(public_id="b", title="Brug")])
        publish(entries["a"], Sample(public_id="a", title="Weg"))
        publish(entries["b"], Sample(public_id="b", title="Weg"))
        written, finish = Event(), Event()

        def write_slowly() -> None:
            with transaction.atomic():
                get_index().update([entries["a"].pk])
                written.set()
                finish.wait(20)
            connection.close()

        slow = Thread(target=write_slowly)
        slow.start()
        assert written.wait(20)
        get_index().update([entries["b"].pk])  # begins later, ends first
        assert found("weg") == ["b"]
        assert found("brug") == ["a"]
        finish.set()
        slow.join()
        assert sorted(found("weg")) == ["a", "b"]
        assert found("brug") == []

    def test_many_threads_can_ask_while_one_writes(self) -> None:
        entries = fill(Sample(public_id=f"{number}", title="Weg", text="water") for number in range(20))
        totals: list[tuple[int, int]] = []

        def ask() -> None:
            for _ in range(30):
                results = find("water")
                totals.append((results.total, sum(counts(results, "statuses").values())))
            connection.close()

        threads = [Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        for number in range(20):
            sample = Sample(public_id=f"{number}", title="Brug", text="water", status="Buiten gebruik")
            publish(entries[f"{number}"], sample)
            get_index().update([entries[f"{number}"].pk])
        for thread in threads:
            thread.join()
        assert totals == [(20, 20)] * 90
        assert (find("weg").total, find("brug").total) == (0, 20)
        assert counts(find(), "statuses") == {"Buiten gebruik": 20}


@pytest.mark.django_db(transaction=True)
class TestPrepared:
    """Common words that were worked out beforehand change no answer."""

    @pytest.fixture
    def entries(self) -> dict[str, Entry]:
        entries = fill(
            Sample(
                public_id=f"{number}", title="Brug" if number % 2 else "Dijk", text="Over gegevens en water."
            )
            for number in range(10)
        )
        new_process().rebuild()
        return entries

    def test_a_prepared_word_is_not_looked_up_again(self, entries: dict[str, Entry]) -> None:
        index = new_process()
        with CaptureQueriesContext(connection) as captured:
            assert index.find(Query(words="gegevens")).total == 10
        asked = " ".join(query["sql"] for query in captured)
        assert "publications_search_prepared" in asked
        assert "MATCH" not in asked
        assert "publications_search_find" not in asked

    def test_what_changed_since_is_looked_up(self, entries: dict[str, Entry]) -> None:
        publish(entries["0"], Sample(public_id="0", title="Dijk", text="Niets meer."))
        Entry.objects.filter(pk=entries["1"].pk).update(live=None)
        get_index().update([entries["0"].pk, entries["1"].pk])
        fill([Sample(public_id="new", title="Gegevens")])
        index = new_process()
        assert {hit.public_id for hit in index.find(Query(words="gegevens")).hits} == {"new", *"23456789"}
        assert index.find(Query(words="gegevens")).hits[0].public_id == "new", "in the title"
        publish(entries["2"], Sample(public_id="2", title="Dijk", text="Ook niets meer."))
        get_index().update([entries["2"].pk])
        assert {hit.public_id for hit in index.find(Query(words="gegevens")).hits} == {"new", *"3456789"}
        assert index.find(Query(words="gegevens dijk")).total == 3

    def test_preparing_again_starts_from_what_is_there_now(self, entries: dict[str, Entry]) -> None:
        publish(entries["0"], Sample(public_id="0", title="Dijk", text="Niets meer."))
        get_index().update([entries["0"].pk])
        new_process().prepare()
        assert new_process().find(Query(words="gegevens")).total == 9

    def test_what_was_prepared_before_a_rebuild_is_not_used_after_it(self, entries: dict[str, Entry]) -> None:
        get_index().rebuild()  # prepares no words of so small a register
        index = new_process()
        with CaptureQueriesContext(connection) as captured:
            assert index.find(Query(words="gegevens")).total == 10
        assert any(
            "MATCH" in query["sql"] or "publications_search_find" in query["sql"] for query in captured
        )


class TestStatements:
    """How much the database is asked."""

    QUESTIONS = (
        Query(),
        Query(words="woord"),
        Query(words="woord naam", themes=("Werk",), sort="name"),
        Query(words='"woord naam"', page=2, size=5),
        Query(words="woordd"),
    )

    def test_the_number_of_statements_does_not_grow_with_the_register(self) -> None:
        small = self._count(10)
        empty()
        assert self._count(300) == small

    def test_asking_again_takes_two_statements(self) -> None:
        fill(Sample(public_id=f"{number}", title="Woord") for number in range(30))
        find("woord")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            find("woord")
        assert len(captured) == 2, "what changed, and the page"

    def _count(self, size: int) -> list[int]:
        """Statements per question: the first ones of a process, and the same ones once more."""
        fill(
            Sample(public_id=f"{number}", title=f"Woord naam {number}", themes=("Werk",))
            for number in range(size)
        )
        asked = []
        index = new_process()
        for question in (*self.QUESTIONS, *self.QUESTIONS):
            with CaptureQueriesContext(connection) as captured:
                index.find(question)
            asked.append(len(captured))
        return asked
