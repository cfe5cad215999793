"""Reads the worked examples of the law engine: one chapter of the manual in each file, checked by a schema.

Every scalar is read as text, because `JA`, `1,05` and `2026-03-03` mean something else in the notation of
expressions than in YAML.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "spec" / "law" / "manual"
SCHEMA = FOLDER / "chapter.schema.json"
#: What an answer is when nobody knows it.
UNKNOWN_WORD = "onbekend"

Text = Mapping[str, str]
_ROW_KEYS = ("facts", "answer", "fault", "unknown")


class BrokenExample(ValueError):
    """A file with examples that cannot be used; the message names the file and the place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One worked example: an expression with rows of facts and answers, or a model with steps in a case."""

    id: str
    title: Text
    text: Text
    law: Text | None = None
    working: Text | None = None
    model: Mapping[str, Any] = field(default_factory=dict)
    expression: str = ""
    rows: tuple[Mapping[str, Any], ...] = ()
    steps: tuple[Mapping[str, Any], ...] = ()
    ring: tuple[str, ...] = ()
    refused: Text | None = None
    law_reg: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter: examples about one subject. names: the English of the names in them."""

    id: str
    title: Text
    intro: Text
    names: Mapping[str, str]
    examples: tuple[Example, ...]


class _TextLoader(yaml.BaseLoader):
    """Reads every scalar as text, and refuses a key that is written twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = next((key for place, key in enumerate(keys) if key in keys[:place]), None)
        if twice is not None:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {twice!r} is written twice", node.start_mark
            )
        return super().construct_mapping(node, deep=deep)


def read_chapter(text: str, name: str) -> Chapter:
    """Return the chapter in a text. Raises `BrokenExample` for what the schema does not know."""
    try:
        document = yaml.load(text, Loader=_TextLoader)  # noqa: S506 - BaseLoader makes nothing but text, lists and mappings
    except yaml.YAMLError as error:
        raise BrokenExample(f"{name}: this is no valid YAML: {error}") from error
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    faults = [
        f"{fault.json_path}: {fault.message[:300]}"
        for fault in Draft202012Validator(schema).iter_errors(document)
    ]
    if faults:
        raise BrokenExample(f"{name}: " + "; ".join(faults))
    return Chapter(
        id=name,
        title=document["title"],
        intro=document["intro"],
        names=document.get("names", {}),
        examples=tuple(_make(example) for example in document["examples"]),
    )


def _make(example: Mapping[str, Any]) -> Example:
    rest = {key: value for key, value in example.items() if key not in _ROW_KEYS}
    single = {key: example[key] for key in _ROW_KEYS if key in example}
    rest["rows"] = tuple(example.get("rows", (single,) if single else ()))
    rest["steps"] = tuple(example.get("steps", ()))
    rest["ring"] = tuple(example.get("ring", ()))
    return Example(**rest)


def read_chapters(folder: Path = FOLDER) -> Iterator[Chapter]:
    """Yield the chapters in the order of their files. Raises `BrokenExample`, also for an id that comes twice."""
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        chapter = read_chapter(path.read_text(encoding="utf-8"), path.stem)
        for example in chapter.examples:
            if example.id in seen:
                raise BrokenExample(f"{path.name}: the id {example.id!r} is in {seen[example.id]} too")
            seen[example.id] = path.name
        yield chapter
