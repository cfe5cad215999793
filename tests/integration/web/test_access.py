"""Every address of the site, asked for by every role, here and elsewhere: the exact answer stands in a table."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from tests.conftest import NOW
from tests.integration.web.access_of_assessments import ASSESSMENTS, OPEN, OPEN_KWARGS
from tests.integration.web.access_table import (
    ACCOUNT,
    ACCOUNT_KWARGS,
    EVERYWHERE,
    PUBLIC,
    PUBLIC_KWARGS,
    ROLES,
    WORKPLACE,
    Row,
)
from tests.integration.web.together import add_one_of_each
from waarborg.adapters.content_files.roles import load_rights
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.apps.algorithms.models import Algorithm, Template
from waarborg.apps.algorithms.products import actions as products
from waarborg.apps.assessments.actions import questionnaires, starting, together
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.notifications.actions import notify
from waarborg.apps.obligations import actions as obligations
from waarborg.apps.organisations import actions as organisations
from waarborg.apps.organisations import substitutes
from waarborg.apps.organisations.models import Grant, Organisation, Person
from waarborg.apps.publications.importing import actions as importing
from waarborg.apps.publications.importing import tasks
from waarborg.apps.publications.models import Entry, ProductMatch, Report
from waarborg.apps.publications.reactions.actions import receive_report
from waarborg.apps.publications.sharing import previewing
from waarborg.core.framework.parts import EvidenceKind

ROWS = (*WORKPLACE, *ASSESSMENTS)
ALL_OPEN, ALL_OPEN_KWARGS = PUBLIC | OPEN, PUBLIC_KWARGS | OPEN_KWARGS


# --- what there is to ask for ----------------------------------------------------------------------------
def list_names(patterns: list[Any], namespace: str = "") -> Iterator[str]:
    """Names of all addresses, with their namespace."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from list_names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"


def test_every_address_stands_in_a_table() -> None:
    tables = {row.name for row in ROWS} | set(ALL_OPEN) | set(ACCOUNT)
    assert set(list_names(get_resolver().url_patterns)) == tables


def test_the_walk_knows_every_role() -> None:
    assert set(ROLES.values()) == {role.code for role in load_rights().roles}


@pytest.fixture
def places(organisation: Organisation, desk: Any, taken_over: Entry) -> dict[str, object]:
    """What the addresses in the tables are about."""
    colleague = organisations.add_person(
        name="Collega", email="collega@voorbeeldstad.example", by=SYSTEM, at=NOW
    )
    grant = organisations.grant_role(
        person=colleague, organisation=organisation, role="reader", by=SYSTEM, at=NOW
    )
    receive_report(
        public_id=taken_over.public_id,
        version=1,
        field="",
        text="Deze beschrijving is verouderd.",
        email="",
        language="nl",
        once="een-formulier",
        sender_mark="een-plek",
        at=NOW,
    )
    return {
        "report": Report.objects.get().pk,
        "entry": desk.public_id,
        "fact": desk.newest(),
        "taken_over": taken_over.public_id,
        "organisation": organisation.code,
        "grant": grant.pk,
        "colleague": colleague.pk,
        "substitute": stand_in(desk, colleague).pk,
        "preview_link": share_preview(desk),
        "notification": tell_somebody(colleague),
        "import": bring_in_two(organisation, desk.editor),
        "evidence": add_evidence(desk, desk.entry.algorithm, "mon-02"),
        "evidence_of_all": add_evidence(desk, None, "org-11"),
        **add_assessment(desk),
        **add_product(taken_over),
        **add_one_of_each(desk, colleague),
    }


def add_evidence(desk: Any, algorithm: Algorithm | None, measure: str) -> int:
    """The number of evidence at a task of a dossier, or at one that the organisation does once for all."""
    framework = load_framework()
    place = obligations.Place(
        organisation=desk.entry.algorithm.organisation,
        algorithm=algorithm,
        measure=framework.get_measure(measure).id,
    )
    return obligations.add_evidence(
        place=place,
        framework=framework,
        kind=EvidenceKind.DOCUMENT,
        title="Rapport",
        observed_on=NOW.date(),
        by=desk.editor,
        at=NOW,
    ).pk


def add_assessment(desk: Any) -> dict[str, object]:
    """A pre-scan that was begun, with an expert from outside for its first part."""
    assessment = starting.start(algorithm=desk.entry.algorithm, form="prescan", by=desk.editor, at=NOW)
    invitation, _secret = together.invite(
        assessment=assessment,
        part="0",
        name="J. Deskundig",
        email="",
        expires_on=NOW.date(),
        by=desk.editor,
        at=NOW,
    )
    questionnaire = questionnaires.send_out(
        organisation=desk.entry.algorithm.organisation,
        ask=questionnaires.Ask(form="codio", title="Vraag", due_on=date(2027, 1, 31)),
        addressees=[questionnaires.Addressee("Voorbeeldleverancier")],
        by=desk.editor,
        at=NOW,
    )
    return {
        "assessment": assessment.pk,
        "invitation": invitation.pk,
        "questionnaire": questionnaire.pk,
        "respondent": questionnaire.respondents.get().pk,
    }


def add_product(entry: Entry) -> dict[str, object]:
    """A supplier with a product and a template, suggested for an entry."""
    supplier = products.add_supplier(name="Voorbeeldsoftware", by=SYSTEM, at=NOW)
    product = products.add_product(supplier=supplier, name="Voorbeeldscan", by=SYSTEM, at=NOW)
    template = Template.objects.create(
        product=product, name="Voorbeeldscan", values={}, standard="1.0", added_at=NOW, added_by=SYSTEM
    )
    match = ProductMatch.objects.create(entry=entry, product=product)
    return {"supplier": supplier.code, "product": product.code, "template": template.pk, "match": match.pk}


def bring_in_two(organisation: Organisation, person: Person) -> str:
    """A file with two records, of which nothing is written yet."""
    pieces = [
        b'[{"name": "Een", "organization": "Voorbeeldstad"}, {"name": "Twee", "organization": "Voorbeeldstad"}]'
    ]
    file = importing.bring_in(organisation=organisation, name="twee.json", pieces=pieces, by=person, at=NOW)
    tasks.go(file, at=NOW)
    return str(file.reference)


def share_preview(desk: Any) -> int:
    """The number of a link to a preview of the entry of the desk."""
    previewing.make_link(
        entry=desk.entry,
        expires_at=NOW + timedelta(days=7),
        recipient="",
        once="een",
        by=desk.editor,
        at=NOW,
    )
    return previewing.list_links(desk.entry)[0].pk


def stand_in(desk: Any, colleague: Person) -> Grant:
    """Let the colleague stand in for the approver of the desk."""
    return substitutes.name(
        replaced=desk.approver,
        substitute=colleague,
        organisation=desk.entry.organisation,
        role="approver",
        starts_on=NOW.date(),
        until_on=NOW.date(),
        by=desk.approver,
        at=NOW,
    )


def tell_somebody(person: Person) -> int:
    """The number of a notification of somebody else than who asks."""
    made = notify(
        people=[person], kind="note", about={"name": "x", "organisation": "y"}, link="", by="system", at=NOW
    )
    return made[0].pk


def fill(kwargs: dict[str, object], places: dict[str, object]) -> dict[str, object]:
    return {
        key: places[value.strip("{}")] if isinstance(value, str) and value.startswith("{") else value
        for key, value in kwargs.items()
    }


def ask(client: Client, name: str, kwargs: dict[str, object], *, method: str = "get") -> Any:
    with override("nl"):
        address = reverse(name, kwargs=kwargs)
    response = getattr(client, method)(address)
    if response.streaming:  # a file stays open until it has been read
        response.getvalue()
    return response


def walk(client: Client, places: dict[str, object], role: str, *, elsewhere: bool) -> list[str]:
    """Ask for every address of the workplace; returns where the answer is not that of the table."""
    faults = []
    for item in ROWS:
        response = ask(client, item.name, fill(item.kwargs, places), method=item.method)
        expected = expect(item, role, elsewhere=elsewhere)
        if response.status_code != expected:
            faults.append(
                f"{item.name} {item.kwargs.get('name', '')}: {response.status_code}, not {expected}"
            )
    return faults


def expect(item: Row, role: str, *, elsewhere: bool) -> int:
    """What the table says for a role. A role elsewhere opens nothing here, unless it holds everywhere."""
    if item.kwargs and elsewhere and role not in EVERYWHERE and not item.is_shared:
        return 404
    if role in item.allowed:
        return item.ok
    return 403 if role in item.forbidden else item.rest


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_exactly_what_the_table_says(
    role: str,
    places: dict[str, object],
    person_with_role: Callable[..., Person],
    as_person: Callable[[Person], Client],
) -> None:
    client = as_person(person_with_role(ROLES[role]))
    assert walk(client, places, role, elsewhere=False) == []


@pytest.mark.parametrize("role", ROLES)
def test_a_role_elsewhere_opens_nothing_here(
    role: str,
    places: dict[str, object],
    other_organisation: Organisation,
    person_with_role: Callable[..., Person],
    as_person: Callable[[Person], Client],
) -> None:
    client = as_person(person_with_role(ROLES[role], other_organisation))
    assert walk(client, places, role, elsewhere=True) == []


def test_a_person_without_a_role_opens_only_today(
    places: dict[str, object], person_with_role: Callable[..., Person], as_person: Callable[[Person], Client]
) -> None:
    client = as_person(person_with_role(None))
    assert walk(client, places, "none", elsewhere=False) == []


def test_a_role_that_has_ended_opens_nothing(
    places: dict[str, object], person_with_role: Callable[..., Person], as_person: Callable[[Person], Client]
) -> None:
    person = person_with_role("editor")
    organisations.end_role(grant=Grant.objects.get(person=person), by=SYSTEM, at=NOW)
    assert walk(as_person(person), places, "none", elsewhere=False) == []


def test_who_is_not_logged_in_is_sent_to_the_login_page(client: Client, places: dict[str, object]) -> None:
    for item in ROWS:
        response = ask(client, item.name, fill(item.kwargs, places), method=item.method)
        assert response.status_code == 302, item.name
        assert response["Location"].startswith("/nl/account/login/?next="), item.name


@pytest.mark.parametrize("name", ALL_OPEN)
def test_everybody_opens_the_public_site(
    name: str,
    client: Client,
    places: dict[str, object],
    person_with_role: Callable[..., Person],
    as_person: Callable[[Person], Client],
) -> None:
    kwargs = fill(ALL_OPEN_KWARGS.get(name, {}), places)
    assert ask(client, name, kwargs).status_code == ALL_OPEN[name]
    assert ask(as_person(person_with_role(None)), name, kwargs).status_code == ALL_OPEN[name]


@pytest.mark.parametrize("name", ACCOUNT)
def test_pages_about_the_account_answer_as_the_table_says(
    name: str, client: Client, person_with_role: Callable[..., Person], as_person: Callable[[Person], Client]
) -> None:
    kwargs = ACCOUNT_KWARGS.get(name, {})
    person = as_person(person_with_role(None))
    answers = (ask(client, name, kwargs).status_code, ask(person, name, kwargs).status_code)
    assert answers == ACCOUNT[name]


def test_nobody_takes_the_mail_address_of_somebody_else(
    person_with_role: Callable[..., Person], as_person: Callable[[Person], Client]
) -> None:
    person = as_person(person_with_role("editor"))
    for action in ("action_add", "action_primary", "action_send", "action_remove"):
        sent = {"email": "burgemeester@voorbeeldstad.example", action: ""}
        assert person.post("/nl/account/email/", sent).status_code == 404
    assert not Person.objects.filter(email="burgemeester@voorbeeldstad.example").exists()


@pytest.mark.django_db
def test_nobody_signs_up(client: Client) -> None:
    sent = {"email": "wie@voorbeeldstad.example", "password1": "een lange zin", "password2": "een lange zin"}
    client.post("/nl/account/signup/", sent)
    assert not Person.objects.filter(email="wie@voorbeeldstad.example").exists()


@pytest.mark.parametrize("name", ["mfa_index", "account_change_password", "web:today"])
def test_no_page_of_an_account_leads_to_mail_addresses(
    name: str, person_with_role: Callable[..., Person], as_person: Callable[[Person], Client]
) -> None:
    response = ask(as_person(person_with_role("editor")), name, {})
    assert response.status_code == 200
    assert "/account/email/" not in response.content.decode()
