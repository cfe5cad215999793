"""From older standards to 1.0: each rule with an example worked out by hand."""

from dataclasses import replace

import pytest

from waarborg.core.publication.conversion import Change, ChangeKind, Converted, convert
from waarborg.core.publication.rules import How, SourceField, SourceStandard
from waarborg.core.publication.standard import Standard
from waarborg.core.terms.text import Text

DPIA = "Data Protection Impact Assessment (DPIA)"
IAMA = "Impact Assessment Mensenrechten en Algoritmes (IAMA)"


def kinds(converted: Converted, field: str) -> list[tuple[ChangeKind, str]]:
    return [(change.kind, change.value) for change in converted.changes if change.field == field]


@pytest.mark.parametrize(
    ("written", "status"),
    [("Actief", "In gebruik"), ("In werking", "In gebruik"), ("in gebruik", "In gebruik"), ("Gestopt", "Buiten gebruik"),
     ("in_gebruik", "In gebruik"), ("ontwikkeling", "In ontwikkeling"), ("buiten_gebruik", "Buiten gebruik"),
     ("In use", "In gebruik"), (" In productie. ", "In gebruik")],
)  # fmt: skip
def test_old_wordings_of_the_status_become_one_of_three(
    written: str, status: str, standard: Standard
) -> None:
    converted = convert({"status": written}, version="0.1", standard=standard)
    assert converted.values["status"] == status
    assert kinds(converted, "status") == [(ChangeKind.NORMALISED, written)]


def test_a_status_in_free_text_has_no_place_and_is_kept(standard: Standard) -> None:
    converted = convert({"status": "pilot"}, version="0.1", standard=standard)
    assert "status" not in converted.values
    assert converted.leftover == {"status": "pilot"}
    assert kinds(converted, "status") == [(ChangeKind.NO_PLACE, "pilot")]


def test_a_status_that_is_right_is_no_change(standard: Standard) -> None:
    converted = convert({"status": "In gebruik", "standard_version": "1.0"}, version="1.0", standard=standard)
    assert converted.values == {"status": "In gebruik", "standard_version": "1.0"}
    assert converted.changes == ()


def test_impact_joins_the_goal_under_its_own_heading(standard: Standard) -> None:
    converted = convert(
        {"goal": "Sneller helpen.", "impact": "Inwoners merken\ndat het sneller gaat."},
        version="0.3.1",
        standard=standard,
    )
    assert converted.values["goal"] == "Sneller helpen.\n\nImpact:\nInwoners merken\ndat het sneller gaat."
    assert kinds(converted, "impact") == [(ChangeKind.MERGED, "Inwoners merken\ndat het sneller gaat.")]


def test_joining_with_markup_makes_paragraphs_and_escapes_plain_text(standard: Standard) -> None:
    converted = convert({"goal": "<p>Snel</p>", "impact": "a < b"}, version="0.3.1", standard=standard)
    assert converted.values["goal"] == "<p>Snel</p><p>Impact: a &lt; b</p>"


def test_headings_can_be_in_english(standard: Standard) -> None:
    converted = convert(
        {"decision_making_process": "By hand."}, version="0.1", standard=standard, language="en"
    )
    assert converted.values["human_intervention"] == "Decision making process: By hand."


def test_a_description_becomes_the_short_one_when_that_is_empty_and_it_fits(standard: Standard) -> None:
    converted = convert({"description": "Telt auto's."}, version="0.1", standard=standard)
    assert converted.values["description_short"] == "Telt auto's."
    assert kinds(converted, "description") == [(ChangeKind.MOVED, "Telt auto's.")]


def test_a_long_description_joins_the_technical_design(standard: Standard) -> None:
    long = "Telt auto's. " * 40
    converted = convert(
        {"description_short": "Telt.", "description": long, "methods_and_models": "Lussen."},
        version="0.1",
        standard=standard,
    )
    assert converted.values["description_short"] == "Telt."
    assert converted.values["methods_and_models"] == "Lussen.\n\nOmschrijving:\n" + long.strip()


def test_the_same_description_twice_is_kept_once(standard: Standard) -> None:
    converted = convert(
        {"description_short": "Telt.", "description": "Telt."}, version="0.1", standard=standard
    )
    assert converted.values["description_short"] == "Telt."
    assert "methods_and_models" not in converted.values
    assert kinds(converted, "description") == [(ChangeKind.MERGED, "Telt.")]


def test_a_text_that_is_too_long_is_never_cut(standard: Standard) -> None:
    long = "x" * 5000
    converted = convert({"description_short": long}, version="0.1", standard=standard)
    assert converted.values["description_short"] == long


def test_in_1_0_the_same_column_is_an_explanation(standard: Standard) -> None:
    converted = convert({"impacttoetsen": "Nog niet gedaan."}, version="1.0", standard=standard)
    assert converted.values["impacttoetsen"] == "Nog niet gedaan."


@pytest.mark.parametrize(
    ("given", "themes", "leftover"),
    [
        ('{"Ruimte en infrastructuur"}', ["Ruimte en infrastructuur"], None),
        (
            '{Werk,Huisvesting,"Ruimte en infrastructuur"}',
            ["Werk", "Wonen", "Ruimte en infrastructuur"],
            None,
        ),
        (["Financiën"], ["Overheidsfinanciën"], None),
        (["Verkeer", "Dienstverlening"], ["Verkeer"], "Dienstverlening"),
        ('["Bestuur"]', None, "Bestuur"),
        ("['Landbouw']", None, "Landbouw"),
        ("Verkeer, Recht", ["Verkeer", "Recht"], None),
        ("Verkeer; verkeer", ["Verkeer"], None),
    ],
)
def test_old_themes_become_the_new_where_that_is_certain(
    given: object, themes: list[str] | None, leftover: str | None, standard: Standard
) -> None:
    converted = convert({"category": given}, version="0.4", standard=standard)
    assert converted.values.get("category") == themes
    assert converted.leftover.get("category") == leftover


@pytest.mark.parametrize("key", ["Dienstverlening", "Bestuur", "Landbouw"])
def test_a_theme_without_certain_counterpart_says_so(key: str, standard: Standard) -> None:
    (change, _) = convert({"category": [key]}, version="0.4", standard=standard).changes
    assert change.kind is ChangeKind.NO_PLACE
    assert key in change.note.nl


def test_a_theme_in_free_text_counts_only_as_a_whole(standard: Standard) -> None:
    partly = convert({"category": "wonen, werken en leefomgeving"}, version="0.1", standard=standard)
    assert "category" not in partly.values
    assert partly.leftover == {"category": "wonen, werken en leefomgeving"}
    whole = convert({"category": "wonen, werk"}, version="0.1", standard=standard)
    assert whole.values["category"] == ["Wonen", "Werk"]


@pytest.mark.parametrize(
    ("given", "month"),
    [("03-2022", "2022-03"), ("2022-03", "2022-03"), ("2022-03-15", "2022-03"), ("15-03-2022", "2022-03"),
     ("2022-03-15 00:00:00", "2022-03"), ("2022-13", "2022-13"), ("begin 2022", "begin 2022")],
)  # fmt: skip
def test_dates_become_months_and_what_is_none_stays_for_the_check(
    given: str, month: str, standard: Standard
) -> None:
    converted = convert({"begin_date": given}, version="0.4", standard=standard)
    assert converted.values["begin_date"] == month
    assert bool(kinds(converted, "begin_date")) == (given != month)


@pytest.mark.parametrize("given", ["Nederlands", "NLD", "Nld", "nl"])
def test_dutch_is_nld(given: str, standard: Standard) -> None:
    assert convert({"lang": given}, version="0.1", standard=standard).values["lang"] == "nld"


@pytest.mark.parametrize(
    "key",
    ["department", "type", "application_url", "competent_authority", "objection_procedure", "uuid", "area",
     "revision_date"],
)  # fmt: skip
def test_fields_that_1_0_dropped_are_left_over_with_the_reason(key: str, standard: Standard) -> None:
    converted = convert({key: "iets"}, version="0.1", standard=standard)
    assert converted.leftover == {key: "iets"}
    (change,) = [one for one in converted.changes if one.field == key]
    assert (change.kind, change.value) == (ChangeKind.NO_PLACE, "iets")
    assert "1.0" in change.note.en or "no longer" in change.note.en


def test_a_project_page_becomes_the_website_only_when_there_is_none(standard: Standard) -> None:
    alone = convert({"documentation": "https://a.example"}, version="0.1", standard=standard)
    assert alone.values["website"] == "https://a.example"
    both = {"documentation": "https://a.example", "website": "https://b.example"}
    converted = convert(both, version="0.1", standard=standard)
    assert converted.values["website"] == "https://b.example"
    assert converted.leftover == {"documentation": "https://a.example"}


def test_the_version_becomes_1_0_with_a_change(standard: Standard) -> None:
    converted = convert({"standard_version": "0.4.0"}, version="0.4.0", standard=standard)
    assert converted.values == {"standard_version": "1.0"}
    assert kinds(converted, "standard_version") == [(ChangeKind.NORMALISED, "0.4.0")]


def test_a_field_that_nobody_knows_is_left_over(standard: Standard) -> None:
    converted = convert({"schoenmaat": 43, "": "x"}, version="1.0", standard=standard)
    assert converted.leftover == {"schoenmaat": 43, "": "x"}


def test_a_column_of_another_version_is_read_as_that_version_reads_it(standard: Standard) -> None:
    converted = convert({"goal": "Doel.", "impact": "Veel."}, version="1.0", standard=standard)
    assert converted.values["goal"] == "Doel.\n\nImpact: Veel."


def test_the_order_of_columns_makes_no_difference(standard: Standard) -> None:
    values = {
        "monitoring": "Elke maand.",
        "risks": "Klein.",
        "dpia": "Nee",
        "dpia_description": "Volgt later.",
        "iama": "Ja",
    }
    backwards = dict(reversed(values.items()))
    assert convert(values, version="0.1", standard=standard) == convert(
        backwards, version="0.1", standard=standard
    )


@pytest.mark.parametrize("version", ["2.0", "", "1", "abc"])
def test_an_unknown_version_is_refused(version: str, standard: Standard) -> None:
    if version == "1":  # the same number, written short
        assert convert({}, version=version, standard=standard).leftover == {}
        return
    with pytest.raises(ValueError, match="is not known"):
        convert({}, version=version, standard=standard)


def test_a_change_without_a_field_is_not_possible(standard: Standard) -> None:
    (change,) = convert({}, version="1.0", standard=standard).changes
    with pytest.raises(ValueError, match="names its field"):
        Change("", change.kind, change.note, "x")


def test_two_old_fields_for_one_field_are_brought_together(standard: Standard) -> None:
    values = {
        "doel": "Helpen.",
        "goal": "Zoeken.",
        "title": "A",
        "name": "B",
        "organisatie": "C",
        "organization": "C",
    }
    converted = convert(values, version="1.0-reduced", standard=standard)
    assert converted.values["goal"] == "Zoeken.\n\nDoel: Helpen."
    assert (converted.values["name"], converted.leftover) == ("B", {"title": "A"})
    assert kinds(converted, "organisatie") == [(ChangeKind.MERGED, "C")]


def test_an_added_text_that_says_nothing_is_not_added(standard: Standard) -> None:
    converted = convert({"source_data": "Inkomen.", "mprd": "n.v.t."}, version="0.1", standard=standard)
    assert converted.values["source_data"] == "Inkomen."
    assert kinds(converted, "mprd") == [(ChangeKind.NORMALISED, "n.v.t.")]


def test_a_short_answer_is_added_though_its_letters_stand_in_the_text(standard: Standard) -> None:
    converted = convert({"source_data": "Jaarlijks inkomen.", "mprd": "Ja"}, version="0.1", standard=standard)
    assert converted.values["source_data"] == "Jaarlijks inkomen.\n\nKoppeling met basisregistraties: Ja"


def test_values_of_another_type_are_written_as_text(standard: Standard) -> None:
    values = {"source_id": 7, "provider": ["A", "B"], "publiccode": True, "category": 3}
    converted = convert(values, version="1.0", standard=standard)
    assert (converted.values["source_id"], converted.values["provider"]) == ("7", "A, B")
    assert converted.values["publiccode"] == "true"
    assert converted.leftover == {"category": 3}
    assert kinds(converted, "provider")[-1] == (ChangeKind.NORMALISED, '["A", "B"]')


def test_what_is_left_over_twice_from_one_field_is_kept_twice(standard: Standard) -> None:
    converted = convert({"category": ["x", "y", "-", None]}, version="1.0", standard=standard)
    assert converted.leftover == {"category": ["x", "y"]}
    assert (ChangeKind.NORMALISED, "-") in kinds(converted, "category")


@pytest.mark.parametrize("version", ["0.1", "0.4"])
def test_a_theme_that_says_nothing_is_emptied(version: str, standard: Standard) -> None:
    converted = convert({"category": "-"}, version=version, standard=standard)
    assert "category" not in converted.values
    assert kinds(converted, "category") == [(ChangeKind.NORMALISED, "-")]


def test_a_text_field_loses_its_markup_with_a_change(standard: Standard) -> None:
    converted = convert({"name": "<b>Zoekhulp</b>"}, version="1.0", standard=standard)
    assert converted.values["name"] == "Zoekhulp"
    assert kinds(converted, "name") == [(ChangeKind.NORMALISED, "<b>Zoekhulp</b>")]


def test_themes_from_two_fields_are_added_up(standard: Standard) -> None:
    rules = SourceStandard(
        "0.0", (SourceField(key="thema", label=Text("Thema", "Theme"), how=How.KEEP, to="category"),)
    )
    extended = replace(standard, sources=(rules,))
    converted = convert(
        {"category": ["Werk"], "thema": ["Verkeer", "Werk"]}, version="0.0", standard=extended
    )
    assert converted.values["category"] == ["Werk", "Verkeer"]
