"""Writes the manual of the law engine from its worked examples, in English and in Dutch."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from manual_examples import UNKNOWN_WORD, Chapter, Example, read_chapters
from manual_words import FAULTS, HOWS, PARTS, STATES, WORDS
from waarborg.adapters.law_files.notation import parse_condition
from waarborg.core.law.expressions import Literal
from waarborg.core.law.notation import write, write_outcome

#: The page of each language, below `docs`.
PAGES = {"nl": "handleiding/rekenen-met-regels.md", "en": "reference/law-manual.md"}
#: Parts of a frame that are expressions, and those that name other frames.
_EXPRESSIONS = ("function", "actor", "object", "recipient", "precondition", "holder", "claimant", "term")
_NAMES = ("creates", "terminates", "enforces")
_FRAMES = {"facts": ("fact", "[", "]"), "acts": ("act", "<<", ">>"), "duties": ("duty", "<", ">")}
_FACT = re.compile(r"\[([^\[\]]+)\]")
_ANY_NAME = re.compile(r"<<([^<>]+)>>|<([^<>]+)>|\[([^\[\]]+)\]")


def make_pages() -> dict[str, str]:
    """The text of each page, by its place below `docs`."""
    chapters = tuple(read_chapters())
    return {page: _Writer(language).write_page(chapters) for language, page in PAGES.items()}


def list_names(chapter: Chapter) -> set[str]:
    """Every name of a fact, act or duty in a chapter."""
    names: set[str] = set()
    for example in chapter.examples:
        names.update(*(row.get("facts", {}) for row in example.rows), _FACT.findall(example.expression))
        for frames in example.model.values():
            for frame in frames:
                names.update(_list_names_in(frame))
        for step in example.steps:
            texts = " ".join((*step.get("values", {}), *step.get("state", {}).values()))
            names.update(step.get("state", {}), step.get("with", {}), _FACT.findall(texts))
    return names


def _list_names_in(frame: Mapping[str, Any]) -> Iterator[str]:
    yield from (frame[key] for key in ("fact", "act", "duty") if key in frame)
    for key in _EXPRESSIONS:
        yield from _FACT.findall(frame.get(key, ""))
    for key in _NAMES:
        yield from ("".join(found) for text in frame.get(key, ()) for found in _ANY_NAME.findall(text))


class _Writer:
    """Writes one page. Names of frames are Dutch in the examples; a chapter gives their English."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words = {key: text[language] for key, text in WORDS.items()}
        self.names: Mapping[str, str] = {}

    def write_page(self, chapters: Sequence[Chapter]) -> str:
        contents = "\n".join(
            f"{number}. [{self._say(chapter.title)}](#{_anchor(f'{number}. {self._say(chapter.title)}')})"
            for number, chapter in enumerate(chapters, start=1)
        )
        start = f"{self.words['notice']}\n\n# {self.words['title']}\n\n{self.words['intro']}\n\n{contents}\n"
        return start + "".join(
            "\n" + self._write_chapter(number, chapter) for number, chapter in enumerate(chapters, start=1)
        )

    def _write_chapter(self, number: int, chapter: Chapter) -> str:
        self.names = chapter.names if self.language == "en" else {}
        parts = [f"## {number}. {self._say(chapter.title)}\n", f"{self._say(chapter.intro)}\n"]
        before: Mapping[str, Any] = {}
        for place, example in enumerate(chapter.examples, start=1):
            parts.append("\n".join(self._write_example(f"{number}.{place}", example, before)))
            before = example.model or before
        return "\n".join(parts)

    def _write_example(self, number: str, example: Example, before: Mapping[str, Any]) -> Iterator[str]:
        yield f"### {number} {self._say(example.title)}\n"
        yield f"{self._say(example.text)}\n"
        if example.law:
            yield f"*{self.words['law']}: {self._say(example.law)}.*\n"
        if example.model and example.model == before:
            yield f"{self.words['same model']}\n"
        elif example.model:
            yield self._block(self._write_model(example.model))
        if example.expression:
            text = example.expression
            yield self._block([self._rename(text) if example.refused else self._expression(text)])
        if example.refused:
            yield f"{self.words['refused']}: “…{self._say(example.refused)}…”\n"
        elif example.ring:
            yield f"{self.words['ring']}: {' → '.join(self._code(f'[{name}]') for name in example.ring)}\n"
        elif any("acts" in row for row in example.rows):
            yield from self._list_act_rows(example.rows)
        elif example.rows:
            yield self._write_rows(example.rows)
        yield from self._list_steps(example)
        if example.working:
            yield f"{self.words['working']}: {self._say(example.working)}.\n"
        if example.law_reg:
            yield from self._write_law_reg(example.law_reg)

    # --- rows ------------------------------------------------------------------------------------------------
    def _write_rows(self, rows: Sequence[Mapping[str, Any]]) -> str:
        facts = list(dict.fromkeys(name for row in rows for name in row.get("facts", {})))
        absent = any("absent" in row for row in rows)
        if absent:
            facts = list(dict.fromkeys([*facts, *(name for row in rows for name in row.get("absent", ()))]))
        extra = [key for key in ("on", "by") if any(key in row for row in rows)]
        late = [key for key in ("unknown", "overruled", "how") if any(key in row for row in rows)]
        heads = [self.words[key] for key in extra] + [self._code(f"[{name}]") for name in facts]
        heads += [self.words["answer"], *(self.words[key] for key in late)]
        table = []
        for row in rows:
            cells = [row.get(key, "–") for key in extra]
            cells += [self._cell(name, row) for name in facts]
            cells += [f"**{self._answer(row)}**", *(self._late(key, row) for key in late)]
            table.append(cells)
        return _table(heads, table)

    def _cell(self, name: str, row: Mapping[str, Any]) -> str:
        if name in row.get("absent", ()):
            return self.words["certainly not"]
        return self._value(row.get("facts", {}).get(name, UNKNOWN_WORD))

    def _late(self, key: str, row: Mapping[str, Any]) -> str:
        if key == "how":
            return HOWS[row["how"]][self.language] if "how" in row else ""
        return self._names(row.get(key, ()))

    def _answer(self, row: Mapping[str, Any]) -> str:
        if "fault" in row:
            return f"{self.words['fault']}: {FAULTS[row['fault']][self.language]}"
        return self._value(row["answer"])

    def _list_act_rows(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
        lines = []
        for row in rows:
            known = [f"{self.words[key]} {row[key]}" for key in ("on", "by") if key in row]
            known += list(self._list_facts(row.get("facts", {})))
            for act in row["acts"]:
                lines.append(f"- {'; '.join(known) or self.words['nothing known']}: {self._act(act)}")
        yield "\n".join(lines) + "\n"

    def _act(self, act: Mapping[str, Any]) -> str:
        text = f"{self._code('<<' + act['act'] + '>>')} **{STATES[act['is']][self.language]}**"
        if "because" in act:
            text += f" ({', '.join(PARTS[part][self.language] for part in act['because'])})"
        if "unknown" in act:
            text += f"; {self.words['unknown']}: {self._names(act['unknown'])}"
        return text

    # --- steps -----------------------------------------------------------------------------------------------
    def _list_steps(self, example: Example) -> Iterator[str]:
        lines = []
        for number, step in enumerate(example.steps, start=1):
            lines.append(
                f"{number}. {step['on']}{', ' + step['by'] if 'by' in step else ''}: {self._happens(step)}"
            )
            lines += [f"   - {line}" for line in self._list_seen(step)]
        if lines:
            yield "\n".join(lines) + "\n"

    def _happens(self, step: Mapping[str, Any]) -> str:
        if "state" in step:
            supplier = f" ({self.words['supplier']} {step['supplier']})" if "supplier" in step else ""
            return f"{self.words['states']} {'; '.join(self._list_facts(step['state']))}{supplier}"
        if "take" in step:
            text = f"{self.words['takes']} {self._code('<<' + step['take'] + '>>')}"
            told = list(self._list_facts(step.get("with", {})))
            told += [
                f"{self._code(f'[{name}]')} {self.words['number']} {number}"
                for name, number in step.get("choose", {}).items()
            ]
            return f"{text} {self.words['with']} {'; '.join(told)}" if told else text
        if "change" in step:
            told = "; ".join(self._list_facts(step["change"]["facts"]))
            return f"{self.words['changes']} {step['change']['event']}: {told}"
        return self.words["looks"]

    def _list_seen(self, step: Mapping[str, Any]) -> Iterator[str]:
        if "refused" in step:
            yield f"**{self.words['not allowed']}**: {', '.join(PARTS[part][self.language] for part in step['refused'])}"
        if "error" in step:
            yield f"**{self.words[step['error']]}**"
        if "why" in step:
            yield self._say(step["why"])
        for text, answer in step.get("values", {}).items():
            yield f"{self._code(text)}: **{self._value(answer)}**"
        for name, supplier in step.get("suppliers", {}).items():
            yield f"{self._code(f'[{name}]')}: {self.words['supplier']} {supplier}"
        yield from (self._act(act) for act in step.get("acts", ()))
        if step.get("duties") == []:
            yield self.words["no duty"]
        yield from (self._duty(duty) for duty in step.get("duties", ()))
        if "chain" in step:
            whole = step["chain"] == "whole"
            yield f"**{self.words['chain whole'] if whole else self.words['chain broken'] + ' ' + step['chain']}**"

    def _duty(self, duty: Mapping[str, Any]) -> str:
        text = f"{self._code('<' + duty['duty'] + '>')} **{STATES[duty['is']][self.language]}**"
        due = (
            self.words["no last day"] if duty["due"] == "none" else f"{self.words['last day']} {duty['due']}"
        )
        ended = f", {self.words['ended']} {duty['ended']}" if "ended" in duty else ""
        late = f", {self.words['late' if duty['late'] == 'JA' else 'not late']}" if "late" in duty else ""
        return f"{text}, {due}{ended}{late}"

    # --- models ----------------------------------------------------------------------------------------------
    def _write_model(self, model: Mapping[str, Any]) -> Iterator[str]:
        for key, (name, opening, closing) in _FRAMES.items():
            for frame in model.get(key, ()):
                head = self._rename(f"{opening}{frame[name]}{closing}")
                days = frame.get("valid")
                when = f"   ({self.words['from']} {days['from']}" if days else ""
                when += (
                    f" {self.words['until']} {days['to']})" if days and "to" in days else ")" if days else ""
                )
                function = f" = {self._expression(frame['function'])}" if "function" in frame else ""
                yield f"{head}{function}{when}"
                yield from self._list_parts(frame)

    def _list_parts(self, frame: Mapping[str, Any]) -> Iterator[str]:
        for part in _EXPRESSIONS[1:]:
            if part in frame:
                yield f"    {PARTS[part][self.language]}: {self._expression(frame[part])}"
        for part in _NAMES:
            if part in frame:
                label = PARTS.get(f"duty {part}", PARTS[part]) if "duty" in frame else PARTS[part]
                yield f"    {label[self.language]}: {'; '.join(map(self._rename, frame[part]))}"

    def _write_law_reg(self, told: Mapping[str, Any]) -> Iterator[str]:
        if "answer" in told:
            outcome = self._value(told["answer"])
        elif "error" in told:
            outcome = self.words["fault"]
        elif "available" in told:
            outcome = "; ".join(
                f"{self._code(act)} {STATES['available'][self.language]}" for act in told["available"]
            )
        else:
            outcome = "; ".join(
                f"{self._code(duty)} {STATES['open'][self.language]}" for duty in told["duties"]
            )
        yield f"law-reg 0.7.3: **{outcome or self.words['no duty']}**. {self._say(told['then'])}\n"
        shown = told["function"] if "function" in told and "model" not in told else told.get("model")
        yield self._block([self._rename(json.dumps(shown, ensure_ascii=False))], "json")

    # --- small pieces ----------------------------------------------------------------------------------------
    def _say(self, text: Mapping[str, str]) -> str:
        return text[self.language]

    def _rename(self, text: str) -> str:
        return _ANY_NAME.sub(lambda found: self._rename_one(found.group()), text)

    def _rename_one(self, name: str) -> str:
        bare = name.strip("<>[]")
        return name.replace(bare, self.names.get(bare, bare))

    def _expression(self, text: str) -> str:
        """The text as its writer wrote it; in English as the notation writes it."""
        return text if self.language == "nl" else self._rename(write(parse_condition(text), "en"))

    def _code(self, text: str) -> str:
        if text.startswith("<"):
            return f"`{self._rename(text)}`"
        return f"`{self._expression(text)}`"

    def _value(self, text: str) -> str:
        if text == UNKNOWN_WORD:
            return self.words["unknown value"]
        expression = parse_condition(f"VAST {text}" if text.startswith("{") else text)
        assert isinstance(expression, Literal), f"{text} is no value"
        value = expression.value
        if isinstance(value, tuple):
            items = "; ".join(write_outcome(item, self.language) for item in value)
            return self._rename(f"{{{items}}}")
        return self._rename(write_outcome(value, self.language))

    def _list_facts(self, facts: Mapping[str, str]) -> Iterator[str]:
        for name, text in facts.items():
            yield f"{self._code(f'[{name}]')} = {self._value(text)}"

    def _names(self, names: Iterable[str]) -> str:
        return ", ".join(self._code(f"[{name}]") for name in names)

    def _block(self, lines: Iterable[str], language: str = "") -> str:
        return f"```{language}\n" + "\n".join(lines) + "\n```\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return (
        "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
        + "\n"
    )


def _anchor(heading: str) -> str:
    """The anchor that a heading gets on the page: small letters, dashes for spaces, signs left out."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
