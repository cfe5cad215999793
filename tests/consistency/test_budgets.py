"""The budgets of the house: short files and functions, names that say something, exceptions with a reason."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.consistency import checkers
from tests.consistency.checkers import ROOT, SOURCE, list_python

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 60
MOST_DEPENDENCIES = 40
#: Names that say nothing of what is inside, so that everything ends up there.
EMPTY_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "manager",
    "managers",
    "services",
    "base",
}
#: The outer edges: above these nobody can tell the user anything, so they catch everything.
OUTER_EDGES = {"src/waarborg/cli/main.py"}

CODE = list_python("src", "setup", "tests", "bench")
WRITTEN = [
    *CODE,
    *(
        path
        for suffix in ("html", "css", "js")
        for path in SOURCE.rglob(f"*.{suffix}")
        if "vendor" not in path.parts
    ),
]


def show(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def by_place(places: list[checkers.Place], path: Path) -> list[str]:
    return [f"{show(path)}:{line}: {what}" for line, what in places]


def find_empty_name(path: Path) -> str | None:
    """The part of a path that says nothing, if there is one."""
    return next((part for part in path.with_suffix("").parts if part in EMPTY_NAMES), None)


def test_no_file_is_too_long() -> None:
    lengths = {show(path): len(path.read_text(encoding="utf-8").splitlines()) for path in WRITTEN}
    too_long = {name: length for name, length in lengths.items() if length > MOST_LINES_OF_A_FILE}
    assert not too_long, f"split these files by concept: {too_long}"


def test_no_function_is_too_long() -> None:
    too_long = [
        place
        for path in CODE
        for place in by_place(
            checkers.list_long_functions(path.read_text(encoding="utf-8"), most=MOST_LINES_OF_A_FUNCTION),
            path,
        )
    ]
    assert not too_long, "\n".join(too_long)


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert not [show(path) for path in CODE if find_empty_name(path.relative_to(ROOT))]


def test_everything_is_caught_only_at_the_outer_edge_and_with_a_reason() -> None:
    found = {
        path: checkers.list_broad_excepts(path.read_text(encoding="utf-8"))
        for path in list_python("src", "setup")
    }
    misplaced = [
        f"{show(path)}:{line}"
        for path, places in found.items()
        for line, _ in places
        if show(path) not in OUTER_EDGES
    ]
    assert not misplaced, f"catch what you expect, by name: {misplaced}"
    silent = [
        f"{show(path)}:{line}" for path, places in found.items() for line, reason in places if not reason
    ]
    assert not silent, f"say on the line why everything is caught: {silent}"


def test_every_suppression_names_its_rule_and_its_reason() -> None:
    bare = [
        place
        for path in CODE
        if path.parent != Path(__file__).parent  # the examples of bad code below
        for place in by_place(checkers.list_bare_suppressions(path.read_text(encoding="utf-8")), path)
    ]
    assert not bare, "\n".join(bare)


def test_public_names_of_core_have_docstrings() -> None:
    silent = [
        place
        for path in list_python("src/waarborg/core")
        for place in by_place(checkers.list_undocumented(path.read_text(encoding="utf-8")), path)
    ]
    assert not silent, "\n".join(silent)


def list_dependencies_without_reason(pyproject: str) -> list[str]:
    """Run-time dependencies with no comment on the line above."""
    block = re.search(r"^dependencies = \[\n(.*?)^\]", pyproject, flags=re.MULTILINE | re.DOTALL)
    lines = [line.strip() for line in block.group(1).splitlines()] if block else []
    return [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if line.startswith('"') and not before.startswith("# ")
    ]


def test_dependencies_are_few_and_each_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert len(tomllib.loads(text)["project"]["dependencies"]) <= MOST_DEPENDENCIES
    assert list_dependencies_without_reason(text) == []


# --- the checkers themselves -----------------------------------------------------------------------------


def test_a_long_function_is_found() -> None:
    source = "def long():\n" + "    x = 1\n" * 3
    assert checkers.list_long_functions(source, most=3) == [(1, "long has 4 lines")]
    assert checkers.list_long_functions(source, most=4) == []


@pytest.mark.parametrize("caught", ["except Exception:", "except (ValueError, BaseException):", "except:"])
def test_a_broad_except_is_found(caught: str) -> None:
    assert checkers.list_broad_excepts(f"try:\n    x = 1\n{caught}  # outer edge\n    x = 2\n") == [
        (3, "outer edge")
    ]


def test_a_named_except_is_no_broad_one() -> None:
    assert checkers.list_broad_excepts("try:\n    x = 1\nexcept ValueError:\n    x = 2\n") == []


@pytest.mark.parametrize(
    "line",
    ["import x  # noqa", "import x  # noqa: F401", "x = y  # type: ignore", "x = y  # type: ignore[misc]",
     "if x:  # pragma: no cover", "import x  # noqa - because of the order"],
)  # fmt: skip
def test_a_suppression_without_rule_or_reason_is_found(line: str) -> None:
    assert checkers.list_bare_suppressions(line) == [(1, line)]


@pytest.mark.parametrize(
    "line",
    ["import x  # noqa: F401 - re-exported", "x = y  # type: ignore[misc]  # the stubs are wrong",
     "if x:  # pragma: no cover - only on Windows"],
)  # fmt: skip
def test_a_suppression_with_rule_and_reason_passes(line: str) -> None:
    assert checkers.list_bare_suppressions(line) == []


def test_a_public_name_without_docstring_is_found() -> None:
    source = '"""Module."""\nclass Silent:\n    def speak(self): ...\n    def _hide(self): ...\ndef _private(): ...\n'
    assert checkers.list_undocumented(source) == [(2, "Silent"), (3, "speak")]
    assert checkers.list_undocumented("x = 1\n") == [(1, "the module")]


@pytest.mark.parametrize(
    ("path", "part"), [("src/utils.py", "utils"), ("src/common/x.py", "common"), ("src/x.py", None)]
)
def test_a_name_that_says_nothing_is_found(path: str, part: str | None) -> None:
    assert find_empty_name(Path(path)) == part


def test_a_dependency_without_reason_is_found() -> None:
    text = 'dependencies = [\n  # Why.\n  "good>=1",\n  "bare>=2",\n]\n'
    assert list_dependencies_without_reason(text) == ['"bare>=2",']
