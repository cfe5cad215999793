"""What every reference to a legal source can do, and what one gets for a text that is none."""

from datetime import date
from enum import StrEnum
from typing import Protocol

from waarborg.core.terms.text import LANGUAGES, Text


class Kind(StrEnum):
    """The kinds of legal sources that a reference can name."""

    BWB = "bwb"
    CVDR = "cvdr"
    CELEX = "celex"
    ELI = "eli"
    ECLI = "ecli"
    POLICY = "policy"


class Reference(Protocol):
    """A reference to a legal source, of whatever kind."""

    @property
    def kind(self) -> Kind:
        """Which identification is used."""

    @property
    def identifier(self) -> str:
        """The reference in its canonical form."""

    def link(self, *, language: str = "nl", on: date | None = None) -> str:
        """Where it can be read, built without a network: in `language` and as valid on the day `on`.

        A source that has one language, or whose states cannot be named without looking them up, pays no attention
        to these. Raises `ValueError` for a language other than `nl` and `en` where the source has both.
        """

    def cite(self, language: str = "nl") -> str:
        """Readable words for it in `language`."""


class UnreadableReference(ValueError):
    """A text that is not the identifier it should be: `message` says what is wrong and what to do about it."""

    def __init__(self, text: str, message: Text) -> None:
        super().__init__(text, message)
        self.text = text
        self.message = message

    def __str__(self) -> str:
        return f"{self.text!r}: {self.message.en}"


def check_language(language: str) -> str:
    """Return `language` when it is `nl` or `en`. Raises `ValueError` for another one."""
    if language not in LANGUAGES:
        raise ValueError(f"there is no text in {language!r}; choose from {', '.join(LANGUAGES)}")
    return language
