"""A value that should not be kept goes everywhere it was repeated, and the chain still verifies."""

from collections.abc import Callable

import pytest

from tests.integration.publications.conftest import WHOLE, Desk
from waarborg.apps.algorithms.models import Fact
from waarborg.apps.algorithms.queries import find_changed_facts
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.organisations.models import Person
from waarborg.apps.publications import actions, queries
from waarborg.apps.publications.models import Proposal, SearchDocument, Version

pytestmark = pytest.mark.django_db


def test_a_redacted_value_is_gone_from_every_text(
    desk: Desk, person_with_role: Callable[..., Person]
) -> None:
    desk.write(**WHOLE, goal="Gemaakt door J. Voorbeeld.")
    desk.publish()
    officer = person_with_role("privacy_officer")
    fact = Fact.objects.get(key="goal")
    assert actions.redact(fact=fact, by=officer, at=desk.tick(), reason="Naam van een medewerker") == 2
    kept = str(
        [
            *Fact.objects.values_list("value", flat=True),
            *Version.objects.values_list("values", flat=True),
            *Proposal.objects.values_list("values", flat=True),
            *SearchDocument.objects.values_list("body", flat=True),
        ]
    )
    assert "Voorbeeld." not in kept
    assert Version.objects.get().redacted == ["goal"]
    assert verify_chains().broken == ()
    assert queries.find_changed_versions() == []
    assert find_changed_facts() == []


def test_a_version_or_fact_that_was_tampered_with_is_named(desk: Desk) -> None:
    desk.write(**WHOLE)
    desk.publish()
    version = Version.objects.get()
    Version.objects.update(values=version.values | {"name": "Stiekem anders"})
    fact = Fact.objects.get(key="name")
    Fact.objects.filter(pk=fact.pk).update(value="Stiekem anders")
    assert queries.find_changed_versions() == [f"{desk.entry.public_id}/1"]
    assert find_changed_facts() == [f"{desk.entry.public_id}/{fact.pk}"]
