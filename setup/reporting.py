"""Telling what set-up does, and what went wrong when it does not work."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

#: The exit code of "the environment lacks something", the same as that of the `waarborg` command.
LACKING = 4


#: Where systems keep the certificates they trust: Debian, Fedora, Alpine and others.
CERTIFICATES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)


class SetupFailed(Exception):
    """A step that failed: what, why as far as is known, and what to do about it."""

    def __init__(self, what: str, *, why: str, remedy: str) -> None:
        super().__init__(f"{what}\n  Why: {why}\n  What to do: {remedy}")


def say(text: str) -> None:
    """Show one line of progress, on standard error so that standard output stays free for answers."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Announce a step, and say how long it took."""
    say(f"· {name} …")
    begin = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - begin:.1f} s")


def run(
    command: Sequence[str | Path],
    *,
    root: Path,
    what: str,
    remedy: str,
    environment: Mapping[str, str] | None = None,
) -> None:
    """Run `command` in the project's folder, showing what it writes; raises SetupFailed when it does not succeed."""
    words = [str(word) for word in command]
    try:
        # What tools write goes to standard error too; a long download stays visible.
        code = subprocess.run(
            words,
            cwd=root,
            env={**os.environ, **_defaults(root), **(environment or {})},
            stdout=sys.stderr,
            check=False,
        ).returncode
    except OSError as error:
        raise SetupFailed(what, why=f"`{words[0]}` could not be started: {error}", remedy=remedy) from error
    if code:
        shown = " ".join(Path(word).name if word == words[0] else word for word in words)
        raise SetupFailed(
            what, why=f"`{shown}` ended with code {code}; what it said stands above.", remedy=remedy
        )


def _defaults(root: Path) -> dict[str, str]:
    """Settings for uv and npm that the user did not set: certificates to trust, and where to keep downloads."""
    wanted: dict[str, str | Path] = {}
    bundle = next((path for path in CERTIFICATES if Path(path).exists()), None)
    if bundle and not {"SSL_CERT_FILE", "SSL_CERT_DIR"} & set(os.environ):
        # Both bring certificates of their own; an office that reads TLS traffic adds its own to those of the system.
        wanted |= {"UV_SYSTEM_CERTS": "true", "NODE_EXTRA_CA_CERTS": bundle}
    if not os.access(os.environ.get("HOME") or "/nonexistent", os.W_OK):
        # No home folder to write in, as for a service account.
        wanted |= {"UV_CACHE_DIR": root / ".tools/cache/uv", "NPM_CONFIG_CACHE": root / ".tools/cache/npm"}
    return {name: str(value) for name, value in wanted.items() if name not in os.environ}
