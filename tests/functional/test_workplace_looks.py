"""Every kind of page of the workplace: accessible, no wider than a small screen, and a picture for who wants one."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.conftest import NOW
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.algorithms.models import Fact
from waarborg.apps.audit import tasks
from waarborg.apps.organisations.models import Grant, Organisation, Person
from waarborg.apps.publications import actions, publishing
from waarborg.apps.publications.models import Entry, Version

pytestmark = pytest.mark.django_db(transaction=True)

#: Which page is looked at as whom. `{…}` are filled from what `world` made.
PAGES = {
    "today": ("approver", ""),
    "today empty": ("reader", ""),
    "today of who has work": ("editor", ""),
    "algorithms": ("editor", "algoritmen"),
    "algorithms nothing found": ("editor", "algoritmen?woorden=niets"),
    "new dossier": ("editor", "algoritmen/nieuw"),
    "dossier of a draft": ("editor", "algoritmen/{draft}"),
    "dossier of a public text": ("editor", "algoritmen/{public}"),
    "facts": ("editor", "algoritmen/{public}/feiten"),
    "fact of text": ("editor", "algoritmen/{public}/feiten/goal"),
    "fact of yes or no": ("editor", "algoritmen/{public}/feiten/uses_personal_data"),
    "fact of a list": ("editor", "algoritmen/{public}/feiten/legal_bases"),
    "fact to read": ("reader", "algoritmen/{public}/feiten/goal"),
    "fact redact": ("privacy_officer", "algoritmen/{public}/feiten/{fact}/onleesbaar"),
    "history": ("editor", "algoritmen/{public}/geschiedenis"),
    "text of a draft": ("editor", "algoritmen/{draft}/publicatie"),
    "text refused": ("editor", "algoritmen/{draft}/publicatie?geweigerd=1"),
    "text in review": ("reader", "algoritmen/{review}/publicatie"),
    "conflicts": ("editor", "algoritmen/{clash}/publicatie/verschillen"),
    "throw away": ("editor", "algoritmen/{clash}/publicatie/weggooien"),
    "submit": ("editor", "algoritmen/{draft}/publicatie/stap/submit"),
    "approve": ("approver", "algoritmen/{review}/publicatie/stap/approve"),
    "withdraw": ("approver", "algoritmen/{public}/publicatie/stap/withdraw"),
    "taken over": ("editor", "overgenomen"),
    "adopt": ("editor", "overgenomen/{taken_over}"),
    "organisations": ("administrator", "organisaties"),
    "people": ("administrator", "organisatie/{organisation}/mensen"),
    "people to read": ("auditor", "organisatie/{organisation}/mensen"),
    "end a role": ("administrator", "organisatie/{organisation}/mensen/rol/{grant}/beeindigen"),
    "erase": ("administrator", "organisatie/{organisation}/mensen/{person}/wissen"),
    "details": ("administrator", "organisatie/{organisation}/gegevens"),
    "audit log": ("auditor", "organisatie/{organisation}/controle"),
}
VALUES = {
    "name": "Meldingen over de openbare ruimte",
    "description_short": "Kiest welke afdeling een melding krijgt.",
    "status": "In gebruik",
    "contact_email": "algoritmen@voorbeeldstad.example",
    "publication_category": "Overige algoritmes",
    "category": ["Ruimte en infrastructuur", "Natuur en milieu"],
    "begin_date": "2022-05",
    "goal": "<p>Sneller bij de juiste ploeg.</p><ul><li>een</li><li>twee</li></ul>",
    "lawful_basis_grouping": [
        {"title": "Wegenwet, artikel 16", "link": "https://wetten.overheid.nl/BWBR0001948"}
    ],
    "goal@en": "Faster at the right team.",
}


class World:
    """People in each role, and entries in the states that pages show."""

    def __init__(self, organisation: Organisation, person_with_role: Callable[..., Person]) -> None:
        self.organisation = organisation
        self.people = {
            role: person_with_role(role)
            for role in ("editor", "approver", "reader", "privacy_officer", "administrator", "auditor")
        }
        self.second = person_with_role("editor")
        self.names: dict[str, object] = {"organisation": organisation.code, "person": self.second.pk}
        self.names["grant"] = Grant.objects.get(person=self.second).pk
        editor, approver = self.people["editor"], self.people["approver"]
        self._start("draft", {"name": "Toeslagenwijzer", "begin_date": "2024-05", "end_date": "2023-01"})
        review = self._start("review", {**VALUES, "name": "Digitale assistent"})
        actions.submit(entry=review, by=editor, at=NOW, reason="Graag kijken")
        public = self._start("public", VALUES)
        actions.submit(entry=public, by=editor, at=NOW)
        actions.approve(entry=public, by=approver, at=NOW)
        actions.publish(entry=public, by=approver, at=NOW)
        self.names["fact"] = Fact.objects.get(algorithm=public.algorithm, key="goal").pk
        self._clash()
        self._take_over()
        tasks.start_verification(chain=organisation.code, by=str(self.people["auditor"].pk), at=NOW)

    def _start(self, name: str, values: dict[str, object]) -> Entry:
        editor = self.people["editor"]
        entry = actions.start_entry(
            organisation=self.organisation, name=str(values["name"]), by=editor, at=NOW
        )
        assert entry.algorithm is not None
        base = facts.newest_fact_id(entry.algorithm)
        actions.save(entry=entry, values=values, base=base, by=editor, at=NOW)
        self.names[name] = entry.public_id
        return entry

    def _clash(self) -> None:
        entry = self._start("clash", {**VALUES, "name": "Parkeerscan"})
        assert entry.algorithm is not None
        base = facts.newest_fact_id(entry.algorithm)
        actions.save(entry=entry, values={"goal": "Van de collega"}, base=base, by=self.second, at=NOW)
        actions.save(entry=entry, values={"goal": "Van mij"}, base=base, by=self.people["editor"], at=NOW)

    def _take_over(self) -> None:
        entry = Entry.objects.create(
            public_id="12345678",
            organisation=self.organisation,
            source="Een ander register",
            state="published",
            created_at=NOW,
            changed_at=NOW,
        )
        entry.live = Version.objects.create(
            entry=entry,
            number=1,
            values={**VALUES, "name": "Leerplicht"},
            original={"name": "Leerplicht"},
            standard="1.0",
            digest="0" * 64,
            published_at=NOW,
            published_by="system",
        )
        entry.save()
        publishing.show([entry])
        self.names["taken_over"] = entry.public_id


@pytest.fixture
def world(organisation: Organisation, person_with_role: Callable[..., Person]) -> World:
    """Everything there is to look at."""
    return World(organisation, person_with_role)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits_a_small_screen(
    name: str,
    browser_page: Page,
    login: Callable[[Page, Person], None],
    axe: Callable[[Page], None],
    screenshot: Callable[[Page, str], None],
    world: World,
) -> None:
    page = browser_page
    role, path = PAGES[name]
    login(page, world.people[role])
    response = page.goto(f"/nl/werkplek/{path.format(**world.names)}")
    assert response is not None
    assert response.status == 200
    axe(page)
    screenshot(page, f"workplace {name} wide")
    page.set_viewport_size({"width": 320, "height": 800})
    axe(page)
    screenshot(page, f"workplace {name} narrow")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.goto(f"/en/werkplek/{path.format(**world.names)}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
