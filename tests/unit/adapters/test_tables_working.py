"""Long work can be followed and stopped; working copies go, however it ends; and it is kept which data were counted."""

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import polars as pl
import pyarrow as pa
import pytest

from tests.small_log import write_csv
from waarborg.adapters.tables import working
from waarborg.adapters.tables.counting import count
from waarborg.adapters.tables.duck import DuckSource
from waarborg.adapters.tables.faults import Stopped, UnreadableLog
from waarborg.adapters.tables.opening import open_source
from waarborg.adapters.tables.port import Watch
from waarborg.adapters.tables.provenance import hash_file, record
from waarborg.adapters.tables.roles import Roles

ROLES = Roles(by=("geslacht",), prediction="besluit")
#: A process that makes a working copy of a log and tells where, and then waits to be killed.
PROGRAM = """
import sys, time
from waarborg.adapters.tables.opening import open_source
source = open_source(sys.argv[1])
print(source.folder, flush=True)
if sys.argv[2] == "wait":
    sys.stdin.read()
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setattr(working.tempfile, "gettempdir", lambda: str(folder))
    return folder / f"waarborg-tables-{os.getuid()}"


def list_copies(home: Path) -> list[Path]:
    return sorted(home.rglob("*-utf8.csv"))


def start(path: Path, home: Path, what: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(path), what],
        env={**os.environ, "TMPDIR": str(home.parent), "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_working_copy_goes_when_the_log_is_closed(tmp_path: Path, home: Path) -> None:
    with open_source(write_csv(tmp_path / "log.csv", encoding="utf-16")):
        assert len(list_copies(home)) == 1
        assert home.stat().st_mode & 0o077 == 0
    assert list(home.iterdir()) == []


def test_nothing_is_left_of_a_log_that_could_not_be_opened(tmp_path: Path, home: Path) -> None:
    (tmp_path / "log.csv").write_text("a,,b\n1,2,3\n", encoding="utf-16")
    with pytest.raises(UnreadableLog):
        open_source(tmp_path / "log.csv")
    assert list(home.iterdir()) == []


def test_a_working_copy_goes_when_the_process_ends_without_closing(tmp_path: Path, home: Path) -> None:
    with start(write_csv(tmp_path / "log.csv", encoding="utf-16"), home, "end") as process:
        folder = Path(process.communicate()[0].strip())
    assert folder.parent == home
    assert not folder.exists()


def test_a_working_copy_of_a_killed_process_goes_at_the_next_start(tmp_path: Path, home: Path) -> None:
    path = write_csv(tmp_path / "log.csv", encoding="utf-16")
    with start(path, home, "wait") as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        with open_source(path):
            assert len(list_copies(home)) == 2  # that of a living process stays
        process.send_signal(signal.SIGKILL)
    assert list_copies(home) == [folder / list_copies(folder)[0].name]
    with open_source(path) as source:
        assert not folder.exists()
        assert list_copies(home) == list_copies(source.folder)


def test_a_folder_of_somebody_else_is_not_used(home: Path, tmp_path: Path) -> None:
    home.symlink_to(tmp_path)
    with pytest.raises(PermissionError, match="belongs to another user"):
        working.make_folder()


# --- progress and stopping -------------------------------------------------------------------------------
@pytest.mark.real_time
def test_progress_goes_from_nothing_to_all(tmp_path: Path) -> None:
    seen: list[float] = []
    with open_source(write_csv(tmp_path / "log.csv")) as source:
        count(source, ROLES, watch=Watch(progress=seen.append))
    assert seen[0] == 0
    assert seen[-1] == 1
    assert seen == sorted(seen)


@pytest.mark.real_time
def test_progress_is_told_while_a_query_runs_and_nothing_is_drawn(capfd: pytest.CaptureFixture[str]) -> None:
    seen: list[float] = []
    with DuckSource("log", {}, lambda *_: "") as source, pytest.raises(Stopped):
        source.run(
            "SELECT sum(hash(i)) FROM range(30000000000) t(i)",
            watch=Watch(progress=seen.append, is_stopped=lambda: len(seen) > 1 and seen[-1] > 0),
        )
    assert 0 < seen[-1] < 1
    assert capfd.readouterr() == ("", "")


@pytest.mark.real_time
def test_a_long_query_stops_when_the_user_wants_it(home: Path) -> None:
    looks = iter([False, False, True])
    with DuckSource("log", {}, lambda *_: "") as source:
        with pytest.raises(Stopped):
            # Would take days.
            source.run(
                "SELECT sum(hash(i)) FROM range(1000000000000000) t(i)",
                watch=Watch(is_stopped=lambda: next(looks)),
            )
        assert source.run("SELECT 1 AS one").column("one").to_pylist() == [1]
    assert list(home.iterdir()) == []


@pytest.mark.real_time
def test_an_error_while_progress_is_told_stops_the_query() -> None:
    def fail(_: float) -> None:
        raise OSError("the terminal is gone")

    with DuckSource("log", {}, lambda *_: "") as source, pytest.raises(OSError, match="terminal"):
        source.run("SELECT sum(hash(i)) FROM range(1000000000000000) t(i)", watch=Watch(progress=fail))


def test_who_stops_before_it_began_gets_nothing(tmp_path: Path) -> None:
    with open_source(write_csv(tmp_path / "log.csv")) as source, pytest.raises(Stopped):
        count(source, ROLES, watch=Watch(is_stopped=lambda: True))


# --- provenance ------------------------------------------------------------------------------------------
def test_the_hash_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "log.csv")
    expected = hashlib.sha256(path.read_bytes()).hexdigest()
    with open_source(path) as source:
        found = record(source, 10)
    assert found.sha256 == hash_file(path) == expected
    assert found.files == (("log.csv", path.stat().st_size, expected),)
    assert (found.name, found.rows, found.engine) == ("log.csv", 10, "duckdb")
    assert set(found.versions) == {"python", "waarborg", "duckdb"}
    assert found.as_json()["files"] == [{"name": "log.csv", "bytes": path.stat().st_size, "sha256": expected}]


def test_the_hash_of_several_files_is_that_of_their_hashes(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv"):
        (tmp_path / name).write_text(f"besluit\n{int(name == 'a.csv')}\n")
    lines = [hashlib.sha256(f"besluit\n{value}\n".encode()).hexdigest() + "\n" for value in (1, 0)]
    with open_source(tmp_path) as source:
        found = record(source, 2)
    assert [name for name, _, _ in found.files] == ["a.csv", "b.csv"]
    assert found.sha256 == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_the_hash_of_a_frame_says_whether_it_is_the_same() -> None:
    hashes = []
    for values in ([1, 0], [1, 0], [0, 1]):
        with open_source(pl.DataFrame({"besluit": values})) as source:
            hashes.append(record(source, 2).sha256)
    with open_source(pa.table({"besluit": [1, 0]})) as source:
        hashes.append(record(source, 2).sha256)
    assert hashes[0] == hashes[1] == hashes[3]
    assert hashes[0] != hashes[2]


def test_a_file_that_changed_after_the_count_has_no_hash(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "log.csv")
    with open_source(path) as source:
        count(source, ROLES)
        path.write_text("iets anders")
        with pytest.raises(UnreadableLog, match="changed while it was being read"):
            record(source, 10)
