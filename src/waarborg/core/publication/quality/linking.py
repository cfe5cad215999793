"""Rule: links that no longer answer. Whether they do is found out elsewhere and passed in."""

from collections.abc import Iterator, Mapping

from waarborg.core.publication.addresses import is_link
from waarborg.core.publication.problems import Problem
from waarborg.core.publication.quality.rules import Example, Rule, Subject, find
from waarborg.core.publication.standard import Kind, Standard
from waarborg.core.terms.text import Text

_DEAD = "https://www.voorbeeldstad.example/weg"


def list_links(values: Mapping[str, object], *, standard: Standard) -> tuple[tuple[str, str], ...]:
    """Return every web address in the fields for links, with its place; in running text they are not looked for."""
    found = []
    for field in standard.fields:
        value = values.get(field.key)
        if field.kind in (Kind.LINK, Kind.CONTACT) and isinstance(value, str):
            found.append((field.key, value.strip()))
        elif field.kind is Kind.GROUP and isinstance(value, list | tuple):
            for number, row in enumerate(value):
                for member in field.members:
                    if member.kind is Kind.LINK and isinstance(row, Mapping):
                        link = str(row.get(member.key) or "").strip()
                        found.append((f"{field.key}[{number}].{member.key}", link))
    return tuple((place, link) for place, link in found if is_link(link))


def check_links(subject: Subject) -> Iterator[Problem]:
    """Yield a finding for each link that did not answer the last times it was tried."""
    broken = subject.context.broken_links
    if not broken:
        return
    for place, link in list_links(subject.values, standard=subject.standard):
        if link in broken:
            yield find(
                "broken_link",
                place,
                Text(
                    nl=f"De link {link[:80]} werkte de laatste keren niet.",
                    en=f"The link {link[:80]} did not work the last times.",
                ),
                Text(
                    nl="Open de link zelf. Is de pagina weg? Zoek het nieuwe adres, of haal de link weg.",
                    en="Open the link yourself. Is the page gone? Find its new address, or remove the link.",
                ),
            )


LINK_RULE = Rule(
    code="broken_link",
    title=Text("Link werkt niet", "Link does not work"),
    why=Text(
        "Een link is vaak het bewijs van wat er staat. Werkt hij niet, dan kan niemand het nakijken.",
        "A link is often the proof of what is written. When it does not work, nobody can check it.",
    ),
    method=Text(
        "Als de beheerder dit heeft aangezet, openen we links van tijd tot tijd. Pas na twee mislukte keren achter"
        " elkaar, op verschillende dagen, melden we het.",
        "When the operator has switched this on we open links from time to time. Only after two failures in a row, on"
        " different days, do we report it.",
    ),
    check=check_links,
    examples=(
        Example(
            shown=Text("Een link die twee keer niet werkte", "A link that failed twice"),
            values={"website": _DEAD},
            finds=True,
            context={"broken_links": frozenset({_DEAD})},
        ),
        Example(
            shown=Text("Een link die werkt", "A link that works"),
            values={"website": "https://www.voorbeeldstad.example/algoritmes"},
            finds=False,
            context={"broken_links": frozenset({_DEAD})},
        ),
    ),
)
