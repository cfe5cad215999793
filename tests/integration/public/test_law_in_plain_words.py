"""What readers see of a model is in words: no brackets, only what matters, and each text in its own language."""

import re
from datetime import date

import pytest
from django.test import Client

from tests.integration.public.test_trying_a_case import CASE, LAW, answer, begin, step, text_of, travelling
from tests.small_law import make_interpretation
from waarborg.public.law.showing import name_by_label

pytestmark = pytest.mark.django_db
RIGHT = "[recht op inkomenstoeslag]"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Niemand kan <beslissen op de aanvraag> afdwingen.",
            "Niemand kan “Decide on the application” afdwingen.",
        ),
        ("<<toeslag weigeren>> leest [laag inkomen]", "“toeslag weigeren” leest “Low income”"),
        ("[oude regel], [er is geen] en < 3, > 4", "“oude regel”, [er is geen] en < 3, > 4"),
        ("[] <> <<>> [ ]", "[] <> <<>> [ ]"),
    ],
)
def test_names_in_brackets_become_what_the_frames_are_called(text: str, said: str, settings: object) -> None:
    from django.utils.translation import override

    with override("en"):
        assert name_by_label(make_interpretation(), text, date(2026, 11, 22)) == said


@pytest.mark.parametrize(
    "address", [LAW, LAW.replace("/nl/", "/en/"), f"{LAW}/feit/recht op inkomenstoeslag"]
)
def test_the_picture_and_the_findings_are_in_words(address: str, client: Client) -> None:
    page = client.get(address).content.decode()
    words = page[page.index('id="picture"') :].split("</main>")[0]
    assert not re.search(r"&lt;[a-z]|\[[a-z]", words)


def test_a_choice_is_named_only_where_it_decided(client: Client) -> None:
    page = begin(client, RIGHT)
    page = answer(client, page, toeslag_gekregen_in_de_afgelopen_12_maanden="ja")
    text = text_of(page)
    assert "Van de vijf voorwaarden" in text or "van de vijf voorwaarden" in text
    assert "Hier is de wet op meer manieren te lezen" not in text


def test_an_article_in_a_reason_is_marked_as_dutch_on_an_english_page(client: Client) -> None:
    page = begin(client, RIGHT)
    sent = travelling(page) | {"doen": "toon"}
    english = client.post(CASE.replace("/nl/", "/en/"), sent).content.decode()
    assert re.search(r'rel="noopener" lang="nl">artikel 36', english)


@pytest.mark.parametrize("name", ["vraag", "wijzig", "neem"])
@pytest.mark.parametrize("given", ["", " ", "\t"])
def test_a_question_or_act_without_a_name_is_refused(name: str, given: str, client: Client) -> None:
    page = begin(client, RIGHT)
    answered = step(client, page, **{"doen": "antwoord", "antwoord": "ja", name: given})
    assert answered.status_code in ((200,) if name != "vraag" and not given else (422,))
