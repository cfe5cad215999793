"""A file that comes back: the answers in it, and nothing else of it. No script of it runs and nothing is shown as it is."""

import re

from waarborg.adapters.form_files.answers_file import AnswersFileError
from waarborg.adapters.form_files.answers_json import MOST_BYTES
from waarborg.adapters.form_files.offline.page import ANSWERS_BLOCK
from waarborg.core.terms.text import Text

_MARK = f'id="{ANSWERS_BLOCK}"'.encode()
#: As this program and the page itself write it: no sign in the answers can end the block.
_BLOCK = re.compile(rb'<script type="application/json" ' + _MARK + rb"[^<>]*>([^<]*)</script>")
_BOM = b"\xef\xbb\xbf"
_AGAIN = Text(
    "Sla het bestand opnieuw op met “Sla op als bestand”, of haal het formulier opnieuw op.",
    "Save the file again with “Save as file”, or download the form again.",
)


def is_page(content: bytes) -> bool:
    """Return whether a file is a page, and not JSON: its first sign tells."""
    return content[:4096].removeprefix(_BOM).lstrip()[:1] == b"<"


def find_answers(content: bytes, *, file: str) -> bytes:
    """Return the answers in a file, as JSON: a page holds them in one block, another file comes back as it is.

    Raises `AnswersFileError` for a page that is too large, or does not hold exactly one block of answers.
    """
    if not is_page(content):
        return content
    if len(content) > MOST_BYTES:
        size = MOST_BYTES // 1024**2
        raise AnswersFileError(
            file=file,
            place="$",
            message=Text(f"Het bestand is groter dan {size} MB.", f"The file is larger than {size} MB."),
            remedy=Text(
                "Breng in plaats daarvan alleen de antwoorden terug, als JSON.",
                "Bring back only the answers instead, as JSON.",
            ),
        )
    found = _BLOCK.findall(content)
    if len(found) == 1 and content.count(_MARK) == 1:
        answers: bytes = found[0]
        return answers
    if not found:
        says = Text(
            "In deze bladzijde staan geen antwoorden, of zij is niet heel.",
            "There are no answers in this page, or it is not whole.",
        )
    else:
        says = Text(
            "In deze bladzijde staan op meer dan één plek antwoorden.",
            "There are answers in more than one place of this page.",
        )
    raise AnswersFileError(file=file, place="$", message=says, remedy=_AGAIN)
