"""What somebody types and what is then likely: each rule on a few entries made by hand, and sentences on those we ship."""

from collections.abc import Mapping

import pytest

from waarborg.adapters.framework_files.entry_words import load_entry_words
from waarborg.core.framework.entering import MOST_KINDS, MOST_WORDS, Entries, Entry, Hint, Suggested, suggest
from waarborg.core.profile.vocabulary import Choice, Citation, Source, Term, Type
from waarborg.core.terms.text import Text

SOURCE = Citation(Source("law", Text("wet", "law"), "https://example.org"), "1")


def term(key: str, type: Type, *choices: str) -> Term:
    return Term(
        key=key,
        type=type,
        group="all",
        label=Text(key, key),
        definition=Text(key, key),
        citations=(SOURCE,),
        choices=tuple(Choice(one, Text(one, one), exclusive=one == "none") for one in choices),
    )


MAKER = term("maker", Type.CHOICE, "built", "bought")
DATA = term("data", Type.CHOICES, "personal", "number", "none")
PROFILE = term("profile", Type.BOOLEAN)


def entry(id: str, *words: str, hints: tuple[Hint, ...] = (), **more: object) -> Entry:
    return Entry(id=id, label=Text(id, id), words=words, hints=hints, **more)  # type: ignore[arg-type]  # as given


CHATBOT = entry("chatbot", "*chatbot*", hints=(Hint(DATA, ("personal",)), Hint(PROFILE, False)), is_firm=True)
FRAUD = entry(
    "fraud", "bijstandsfraude*", "risico* + bijstand*", subjects=("fraude*",), hints=(Hint(PROFILE, True),)
)
MAIL = entry("mail", "e mail*", hints=(Hint(DATA, ("none",)),))
BENEFITS = entry("benefits", "bijstand*", hints=(Hint(DATA, ("number",)), Hint(MAKER, "built")))
BOUGHT = entry("bought", "gekocht", "bought", hints=(Hint(MAKER, "bought"),), is_firm=True)
NUMBER = entry("number", "bsn", hints=(Hint(DATA, ("number",)),), withholds=True)
PEOPLE = entry("people", "persoonsgegeven*", hints=(Hint(DATA, ("personal",)),), withholds=True)
ENTRIES = Entries((CHATBOT, FRAUD, MAIL, BENEFITS), (BOUGHT, NUMBER, PEOPLE))


def kinds(found: Suggested) -> list[str]:
    return [one.entry.id for one in found.kinds]


def facts(found: Suggested) -> dict[str, object]:
    return {one.term.key: one.value for one in found.facts}


# --- words -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("een chatbot", ["chatbot"]),
        ("CHATBOT!", ["chatbot"]),
        ("onze webchatbots", ["chatbot"]),  # the word has it inside
        ("chat", []),
        ("bijstandsfraudeurs", ["fraud"]),  # begins like that
        ("bijstands fraude", ["fraud"]),  # cut in two
        ("bíjstandsfraudë", ["fraud"]),  # accents
        ("e-mail", ["mail"]),
        ("email en e-mails", ["mail"]),
        ("e. mail", []),  # another sentence between
        ("bijstand", ["benefits"]),
        ("het risico in de bijstand", ["fraud"]),  # both, so the more specific alone
        ("bijstand met risico’s", ["fraud"]),  # in any order
        ("bijstand " + "en zo " * 10 + "risico", ["benefits"]),  # too far apart
        ("fraude", ["fraud"]),  # no more than a guess
        ("fraude met e-mail", ["mail"]),  # which gives way to what is named
        ("b.s.n.", []),
        ("", []),
    ],
)
def test_the_kinds_that_a_text_names(text: str, expected: list[str]) -> None:
    assert kinds(suggest(ENTRIES, text)) == expected


def test_what_was_written_is_told_as_it_was_written() -> None:
    (found,) = suggest(ENTRIES, "Een RISICO-model voor de Bijstánd").kinds
    assert found.words == ("RISICO", "Bijstánd")
    assert found.weight == len("risico" + "bijstand")


def test_a_guess_gives_no_facts() -> None:
    found = suggest(ENTRIES, "iets met fraude")
    assert [one.is_named for one in found.kinds] == [False]
    assert found.facts == ()


def test_only_the_first_words_are_read() -> None:
    assert kinds(suggest(ENTRIES, "woord " * (MOST_WORDS - 1) + "chatbot")) == ["chatbot"]
    assert kinds(suggest(ENTRIES, "woord " * MOST_WORDS + "chatbot")) == []


def test_no_more_than_a_few_kinds_are_told_the_most_specific_first() -> None:
    words = ["ab", "abc", "abcd", "abcde", "abcdef", "abcdefg"]
    found = suggest(Entries([entry(word, word) for word in words]), ", ".join(words))
    assert kinds(found) == words[:0:-1]
    assert len(found.kinds) == MOST_KINDS


# --- denials -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "expected", "denied"),
    [
        ("geen chatbot", [], ("geen chatbot",)),
        ("not a chatbot", [], ("not a chatbot",)),
        ("It isn't a chatbot", [], ("isn't a chatbot",)),
        ("zonder gebruik van e-mail", [], ("zonder gebruik van e-mail",)),
        ("no use of email", [], ("no use of email",)),
        ("geen chatbot of e-mail", [], ("geen chatbot", "geen chatbot of e-mail")),
        ("geen chatbot maar e-mail", ["mail"], ("geen chatbot",)),
        ("geen idee. Chatbot", ["chatbot"], ()),  # a denial stays in its sentence
        ("not only a chatbot", ["chatbot"], ()),
        ("wij weten niet of chatbot past", ["chatbot"], ()),  # whether, and not: or
        ("geen chatbot, of toch een chatbot", ["chatbot"], ()),  # said otherwise elsewhere
    ],
)
def test_what_is_denied_does_not_count(text: str, expected: list[str], denied: tuple[str, ...]) -> None:
    found = suggest(ENTRIES, text)
    assert (kinds(found), found.denied) == (expected, denied)


def test_denying_a_fact_takes_it_out_of_what_a_kind_suggests() -> None:
    assert facts(suggest(ENTRIES, "bijstand"))["data"] == ["number"]
    assert "data" not in facts(suggest(ENTRIES, "bijstand, zonder BSN"))
    assert facts(suggest(ENTRIES, "chatbot zonder persoonsgegevens, met BSN"))["data"] == ["number"]


# --- facts -------------------------------------------------------------------------------------------------
def test_choices_of_several_entries_are_put_together_and_each_tells_where_it_comes_from() -> None:
    found = suggest(ENTRIES, "een chatbot die het BSN vraagt")
    assert facts(found) == {"data": ["personal", "number"], "profile": False}
    (data,) = (one for one in found.facts if one.term is DATA)
    assert [origin.found.entry.id for origin in data.origins] == ["chatbot", "number"]


def test_a_choice_that_excludes_others_is_no_addition() -> None:
    found = suggest(ENTRIES, "bijstand per e-mail")
    assert facts(found)["data"] == ["number"]
    (conflict,) = found.conflicts
    assert (conflict.followed.found.entry.id, conflict.other.found.entry.id) == ("benefits", "mail")


def test_of_two_kinds_the_more_specific_is_followed_and_the_other_told() -> None:
    long = entry("long", "waterschapsbelasting", hints=(Hint(PROFILE, True),))
    short = entry("short", "loting", hints=(Hint(PROFILE, False),))
    found = suggest(Entries((short, long)), "loting van waterschapsbelasting")
    assert facts(found) == {"profile": True}
    assert [(one.followed.found.entry, one.other.found.entry) for one in found.conflicts] == [(long, short)]


def test_what_people_say_outright_goes_before_what_is_usual() -> None:
    found = suggest(ENTRIES, "gekocht programma voor de bijstand")
    assert facts(found)["maker"] == "bought"
    assert [one.other.found.entry.id for one in found.conflicts] == ["benefits"]


def test_beside_a_kind_that_says_what_it_does_a_field_gives_conflicts_and_no_facts() -> None:
    found = suggest(ENTRIES, "chatbot over het risico in de bijstand")
    assert kinds(found) == ["chatbot", "fraud"]
    assert facts(found) == {"data": ["personal"], "profile": False}
    assert [one.other.found.entry.id for one in found.conflicts] == ["fraud"]


@pytest.mark.parametrize("word", ["x", "", "*", "a*b", "een. twee", "goed + ", "!?"])
def test_a_word_that_can_never_be_found_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="can never be found"):
        Entries([entry("odd", word)])


@pytest.mark.parametrize(
    "twice", [[entry("one", "aa"), entry("one", "bb")], [entry("one", "aa"), entry("two", "aa")]]
)
def test_an_id_or_a_word_that_is_there_twice_is_refused(twice: list[Entry]) -> None:
    with pytest.raises(ValueError, match="is there twice"):
        Entries(twice)


# --- sentences, on the entries that come with the product --------------------------------------------------
LEARNED, RULES = {"inference": ["learned"]}, {"inference": ["none"]}
SENTENCES: list[tuple[str, list[str], Mapping[str, object]]] = [
    ("we bought a chatbot", ["chatbot"], {"built_or_bought": "bought", **LEARNED}),
    ("Wij hebben een chatbot gekocht voor onze website", ["chatbot"], {"built_or_bought": "bought"}),
    ("chatbod", ["chatbot"], {"role_in_decision": "no_decision"}),
    (
        "risicomodel om bijstandsfraude te vinden",
        ["benefits-fraud"],
        {"annex_iii_areas": ["5a"], "profiling": True},
    ),
    ("A risk model for reviews of social assistance", ["benefits-fraud"], {"role_in_decision": "selects"}),
    ("fraude met toeslagen opsporen", ["benefits-fraud"], {"annex_iii_areas": ["5a"]}),
    (
        "Geen chatbot, maar een voicebot aan de telefoon",
        ["voice-robot"],
        {"contact_with_people": ["talks_to_people"]},
    ),
    ("Copilot voor alle ambtenaren", ["assistant"], {"general_purpose_ai": "system"}),
    (
        "Wij hebben zelf een vertaaltool gebouwd, geen leverancier",
        ["translation"],
        {"built_or_bought": "built"},
    ),
    (
        "Een bureau laten ontwikkelen: samenvatten van raadsstukken",
        ["summariser"],
        {"built_or_bought": "commissioned"},
    ),
    ("speech recognition in council meetings", ["speech-to-text"], {"annex_iii_areas": ["none"]}),
    ("Annonimiseren van Woo-stukken", ["anonymising"], {"data_used": ["personal"]}),
    ("software that reads invoices", ["ocr"], {"decision_kind": "internal"}),
    ("e-mails van inwoners naar de goede afdeling sturen", ["message-routing"], {**LEARNED}),
    (
        "camera's die fietsers tellen",
        ["camera-counting"],
        {"affected_groups": ["road_users"], "large_scale": True},
    ),
    ("Kentekenherkenning voor de milieuzone", ["anpr"], {"decision_kind": "individual_decision"}),
    (
        "Parkeercontrole met een scanauto",
        ["parking-scan-car"],
        {"affected_groups": ["taxpayers", "road_users"]},
    ),
    (
        "gezichts herkenning bij de ingang",
        ["face-recognition"],
        {"annex_iii_areas": ["1a"], "data_used": ["personal", "special"]},
    ),
    ("log in with your face", ["identity-check"], {"biometric_use": ["verification"]}),
    ("bodycams voor boa’s", ["body-cam"], RULES),
    ("drukte meten met wifi", ["crowd-monitoring"], {"decision_kind": "factual_act"}),
    ("Slimme routes voor afvalcontainers", ["waste-routes"], {"data_used": ["none"]}),
    ("AI finds potholes in the road surface", ["road-damage"], {"affected_groups": ["none"]}),
    ("asbestdaken zoeken op luchtfoto's", ["aerial-images"], {"role_in_decision": "selects"}),
    ("model for the WOZ value of homes", ["woz"], {"profiling": False}),
    ("aangiften selecteren met een risicoscore voor de belasting", ["tax-risk"], {"profiling": True}),
    ("vroeg signalering van schulden", ["debt-signals"], {"annex_iii_areas": ["none"]}),
    (
        "voorspellen welke leerlingen uitvallen",
        ["school-absence"],
        {"affected_groups": ["children", "pupils"]},
    ),
    ("leerlingenvervoer plannen", ["pupil-transport"], RULES),
    ("triage in de jeugdzorg", ["youth-care"], {"annex_iii_areas": ["5a"]}),
    ("Wmo-indicatie", ["social-support"], {"decision_kind": "individual_decision"}),
    ("Vergunningcheck bouwen", ["permit-check"], {"role_in_decision": "no_decision", **RULES}),
    (
        "bijzondere bijstand, volledig automatisch",
        ["benefit-calculation"],
        {"role_in_decision": "decides_alone", "annex_iii_areas": ["5a"]},
    ),
    (
        "Parkeervergunning, niet volledig automatisch",
        ["parking-permit"],
        {"decision_kind": "individual_decision"},
    ),
    ("Chatbot over parkeervergunningen", ["chatbot", "parking-permit"], LEARNED),
    ("CV-screening in the American cloud", ["cv-screening"], {"hosting": "supplier_outside_eea"}),
    ("we letten op kinderen", [], {"affected_groups": ["children"]}),
    ("tool die cv's sorteert", ["cv-screening"], {"annex_iii_areas": ["4a"], "profiling": True}),
    ("dienstrooster maken voor medewerkers", ["rostering"], {"affected_groups": ["employees"]}),
    ("monitoring of employees", ["hr-analytics"], {"annex_iii_areas": ["4b"]}),
    ("bezwaarschriften verdelen over juristen", ["objections"], {"annex_iii_areas": ["none"]}),
    ("triage van 112-meldingen op de meldkamer", ["emergency-calls"], {"annex_iii_areas": ["5d"]}),
    ("predictive policing", ["predictive-policing"], {"for_law_enforcement": True}),
    ("kans op recidive", ["offender-risk"], {"annex_iii_areas": ["6d"]}),
    (
        "asylum applications, a person decides",
        ["asylum"],
        {"annex_iii_areas": ["7c"], "role_in_decision": "supports"},
    ),
    ("online proctoring van tentamens", ["proctoring"], {"annex_iii_areas": ["3d"]}),
    ("school admission by lottery", ["admission-lottery"], {"annex_iii_areas": ["3a"], **RULES}),
    ("waterpeil regelen met gemalen", ["water-level"], {"role_in_decision": "decides_alone"}),
    ("smart traffic lights", ["traffic-lights"], {"affected_groups": ["road_users"]}),
    (
        "rangorde van cultuursubsidies in Excel",
        ["subsidy"],
        {"decision_kind": "individual_decision", **RULES},
    ),
    ("LAA: adresfraude", ["address-checks"], {"data_used": ["personal", "national_id"]}),
    ("witwassen herkennen", ["money-laundering"], {"data_used": ["personal", "criminal"]}),
    (
        "Chatbot die emoties herkent aan de stem",
        ["emotion-recognition", "chatbot"],
        {"annex_iii_areas": ["1c"]},
    ),
    (
        "an awareness video with a deepfake",
        ["deepfake"],
        {"contact_with_people": ["makes_content", "deep_fake"]},
    ),
    (
        "wij trainen een eigen taalmodel",
        ["general-model"],
        {"general_purpose_ai": "model", "ai_act_roles": ["provider"]},
    ),
    (
        "Medisch hulpmiddel voor de GGD",
        ["medical-device"],
        {"safety_component": "section_a", "third_party_conformity": True},
    ),
    ("a lift with smart maintenance", ["lift"], {"safety_component": "section_a"}),
    ("Dijkinspectie met drones", ["drone-inspection"], {"role_in_decision": "supports"}),
    ("algoritme", [], {}),
    ("what kind of thing is this", [], {}),  # the Dutch word for a child is no English kind
    ("zelflerend model zonder BSN", [], LEARNED),
    ("excellent service", [], {}),  # is no Excel
]


@pytest.mark.parametrize(("text", "expected", "likely"), SENTENCES, ids=[one[0] for one in SENTENCES])
def test_a_sentence_gives_these_kinds_and_these_facts(
    text: str, expected: list[str], likely: Mapping[str, object]
) -> None:
    found = suggest(load_entry_words(), text)
    assert kinds(found) == expected
    if not likely:
        assert facts(found) == {}
    assert {key: facts(found).get(key) for key in likely} == likely
