"""What each record of a file would do to the dossiers of an organisation, before anything is written."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from waarborg.adapters.exchange import Assessed, Fault, Refusal
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.algorithms.actions import ENGLISH as ENGLISH_FACT
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.organisations.queries import NameIndex
from waarborg.apps.publications import mapping
from waarborg.apps.publications.actions.writing import find_faults, tidy
from waarborg.apps.publications.importing import wordings
from waarborg.apps.publications.models import Entry, ImportLine
from waarborg.core.publication.merging import is_same
from waarborg.core.publication.workflow import State
from waarborg.core.terms import identifiers
from waarborg.core.terms.digests import digest
from waarborg.core.terms.text import Text

ASSESSMENTS = "impacttoetsen_grouping"
SOURCE_ID = "source_id"
_OFFICIAL_ID = re.compile(r"[1-9]{8}")  # eight digits, none of them a zero
WRITABLE = (State.DRAFT, State.PUBLISHED, State.ARCHIVED)
Outcome = ImportLine.Outcome


@dataclass(frozen=True)
class Judged:
    """A record with what it would do: `values` are the fields it says, `unfit` those that cannot be what they mean.

    `differences` holds, per field, what stands there now and what the file says.
    """

    position: int
    public_id: str
    title: str
    outcome: str
    values: Mapping[str, object] = field(default_factory=dict)
    unfit: Mapping[str, object] = field(default_factory=dict)
    differences: Mapping[str, tuple[object, object]] = field(default_factory=dict)
    entry: Entry | None = None
    base: int = 0
    notes: tuple[Text, ...] = ()
    errors: tuple[Fault, ...] = ()
    item: Assessed | None = None


class Judge:
    """Compares records of one file with the dossiers of one organisation. Remembers which it saw."""

    def __init__(self, organisation: Organisation, *, file_name: str, seen: Iterable[str] = ()) -> None:
        self.organisation = organisation
        self.file_name = file_name
        self._names = NameIndex()
        self._seen = set(seen)
        self._by_source = self._read_source_ids()
        self._without_entry: set[str] = set()

    def judge(self, items: Sequence[Assessed | Refusal]) -> list[Judged]:
        """What each of these records would do. A few queries, however many there are."""
        entries = self._find_entries(items)
        known = _read_values(entries.values(), self.organisation)
        return [self._judge_one(item, entries, known) for item in items]

    def _read_source_ids(self) -> dict[str, set[str]]:
        """The ids of the dossiers that have each id of the organisation's own administration."""
        key = mapping.fact_key(SOURCE_ID)
        rows = list(Algorithm.objects.filter(organisation=self.organisation).order_by("id"))
        values = facts.values_of_many(rows, [key]) if key else {}
        found: dict[str, set[str]] = {}
        for row in rows:
            value = values.get(row.pk, {}).get(str(key))
            if isinstance(value, str) and value:
                found.setdefault(value, set()).add(row.public_id)
        return found

    def _find_entries(self, items: Sequence[Assessed | Refusal]) -> dict[str, Entry]:
        ids: set[str] = set()
        for item in items:
            if isinstance(item, Assessed):
                ids |= {item.record.id, public_id_of(item, self.organisation)}
                ids |= self._by_source.get(_source_id(item), set())
        taken = Algorithm.objects.filter(public_id__in=ids, entry=None).order_by()
        self._without_entry = set(taken.values_list("public_id", flat=True))
        rows = Entry.objects.select_related("algorithm", "organisation", "live").filter(public_id__in=ids)
        return {row.public_id: row for row in rows.order_by("id")}

    def _judge_one(
        self,
        item: Assessed | Refusal,
        entries: Mapping[str, Entry],
        known: Mapping[int, tuple[dict[str, object], int]],
    ) -> Judged:
        if isinstance(item, Refusal):
            return Judged(item.position, item.id or "", item.title, Outcome.REFUSED, errors=item.errors)
        refused = Judged(
            item.record.position,
            public_id_of(item, self.organisation),
            item.record.title,
            Outcome.REFUSED,
            item=item,
        )
        if not item.is_accepted:
            return replace(refused, errors=item.errors)
        if fault := self._find_foreign(item):
            return replace(refused, errors=(fault,))
        target = self._find_target(item, refused.public_id, entries)
        if isinstance(target, Fault):
            return replace(refused, errors=(target,))
        identity = target.public_id if target else refused.public_id
        if fault := self._find_double(item, identity):
            return replace(refused, errors=(fault,))
        self._seen.add(identity)
        return self._compare(replace(refused, public_id=identity, entry=target), item, known)

    def _find_foreign(self, item: Assessed) -> Fault | None:
        record = item.record
        code = self._names.find_code(record.organisation, code=record.organisation_code)
        named = record.organisation.casefold().strip()
        if code == self.organisation.code or named == self.organisation.name.casefold():
            return None
        return self._fault(
            item, "organization", *wordings.foreign(record.organisation, self.organisation.name)
        )

    def _find_target(
        self, item: Assessed, identity: str, entries: Mapping[str, Entry]
    ) -> Entry | Fault | None:
        """The entry that the record is about, None for a new one, or why it cannot be told or changed."""
        found = entries.get(identity) or self._find_own(entries.get(item.record.id))
        of_source = self._by_source.get(_source_id(item), set())
        if found is None and len(of_source) > 1:
            return self._fault(item, SOURCE_ID, *wordings.several(_source_id(item)))
        if found is None and of_source:
            found = entries.get(next(iter(of_source)))
        if found is None:
            if identity in self._without_entry:
                return self._fault(item, "id", *wordings.TAKEN)
            return None
        if found.organisation_id != self.organisation.pk:
            return self._fault(item, "id", *wordings.TAKEN)
        if found.algorithm_id is None:
            return self._fault(item, "id", *wordings.NOT_ADOPTED)
        if found.state not in WRITABLE or (found.state == State.ARCHIVED and found.live_id is not None):
            return self._fault(item, "id", *wordings.fixed(State(found.state)))
        return found

    def _find_own(self, entry: Entry | None) -> Entry | None:
        """An entry with an id of another kind, which only says something within the organisation."""
        return entry if entry is not None and entry.organisation_id == self.organisation.pk else None

    def _find_double(self, item: Assessed, identity: str) -> Fault | None:
        if identity not in self._seen:
            return None
        return self._fault(item, "id", *wordings.DOUBLE)

    def _compare(
        self, judged: Judged, item: Assessed, known: Mapping[int, tuple[dict[str, object], int]]
    ) -> Judged:
        values, claimed = read_values(item)
        unfit = {name: value for name, value in values.items() if find_faults(name, value)}
        fitting = {name: value for name, value in values.items() if name not in unfit}
        notes = [wordings.claimed(claimed)] if claimed else []
        if judged.entry is None:
            if unfit:
                notes.append(wordings.unfit(unfit, kept=True))
            return replace(judged, outcome=Outcome.NEW, values=fitting, unfit=unfit, notes=tuple(notes))
        now, base = known.get(judged.entry.pk, ({}, 0))
        differences = {
            name: (now.get(name), value)
            for name, value in fitting.items()
            if not is_same(value, now.get(name))
        }
        if unfit:
            notes.append(wordings.unfit(unfit, kept=False))
        if judged.entry.state == State.ARCHIVED:
            notes.append(wordings.REOPENS)
        elif judged.entry.state == State.PUBLISHED and differences:
            notes.append(wordings.REVISES)
        outcome = Outcome.CHANGED if differences else Outcome.UNCHANGED
        return replace(
            judged, outcome=outcome, values=fitting, differences=differences, base=base, notes=tuple(notes)
        )

    def _fault(self, item: Assessed, where: str, message: Text, remedy: Text) -> Fault:
        return Fault(
            file=self.file_name, row=item.record.position, field=where, message=message, remedy=remedy
        )


def public_id_of(item: Assessed, organisation: Organisation) -> str:
    """The id under which a record that is new is kept: that of the national register, or one of our own kind.

    Any other id says something in the place where it comes from alone. For those, and for records without an id, an
    id is made of it that is always the same, so that the same file again finds the same dossier.
    """
    identity = item.record.id
    if identifiers.is_own(identity) or _OFFICIAL_ID.fullmatch(identity):
        return identity
    return identifiers.make(bytes.fromhex(digest([organisation.code, identity])))


def _source_id(item: Assessed) -> str:
    value = item.converted.values.get(SOURCE_ID)
    return value if isinstance(value, str) else ""


def read_values(item: Assessed) -> tuple[dict[str, object], list[str]]:
    """The fields that a record says, without what is empty, and the assessments that it claims.

    An assessment that a file names was not made here, so it never becomes one of the dossier.
    """
    said = {name: value for name, value in item.converted.values.items() if value not in (None, "", [])}
    rows = said.pop(ASSESSMENTS, [])
    claimed = (
        [str(row.get("title") or "") for row in rows if isinstance(row, dict)]
        if isinstance(rows, list)
        else []
    )
    english = item.translations.get("eng")
    if english is not None:
        said |= {
            name + mapping.ENGLISH: value
            for name, value in english.values.items()
            if value not in (None, "", [])
        }
    kept = {
        name: value
        for name, value in tidy(said).items()
        if mapping.fact_key(name) is not None and value not in ("", [])
    }
    return kept, [title for title in claimed if title]


def _read_values(
    entries: Iterable[Entry], organisation: Organisation
) -> dict[int, tuple[dict[str, object], int]]:
    """What the fields of these entries say now, and their newest fact, by the row of the entry."""
    rows = [entry for entry in entries if entry.algorithm is not None]
    algorithms = [entry.algorithm for entry in rows if entry.algorithm is not None]
    keys = [key + mark for key in mapping.key_of_field().values() for mark in ("", ENGLISH_FACT)]
    values = facts.values_of_many(algorithms, keys)
    newest = facts.newest_fact_ids(entry.algorithm_id for entry in rows)
    found = {}
    for entry in rows:
        known = {
            key: value for key, value in values.get(entry.algorithm_id or 0, {}).items() if value is not None
        }
        now = mapping.values_from_facts(known, organisation)
        english = {name + mapping.ENGLISH: text for name, text in mapping.english_from_facts(known).items()}
        found[entry.pk] = ({**now, **english}, newest.get(entry.algorithm_id or 0, 0))
    return found
