"""Words that can be opened in place: each once, in the language of the page, and what is around them is text."""

import re
from html.parser import HTMLParser

from tests.integration.web.obligations import HOSTILE
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.web.explaining import explain_words

GLOSSARY = load_framework().glossary
LANGUAGES = ("nl", "en")


class Reader(HTMLParser):
    """What a browser makes of it: tags, words that open something, and what they open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.opens: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self._inside = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self._inside = tag
        if tag == "button":
            self.opens.append(given["popovertarget"] or "")
        if "id" in given:
            self.ids.append(given["id"] or "")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside != "span":
            self.text += data


def test_a_word_of_the_glossary_opens_its_meaning_and_the_text_stays_what_it_was() -> None:
    for term in GLOSSARY:
        for language in LANGUAGES:
            text = f"Hier staat {term.word.in_language(language)}, en verder niets."
            found = Reader(explain_words(text, language))
            assert found.text == text
            assert found.opens == found.ids, term.id
            assert len(found.ids) == len(set(found.ids))


def test_each_word_is_opened_once_whatever_its_capitals_or_its_form() -> None:
    text = "Een aanbieder is een aanbieder. AANBIEDER! Aanbieders."
    found = Reader(explain_words(text, "nl"))
    assert (found.text, len(found.opens)) == (text, 1)
    assert explain_words(text, "nl").startswith('Een <button type="button"')


def test_two_texts_on_one_page_have_marks_of_their_own() -> None:
    one, other = (Reader(explain_words(f"{text} een aanbieder", "nl")) for text in ("Dit is", "Dat is"))
    assert set(one.ids).isdisjoint(other.ids)
    assert explain_words("Dit is een aanbieder", "nl") == explain_words("Dit is een aanbieder", "nl")


def test_a_part_of_a_longer_word_is_no_word() -> None:
    for text in ("hoofdaanbieder", "aanbieder-af", "xaanbiederx"):
        assert Reader(explain_words(text, "nl")).opens == []


def test_a_text_without_such_words_is_that_text() -> None:
    for text in ("", "Niets bijzonders.", "AI en de wet"):
        assert explain_words(text, "nl") == text


def test_what_looks_like_markup_is_text_around_words_and_between_them() -> None:
    text = f"{HOSTILE} aanbieder {HOSTILE} \"' <b>verwerking</b> {HOSTILE}"
    html = explain_words(text, "nl")
    found = Reader(html)
    assert set(found.tags) <= {"button", "span"}
    assert found.text == text
    assert not re.search(r"<(?!/?(button|span)\b)", html)


def test_markup_in_a_word_of_the_glossary_stays_text() -> None:
    # Meanings come from content; a quote or a sign in them must not break out of their place either.
    for term in GLOSSARY:
        for language in LANGUAGES:
            html = explain_words(term.word.in_language(language), language)
            assert set(Reader(html).tags) <= {"button", "span"}, term.id
