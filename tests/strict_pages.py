"""A test client that looks at every page it gets: nothing that our content security policy forbids, nothing raw."""

import re
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

#: Script elements with these types hold data and are not run.
DATA_TYPES = ("application/json", "application/ld+json")
UNRENDERED = re.compile(r"\{\{|\{%|%\}|\}\}")


class StrictClient(Client):
    """Django's test client, which fails on a page with a fault of markup that no user should meet."""

    def request(self, **request: Any) -> HttpResponse:
        """Send the request and check the page that comes back."""
        response: HttpResponse = super().request(**request)
        # What is to keep as a file never opens on the site; it brings a policy of its own.
        is_kept = response.get("Content-Disposition", "").startswith("attachment")
        is_page = not response.streaming and response.get("Content-Type", "").startswith("text/html")
        if is_page and not is_kept:
            faults = find_faults(response.content.decode(response.charset))
            assert not faults, f"{request.get('PATH_INFO')}: " + "; ".join(faults)
        return response


def find_faults(page: str) -> list[str]:
    """What is wrong with a page or a fragment of one: inline code or style, unrendered template text, no language."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    faults = reader.faults
    if reader.is_document and not reader.language:
        faults.append("<html> has no lang attribute")
    return faults


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.is_document = False
        self.language = ""
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.is_document = True
            self.language = given.get("lang") or ""
        if tag == "script" and not given.get("src") and given.get("type") not in DATA_TYPES:
            self.faults.append("inline <script>")
        if tag == "style":
            self.faults.append("inline <style>")
        for name, value in attrs:
            if name == "style":
                self.faults.append(f"style attribute on <{tag}>")
            elif name.startswith(("on", "hx-on")):
                self.faults.append(f"{name} handler on <{tag}>")
            elif (value or "").strip().lower().startswith("javascript:"):
                self.faults.append(f"javascript: address in {name} of <{tag}>")
            elif UNRENDERED.search(value or "") and not _is_json(value or ""):
                self.faults.append(f"unrendered template text in {name} of <{tag}>: {value}")
        self.inside = tag if tag in ("script", "style") else ""

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        found = UNRENDERED.search(data)
        if found and not self.inside:
            self.faults.append(
                "unrendered template text: " + data[max(0, found.start() - 20) : found.end() + 40].strip()
            )


def _is_json(value: str) -> bool:
    """Whether an attribute holds JSON, such as `hx-vals`, in which closing braces may stand together."""
    return value.lstrip().startswith(('{"', "[")) and "{%" not in value and "{{" not in value
