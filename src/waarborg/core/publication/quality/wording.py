"""Rules about words: jargon, long sentences, and texts that are hard to read. They mark the place."""

import math
import re
from collections.abc import Iterator

from waarborg.core.publication.problems import Mark, Problem
from waarborg.core.publication.quality.measures import Jargon
from waarborg.core.publication.quality.readability import is_dutch, measure_ease
from waarborg.core.publication.quality.rules import PROSE, Example, Rule, Subject, find
from waarborg.core.publication.quality.words import Sentence, Word
from waarborg.core.terms.text import Text

SHOWN = 3
#: So few words are a heading or a term in a list, not a sentence.
LEAST_WORDS = 3
#: A sentence that is pointed out as the hardest has at least so many words: one long word makes no hard sentence.
HARDEST_WORDS = 8
_EXPLAINED = re.compile(
    r"\s*[\"'”’)]?\s*(?:\(|,?\s*(?:ofwel|oftewel|dat wil zeggen|dat betekent|d\.w\.z\.|of:))"
)
_IN_BRACKETS = re.compile(r"(?:\(|ofwel|oftewel|heet(?:en)?|genoemd)\s*[\"'“‘]?\s*$")


def check_jargon(subject: Subject) -> Iterator[Problem]:
    """Yield a finding per field that has words of a trade without an explanation, each word marked."""
    for key in PROSE:
        marks: list[tuple[str, Mark]] = []
        seen: set[int] = set()
        for word, end, item in _find_jargon(subject, key):
            if id(item) not in seen and not is_explained(subject.plain(key), word.start, end):
                marks.append((subject.plain(key)[word.start : end], Mark(word.start, end, item.plainer)))
            seen.add(id(item))
        if marks:
            yield find("jargon", key, *_say_jargon(subject, key, marks), marks=[mark for _, mark in marks])


def _find_jargon(subject: Subject, key: str) -> Iterator[tuple[Word, int, Jargon]]:
    phrases = subject.context.measures.by_first_word
    for sentence in subject.sentences(key):
        words = sentence.words
        if len(words) < LEAST_WORDS:
            continue
        for place, word in enumerate(words):
            for parts, item in phrases.get(word.text.casefold(), ()):
                following = words[place : place + len(parts)]
                if tuple(one.text.casefold() for one in following) == parts:
                    yield word, following[-1].end, item
                    break


def is_explained(text: str, start: int, end: int) -> bool:
    """Return whether a word is followed by its meaning between brackets, or is itself between brackets."""
    return (
        _EXPLAINED.match(text, end) is not None
        or _IN_BRACKETS.search(text[max(0, start - 16) : start]) is not None
    )


def _say_jargon(subject: Subject, key: str, marks: list[tuple[str, Mark]]) -> tuple[Text, Text]:
    words = ", ".join(f"“{word}”" for word, _ in marks[:SHOWN])
    more = len(marks) - SHOWN
    label = subject.label(key)
    nl = f"{label.nl} gebruikt vaktaal: {words}" + (f" en nog {more}" if more > 0 else "")
    en = f"{label.en} uses jargon: {words}" + (f" and {more} more" if more > 0 else "")
    return (
        Text(nl=f"{nl}.", en=f"{en}."),
        Text(
            nl="Gebruik een gewoner woord, of leg het woord meteen uit tussen haakjes.",
            en="Use a plainer word, or explain the word at once between brackets.",
        ),
    )


def check_sentences(subject: Subject) -> Iterator[Problem]:
    """Yield a finding per field with sentences that are too long, each of them marked."""
    limit = subject.context.measures.limits.sentence
    for key in PROSE:
        long = [sentence for sentence in subject.sentences(key) if len(sentence.words) > limit]
        if not long:
            continue
        longest = max(len(sentence.words) for sentence in long)
        label = subject.label(key)
        yield find(
            "long_sentence",
            key,
            _say_sentences(label, len(long), longest),
            Text(
                nl=f"Maak er kortere zinnen van: één gedachte per zin, en liefst minder dan {limit} woorden.",
                en=f"Make shorter sentences of it: one thought each, and preferably fewer than {limit} words.",
            ),
            [_mark(sentence) for sentence in long],
        )


def _say_sentences(label: Text, count: int, longest: int) -> Text:
    if count == 1:
        return Text(
            nl=f"{label.nl} heeft een zin van {longest} woorden.",
            en=f"{label.en} has a sentence of {longest} words.",
        )
    return Text(
        nl=f"{label.nl} heeft {count} lange zinnen; de langste telt {longest} woorden.",
        en=f"{label.en} has {count} long sentences; the longest has {longest} words.",
    )


def check_ease(subject: Subject) -> Iterator[Problem]:
    """Yield a finding per Dutch field of some length that is hard to read, with its hardest sentence marked."""
    measures = subject.context.measures
    for key in PROSE:
        sentences = subject.sentences(key)
        if sum(len(sentence.words) for sentence in sentences) < measures.limits.ease_words:
            continue
        if not is_dutch(sentences, function_words=measures.function_words):
            continue
        ease = measure_ease(sentences)
        if ease >= measures.limits.ease:
            continue
        label = subject.label(key)
        yield find(
            "hard_to_read",
            key,
            Text(
                nl=f"{label.nl} is moeilijk te lezen: de leesbaarheid is {math.floor(ease)}. Gewone tekst zit boven de 60.",
                en=f"{label.en} is hard to read: its reading ease is {math.floor(ease)}. Plain text is above 60.",
            ),
            Text(
                nl="Begin met de zin die is aangewezen. Gebruik kortere zinnen, en kortere woorden die u ook zegt.",
                en="Begin with the sentence that is marked. Use shorter sentences, and shorter words that you also say.",
            ),
            [_mark(_find_hardest(sentences))],
        )


def _find_hardest(sentences: tuple[Sentence, ...]) -> Sentence:
    """The sentence with the lowest reading ease, among those of some length."""
    longer = [one for one in sentences if len(one.words) >= HARDEST_WORDS] or [
        max(sentences, key=lambda one: len(one.words))
    ]
    return min(longer, key=lambda one: _ease_of(one))


def _ease_of(sentence: Sentence) -> float:
    return measure_ease([sentence]) if any(not word.is_number for word in sentence.words) else 206.84


def _mark(sentence: Sentence) -> Mark:
    return Mark(sentence.start, sentence.end)


_LONG = (
    "Het doel van dit algoritme is dat de medewerkers van de gemeente sneller kunnen zien welke aanvragen zij eerst"
    " moeten bekijken omdat die aanvragen langer dan een week hebben gewacht."
)
_HARD = (
    "Organisatieoverstijgende informatiehuishoudingsvraagstukken vereisen gestandaardiseerde uitvoeringsmethodieken."
    " De implementatie daarvan bewerkstelligt optimalisatie van de gegevensverwerkingsprocessen binnen de"
    " uitvoeringsorganisaties. Een belangrijke randvoorwaarde is de beschikbaarheid van gekwalificeerde"
    " functionarissen en van adequate ondersteuningsfaciliteiten, waarmee de kwaliteitsborging van de besluitvorming"
    " in de verschillende organisatieonderdelen is gewaarborgd. Aanvullende beleidsinstrumenten zijn in ontwikkeling"
    " ten behoeve van de operationalisering van de verantwoordingssystematiek."
)
_EASY = (
    "De gemeente krijgt veel vragen. Dit algoritme leest elke vraag en zoekt uit waar die over gaat. Daarna stuurt"
    " het de vraag naar de juiste groep. Een mens leest de vraag en geeft antwoord. Zo hoeft u niet lang te wachten."
    " Is de vraag moeilijk? Dan belt iemand u op en zoekt het samen met u uit."
)

JARGON_RULE = Rule(
    code="jargon",
    title=Text("Vaktaal", "Jargon"),
    why=Text(
        "De beschrijving is er voor iedereen. Een woord dat alleen kenners begrijpen sluit anderen buiten.",
        "The description is there for everybody. A word that only experts understand shuts others out.",
    ),
    method=Text(
        "We zoeken woorden uit een lijst, elk met een gewoner woord erbij. Een woord dat tussen haakjes wordt"
        " uitgelegd tellen we niet. Elk woord wijzen we per veld één keer aan.",
        "We look for words from a list, each with a plainer one. A word that is explained between brackets does not"
        " count. Each word is marked once per field.",
    ),
    check=check_jargon,
    examples=(
        Example(
            shown=Text("“Teneinde fraude te mitigeren.”", "“Teneinde fraude te mitigeren.”"),
            values={"goal": "<p>Teneinde fraude te mitigeren.</p>"},
            finds=True,
        ),
        Example(
            shown=Text("“Om fraude tegen te gaan.”", "“Om fraude tegen te gaan.”"),
            values={"goal": "<p>Om fraude tegen te gaan.</p>"},
            finds=False,
        ),
        Example(
            shown=Text(
                "“We letten op bias (vooroordelen in de gegevens).”",
                "“We letten op bias (vooroordelen in de gegevens).” The word is explained.",
            ),
            values={"risks": "We letten op bias (vooroordelen in de gegevens)."},
            finds=False,
        ),
    ),
)
SENTENCE_RULE = Rule(
    code="long_sentence",
    title=Text("Lange zin", "Long sentence"),
    why=Text(
        "In een lange zin raakt een lezer de draad kwijt. Korte zinnen zijn ook voor kenners prettiger.",
        "In a long sentence a reader loses the thread. Short sentences are nicer for experts too.",
    ),
    method=Text(
        "Een zin met meer dan 25 woorden. Regels en punten van een opsomming tellen als losse zinnen.",
        "A sentence of more than 25 words. Lines and bullets of a list count as sentences of their own.",
    ),
    check=check_sentences,
    examples=(
        Example(shown=Text(f"“{_LONG}”", f"“{_LONG}”"), values={"goal": _LONG}, finds=True),
        Example(shown=Text(f"“{_EASY}”", f"“{_EASY}”"), values={"goal": _EASY}, finds=False),
        Example(
            shown=Text("Een opsomming met veel regels", "A list of many lines"),
            values={"source_data": "<ul>" + "<li>naam en adres van de aanvrager</li>" * 8 + "</ul>"},
            finds=False,
        ),
    ),
)
EASE_RULE = Rule(
    code="hard_to_read",
    title=Text("Moeilijk te lezen", "Hard to read"),
    why=Text(
        "Ongeveer één op de vijf volwassenen heeft moeite met lezen. Een tekst in gewone woorden helpt iedereen.",
        "About one in five adults finds reading hard. A text in plain words helps everybody.",
    ),
    method=Text(
        "De leesbaarheid volgens Flesch, met de gewichten van Douma voor het Nederlands: 206,84 min 0,77 keer het"
        " aantal lettergrepen per honderd woorden min 0,93 keer het aantal woorden per zin. Onder de 30 noemen we een"
        " tekst van 50 woorden of meer moeilijk. De formule kent alleen lengte; zij weet niet of een tekst klopt.",
        "The reading ease of Flesch, with the weights of Douma for Dutch: 206.84 minus 0.77 times the syllables per"
        " hundred words minus 0.93 times the words per sentence. Below 30 we call a text of 50 words or more hard. The"
        " formula knows length alone; it cannot tell whether a text makes sense.",
    ),
    check=check_ease,
    examples=(
        Example(
            shown=Text(f"“{_HARD}”", f"“{_HARD}”"),
            values={"goal": _HARD},
            finds=True,
        ),
        Example(
            shown=Text(f"“{_EASY}”", f"“{_EASY}”"),
            values={"goal": _EASY},
            finds=False,
        ),
    ),
)
