"""A value that should not be kept goes everywhere it was repeated, and the chain still verifies."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.integration.publications.conftest import WHOLE, Desk
from tests.integration.publications.test_taking_over import adopted
from waarborg.apps.algorithms.models import Fact
from waarborg.apps.algorithms.verifying import find_changed_facts
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.organisations.models import Grant, Person
from waarborg.apps.organisations.verifying import find_changed_grants
from waarborg.apps.publications import actions, verifying
from waarborg.apps.publications.mapping import content_digest
from waarborg.apps.publications.models import Proposal, SearchDocument, Step, Version
from waarborg.core.terms.digests import salted_digest

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
    assert verifying.find_changed_versions() == []
    assert find_changed_facts() == []


def everything_wrong() -> dict[str, list[str]]:
    found = {
        "facts": find_changed_facts(),
        "versions": verifying.find_changed_versions(),
        "proposals": verifying.find_changed_proposals(),
        "steps": verifying.find_changed_steps(),
        "roles": find_changed_grants(),
    }
    return {kind: names for kind, names in found.items() if names}


def rehash_fact() -> None:
    fact = Fact.objects.get(key="status")
    Fact.objects.filter(pk=fact.pk).update(value="Anders", digest=salted_digest("Anders", salt=fact.salt))


def rehash_version() -> None:
    version = Version.objects.get()
    values = {**version.values, "name": "Anders"}
    Version.objects.update(values=values, digest=content_digest(values, version.values_en))


TAMPERINGS: dict[str, tuple[str, Callable[[], object]]] = {
    "a value changed": ("facts", lambda: Fact.objects.filter(key="name").update(value="Anders")),
    "a value and its digest changed": ("facts", rehash_fact),
    "a fact taken out": ("facts", lambda: Fact.objects.filter(key="status").delete()),
    "a fact of somebody else": ("facts", lambda: Fact.objects.filter(key="status").update(by="x")),
    "a fact called redacted": (
        "facts",
        lambda: Fact.objects.filter(key="status").update(value=None, redacted_at=NOW),
    ),
    "a version changed": ("versions", lambda: Version.objects.update(values={"name": "Anders"})),
    "a version and its digest changed": ("versions", rehash_version),
    "a version called redacted": ("versions", lambda: Version.objects.update(values={}, redacted=["goal"])),
    "a version of somebody else": ("versions", lambda: Version.objects.update(published_by="x")),
    "authors taken off a proposal": ("proposals", lambda: Proposal.objects.update(authors=[])),
    "a proposal changed": ("proposals", lambda: Proposal.objects.update(values={})),
    "the reason of a step changed": (
        "steps",
        lambda: Step.objects.filter(name="submit").update(reason="Anders"),
    ),
    "a step taken out": ("steps", lambda: Step.objects.filter(name="approve").delete()),
    "a role put in": ("roles", lambda: Grant.objects.filter(role="editor").update(role="administrator")),
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_what_was_tampered_with_is_named(desk: Desk, what: str) -> None:
    desk.write(**WHOLE)
    desk.publish("Eerste versie")
    assert everything_wrong() == {}
    kind, tamper = TAMPERINGS[what]
    tamper()
    assert list(everything_wrong()) == [kind]


def test_redacting_an_adopted_entry_takes_the_original_away_too(
    tmp_path: Path, person_with_role: Callable[..., Person]
) -> None:
    entry = adopted(tmp_path, person_with_role("editor"), doel="Gemaakt door J. Voorbeeld.")
    officer = person_with_role("privacy_officer")
    fact = Fact.objects.get(algorithm=entry.algorithm, key="goal")
    actions.redact(fact=fact, by=officer, at=NOW, reason="Naam van een medewerker")
    kept = str(
        [Version.objects.values_list("values", "original", "leftover"), Fact.objects.values_list("value")]
    )
    assert "Voorbeeld." not in kept
    assert everything_wrong() == {}
