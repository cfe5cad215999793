"""Files about law: what is wrong with one is said with file, line, frame, field and remedy; hostile ones are refused."""

from pathlib import Path

import pytest

from waarborg.adapters.content_files.yaml_files import ContentError
from waarborg.adapters.law_files import loading
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.law_files.located_yaml import MOST_CHARACTERS, parse_located
from waarborg.adapters.law_files.own_format import read_own_format
from waarborg.adapters.law_files.text_files import read_text
from waarborg.adapters.law_models import FLINT, MACHINE_LAW, OWN, open_model
from waarborg.core.law.frames import FactFrame

HEAD = "id: a\nversion: 1\ntitle: {nl: A, en: A}\n"


def fault(text: str) -> LawFileError:
    with pytest.raises(LawFileError) as caught:
        read_own_format(text, file="a.yaml")
    assert caught.value.file == "a.yaml"
    assert caught.value.remedy_text.nl
    return caught.value


# --- the own format --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "place", "message", "remedy"),
    [
        ("- a\n", "line 1", "groep met sleutels", "dubbele punt"),
        ("version: 1\n", "line 1, id", "“id” ontbreekt", "Vul dit veld in"),
        (HEAD.replace("{nl: A, en: A}", ""), "line 3, title", "“title” ontbreekt", "Vul dit veld in"),
        (HEAD.replace("{nl: A, en: A}", "A"), "line 3, title", "Nederlands en in het Engels", "nl: … en en: …"),
        (HEAD.replace("{nl: A, en: A}", "{nl: A, en: ' '}"), "line 3, title", "Nederlands", "nl: …"),
        (HEAD + "fatcs: []\n", "line 4, fatcs", "“fatcs” is onbekend", "Bedoelt u “facts”?"),
        (HEAD + "zzz: 1\n", "line 4, zzz", "“zzz” is onbekend", "Hier kan staan: "),
        (HEAD + "status: klaar\n", "line 4, status", "“klaar” kan hier niet", "draft, verified"),
        (HEAD + "made_on: 12-01-2026\n", "line 4, made_on", "geen datum", "2026-01-31"),
        (HEAD + "made_on: 2026-02-30\n", "line 4, made_on", "geen datum", "2026-01-31"),
        (HEAD + "valid: {to: 2026-01-01}\n", "line 4, valid, from", "“from” ontbreekt", "Vul"),
        (HEAD + "valid: {from: 2026-02-01, to: 2026-01-01}\n", "line 4, valid, to", "eindigt voor", "eerste dag"),
        (HEAD + "authority: [x]\n", "line 4, authority", "hoort tekst", "aanhalingstekens"),
        (HEAD + "facts: {fact: a}\n", "line 4, facts", "hoort een lijst", "streepje"),
        (HEAD + "facts: [a]\n", "line 4, facts[1]", "groep met sleutels", "dubbele punt"),
        (HEAD + "facts:\n  - kind: number\n", "line 5, facts[1], fact", "“fact” ontbreekt", "Vul"),
        (HEAD + "facts:\n  - fact: a\n    kind: getal\n", "line 6, [a], kind", "“getal”", "boolean, number"),
        (HEAD + "facts:\n  - fact: a\n    x: 1\n", "line 6, [a], x", "onbekend", "Hier kan staan"),
        (HEAD + "facts:\n  - fact: a\n    function: '[b] EN EN [c]'\n", "line 6, [a], function (column 8 of the text)",
         "Na EN ontbreekt iets", "tussen EN en"),
        (HEAD + "facts:\n  - fact: a\n    function: |\n      [b]\n      [c]\n",
         "line 6, [a], function (line 2, column 1 of the text)", "niets dat ze verbindt", "EN of OF"),
        (HEAD + "facts:\n  - fact: a\n    function: [b, c]\n", "line 6, [a], function", "hoort tekst", "begint"),
        (HEAD + "facts:\n  - fact: a\n    kind: text\n    function: '1 = 2'\n", "line 6, [a], kind",
         "van de soort tekst, en zijn functie geeft ja of nee", "Verander"),
        (HEAD + "facts: [{fact: a}, {fact: b}, {fact: a}]\n", "line 4, [a]", "Op regel 4 staat al", "eigen periode"),
        (HEAD + "facts:\n- {fact: a, valid: {from: 2026-01-01}}\n- {fact: a, valid: {from: 2025-01-01, to: 2026-01-02}}\n",
         "line 6, [a]", "Op regel 5 staat al", "eigen periode"),
        (HEAD + "facts:\n  - fact: a\n    sources: [b]\n", "line 6, [a], sources", "geen bron met het kenmerk b", "sources"),
        (HEAD + "facts:\n  - fact: a\n    sources: [{slot: frame}]\n", "line 6, [a], sources[1], source", "ontbreekt", "Vul"),
        (HEAD + "sources: {b: }\n", "line 4, sources, b", "bron is leeg", "citation"),
        (HEAD + "sources: {b: {citation: x}}\n", "line 4, sources, b, kind", "“kind” ontbreekt", "Vul"),
        (HEAD + "sources: {b: {kind: bwb}}\n", "line 4, sources, b, citation", "ontbreekt", "Vul"),
        (HEAD + "sources: {b: {kind: bwb, citation: x, y: z}}\n", "line 4, sources, b, y", "onbekend", "kind, citation"),
        (HEAD + "acts:\n  - act: a\n    creates: [b]\n", "line 6, <<a>>, creates", "b is hier geen naam", '"[…]", "<…>"'),
        (HEAD + "acts:\n  - act: a\n    creates: ['<<b>>']\n", "line 6, <<a>>, creates", "geen naam", '"<…>"'),
        (HEAD + "duties:\n  - duty: a\n    creates: ['<b>']\n", "line 6, <a>, creates", "geen naam", '"<<…>>"'),
        (HEAD + "duties:\n  - duty: a\n    components: [{b: c}]\n", "line 6, <a>, components", "Onderdeel 1", "tussen"),
        (HEAD + "duties:\n  - duty: a\n    term: 8\n", "line 6, <a>, term", "is een datum", "TERMIJN(8 weken"),
        (HEAD + "choices:\n  - id: a\n    question: {nl: A, en: A}\n", "line 5, choice a", "keuze klopt niet", "twee opties"),
        (HEAD + "choices: [{id: a, question: {nl: A, en: A}, options: [{id: b, nl: B, en: B}, {id: c, nl: C, en: C}]}, {id: a}]\n",
         "line 4, choice a, id", "al een keuze", "eigen kenmerk"),
        (HEAD + "choices: [{id: a, affects: [x], options: []}]\n", "line 4, choice a, question", "ontbreekt", "Vul"),
    ],
)  # fmt: skip
def test_a_fault_names_line_frame_and_field(text: str, place: str, message: str, remedy: str) -> None:
    error = fault(text)
    assert error.place == error.path == place
    assert message in error.fault_text.nl
    assert remedy in error.remedy_text.nl


def test_a_fault_is_told_in_both_languages() -> None:
    error = fault(HEAD + "facts:\n  - fact: a\n    function: '[b] EN EN [c]'\n")
    assert isinstance(error, ContentError)
    assert str(error) == error.in_language("en")
    assert str(error).startswith(
        "a.yaml, at line 6, [a], function (column 8 of the text): Something is missing"
    )
    assert error.in_language("nl").startswith(
        "a.yaml, bij regel 6, [a], function (kolom 8 van de tekst): Na EN ontbreekt"
    )


def test_frames_of_one_name_in_periods_one_after_the_other_are_accepted() -> None:
    text = (
        HEAD
        + "facts:\n- {fact: a, valid: {from: 2026-01-01}}\n- {fact: a, valid: {from: 2025-01-01, to: 2026-01-01}}\n"
    )
    assert len(read_own_format(text, file="a").frames) == 2


def test_a_name_without_quotes_is_taken_for_what_it_means() -> None:
    text = HEAD + "acts:\n  - act: a\n    actor: [b]\n    creates: [[c], <d>]\n"
    (act,) = read_own_format(text, file="a").acts
    assert [str(name) for name in act.creates] == ["[c]", "<d>"]
    assert act.actor is not None


def test_two_files_of_the_same_version_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.yaml", "b.yaml", "README.md"):
        (tmp_path / name).write_text(HEAD, encoding="utf-8")
    monkeypatch.setattr(loading, "files", lambda package: tmp_path)
    loading.load_interpretations.cache_clear()
    with pytest.raises(LawFileError, match="There is a file with urn:waarborg:law:a:1 already"):
        loading.load_interpretations()
    loading.load_interpretations.cache_clear()


# --- YAML ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "place", "message", "remedy"),
    [
        ("a: [x] EN [y]\nb: 1\n", "line 1, column 8", "geen geldige YAML", "tussen aanhalingstekens"),
        ("a: 1\n  b: 2", "line 2, column 4", "geen geldige YAML", "inspringen"),
        ("a: 1\nb: 2\na: 3", "line 3, column 1", "'a' staat er twee keer", "Laat er een weg"),
        ("? [a]\n: b", "line 1, column 3", "een sleutel is één woord", "aanhalingstekens"),
        ("a: &x 1\nb: *x", "line 2, column 4", "*", "Schrijf uit"),
        ("a: !!python/object/apply:os.getcwd []", "line 1, column 4", "!!", "Schrijf uit"),
        ("a: !!int x", "line 1, column 4", "!!", "Schrijf uit"),
        ("a: 1\n---\nb: 1", "line 2, column 1", "een tweede document", "Haal de regel met ---"),
        ("x: \x01", "line 1", "niet te zien", "Haal het weg"),
        ("a: 1\nx: \ud800", "line 2", "geen tekst", "Haal het weg"),
        ("[" * 5000, "line 1, column 1001", "meer dan 100 niveaus", "goede bestand"),
        ("- " * 5000, "line 1, column 201", "meer dan 100 niveaus", "goede bestand"),
        ("- a\n" * 500_001, "line 500000, column 3", "meer dan 500000 waarden", "goede bestand"),
        ("x" * (MOST_CHARACTERS + 1), "$", "tekens", "goede bestand"),
    ],
    ids=lambda value: value[:12],
)
def test_yaml_that_is_wrong_or_hostile_is_refused(text: str, place: str, message: str, remedy: str) -> None:
    with pytest.raises(LawFileError) as caught:
        parse_located(text, file="a.yaml")
    assert caught.value.place == place
    assert message in caught.value.fault_text.nl
    assert remedy in caught.value.remedy_text.nl


def test_an_alias_bomb_is_refused_at_its_first_reference() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(LawFileError, match="line 2"):
        parse_located(bomb, file="a.yaml")


def test_every_value_stays_the_text_it_is() -> None:
    document = parse_located("{a: 1.10, b: 2026-01-31, c: true, d: no, e: , f: '', <<: x}", file="x")
    assert document == {"a": "1.10", "b": "2026-01-31", "c": "true", "d": "no", "e": None, "f": "", "<<": "x"}


# --- files ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "place", "message"),
    [
        (b"", "$", "leeg"),
        (b"\xef\xbb\xbf \n", "$", "leeg"),
        (b"a: 1\nb: \xff\n", "line 2", "UTF-8"),
        ("a: 1".encode("utf-16"), "$", "UTF-16"),
        (b"a: 1\n\x00", "line 2", "nulteken"),
    ],
)
def test_a_file_that_is_no_text_is_refused(content: bytes, place: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(content)
    with pytest.raises(LawFileError) as caught:
        read_text(tmp_path / "a.yaml")
    assert (caught.value.file, caught.value.place) == ("a.yaml", place)
    assert message in caught.value.fault_text.nl


def test_a_folder_a_missing_file_and_a_large_one_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("abc", encoding="utf-8")
    for path, message in (
        (tmp_path, "gewoon bestand"),
        (tmp_path / "weg", "is er niet"),
        (tmp_path / "a.yaml" / "b", "niet te lezen"),
    ):
        with pytest.raises(LawFileError) as caught:
            read_text(path)
        assert message in caught.value.fault_text.nl
    with pytest.raises(LawFileError, match="it may have 2 bytes"):
        read_text(tmp_path / "a.yaml", most_bytes=2)


# --- any model -----------------------------------------------------------------------------------------------
FLINT_TEXT = '{"acts": [], "facts": [{"fact": "[a]", "function": "[b] EN [c]"}], "duties": []}'
MACHINE_TEXT = "law: wet\nservice: X\nname: Wet\nuuid: 1\nvalid_from: 2024-01-01\nproperties: {}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (HEAD, OWN),
        ("\ufeff" + HEAD + "facts: [{fact: a}]\n", OWN),
        ('{"id": "a", "version": "1", "title": {"nl": "A", "en": "A"}}', OWN),
        (FLINT_TEXT, FLINT),
        ("// een opmerking\n" + FLINT_TEXT, FLINT),
        (MACHINE_TEXT, MACHINE_LAW),
    ],
)
def test_the_content_of_a_file_decides_its_format(text: str, found: str, tmp_path: Path) -> None:
    (tmp_path / "model.txt").write_text(text, encoding="utf-8")
    model = open_model(tmp_path / "model.txt")
    assert model.format == found
    assert (model.document is not None) == (found == FLINT)


def test_an_old_condition_in_a_flint_model_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(FLINT_TEXT, encoding="utf-8")
    (fact,) = open_model(tmp_path / "a.json").interpretation.frames
    assert isinstance(fact, FactFrame)
    assert fact.function is not None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("facts: []\n", "“id” ontbreekt"),
        ("zomaar: tekst\n", "geen model van recht"),
        ("zomaar tekst\n", "geen model van recht"),
        ("- a\n", "geen model van recht"),
        ("{}", "geen FLINT-model"),
        ("[" * 2_000, "geen geldige JSON"),
        ('{"title": ' + "[" * 2_000, "geen geldige JSON"),
        ("[" + "1," * 1_000_001, "1000000 waarden"),
        ("[" * 1_000_000, "50000 niveaus diep"),
        ('{"a":' * 1_000_000, "50000 niveaus diep"),
    ],
    ids=lambda value: value[:12],
)
def test_what_is_no_model_is_refused(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with pytest.raises(LawFileError) as caught:
        open_model(tmp_path / "a.txt")
    assert message in caught.value.fault_text.nl


def test_the_real_models_are_opened(shared_data: Path) -> None:
    flint = [
        *(shared_data / "flint" / "models").iterdir(),
        *(shared_data / "flint" / "flintfiller").glob("*.json"),
    ]
    assert {open_model(path).format for path in flint} == {FLINT}
    laws = (shared_data / "machine-law").glob("*.yaml")
    assert {open_model(path).format for path in laws} == {MACHINE_LAW}
