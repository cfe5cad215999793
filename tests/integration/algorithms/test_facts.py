"""Facts in the database: added, never changed; redacted with the chain whole."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.conftest import NOW
from waarborg.apps.algorithms import actions, queries
from waarborg.apps.algorithms.models import Algorithm, Fact
from waarborg.apps.audit.models import Event
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.core.profile.vocabulary import UnknownKey, WrongValue
from waarborg.core.terms import identifiers
from waarborg.core.terms.digests import salted_digest

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(person_with_role: Callable[..., Person]) -> Person:
    return person_with_role("editor")


@pytest.fixture
def algorithm(organisation: Organisation, editor: Person) -> Algorithm:
    return actions.start_dossier(organisation=organisation, name="Parkeren", by=editor, at=NOW)


def test_a_dossier_begins_with_its_name_and_an_id_of_our_own(algorithm: Algorithm) -> None:
    assert identifiers.is_own(algorithm.public_id)
    assert queries.current_values(algorithm) == {"name": "Parkeren"}


def test_the_state_of_a_dossier_at_any_moment(algorithm: Algorithm, editor: Person) -> None:
    for days, value in ((1, True), (2, False), (3, None)):
        actions.record_facts(
            algorithm=algorithm,
            values={"uses_personal_data": value},
            by=editor,
            at=NOW + timedelta(days=days),
        )
    profile = queries.get_profile(algorithm)
    known = [
        profile.state_at(NOW + timedelta(days=days)).find_value("uses_personal_data") for days in range(4)
    ]
    assert known == [None, True, False, None]


def test_saying_the_same_again_adds_nothing(algorithm: Algorithm, editor: Person) -> None:
    for _ in range(2):
        actions.record_facts(algorithm=algorithm, values={"uses_personal_data": True}, by=editor, at=NOW)
    assert Fact.objects.filter(key="uses_personal_data").count() == 1


@pytest.mark.parametrize(
    ("values", "error"),
    [({"uses_personaldata": True}, UnknownKey), ({"uses_personal_data": "misschien"}, WrongValue)],
)
def test_what_does_not_fit_the_vocabulary_is_refused_whole(
    algorithm: Algorithm, editor: Person, values: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        actions.record_facts(algorithm=algorithm, values={"name": "Anders", **values}, by=editor, at=NOW)
    assert queries.current_values(algorithm) == {"name": "Parkeren"}


def test_a_new_name_shows_in_lists(algorithm: Algorithm, editor: Person) -> None:
    actions.record_facts(algorithm=algorithm, values={"name": "Betaald parkeren"}, by=editor, at=NOW)
    assert queries.list_algorithms(None)[0].name == "Betaald parkeren"


def test_redacting_takes_the_value_away_and_keeps_the_chain(
    algorithm: Algorithm, editor: Person, person_with_role: Callable[..., Person]
) -> None:
    (fact,) = actions.record_facts(
        algorithm=algorithm, values={"goal": "Noemt J. Voorbeeld"}, by=editor, at=NOW
    )
    digest, salt = fact.digest, fact.salt
    assert digest == salted_digest("Noemt J. Voorbeeld", salt=salt)
    officer = person_with_role("privacy_officer")
    actions.redact_fact(fact=fact, by=officer, at=NOW, reason="Naam van een inwoner")
    fact.refresh_from_db()
    assert (fact.value, fact.salt, fact.digest) == (None, "", digest)
    assert "goal" not in queries.current_values(algorithm)
    assert queries.get_profile(algorithm).latest().is_redacted("goal")
    assert verify_chains().broken == ()
    assert "Voorbeeld" not in str(list(Event.objects.values_list("about", flat=True)))


def test_an_editor_may_not_redact(algorithm: Algorithm, editor: Person) -> None:
    with pytest.raises(NotAllowed):
        actions.redact_fact(fact=Fact.objects.get(), by=editor, at=NOW, reason="Zomaar")


def test_redacting_needs_a_reason(algorithm: Algorithm, person_with_role: Callable[..., Person]) -> None:
    with pytest.raises(ValueError, match="why"):
        actions.redact_fact(
            fact=Fact.objects.get(), by=person_with_role("privacy_officer"), at=NOW, reason=" "
        )


def test_what_the_public_reads_is_written_only_by_who_may_write_that(
    algorithm: Algorithm, person_with_role: Callable[..., Person]
) -> None:
    officer = person_with_role("privacy_officer")
    actions.record_facts(algorithm=algorithm, values={"uses_personal_data": True}, by=officer, at=NOW)
    with pytest.raises(NotAllowed):
        actions.record_facts(algorithm=algorithm, values={"goal": "Door de verkeerde."}, by=officer, at=NOW)


def test_a_person_of_another_organisation_adds_nothing(
    algorithm: Algorithm, other_organisation: Organisation, person_with_role: Callable[..., Person]
) -> None:
    stranger = person_with_role("editor", other_organisation)
    with pytest.raises(NotAllowed):
        actions.record_facts(algorithm=algorithm, values={"name": "Gekaapt"}, by=stranger, at=NOW)
