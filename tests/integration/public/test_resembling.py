"""Entries that resemble one another, each with the reason; the weights worked out by hand."""

import math
from collections.abc import Callable

import pytest
from django.test import Client

from tests.integration.public.register import COMPLETE
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications.models import Entry
from waarborg.apps.publications.resembling import list_resembling
from waarborg.apps.publications.search.similar import rank
from waarborg.apps.publications.search.store import Fields


def test_two_words_shared_in_the_title_outweigh_the_same_words_below() -> None:
    """Four entries; `kenteken` is held by 1, 2 and 3, `scanauto` by 1, 2 and 3, in 3 only below the summary.

    Each weighs ln(1 + 4/3) = 0.847298; together 1.694596. Entry 2 shares both up front: 1.694596 / 1.694596 = 1.
    Entry 3 shares both below: 0.4 × 1.694596 / 1.694596 = 0.4. Entry 4 shares none.
    """
    up_front, below = 0b0110, 0b1000
    found = {stem: Fields(title=up_front, body=below) for stem in ("kentek", "scanauto")}
    words = {"kentek": "kenteken", "scanauto": "scanauto"}
    alike = rank(found, words=words, everyone=4, own=1, most=5)
    assert [(one.entry_id, round(one.score, 6)) for one in alike] == [(2, 1.0), (3, 0.4)]
    assert math.isclose(math.log(1 + 4 / 3), 0.847298, abs_tol=1e-6)
    assert set(alike[0].words) == {"kenteken", "scanauto"}


def test_one_shared_word_is_too_little() -> None:
    assert (
        rank({"kentek": Fields(title=0b0110)}, words={"kentek": "kenteken"}, everyone=4, own=1, most=5) == []
    )


def park(name: str, summary: str) -> dict[str, object]:
    return {**COMPLETE, "name": name, "description_short": summary, "category": ["Verkeer"]}


def test_entries_with_the_same_telling_words_resemble_one_another(
    client: Client, town: Organisation, publish: Callable[..., Entry]
) -> None:
    publish(town, "eerste", park("Scanauto", "Leest kentekens van geparkeerde voertuigen."))
    publish(town, "tweede", park("Controle met een scanauto", "Fotografeert kentekens van voertuigen."))
    publish(town, "derde", COMPLETE)
    found = list_resembling("eerste", most=5)
    assert [one.public_id for one in found] == ["tweede"]
    assert {"scanauto", "kentekens", "voertuigen"} <= set(found[0].words)
    assert found[0].themes == ("Verkeer",)
    page = client.get("/nl/algoritme/eerste/vergelijkbaar").content.decode()
    assert "Controle met een scanauto" in page
    assert "de woorden" in page


def test_an_entry_that_resembles_none_says_so(
    client: Client, town: Organisation, publish: Callable[..., Entry]
) -> None:
    publish(town, "eerste", COMPLETE)
    assert "lijkt hier genoeg op" in client.get("/nl/algoritme/eerste/vergelijkbaar").content.decode()
    assert client.get("/nl/algoritme/geen/vergelijkbaar").status_code == 404
    with pytest.raises(NotFound):
        list_resembling("geen", most=5)
