"""An explanation as plain text, for the command line."""

from waarborg.core.law.explaining.figures import write_period
from waarborg.core.law.explaining.sentences import Citation, Explanation, Layer, Sentence, list_citations
from waarborg.core.terms.text import Text

#: Deeper sentences are not moved further to the right, or a long chain of reasons would run off the page.
MOST_INDENT = 12
_SOURCES = Text(nl="Bronnen", en="Sources")
_LEVEL = Text(nl="niveau", en="level")
_IN_FORCE = Text(nl="geldig", en="in force")


def render_text(explanation: Explanation, language: str, layer: Layer) -> str:
    """Return one layer as text: one sentence a line, each with its sources, and below it where these can be read.

    Raises `ValueError` for a language other than `nl` and `en`.
    """
    sentences = explanation.list_sentences(layer)
    numbers = {citation: number for number, citation in enumerate(list_citations(sentences), start=1)}
    lines, cited = [], set[Citation]()
    for sentence in sentences:
        lines.append(_render_sentence(sentence, language, numbers, cited))
        cited.update(sentence.citations)
    if numbers:
        lines += ["", f"{_SOURCES.in_language(language)}:"]
        lines += [_render_source(number, citation, language) for citation, number in numbers.items()]
    return "\n".join(lines)


def _render_sentence(
    sentence: Sentence, language: str, numbers: dict[Citation, int], cited: set[Citation]
) -> str:
    """A sentence with its sources; what is remarked of a source is said where it is cited first."""
    depth = sentence.depth
    start = "  " * min(depth, MOST_INDENT)
    if depth > MOST_INDENT:
        start += f"({_LEVEL.in_language(language)} {depth}) "
    sources = []
    for citation in sentence.citations:
        sources.append(f"{citation.text.in_language(language)} [{numbers[citation]}]")
        if citation.remark is not None and citation not in cited:
            sources.append(citation.remark.in_language(language))
    return f"{start}{sentence.text.in_language(language)}" + (f" ({'; '.join(sources)})" if sources else "")


def _render_source(number: int, citation: Citation, language: str) -> str:
    parts = [f"[{number}] {citation.text.in_language(language)}"]
    if citation.valid is not None:
        period = write_period(citation.valid).in_language(language)
        parts.append(f"{_IN_FORCE.in_language(language)} {period}")
    if citation.link is not None:
        parts.append(citation.link.in_language(language))
    return ", ".join(parts)
