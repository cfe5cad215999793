"""Running Waarborg: the demo of `make start`, and the parts of a real site."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from http import HTTPStatus
from typing import Annotated, Any
from urllib.request import urlopen

import typer
from rich.progress import Progress
from rich.table import Column, Table

from waarborg.cli.exits import CommandFailed, Exit, answers, ending, errors
from waarborg.cli.site import open_site

#: How often the worker asks what recurring work is due.
SCHEDULE_SECONDS = 60
#: After so many seconds the web server is given up.
LONGEST_START = 180

Port = Annotated[int, typer.Option("--port", envvar="PORT", help="Port to serve on.", min=1, max=65535)]


def start(port: Port = 8000) -> None:
    """Start the demo on this machine: database, example data, web server and background worker."""
    with ending():
        _refuse_taken_port(port)
        open_site(migrated=False)
        _prepare()
        processes = {
            "worker": subprocess.Popen([sys.executable, "-m", "waarborg.cli", "worker"]),
            "web server": subprocess.Popen(_server("127.0.0.1", port, processes=2)),
        }
        try:
            _wait_until_serving(port, processes["web server"])
            _welcome(port)
            _watch(processes)
        finally:
            _stop(processes)


def serve(
    port: Port = 8000,
    host: Annotated[str, typer.Option("--host", help="Address to serve on.")] = "127.0.0.1",
    processes: Annotated[int, typer.Option("--processes", help="Number of web processes.", min=1)] = 2,
) -> None:
    """Serve the site with the settings of DJANGO_SETTINGS_MODULE. Run `waarborg worker` beside it."""
    with ending():
        if not os.environ.get("DJANGO_SETTINGS_MODULE"):
            raise CommandFailed(
                Exit.ENVIRONMENT,
                "Say which settings to serve with: DJANGO_SETTINGS_MODULE=waarborg.config.production. "
                "For the demo there is `waarborg start`.",
            )
        open_site()
        _collect_static_files()
        command = _server(host, port, processes=processes)
        os.execv(command[0], command)


def worker() -> None:
    """Do background work until stopped, and hand out the work that recurs, such as reminders and the mail of the day."""
    with ending():
        open_site()
        from django.core.management import call_command

        threading.Thread(target=_keep_schedule, name="schedule", daemon=True).start()
        call_command("db_worker", verbosity=0)


def _keep_schedule() -> None:
    """Ask every minute what recurring work is due. The table in the database remembers, so a restart forgets nothing."""
    from django.db import DatabaseError, connections
    from django.utils import timezone

    from waarborg.apps.notifications.schedule import run_due

    while True:
        try:
            run_due(now=timezone.now())
        except DatabaseError as error:
            # The database may be busy or away for a moment; the next minute is another chance.
            errors.print(f"The schedule could not be read: {error}", markup=False)
        finally:
            connections.close_all()
        time.sleep(SCHEDULE_SECONDS)


def migrate() -> None:
    """Bring the structure of the database up to date and load the list of organisations."""
    with ending():
        open_site(migrated=False)
        _migrate()
        _load_organisations()
    answers.print("The database is up to date.")


def _prepare() -> None:
    _migrate()
    _load_organisations()
    _collect_static_files()
    from django.utils import timezone

    from waarborg.apps.publications import examples

    if examples.is_loaded():
        return
    with Progress(console=errors, transient=True, disable=not errors.is_terminal) as bar:
        task = bar.add_task("Writing the example register", total=None)
        examples.load(
            at=timezone.now(), progress=lambda done, total: bar.update(task, completed=done, total=total)
        )


def _migrate() -> None:
    from django.core.management import call_command
    from django.db.utils import DatabaseError

    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise CommandFailed(
            Exit.ENVIRONMENT,
            f"The database cannot be brought up to date: {error}. Check DATABASE_URL and its rights.",
        ) from error


def _load_organisations() -> None:
    from django.utils import timezone

    from waarborg.adapters.content_files.organisations import load_organisations
    from waarborg.apps.audit.actions import SYSTEM
    from waarborg.apps.organisations.actions import load_list

    load_list(records=load_organisations(), by=SYSTEM, at=timezone.now())


def _collect_static_files() -> None:
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)


def _server(host: str, port: int, *, processes: int) -> list[str]:
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "waarborg.config.wsgi:application",
        f"--bind={host}:{port}",
        f"--workers={processes}",
        "--threads=4",
        "--preload",
        "--timeout=60",
        "--log-level=warning",
        "--forwarded-allow-ips=127.0.0.1",
    ]


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandFailed(
                Exit.ENVIRONMENT,
                f"Port {port} is in use. Stop what uses it, or choose another: `PORT={port + 1} make start`.",
            ) from error


def _wait_until_serving(port: int, server: "subprocess.Popen[bytes]") -> None:
    # A busy machine takes a minute for what an idle one does in four seconds.
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        if server.poll() is not None:
            raise CommandFailed(Exit.ENVIRONMENT, "The web server stopped at once. Its message stands above.")
        with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/healthz", timeout=20) as answer:
            if answer.status == HTTPStatus.OK:
                return
        time.sleep(0.1)
    raise CommandFailed(
        Exit.ENVIRONMENT,
        f"The web server does not answer after {LONGEST_START} seconds: the machine is too busy. "
        "Start again when it is less so; what was set up is kept.",
    )


def _welcome(port: int) -> None:
    from waarborg.apps.organisations.queries import list_demo_logins
    from waarborg.apps.publications.examples import PASSWORD

    table = Table("role", Column("mail address", no_wrap=True), "organisation")
    for login in list_demo_logins():
        if login.can_log_in:
            table.add_row(login.role, login.email, login.organisation)
    answers.print(
        f"\n[bold]Waarborg is running.[/] Stop with Ctrl+C.\n  Public site:  http://127.0.0.1:{port}/"
    )
    answers.print(f"  Workplace:    http://127.0.0.1:{port}/nl/werkplek/")
    answers.print(f"\nDemo logins, all with the password [bold]{PASSWORD}[/]:")
    answers.print(table)
    sys.stdout.flush()


def _watch(processes: dict[str, Any]) -> None:
    """Wait until somebody stops us, or a part ends by itself, which is a failure."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
    try:
        while True:
            for name, process in processes.items():
                if process.poll() is not None:
                    raise CommandFailed(
                        Exit.ENVIRONMENT,
                        f"The {name} stopped with code {process.returncode}. Its message stands above.",
                    )
            time.sleep(0.5)
    except KeyboardInterrupt:
        errors.print("Stopping.")


def _stop(processes: dict[str, Any]) -> None:
    for process in processes.values():
        if process.poll() is None:
            process.terminate()
    for process in processes.values():
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
