"""Every text of the public site and the shared templates exists in Dutch too, and reads calmly."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

import waarborg

ROOT = Path(waarborg.__file__).parent
CATALOGUES = (ROOT / "locale", ROOT / "public" / "locale")
SOURCES = (
    *sorted((ROOT / "templates").rglob("*.html")),
    *sorted((ROOT / "public").rglob("*.html")),
    *sorted((ROOT / "public").rglob("*.py")),
)


def find_messages(source: Path) -> Iterator[object]:
    """The texts to translate in a template or a module; a pair where there is a plural."""
    text = source.read_text(encoding="utf-8")
    code = templatize(text, origin=str(source)) if source.suffix == ".html" else text
    keywords = {
        "_": None,
        "gettext": None,
        "gettext_lazy": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
    }
    for _, message, _, _ in extract("python", io.BytesIO(code.encode()), keywords=keywords):
        yield message


@pytest.fixture(scope="module")
def dutch() -> dict[object, object]:
    """The Dutch texts by their English ones."""
    found: dict[object, object] = {}
    for folder in CATALOGUES:
        with (folder / "nl" / "LC_MESSAGES" / "django.po").open("rb") as file:
            found |= {message.id: message.string for message in read_po(file, locale="nl") if message.id}
    return found


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: str(source.relative_to(ROOT)))
def test_every_text_has_a_dutch_counterpart(source: Path, dutch: dict[object, object]) -> None:
    missing = [message for message in find_messages(source) if not dutch.get(message)]
    assert not missing


def test_texts_do_not_shout(dutch: dict[object, object]) -> None:
    assert not [text for pair in dutch.items() for text in pair if "!" in str(text)]


def test_placeholders_are_the_same_in_both_languages() -> None:
    for folder in CATALOGUES:
        with (folder / "nl" / "LC_MESSAGES" / "django.po").open("rb") as file:
            for message in read_po(file, locale="nl"):
                assert not list(message.check()), message.id
