"""What the tests of the code itself look for. Each function takes source text, so that it can be tried on a bad one."""

import ast
import re
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "waarborg"

#: Standard modules that reach outside, and chance; the ground floor is given what it needs.
OUTSIDE = {
    "asyncio", "concurrent", "ftplib", "glob", "http", "io", "logging", "multiprocessing", "os", "pathlib", "random",
    "secrets", "shutil", "smtplib", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "uuid",
}  # fmt: skip

CLOCKS = {
    ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today"), ("timezone", "now"),
    ("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime"),
}  # fmt: skip

SUPPRESSION = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:\s*no\s*cover|nosec)(.*)$")
NAMED_SUPPRESSION = re.compile(r"^(?::?\s*[A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*|\[[\w\-, ]+\])?")

Place = tuple[int, str]


def list_python(*folders: str) -> list[Path]:
    """The Python files in `folders` of the project, without what Django writes."""
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in files if "migrations" not in path.parts and "node_modules" not in path.parts]


def list_imports(source: str) -> Iterator[Place]:
    """Line and full name of every module that is imported."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module


def list_impure_imports(source: str, *, besides: Collection[str] = ()) -> list[Place]:
    """Imports that the ground floor may not have: other packages, and standard modules that reach outside.

    besides: packages that one room may have.

    `urllib.parse` only takes text apart, so it stays allowed.
    """
    return [
        (line, name)
        for line, name in list_imports(source)
        if (top := name.partition(".")[0]) != "waarborg"
        and top not in besides
        and (
            top not in sys.stdlib_module_names
            or top in OUTSIDE
            or (top == "urllib" and name != "urllib.parse")
        )
    ]


def list_opened_files(source: str) -> list[int]:
    """Lines on which the built-in `open` is called."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open"
    ]


def list_clock_readings(source: str) -> list[Place]:
    """Places where the clock is read, however the module was imported."""
    tree = ast.parse(source)
    found: list[Place] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = (
                owner.id
                if isinstance(owner, ast.Name)
                else owner.attr
                if isinstance(owner, ast.Attribute)
                else ""
            )
            if (name, node.attr) in CLOCKS:
                found.append((node.lineno, f"{name}.{node.attr}"))
        elif isinstance(node, ast.ImportFrom) and node.module in ("time", "django.utils.timezone"):
            owner_name = node.module.rpartition(".")[2]
            found += [
                (node.lineno, f"{owner_name}.{alias.name}")
                for alias in node.names
                if (owner_name, alias.name) in CLOCKS
            ]
    return found


def list_long_functions(source: str, *, most: int) -> list[Place]:
    """Functions with more lines than `most`, from `def` to the last."""
    return [
        (node.lineno, f"{node.name} has {length} lines")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > most
    ]


def list_broad_excepts(source: str) -> list[Place]:
    """Places that catch everything, with the comment that stands on the line."""
    lines = source.splitlines()
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.ExceptHandler):
            continue
        caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        names = {item.id for item in caught if isinstance(item, ast.Name)}
        if node.type is None or names & {"Exception", "BaseException"}:
            found.append((node.lineno, lines[node.lineno - 1].partition("#")[2].strip()))
    return found


def list_bare_suppressions(source: str) -> list[Place]:
    """Comments that silence a tool without naming the rule, or without the reason after it."""
    found = []
    for number, line in enumerate(source.splitlines(), start=1):
        match = SUPPRESSION.search(line)
        if match is None:
            continue
        named = NAMED_SUPPRESSION.match(match.group(2))
        rule = named.group() if named else ""
        reason = match.group(2)[len(rule) :]
        if not (rule or match.group(1).startswith("pragma")) or not re.search(r"[A-Za-z]{3}", reason):
            found.append((number, line.strip()))
    return found


def list_undocumented(source: str) -> list[Place]:
    """Public modules, classes, functions and methods without a docstring."""
    tree = ast.parse(source)
    found: list[Place] = []
    if tree.body and ast.get_docstring(tree) is None:
        found.append((1, "the module"))
    scopes: list[ast.Module | ast.ClassDef] = [tree]
    while scopes:
        for node in scopes.pop().body:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if node.name.startswith("_"):
                continue
            if ast.get_docstring(node) is None:
                found.append((node.lineno, node.name))
            if isinstance(node, ast.ClassDef):
                scopes.append(node)
    return found
