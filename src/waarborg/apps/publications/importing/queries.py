"""Reads about files that were brought in: which there are, what is in them and what came of it."""

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet

from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications.importing.actions import IMPORT, PLATFORM
from waarborg.apps.publications.models import ColumnMapping, ImportFile, ImportLine

#: More words than this make no difference, and too deep a question for the database.
MOST_WORDS = 20


def list_files(person: Person) -> QuerySet[ImportFile]:
    """The files that this person may see, newest first."""
    rows = ImportFile.objects.select_related("organisation")
    reach = rights.reach(person, IMPORT)
    mine = Q(organisation__isnull=False) if reach is None else Q(organisation__code__in=reach)
    if rights.may_somewhere(person, PLATFORM):
        mine |= Q(organisation__isnull=True)
    return rows.filter(mine).order_by("-at", "-id")


def get_file(reference: str, person: Person) -> ImportFile:
    """The file with this reference, for who may see it; raises NotFound."""
    found = list_files(person).filter(reference=reference).first()
    if found is None:
        raise NotFound(f"There is no import {reference}.")
    return found


def list_lines(file: ImportFile, *, outcome: str = "", words: str = "") -> QuerySet[ImportLine]:
    """The records of a file in order, of one outcome or result, or with these words in title or id."""
    rows = ImportLine.objects.select_related("entry").filter(file=file).order_by("position")
    if outcome in ImportLine.Outcome.values:
        rows = rows.filter(outcome=outcome)
    elif outcome == "notes":
        rows = rows.exclude(notes=[])
    elif outcome == "written":
        rows = rows.filter(result=ImportLine.Result.WRITTEN)
    elif outcome == "failed":
        rows = rows.filter(result=ImportLine.Result.REFUSED)
    for word in words.split()[:MOST_WORDS]:
        rows = rows.filter(Q(title__icontains=word) | Q(public_id__icontains=word))
    return rows


def count_findings(file: ImportFile) -> int:
    """How many findings the records of a file have together."""
    rows = ImportLine.objects.filter(file=file).order_by().values_list("findings", flat=True)
    return sum(len(findings) for findings in rows.iterator(chunk_size=2000))


def list_report(file: ImportFile) -> Iterator[dict[str, object]]:
    """Each record as plain data, in the form that commands use for records, with what was done."""
    rows = ImportLine.objects.filter(file=file).order_by("position")
    for row in rows.iterator(chunk_size=500):
        yield {
            "position": row.position,
            "id": row.public_id or None,
            "title": row.title,
            "status": row.outcome,
            "result": row.result,
            "fields": sorted(row.differences),
            "changes": [{"field": field, "kind": kind} for field, kind in row.changes],
            "findings": [{"field": field, "code": code} for field, code in row.findings],
            "notes": row.notes,
            "errors": row.errors,
        }


def list_mappings(organisation: Organisation) -> list[ColumnMapping]:
    """The kept namings of columns of an organisation, by name."""
    return list(ColumnMapping.objects.filter(organisation=organisation).order_by("name"))


def list_own(person: Person, codes: Iterable[str] | None) -> list[Organisation]:
    """The organisations for which this person may bring in files, by name."""
    rows = Organisation.objects.filter(is_current=True).order_by("name", "code")
    if codes is not None:
        rows = rows.filter(code__in=set(codes))
    return list(rows[:200])
