"""Each command as a user runs it: exit code, JSON on standard output, messages on standard error."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.integration.publications.test_taking_over import write_export

pytestmark = pytest.mark.real_time


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def run(*arguments: str, data: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run `waarborg` with a database of its own, on SQLite."""
    surroundings = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("WAARBORG_", "DJANGO_", "DATABASE_URL", "COV_"))
    }
    surroundings |= {"WAARBORG_DATA": str(data), "COLUMNS": "200", **variables}
    return subprocess.run(
        [sys.executable, "-m", "waarborg.cli", *arguments],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=120,
    )


def answer(done: "subprocess.CompletedProcess[str]") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_check_needs_no_database(tmp_path: Path, data: Path) -> None:
    path = write_export(tmp_path, {"id": "11111118", "title": "Een"}, {"id": "11111126", "title": ""})
    done = run(
        "register", "check", str(path), "--json", data=data, DATABASE_URL="postgres://nobody@127.0.0.1:1/none"
    )
    assert done.returncode == 1
    found = answer(done)
    assert found["format"] == "reduced-json"
    assert [record["status"] for record in found["records"]] == ["accepted", "refused"]
    assert set(found["records"][0]) == {"id", "title", "status", "changes", "findings", "errors"}
    assert found["records"][1]["errors"]


def test_a_broken_file_is_bad_input(tmp_path: Path, data: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text('{"algoritmes": [', encoding="utf-8")
    for command in ("check", "import"):
        done = run("register", command, str(path), "--json", data=data)
        assert done.returncode == 3, done.stderr
        assert answer(done)["errors"]
        assert "broken.json" in done.stderr


def test_a_missing_file_is_bad_input(tmp_path: Path, data: Path) -> None:
    done = run("register", "check", str(tmp_path / "nothing.csv"), data=data)
    assert done.returncode == 3
    assert "nothing.csv" in done.stderr


def test_wrong_use_ends_with_two(data: Path) -> None:
    assert run("register", "import", data=data).returncode == 2
    assert run("fly", data=data).returncode == 2


def test_without_tables_the_remedy_is_named(tmp_path: Path, data: Path) -> None:
    done = run(
        "register", "import", str(write_export(tmp_path, {"id": "11111118", "title": "Een"})), data=data
    )
    assert done.returncode == 4
    assert "waarborg migrate" in done.stderr


def test_a_database_out_of_reach_is_said(data: Path) -> None:
    done = run("audit", "verify", data=data, DATABASE_URL="postgres://nobody@127.0.0.1:1/none")
    assert done.returncode == 4
    assert "DATABASE_URL" in done.stderr


def test_import_verify_and_heads(tmp_path: Path, data: Path) -> None:
    assert run("migrate", data=data).returncode == 0
    path = write_export(tmp_path, {"id": "11111118", "title": "Een"})
    dry = run("register", "import", str(path), "--dry-run", "--json", data=data)
    assert (dry.returncode, answer(dry)["totals"]["accepted"]) == (0, 1)
    done = run("register", "import", str(path), "--json", data=data)
    assert (done.returncode, answer(done)["totals"]["accepted"]) == (0, 1)
    again = run("register", "import", str(path), "--json", data=data)
    totals = answer(again)["totals"]
    assert [totals[key] for key in ("records", "accepted", "unchanged", "refused")] == [1, 0, 1, 0]
    verified = run("audit", "verify", "--json", data=data)
    assert verified.returncode == 0
    assert answer(verified)["broken"] == []
    kept = tmp_path / "heads.json"
    kept.write_text(run("audit", "heads", data=data).stdout, encoding="utf-8")
    assert run("audit", "verify", "--heads", str(kept), data=data).returncode == 0
    forged = json.loads(kept.read_text())
    forged["heads"][0]["head"] = "0" * 64
    kept.write_text(json.dumps(forged), encoding="utf-8")
    assert run("audit", "verify", "--heads", str(kept), data=data).returncode == 1
    assert run("register", "reindex", "--json", data=data).stdout.strip() == '{"entries": 1}'


def test_the_first_administrator_is_added_and_a_weak_password_refused(data: Path) -> None:
    run("migrate", data=data)
    command = [sys.executable, "-m", "waarborg.cli", "people", "add", "--name", "A", "--email", "a@b.example"]
    surroundings = {
        **os.environ,
        "WAARBORG_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "waarborg.config.demo",
    }
    surroundings.pop("DATABASE_URL", None)
    for password, code in (("kort", 3), ("een lange zin voor de poort", 0)):
        done = subprocess.run(
            [*command, "--organisation", "gm0344"],
            env=surroundings,
            input=f"{password}\n{password}\n",
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == code, done.stderr


def test_doctor_answers_in_json(data: Path) -> None:
    found = answer(run("doctor", "--json", data=data))
    assert {item["name"] for item in found["findings"]} >= {"Python", "Database", "Disk space"}


def test_every_command_has_help_and_an_example(data: Path) -> None:
    for command in (
        "register check",
        "register import",
        "register reindex",
        "organisations load",
        "audit verify",
        "people add",
    ):
        done = run(*command.split(), "--help", data=data)
        assert done.returncode == 0
        assert "Example:" in done.stdout, command
