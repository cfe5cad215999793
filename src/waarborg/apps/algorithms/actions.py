"""All writes to dossiers and their facts."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.apps.algorithms import queries
from waarborg.apps.algorithms.models import Algorithm, Fact
from waarborg.apps.audit import actions as audit
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.terms import identifiers
from waarborg.core.terms.digests import salted_digest

NAME_KEY = "name"


@transaction.atomic
def start_dossier(*, organisation: Organisation, name: str, by: Person, at: datetime) -> Algorithm:
    """Open a dossier for an algorithm of `organisation`; its name is the first fact."""
    rights.demand(by, "algorithms.create", organisation.code)
    name = name.strip()
    load_vocabulary().check(NAME_KEY, name)
    algorithm = Algorithm.objects.create(
        public_id=identifiers.make(secrets.token_bytes(16)),
        organisation=organisation,
        name=name,
        created_at=at,
        created_by=str(by.pk),
    )
    audit.record(
        chain=organisation.code,
        action="algorithms.start_dossier",
        subject=f"algorithm/{algorithm.public_id}",
        by=str(by.pk),
        at=at,
    )
    record_facts(algorithm=algorithm, values={NAME_KEY: name}, by=by, at=at, origin="person")
    return algorithm


@transaction.atomic
def record_facts(
    *, algorithm: Algorithm, values: Mapping[str, object], by: Person, at: datetime, origin: str
) -> list[Fact]:
    """Add what `by` says about the algorithm: a value per key of the vocabulary, None for "not known any more".

    A key may end in `@en` for the English text. A value that is what the dossier says already adds nothing. `origin` tells where it was said: `person`, `entry`,
    `import/<register>`. Raises `core.profile.vocabulary.ValueRefused` for a key or value that does not fit; then
    nothing is added.
    """
    organisation = algorithm.organisation.code
    rights.demand(by, "algorithms.edit", organisation)
    vocabulary = load_vocabulary()
    # Locks the dossier, so that two people who write at once see each other's facts.
    Algorithm.objects.select_for_update().get(pk=algorithm.pk)
    known = queries.current_values(algorithm)
    facts = []
    for key, value in values.items():
        own_key, _, language = key.partition("@")
        if language not in ("", "en"):
            raise KeyError(key)
        if value is None:
            vocabulary.get_key(own_key)
        else:
            vocabulary.check(own_key, value)
        if known.get(key) == value:
            continue
        salt = secrets.token_hex(16)
        facts.append(
            Fact(
                algorithm=algorithm,
                key=key,
                value=value,
                by=str(by.pk),
                at=at,
                origin=origin,
                salt=salt,
                digest=salted_digest(value, salt=salt),
            )
        )
    if not facts:
        return []
    for fact in facts:
        fact.save(force_insert=True)
    if isinstance(values.get(NAME_KEY), str) and algorithm.name != values[NAME_KEY]:
        algorithm.name = str(values[NAME_KEY])
        algorithm.save(update_fields=("name",))
    audit.record(
        chain=organisation,
        action="algorithms.record_facts",
        subject=f"algorithm/{algorithm.public_id}",
        by=str(by.pk),
        at=at,
        about={"facts": {fact.key: fact.digest for fact in facts}, "origin": origin},
    )
    return facts


@transaction.atomic
def redact_fact(*, fact: Fact, by: Person, at: datetime, reason: str) -> None:
    """Take the value of a fact away for good, because it should not be kept. That there was one stays visible.

    The digest stays, so the audit chain still holds; the salt goes, so the value cannot be guessed back.
    """
    algorithm = fact.algorithm
    rights.demand(by, "algorithms.redact", algorithm.organisation.code)
    if not reason.strip():
        raise ValueError("Say why this value is taken away.")
    if fact.redacted_at is not None:
        return
    fact.value = None
    fact.salt = ""
    fact.redacted_at = at
    fact.redacted_by = str(by.pk)
    fact.redaction_reason = reason.strip()
    fact.save(update_fields=("value", "salt", "redacted_at", "redacted_by", "redaction_reason"))
    audit.record(
        chain=algorithm.organisation.code,
        action="algorithms.redact_fact",
        subject=f"algorithm/{algorithm.public_id}",
        by=str(by.pk),
        at=at,
        about={"fact": fact.pk, "key": fact.key, "digest": fact.digest},
    )
