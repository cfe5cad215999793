"""Every address of the site, asked for by every role, here and elsewhere: the exact answer stands in a table."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from tests.conftest import NOW
from waarborg.adapters.content_files.roles import load_rights
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.organisations import actions as organisations
from waarborg.apps.organisations.models import Grant, Organisation, Person
from waarborg.apps.publications.models import Entry

# The roles, short, in the order of the table.
ROLES = {
    "adm": "administrator",
    "edi": "editor",
    "app": "approver",
    "pri": "privacy_officer",
    "sec": "security_officer",
    "aud": "auditor",
    "sup": "supervisor",
    "cen": "central_editor",
    "rea": "reader",
    "pla": "platform_administrator",
}
#: Roles that hold in every organisation.
EVERYWHERE = {"sup", "cen", "pla"}
ALL = set(ROLES)
READS_TEXTS = ALL - {"pla"}
READS_DOSSIERS = ALL - {"pla", "cen"}
SEES_PEOPLE = {"adm", "edi", "app", "pri", "sec", "aud", "pla"}
SEES_AUDIT = {"adm", "pri", "sec", "aud", "sup"}


@dataclass(frozen=True)
class Row:
    """An address: who gets `ok`, who is told "not allowed" (403); all others get `rest`."""

    name: str
    kwargs: dict[str, object] = field(default_factory=dict)
    allowed: frozenset[str] = frozenset()
    forbidden: frozenset[str] = frozenset()
    method: str = "get"
    ok: int = 200
    rest: int = 404


def row(name: str, allowed: str | set[str], *, told_no: set[str] | None = None, **more: Any) -> Row:
    """A row about one organisation: who may see but not do is told so, for others the address does not exist."""
    may = frozenset(allowed.split() if isinstance(allowed, str) else allowed)
    return Row(name, allowed=may, forbidden=frozenset(told_no or ()) - may, **more)


def anywhere(name: str, allowed: str | set[str], **more: Any) -> Row:
    """A row about no organisation in particular: who holds the right nowhere is told "not allowed"."""
    may = frozenset(allowed.split() if isinstance(allowed, str) else allowed)
    return Row(name, allowed=may, rest=403, **more)


def step(name: str, allowed: str) -> Row:
    return row("web:step", allowed, told_no=READS_TEXTS, kwargs={"public_id": "{entry}", "name": name})


DOSSIER = {"public_id": "{entry}"}
KEY = {**DOSSIER, "key": "goal"}
CODE = {"code": "{organisation}"}

WORKPLACE = (
    Row("web:today", allowed=frozenset(ALL | {"none"})),
    anywhere("web:algorithms", READS_TEXTS),
    anywhere("web:algorithm_new", "edi"),
    row("web:dossier", READS_DOSSIERS, kwargs=DOSSIER),
    row("web:history", READS_DOSSIERS, kwargs=DOSSIER),
    row("web:facts", READS_DOSSIERS, kwargs=DOSSIER),
    row("web:fact", READS_DOSSIERS, kwargs=KEY),
    row("web:fact_save", "edi pri sec", told_no=READS_DOSSIERS, kwargs=KEY, method="post", ok=302),
    row("web:fact_redact", "pri", told_no=READS_DOSSIERS, kwargs={**DOSSIER, "fact_id": "{fact}"}),
    row("web:entry", READS_TEXTS, kwargs=DOSSIER),
    row("web:entry_save", "edi", told_no=READS_TEXTS, kwargs=DOSSIER, method="post", ok=302),
    row("web:entry_autosave", "edi", told_no=READS_TEXTS, kwargs=DOSSIER, method="post"),
    row("web:entry_discard", "edi", told_no=READS_TEXTS, kwargs=DOSSIER),
    row("web:entry_conflicts", "edi", told_no=READS_TEXTS, kwargs=DOSSIER, ok=302),
    step("submit", "edi"),
    step("recall", "edi"),
    step("reject", "app cen"),
    step("approve", "app"),
    step("publish", "app cen"),
    step("revise", "edi"),
    step("withdraw", "app cen"),
    step("archive", "edi app"),
    step("reopen", "edi"),
    anywhere("web:taken_over", READS_TEXTS),
    row("web:adopt", "edi", told_no=READS_TEXTS, kwargs={"public_id": "{taken_over}"}),
    anywhere("web:organisations", ALL),
    row("web:organisation_settings", "adm pla", told_no=SEES_PEOPLE, kwargs=CODE),
    row("web:people", SEES_PEOPLE, kwargs=CODE),
    row("web:role_give", "adm pla", told_no=SEES_PEOPLE, kwargs=CODE, method="post", ok=422),
    row("web:role_end", "adm pla", told_no=SEES_PEOPLE, kwargs={**CODE, "grant_id": "{grant}"}),
    row("web:person_erase", "adm pri", told_no=SEES_PEOPLE, kwargs={**CODE, "person_id": "{colleague}"}),
    row("web:audit", SEES_AUDIT, kwargs=CODE),
    row("web:audit_verify", "adm sec aud sup", told_no=SEES_AUDIT, kwargs=CODE, method="post", ok=302),
    row("web:audit_head", SEES_AUDIT, kwargs=CODE),
)

#: Open to everybody, logged in or not, with the answer for both.
PUBLIC = {
    "root": 302,
    "health": 200,
    "robots": 200,
    "security": 200,
    "sitemap": 200,
    "sitemap_pages": 200,
    "sitemap_entries": 200,
    "public:home": 200,
    "public:search": 200,
    "public:entry": 200,
    "public:entry_version": 200,
    "public:organisations": 200,
    "public:organisation": 200,
    "public:about": 200,
    "public:accessibility": 200,
    "public:privacy": 200,
}
PUBLIC_KWARGS: dict[str, dict[str, object]] = {
    "sitemap_entries": {"page": 1},
    "public:entry": {"public_id": "{taken_over}"},
    "public:entry_version": {"public_id": "{taken_over}", "number": 1},
    "public:organisation": CODE,
}

#: Logging in: the answer for who is not logged in, and for who is. 302 leads to the login page, or away from it.
ACCOUNT = {
    "account_login": (200, 302),
    "account_logout": (302, 200),
    "account_inactive": (200, 200),
    "account_signup": (200, 302),
    "account_email_verification_sent": (404, 404),
    "account_confirm_email": (404, 404),
    "account_confirm_login_code": (302, 302),
    "account_reset_password": (200, 200),
    "account_reset_password_done": (200, 200),
    "account_reset_password_from_key": (200, 200),
    "account_reset_password_from_key_done": (200, 200),
    "account_reauthenticate": (302, 200),
    "account_email": (404, 404),
    "account_change_password": (302, 200),
    "account_set_password": (302, 302),
    "mfa_index": (302, 200),
    "mfa_authenticate": (302, 302),
    "mfa_reauthenticate": (302, 302),
    "mfa_activate_totp": (302, 302),
    "mfa_deactivate_totp": (302, 404),
    "mfa_view_recovery_codes": (302, 404),
    "mfa_generate_recovery_codes": (302, 302),
    "mfa_download_recovery_codes": (302, 404),
    "mfa_list_webauthn": (302, 200),
    "mfa_add_webauthn": (302, 302),
    "mfa_reauthenticate_webauthn": (302, 302),
    "mfa_remove_webauthn": (302, 302),
    "mfa_edit_webauthn": (302, 302),
    "mfa_login_webauthn": (302, 302),
    "socialaccount_login_cancelled": (200, 200),
    "socialaccount_login_error": (401, 401),
    "socialaccount_signup": (302, 302),
    "socialaccount_connections": (302, 200),
    "openid_connect_login": (404, 404),
    "openid_connect_callback": (404, 404),
}
ACCOUNT_KWARGS: dict[str, dict[str, object]] = {
    "account_confirm_email": {"key": "geen-sleutel"},
    "account_reset_password_from_key": {"uidb36": "0", "key": "geen-sleutel"},
    "mfa_remove_webauthn": {"pk": 1},
    "mfa_edit_webauthn": {"pk": 1},
    "openid_connect_login": {"provider_id": "onbekend"},
    "openid_connect_callback": {"provider_id": "onbekend"},
}


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
    tables = {row.name for row in WORKPLACE} | set(PUBLIC) | set(ACCOUNT)
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
    return {
        "entry": desk.public_id,
        "fact": desk.newest(),
        "taken_over": taken_over.public_id,
        "organisation": organisation.code,
        "grant": grant.pk,
        "colleague": colleague.pk,
    }


def fill(kwargs: dict[str, object], places: dict[str, object]) -> dict[str, object]:
    return {
        key: places[value.strip("{}")] if isinstance(value, str) and value.startswith("{") else value
        for key, value in kwargs.items()
    }


def ask(client: Client, name: str, kwargs: dict[str, object], *, method: str = "get") -> Any:
    with override("nl"):
        address = reverse(name, kwargs=kwargs)
    return getattr(client, method)(address)


def walk(client: Client, places: dict[str, object], role: str, *, elsewhere: bool) -> list[str]:
    """Ask for every address of the workplace; returns where the answer is not that of the table."""
    faults = []
    for item in WORKPLACE:
        response = ask(client, item.name, fill(item.kwargs, places), method=item.method)
        expected = expect(item, role, elsewhere=elsewhere)
        if response.status_code != expected:
            faults.append(
                f"{item.name} {item.kwargs.get('name', '')}: {response.status_code}, not {expected}"
            )
    return faults


def expect(item: Row, role: str, *, elsewhere: bool) -> int:
    """What the table says for a role. A role elsewhere opens nothing here, unless it holds everywhere."""
    if item.kwargs and elsewhere and role not in EVERYWHERE:
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
    for item in WORKPLACE:
        response = ask(client, item.name, fill(item.kwargs, places), method=item.method)
        assert response.status_code == 302, item.name
        assert response["Location"].startswith("/nl/account/login/?next="), item.name


@pytest.mark.parametrize("name", PUBLIC)
def test_everybody_opens_the_public_site(
    name: str,
    client: Client,
    places: dict[str, object],
    person_with_role: Callable[..., Person],
    as_person: Callable[[Person], Client],
) -> None:
    kwargs = fill(PUBLIC_KWARGS.get(name, {}), places)
    assert ask(client, name, kwargs).status_code == PUBLIC[name]
    assert ask(as_person(person_with_role(None)), name, kwargs).status_code == PUBLIC[name]


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
