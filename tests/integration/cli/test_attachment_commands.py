"""`waarborg attachments`, as somebody who runs the site uses it."""

import os
from pathlib import Path

import pytest

from tests.integration.cli.test_commands import answer, run

pytestmark = pytest.mark.real_time


def test_cleaning_takes_away_only_what_is_old_and_belongs_to_nothing(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "files"
    assert run("migrate", data=data).returncode == 0
    (folder / "ab").mkdir(parents=True)
    (folder / "incoming").mkdir()
    name = "ab" * 32 + "-"
    for path, age in (
        (folder / "ab" / f"{name}{'0' * 16}", 100_000),
        (folder / "ab" / f"{name}{'1' * 16}", 0),
        (folder / "ab" / "README", 100_000),
        (folder / "incoming" / "half", 100_000),
    ):
        path.write_bytes(b"x")
        moment = path.stat().st_mtime - age
        os.utime(path, (moment, moment))
    done = run("attachments", "clean", "--json", data=data, WAARBORG_ATTACHMENTS=str(folder))
    assert done.returncode == 0, done.stderr
    assert answer(done) == {"half": 1, "orphans": 1, "redacted": 0}
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == [
        "README",
        f"{name}{'1' * 16}",
    ]


def test_a_limit_that_is_no_number_is_refused_with_the_remedy(tmp_path: Path) -> None:
    done = run("attachments", "clean", data=tmp_path / "data", WAARBORG_ATTACHMENT_MB="veel")
    assert done.returncode == 4
    assert "write a whole number of 1 or more" in done.stderr
