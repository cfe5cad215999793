"""Cells of a CSV file that a spreadsheet program would take for a formula.

An apostrophe before such a cell says that it is text, as it does in the programs themselves. It is put before every
cell that begins with a sign of a formula, whatever apostrophes stand there already; so taking away one is the exact
reverse. A file in which some cell begins with such a sign as it is was not written this way, and nothing is taken away.
"""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_BARE = re.compile(r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def guard(cell: str) -> str:
    """Return the cell such that no spreadsheet program calculates with it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """Return what `guard` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def is_bare(cell: str) -> bool:
    """Return whether a cell begins with the sign of a formula: then its file was not guarded."""
    return _BARE.match(cell) is not None
