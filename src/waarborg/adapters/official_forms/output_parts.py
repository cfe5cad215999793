"""The answers in an output of the form filler, taken apart: which question, in which row, said when.

Its shapes over the years: rows as lists with `_index`; rows as `2.1.1[0]`; all of that under the name of the form; and
keys with random signs (`2.1.1_x7`), whose rows stand in `taskState`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from waarborg.adapters.form_files.answers_file import AnswersFileError
from waarborg.core.terms.text import Text

MOST_ANSWERS = 50_000
_INDEXED = re.compile(r"(.+)\[([0-9]{1,9})\]")
_AGAIN = Text(
    "Download het bestand opnieuw uit de invulhulp.", "Download the file from the form filler again."
)


@dataclass(frozen=True, slots=True)
class Part:
    """One answer. id: of the question, as the official file calls it. key: as it stands in the file.

    index: of its row; None when it says none. instance: of an old file, where the rows stand apart. answer: None for a
    row in which nothing is said, and then `id` is that of the group.
    """

    id: str
    key: str
    answer: Mapping[str, Any] | None
    index: int | None = None
    instance: str = ""


@dataclass(frozen=True, slots=True)
class Instance:
    """A task as it stood in an old file, with the one around it."""

    task: str
    parent: str


@dataclass(frozen=True, slots=True)
class Output:
    """An output taken apart. named: what the file says of which form it is, with the version; empty when it does not."""

    named: str
    version: str
    metadata: Mapping[str, Any]
    parts: tuple[Part, ...]
    instances: Mapping[str, Instance]


def is_output(document: Mapping[str, Any]) -> bool:
    """Whether an object is an output of the form filler, in any of its shapes."""
    return (
        "format" not in document
        and isinstance(document.get("metadata"), dict)
        and isinstance(document.get("answers"), dict)
    )


def take_apart(document: Mapping[str, Any], *, file: str, form: str) -> Output:
    """Return the parts of an output; `form` is what the form filler calls the form that is wanted.

    Raises `AnswersFileError` for what is no output.
    """
    return _Taker(file, form).take(document)


class _Taker:
    def __init__(self, file: str, form: str) -> None:
        self._file, self._form = file, form

    def take(self, document: Mapping[str, Any]) -> Output:
        if not is_output(document):
            raise self._fault(
                "$",
                Text("Dit is geen uitvoer van de officiële invulhulp.", "This is no output of the official form filler."),
                Text("Daarin staan metadata en answers bovenaan.", "In that, metadata and answers stand at the top."),
            )  # fmt: skip
        metadata = document["metadata"]
        urn = metadata.get("urn")
        words = urn.split(":") if isinstance(urn, str) else []
        named, version = (words[2], words[3] if len(words) > 3 else "") if len(words) > 2 else ("", "")
        answers, space = self._find_answers(document["answers"], metadata)
        instances = dict(self._list_instances(document, space or named))
        parts = tuple(self._list_parts(answers, instances))
        if len(parts) > MOST_ANSWERS:
            raise self._fault(
                "answers",
                Text(f"Er staan meer dan {MOST_ANSWERS} antwoorden in.", f"It holds more than {MOST_ANSWERS} answers."),
                _AGAIN,
            )  # fmt: skip
        return Output(named or space, version, metadata, parts, instances)

    def _find_answers(
        self, answers: Mapping[str, Any], metadata: Mapping[str, Any]
    ) -> tuple[Mapping[str, Any], str]:
        """The answers themselves, and the name they stand under in an older file."""
        spaces = {
            name: inner
            for name, inner in answers.items()
            if isinstance(inner, dict) and "value" not in inner and name[:1].isalpha()
        }
        if not spaces:
            return answers, ""
        for name in (self._form, metadata.get("activeNamespace"), *spaces):
            if isinstance(name, str) and name in spaces:
                return spaces[name], name
        return answers, ""  # pragma: no cover - the last of the names is one of the spaces

    def _list_instances(self, document: Mapping[str, Any], space: str) -> Iterator[tuple[str, Instance]]:
        state = document.get("taskState")
        inner = state.get(space) if isinstance(state, dict) else None
        found = inner.get("taskInstances") if isinstance(inner, dict) else None
        for id, one in found.items() if isinstance(found, dict) else ():
            task = one.get("taskId") if isinstance(one, dict) else None
            parent = one.get("parentInstanceId") if isinstance(one, dict) else None
            if not isinstance(task, str) or not isinstance(parent, str | None):
                raise self._fault(
                    f"taskState.{space}.taskInstances.{id}",
                    Text("Hier staat niet bij welke vraag dit hoort.", "It does not say to which question this belongs."),
                    _AGAIN,
                )  # fmt: skip
            yield id, Instance(task, parent or "")

    def _list_parts(self, answers: Mapping[str, Any], instances: Mapping[str, Instance]) -> Iterator[Part]:
        for key, value in answers.items():
            if isinstance(value, list):
                yield from self._list_rows(key, value)
                continue
            answer = self._need_answer(value, f"answers.{key}")
            found = _INDEXED.fullmatch(key)
            if key in instances:
                yield Part(instances[key].task, key, answer, None, key)
            elif found is not None:
                yield Part(found[1], key, answer, int(found[2]))
            else:
                yield Part(key, key, answer)

    def _list_rows(self, group: str, rows: list[Any]) -> Iterator[Part]:
        for number, row in enumerate(rows):
            place = f"answers.{group}[{number}]"
            index = row.get("_index") if isinstance(row, dict) else None
            if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < 10**9:
                raise self._fault(
                    place,
                    Text("De rij heeft geen _index.", "The row has no _index."),
                    Text("Geef haar een heel getal vanaf 0.", "Give it a whole number from 0."),
                )
            yield Part(group, f"{group}[{index}]", None, index)
            for key, value in row.items():
                if key != "_index" and not isinstance(value, int):
                    answer = self._need_answer(value, f"{place}.{key}")
                    found = _INDEXED.fullmatch(key)
                    yield Part(found[1] if found else key, f"{key}[{index}]", answer, index)

    def _need_answer(self, value: object, place: str) -> Mapping[str, Any]:
        if isinstance(value, dict) and "value" in value:
            return value
        raise self._fault(
            place,
            Text("Hier staat geen antwoord met een value.", "Here is no answer with a value."),
            _AGAIN,
        )

    def _fault(self, place: str, message: Text, remedy: Text) -> AnswersFileError:
        return AnswersFileError(file=self._file, place=place, message=message, remedy=remedy)
