"""A form without network in a real browser: filling in, conditions, rows, saving, and opening what was saved."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.functional.offline_pages import (
    AROUND,
    WCAG_WIDTHS,
    Away,
    Desk,
    at,
    away,
    desk,
    field_of,
    read_saved,
    save,
)
from tests.small_form import form, part, question
from waarborg.adapters.form_files.offline.definition import Around, Aside, Proposal

__all__ = ("away", "desk")

Open = Callable[..., Page]
BAD = '</script><script>document.title="kwaad"</script><img src=x onerror="document.title=1">'


# --- what is asked -------------------------------------------------------------------------------------------
def test_questions_and_parts_come_and_go_by_the_answers(away: Open) -> None:
    page = away("een")
    expect(page.get_by_role("link", name="Deel drie")).to_have_count(
        1
    )  # whether it is asked is not known yet
    expect(at(page, "2")).to_have_count(0)
    expect(page.get_by_text("Hier komt misschien nog 1 vraag").first).to_be_visible()
    at(page, "1").get_by_text("Ja", exact=True).click()
    expect(at(page, "2")).to_be_visible()
    field_of(page, "2").fill("blijft bewaard")
    at(page, "1").get_by_text("Nee", exact=True).click()
    expect(at(page, "2")).to_have_count(0)
    expect(page.get_by_role("link", name="Deel drie")).to_have_count(0)
    at(page, "1").get_by_text("Ja", exact=True).click()
    expect(field_of(page, "2")).to_have_value("blijft bewaard")
    # A fact of the rules went along as it was: this part is not asked, whatever is answered.
    expect(page.get_by_role("link", name="Deel vier")).to_have_count(0)


def test_a_number_that_is_typed_opens_what_depends_on_it(away: Open) -> None:
    page = away("een")
    field_of(page, "6").fill("10,5")
    expect(at(page, "7")).to_be_visible()
    expect(field_of(page, "6")).to_be_focused()
    field_of(page, "6").fill("tien")
    expect(at(page, "6")).to_contain_text("Klopt niet: Dit is geen getal.")
    expect(at(page, "7")).to_have_count(0)
    expect(field_of(page, "6")).to_have_attribute("aria-invalid", "true")


def test_whether_a_question_waits_says_on_what(away: Open) -> None:
    page = away("een")
    waiting = page.get_by_text("Hier komt misschien nog 1 vraag").first
    waiting.click()
    expect(page.locator("details.waiting").first).to_contain_text("Vraag 2")
    expect(page.locator("details.waiting").first).to_contain_text("Vraag 1")


def test_what_cannot_be_worked_out_without_network_is_shown_with_a_note(away: Open) -> None:
    term = form(part("een", question("1", "date"), question("2", "text", when="TERMIJN(6 weken; [1]) > PEILDATUM")))  # fmt: skip
    page = away("een", form=term, around=Around(), values={"1": "2026-11-28"})
    expect(at(page, "2")).to_contain_text("is zonder netwerk niet te zeggen")
    field_of(page, "2").fill("toch beantwoord")


def test_a_part_that_is_not_asked_any_more_says_so(away: Open) -> None:
    page = away("drie", values={"1": False})
    expect(page.get_by_text("Dit deel wordt niet gevraagd")).to_be_visible()
    page.get_by_role("link", name="Deel een", exact=True).click()
    expect(page.get_by_text("Dit deel wordt niet gevraagd")).to_be_hidden()


# --- answering -----------------------------------------------------------------------------------------------
def test_every_type_of_answer_comes_back_as_it_is_kept(away: Open, tmp_path: Path) -> None:
    page = away("een")
    at(page, "1").get_by_text("Ja", exact=True).click()
    field_of(page, "2").fill("  een regel ")
    field_of(page, "3").fill("Alinea\n\n- punt\n- <b>punt</b>")
    at(page, "4").get_by_text("a", exact=True).click()
    at(page, "5").get_by_text("b", exact=True).click()
    at(page, "5").get_by_text("a", exact=True).click()
    field_of(page, "6").fill("99999999999999999")  # more than a number of JavaScript holds
    field_of(page, "7").fill("€ 1.250,50")
    field_of(page, "8").fill("2027-02-28")
    field_of(page, "9").fill("een\n\n twee ")
    at(page, "10").get_by_text("Jurist", exact=True).click()
    expect(at(page, "11")).to_contain_text("Een bestand kiezen kan alleen in Waarborg")
    assert read_saved(save(page, tmp_path / "terug.html")) == {
        "1": True,
        "2": "een regel",
        "3": "Alinea\n\n- punt\n- <b>punt</b>",
        "4": "a",
        "5": ["a", "b"],
        "6": 99999999999999999,
        "7": "1250.50",
        "8": "2027-02-28",
        "9": ["een", "twee"],
        "10": "lawyer",
    }


def test_rows_and_their_names_are_choices_elsewhere(away: Open, tmp_path: Path) -> None:
    page = away("twee")
    expect(at(page, "13")).to_contain_text("De keuzes zijn rijen die er nog niet zijn.")
    page.get_by_role("button", name="Voeg toe: rij").first.click()
    heading = page.get_by_role("heading", name="Rij 1")
    expect(heading).to_be_focused()
    page.keyboard.press("Tab")  # the button that takes it away
    page.keyboard.press("Tab")
    page.keyboard.type("De balie")
    expect(page.get_by_role("heading", name="Rij 1: De balie")).to_be_visible()
    at(page, "13").get_by_text("De balie", exact=True).click()
    table = at(page, "14")
    table.get_by_label("Wat (verplicht)").fill("Bellen")
    table.get_by_label("Soort").select_option("x")
    table.get_by_text("De balie", exact=True).click()
    table.get_by_label("Klaar").select_option("yes")
    table.get_by_label("Aantal").fill("2,5")
    table.get_by_label("Op", exact=True).fill("2027-03-01")
    expect(at(page, "17")).to_have_count(0)
    page.get_by_role("button", name="Voeg toe: rij").first.click()
    expect(at(page, "17")).to_be_visible()
    saved = read_saved(save(page, tmp_path / "terug.html"))
    one, other = saved["12"]  # type: ignore[misc]  # a list of two rows
    (row,) = saved["14"]  # type: ignore[misc]  # a list of one row
    assert saved[f"12.1@{one}"] == "De balie"
    assert saved["13"] == [one]
    assert row == {"_id": row["_id"], "wat": "Bellen", "soort": "x", "van": one, "klaar": "yes", "aantal": "2.5", "op": "2027-03-01"}  # fmt: skip
    assert other != one


def test_a_row_is_taken_away_and_put_back_with_what_stood_in_it(away: Open, tmp_path: Path) -> None:
    values = {"12": ("aa", "bb"), "12.1@aa": "eerste", "12.1@bb": "tweede", "12.2@bb": True}
    page = away("twee", values={**values, "12.3@bb": ("cc",), "12.3.1@bb.cc": "binnenin"})
    expect(at(page, "12.3.1@bb.cc")).to_be_visible()
    page.get_by_role("button", name="Haal weg : Rij 2: tweede").click()
    expect(page.get_by_role("heading", name="Groep 12", exact=True)).to_be_focused()
    expect(page.get_by_role("status")).to_have_text(
        "Weggehaald: Rij 2: tweede. U kunt de rij nog terugzetten."
    )
    without = read_saved(save(page, tmp_path / "zonder.html"))
    assert without == {"12": ["aa"], "12.1@aa": "eerste"}
    page.get_by_role("button", name="Zet terug : Rij 2: tweede").click()
    expect(field_of(page, "12.3.1@bb.cc")).to_have_value("binnenin")
    assert read_saved(save(page, tmp_path / "met.html"))["12"] == ["aa", "bb"]


def test_rows_of_a_table_keep_their_ids(away: Open, tmp_path: Path) -> None:
    rows = ({"_id": "r1", "risk": "Lek"}, {"_id": "r2", "risk": "Fout"})
    page = away("twee", values={"15": rows})
    risks = at(page, "15")
    expect(risks).to_contain_text("Regel 1: “Kans” is leeg.")
    risks.get_by_label("Kans (verplicht)").nth(1).select_option("high")
    risks.get_by_role("button", name="Haal deze regel weg: Vraag 15, regel 1").click()
    saved = read_saved(save(page, tmp_path / "terug.html"))
    assert saved["15"] == [{"_id": "r2", "risk": "Fout", "likelihood": "high"}]


def test_somebody_who_does_not_know_can_come_back_on_it(away: Open, tmp_path: Path) -> None:
    page = away("een", values={"8": "2027-02-28"})
    box = at(page, "8").get_by_label("Weet ik niet")
    box.check()
    expect(field_of(page, "8")).to_have_value("")
    assert read_saved(save(page, tmp_path / "een.html")) == {"8": "declined"}
    box.uncheck()
    expect(field_of(page, "8")).to_have_value("2027-02-28")
    box.check()
    field_of(page, "8").fill("2027-03-01")
    expect(box).not_to_be_checked()
    assert read_saved(save(page, tmp_path / "twee.html")) == {"8": "2027-03-01"}


def test_what_is_known_is_offered_with_its_source_and_taken_over(away: Open, tmp_path: Path) -> None:
    page = away("een", values={"1": True})
    offer = at(page, "2").locator(".offer")
    expect(offer).to_contain_text("Al bekend, uit het dossier:")
    expect(offer).to_contain_text("Sneller helpen")
    offer.get_by_role("button", name="Neem over").click()
    expect(field_of(page, "2")).to_have_value("Sneller helpen")
    expect(field_of(page, "2")).to_be_focused()
    expect(at(page, "2")).to_contain_text("Overgenomen uit het dossier: doel.")
    assert '"taken":"fact:goal"' in save(page, tmp_path / "terug.html").read_text()
    field_of(page, "2").fill("Sneller en beter helpen")
    expect(at(page, "2")).not_to_contain_text("Overgenomen uit")
    assert '"taken":"fact:goal"' not in save(page, tmp_path / "weer.html").read_text()


def test_what_differs_from_elsewhere_says_so(away: Open) -> None:
    other = Proposal(place="fact:goal", value="Anders", kind="different", aside=Aside("Doel", "Anders", "het dossier"), on="2026-11-01")  # fmt: skip
    page = away("drie", values={"1": True, "19": "Zo"}, around=Around(differing={"19": other}))
    expect(at(page, "19")).to_contain_text("Dit verschilt van het dossier:")
    at(page, "19").get_by_role("button", name="Neem over").click()
    expect(field_of(page, "19")).to_have_value("Anders")
    expect(at(page, "19").locator(".offer")).to_have_count(0)
    expect(at(page, "18")).to_contain_text("Uw eigen oordeel")


def test_help_examples_sources_and_what_is_read_beside_are_there(away: Open) -> None:
    page = away("een", values={"12": ("aa",), "12.1@aa": "De balie"})
    one = at(page, "1")
    expect(one).to_contain_text("Denk aan alles.")
    one.get_by_text("Voorbeeld").click()
    expect(one.get_by_role("listitem")).to_have_text("of bijna")
    expect(one.get_by_role("link", name="art. 35 AVG")).to_have_attribute("rel", "noreferrer noopener")
    one.get_by_text("1 eerder antwoord om ernaast te lezen").click()
    expect(one).to_contain_text("Sneller helpen")
    at(page, "3").get_by_text("1 eerder antwoord om ernaast te lezen").click()
    expect(at(page, "3")).to_contain_text("Rij 1: De balie")
    expect(page.get_by_role("heading", name="Goed om te weten")).to_be_visible()


# --- keeping and saving --------------------------------------------------------------------------------------
def test_what_was_saved_opens_again_with_all_that_was_answered(
    away: Open, desk: Desk, tmp_path: Path
) -> None:
    page = away("een", values={"3": "<p>Eerst</p><ul><li>punt</li></ul>"})
    expect(field_of(page, "3")).to_have_value("Eerst\n\n- punt")
    at(page, "1").get_by_text("Nee", exact=True).click()
    field_of(page, "9").fill("een")
    first = save(page, tmp_path / "eerst.html")
    assert read_saved(first)["3"] == "<p>Eerst</p><ul><li>punt</li></ul>"  # nobody touched it
    again = desk.open(first, "een")
    expect(at(again, "1").get_by_label("Nee")).to_be_checked()
    expect(field_of(again, "9")).to_have_value("een")
    field_of(again, "9").fill("een\ntwee")
    second = save(again, tmp_path / "daarna.html")
    assert read_saved(second) == {**read_saved(first), "9": ["een", "twee"]}
    # But for the answers it is the same file: saving again and again adds nothing to it.
    expect(desk.open(second, "een").get_by_role("heading", level=1)).to_have_count(1)
    assert abs(second.stat().st_size - first.stat().st_size) < 200


def test_the_answers_alone_are_saved_as_json(away: Open, tmp_path: Path) -> None:
    page = away("een")
    field_of(page, "6").fill("12")
    path = save(page, tmp_path / "antwoorden.json", "Alleen de antwoorden")
    assert path.read_text().startswith('{"format":"waarborg-assessment"')
    assert read_saved(path) == {"6": 12}


def test_work_is_kept_in_the_browser_and_found_again(away: Open, desk: Desk, tmp_path: Path) -> None:
    page = away("een")
    field_of(page, "9").fill("nog niet klaar")
    expect(page.get_by_role("status")).to_contain_text("Bewaard in deze browser om")
    page.close()
    again = desk.open(tmp_path / "klein.html", "een")
    expect(field_of(again, "9")).to_have_value("nog niet klaar")
    expect(again.get_by_text("dat in deze browser was bewaard")).to_be_visible()
    again.get_by_role("button", name="Terug naar wat in het bestand staat").click()
    expect(field_of(again, "9")).to_have_value("")
    again.get_by_role("link", name="Over dit bestand").click()
    again.get_by_role("button", name="Wis dit werk uit de browser").click()
    expect(again.get_by_role("status")).to_contain_text("gewist")
    again.close()
    last = desk.open(tmp_path / "klein.html", "een")
    expect(field_of(last, "9")).to_have_value("")
    expect(last.get_by_text("dat in deze browser was bewaard")).to_have_count(0)


def test_who_leaves_with_work_that_is_in_no_file_is_warned(away: Open, tmp_path: Path) -> None:
    page = away("een")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    field_of(page, "9").fill("nog niet klaar")
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    save(page, tmp_path / "terug.html")
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]


def test_whose_file_it_is_and_where_it_goes_is_said_at_the_start(away: Open) -> None:
    page = away(until=date(2026, 11, 1))
    main = page.get_by_role("main")
    for words in ("Zoekhulp (Voorbeeldstad)", "versie 2026.1", "Opgehaald door Anna op 28 november 2026", "1 november 2026", "voorbeeld.example/nl/inlezen", "Dit bestand bevat antwoorden"):  # fmt: skip
        expect(main).to_contain_text(words)
    expect(
        page.get_by_text("Dit bestand was bedoeld om vóór of op 1 november 2026 terug te brengen")
    ).to_be_visible()


# --- anything at all -----------------------------------------------------------------------------------------
def test_scripts_in_answers_and_facts_are_text(away: Open, desk: Desk, tmp_path: Path) -> None:
    offered = Proposal(place="fact:goal", value=BAD, kind="new", aside=Aside(BAD, BAD, BAD, BAD), on=BAD)
    around = Around(offered={"2": offered}, beside={"2": [offered.aside]}, numbers={"2": BAD}, cited={"2": [(BAD, "javascript:alert(1)")]}, names={"fact:goal": BAD})  # fmt: skip
    values = {"1": True, "3": BAD, "9": (BAD,), "12": ("aa",), "12.1@aa": BAD, "13": ("aa",)}
    page = away("een", values=values, around=around)
    expect(field_of(page, "3")).to_have_value(BAD)
    at(page, "2").get_by_role("button", name="Neem over").click()
    expect(at(page, "2").get_by_role("link")).to_have_count(0)
    again = desk.open(save(page, tmp_path / "terug.html"), "twee")
    expect(again.get_by_role("heading", name="Rij 1")).to_contain_text("<img")
    for one in (page, again):
        assert "kwaad" not in one.title()
        assert one.locator("img, main script").count() == 0


def test_a_large_form_opens_and_is_saved(away: Open, tmp_path: Path) -> None:
    """Ten megabytes of answers: more than a browser keeps, and it says so."""
    rows = tuple(f"r{number}" for number in range(100))
    text = "Een lang antwoord. " * 5_200
    page = away("een", values={"12": rows, **{f"12.1@{row}": text for row in rows}})
    assert (tmp_path / "klein.html").stat().st_size > 9_800_000
    field_of(page, "9").fill("klein")
    expect(page.get_by_role("status")).to_contain_text("Deze browser kan uw werk niet bewaren")
    saved = read_saved(save(page, tmp_path / "terug.html"))
    assert saved["9"] == ["klein"]
    assert saved["12.1@r99"] == text


# --- for everybody -------------------------------------------------------------------------------------------
VALUES = {"1": True, "4": "a", "6": 12, "8": "2026-11-28", "12": ("aa",), "12.1@aa": "De balie", "15": ({"_id": "r", "risk": "Lek"},)}  # fmt: skip


@pytest.mark.parametrize("part", ["", "een", "twee", "drie"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_is_accessible_and_fits_a_small_screen(
    away: Open,
    axe: Callable[[Page], None],
    screenshot: Callable[[Page, str], None],
    part: str,
    language: str,
) -> None:
    page = away(part, values=VALUES, language=language, around=AROUND)
    for width in WCAG_WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        screenshot(page, f"offline {part or 'start'} {language} {width}")


def test_a_form_is_filled_in_with_keys_alone(away: Open) -> None:
    page = away("een")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(at(page, "1").get_by_label("Ja")).to_be_checked()
    expect(at(page, "1").get_by_label("Ja")).to_be_focused()
    for _ in range(6):
        page.keyboard.press("Tab")
        if field_of(page, "2").evaluate("(one) => one === document.activeElement"):
            break
    page.keyboard.type("met toetsen")
    expect(field_of(page, "2")).to_have_value("met toetsen")
    next_part = page.get_by_role("link", name="Verder : Deel twee")
    next_part.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Deel twee", level=2)).to_be_focused()


def test_a_file_is_the_same_in_english(desk: Desk, tmp_path: Path) -> None:
    page = desk.open(Away(language="en").write(tmp_path / "small.html"), "een")
    expect(page.get_by_role("button", name="Save as file").first).to_be_visible()
    expect(at(page, "1")).to_contain_text("I do not know")
