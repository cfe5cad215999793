"""Findings with all they need of other entries, and what is kept of them for lists."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from waarborg.apps.algorithms.models import Product, Supplier, Template
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications import publishing, quality
from waarborg.apps.publications.models import Appraisal, CheckedLink, Entry, FindingCount, TextBand, Version
from waarborg.apps.publications.quality import keeping
from waarborg.core.publication.quality import Age
from waarborg.core.publication.workflow import State

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
#: Enough words to be compared.
LONG = (
    "De gemeente gebruikt dit algoritme om meldingen over straten en parken te lezen. Het zoekt uit waar een melding over"
    " gaat en stuurt haar naar de goede afdeling. Een medewerker leest elke melding en kan de keuze wijzigen. Zo is een"
    " kapotte lamp sneller gemaakt dan toen iedereen zelf een soort moest kiezen."
)
Make = Callable[..., Entry]


@pytest.fixture
def make(db: None) -> Make:
    """Puts an entry of an organisation on the public site."""

    def make_entry(
        public_id: str,
        *,
        owner: str = "Gemeente Voorbeeldstad",
        on: date = TODAY,
        original: Any = None,
        **values: Any,
    ) -> Entry:
        body, _ = Organisation.objects.get_or_create(
            code="t-" + owner.lower().replace(" ", "-"), defaults={"name": owner, "kind": "gemeente"}
        )
        entry = Entry.objects.create(
            public_id=public_id, organisation=body, state=State.PUBLISHED, created_at=NOW, changed_at=NOW
        )
        at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
        entry.live = Version.objects.create(
            entry=entry, number=1, values={"name": public_id, **values}, standard="1.0", digest=public_id,
            published_at=at, published_by="t", original=original or {},
        )  # fmt: skip
        entry.save()
        publishing.show([entry])
        return entry

    return make_entry


def codes(entry: Entry, today: date = TODAY) -> set[str]:
    return {problem.code for problem in quality.list_findings(Entry.objects.get(pk=entry.pk), today=today)}


def add_template(values: Mapping[str, object], *, supplier: str = "Voorbeeldsoft") -> Template:
    body = Supplier.objects.create(
        code="s-" + supplier.lower().replace(" ", "-"), name=supplier, created_at=NOW
    )
    product = Product.objects.create(supplier=body, code="slim-melden", name="Slim Melden", created_at=NOW)
    return Template.objects.create(
        product=product, name="Slim Melden", source_id="1", values=dict(values), standard="1.0", file_name="x.json",
        sha256="0" * 64, digest="t" * 64, added_at=NOW, added_by="t",
    )  # fmt: skip


# --- alike ---------------------------------------------------------------------------------------------------


def test_a_text_that_another_organisation_has_too_is_found_and_named(make: Make) -> None:
    first = make("A1", goal=LONG)
    second = make("A2", owner="Gemeente Elders", goal=LONG.replace("parken", "plantsoenen"))
    (found,) = (one for one in quality.list_findings(first, today=TODAY) if one.code == "alike_entry")
    assert "Gemeente Elders" in found.message.nl
    assert "alike_entry" in codes(second)


def test_another_text_or_one_of_the_same_organisation_is_not_alike(make: Make) -> None:
    first = make("A1", goal=LONG)
    make("A2", goal=LONG)
    make("A3", owner="Gemeente Elders", goal=" ".join(reversed(LONG.split())))
    make("A4", owner="Gemeente Elders", goal="De gemeente gebruikt dit algoritme.")
    assert "alike_entry" not in codes(first)


def test_a_withdrawn_text_is_no_longer_alike(make: Make) -> None:
    first, second = make("A1", goal=LONG), make("A2", owner="Gemeente Elders", goal=LONG)
    publishing.hide(entry=second, by="t", at=NOW, reason="Gestopt.")
    assert "alike_entry" not in codes(first)
    assert not TextBand.objects.filter(entry=second).exists()
    assert not Appraisal.objects.filter(entry=second).exists()


def test_a_template_is_compared_in_the_fields_that_both_fill(make: Make) -> None:
    entry = make("A1", goal=LONG)
    add_template({"goal": LONG, "risks": "Heel andere tekst over risico's. " * 20})
    (found,) = (one for one in quality.list_findings(entry, today=TODAY) if one.code == "alike_template")
    assert "Voorbeeldsoft" in found.message.nl


def test_a_public_body_that_shares_its_own_text_did_not_copy_it(make: Make) -> None:
    entry = make("A1", owner="Gemeente Elders", goal=LONG)
    add_template({"goal": LONG}, supplier="gemeente elders")
    assert "alike_template" not in codes(entry)


def test_a_retired_template_does_not_count(make: Make) -> None:
    entry, template = make("A1", goal=LONG), add_template({"goal": LONG})
    Template.objects.filter(pk=template.pk).update(retired_at=NOW)
    assert "alike_template" not in codes(entry)


def test_looking_for_what_is_alike_asks_the_index_of_bands_once(make: Make) -> None:
    entry = make("A1", goal=LONG)
    for number in range(20):
        make(f"B{number}", owner=f"Gemeente {number}", goal=LONG)
    with CaptureQueriesContext(connection) as asked:
        quality.list_findings(entry, today=TODAY)
    assert sum("publications_textband" in query["sql"] for query in asked.captured_queries) == 1
    assert len(asked.captured_queries) <= 4


# --- product, review, links --------------------------------------------------------------------------------------


def test_the_same_product_in_another_category_elsewhere_is_found(make: Make) -> None:
    template = add_template({})
    mine = make("A1", publication_category="Overige algoritmes")
    theirs = make("A2", owner="Gemeente Elders", publication_category="Impactvolle algoritmes")
    Entry.objects.filter(pk__in=(mine.pk, theirs.pk)).update(product=template.product)
    assert "category_differs" in codes(mine)
    Entry.objects.filter(pk=theirs.pk).update(product=None)
    assert "category_differs" not in codes(mine)


def test_a_review_date_that_passed_is_found_from_the_day_after(make: Make) -> None:
    entry = make("A1")
    Entry.objects.filter(pk=entry.pk).update(review_on=TODAY)
    assert "review_passed" not in codes(entry)
    assert "review_passed" in codes(entry, today=date(2026, 11, 23))


@pytest.mark.parametrize(("failures", "is_told"), [(0, False), (1, False), (2, True)])
def test_a_link_is_told_after_two_failures(make: Make, failures: int, is_told: bool) -> None:
    link = "https://www.voorbeeldstad.example/weg"
    entry = make("A1", website=link)
    CheckedLink.objects.create(url=link, outcome="gone", failures=failures, checked_at=NOW)
    assert ("broken_link" in codes(entry)) is is_told


def test_fields_that_the_source_could_not_hold_are_not_called_empty(make: Make) -> None:
    reduced = make("A1", goal=LONG, original={"standard": "1.0-reduced"})
    whole = make("A2", goal=LONG, original={"standard": "1.0"})
    assert "expected" not in codes(reduced)
    assert "expected" in codes(whole)
    standing = quality.find_standing("A1", today=TODAY)
    assert standing is not None
    assert (standing.completeness.filled, standing.completeness.expected) == (2, 3)


# --- what is kept for lists ----------------------------------------------------------------------------------------


def test_what_lists_need_is_kept_up_with_each_version(
    make: Make, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        entry = make("A1", goal="Teneinde te helpen.", on=date(2025, 1, 10))
    known = Appraisal.objects.get(entry=entry)
    assert (known.filled, known.expected, known.changed_on) == (2, 15, date(2025, 1, 10))
    assert known.appraised_on is not None
    assert FindingCount.objects.get(entry=entry, code="jargon").count == 1
    with django_capture_on_commit_callbacks(execute=True):
        Version.objects.filter(pk=entry.live_id).update(values={"name": "A1", "goal": "Om te helpen."})
        publishing.show([entry])
    assert not FindingCount.objects.filter(entry=entry, code="jargon").exists()


def test_a_rebuild_gives_what_was_kept_up(make: Make) -> None:
    for number in range(3):
        make(f"A{number}", owner=f"Gemeente {number}", goal=LONG, risks="Teneinde te mitigeren.")
    gone = make("A9", goal=LONG)
    Entry.objects.filter(pk=gone.pk).update(live=None)
    seen: list[tuple[int, int]] = []
    assert keeping.rebuild(today=TODAY, progress=lambda done, total: seen.append((done, total))) == 3
    assert seen[-1] == (3, 3)
    before = list(FindingCount.objects.values_list("entry", "code", "count"))
    bands = sorted(TextBand.objects.values_list("entry", "band"))
    assert {code for _entry, code, _count in before} >= {"alike_entry", "jargon", "expected"}
    TextBand.objects.all().delete()
    Appraisal.objects.all().delete()
    keeping.rebuild(today=TODAY)
    assert sorted(FindingCount.objects.values_list("entry", "code", "count")) == sorted(before)
    assert sorted(TextBand.objects.values_list("entry", "band")) == bands
    assert not TextBand.objects.filter(entry=gone).exists()


def test_an_organisation_is_counted_per_finding_and_per_age(make: Make) -> None:
    make("A1", goal="Teneinde te helpen.", on=date(2026, 10, 1))
    make("A2", goal="Om te helpen.", on=date(2025, 6, 1))
    make("A3", owner="Gemeente Elders", goal="Teneinde te helpen.")
    keeping.rebuild(today=TODAY)
    code = Entry.objects.get(public_id="A1").organisation.code
    overview = quality.get_overview(code)
    assert (overview.live, overview.waiting, overview.per_code["jargon"]) == (2, 0, 1)
    assert (overview.filled, overview.expected, overview.percentage) == (4, 30, 13)
    summary = quality.measure_organisation(code, today=TODAY)
    assert (summary.measured, summary.percentage) == (2, 13)
    assert (summary.ages.get(Age.FRESH), summary.ages.get(Age.AGEING)) == (1, 1)
    assert [line.public_id for line in quality.list_lines(code, finding="jargon")] == ["A1"]
    assert {line.public_id for line in quality.list_lines(code)} == {"A1", "A2"}


def test_an_organisation_without_entries_is_counted_as_nothing(make: Make) -> None:
    Organisation.objects.create(code="leeg", name="Gemeente Leeg", kind="gemeente")
    overview = quality.get_overview("leeg")
    assert (overview.live, overview.percentage, dict(overview.per_code)) == (0, 100, {})
    assert quality.measure_organisation("leeg", today=TODAY).measured == 0
    assert quality.find_standing("bestaat-niet", today=TODAY) is None
