"""The documents of the project are whole, and say what is true of the project itself."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DECISIONS = ROOT / "docs" / "adr"
MOST_WORDS = 300

#: Values that publiccode.yml 0.7 allows, where it allows a few only.
DEVELOPMENT_STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
MAINTENANCE_TYPES = {"internal", "contract", "community", "none"}


@pytest.fixture(scope="module")
def publiccode() -> Mapping[str, object]:
    loaded = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def find_value(tree: object, path: str) -> object:
    """The value at `path`, with slashes between its parts; None when a part is not there."""
    for part in path.split("/"):
        if not isinstance(tree, Mapping) or part not in tree:
            return None
        tree = tree[part]
    return tree


def list_decisions() -> list[Path]:
    return sorted(DECISIONS.glob("[0-9]*.md"))


def list_documents() -> list[Path]:
    """The documents written by hand; what is generated is checked by who generates it."""
    own = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return sorted(path for path in own if ROOT / "docs" / "reference" not in path.parents)


# --- publiccode.yml ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "publiccodeYmlVersion",
        "name",
        "url",
        "platforms",
        "developmentStatus",
        "softwareType",
        "description",
        "legal/license",
        "maintenance/type",
        "maintenance/contacts",
        "localisation/localisationReady",
        "localisation/availableLanguages",
    ],
)
def test_publiccode_has_every_mandatory_key(publiccode: Mapping[str, object], path: str) -> None:
    assert find_value(publiccode, path) not in (None, "", [], {})


def test_publiccode_values_are_those_of_version_0_7(
    publiccode: Mapping[str, object],
) -> None:
    assert publiccode["publiccodeYmlVersion"] == "0.7"
    assert publiccode["developmentStatus"] in DEVELOPMENT_STATUSES
    assert find_value(publiccode, "maintenance/type") in MAINTENANCE_TYPES
    assert publiccode["softwareType"] == "standalone/web"
    assert find_value(publiccode, "legal/license") == "EUPL-1.2"
    assert urlsplit(str(publiccode["url"])).scheme == "https"
    # An organisation is optional; when it is named it needs a URI, and so does a standard that is supported.
    assert "organisation" not in publiccode or find_value(publiccode, "organisation/uri")
    supports = publiccode.get("supports", [])
    assert isinstance(supports, list)
    assert all(item["id"].startswith(("alias:", "https://", "urn:")) for item in supports)


def test_publiccode_writes_codes_of_countries_in_capitals(
    publiccode: Mapping[str, object],
) -> None:
    countries = find_value(publiccode, "intendedAudience/countries") or []
    assert isinstance(countries, list)
    assert all(re.fullmatch("[A-Z]{2}", code) for code in countries)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_publiccode_describes_the_software_within_the_lengths(
    publiccode: Mapping[str, object], language: str
) -> None:
    short = find_value(publiccode, f"description/{language}/shortDescription")
    long = find_value(publiccode, f"description/{language}/longDescription")
    features = find_value(publiccode, f"description/{language}/features")
    assert isinstance(short, str)
    assert 1 <= len(short) <= 150
    assert isinstance(long, str)
    assert 150 <= len(long) <= 10_000
    assert isinstance(features, list)
    assert features
    assert all(isinstance(feature, str) and 1 <= len(feature) <= 100 for feature in features)


def test_publiccode_names_a_contact_for_maintenance(
    publiccode: Mapping[str, object],
) -> None:
    contacts = find_value(publiccode, "maintenance/contacts")
    assert isinstance(contacts, list)
    assert all(contact["name"] for contact in contacts)


# --- licence, decisions, README ------------------------------------------------------------------------


def test_the_licence_is_the_unchanged_eupl() -> None:
    text = (ROOT / "LICENSE").read_bytes()
    assert len(text) == 13708
    first_line = text.decode("utf-8").splitlines()[0]
    assert first_line == "EUROPEAN UNION PUBLIC LICENCE v. 1.2 EUPL © the European Union 2007, 2016"


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in list_decisions()]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", list_decisions(), ids=lambda path: path.stem)
def test_a_decision_is_short_and_has_its_three_parts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.split()) <= MOST_WORDS
    assert text.startswith(f"# {path.name[:4]}. ")
    assert re.findall(r"^## (.+)$", text, flags=re.MULTILINE) == [
        "Context",
        "Decision",
        "Consequences",
    ]
    assert re.search(r"^Status: (accepted|replaced by \d{4})$", text, flags=re.MULTILINE)


def test_the_list_of_decisions_names_each_of_them() -> None:
    index = (DECISIONS / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"\]\((\d{4}-[a-z0-9-]+\.md)\)", index) == [path.name for path in list_decisions()]


@pytest.mark.parametrize("name", ["README.md", "LEESMIJ.md"])
def test_the_front_page_names_exactly_two_commands_of_make(name: str) -> None:
    code = re.findall(r"```.*?```|`[^`\n]+`", (ROOT / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    assert set(re.findall(r"\bmake ([a-z]+)", "\n".join(code))) == {"start", "test"}


# --- all documents -------------------------------------------------------------------------------------


def list_links(text: str) -> Iterator[str]:
    """Targets of the links and pictures in a Markdown text, code left out."""
    without_code = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    return (found.group(1) for found in re.finditer(r"\]\(([^)\s]+)\)", without_code))


@pytest.mark.parametrize("path", list_documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_inside_the_project_leads_somewhere(path: Path) -> None:
    broken = [
        link
        for link in list_links(path.read_text(encoding="utf-8"))
        if not urlsplit(link).scheme
        and not link.startswith("#")
        and not (path.parent / unquote(link.partition("#")[0])).exists()
    ]
    assert not broken, f"{path.name} links to what is not there: {', '.join(broken)}"


@pytest.mark.parametrize("path", list_documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_documents_are_calm(path: Path) -> None:
    """No exclamation marks outside code and pictures."""
    text = re.sub(
        r"```.*?```|`[^`\n]*`|!\[",
        "",
        path.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    assert "!" not in text
