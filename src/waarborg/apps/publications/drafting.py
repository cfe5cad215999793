"""A new dossier from the template of a supplier: filled in, marked as the supplier's words, claiming nothing."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.algorithms.models import Algorithm, Template
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import actions, mapping
from waarborg.apps.publications.actions.writing import find_faults, tidy
from waarborg.apps.publications.models import Entry, WorkingCopy
from waarborg.core.profile.facts import Origin
from waarborg.core.publication.problems import Problem
from waarborg.core.publication.template_claims import FILLED, fill, find_claims

#: The name of the algorithm is asked when the dossier begins.
ASKED = "name"


@transaction.atomic
def start_from_template(
    *, template: Template, organisation: Organisation, name: str, by: Person, at: datetime
) -> Entry:
    """Open a dossier with a draft that holds what the template says of the product.

    Every fact carries the template as its origin, so that pages show it is not confirmed. What a supplier cannot know
    is never filled, and a sentence that claims an assessment is left out, also when the template is older than that
    rule. What does not fit its field waits in the working copy of `by`.
    """
    entry = actions.start_entry(organisation=organisation, name=name, by=by, at=at)
    if entry.algorithm is None:
        raise RuntimeError("A new entry has a dossier.")
    values = tidy(fill(template.values, standard=load_standard()).values)
    values = {field: value for field, value in values.items() if field in FILLED and field != ASKED}
    fitting = {field: value for field, value in values.items() if not find_faults(field, value)}
    said = mapping.facts_from_fields(fitting)
    if template.product is not None:
        said |= {"product": template.product.name, "supplier": template.product.supplier.name}
    algorithms.record_facts(
        algorithm=entry.algorithm,
        values={key: value for key, value in said.items() if value is not None},
        by=by,
        at=at,
        origin=Origin.SUPPLIER,
        origin_detail=name_template(template),
    )
    rest = {field: value for field, value in values.items() if field not in fitting}
    if rest:
        base = facts.newest_fact_id(entry.algorithm)
        WorkingCopy.objects.create(entry=entry, person=by, values=rest, base=base, changed_at=at)
    return entry


def name_template(template: Template) -> str:
    """What the origin of a fact says: the name of the template and its file."""
    return f"{template.name[:60]} ({template.file_name[:30]})"


@dataclass(frozen=True)
class Unconfirmed:
    """A fact that a template filled and nobody confirmed: its key, the field it fills, and the template."""

    key: str
    field: str
    template: str


def list_unconfirmed(algorithm: Algorithm) -> list[Unconfirmed]:
    """What in a dossier still says exactly what a supplier's template said."""
    newest: dict[str, facts.FactLine] = {}
    for line in facts.list_facts(algorithm):
        newest.setdefault(line.key, line)
    return [
        Unconfirmed(key, mapping.field_of_key(key) or "", line.origin_detail)
        for key, line in newest.items()
        if line.origin == Origin.SUPPLIER and line.value is not None
    ]


def list_claims(algorithm: Algorithm) -> tuple[Problem, ...]:
    """Sentences in texts from a template that claim an assessment: findings `template_claim`."""
    fields = {one.field for one in list_unconfirmed(algorithm) if one.field}
    values = mapping.values_from_facts(facts.current_values(algorithm), algorithm.organisation)
    return find_claims(
        {field: value for field, value in values.items() if field in fields}, standard=load_standard()
    )


@transaction.atomic
def confirm(*, algorithm: Algorithm, keys: list[str], by: Person, at: datetime) -> int:
    """Say that what a template filled in is right for this organisation; returns how many facts that were."""
    waiting = {one.key for one in list_unconfirmed(algorithm)} & set(keys)
    known = facts.current_values(algorithm)
    added = algorithms.record_facts(
        algorithm=algorithm, values={key: known[key] for key in sorted(waiting)}, by=by, at=at, confirm=True
    )
    return len(added)
