"""Rule: the link to the source code leads to source code.

Of the links in the national register fewer than one in two hundred do; most lead to a sales page.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from waarborg.core.publication.addresses import is_link
from waarborg.core.publication.problems import Problem
from waarborg.core.publication.quality.measures import Measures
from waarborg.core.publication.quality.rules import Example, Rule, Subject, find
from waarborg.core.terms.text import Text

FIELD = "publiccode"


def check_code_link(subject: Subject) -> Iterator[Problem]:
    """Yield a finding when the link to the source code leads to no place where source code is kept."""
    link = subject.plain(FIELD)
    if not is_link(link) or is_code_address(link, subject.context.measures):
        return
    host = (urlsplit(link).hostname or "").removeprefix("www.")
    is_home = urlsplit(link).path.strip("/") == ""
    yield find(
        "no_code",
        FIELD,
        Text(
            nl=f"De link naar de broncode gaat naar de voorpagina van {host}."
            if is_home
            else f"Op {host} staat voor zover wij zien geen broncode.",
            en=f"The link to the source code goes to the front page of {host}."
            if is_home
            else f"As far as we can see there is no source code on {host}.",
        ),
        Text(
            nl="Geef het adres waar de code zelf te lezen is, of laat het veld leeg. Een pagina over het product"
            " hoort bij de link naar de publiekspagina.",
            en="Give the address where the code itself can be read, or leave the field empty. A page about the product"
            " belongs with the link to the publication website.",
        ),
    )


def is_code_address(link: str, measures: Measures) -> bool:
    """Return whether a web address is that of source code: a page on a known host, or with a sign of code in it."""
    parts = urlsplit(link.lower())
    host, path = (parts.hostname or "").removeprefix("www."), parts.path.strip("/")
    if any(re.search(sign, f"{host}/{path}") for sign in measures.code_signs):
        return True
    return bool(path) and any(host == known or host.endswith(f".{known}") for known in measures.code_hosts)


def _link(address: str, *, finds: bool) -> Example:
    return Example(shown=Text(address, address), values={FIELD: address}, finds=finds)


CODE_RULE = Rule(
    code="no_code",
    title=Text("Link naar broncode zonder broncode", "Link to source code without source code"),
    why=Text(
        "Wie op de link klikt wil lezen hoe het algoritme is gemaakt. Op een verkooppagina staat dat niet.",
        "Who follows the link wants to read how the algorithm was made. A sales page does not tell.",
    ),
    method=Text(
        "We kennen de plekken waar code meestal staat, en herkennen een adres met bijvoorbeeld “git” of “.zip”."
        " We openen de link niet. Staat uw code ergens anders, dan mag u dit negeren.",
        "We know the places where code is mostly kept, and recognise an address with for example “git” or “.zip”. We"
        " do not open the link. Is your code elsewhere, then you may ignore this.",
    ),
    check=check_code_link,
    examples=(
        _link("https://www.leverancier.example/producten/slim", finds=True),
        _link("https://www.leverancier.example", finds=True),
        _link("https://github.com/", finds=True),
        _link("https://github.com/voorbeeldstad/toeslag", finds=False),
        _link("https://gitlab.voorbeeldstad.example/data/toeslag", finds=False),
        _link("https://www.voorbeeldstad.example/downloads/toeslag.zip", finds=False),
    ),
)
