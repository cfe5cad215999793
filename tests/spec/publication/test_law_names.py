"""Which law is meant by what somebody wrote, worked out by hand."""

import pytest

from waarborg.adapters.content_files.laws import load_law_names
from waarborg.core.publication.law_names import Law, LawNames

AWB = "Algemene wet bestuursrecht (Awb)"
AVG = "Algemene verordening gegevensbescherming (AVG)"
BRP = "Wet basisregistratie personen (Wet BRP)"
APV = "Algemene plaatselijke verordening (APV)"
WMO = "Wet maatschappelijke ondersteuning 2015 (Wmo)"
UAVG = "Uitvoeringswet Algemene verordening gegevensbescherming (UAVG)"


@pytest.mark.parametrize(
    ("title", "laws"),
    [
        ("Participatiewet", ("Participatiewet",)),
        ("Participatiewet, artikel 8", ("Participatiewet",)),
        ("artikel 53a van de participatiewet", ("Participatiewet",)),
        ("Bijstandswet", ("Participatiewet",)),
        ("art. 6:7 Awb", (AWB,)),
        ("Algemene wet bestuursrecht (Awb), artikel 4:2", (AWB,)),
        ("AVG artikel 6, lid 1, sub e", (AVG,)),
        ("Uitvoeringswet AVG", (UAVG,)),  # the longest name counts, not the one within it
        ("Uitvoeringswet Algemene Verordening Gegevensbescherming", (UAVG,)),
        ("Gemeentewet. Artikel 172 Handhaving openbare orde", ("Gemeentewet",)),
        ("Art. 151c Gemeentewet, jo. APV", ("Gemeentewet", APV)),
        (
            "Artikel 4.3 Wet BRP en Artikel 47 Besluit BRP",
            (BRP, "Besluit basisregistratie personen (Besluit BRP)"),
        ),
        ("Wmo 2015", (WMO,)),
        ("Wet Maatschappelijke Ondersteuning", (WMO,)),
        ("wegenverkeerswet", ("Wegenverkeerswet 1994",)),
        ("GDPR, Article 6", (AVG,)),
        # Laws that no list knows give their name without the article.
        ("Havennoodwet", ("Havennoodwet",)),
        ("Erfgoedwet art. 3.1", ("Erfgoedwet",)),
        ("artikel 2.3 van de Erfgoedwet", ("Erfgoedwet",)),
        ("Wet op de huurtoeslag, artikel 5", ("Wet op de huurtoeslag",)),
        ("Besluit bouwwerken leefomgeving (Bbl)", ("Besluit bouwwerken leefomgeving",)),
        ("Afvalstoffenverordening Voorbeeldstad", ("Afvalstoffenverordening Voorbeeldstad",)),
        ("Tabakswet en Drankwet", ("Tabakswet", "Drankwet")),
        # What is no law gives nothing.
        ("n.v.t.", ()),
        ("", ()),
        ("Algemeen belang", ()),
        ("wettelijke taak", ()),
        ("Noodzakelijk voor gemeentelijk beleid", ()),
        ("wet", ()),
        ("https://voorbeeldstad.example/regels", ()),
    ],
)
def test_a_title_is_brought_back_to_the_law(title: str, laws: tuple[str, ...]) -> None:
    assert load_law_names().find(title) == laws


def test_a_web_address_tells_the_law_as_well() -> None:
    names = load_law_names()
    assert names.find("Artikel 8", "https://wetten.example/BWBR0015703/2026-01-01#Artikel8") == (
        "Participatiewet",
    )
    assert names.find("Awb", "https://wetten.example/bwbr0015703") == (AWB, "Participatiewet")
    assert names.find("Artikel 8", "https://wetten.example/BWBR9999999") == ()


def test_one_name_cannot_stand_for_two_laws() -> None:
    with pytest.raises(ValueError, match="'ww' stands for Werkloosheidswet and for Wegenwet"):
        LawNames([Law("Werkloosheidswet", ("WW",)), Law("Wegenwet", ("ww",))])


def test_a_law_without_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="has a name"):
        Law(" ")
