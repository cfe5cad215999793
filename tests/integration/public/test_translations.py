"""The Dutch texts of the public site and the shared templates are whole, and read calmly."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import waarborg

ROOT = Path(waarborg.__file__).parent
CATALOGUES = (ROOT / "locale", ROOT / "public" / "locale")


@pytest.fixture(params=CATALOGUES, ids=lambda folder: str(folder.relative_to(ROOT)))
def dutch(request: pytest.FixtureRequest) -> Catalog:
    """The Dutch texts of one part, by their English ones."""
    with (request.param / "nl" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale="nl")


def test_texts_do_not_shout(dutch: Catalog) -> None:
    assert not [message.id for message in dutch if message.id and "!" in f"{message.id}{message.string}"]


def test_placeholders_are_the_same_in_both_languages(dutch: Catalog) -> None:
    assert not [(message.id, fault) for message in dutch for fault in message.check()]
