"""Running recorded vectors of @discipl/law-reg 0.7.3 on our engine, to show whether it answers the same."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from waarborg.adapters.flint.vector_answers import NotRecorded
from waarborg.adapters.flint.vector_files import (
    ModelMissing,
    VectorFile,
    VectorFileError,
    are_same,
    list_vector_files,
)
from waarborg.adapters.flint.vector_playing import list_plays
from waarborg.core.law.law_reg.values import LawRegError

__all__ = ["Failure", "Outcome", "Skip", "Suite", "VectorFileError", "run_vectors"]


@dataclass(frozen=True)
class Failure:
    """A vector on which our engine says something else than was recorded."""

    id: str
    expected: Any
    got: Any


@dataclass(frozen=True)
class Skip:
    """A vector that could not be run, and why."""

    id: str
    reason: str


@dataclass(frozen=True)
class Suite:
    """What came of one file."""

    name: str
    kind: str
    passed: int
    failures: tuple[Failure, ...] = ()
    skips: tuple[Skip, ...] = ()

    @property
    def failed(self) -> int:
        """How many vectors came out otherwise."""
        return len(self.failures)

    @property
    def skipped(self) -> int:
        """How many vectors could not be run."""
        return len(self.skips)


@dataclass(frozen=True)
class Outcome:
    """What came of all files in a folder."""

    suites: tuple[Suite, ...]

    @property
    def passed(self) -> int:
        """How many vectors came out as recorded."""
        return sum(suite.passed for suite in self.suites)

    @property
    def failed(self) -> int:
        """How many vectors came out otherwise."""
        return sum(suite.failed for suite in self.suites)

    @property
    def skipped(self) -> int:
        """How many vectors could not be run."""
        return sum(suite.skipped for suite in self.suites)


def run_vectors(folder: Path, *, progress: Callable[[Suite], None] | None = None) -> Outcome:
    """Run every vector file in `folder` and below it; `progress` hears of each file when it is done.

    A model is looked for by the name in the file, from the folder, from where the file stands, and from the folders
    above them; vectors about a model that is nowhere are skipped with the reason. Raises `VectorFileError` for a file
    that cannot be used, and for a folder without vectors.
    """
    suites = []
    for file in list_vector_files(folder):
        suites.append(_run(file, file.path.relative_to(folder).as_posix()))
        if progress is not None:
            progress(suites[-1])
    if not suites:
        raise VectorFileError(folder, "the folder", "holds no vectors", "name the folder with the vectors")
    return Outcome(tuple(suites))


def _run(file: VectorFile, name: str) -> Suite:
    passed = 0
    failures: list[Failure] = []
    skips: list[Skip] = []
    place = "the file"
    try:
        for place, recorded, play in list_plays(file):
            try:
                got = play()
            except ModelMissing as missing:
                skips.append(Skip(place, str(missing)))
                continue
            except (NotRecorded, LawRegError) as error:
                got = {"error": str(error)}
            if are_same(recorded, got):
                passed += 1
            else:
                failures.append(Failure(place, recorded, got))
    except ModelMissing as missing:
        skips += [Skip(str(row.get("id")), str(missing)) for row in file.content["vectors"]]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise _explain_fault(file, place, error) from error
    return Suite(name, str(file.kind), passed, tuple(failures), tuple(skips))


def _explain_fault(file: VectorFile, place: str, error: Exception) -> VectorFileError:
    if isinstance(error, VectorFileError):
        return error
    problem = f"{error} is missing" if isinstance(error, KeyError) else f"has another shape ({error})"
    return file.fault(f"at or after {place}", problem, "compare it with a vector that works")
