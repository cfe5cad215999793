"""The floors of the house hold, and the ground floor is pure."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.consistency import checkers
from tests.consistency.checkers import ROOT, list_python

#: What the room of measurements may have besides: arrays and well-known statistics, which read and write nothing.
COUNTING = ("numpy", "scipy", "sklearn")


def check_floors(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the project in `folder`."""
    return subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=folder,
        env={"PATH": "", "PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_import_goes_down() -> None:
    result = check_floors(ROOT)
    assert result.returncode == 0, result.stdout


def test_core_imports_nothing_that_reaches_outside() -> None:
    impure = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in list_python("src/waarborg/core")
        for line, name in checkers.list_impure_imports(
            path.read_text(encoding="utf-8"),
            besides=COUNTING if path.parent.name == "measurement" else (),
        )
    ]
    assert not impure, "\n".join(impure)


def test_core_opens_no_file() -> None:
    assert not [
        path
        for path in list_python("src/waarborg/core")
        if checkers.list_opened_files(path.read_text(encoding="utf-8"))
    ]


def test_no_clock_is_read_below_the_apps() -> None:
    readings = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in list_python("src/waarborg/core", "src/waarborg/adapters")
        for line, name in checkers.list_clock_readings(path.read_text(encoding="utf-8"))
    ]
    assert not readings, "pass the moment in: " + ", ".join(readings)


# --- the checkers themselves -----------------------------------------------------------------------------


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """A project with our own contracts and nothing in its rooms."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(item for item in contracts["contracts"] if item.get("containers") == ["waarborg"])
    lines = [f"layers = {layers['layers']!r}", f"containers = {layers['containers']!r}", "exhaustive = true"]
    (tmp_path / "pyproject.toml").write_text(
        '[tool.importlinter]\nroot_package = "waarborg"\n[[tool.importlinter.contracts]]\n'
        'name = "floors"\ntype = "layers"\n' + "\n".join(lines) + "\n"
    )
    for room in ("", "config", "web", "public", "cli", "apps", "adapters", "core", "content"):
        (tmp_path / "src" / "waarborg" / room).mkdir(parents=True, exist_ok=True)
        (tmp_path / "src" / "waarborg" / room / "__init__.py").write_text("")
    return tmp_path


def test_a_house_without_imports_holds(small_house: Path) -> None:
    result = check_floors(small_house)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("room", "imported"), [("core", "adapters"), ("apps", "web"), ("web", "public"), ("adapters", "config")]
)
def test_an_import_that_goes_up_or_sideways_is_found(small_house: Path, room: str, imported: str) -> None:
    (small_house / "src" / "waarborg" / room / "__init__.py").write_text(f"import waarborg.{imported}\n")
    result = check_floors(small_house)
    assert result.returncode == 1
    assert f"waarborg.{room} -> waarborg.{imported}" in result.stdout


def test_a_room_without_a_floor_is_found(small_house: Path) -> None:
    (small_house / "src" / "waarborg" / "attic").mkdir()
    (small_house / "src" / "waarborg" / "attic" / "__init__.py").write_text("")
    result = check_floors(small_house)
    assert result.returncode == 1
    assert "attic" in result.stdout


def test_an_impure_import_is_found() -> None:
    source = "import yaml\nimport os.path\nfrom urllib.parse import urlsplit\nfrom urllib.request import urlopen\nimport re\n"
    assert checkers.list_impure_imports(source) == [(1, "yaml"), (2, "os.path"), (4, "urllib.request")]


def test_an_opened_file_is_found() -> None:
    assert checkers.list_opened_files("x = 1\nwith open('file') as handle:\n    pass\n") == [2]


@pytest.mark.parametrize(
    "source",
    ["datetime.now(UTC)", "datetime.datetime.now()", "date.today()", "timezone.now", "time.time()",
     "from time import time"],
)  # fmt: skip
def test_a_reading_of_the_clock_is_found(source: str) -> None:
    assert len(checkers.list_clock_readings(source)) == 1


def test_a_date_that_is_passed_in_is_no_reading_of_the_clock() -> None:
    assert checkers.list_clock_readings("def age(today, now):\n    return today.year, now.date()\n") == []
