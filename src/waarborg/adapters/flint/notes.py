"""What a reader of models notes while it reads: warnings, each with the place it is about."""

from waarborg.adapters.flint.names import tidy
from waarborg.adapters.law_files.warnings import ReadWarning
from waarborg.core.terms.text import Text

#: Of a text from the file, a message shows no more than this.
MOST_SHOWN = 120


def shorten(text: object) -> str:
    """Return something from the file on one line and not too long, for use in a message."""
    if isinstance(text, dict | list):
        return "{…}" if isinstance(text, dict) else "[…]"
    line = tidy(str(text)[: 10 * MOST_SHOWN])
    return line if len(line) <= MOST_SHOWN else f"{line[: MOST_SHOWN - 1]}…"


class Notes:
    """The warnings so far. `place` is where the reader is, such as `<<aanvraag indienen>>, precondition`."""

    def __init__(self) -> None:
        self.warnings: list[ReadWarning] = []
        self.place = "the model"
        self._said: set[tuple[str, str]] = set()

    def warn(self, code: str, nl: str, en: str) -> None:
        """Note something about the place where the reader is."""
        self.warnings.append(ReadWarning(code, self.place, Text(nl=nl, en=en)))

    def warn_once(self, code: str, subject: str, nl: str, en: str) -> None:
        """Note something of which one example is enough, such as a field that many frames have."""
        if (code, subject) not in self._said:
            self._said.add((code, subject))
            self.warn(code, nl, en)
