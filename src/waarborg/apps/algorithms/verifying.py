"""Whether facts are what the audit chain says was written: no more, no fewer, and by the same person."""

from collections import Counter

from waarborg.apps.algorithms.models import Fact
from waarborg.apps.audit.models import Event
from waarborg.core.terms.digests import exact, salted_digest


def find_changed_facts() -> list[str]:
    """Every fact that was changed, put in or taken out behind the audit chain, as `dossier/key`; each once.

    A fact without a value counts as redacted only when the chain says that it was.
    """
    told: Counter[tuple[object, ...]] = Counter()
    for event in Event.objects.filter(action="algorithms.record_facts").order_by("id").iterator():
        dossier = event.subject.removeprefix("algorithm/")
        told.update(
            (dossier, key, digest, event.by, event.at) for key, digest in event.about["facts"].items()
        )
    redactions = Event.objects.filter(action="algorithms.redact_fact").order_by("id")
    redacted = {(event.subject, event.about["fact"]) for event in redactions.iterator()}
    there: Counter[tuple[object, ...]] = Counter()
    wrong = set()
    for fact in Fact.objects.select_related("algorithm").order_by("id").iterator(chunk_size=2000):
        dossier = fact.algorithm.public_id
        there[(dossier, fact.key, fact.digest, fact.by, fact.at)] += 1
        if fact.redacted_at is None:
            is_right = salted_digest(exact(fact.value), salt=fact.salt) == fact.digest
        else:
            is_right = (f"algorithm/{dossier}", fact.pk) in redacted and fact.value is None
        if not is_right:
            wrong.add(f"{dossier}/{fact.key}")
    differing = (told - there) + (there - told)
    return sorted(wrong | {f"{dossier}/{key}" for dossier, key, *_ in differing})
