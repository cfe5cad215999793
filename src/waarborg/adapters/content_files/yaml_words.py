"""What is wrong with a text that is no YAML, in words for who wrote it: of what the two parsers of PyYAML report."""

import re
from collections.abc import Sequence

from yaml import YAMLError

from waarborg.core.terms.text import Text

_LOOK = Text(
    "Verbeter de tekst op die plaats; let op het inspringen en op de aanhalingstekens.",
    "Correct the text at that place; look at the indentation and the quotes.",
)
_QUOTE = Text("Zet de waarde tussen aanhalingstekens.", "Put the value between quotes.")
_TAKE_AWAY = Text("Haal het weg.", "Take it away.")
_ESCAPE = Text(
    "Schrijf \\\\ voor één \\, of zet de tekst tussen enkele aanhalingstekens.",
    "Write \\\\ for one \\, or put the text between single quotes.",
)

#: What the parsers say (that in C, that in Python, and our own loader), what it means, and what to do. `{1}` and on
#: are the parts in parentheses, `{opened}` the line where something began that does not end.
_WORDS: Sequence[tuple[re.Pattern[str], Text, Text]] = tuple(
    (re.compile(said, re.DOTALL), meant, remedy)
    for said, meant, remedy in (
        (
            r"the key (.+) is written twice, first on line (\d+)",
            Text("de sleutel {1} staat er twee keer, eerst op regel {2}", "the key {1} is written twice, first on line {2}"),
            Text("Laat er een weg.", "Leave one out."),
        ),
        (
            r"a key is a word",
            Text("een sleutel is één woord, geen lijst of groep", "a key is one word, not a list or a group"),
            Text("Schrijf er een woord, of zet aanhalingstekens om de waarde.", "Write a word, or put quotes around the value."),
        ),
        (
            r"no number that can be read",
            Text("dit getal is niet te lezen", "this number cannot be read"),
            Text("Schrijf een gewoon getal, of zet het tussen aanhalingstekens.", "Write a plain number, or put it between quotes."),
        ),
        (
            r"mapping values are not allowed",
            Text("hier kan geen dubbele punt staan", "a colon cannot stand here"),
            Text(
                "Staat er een dubbele punt in een tekst? Zet die tekst tussen aanhalingstekens. Controleer ook het inspringen.",
                "Is there a colon in a text? Put that text between quotes. Check the indentation as well.",
            ),
        ),
        (
            r"sequence entries are not allowed",
            Text("hier kan geen lijst beginnen", "a list cannot begin here"),
            Text("Begin de lijst op een nieuwe regel, onder haar sleutel.", "Begin the list on a new line, under its key."),
        ),
        (r"mapping keys are not allowed", Text("hier kan geen sleutel staan", "a key cannot stand here"), _LOOK),
        (
            r"could not find expected ':'",
            Text("op regel {opened} ontbreekt een dubbele punt achter een sleutel", "a colon is missing after a key on line {opened}"),
            Text(
                "Schrijf “sleutel: waarde”, met een spatie achter de dubbele punt.",
                "Write “key: value”, with a space after the colon.",
            ),
        ),
        (
            r"found unexpected (?:end of stream|document (?:indicator|separator))",
            Text("het aanhalingsteken van regel {opened} wordt niet gesloten", "the quote of line {opened} is not closed"),
            Text("Zet een aanhalingsteken waar de tekst ophoudt.", "Put a quote where the text ends."),
        ),
        (
            r"expected ',' or '\]'",
            Text("de lijst tussen [ en ] van regel {opened} is niet af", "the list between [ and ] of line {opened} is not complete"),
            Text(
                "Zet een ] aan het einde. Staat er een haak of dubbele punt in een tekst? Zet die tekst tussen aanhalingstekens.",
                "Put a ] at the end. Is there a bracket or colon in a text? Put that text between quotes.",
            ),
        ),
        (
            r"expected ',' or '\}'",
            Text("de groep tussen { en } van regel {opened} is niet af", "the group between { and } of line {opened} is not complete"),
            Text(
                "Zet een } aan het einde. Staat er een haak of dubbele punt in een tekst? Zet die tekst tussen aanhalingstekens.",
                "Put a } at the end. Is there a bracket or colon in a text? Put that text between quotes.",
            ),
        ),
        (
            r"block collection\|.*expected (?:'-' indicator|<block end>)",
            Text("deze regel hoort niet bij de lijst erboven", "this line does not belong to the list above it"),
            Text(
                "Begin met een streepje, even ver ingesprongen als de andere streepjes; of laat de regel verder inspringen.",
                "Begin with a dash, indented as far as the other dashes; or indent the line further.",
            ),
        ),
        (
            r"did not find expected key|expected <block end>",
            Text("deze regel past niet bij de regels erboven", "this line does not fit the lines above it"),
            Text(
                "Laat de sleutel even ver inspringen als die erboven. Is er een tekst met aanhalingstekens? Dan kan er niets achter staan.",
                "Indent the key as far as those above it. Is there a text with quotes? Then nothing can follow it.",
            ),
        ),
        (
            r"found a tab|found character '\\t'",
            Text("hier staat een tab", "here is a tab"),
            Text("Spring in met spaties.", "Indent with spaces."),
        ),
        (
            r"that cannot start any token",
            Text("een waarde kan niet met dit teken beginnen", "a value cannot begin with this sign"),
            Text(
                "Zet de waarde tussen aanhalingstekens. Spring in met spaties, niet met tabs.",
                "Put the value between quotes. Indent with spaces, not with tabs.",
            ),
        ),
        (r"unknown escape", Text("achter een \\ staat een teken dat daar niet kan", "a sign stands after a \\ that cannot stand there"), _ESCAPE),
        (
            r"hexdecimal number|hexadecimal numbers|Unicode character escape",
            Text("deze code achter een \\ is geen teken", "this code after a \\ is no sign"),
            _ESCAPE,
        ),
        (
            r"alphabetic or numeric character",
            Text("achter de & of * ontbreekt een naam", "a name is missing after the & or *"),
            _QUOTE,
        ),
        (r"comment or (?:a )?line break|whitespace or line break|chomping", Text("achter dit teken kan niets staan", "nothing can stand after this sign"), _QUOTE),
        (r"node content", Text("hier ontbreekt een waarde", "a value is missing here"), Text("Vul haar in, of haal het teken weg.", "Fill it in, or take the sign away.")),
        (
            r"another document|single document",
            Text("hier begint een tweede document", "a second document begins here"),
            Text("Haal de regel met --- weg, en wat er niet bij hoort.", "Take the line with --- away, and what does not belong."),
        ),
        (r"document start", Text("hier staat iets dat nergens bij hoort", "here is something that belongs to nothing"), _LOOK),
        (
            r"for merging",
            Text("achter << hoort een groep met sleutels", "a group of keys belongs after <<"),
            Text("Zet << tussen aanhalingstekens, of noem er een groep.", "Put << between quotes, or name a group there."),
        ),
        (r"characters are not allowed", Text("hier staat een teken dat niet te zien is", "here is a character that cannot be seen"), _TAKE_AWAY),
        (r"a directive|a tag\||for the tag|tag handle", Text("dit teken heeft een bijzondere betekenis in YAML", "this sign has a special meaning in YAML"), _QUOTE),
    )
)  # fmt: skip
_OTHER = Text("de schrijfwijze klopt hier niet", "the notation is not right here")


def explain(error: YAMLError) -> tuple[Text, Text]:
    """Return what is wrong and what to do, of an error of PyYAML or of the strict loader."""
    problem = f"{getattr(error, 'context', None)}|{getattr(error, 'problem', None) or getattr(error, 'reason', None)}"
    opened = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
    for said, meant, remedy in _WORDS:
        if found := said.search(problem):
            return _fill(meant, found, opened.line + 1 if opened is not None else 1), remedy
    return _say(_OTHER.nl, _OTHER.en), _LOOK


def explain_long_quote(line: int) -> tuple[Text, Text]:
    """Return what is wrong behind a text between quotes that began on an earlier line, and what to do."""
    return (
        _say(
            f"de tekst tussen aanhalingstekens van regel {line} loopt tot hier door",
            f"the text between quotes of line {line} goes on until here",
        ),
        Text(
            f"Ontbreekt er een aanhalingsteken op regel {line}? Zet het waar de tekst ophoudt.",
            f"Is a quote missing on line {line}? Put it where the text ends.",
        ),
    )


def _fill(meant: Text, found: re.Match[str], line: int) -> Text:
    parts = {f"{{{number}}}": part for number, part in enumerate(found.groups(), start=1)}
    parts["{opened}"] = str(line)
    texts = []
    for text in (meant.nl, meant.en):
        for name, part in parts.items():
            text = text.replace(name, part or "")
        texts.append(text)
    return _say(*texts)


def _say(nl: str, en: str) -> Text:
    return Text(f"Dit is geen geldige YAML: {nl}.", f"This is no valid YAML: {en}.")
