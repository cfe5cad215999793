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
from waarborg.core.profile.facts import Origin
from waarborg.core.terms import identifiers
from waarborg.core.terms.digests import exact, salted_digest

NAME_KEY = "name"
#: Ends the key of a fact that holds the English version of a text.
ENGLISH = "_en"


@transaction.atomic
def start_dossier(
    *,
    organisation: Organisation,
    name: str,
    by: Person,
    at: datetime,
    public_id: str = "",
    origin: Origin = Origin.PERSON,
    origin_detail: str = "",
) -> Algorithm:
    """Open a dossier for an algorithm of `organisation`; its name is the first fact, from `origin`.

    It gets an id of our own, or keeps the `public_id` it has in another register.
    """
    rights.demand(by, "algorithms.create", organisation.code)
    name = name.strip()
    algorithm = Algorithm.objects.create(
        public_id=public_id or identifiers.make(secrets.token_bytes(16)),
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
    record_facts(
        algorithm=algorithm, values={NAME_KEY: name}, by=by, at=at, origin=origin, origin_detail=origin_detail
    )
    return algorithm


@transaction.atomic
def record_facts(
    *,
    algorithm: Algorithm,
    values: Mapping[str, object],
    by: Person,
    at: datetime,
    origin: Origin = Origin.PERSON,
    origin_detail: str = "",
    confirm: bool = False,
) -> list[Fact]:
    """Add what `by` says about the algorithm: a value per key of the vocabulary, None for "not known any more".

    A key of text may end in `_en` for the English version. A value that is what the dossier says already adds
    nothing, unless `confirm` says that it is said again, by somebody who looked. What the public entry shows is only
    written by who may write that. Raises UnknownKey or WrongValue for a key or value that does not fit; then nothing
    is added.
    """
    organisation = algorithm.organisation.code
    rights.demand(by, "algorithms.edit", organisation)
    for key, value in values.items():
        load_vocabulary().require(own_key(key), value)
        if load_vocabulary().get_term(own_key(key)).publication:
            rights.demand(by, "publications.edit", organisation)
    return _add_facts(
        algorithm,
        values,
        by=str(by.pk),
        at=at,
        origin=origin,
        origin_detail=origin_detail,
        confirm=confirm,
    )


@transaction.atomic
def record_by_system(*, algorithm: Algorithm, values: Mapping[str, object], at: datetime) -> list[Fact]:
    """Add what follows from something else by a rule. Raises UnknownKey or WrongValue as `record_facts` does.

    For actions that have checked what the person may do; never for what the public entry shows.
    """
    for key, value in values.items():
        load_vocabulary().require(own_key(key), value)
        if load_vocabulary().get_term(own_key(key)).publication:
            raise ValueError(f"The public entry shows {key}, so a person must record it.")
    return _add_facts(algorithm, values, by=audit.SYSTEM, at=at, origin=Origin.RULE, origin_detail="")


def _add_facts(
    algorithm: Algorithm,
    values: Mapping[str, object],
    *,
    by: str,
    at: datetime,
    origin: Origin,
    origin_detail: str,
    confirm: bool = False,
) -> list[Fact]:
    # Locks the dossier, so that two people who write at once see each other's facts.
    Algorithm.objects.select_for_update().get(pk=algorithm.pk)
    known = queries.current_values(algorithm)
    facts = []
    for key, value in values.items():
        if known.get(key) == value and not confirm:
            continue
        salt = secrets.token_hex(16)
        facts.append(
            Fact(
                algorithm=algorithm,
                key=key,
                value=value,
                by=by,
                at=at,
                origin=origin,
                origin_detail=origin_detail[:100],
                salt=salt,
                digest=salted_digest(exact(value), salt=salt),
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
        chain=algorithm.organisation.code,
        action="algorithms.record_facts",
        subject=f"algorithm/{algorithm.public_id}",
        by=by,
        at=at,
        about={"facts": {fact.key: fact.digest for fact in facts}, "origin": origin.value},
    )
    return facts


def own_key(key: str) -> str:
    """The key of the vocabulary that `key` is, or is the English version of."""
    return key if load_vocabulary().find_term(key) else key.removesuffix(ENGLISH)


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
