"""All reads of dossiers and their facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet

from waarborg.apps.algorithms.mapping import to_core_fact
from waarborg.apps.algorithms.models import Algorithm, Fact
from waarborg.apps.organisations.queries import NotFound
from waarborg.core.profile.profiles import Profile


def get_algorithm(public_id: str) -> Algorithm:
    """The dossier with this id; raises NotFound."""
    found = Algorithm.objects.select_related("organisation").filter(public_id=public_id).first()
    if found is None:
        raise NotFound(f"There is no dossier {public_id}.")
    return found


def organisation_of_algorithm(public_id: str) -> str:
    """Code of the organisation that keeps this dossier; raises NotFound."""
    code = Algorithm.objects.filter(public_id=public_id).values_list("organisation__code", flat=True).first()
    if code is None:
        raise NotFound(f"There is no dossier {public_id}.")
    return code


def list_algorithms(organisations: Iterable[str] | None) -> QuerySet[Algorithm]:
    """Dossiers by name; of the organisations with these codes, or of all when None."""
    rows = Algorithm.objects.select_related("organisation").order_by("name", "public_id")
    return rows if organisations is None else rows.filter(organisation__code__in=set(organisations))


def get_profile(algorithm: Algorithm) -> Profile:
    """All that was ever said about the algorithm, as a core object."""
    return Profile(to_core_fact(row) for row in Fact.objects.filter(algorithm=algorithm).order_by("id"))


def current_values(algorithm: Algorithm, *, up_to: int | None = None) -> dict[str, object]:
    """The newest value per key, without what is unknown or redacted; as it was at fact `up_to` when given."""
    rows = Fact.objects.filter(algorithm=algorithm).order_by("id")
    if up_to is not None:
        rows = rows.filter(id__lte=up_to)
    newest = dict(rows.values_list("key", "value"))
    return {key: value for key, value in newest.items() if value is not None}


def values_of_many(algorithms: Iterable[Algorithm], keys: Iterable[str]) -> dict[int, dict[str, object]]:
    """The newest values of some keys, for several dossiers at once, by the row id of the dossier."""
    rows = (
        Fact.objects.filter(algorithm__in=list(algorithms), key__in=list(keys))
        .order_by("id")
        .values_list("algorithm_id", "key", "value")
    )
    found: dict[int, dict[str, object]] = {}
    for algorithm_id, key, value in rows:
        found.setdefault(algorithm_id, {})[key] = value
    return found


def newest_fact_id(algorithm: Algorithm) -> int:
    """Id of the newest fact; 0 when there is none."""
    return Fact.objects.filter(algorithm=algorithm).order_by("-id").values_list("id", flat=True).first() or 0


def newest_fact_ids(algorithms: Iterable[int | None]) -> dict[int, int]:
    """Id of the newest fact of several dossiers, by the row id of the dossier; those without facts are left out."""
    rows = Fact.objects.filter(algorithm__in=[pk for pk in algorithms if pk is not None]).order_by()
    return dict(rows.values_list("algorithm_id").annotate(newest=Max("id")))


def authors_since(algorithm: Algorithm, *, keys: Iterable[str], since: int) -> set[str]:
    """Ids of who said something about `keys` after the fact with the id `since` (ever, when that is 0)."""
    rows = Fact.objects.filter(algorithm=algorithm, key__in=list(keys), id__gt=since).order_by()
    return set(rows.values_list("by", flat=True).distinct())


@dataclass(frozen=True)
class FactLine:
    """A fact as a person reads it in the history of a dossier."""

    id: int
    key: str
    value: object
    by: str
    at: datetime
    origin: str
    origin_detail: str
    is_redacted: bool
    redaction_reason: str


def list_facts(algorithm: Algorithm, *, key: str | None = None) -> list[FactLine]:
    """Every fact of the dossier, newest first; of one key when given."""
    rows = Fact.objects.filter(algorithm=algorithm).order_by("-id")
    if key is not None:
        rows = rows.filter(key=key)
    return [
        FactLine(
            id=row.pk,
            key=row.key,
            value=row.value,
            by=row.by,
            at=row.at,
            origin=row.origin,
            origin_detail=row.origin_detail,
            is_redacted=row.redacted_at is not None,
            redaction_reason=row.redaction_reason,
        )
        for row in rows
    ]


def get_fact(algorithm: Algorithm, fact_id: int) -> Fact:
    """The fact with this id in this dossier; raises NotFound."""
    found = (
        Fact.objects.select_related("algorithm__organisation").filter(algorithm=algorithm, pk=fact_id).first()
    )
    if found is None:
        raise NotFound("There is no such fact in this dossier.")
    return found


def names_of_dossiers(public_ids: Iterable[str]) -> dict[str, str]:
    """Names of the dossiers with these ids; ids that belong to none are left out."""
    rows = Algorithm.objects.filter(public_id__in=set(public_ids)).order_by()
    return dict(rows.values_list("public_id", "name"))
