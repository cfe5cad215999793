"""A definition for the form filler (par-dpia-form), in version 1 or 2 of its schema or with parts of both."""

import re
from collections.abc import Iterator
from typing import Any

from waarborg.adapters.official_forms.definition_yaml import Entry
from waarborg.adapters.official_forms.definitions import (
    Calculation,
    Condition,
    Definition,
    InstanceMapping,
    OfficialOption,
    OfficialValue,
    Reference,
    Task,
)
from waarborg.adapters.official_forms.entries import Taker
from waarborg.adapters.official_forms.findings import Findings, Sort, Spot
from waarborg.adapters.official_forms.outcome_reading import read_assessments
from waarborg.core.terms.text import Text

TYPES = (
    "text_input", "open_text", "select_option", "multiselect_option", "multiselect_scrollable", "checkbox_option",
    "radio_option", "task_group", "informational", "date", "image",
)  # fmt: skip
MOST_TASKS = 5_000
LONGEST_ID = 40
MOST_POINTS = 1_000_000
_ONLY_V1 = {
    "in_fria",
    "action_point_group",
    "action_point_summary",
    "prefixQuestionIds",
    "multiselect_option",
}
_ONLY_V2 = {"item_name", "image", "multiselect_scrollable"}
_ID = re.compile(r"[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*")
_URN = re.compile(r"urn:nl:[a-z]+")
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+){0,2}")
_ROOT_KEYS = frozenset(
    ("name", "urn", "version", "description", "prefixQuestionIds", "tasks", "assessments", "$schema")
)
_TASK_KEYS = frozenset(
    (
        "task", "description", "category", "id", "is_official_id", "in_fria", "action_point_group", "action_point_summary",
        "type", "options", "valueType", "defaultValue", "item_name", "instance_label_template", "references",
        "dependencies", "calculation", "sources", "required_status", "repeatable", "tasks",
    )
)  # fmt: skip
_DEPENDENCY_KEYS = frozenset(("type", "condition", "source", "mapping_type", "action", "calculation"))
_DEPENDENCIES = ("conditional", "source_options", "instance_mapping")
_OPERATORS = ("equals", "contains", "any", "all")
_ACTIONS = ("show", "hide", "options", "sync_instances")
_MAPPINGS = ("one_to_one", "one_to_many", "many_to_one")
_HOW = (
    "pre-fill", "pre-view", "direct takeover", "one-to-one", "one-to-many", "many-to-one", "many-to-many",
)  # fmt: skip


def read_form_filler(root: Entry, *, file: str, findings: Findings) -> Definition:
    """Return the definition in a document. Raises `LawFileError` for what no definition can hold."""
    return _Reader(Taker(file, findings)).read(root)


class _Reader:
    def __init__(self, take: Taker) -> None:
        self._take = take
        self._seen: dict[str, Spot] = {}
        self._used: set[str] = set()

    def read(self, root: Entry) -> Definition:
        take = self._take
        take.note_strangers(root, Spot(line=root.line), _ROOT_KEYS)
        name, urn = take.need_text(root, "name", ""), take.need_text(root, "urn", "")
        if not _URN.fullmatch(urn):
            take.refuse(
                root, "", "urn",
                Text("De urn heeft niet de vorm die hier hoort.", "The urn has not the form that belongs here."),
                Text("Schrijf urn:nl: met kleine letters erachter, zoals urn:nl:dpia.", "Write urn:nl: followed by small letters, such as urn:nl:dpia."),
            )  # fmt: skip
        version = take.find_text(root, "version", "") or "1.0"
        if not _VERSION.fullmatch(version):
            take.refuse(
                root, "", "version",
                Text("Dit is geen versie.", "This is no version."),
                Text('Schrijf getallen met punten, zoals "3.0".', 'Write numbers with points, such as "3.0".'),
            )  # fmt: skip
        numbered = bool(take.find_bool(root, "prefixQuestionIds", ""))
        if "prefixQuestionIds" in root:
            self._used.add("prefixQuestionIds")
        tasks = self._read_tasks(root, "")
        if not tasks:
            take.refuse(
                root, "", "tasks",
                Text("Er staat geen enkele vraag in.", "It holds no question at all."),
                Text("Schrijf onder tasks ten minste één vraag.", "Write at least one question under tasks."),
            )  # fmt: skip
        return Definition(
            name=name,
            urn=urn,
            version=version,
            description=take.find_text(root, "description", ""),
            variant=self._name_variant(),
            numbered=numbered,
            tasks=tasks,
            assessments=read_assessments(take, root),
        )

    def _name_variant(self) -> str:
        older, newer = sorted(self._used & _ONLY_V1), sorted(self._used & _ONLY_V2)
        if older and newer:
            self._take.findings.add(
                Sort.SLIP,
                Spot(),
                Text(
                    f"Dit past in geen van beide schema’s: v2 kent {', '.join(older)} niet, en v1 {', '.join(newer)} niet.",
                    f"This fits neither schema: v2 does not know {', '.join(older)}, and v1 does not know {', '.join(newer)}.",
                ),
                Text("Beide worden hier gelezen.", "Both are read here."),
            )
            return "v1+v2"
        return "v1" if older else "v2" if newer else "v1, v2"

    # --- tasks ---------------------------------------------------------------------------------------------
    def _read_tasks(self, entry: Entry, path: str) -> tuple[Task, ...]:
        return tuple(
            self._read_task(one, place) for one, place in self._take.list_entries(entry, "tasks", path)
        )

    def _read_task(self, entry: Entry, path: str) -> Task:
        take = self._take
        id = self._read_id(entry, path)
        spot = Spot(id, path, entry.line)
        take.note_strangers(entry, spot, _TASK_KEYS)
        types = self._take.need_types(entry, path, TYPES)
        self._used |= {*types, *(key for key in entry if isinstance(key, str))}
        if "task" not in entry:
            take.need_text(entry, "task", path)
        dependencies = list(self._list_dependencies(entry, path))
        found: dict[str, Any] = {}
        for kind, dependency, place in dependencies:
            self._read_dependency(found, kind, dependency, Spot(id, place, dependency.line))
        return Task(
            id=id,
            title=take.find_text(entry, "task", path),
            types=types,
            spot=spot,
            description=take.find_text(entry, "description", path),
            options=tuple(self._list_options(entry, path)),
            value_type=take.find_text(entry, "valueType", path),
            repeatable=bool(take.find_bool(entry, "repeatable", path)),
            item_name=take.find_text(entry, "item_name", path),
            label_template=take.find_text(entry, "instance_label_template", path),
            conditions=tuple(found.get("conditional", ())),
            source_options=found.get("source_options", ""),
            mappings=tuple(found.get("instance_mapping", ())),
            calculations=(*self._list_calculations(entry, path, id), *found.get("calculations", ())),
            references=tuple(self._list_references(entry, path, id)),
            sources=tuple(self._list_sources(entry, path)),
            official_number=take.find_bool(entry, "is_official_id", path) is not False,
            in_fria=bool(take.find_bool(entry, "in_fria", path)),
            holds_actions=bool(take.find_bool(entry, "action_point_group", path)),
            shows_actions=bool(take.find_bool(entry, "action_point_summary", path)),
            required=take.find_bool(entry, "required_status", path),
            default=self._read_default(entry, spot),
            category=take.find_text(entry, "category", path),
            tasks=self._read_tasks(entry, path),
        )

    def _read_id(self, entry: Entry, path: str) -> str:
        take = self._take
        id = take.need_text(entry, "id", path)
        if not _ID.fullmatch(id) or len(id) > LONGEST_ID:
            take.refuse(
                entry, path, "id",
                Text("Dit kan geen kenmerk van een vraag zijn.", "This cannot be the id of a question."),
                Text(f"Gebruik cijfers, letters en punten, zoals 2.1.3, en ten hoogste {LONGEST_ID} tekens.", f"Use digits, letters and points, such as 2.1.3, and at most {LONGEST_ID} signs."),
            )  # fmt: skip
        if (known := self._seen.get(id)) is not None:
            take.refuse(
                entry, path, "id",
                Text(f"Het kenmerk {id} staat er al, op regel {known.line}.", f"The id {id} is there already, on line {known.line}."),
                Text("Geef elke vraag een eigen kenmerk.", "Give each question an id of its own."),
            )  # fmt: skip
        self._seen[id] = Spot(id, path, entry.line)
        if len(self._seen) > MOST_TASKS:
            take.refuse(
                entry, path, "",
                Text(f"Er staan meer dan {MOST_TASKS} vragen en groepen in.", f"It holds more than {MOST_TASKS} questions and groups."),
                Text("Splits het formulier.", "Split the form."),
            )  # fmt: skip
        return id

    def _list_options(self, entry: Entry, path: str) -> Iterator[OfficialOption]:
        for one, place in self._take.list_entries(entry, "options", path):
            value = one.get("value")
            if "value" not in one or not isinstance(value, str | bool | None):
                self._take.refuse(
                    one, place, "value",
                    Text("Een keuze heeft als value een tekst, true, false of null.", "An option has as its value a text, true, false or null."),
                    Text("Schrijf een value, met aanhalingstekens om een getal.", "Write a value, with quotes around a number."),
                )  # fmt: skip
            yield OfficialOption(value, self._take.find_text(one, "label", place))

    def _read_default(self, entry: Entry, spot: Spot) -> OfficialValue:
        value = entry.get("defaultValue")
        if value is None or isinstance(value, str | bool | int | float):
            return value
        return type(value).__name__

    def _list_sources(self, entry: Entry, path: str) -> Iterator[tuple[str, str]]:
        for one, place in self._take.list_entries(entry, "sources", path):
            yield self._take.need_text(one, "source", place), self._take.find_text(one, "description", place)

    # --- dependencies, calculations and references -----------------------------------------------------------
    def _list_dependencies(self, entry: Entry, path: str) -> Iterator[tuple[str, Entry, str]]:
        for one, place in self._take.list_entries(entry, "dependencies", path):
            kind = self._take.need_text(one, "type", place)
            self._take.require_one_of(one, place, "type", kind, _DEPENDENCIES)
            self._take.note_strangers(one, Spot(path=place, line=one.line), _DEPENDENCY_KEYS)
            yield kind, one, place

    def _read_dependency(self, found: dict[str, Any], kind: str, one: Entry, spot: Spot) -> None:
        take, place = self._take, spot.path
        action = take.find_text(one, "action", place)
        if action:
            take.require_one_of(one, place, "action", action, _ACTIONS)
        if kind == "instance_mapping":
            source = take.find_entry(one, "source", place) or Entry()
            how = take.find_text(one, "mapping_type", place)
            if how:
                take.require_one_of(one, place, "mapping_type", how, _MAPPINGS)
            id = self._read_target(one, source, place, "source")
            found.setdefault(kind, []).append(InstanceMapping(id, how, spot))
        else:
            condition = take.find_entry(one, "condition", place) or Entry()
            id = self._read_target(one, condition, place, "condition")
            if kind == "source_options":
                found[kind] = id
            else:
                found.setdefault(kind, []).append(self._read_condition(condition, id, action, spot))
        for calculation in self._list_calculations(one, place, spot.id, nested=True):
            found.setdefault("calculations", []).append(calculation)

    def _read_target(self, one: Entry, inner: Entry, place: str, key: str) -> str:
        id = self._take.find_text(inner, "id", f"{place}.{key}") if hasattr(inner, "lines") else ""
        if not id:
            self._take.refuse(
                one, place, key,
                Text("Er staat niet om welke vraag het gaat.", "It does not say which question this is about."),
                Text(f"Schrijf onder {key} het id van een vraag.", f"Write the id of a question under {key}."),
            )  # fmt: skip
        return id

    def _read_condition(self, condition: Entry, id: str, action: str, spot: Spot) -> Condition:
        take, place = self._take, f"{spot.path}.condition"
        operator = take.need_text(condition, "operator", place)
        take.require_one_of(condition, place, "operator", operator, _OPERATORS)
        value = condition.get("value")
        if not isinstance(value, str | bool | int | float | None):
            take.refuse(
                condition, place, "value",
                Text("Een voorwaarde vergelijkt met één waarde.", "A condition compares with one value."),
                Text("Schrijf een tekst, een getal, true of false.", "Write a text, a number, true or false."),
            )  # fmt: skip
        return Condition(id, operator, value, action or "show", Spot(spot.id, spot.path, condition.line))

    def _list_calculations(
        self, entry: Entry, path: str, id: str, *, nested: bool = False
    ) -> Iterator[Calculation]:
        take = self._take
        one = take.find_entry(entry, "calculation", path)
        if one is None:
            return
        place = f"{path}.calculation"
        points = []
        for rule, where in take.list_entries(one, "riskScore", place):
            value = rule.get("value")
            if (
                isinstance(value, bool)
                or not isinstance(value, int | float)
                or not -MOST_POINTS <= value <= MOST_POINTS
            ):
                take.refuse(
                    rule, where, "value",
                    Text("De punten zijn geen getal dat hier past.", "The points are no number that fits here."),
                    Text(f"Schrijf een getal, zoals 1, en ten hoogste {MOST_POINTS}.", f"Write a number, such as 1, and at most {MOST_POINTS}."),
                )  # fmt: skip
            points.append((take.need_text(rule, "when", where), value))
        yield Calculation(
            key=take.need_text(one, "scoreKey", place),
            expression=take.need_text(one, "expression", place),
            points=tuple(points),
            spot=Spot(id, place, one.line),
            nested=nested,
        )

    def _list_references(self, entry: Entry, path: str, id: str) -> Iterator[Reference]:
        take = self._take
        found = take.find_entry(entry, "references", path)
        for form, value in found.items() if found is not None else ():
            place = f"{path}.references.{form}"
            spot = Spot(id, place, found.lines.get(form, found.line) if found is not None else entry.line)
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, str):
                    yield Reference(str(form), one, "", spot)
                elif isinstance(one, Entry):
                    how = take.find_text(one, "type", place)
                    if how:
                        take.require_one_of(one, place, "type", how, _HOW)
                    yield Reference(str(form), take.need_text(one, "id", place), how, spot)
                elif one is not None and found is not None:
                    take.refuse(
                        found, f"{path}.references", str(form),
                        Text("Dit is geen verwijzing naar een vraag.", "This is no reference to a question."),
                        Text("Schrijf het id van een vraag, of id en type.", "Write the id of a question, or id and type."),
                    )  # fmt: skip
