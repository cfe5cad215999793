"""What the pages of a dossier show of its product: the same product elsewhere, and what a template filled in."""

from dataclasses import dataclass
from typing import Any

from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.algorithms.actions import own_key
from waarborg.apps.algorithms.products import queries as products
from waarborg.apps.organisations import rights
from waarborg.apps.publications import drafting
from waarborg.apps.publications.products import queries as uses
from waarborg.web.pages import say
from waarborg.web.products import MOST_ELSEWHERE, UseLine, make_use_lines, name_category

CATEGORY = "publication_category"


@dataclass(frozen=True)
class Elsewhere:
    """The product of a dossier, and who else uses it in which category."""

    product: Any
    named: str
    category: str
    lines: tuple[UseLine, ...]
    others: int
    differing: int
    may_edit: bool


def find_elsewhere(algorithm: Any, entry: Any, person: Any) -> Elsewhere | None:
    """The same product elsewhere; None when the dossier says nothing that could lead to a product."""
    known = algorithms.current_values(algorithm)
    named, supplier = str(known.get("product") or ""), str(known.get("supplier") or "")
    product = uses.find_product_of(entry)
    if product is None and named:
        product = products.find_named(named, supplier)
    if product is None and not (named or supplier):
        return None
    category = str(known.get(CATEGORY) or "")
    rows = uses.list_uses(product).exclude(public_id=algorithm.public_id) if product else None
    others = rows.count() if rows is not None else 0
    same_or_none = ["", category]
    differing = rows.exclude(category__in=same_or_none).count() if rows is not None and category else 0
    first = list(rows[:MOST_ELSEWHERE]) if rows is not None else []
    return Elsewhere(
        product=product,
        named=named,
        category=name_category(category) if category else "",
        lines=tuple(make_use_lines(first, category)),
        others=others,
        differing=differing,
        may_edit=rights.may_somewhere(person, "products.edit"),
    )


@dataclass(frozen=True)
class Waiting:
    """A fact in the words of a supplier that nobody confirmed."""

    key: str
    label: str


@dataclass(frozen=True)
class FromTemplate:
    """What a template filled in and nobody confirmed, and the sentences in it that claim an assessment."""

    template: str
    waiting: tuple[Waiting, ...]
    claims: tuple[Any, ...]
    may_confirm: bool


def find_from_template(algorithm: Any, person: Any) -> FromTemplate | None:
    """What of a template still waits for somebody to confirm it; None when nothing does."""
    waiting = drafting.list_unconfirmed(algorithm)
    if not waiting:
        return None
    vocabulary = load_vocabulary()
    labels = {one.key: vocabulary.find_term(own_key(one.key)) for one in waiting}
    return FromTemplate(
        template=waiting[0].template,
        waiting=tuple(
            Waiting(one.key, say(term.label) if (term := labels[one.key]) else one.key) for one in waiting
        ),
        claims=drafting.list_claims(algorithm),
        may_confirm=rights.may(person, "publications.edit", algorithm.organisation.code),
    )
