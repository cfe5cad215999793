"""The translation catalogues: compiled from the .po files when one of these changed."""

from pathlib import Path

import stamps
from reporting import run, step


def ensure(root: Path) -> bool:
    """Compile every catalogue; returns whether anything had to be done."""
    sources = sorted((root / "src" / "waarborg").rglob("LC_MESSAGES/*.po"))
    stamp = root / ".venv" / ".waarborg-translations"
    made_from = stamps.fingerprint(sources, root=root)
    if stamps.read(stamp).get("made_from") == made_from and all(
        po.with_suffix(".mo").exists() for po in sources
    ):
        return False
    with step("Compiling the translations"):
        run(
            [root / ".venv" / "bin" / "python", "-m", "waarborg.config.catalogues", "compile"],
            root=root,
            what="The translations could not be compiled.",
            remedy="correct the .po file and line named above.",
        )
        stamps.write(stamp, made_from=made_from)
    return True
