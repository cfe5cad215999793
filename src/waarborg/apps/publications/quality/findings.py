"""What the rules find in a text, with all they need of other entries."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Count

from waarborg.adapters.content_files.quality import load_measures
from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.apps.obligations.queries import get_facts
from waarborg.apps.publications.mapping import ENGLISH
from waarborg.apps.publications.models import CheckedLink, Entry, SearchDocument, Version
from waarborg.apps.publications.quality.likeness import list_alike
from waarborg.apps.publications.workplace import EntryPage
from waarborg.core.framework.applying import apply_framework
from waarborg.core.publication.problems import Problem
from waarborg.core.publication.quality import Context, SameProduct, assess, list_not_carried
from waarborg.core.publication.quality.linking import list_links

#: How many days in a row a link has to fail before it is told.
FAILURES_TOLD = 2


def list_findings(entry: Entry, *, today: date) -> tuple[Problem, ...]:
    """What could be better in the live version of an entry; nothing when it has none."""
    if entry.live is None:
        return ()
    context = make_context(entry, entry.live.values, today=today, version=entry.live)
    return assess(entry.live.values, standard=load_standard(), context=context)


def list_working_findings(page: EntryPage, *, today: date) -> tuple[Problem, ...]:
    """What could be better in the text that a person is writing; the errors of the gate are not among it."""
    values = {
        name: value for name, value in {**page.values, **page.typed}.items() if not name.endswith(ENGLISH)
    }
    context = make_context(page.entry, values, today=today)
    return assess(values, standard=load_standard(), context=context, gate=page.problems)


def make_context(
    entry: Entry, values: Mapping[str, object], *, today: date, version: Version | None = None
) -> Context:
    """What the rules need to know besides `values`; with `version` also what its source could not hold."""
    standard = load_standard()
    return Context(
        today=today,
        measures=load_measures(),
        same_product=_find_same_product(entry),
        alike=list_alike(values, organisation=entry.organisation.code, owner=entry.organisation.name),
        review_on=entry.review_on,
        broken_links=_find_broken([link for _place, link in list_links(values, standard=standard)]),
        not_carried=find_not_carried(version),
        derived_category=_derive_category(entry, today=today),
    )


def _derive_category(entry: Entry, *, today: date) -> str:
    """The category that follows from the facts of the dossier; empty without a dossier, or when too little is known."""
    if entry.algorithm is None:
        return ""
    framework = load_framework()
    return apply_framework(framework, get_facts(framework, entry.algorithm), on=today).category


def find_not_carried(version: Version | None) -> frozenset[str]:
    """The fields that the file a version was taken over from does not have."""
    if version is None or not version.original:
        return frozenset()
    return list_not_carried(load_standard(), source_version=str(version.original.get("standard") or ""))


def _find_same_product(entry: Entry) -> SameProduct | None:
    if entry.product is None:
        return None
    rows = (
        SearchDocument.objects.filter(entry__product=entry.product_id)
        .exclude(organisation=entry.organisation.code)
        .exclude(category="")
        .order_by()
        .values_list("category")
        .annotate(entries=Count("pk"))
    )
    return SameProduct(entry.product.name, dict(rows))


def _find_broken(links: list[str]) -> frozenset[str]:
    if not links:
        return frozenset()
    rows = CheckedLink.objects.filter(url__in=links, failures__gte=FAILURES_TOLD).order_by()
    return frozenset(rows.values_list("url", flat=True))
