"""The law browser with the public FLINT models of others: unfinished, without labels, and sometimes in a ring."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client

from tests.integration.public.test_trying_a_case import text_of, travelling
from waarborg.adapters.flint.reading import read_flint
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.library import Library
from waarborg.public.law import browsing, judging, library, trial, trying
from waarborg.public.law.showing import ADDRESS_WORDS

pytestmark = pytest.mark.django_db
#: Of a large model so many frames are looked at, spread over all of them.
MOST_FRAMES = 8


@pytest.fixture
def models(shared_data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Interpretation, ...]]:
    """The site with the models of others in place of ours."""
    files = sorted((shared_data / "flint" / "models").glob("*.json"))
    assert files
    read = [read_flint(file.read_text(encoding="utf-8-sig"), file=file.name)[0] for file in files]
    known = Library(replace(model, id=f"model-{place}", version="1") for place, model in enumerate(read))
    for module in (browsing, judging, library, trial, trying):
        monkeypatch.setattr(module, "get_library", lambda: known)
    yield known.interpretations
    trial.find_kinds.cache_clear()


def test_every_model_can_be_read_and_downloaded(client: Client, models: tuple[Interpretation, ...]) -> None:
    assert client.get("/nl/regels").status_code == 200
    for model in models:
        address = f"/nl/regels/{model.id}/1"
        assert client.get(address).status_code == 200, model.title.nl
        names = list(dict.fromkeys(frame.full_name for frame in model.frames))
        for name in names[:: max(1, len(names) // MOST_FRAMES)]:
            page = client.get(f"{address}/{ADDRESS_WORDS[name.kind]}/{quote(name.text, safe='')}")
            assert page.status_code == 200, name
        for form in ("yaml", "flint", "turtle", "jsonld"):
            assert client.get(f"{address}/bestand/{form}").status_code == 200, (model.title.nl, form)


def test_a_case_can_be_tried_with_every_model(client: Client, models: tuple[Interpretation, ...]) -> None:
    for model in models:
        address = f"/nl/regels/{model.id}/1/proberen/zaak"
        goals = [str(fact.full_name) for fact in model.facts if fact.function is not None][:2]
        for goal in ["handelingen", *goals]:
            page = client.post(address, {"doen": "begin", "doel": goal, "datum": "2026-11-22"})
            # Rules that define each other in a ring cannot be worked out, and the page says so.
            assert page.status_code == 200 or "in een kring" in text_of(page), goal


def test_a_fact_that_a_model_uses_and_does_not_describe_is_asked_by_its_name(
    client: Client, models: tuple[Interpretation, ...]
) -> None:
    for model in models:
        used = trial._list_undefined(model.urn)
        for act in model.acts:
            address = f"/nl/regels/{model.id}/1/proberen/zaak"
            page = client.post(address, {"doen": "begin", "doel": str(act.full_name), "datum": "2026-11-22"})
            asked = travelling(page).get("vraag", "") if page.status_code == 200 else ""
            if asked in used:
                given = travelling(page) | {"doen": "antwoord", "antwoord": "ja"}
                assert client.post(address, given).status_code in (200, 422)
                return
    pytest.fail("no model asks for a fact that it does not describe")
