"""Themes, contrast and weight: what makes the site readable and quick."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client, override_settings

import waarborg
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications.models import Entry

STATIC = Path(waarborg.__file__).parent / "static"
VENDOR = STATIC / "vendor" / "voorbeeld" / "theme.css"
THEMES = sorted((STATIC / "themes").glob("*.css"))
MOST_BYTES = 100_000
DECLARATION = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+);")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

#: Colour of text or edge, colour behind it, and the ratio that WCAG 2.2 asks (1.4.3 text, 1.4.11 controls).
PAIRS = [
    ("--basis-color-default-color-document", "--basis-color-default-bg-document", 4.5),
    ("--basis-color-default-color-subtle", "--basis-color-default-bg-document", 4.5),
    ("--basis-color-default-color-subtle", "--basis-color-accent-1-bg-subtle", 4.5),
    ("--basis-color-default-color-subtle", "--basis-color-default-bg-subtle", 4.5),
    ("--basis-heading-color", "--basis-color-accent-1-bg-subtle", 4.5),
    ("--basis-color-action-2-color-default", "--basis-color-default-bg-document", 4.5),
    ("--basis-color-action-2-color-default", "--basis-color-accent-1-bg-subtle", 4.5),
    ("--basis-color-accent-1-color-document", "--basis-color-accent-1-bg-default", 4.5),
    ("--basis-color-action-1-inverse-color-default", "--basis-color-action-1-inverse-bg-default", 4.5),
    ("--basis-color-action-1-inverse-color-hover", "--basis-color-action-1-inverse-bg-hover", 4.5),
    ("--utrecht-page-footer-color", "--utrecht-page-footer-background-color", 4.5),
    ("--basis-color-info-color-document", "--basis-color-info-bg-default", 4.5),
    ("--basis-color-warning-color-document", "--basis-color-warning-bg-default", 4.5),
    ("--basis-color-positive-color-document", "--basis-color-positive-bg-default", 4.5),
    ("--basis-color-negative-color-document", "--basis-color-negative-bg-default", 4.5),
    ("--basis-color-negative-color-default", "--basis-color-default-bg-document", 4.5),
    ("--basis-form-control-border-color", "--basis-color-default-bg-document", 3),
    ("--basis-focus-outline-color", "--basis-color-default-bg-document", 3),
    ("--basis-color-accent-1-color-default", "--basis-color-default-bg-document", 3),
]


@pytest.fixture
def vendor_files() -> None:
    """The stylesheets of the design system, which set-up fetches; skips the test without them."""
    if not VENDOR.exists():
        pytest.skip(
            "The design system is not here. `make start` or `make test` fetches it into static/vendor."
        )


def read_tokens(theme: Path) -> dict[str, str]:
    """The tokens that hold in a theme: those of the design system, of the default theme, and its own."""
    tokens: dict[str, str] = {}
    for file in (VENDOR, STATIC / "themes" / "voorbeeld.css", theme):
        tokens |= {
            name: value.strip() for name, value in DECLARATION.findall(file.read_text(encoding="utf-8"))
        }
    return tokens


def resolve(tokens: dict[str, str], name: str) -> str:
    """The colour behind a token, following references."""
    value = tokens[name]
    while found := re.fullmatch(r"var\((--[\w-]+)\)", value):
        value = tokens[found[1]]
    return value


def luminance(colour: str) -> float:
    """Relative luminance of `#rgb` or `#rrggbb`, as WCAG 2.2 defines it."""
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours: 1 for the same, 21 for black on white."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000", "#ffffff") == 21
    assert round(contrast("#777777", "#fff"), 2) == 4.48


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.stem)
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_colours_can_be_told_apart(
    vendor_files: None, theme: Path, front: str, back: str, least: float
) -> None:
    tokens = read_tokens(theme)
    one, other = resolve(tokens, front), resolve(tokens, back)
    assert contrast(one, other) >= least, f"{front} {one} on {back} {other}"


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.stem)
def test_a_theme_holds_tokens_and_nothing_else(theme: Path) -> None:
    text = COMMENT.sub("", theme.read_text(encoding="utf-8")).replace('@import url("voorbeeld.css");', "")
    name, _, body = text.strip().partition("{")
    assert name.strip() == f".{theme.stem}-theme"
    assert not DECLARATION.sub("", body).strip(" \n}")


@override_settings(THEME="contrast")
def test_a_theme_is_one_setting(client: Client) -> None:
    page = client.get("/nl/over").content.decode()
    assert 'class="utrecht-root voorbeeld-theme contrast-theme"' in page
    assert 'href="/static/themes/contrast.css"' in page
    assert "themes/voorbeeld.css" not in page


@pytest.mark.django_db
def test_a_page_with_all_it_needs_weighs_little(
    client: Client,
    town: Organisation,
    publish: Callable[..., Entry],
    complete: dict[str, Any],
    vendor_files: None,
) -> None:
    for number in range(20):
        publish(town, f"wb-{number:03d}", complete | {"goal": "Een lange tekst over het doel. " * 80})
    for address in (
        "/nl/",
        "/nl/zoeken",
        "/nl/algoritme/wb-001",
        "/nl/organisatie/vb0001",
        "/nl/account/login/",
    ):
        page = client.get(address).content
        files = re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode())
        assert files
        weight = len(gzip.compress(page)) + sum(_weigh(name) for name in files)
        assert weight < MOST_BYTES, f"{address} weighs {weight} bytes"


def _weigh(name: str) -> int:
    found = finders.find(name)
    assert isinstance(found, str), f"there is no static file {name}"
    return len(gzip.compress(Path(found).read_bytes()))
