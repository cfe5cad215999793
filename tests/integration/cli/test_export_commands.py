"""`register export` and `register compare` as a user runs them."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.integration.cli.test_commands import answer, run
from tests.integration.publications.test_taking_over import write_export

pytestmark = pytest.mark.real_time


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a register with two entries."""
    folder = tmp_path_factory.mktemp("register")
    path = write_export(folder, {"id": "11111118", "title": "Een"}, {"id": "11111126", "title": "= Twee"})
    assert run("migrate", data=folder / "data").returncode == 0
    assert run("register", "import", str(path), data=folder / "data").returncode == 0
    return folder / "data"


@pytest.mark.parametrize("name", ["csv", "xlsx", "json", "jsonl", "jsonld", "parquet"])
def test_an_export_says_what_it_wrote(data: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"out.{name}"
    done = run("register", "export", "--format", name, "--output", str(path), "--json", data=data)
    assert done.returncode == 0, done.stderr
    found = answer(done)
    content = path.read_bytes()
    assert found == {
        "format": name,
        "history": False,
        "entries": 2,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "output": str(path),
    }
    assert list(tmp_path.iterdir()) == [path]


def test_an_export_can_go_to_standard_output(data: Path) -> None:
    done = run("register", "export", "--output", "-", "--ids", "11111126", data=data)
    assert done.returncode == 0
    (entry,) = json.loads(done.stdout)["entries"]
    assert entry["values"]["name"] == "= Twee"


def test_wrong_use_and_bad_input_are_told_apart(data: Path, tmp_path: Path) -> None:
    out = ("--output", str(tmp_path / "out"))
    assert run("register", "export", "--format", "docx", *out, data=data).returncode == 2
    assert run("register", "export", "--format", "csv", "--history", *out, data=data).returncode == 2
    assert run("register", "export", "--output", "-", "--json", data=data).returncode == 2
    missing = run("register", "export", "--ids", "11111118,nergens", "--json", *out, data=data)
    assert missing.returncode == 3
    assert "nergens" in answer(missing)["errors"][0]["message"]
    assert run("register", "export", "--organisation", "nergens", *out, data=data).returncode == 3
    nowhere = run("register", "export", "--output", str(tmp_path / "geen" / "out.json"), data=data)
    assert nowhere.returncode == 4
    assert list(tmp_path.iterdir()) == []


def test_two_exports_are_compared_without_a_database(data: Path, tmp_path: Path) -> None:
    old, new = tmp_path / "old.parquet", tmp_path / "new.json"
    assert run("register", "export", "--format", "parquet", "--output", str(old), data=data).returncode == 0
    assert run("register", "export", "--output", str(new), data=data).returncode == 0
    nothing = "postgres://nobody@127.0.0.1:1/none"
    same = run("register", "compare", str(old), str(new), "--json", data=tmp_path / "x", DATABASE_URL=nothing)
    assert same.returncode == 0, same.stderr
    assert answer(same)["totals"] == {"added": 0, "removed": 0, "changed": 0, "unchanged": 2, "refused": 0}
    document = json.loads(new.read_text("utf-8"))
    document["entries"][0]["values"]["name"] = "Eerste"
    del document["entries"][1]
    new.write_text(json.dumps(document), encoding="utf-8")
    differs = run("register", "compare", str(old), str(new), "--json", data=tmp_path / "x")
    assert differs.returncode == 1
    found = answer(differs)
    assert (found["old"]["format"], found["new"]["format"]) == ("own-parquet", "own-json")
    assert [one["id"] for one in found["removed"]] == ["11111126"]
    (changed,) = found["changed"]
    (field,) = changed["fields"]
    assert (field["field"], field["old"], field["new"]) == ("name", "Een", "Eerste")
    said = run("register", "compare", str(old), str(new), data=tmp_path / "x")
    assert "0 added, 1 removed, 1 changed, 0 unchanged" in said.stdout


def test_a_file_that_cannot_be_compared_is_bad_input(tmp_path: Path) -> None:
    path = tmp_path / "broken.parquet"
    path.write_bytes(b"PAR1 and nothing more")
    done = run("register", "compare", str(path), str(path), "--json", data=tmp_path / "x")
    assert done.returncode == 3
    assert answer(done)["errors"]
    assert "broken.parquet" in done.stderr
