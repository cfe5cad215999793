"""Entries of other organisations, and templates of suppliers, whose text is nearly the same as a text."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.db.models import Count

from waarborg.adapters.content_files.quality import load_measures
from waarborg.apps.algorithms.models import Template
from waarborg.apps.publications.models import Entry, TextBand
from waarborg.core.publication.quality import Alike
from waarborg.core.publication.quality.likeness import (
    gather_text,
    list_bands,
    list_shared,
    list_shingles,
    measure_likeness,
    sign,
)
from waarborg.core.publication.quality.rules import PROSE
from waarborg.core.publication.quality.words import find_words
from waarborg.core.publication.wordings import fold

#: Candidates that are compared in full; those that share the most bands come first.
MOST_COMPARED = 12
MOST_REMEMBERED = 2000


def is_long_enough(text: str) -> bool:
    """Whether a text has enough words to be compared; short ones are alike by chance."""
    return len(find_words(text)) >= load_measures().limits.alike_words


def list_bands_of(values: Mapping[str, object]) -> tuple[int, ...]:
    """The bands of the text of an entry; none when it is too short."""
    text = gather_text(values)
    return list_bands(sign(list_shingles(text))) if is_long_enough(text) else ()


def list_alike(values: Mapping[str, object], *, organisation: str, owner: str) -> tuple[Alike, ...]:
    """Live entries of other organisations and templates with nearly the text of `values`, the closest first.

    `organisation` is the code and `owner` the name of whose text it is: a public body may share its own text as a
    template, and then that is no copy.
    """
    text = gather_text(values)
    if not is_long_enough(text):
        return ()
    found = [*_compare_entries(list_shingles(text), organisation), *_compare_templates(values, owner)]
    return tuple(sorted(found, key=lambda one: (-one.share, one.is_template, one.place)))


def _compare_entries(shingles: frozenset[str], organisation: str) -> list[Alike]:
    candidates = (
        TextBand.objects.filter(band__in=list_bands(sign(shingles)), entry__live__isnull=False)
        .exclude(entry__organisation__code=organisation)
        .order_by()
        .values("entry")
        .annotate(shared=Count("pk"))
        .order_by("-shared", "entry")
        .values_list("entry", flat=True)[:MOST_COMPARED]
    )
    entries = Entry.objects.select_related("live", "organisation").filter(pk__in=list(candidates))
    limit, found = load_measures().limits.alike, []
    for entry in entries.order_by("pk"):
        if entry.live is None:
            continue
        share = measure_likeness(shingles, list_shingles(gather_text(entry.live.values)))
        if share >= limit:
            title = str(entry.live.values.get("name") or entry.public_id)
            found.append(Alike(share, title, entry.organisation.name, entry.public_id))
    return found


class _Remembered:
    """The texts of templates by their digest, so that each is read once."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, dict[str, object]] = OrderedDict()

    def read(self, digests: Iterable[str]) -> dict[str, dict[str, object]]:
        """The running texts of the templates with these digests, by field."""
        wanted = list(dict.fromkeys(digests))
        missing = [digest for digest in wanted if digest not in self._known]
        if missing:
            rows = Template.objects.filter(digest__in=missing).order_by().values_list("digest", "values")
            for digest, values in rows:
                self._known[digest] = {key: values[key] for key in PROSE if values.get(key)}
        while len(self._known) > max(MOST_REMEMBERED, len(wanted)):
            self._known.popitem(last=False)
        return {digest: self._known.get(digest, {}) for digest in wanted}


_templates = _Remembered()


@lru_cache(maxsize=MOST_REMEMBERED)
def _list_shingles(text: str) -> frozenset[str]:
    return list_shingles(text) if is_long_enough(text) else frozenset()


def _compare_templates(values: Mapping[str, object], owner: str) -> list[Alike]:
    """Templates of which the fields that both fill say nearly the same."""
    rows = list(
        Template.objects.filter(retired_at=None)
        .order_by("pk")
        .values_list("digest", "name", "pk", "product__supplier__name")
    )
    known = _templates.read(digest for digest, *_ in rows)
    own: dict[tuple[str, ...], frozenset[str]] = {}
    limit, found = load_measures().limits.alike, []
    for digest, name, pk, supplier in rows:
        if fold(supplier or "") == fold(owner):
            continue
        shared = list_shared(values, known[digest])
        if shared not in own:
            own[shared] = list_shingles(gather_text(values, fields=shared))
        theirs = _list_shingles(gather_text(known[digest], fields=shared))
        if min(len(own[shared]), len(theirs)) < limit * max(len(own[shared]), len(theirs)):
            continue
        share = measure_likeness(own[shared], theirs)
        if share >= limit:
            found.append(Alike(share, name, supplier or name, str(pk), is_template=True))
    return found
