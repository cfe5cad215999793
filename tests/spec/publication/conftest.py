"""The standard, and a complete entry of a fictional municipality."""

from typing import Any

import pytest

from waarborg.adapters.content_files.standards import load_standard
from waarborg.core.publication.standard import Standard


@pytest.fixture
def standard() -> Standard:
    return load_standard()


@pytest.fixture
def entry() -> dict[str, Any]:
    """An entry in which nothing is wrong and nothing is missing."""
    return {
        "name": "Inkomenstoeslag",
        "description_short": "Rekent uit of een inwoner recht heeft op de inkomenstoeslag.",
        "organization": "Gemeente Voorbeeldstad",
        "category": ["Sociale zekerheid"],
        "status": "In gebruik",
        "begin_date": "2024-02",
        "contact_email": "algoritmes@voorbeeldstad.example",
        "publication_category": "Impactvolle algoritmes",
        "goal": "<p>Inwoners krijgen sneller antwoord.</p>",
        "proportionality": "Er zijn geen lichtere middelen.",
        "human_intervention": "Een medewerker kijkt elke afwijzing na.",
        "risks": "Twee keer per jaar een steekproef.",
        "lawful_basis_grouping": [
            {"title": "Participatiewet, artikel 36", "link": "https://wetten.voorbeeld.example/36"}
        ],
        "impacttoetsen_grouping": [{"title": "Data Protection Impact Assessment (DPIA)", "link": ""}],
        "source_data": "Inkomen en woonplaats.",
        "methods_and_models": "Vaste regels, zonder model.",
        "provider": "Zelf gemaakt",
        "lang": "nld",
        "standard_version": "1.0",
    }
