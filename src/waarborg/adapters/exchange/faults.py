"""Faults of whole files that several readers find, and the bounds that every reader keeps."""

from waarborg.adapters.exchange.records import BrokenFile, Fault
from waarborg.core.terms.text import Text

MAX_FILE_BYTES = 2 * 1024**3  # any file; what is read whole has a lower bound of its own
MAX_COLUMNS = 1_000  # of a table with a row per entry; all versions of the standard together have 90
MAX_ROWS = 1_048_576  # of a table; as many as a spreadsheet can have

GET_AGAIN = Text(
    nl="Haal het bestand opnieuw op en probeer het nog eens.", en="Get the file again and retry."
)
SPLIT = Text(nl="Splits het bestand in kleinere delen.", en="Split the file into smaller parts.")


def break_file(
    file: str,
    message: Text,
    remedy: Text,
    *,
    row: int | None = None,
    line: int | None = None,
    field: str | None = None,
) -> BrokenFile:
    """Return the error that says why a file as a whole cannot be used."""
    return BrokenFile(Fault(file=file, message=message, remedy=remedy, row=row, line=line, field=field))


def require_columns_within(count: int, *, file: str, most: int = MAX_COLUMNS) -> None:
    """Refuse a table that is wider than any export is. Raises `BrokenFile`."""
    if count > most:
        raise break_file(
            file,
            Text(
                nl=f"De tabel heeft {count} kolommen; er mogen er {most} zijn.",
                en=f"The table has {count} columns; at most {most} are allowed.",
            ),
            Text(
                nl="Haal lege en overbodige kolommen weg, of kies het goede scheidingsteken.",
                en="Remove empty and needless columns, or choose the right delimiter.",
            ),
            line=1,
        )


def require_rows_within(count: int, *, file: str) -> None:
    """Refuse a table that is longer than the stated bound. Raises `BrokenFile`."""
    if count > MAX_ROWS:
        raise break_file(
            file,
            Text(
                nl=f"De tabel heeft meer dan {MAX_ROWS} rijen.",
                en=f"The table has more than {MAX_ROWS} rows.",
            ),
            SPLIT,
            row=count,
        )
