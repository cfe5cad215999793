"""Set-up: the locks agree, no file names a registry or one machine, every licence fits, an interruption is repaired."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import addresses
import licences
import stamps
import uv
from licences import Stated
from tests.consistency.checkers import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock", "setup/build.lock", "setup/node.lock")


def read_lock(text: str) -> dict[str, Version]:
    """The version of each package in a lock file."""
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, flags=re.MULTILINE)
    return {canonicalize_name(name): Version(version) for name, version in found}


def list_lock_faults(wanted: list[str], locked: dict[str, Version]) -> list[str]:
    """Requirements that a lock file does not have, or has in another version than is allowed."""
    faults = []
    for requirement in map(Requirement, wanted):
        version = locked.get(canonicalize_name(requirement.name))
        if version is None:
            faults.append(f"{requirement} is not locked")
        elif not requirement.specifier.contains(version):
            faults.append(f"{requirement} is locked at {version}")
    return faults


def lock(name: str) -> dict[str, Version]:
    return read_lock((ROOT / name).read_text(encoding="utf-8"))


def test_the_locks_hold_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"]
    developing = [item for item in project["dependency-groups"]["dev"] if isinstance(item, str)]
    assert list_lock_faults(wanted, lock("requirements.lock")) == []
    assert list_lock_faults([*wanted, *developing], lock("requirements-dev.lock")) == []


@pytest.mark.parametrize("name", ["requirements.lock", "setup/build.lock"])
def test_serving_and_developing_have_the_same_versions(name: str) -> None:
    both = lock("requirements-dev.lock")
    assert {package: version for package, version in lock(name).items() if both.get(package) != version} == {}


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes(name: str) -> None:
    entries = re.split(r"^(?=[A-Za-z0-9])", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_lock_of_npm_names_no_address() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_no_file_names_a_registry_or_a_folder_of_one_machine() -> None:
    faults = []
    for path in addresses.list_files(ROOT):
        text = path.read_bytes().decode("utf-8", errors="ignore")
        faults += [f"{path.relative_to(ROOT)}, {fault}" for fault in addresses.find_faults(text)]
    assert not faults, "\n".join(faults)


def test_every_installed_package_may_be_used() -> None:
    assert [fault for fault in map(licences.find_fault, licences.list_installed()) if fault] == []


def test_the_make_targets_that_the_readme_names_exist() -> None:
    targets = set(
        re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    )
    named = set(re.findall(r"`?\bmake ([a-z]+)\b", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert {"start", "test"} <= targets
    assert {"start", "test", "check", "fix", "bench"} <= targets
    assert {
        name for name in named if name in ("start", "test", "check", "fix", "bench", "lock", "docs")
    } <= targets


def test_make_alone_lists_the_targets() -> None:
    answer = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "make start" in answer.stdout
    assert "make test" in answer.stdout


# --- the checkers themselves -----------------------------------------------------------------------------


def test_a_lock_that_lags_behind_is_found() -> None:
    locked = read_lock("django==5.2.1 \\\n    --hash=sha256:00\n")
    assert list_lock_faults(["Django>=5.2.8", "rich"], locked) == [
        "Django>=5.2.8 is locked at 5.2.1",
        "rich is not locked",
    ]


def test_a_registry_and_a_folder_of_one_machine_are_found() -> None:
    host = addresses.REGISTRIES[0]
    folder = "/" + "home/somebody/x"
    assert addresses.find_faults(f"index = https://{host}/simple\nopen('{folder}')\n") == [
        f"line 1: package registry {host}",
        "line 2: folder " + folder.removesuffix("/x"),
    ]


@pytest.mark.parametrize(
    "text", ["see https://example.org/work/list", "a path such as src/home/x", "/usr/bin/chromium"]
)
def test_other_addresses_pass(text: str) -> None:
    assert addresses.find_faults(text) == []


@pytest.mark.parametrize(
    "stated",
    [
        Stated("a", expression="AGPL-3.0-only"),
        Stated("b", text="GPL v3"),
        Stated("c", classifiers=("GNU General Public License v3 (GPLv3)",)),
        Stated("d"),
        Stated("e", expression="MIT AND GPL-3.0-only"),
    ],
)
def test_a_licence_that_does_not_fit_is_found(stated: Stated) -> None:
    assert licences.find_fault(stated) is not None


@pytest.mark.parametrize(
    "stated",
    [
        Stated("a", expression="GPL-3.0-only OR MIT"),
        Stated("b", text="BSD"),
        Stated("c", classifiers=("MIT License",)),
        Stated("d", expression="MIT AND (Apache-2.0 OR BSD-2-Clause)"),
    ],
)
def test_a_licence_that_fits_passes(stated: Stated) -> None:
    assert licences.find_fault(stated) is None


def test_a_stamp_that_is_half_written_counts_as_none(tmp_path: Path) -> None:
    stamp = tmp_path / "stamp"
    assert stamps.read(stamp) == {}
    stamps.write(stamp, made_from="x")
    assert stamps.read(stamp) == {"made_from": "x"}
    stamp.write_text('{"made_')
    assert stamps.read(stamp) == {}


def test_a_fingerprint_changes_with_content_and_name(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("x")
    second.write_text("x")
    prints = {stamps.fingerprint([first], root=tmp_path), stamps.fingerprint([second], root=tmp_path)}
    second.write_text("y")
    assert len(prints | {stamps.fingerprint([second], root=tmp_path)}) == 3
    assert stamps.fingerprint([first, second], root=tmp_path) == stamps.fingerprint(
        [second, first], root=tmp_path
    )


@pytest.mark.parametrize(
    ("version", "fit"), [("0.12.9", False), ("0.13.0", True), ("0.20.1", True), ("1.0.0", False)]
)
def test_only_a_uv_of_a_known_version_is_used(tmp_path: Path, version: str, fit: bool) -> None:
    tool = tmp_path / "uv"
    tool.write_text(f"#!/bin/sh\necho uv {version}\n")
    tool.chmod(0o755)
    assert uv.is_fit(tool) is fit
