"""`python -m waarborg.cli` is the command `waarborg`."""

from waarborg.cli.main import run

run()
