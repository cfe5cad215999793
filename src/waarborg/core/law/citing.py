"""How a source is cited, and where it can be read."""

from datetime import date

from waarborg.core.law.sources import Source, SourceKind
from waarborg.core.terms.legal_references.reading import read_reference
from waarborg.core.terms.legal_references.reference import UnreadableReference
from waarborg.core.terms.legal_references.repairing import find_repair


def cite(source: Source, language: str = "nl") -> str:
    """Return how a source is cited; worked out from its identifier where the interpretation does not say."""
    if source.citation.strip():
        return source.citation
    try:
        return read_reference(source.identifier).cite(language)
    except UnreadableReference:
        return source.identifier


def find_address(source: Source, *, on: date | None = None, language: str = "nl") -> str:
    """Return where a source can be read, as valid on a day; empty when that cannot be worked out.

    An identifier with a slip that can be mended gives the address of what was meant; lint names the slip.
    """
    if source.kind is SourceKind.POLICY and source.identifier.startswith(("https://", "http://")):
        return source.identifier
    try:
        return read_reference(source.identifier).link(language=language, on=on)
    except UnreadableReference:
        repaired = find_repair(source.identifier)
        if repaired is None or repaired.reference is None:
            return ""
        return repaired.reference.link(language=language, on=on)
