"""What is wrong with a file about law that somebody wrote or sent: where, what, and what to do."""

import re

from waarborg.adapters.content_files.yaml_files import ContentError
from waarborg.core.terms.text import Text

_SPOT = re.compile(r"line ([0-9]+)(?:, column ([0-9]+))?")


class LawFileError(ContentError):
    """A model or a file of facts that cannot be used.

    `file` is the name of the file, `place` where in it: a line and column, or a frame and field. `fault` says what
    is wrong and `remedy` what to do, in English; `fault_text` and `remedy_text` hold both languages.
    """

    def __init__(self, *, file: str, place: str, fault: Text, remedy: Text) -> None:
        self.place = place
        self.fault_text = fault
        self.remedy_text = remedy
        super().__init__(file=file, path=place, fault=fault.en.rstrip("."), remedy=remedy.en)

    @property
    def spot(self) -> tuple[int, int]:
        """The line and column with which the place begins, from 1; 0 for what it does not say."""
        found = _SPOT.match(self.place)
        return (int(found[1]), int(found[2] or 0)) if found is not None else (0, 0)

    def in_language(self, language: str) -> str:
        """Return the whole message in `nl` or `en`."""
        if language == "en":
            return str(self)
        place = re.sub(r"\b(line|column) (?=[0-9])", _translate, self.place).replace(
            "of the text", "van de tekst"
        )
        return f"{self.file}, bij {place}: {self.fault_text.nl} {self.remedy_text.nl}"


def _translate(found: re.Match[str]) -> str:
    return {"line": "regel ", "column": "kolom "}[found[1]]
