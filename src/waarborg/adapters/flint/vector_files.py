"""Files with recorded results: finding them, reading them, and what their values stand for."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Any

from waarborg.core.law.law_reg.values import UNDEFINED, spell


class VectorFileError(ValueError):
    """A vector file cannot be used: which file, where in it, what is wrong, and what to do."""

    def __init__(self, file: Path, place: str, problem: str, remedy: str) -> None:
        super().__init__(f"{file}: {place}: {problem}; {remedy}")
        self.file = file
        self.place = place
        self.problem = problem
        self.remedy = remedy


class ModelMissing(LookupError):
    """The model that a vector is about is not here."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"the model {name} is not here; put it beside the vectors, at the path that they name"
        )
        self.name = name


class Kind(StrEnum):
    """What a vector file records."""

    EXPRESSIONS = "expressions"
    ACTS = "act checks"
    WALKS = "walks"
    SCENARIOS = "scenarios"
    DIAGNOSTICS = "diagnostics"


@dataclass(frozen=True)
class VectorFile:
    """One file with recorded results, and the folders in which its models may stand."""

    path: Path
    kind: Kind
    content: Mapping[str, Any]
    folders: tuple[Path, ...]

    def find_model(self, name: str) -> Path:
        """Where a model stands; raises `ModelMissing`."""
        for folder in self.folders:
            for path in (folder / name, folder / "models" / name):
                if path.is_file():
                    return path
        raise ModelMissing(name)

    def read_model(self, name: object) -> Mapping[str, Any]:
        """A model by the name that the file gives it; raises `ModelMissing` and `VectorFileError`."""
        if not isinstance(name, str):
            raise self.fault("model_file", "no name of a model", "name the file of the model")
        path = self.find_model(name)
        model = _parse(path, strip_comments(read_text(path)))
        if not isinstance(model, dict):
            raise VectorFileError(
                path, "the whole file", "no model", "a model is an object with acts and facts"
            )
        return model

    def fault(self, place: str, problem: str, remedy: str) -> VectorFileError:
        """What is wrong at a place in this file."""
        return VectorFileError(self.path, place, problem, remedy)


_TEXT_OR_COMMENT = re.compile(r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
_OF_VECTORS = {"expression": Kind.EXPRESSIONS, "checkAction": Kind.ACTS, "steps": Kind.WALKS}


def list_vector_files(folder: Path) -> Iterator[VectorFile]:
    """The vector files in a folder and the folders below it, by name. Models and other JSON are passed over.

    Raises `VectorFileError` for one that cannot be read.
    """
    if not folder.is_dir():
        raise VectorFileError(folder, "the folder", "is not there", "name the folder with the vectors")
    above = (folder, *folder.resolve().parents)
    for path in sorted(folder.rglob("*.json")):
        if "models" in path.relative_to(folder).parts[:-1] or path.name.endswith(".flint.json"):
            continue
        content = _parse(path, read_text(path))
        kind = _find_kind(path, content)
        if kind is not None:
            yield VectorFile(path, kind, content, (*above, *path.resolve().parents))


def read_text(path: Path) -> str:
    """The text of a file, with or without a mark at its beginning; raises `VectorFileError`."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise VectorFileError(
            path, "the whole file", f"cannot be read ({error.strerror})", "check the file and who may read it"
        ) from error
    except UnicodeDecodeError as error:
        raise VectorFileError(path, f"byte {error.start}", "is no UTF-8", "save the file as UTF-8") from error


def strip_comments(text: str) -> str:
    """The text of a model without the comments that some of them have."""
    return _TEXT_OR_COMMENT.sub(lambda found: found[0] if found[0].startswith('"') else "", text)


def _parse(path: Path, text: str) -> Any:
    try:
        return json.loads(
            text, parse_float=_read_number, parse_int=_read_number, parse_constant=_refuse_constant
        )
    except json.JSONDecodeError as error:
        raise VectorFileError(
            path, f"line {error.lineno}, column {error.colno}", f"no JSON ({error.msg})", "correct it there"
        ) from error
    except RecursionError as error:
        raise VectorFileError(
            path, "the whole file", "nested too deep to read", "spread the expression over several facts"
        ) from error
    except ValueError as error:
        raise VectorFileError(path, "the whole file", str(error), "write a number or null") from error


def decode(recorded: Any) -> Any:
    """A recorded value as the engine knows it: `$undefined` is unknown, `$num` a number."""
    if isinstance(recorded, dict):
        if "$undefined" in recorded:
            return UNDEFINED
        if "$num" in recorded:
            return _read_number(recorded["$num"])
        return {key: decode(value) for key, value in recorded.items()}
    if isinstance(recorded, list):
        return [decode(value) for value in recorded]
    return recorded


def encode(value: Any) -> Any:
    """A value of the engine as it is recorded."""
    if value is UNDEFINED:
        return {"$undefined": True}
    if isinstance(value, Decimal):
        return {"$num": spell(value)}
    if isinstance(value, Mapping):
        return {key: encode(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [encode(item) for item in value]
    return value


def are_same(first: Any, second: Any) -> bool:
    """Whether two pieces of JSON are the same, however deep; true is not 1."""
    waiting = [(first, second)]
    while waiting:
        one, other = waiting.pop()
        if isinstance(one, dict) and isinstance(other, dict):
            if one.keys() != other.keys():
                return False
            waiting += [(one[key], other[key]) for key in one]
        elif isinstance(one, list) and isinstance(other, list):
            if len(one) != len(other):
                return False
            waiting += zip(one, other, strict=True)
        elif isinstance(one, bool) is not isinstance(other, bool) or one != other:
            return False
    return True


def _find_kind(path: Path, content: Any) -> Kind | None:
    if not isinstance(content, dict):
        return None
    if "scenarios" in content:
        _check_rows(path, content, "scenarios")
        return Kind.SCENARIOS
    if "vectors" in content:
        rows = _check_rows(path, content, "vectors")
        kinds = {kind for row in rows for key, kind in _OF_VECTORS.items() if key in row}
        if len(kinds) == 1:
            return kinds.pop()
        raise VectorFileError(
            path,
            "vectors",
            "cannot tell what kind of vectors these are",
            f"give each of them one of: {', '.join(_OF_VECTORS)}",
        )
    rows = list(content.values())
    if rows and all(isinstance(row, dict) and ("diagnostics" in row or "error" in row) for row in rows):
        return Kind.DIAGNOSTICS
    return None


def _check_rows(path: Path, content: Mapping[str, Any], key: str) -> list[Any]:
    rows = content[key]
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise VectorFileError(path, key, "is no list of objects", "give a list with at least one object")
    return rows


def _read_number(recorded: Any) -> Decimal:
    try:
        return Decimal(recorded)
    except (InvalidOperation, TypeError) as error:
        raise ValueError(f"{recorded!r} is no number") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
