"""What somebody may be about to type: titles, organisations and products that begin so."""

from itertools import islice

from waarborg.apps.publications.models import SearchDocument
from waarborg.apps.publications.search import clauses, words
from waarborg.apps.publications.search.bodies import Bodies, Body
from waarborg.apps.publications.search.columns import Columns
from waarborg.apps.publications.search.facets import read_labels
from waarborg.apps.publications.search.marking import mark
from waarborg.apps.publications.search.port import NamedBody, Suggestions
from waarborg.apps.publications.search.store import Store

#: Fewer characters say too little.
SHORTEST = 2
#: So many names that begin so are weighed.
MOST_WEIGHED = 200
#: A word that more organisations have in their names is too common to tell.
MOST_ALIKE = 40


def suggest(store: Store, columns: Columns, bodies: Bodies, typed: str, most: int) -> Suggestions:
    """Titles that begin as what was typed, then titles with such words; organisations and products with such names."""
    asked = clauses.read(typed)
    if len(typed.strip()) < SHORTEST or not asked:
        return Suggestions()
    beginning = clauses.find_prefix(asked) or asked
    ids = dict.fromkeys(store.find_names(words.sort_key(" ".join(typed.split())), most))
    if len(ids) < most:
        ids |= dict.fromkeys(store.find_titles(beginning, 2 * most))
    chosen = [one for one in ids if columns.everyone >> one & 1][:most]
    rows = {
        pk: (public_id, mark(title, beginning), organisation)
        for pk, public_id, title, organisation in SearchDocument.objects.filter(pk__in=chosen)
        .order_by("pk")
        .values_list("pk", "public_id", "title", "organisation_name")
    }
    found = [show_body(columns, body) for body in islice(bodies.find_beginning(typed), MOST_WEIGHED)]
    found = [body for body in found if body.count or bodies.by_code[body.code].is_current]
    found.sort(key=lambda body: (-body.count, body.name))
    return Suggestions(
        entries=tuple(rows[one] for one in chosen if one in rows),
        bodies=tuple(found[:most]),
        products=_find_products(columns, typed, most),
    )


def show_body(columns: Columns, body: Body) -> NamedBody:
    """An organisation with how many entries it has."""
    count = columns.facets["organisations"].get(body.code, 0).bit_count()
    return NamedBody(body.code, body.name, body.name_en, count)


def list_alike(columns: Columns, bodies: Bodies, typed: str) -> list[NamedBody]:
    """Organisations with entries that have most of the words in their names.

    Words that many have (`gemeente`) say nothing.
    """
    names = {
        code: " ".join(words.find_plain(" ".join((body.name, body.name_en, *body.other_names))))
        for code, body in bodies.by_code.items()
        if code in columns.facets["organisations"]
    }
    parts = {part for part in words.find_plain(typed) if len(part) > 2}
    telling = [part for part in parts if sum(part in name for name in names.values()) <= MOST_ALIKE]
    scores = {code: sum(part in name for part in telling) for code, name in names.items()}
    found = [show_body(columns, bodies.by_code[code]) for code, score in scores.items() if score]
    return sorted(found, key=lambda body: (-scores[body.code], body.name))


def _find_products(columns: Columns, typed: str, most: int) -> tuple[tuple[str, str], ...]:
    """Products with entries of which the name has words that begin so, those with most entries first."""
    if not columns.facets["products"]:
        return ()
    names = read_labels(columns, [("products", value) for _, value, _ in columns.by_size("products")])
    asked = words.find_plain(typed)
    found = (
        (code, name)
        for (_, code), name in names.items()
        if all(any(word.startswith(one) for word in words.find_plain(name)) for one in asked)
    )
    return tuple(islice(found, most))
