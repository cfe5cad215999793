"""The own format of a register, `waarborg-register`: its names, for what writes it and what reads it.

Its shape is described in docs/register-format.md and in content/publication/own-export.schema.json.
"""

import json
from importlib.resources import files
from typing import Any

OWN_FORMAT = "waarborg-register"
OWN_VERSION = 1
#: The formats as `Export.format` names them.
OWN_JSON = "own-json"
OWN_LINES = "own-json-lines"
OWN_PARQUET = "own-parquet"
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
#: Ends the name of a column that holds the English text of a field, and that of a redacted English field.
ENGLISH = "@en"
#: What stands in a cell of a spreadsheet in place of a text that is longer than a cell can be.
TOO_LONG = "[TOO LONG / TE LANG]"


def load_schema() -> dict[str, Any]:
    """Return the JSON Schema of the own format."""
    written = files("waarborg.content").joinpath("publication", "own-export.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(written)
    return schema
