"""Real exports of others, taken over and then looked for. Skipped where those files are not."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.integration.search.register import found
from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange import Record, assess, read
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.publications.models import SearchDocument
from waarborg.apps.publications.search import clauses, get_index
from waarborg.apps.publications.taking_over import Source, Status, take_over

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("file", ["nl-2023-06-19-full.json", "nl-2026-08-08-reduced.json"])
def test_every_record_that_was_taken_over_is_found(shared_data: Path, file: str) -> None:
    export = read(shared_data / "register" / file)
    standard = load_standard()
    outcomes = list(
        take_over(
            (assess(item, standard) if isinstance(item, Record) else item for item in export.records),
            source=Source(name=export.source_name, url=export.source_url or ""),
            by=SYSTEM,
            at=datetime(2026, 11, 22, tzinfo=UTC),
        )
    )
    accepted = [outcome.item.record.id for outcome in outcomes if outcome.status is Status.ACCEPTED]
    assert len(outcomes) == export.count
    assert get_index().count() == len(accepted) > 100
    assert [public_id for public_id in accepted if found(public_id)[:1] != [public_id]] == []
    documents = list(SearchDocument.objects.order_by("public_id").values_list("public_id", "title"))
    for public_id, title in documents[:: 1 + len(documents) // 100]:
        if clauses.read(title):
            titles = {found_id for page in (1, 2) for found_id in found(f'"{title}"', size=100, page=page)}
            assert public_id in titles, title
