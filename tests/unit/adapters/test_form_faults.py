"""A small form with one thing wrong in it: the line, the words in Dutch and in English, and what to do.

The form, with its lines:

     1  id: klein                             13  parts:
     2  version: "2026.1"                     14    - part: een
     3  released_on: 2026-11-01               15      title: {nl: Een, en: One}
     4  title: {nl: Klein, en: Small}         16      items:
     5  short: Klein                          17        - question: "1"
     6  summary: {nl: Klein., en: Small.}     18          type: boolean
     7  based_on:                             19          ask: {nl: Is dit zo?, en: Is this so?}
     8    title: Eigen                        20        - question: "2"
     9    version: "1"                        21          type: choice
    10    link: https://voorbeeld.example/    22          ask: {nl: Welke?, en: Which?}
    11  sources: []                           23          when: "[1]"
    12  signatures: []                        24          options:
                                              25            - {value: a, label: {nl: A, en: A}}
                                              26            - {value: b, label: {nl: B, en: B}}
"""

import json
import re
from importlib.resources import files

import pytest

from waarborg.adapters.content_files.schema_patterns import PATTERNS
from waarborg.adapters.form_files.own_files import read_own_text
from waarborg.core.forms.faults import Fault
from waarborg.core.forms.library import Library

FORM = """\
id: klein
version: "2026.1"
released_on: 2026-11-01
title: {nl: Klein, en: Small}
short: Klein
summary: {nl: Klein., en: Small.}
based_on:
  title: Eigen
  version: "1"
  link: https://voorbeeld.example/
sources: []
signatures: []
parts:
  - part: een
    title: {nl: Een, en: One}
    items:
      - question: "1"
        type: boolean
        ask: {nl: Is dit zo?, en: Is this so?}
      - question: "2"
        type: choice
        ask: {nl: Welke?, en: Which?}
        when: "[1]"
        options:
          - {value: a, label: {nl: A, en: A}}
          - {value: b, label: {nl: B, en: B}}
"""


def find(text: str) -> list[Fault]:
    return list(read_own_text(text, library=Library(()))[1])


def change(old: str, new: str) -> str:
    assert FORM.count(old) == 1, f"{old!r} stands {FORM.count(old)} times in the form"
    return FORM.replace(old, new)


def test_the_form_itself_is_in_order() -> None:
    form, faults = read_own_text(FORM, library=Library(()))
    assert form is not None
    assert (len(form.questions), faults) == (2, ())


# --- what the schema says --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("old", "new", "line", "nl", "en", "remedy"),
    [
        # What is missing, and keys that are not known.
        ("summary: {nl: Klein., en: Small.}\n", "", 1, "Hier ontbreekt “summary”.", "“summary” is missing here.", "Schrijf het erbij."),
        ("title: {nl: Klein, en: Small}", "title: {nl: Klein}", 4, "Hier ontbreekt “en”.", "“en” is missing here.", "Schrijf het erbij."),
        ("short: Klein\nsummary: {nl: Klein., en: Small.}\n", "", 1, "Hier ontbreken “short” en “summary”.", "“short” and “summary” are missing here.", "Schrijf ze erbij."),
        ("summary: {nl", "sumary: {nl", 6, "De sleutel “sumary” is hier niet bekend.", "The key “sumary” is not known here.", "Bedoelt u “summary”?"),
        ("        when:", "        wanneer:", 23, "De sleutel “wanneer” is hier niet bekend.", "The key “wanneer” is not known here.", "Haal hem weg. Hier kan staan: question, ask, type,"),
        ("        when:", "        mijn eigen. sleutel:", 23, "De sleutel “mijn eigen. sleutel” is hier niet bekend.", "The key “mijn eigen. sleutel” is not known here.", "Haal hem weg."),
        ("{nl: Welke?, en: Which?}", "{nl: Welke, en: Which, of niet}", 22, "De sleutel “of niet” is hier niet bekend.", "The key “of niet” is not known here.", "Staat er een komma in de tekst?"),
        ("      - question: \"1\"\n", "      - vraag: \"1\"\n", 17, "Dit is geen vraag, geen groep en geen tekst om te lezen.", "This is no question, no group and no text to read.", "Zet er een kenmerk bij"),
        ("      - question: \"1\"\n", "      - qestion: \"1\"\n", 17, "Dit is geen vraag, geen groep en geen tekst om te lezen.", "This is no question, no group and no text to read.", "Bedoelt u “question” in plaats van “qestion”?"),
        ("short: Klein", "1: Klein\nshort: Klein", 5, "De sleutel “1” is geen tekst.", "The key “1” is no text.", "Zet hem tussen aanhalingstekens"),
        ("short: Klein", "null: Klein\nshort: Klein", 5, "De sleutel “null” is geen tekst.", "The key “null” is no text.", "Zet hem tussen aanhalingstekens"),
        # Another type.
        ("version: \"2026.1\"\n", "version: 2026.1\n", 2, "Hier hoort een tekst; er staat “2026.1”.", "A text belongs here; there is “2026.1”.", "Zet de waarde tussen aanhalingstekens, zoals \"2.10\"."),
        ("short: Klein", "short:", 5, "Hier hoort een tekst; er staat niets.", "A text belongs here; there is nothing.", "Schrijf er een tekst."),
        ("short: Klein", "short: [Klein]", 5, "Hier hoort een tekst; er staat een lijst.", "A text belongs here; there is a list.", "Schrijf er een tekst."),
        ("title: {nl: Klein, en: Small}", "title: Klein", 4, "Hier hoort een groep met sleutels; er staat “Klein”.", "A group of keys belongs here; there is “Klein”.", "Schrijf de tekst in twee talen: {nl: …, en: …}."),
        ("sources: []", "sources: geen", 11, "Hier hoort een lijst; er staat “geen”.", "A list belongs here; there is “geen”.", "Schrijf een lijst: begin elke regel met een streepje."),
        ("        when:", "        required: ja\n        when:", 23, "Hier hoort true of false; er staat “ja”.", "True or false belongs here; there is “ja”.", "Schrijf true of false, zonder aanhalingstekens."),
        ("short: Klein", "short: Klein\norder: eerst", 6, "Hier hoort een geheel getal; er staat “eerst”.", "A whole number belongs here; there is “eerst”.", "Schrijf een getal zonder aanhalingstekens, zoals 12."),
        # Values that cannot be.
        ("type: boolean", "type: bool", 18, "“bool” kan hier niet.", "“bool” cannot stand here.", "Bedoelt u “boolean”? Kies uit: actions, boolean, choice,"),
        ("short: Klein", "short: Klein\nabout: dier", 6, "“dier” kan hier niet.", "“dier” cannot stand here.", "Kies uit: algorithm, organisation."),
        ("id: klein", "id: Klein formulier", 1, "“Klein formulier” heeft niet de goede vorm.", "“Klein formulier” has not the right form.", "Schrijf kleine letters en cijfers, met streepjes ertussen"),
        ("released_on: 2026-11-01", "released_on: 1 november 2026", 3, "“1 november 2026” heeft niet de goede vorm.", "“1 november 2026” has not the right form.", "Schrijf een dag als jaar-maand-dag"),
        ("https://voorbeeld.example/", "voorbeeld.example", 10, "“voorbeeld.example” heeft niet de goede vorm.", "“voorbeeld.example” has not the right form.", "Schrijf een webadres dat begint met https://."),
        ("question: \"2\"", f"question: \"{'a' * 41}\"", 20, "is te lang: 41 tekens.", "is too long: 41 signs.", "Gebruik er ten hoogste 40."),
        ("when: \"[1]\"", "when: x", 23, "“x” is te kort.", "“x” is too short.", "Gebruik ten minste 3 tekens."),
        ("en: Which?}", "en: ''}", 22, "Hier staat een lege tekst.", "Here is an empty text.", "Vul hem in"),
        ("en: Which?}", "en: ' '}", 22, "Hier staat een lege tekst.", "Here is an empty text.", "Vul hem in"),
        ("parts:\n", "parts: []\nparts2:\n", 13, "Hier staat niets.", "There is nothing here.", "Zet er ten minste 1 neer."),
        ("          - {value: b, label: {nl: B, en: B}}\n", "", 24, "Hier staan er te weinig: 1.", "Here are too few: 1.", "Zet er ten minste 2 neer."),
        ("    items:\n", "    roles: [lawyer, lawyer]\n    items:\n", 16, "“lawyer” staat twee keer in deze lijst.", "“lawyer” is twice in this list.", "Haal er een weg."),
        ("short: Klein", "short: Klein\norder: 0", 6, "“0” is te klein.", "“0” is too small.", "Neem ten minste 1."),
    ],
)  # fmt: skip
def test_what_a_schema_refuses(old: str, new: str, line: int, nl: str, en: str, remedy: str) -> None:
    found = find(change(old, new))
    assert found
    fault = found[0]
    assert fault.line == line
    assert nl in fault.says.nl
    assert en in fault.says.en
    assert fault.remedy.nl.startswith(remedy)
    assert fault.remedy.en != fault.remedy.nl


def test_a_key_with_a_typing_error_is_not_missing_as_well() -> None:
    assert len(find(change("summary: {nl", "sumary: {nl"))) == 1


def test_all_that_a_schema_refuses_is_told_in_the_order_of_the_lines() -> None:
    text = (
        change("type: boolean", "type: bool")
        .replace("short: Klein", "kort: Klein")
        .replace("en: Which?", "n: Which?")
    )
    assert [(fault.line, fault.says.en) for fault in find(text)] == [
        (5, "The key “kort” is not known here."),
        (18, "“bool” cannot stand here."),
        (22, "The key “n” is not known here."),
    ]


def test_a_long_value_is_shortened() -> None:
    (fault,) = find(change('version: "2026.1"', f'version: "{"1" * 1000}"'))
    assert len(fault.says.nl) < 100
    assert " … " in fault.says.nl


# --- what cannot be made, and what points nowhere ----------------------------------------------------------------
@pytest.mark.parametrize(
    ("old", "new", "line", "nl", "en", "remedy"),
    [
        ("question: \"2\"", "question: \"1\"", 20, "“1” staat er twee keer.", "“1” is there twice.", "Geef elk een eigen naam"),
        ("released_on: 2026-11-01", "released_on: 2026-02-30", 3, "“2026-02-30” is geen bestaande dag.", "“2026-02-30” is not an existing day.", "Schrijf een dag als jaar-maand-dag"),
        ("when: \"[1]\"", "when: \"[1] EN\"", 23, "De voorwaarde onder “when” is niet te lezen, bij teken 7: De tekst houdt te vroeg op", "The condition under “when” cannot be read, at sign 7: The text ends too early", "Vul het aan"),
        ("when: \"[1]\"", "when: |\n          [1]\n          [1]", 23, "bij regel 2, teken 1: Tussen [1] en [1] staat niets dat ze verbindt.", "at line 2, sign 1: Nothing connects [1] and [1].", "Zet er EN of OF tussen"),
        ("when: \"[1]\"", "when: \"[3]\"", 23, "De voorwaarde noemt [3], en zo heet hier geen vraag en geen feit.", "The condition names [3], and no question or fact is called that here.", "Schrijf het kenmerk van een vraag"),
        ("when: \"[1]\"", "when: \"[hoog risco]\"", 23, "De voorwaarde noemt [hoog risco]", "The condition names [hoog risco]", "Bedoelt u “hoog risico”? Schrijf"),
        ("when: \"[1]\"", "when: \"[2]\"", 23, "“2” wacht op zichzelf.", "“2” waits for itself.", "Haal deze voorwaarde weg."),
        ("when: \"[1]\"", "fact: hosting", 24, "De keuzes zijn niet die van het feit “hosting”.", "The choices are not those of the fact “hosting”.", "Laat “options” weg"),
        ("when: \"[1]\"", "sources: [\"avg:35\"]", 23, "Onder “sources” van dit formulier staat geen bron “avg”.", "There is no source “avg” under “sources” of this form.", "Haal het weg"),
        ("when: \"[1]\"", "roles: [laywer]", 23, "Er is geen rol “laywer”.", "There is no role “laywer”.", "Bedoelt u “lawyer”?"),
        ("type: choice", "type: boolean", 24, "Alleen een vraag van het type “choice” of “choices” heeft keuzes.", "Only a question of type “choice” or “choices” has options.", "Kies een van die types"),
        ("type: boolean", "type: table", 18, "Deze tabel heeft geen kolommen.", "This table has no columns.", "Schrijf de kolommen"),
        ("type: boolean", "type: boolean\n        fact: profilng", 19, "Het feit “profilng” staat niet in de woordenlijst.", "The fact “profilng” is not in the vocabulary.", "Bedoelt u “profiling”?"),
        ("{value: b,", "{value: a,", 24, "“a” staat er twee keer.", "“a” is there twice.", "Geef elk een eigen naam"),
        ("sources: []", "sources: []\noutcomes: [{outcome: o, level: stop, title: {nl: O, en: O}, when: \"[1]\", says: {nl: O, en: O}, form: dpai}]", 12, "Er is geen formulier “dpai”.", "There is no form “dpai”.", "Kies uit: klein."),
        ("sources: []", "sources: []\nfacts: [{fact: s, kind: number, label: {nl: S, en: S}, function: \"1 = 2\"}]", 12, "Dit feit is van de soort getal, en zijn functie geeft ja of nee.", "This fact is of kind number, and its function gives yes or no.", "Verander de soort"),
        ("sources: []", "sources: []\nfacts: [{fact: \"a:b\", kind: number, label: {nl: S, en: S}, function: \"1 + 1\"}]", 12, "“a:b” kan geen naam van een feit zijn.", "“a:b” cannot be the name of a fact.", "Schrijf een naam zonder dubbele punt."),
        ("sources: []", "sources: []\nevidence_for: [{requirement: avg-99, why: {nl: W, en: W}}]", 12, "Er is geen vereiste “avg-99”.", "There is no requirement “avg-99”.", "Bedoelt u “avg-"),
        ("sources: []", "sources: []\ninstrument: dpai", 12, "Er is geen instrument “dpai”.", "There is no instrument “dpai”.", "Bedoelt u “dpia”?"),
        ("sources: []", "sources: []\nreview:\n  months: 1\n  why: {nl: W, en: W}\n  facts: [golas]", 15, "Het feit “golas” staat niet in de woordenlijst.", "The fact “golas” is not in the vocabulary.", "Bedoelt u “goal”?"),
    ],
)  # fmt: skip
def test_what_does_not_fit(old: str, new: str, line: int, nl: str, en: str, remedy: str) -> None:
    (fault,) = find(change(old, new))
    assert fault.line == line
    assert nl in fault.says.nl
    assert en in fault.says.en
    assert fault.remedy.nl.startswith(remedy)
    assert fault.remedy.en != fault.remedy.nl


def test_all_that_cannot_be_made_is_told_at_once() -> None:
    text = change('when: "[1]"', 'when: "[1] EN"').replace("type: boolean", "type: table")
    assert [(fault.line, fault.place, fault.key) for fault in find(text)] == [
        (18, "1", "type"),
        (23, "2", "when"),
    ]


# --- what is no YAML -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("old", "new", "line", "column", "nl", "en", "remedy"),
    [
        ("short: Klein", "short: Klein\nid: groot", 6, 1, "de sleutel 'id' staat er twee keer, eerst op regel 1", "the key 'id' is written twice, first on line 1", "Laat er een weg."),
        ("short: Klein", "short: Klein: klein", 5, 13, "hier kan geen dubbele punt staan", "a colon cannot stand here", "Staat er een dubbele punt in een tekst?"),
        ("summary: {nl: Klein., en: Small.}", "summary: {nl: Klein., en: Small.", 7, 9, "de groep tussen { en } van regel 6 is niet af", "the group between { and } of line 6 is not complete", "Zet een } aan het einde."),
        ("type: boolean", "\ttype: boolean", 18, 9, "een waarde kan niet met dit teken beginnen", "a value cannot begin with this sign", "Zet de waarde tussen aanhalingstekens."),
        ("when: \"[1]\"", "when: [1] EN [2]", 23, 19, "deze regel past niet bij de regels erboven", "this line does not fit the lines above it", "Begint een waarde met een [, zet haar dan tussen aanhalingstekens"),
        ("short: Klein", "short: \"Klein", 9, 13, "de tekst tussen aanhalingstekens van regel 5 loopt tot hier door", "the text between quotes of line 5 goes on until here", "Ontbreekt er een aanhalingsteken op regel 5?"),
        ("short: Klein", "short: 0x_", 5, 8, "dit getal is niet te lezen", "this number cannot be read", "Schrijf een gewoon getal"),
    ],
)  # fmt: skip
def test_what_is_no_yaml(old: str, new: str, line: int, column: int, nl: str, en: str, remedy: str) -> None:
    (fault,) = find(change(old, new))
    assert (fault.place, fault.line, fault.column) == ("$", line, column)
    assert nl in fault.says.nl
    assert en in fault.says.en
    assert fault.remedy.nl.startswith(remedy)


# --- words for everything ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("schema", ["form", "extension"])
def test_every_pattern_of_a_schema_of_forms_has_words(schema: str) -> None:
    text = files("waarborg.content").joinpath(f"forms/{schema}.schema.json").read_text(encoding="utf-8")
    patterns = {json.loads(found) for found in re.findall(r'"pattern": ("[^\n]*?")[,\n]', text)}
    assert len(patterns) >= 10
    assert patterns <= set(PATTERNS)
