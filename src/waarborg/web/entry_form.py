"""The form of an entry, made from the publication standard, and what comes back from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django.http import QueryDict

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.apps.publications.actions.writing import find_faults
from waarborg.apps.publications.mapping import DERIVED, ENGLISH, translatable_fields
from waarborg.apps.publications.workplace import EntryPage
from waarborg.core.publication.problems import Problem, Severity
from waarborg.core.publication.standard import Field, Kind
from waarborg.core.terms.text import Text
from waarborg.web.answers import is_same, read_answer
from waarborg.web.fields import Asked, Question, Remark, ask, from_member, from_standard
from waarborg.web.quoting import quote_marks

ENGLISH_PART = "english"
ENGLISH_LABEL = Text("Engelse teksten", "English texts")
#: Problems that say no more than that a field is still empty.
STILL_EMPTY = ("missing",)


@dataclass(frozen=True)
class Part:
    """A section of the form."""

    key: str
    label: Text
    questions: tuple[Question, ...]

    @property
    def errors(self) -> int:
        """How many questions here must change before publication."""
        return sum(any(r.level in ("error", "needed") for r in _all_remarks(item)) for item in self.questions)


def _all_remarks(question: Question) -> Iterable[Remark]:
    yield from question.remarks
    for row in question.rows:
        for member in row.questions:
            yield from member.remarks


@cache
def list_asked() -> tuple[tuple[str, Asked], ...]:
    """Every question of the form with the section it is in, the English texts last."""
    standard = load_standard()
    fields = [item for item in standard.fields if item.key not in DERIVED and not item.generated]
    order = {section.key: place for place, section in enumerate(standard.sections)}
    fields.sort(key=lambda item: order[item.section])
    asked = [(item.section, _ask_for(item)) for item in fields]
    english = [standard.get_field(key) for key in translatable_fields()]
    asked += [(ENGLISH_PART, from_standard(item, name=item.key + ENGLISH, language="en")) for item in english]
    return tuple(asked)


def _ask_for(item: Field) -> Asked:
    """A field, with what the dossier wants to know of its rows besides what the standard asks."""
    asked = from_standard(item)
    term = load_vocabulary().find_by_publication(item.key)
    if item.kind is not Kind.GROUP or term is None:
        return asked
    own = tuple(from_member(member) for member in term.members if item.find_member(member.key) is None)
    return Asked(
        asked.name, asked.label, asked.help, asked.shape, asked.is_required, members=asked.members + own
    )


def find_asked(name: str) -> Asked | None:
    """The question called `name`, or None."""
    return next((asked for _, asked in list_asked() if asked.name == name), None)


def labels() -> dict[str, Text]:
    """What each field is called, the English texts too."""
    return {asked.name: asked.label for _, asked in list_asked()}


def build(page: EntryPage, remarks: Iterable[Remark], *, add_row: str = "") -> tuple[Part, ...]:
    """The form of an entry: what the dossier says, with what the person typed on top, and the remarks."""
    shown = {**page.values, **page.typed}
    remarks = tuple(remarks)
    sections = {section.key: section.label for section in load_standard().sections}
    sections[ENGLISH_PART] = ENGLISH_LABEL
    questions: dict[str, list[Question]] = {key: [] for key in sections}
    for section, asked in list_asked():
        value = shown.get(asked.name)
        extra = 1 if asked.members and (asked.name == add_row or not value) else 0
        questions[section].append(ask(asked, value, remarks, extra_rows=extra))
    return tuple(Part(key, label, tuple(questions[key])) for key, label in sections.items() if questions[key])


def list_remarks(page: EntryPage, findings: Iterable[Problem]) -> tuple[Remark, ...]:
    """What to say about the answers: errors of the gate, what is still empty, findings, and what cannot be kept."""
    known = {asked.name for _, asked in list_asked()}
    shown = {**page.values, **page.typed}
    remarks = [
        to_remark(problem, shown.get(problem.field))
        for problem in (*page.errors, *findings)
        if _name_of(problem.field) in known
    ]
    told = {_name_of(remark.place) for remark in remarks if remark.level == "error"}
    for name, value in page.typed.items():
        if name in told:
            continue
        for fault in find_faults(name, value):
            remarks.append(Remark(name + fault.path, "error", fault.message, fault.remedy))
    return tuple(remarks)


def to_remark(problem: Problem, value: object = None) -> Remark:
    """A problem of the gate or a finding, as the form says it; `value` is what stands in its field."""
    level = "finding"
    if problem.severity is Severity.ERROR:
        level = "needed" if problem.code in STILL_EMPTY else "error"
    return Remark(problem.field, level, problem.message, problem.remedy, quote_marks(problem, value))


def _name_of(place: str) -> str:
    return place.partition("[")[0]


def read_form(data: QueryDict, *, sources: Iterable[Mapping[str, object]]) -> dict[str, object]:
    """Every value in the form. `sources` are values from which it may have been drawn."""
    known = list(sources)
    return {
        asked.name: read_answer(asked, data, known=[values.get(asked.name) for values in known])
        for _, asked in list_asked()
        if _is_sent(asked, data)
    }


def _is_sent(asked: Asked, data: QueryDict) -> bool:
    """Whether the form held this question. Boxes that are not ticked send nothing, so those always count."""
    if asked.members or asked.shape.kind == "choices":
        return "form" in data
    return asked.name in data


def select_changed(
    values: Mapping[str, object],
    *,
    then: Mapping[str, object],
    now: Mapping[str, object],
    typed: Mapping[str, object],
) -> dict[str, object]:
    """What the person changed: other than when they began and than now, or typed before and not kept yet."""
    return {
        name: value
        for name, value in values.items()
        if name in typed or not (is_same(value, then.get(name)) or is_same(value, now.get(name)))
    }
