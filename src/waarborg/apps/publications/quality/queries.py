"""Reads for pages about quality: one entry, and all entries of an organisation."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, QuerySet, Sum
from django.utils.timezone import localdate

from waarborg.adapters.content_files.quality import load_measures
from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.publications.models import Appraisal, Entry, FindingCount
from waarborg.apps.publications.quality.findings import find_not_carried
from waarborg.core.publication.quality import (
    Age,
    Completeness,
    Freshness,
    measure_completeness,
    measure_freshness,
)


@dataclass(frozen=True)
class Standing:
    """How complete and how fresh a live version is, and which fields its source could not hold."""

    completeness: Completeness
    freshness: Freshness
    changed_on: date
    review_on: date | None
    not_carried: frozenset[str]


def find_standing(public_id: str, *, today: date) -> Standing | None:
    """How complete and fresh the live version of an entry is; None when it has none."""
    entry = Entry.objects.select_related("live").filter(public_id=public_id, live__isnull=False).first()
    return measure_standing(entry, today=today) if entry else None


def measure_standing(entry: Entry, *, today: date) -> Standing | None:
    """The same, for an entry that was read already."""
    version = entry.live
    if version is None:
        return None
    not_carried = find_not_carried(version)
    changed_on = version.registered_on or localdate(version.published_at)
    return Standing(
        completeness=measure_completeness(version.values, standard=load_standard(), not_carried=not_carried),
        freshness=measure_freshness(
            changed_on, today=today, limits=load_measures().limits, review_on=entry.review_on
        ),
        changed_on=changed_on,
        review_on=entry.review_on,
        not_carried=not_carried,
    )


@dataclass(frozen=True)
class Summary:
    """How complete and fresh the live entries of an organisation are together.

    `measured` is how many of them this is about; the others became public before anything was measured.
    """

    measured: int
    filled: int
    expected: int
    ages: Mapping[Age, int]
    reviews_due: int

    @property
    def percentage(self) -> int:
        """The part of all expected fields that is filled, in whole per cents."""
        return int(100 * self.filled / self.expected) if self.expected else 100


def measure_organisation(code: str, *, today: date) -> Summary:
    """How complete and fresh the live entries of an organisation are; one query."""
    ages: Counter[Age] = Counter()
    filled = expected = measured = due = 0
    limits = load_measures().limits
    rows = Appraisal.objects.filter(entry__organisation__code=code, entry__live__isnull=False).order_by()
    for one, of, changed_on, review_on in rows.values_list(
        "filled", "expected", "changed_on", "entry__review_on"
    ):
        fresh = measure_freshness(changed_on, today=today, limits=limits, review_on=review_on)
        measured, filled, expected = measured + 1, filled + one, expected + of
        ages[fresh.age] += 1
        due += fresh.is_review_due
    return Summary(measured, filled, expected, ages, due)


@dataclass(frozen=True)
class Overview:
    """The live entries of an organisation with what was found in them.

    `waiting` have not been looked at yet; `drafts` are not public, so they do not count.
    """

    live: int
    waiting: int
    drafts: int
    filled: int
    expected: int
    per_code: Mapping[str, int]
    newest_on: date | None

    @property
    def percentage(self) -> int:
        """The part of all expected fields that is filled, in whole per cents."""
        return int(100 * self.filled / self.expected) if self.expected else 100


def get_overview(code: str) -> Overview:
    """How many live entries of an organisation have each finding."""
    entries = Entry.objects.filter(organisation__code=code)
    appraised = Appraisal.objects.filter(entry__organisation__code=code, entry__live__isnull=False)
    sums = appraised.aggregate(filled=Sum("filled"), expected=Sum("expected"))
    known = appraised.filter(appraised_on__isnull=False)
    live = entries.filter(live__isnull=False).count()
    rows = FindingCount.objects.filter(entry__organisation__code=code, entry__live__isnull=False)
    return Overview(
        live=live,
        waiting=live - known.count(),
        drafts=entries.filter(live=None, algorithm__isnull=False).count(),
        filled=sums["filled"] or 0,
        expected=sums["expected"] or 0,
        per_code=dict(rows.order_by().values_list("code").annotate(entries=Count("pk"))),
        newest_on=known.order_by("-appraised_on").values_list("appraised_on", flat=True).first(),
    )


def list_lines(code: str, *, finding: str = "") -> QuerySet[Entry]:
    """The live entries of an organisation, those with the most findings first; with `finding`, only those that have it.

    Each with its `appraisal`, its `finding_counts` and, with `finding`, `count` of that one.
    """
    rows = (
        Entry.objects.select_related("live", "appraisal", "algorithm")
        .prefetch_related("finding_counts")
        .filter(organisation__code=code, live__isnull=False)
    )
    if finding:
        rows = rows.filter(finding_counts__code=finding).annotate(count=F("finding_counts__count"))
        return rows.order_by("-count", "public_id")
    return rows.order_by(F("appraisal__findings").desc(nulls_last=True), "public_id")
