"""Text that is shown to people, in Dutch and in English."""

from dataclasses import dataclass

LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages of the interface. Neither may be empty.

    Raises `ValueError` when a language is missing.
    """

    nl: str
    en: str

    def __post_init__(self) -> None:
        for language in LANGUAGES:
            if not getattr(self, language).strip():
                raise ValueError(f"a text needs words in {language!r}: {self!r}")

    def in_language(self, language: str) -> str:
        """Return the text in `language`, `nl` or `en`. Raises `ValueError` for another language."""
        if language not in LANGUAGES:
            raise ValueError(f"there is no text in {language!r}; choose from {', '.join(LANGUAGES)}")
        text: str = getattr(self, language)
        return text
