"""The official files, as forms; and forms filled in at random, in official words and in ours at the same time."""

import random
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.official_semantics import Answers, Plain, Rows
from tests.small_form import TODAY, answer
from waarborg.adapters.form_files.loading import load_library
from waarborg.adapters.official_forms.converting import Converted, Wishes, convert, convert_file
from waarborg.adapters.official_forms.definition_yaml import parse_definition
from waarborg.core.forms.answers import Sheet
from waarborg.core.forms.forms import Form
from waarborg.core.forms.library import Library
from waarborg.core.forms.questions import Question, Type
from waarborg.core.profile.facts import Value

#: The published number of questions of each file.
QUESTIONS = {
    "prescan": 39,
    "dpia": 152,
    "iama": 87,
    "aiia": 110,
    "technical_docs_for_high_risk_ai": 29,
    "conformity_assessment_eu_ai_act": 8,
}
FORM_FILLER = ("prescan", "dpia", "iama")
NAMES = ("a", "b", "c")


def convert_text(text: str, library: Library | None = None, **wishes: Any) -> Converted:
    """A definition that is written out in a test."""
    document = parse_definition(text, file="definitie.yaml")
    return convert(document, Wishes(on=TODAY, **wishes), library or Library(()), file="definitie.yaml")


@cache
def convert_official(folder: Path, name: str, *, repair: bool = False) -> Converted:
    """An official file as a form."""
    return convert_file(
        folder / "instruments" / f"{name}.yaml", Wishes(on=TODAY, repair=repair), load_library()
    )


@cache
def read_plainly(folder: Path, name: str) -> Plain:
    """An official file as its own tool reads it."""
    return Plain(yaml.safe_load((folder / "instruments" / f"{name}.yaml").read_text(encoding="utf-8")))


class Twofold:
    """A form filled in at random, twice: in the words of the official tool, and as answers of ours."""

    def __init__(self, plain: Plain, form: Form, seed: int, *, share: float = 1.0) -> None:
        self._plain, self._form, self._draw = plain, form, random.Random(seed)
        self.official: Answers = {}
        self.ours: dict[str, Value] = {}
        self._rows: dict[tuple[str, Rows], Rows] = {}
        for task in plain.list_questions():
            for rows in self._list_rows(task["id"]):
                if self._draw.random() < share:
                    self._answer(task, rows)

    @property
    def sheet(self) -> Sheet:
        """The answers as ours."""
        return Sheet.of(answer(place, value) for place, value in self.ours.items())

    def _list_rows(self, id: str) -> list[Rows]:
        """The rows in which a question stands; drawn for each group when it is first met."""
        found: list[Rows] = [()]
        for group in self._plain.list_repeated(id):
            if self._is_actions(group):
                return found
            own = group if self._form.find_group(group.lower()) is not None else f"{group}.rijen"
            inner = []
            for rows in found:
                key = (group, rows)
                if key not in self._rows:
                    self._rows[key] = NAMES[: self._draw.randint(1, 3)]
                    self.ours[_write(own, rows)] = self._rows[key]
                inner += [(*rows, row) for row in self._rows[key]]
            found = inner
        return found

    def _is_actions(self, id: str) -> bool:
        question = self._form.find_question(id.lower())
        return question is not None and question.type is Type.ACTIONS

    def _answer(self, task: Mapping[str, Any], rows: Rows) -> None:
        question = self._form.find_question(task["id"].lower())
        assert question is not None, task["id"]
        found = self._draw_value(task, question)
        if found is not None:
            self.official[task["id"], rows], self.ours[_write(task["id"], rows)] = found

    def _draw_value(self, task: Mapping[str, Any], question: Question) -> tuple[Any, Value] | None:
        options = task.get("options")
        if question.type in (Type.ACTIONS, Type.IMAGE, Type.FILE) or question.options_from is not None:
            return None
        if not options:
            day = "2026-11-28"
            return (day, day) if question.type is Type.DATE else ("tekst", "tekst")
        texts = [
            {True: "true", False: "false", None: "null"}.get(one["value"], one["value"]) for one in options
        ]
        if question.type is Type.BOOLEAN:
            text = self._draw.choice(texts)
            return text, text == "true"
        values = [option.value for option in question.options]
        if question.type is Type.CHOICE:
            place = self._draw.randrange(len(texts))
            return texts[place], values[place]
        places = self._draw.sample(
            range(len(texts)), self._draw.choice((0, 0, 1, 2, self._draw.randint(1, len(texts))))
        )
        if not places:
            return [], ("geen-van-deze",)
        return [texts[place] for place in places], tuple(values[place] for place in places)


def _write(id: str, rows: Rows) -> str:
    return f"{id.lower()}@{'.'.join(rows)}" if rows else id.lower()
