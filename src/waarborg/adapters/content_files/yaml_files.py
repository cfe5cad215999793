"""Read a YAML file that is packaged with the product, and check it against a JSON Schema.

Content is data that lawyers and civil servants write. A mistake in it must be found when the file is
read, with the file, the place in the file and the remedy named.
"""

import json
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import jsonschema_rs
import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError, ValidationError

from waarborg.adapters.content_files.yaml_words import explain

# What is written in C reads ten times and writes seven times as fast. The wheel of PyYAML has it; built without libyaml,
# as on a machine for which there is no wheel, the same is done in Python.
SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SafeDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

CONTENT_PACKAGE = "waarborg.content"
MAX_FAULTS_SHOWN = 10


class ContentError(ValueError):
    """A content file cannot be used.

    `file` is the path in the package of content, `path` the place in the document (such as
    `fields[3].label.nl`, or `$` for the whole), `fault` what is wrong and `remedy` what to do.
    """

    def __init__(self, *, file: str, path: str, fault: str, remedy: str) -> None:
        self.file = file
        self.path = path
        self.fault = fault
        self.remedy = remedy
        super().__init__(f"{file}, at {path}: {fault}. {remedy}")


class NoYaml(ContentError):
    """A text that is no YAML. `words` is what is wrong and what to do in both languages; line and column from 1, or 0."""

    def __init__(self, *, file: str, error: yaml.YAMLError) -> None:
        mark = getattr(error, "problem_mark", None)
        self.line: int = mark.line + 1 if mark else 0
        self.column: int = mark.column + 1 if mark else 0
        self.words = explain(error)
        fault, remedy = self.words
        super().__init__(
            file=file,
            path=f"line {self.line}, column {self.column}" if mark else "$",
            fault=fault.en.rstrip("."),
            remedy=remedy.en,
        )


class StrictLoader(SafeLoader):
    """Safe loader that refuses a key written twice, and leaves dates and yes/no as the text they are.

    YAML 1.1 reads `no` as false and `2024-02-01` as a date; both surprise people who write content,
    and a JSON Schema knows no dates. So only `true` and `false` are booleans, and a date stays text.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: dict[Any, int] = {}
        for key_node, _ in node.value:
            if key_node.tag == "tag:yaml.org,2002:merge":
                continue
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise yaml.constructor.ConstructorError(
                    None, None, "a key is a word, not a list or a group", key_node.start_mark
                )
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None,
                    None,
                    f"the key {key!r} is written twice, first on line {seen[key]}",
                    key_node.start_mark,
                )
            seen[key] = key_node.start_mark.line + 1
        return super().construct_mapping(node, deep=deep)

    def construct_number(self, node: yaml.ScalarNode) -> int:
        try:
            return int(super().construct_yaml_int(node))
        except ValueError as error:  # such as 0x_, or more digits than Python reads
            raise yaml.constructor.ConstructorError(
                None, None, "this is no number that can be read", node.start_mark
            ) from error


StrictLoader.add_constructor("tag:yaml.org,2002:int", StrictLoader.construct_number)
_SURPRISING = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:value")
StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _SURPRISING]
    for first, resolvers in SafeLoader.yaml_implicit_resolvers.items()
}
StrictLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def read_yaml(package_path: str, *, schema: str | None) -> Any:
    """Return the document in `package_path`, a path inside the package `waarborg.content`.

    `schema` is the path of a JSON Schema (draft 2020-12) in the same package, or None where the caller
    checks the document itself. Dates come back as text; only `true` and `false` are booleans.
    Raises `ContentError` when a file is missing, is no YAML, or does not meet the schema.
    """
    document = parse_yaml(_read_text(package_path), file=package_path)
    if schema is not None:
        _require_schema(document, file=package_path, schema=schema)
    return document


def parse_yaml(text: str, *, file: str, loader: type[StrictLoader] = StrictLoader) -> Any:
    """Return the document in a text of YAML; `file` is what the text is called in an error.

    Dates come back as text; only `true` and `false` are booleans. Raises `NoYaml`.
    """
    try:
        return yaml.load(text, Loader=loader)  # noqa: S506 - derived from the safe loader
    except yaml.YAMLError as error:
        raise NoYaml(file=file, error=error) from error


def _read_text(package_path: str) -> str:
    resource: Traversable = files(CONTENT_PACKAGE)
    for part in package_path.split("/"):
        resource = resource.joinpath(part)
    try:
        return resource.read_text(encoding="utf-8")
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise ContentError(
            file=package_path,
            path="$",
            fault="the file is not there",
            remedy=f"Put the file in the package {CONTENT_PACKAGE}, or correct its name",
        ) from error
    except UnicodeDecodeError as error:
        raise ContentError(
            file=package_path,
            path=f"byte {error.start}",
            fault="the file is not written in UTF-8",
            remedy="Save the file as UTF-8",
        ) from error


def _read_schema(schema: str) -> tuple[Mapping[str, Any], jsonschema_rs.Draft202012Validator]:
    """A schema of the package of content, and what says quickly whether a document meets it."""
    return _make_validator(_read_text(schema), schema)


@cache
def _make_validator(text: str, schema: str) -> tuple[Mapping[str, Any], jsonschema_rs.Draft202012Validator]:
    try:
        definition = json.loads(text)
        Draft202012Validator.check_schema(definition)
    except (json.JSONDecodeError, SchemaError) as error:
        raise ContentError(
            file=schema,
            path="$",
            fault=f"this is no valid JSON Schema: {str(error).splitlines()[0]}",
            remedy="Correct the schema",
        ) from error
    return definition, jsonschema_rs.Draft202012Validator(definition)


def is_right(document: object, schema: str) -> bool:
    """Return whether a document meets a schema of the package of content. Raises `ContentError` for a wrong schema."""
    return _read_schema(schema)[1].is_valid(document)


def list_schema_errors(document: object, schema: str) -> Iterator[ValidationError]:
    """Return everything in a document that does not meet a schema of the package of content."""
    yield from Draft202012Validator(_read_schema(schema)[0]).iter_errors(document)


def _require_schema(document: object, *, file: str, schema: str) -> None:
    if is_right(document, schema):
        return
    faults = sorted(list_schema_errors(document, schema), key=lambda fault: list(map(str, fault.path)))
    if not faults:
        return
    shown = [f"{describe_path(fault.path)}: {_describe(fault)}" for fault in faults[:MAX_FAULTS_SHOWN]]
    if len(faults) > MAX_FAULTS_SHOWN:
        shown.append(f"and {len(faults) - MAX_FAULTS_SHOWN} more")
    raise ContentError(
        file=file,
        path=describe_path(faults[0].path),
        fault="; ".join(shown),
        remedy=f"Correct the file; {schema} says what it must look like",
    )


def _describe(fault: ValidationError) -> str:
    """Say what is wrong, shortened: jsonschema repeats the whole faulty value in its message."""
    message: str = fault.message
    return message if len(message) <= 300 else f"{message[:140]} … {message[-140:]}"


def describe_path(parts: Iterable[str | int]) -> str:
    """Write a place in a document the way people read it: `fields[3].label.nl`, or `$` for the whole."""
    path = ""
    for part in parts:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else str(part)
    return path or "$"
