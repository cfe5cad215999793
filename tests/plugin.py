"""What must be decided before Django reads its settings, and rules that hold for every test.

Loaded with `-p tests.plugin`. A conftest would be too late: pytest-django loads the settings before it.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.postgres_server import NoPostgres, postgres_server

ROOT = Path(__file__).resolve().parent.parent

#: Variables meant for the tests themselves; every other WAARBORG_ variable of the caller is taken away.
OURS = {"WAARBORG_SHARED", "WAARBORG_SCREENSHOTS", "WAARBORG_COMPLETE"}

#: What runs on PostgreSQL, besides the browser tests marked `database`, when no paths are given.
ON_POSTGRES = ("tests/integration", "tests/functional", "tests/consistency/test_database.py")

MARKERS = (
    "real_time: the clock runs; without this mark it stands still at tests.conftest.NOW",
    "database: a browser test that also runs on PostgreSQL",
    "only_on(name): a test for one database, sqlite or postgres; left out on the other",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgres"),
        default="sqlite",
        help="database to test with; postgres uses DATABASE_URL when that names one, else starts its own server",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    """Name the database and the settings, in the process that the user started; workers inherit the environment."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    for name in [name for name in os.environ if name.startswith("WAARBORG_") and name not in OURS]:
        del os.environ[name]
    os.environ["DJANGO_SETTINGS_MODULE"] = "waarborg.config.testing"
    leaving = ExitStack()
    early_config.add_cleanup(leaving.close)
    folder = Path(tempfile.mkdtemp(prefix="wb-tests-"))
    leaving.callback(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(leaving.close)
    (folder / "static").mkdir()  # whitenoise warns about a folder that is not there
    os.environ["WAARBORG_DATA"] = str(folder)
    options = early_config.known_args_namespace
    if options.database == "sqlite" or options.help or options.version:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'waarborg.sqlite3'}"
        return
    try:
        os.environ["DATABASE_URL"] = leaving.enter_context(postgres_server())
    except NoPostgres as error:
        raise pytest.UsageError(str(error)) from error


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    if (
        config.getoption("database") == "postgres"
        and config.args_source is pytest.Config.ArgsSource.TESTPATHS
    ):
        config.args = [path for path in ON_POSTGRES if (ROOT / path).exists()]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark browser tests, and leave out what is not for the chosen database."""
    database = config.getoption("database")
    kept, left_out = [], []
    for item in items:
        browser = (ROOT / "tests" / "functional") in item.path.parents
        if browser:
            # Browser and server compare cookies and times with the real clock.
            item.add_marker(pytest.mark.real_time)
        only = item.get_closest_marker("only_on")
        wanted = only is None or only.args[0] == database
        if browser and database == "postgres" and not item.get_closest_marker("database"):
            wanted = False
        (kept if wanted else left_out).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


# --- a complete run accepts no skipped test --------------------------------------------------------------
# `.ci/run` sets WAARBORG_COMPLETE=yes. A browser that is missing, or real files that lie beside the project but are
# not found, would otherwise turn a whole part of the suite off without anybody seeing it.

_skipped: list[str] = []


def is_complete_run() -> bool:
    """Whether every test must run."""
    return os.environ.get("WAARBORG_COMPLETE") == "yes"


def find_shared() -> Path | None:
    """The folder of real files: WAARBORG_SHARED, or `shared` beside the project."""
    named = os.environ.get("WAARBORG_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if (folder / "data").is_dir() else None


def is_acceptable_skip(reason: str, *, shared: Path | None) -> bool:
    """Whether a complete run may skip a test for this reason: real files, or Spark, that are not on this machine."""
    if "Spark is not here" in reason:
        return find_spec("pyspark") is None or shutil.which("java") is None
    return shared is None and "WAARBORG_SHARED" in reason


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple | list) else str(report.longrepr)
        _skipped.append(f"{report.nodeid}: {reason}")


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple | list) else str(report.longrepr)
        _skipped.append(f"{report.nodeid}: {reason}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if is_complete_run() and _refused_skips() and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    write: Callable[[str], None] = terminalreporter.write_line
    if is_complete_run() and _refused_skips():
        terminalreporter.section("skipped in a run that must be complete (WAARBORG_COMPLETE=yes)")
        for line in _refused_skips():
            write(line)


def _refused_skips() -> list[str]:
    shared = find_shared()
    return [line for line in _skipped if not is_acceptable_skip(line, shared=shared)]
