"""How a source is cited, and where it can be read."""

from datetime import date

import pytest

from waarborg.core.law.citing import cite, find_address
from waarborg.core.law.sources import Source, SourceKind

DAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("kind", "identifier", "address"),
    [
        (
            SourceKind.BWB,
            "jci1.3:c:BWBR0005537&artikel=4:13",
            "https://wetten.overheid.nl/jci1.3:c:BWBR0005537&artikel=4:13&z=2026-03-03&g=2026-03-03",
        ),
        (
            SourceKind.BWB,
            "/jci1.3:c:BWBR0005537&artikel=4:13",  # a slip that is found in real models
            "https://wetten.overheid.nl/jci1.3:c:BWBR0005537&artikel=4:13&z=2026-03-03&g=2026-03-03",
        ),
        (SourceKind.POLICY, "https://voorbeeldstad.example/beleid", "https://voorbeeldstad.example/beleid"),
        (SourceKind.POLICY, "beleid van de gemeente", ""),
        (SourceKind.POLICY, "", ""),
    ],
)
def test_an_address_follows_from_the_identifier(kind: SourceKind, identifier: str, address: str) -> None:
    assert find_address(Source(kind, "een bron", identifier), on=DAY) == address


def test_a_citation_of_the_model_goes_before_one_that_is_worked_out() -> None:
    identifier = "jci1.3:c:BWBR0005537&artikel=4:13"
    assert cite(Source(SourceKind.BWB, "art. 4:13 Awb", identifier)) == "art. 4:13 Awb"
    assert "4:13" in cite(Source(SourceKind.BWB, "", identifier))
    assert cite(Source(SourceKind.POLICY, "", "een eigen kenmerk")) == "een eigen kenmerk"
