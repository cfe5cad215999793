"""Public entries that resemble a public entry, each with the reason why."""

from dataclasses import dataclass

from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications.models import Entry, SearchDocument
from waarborg.apps.publications.search import get_index
from waarborg.apps.publications.search.port import NONE

#: How many entries with resembling texts are looked at before themes and products put them in order.
CONSIDERED = 40
#: What an equal product, theme or category adds to the likeness of the texts, which runs from 0 to 1.
SAME_PRODUCT, SAME_THEME, SAME_CATEGORY = 0.5, 0.15, 0.05
MOST_REASON_WORDS = 5


@dataclass(frozen=True)
class Resembling:
    """An entry that resembles another, and why: words both use, and what else is the same."""

    public_id: str
    title: str
    summary: str
    organisation: str
    organisation_name: str
    status: str
    words: tuple[str, ...]
    product: str
    themes: tuple[str, ...]


def list_resembling(public_id: str, *, most: int) -> list[Resembling]:
    """The entries most like this one, best first; raises NotFound when it is not public.

    Texts that share words few entries use come first; an equal product, theme or category adds to that.
    """
    own = SearchDocument.objects.filter(public_id=public_id, entry__live__isnull=False).first()
    if own is None:
        raise NotFound(f"There is no public entry {public_id}.")
    alike = {one.entry_id: one for one in get_index().find_alike(own.pk, CONSIDERED)}
    keys = set(alike) | set(_with_product(own))
    rows = SearchDocument.objects.filter(pk__in=keys).exclude(pk=own.pk).order_by("title", "public_id")
    found = []
    for row in rows:
        themes = tuple(theme for theme in row.themes if theme in own.themes and theme != NONE)
        product = row.product_name if row.product and row.product == own.product else ""
        text = alike[row.pk].score if row.pk in alike else 0.0
        score = (
            text
            + SAME_PRODUCT * bool(product)
            + SAME_THEME * bool(themes)
            + SAME_CATEGORY * (row.category == own.category)
        )
        words = alike[row.pk].words[:MOST_REASON_WORDS] if row.pk in alike else ()
        found.append(
            (
                score,
                Resembling(
                    public_id=row.public_id,
                    title=row.title,
                    summary=row.summary,
                    organisation=row.organisation,
                    organisation_name=row.organisation_name,
                    status=row.status,
                    words=words,
                    product=product,
                    themes=themes,
                ),
            )
        )
    found.sort(key=lambda one: -one[0])
    return [one for _score, one in found[:most]]


def _with_product(own: SearchDocument) -> list[int]:
    """Entries about the same product."""
    if not own.product:
        return []
    rows = Entry.objects.filter(product__code=own.product, live__isnull=False).exclude(pk=own.pk)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:CONSIDERED])
