"""Who opens which address of the site: written by hand, so that a slip in the code shows."""

from dataclasses import dataclass, field
from typing import Any

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
SEES_REPORTS = {"adm", "edi", "app", "pri", "aud", "cen", "pla"}
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
    is_shared: bool = False  # about something of all organisations, so a role elsewhere opens it too


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
FILE = {"reference": "{import}"}
#: Who keeps the suppliers and products that all organisations share.
KEEPS_PRODUCTS = {"adm", "edi", "pla"}
PRODUCT = {"code": "{product}"}
SUPPLIER = {"code": "{supplier}"}
DOCUMENT = {**DOSSIER, "token": "{document}"}
NOTE = {**DOSSIER, "note_id": "{note}"}
STEP = {**DOSSIER, "step_id": "{process_step}"}
#: Who records facts, and so the steps of an algorithm.
RECORDS = {"edi", "pri", "sec"}
CASE = {**DOSSIER, "token": "{case}"}
#: Facts of cases can be about people, so fewer roles read them than read dossiers.
READS_CASES = {"adm", "edi", "app", "pri", "aud"}
READS_NOTES = READS_DOSSIERS - {"sup"}
#: Who keeps the tasks of a plan.
KEEPS_TASKS = {"edi", "app", "pri", "sec"}
WRITES_NOTES = {"adm", "edi", "app", "pri", "sec"}

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
    step("reject", "app"),
    step("approve", "app"),
    step("publish", "app"),
    step("revise", "edi"),
    step("withdraw", "app cen"),
    step("archive", "edi app"),
    step("reopen", "edi"),
    row("web:attachments", READS_DOSSIERS, kwargs=DOSSIER),
    row("web:attachment_new", "edi pri sec", told_no=READS_DOSSIERS, kwargs=DOSSIER),
    row("web:attachment", READS_DOSSIERS, kwargs=DOCUMENT),
    row("web:attachment_file", READS_DOSSIERS, kwargs=DOCUMENT),
    row("web:attachment_list", "edi", told_no=READS_DOSSIERS, kwargs=DOCUMENT, method="post", ok=302),
    row("web:attachment_replace", "edi pri sec", told_no=READS_DOSSIERS, kwargs=DOCUMENT),
    row("web:attachment_release", "app", told_no=READS_DOSSIERS, kwargs=DOCUMENT),
    row("web:attachment_withdraw", "edi pri sec", told_no=READS_DOSSIERS, kwargs=DOCUMENT),
    row("web:attachment_redact", "pri", told_no=READS_DOSSIERS, kwargs=DOCUMENT),
    row("web:notes", READS_NOTES, told_no=READS_DOSSIERS, kwargs=DOSSIER),
    # The note of somebody else is changed and removed by nobody.
    row("web:note_edit", "", told_no=READS_DOSSIERS - WRITES_NOTES, kwargs=NOTE),
    row("web:note_remove", "", told_no=READS_DOSSIERS - WRITES_NOTES, kwargs=NOTE),
    row("web:note_redact", "pri", told_no=READS_DOSSIERS, kwargs=NOTE),
    row("web:assignments", READS_DOSSIERS, kwargs=DOSSIER),
    row("web:assign", "adm edi app", told_no=READS_DOSSIERS, kwargs=DOSSIER, method="post", ok=422),
    row(
        "web:assignment_end",
        "adm edi app",
        told_no=READS_DOSSIERS,
        kwargs={**DOSSIER, "assignment_id": "{assignment}"},
    ),
    row("web:process_steps", READS_DOSSIERS, kwargs=DOSSIER),
    row("web:process_step_new", RECORDS, told_no=READS_DOSSIERS, kwargs=DOSSIER),
    row("web:process_step", READS_DOSSIERS, kwargs=STEP),
    row("web:process_step_change", RECORDS, told_no=READS_DOSSIERS, kwargs=STEP),
    row("web:process_step_move", RECORDS, told_no=READS_DOSSIERS, kwargs=STEP, method="post", ok=302),
    row("web:process_step_withdraw", RECORDS, told_no=READS_DOSSIERS, kwargs=STEP),
    row("web:process_step_restore", RECORDS, told_no=READS_DOSSIERS, kwargs=STEP, method="post", ok=302),
    row("web:process_step_redact", "pri", told_no=READS_DOSSIERS, kwargs=STEP),
    row("web:process_step_no_basis", RECORDS, told_no=READS_DOSSIERS, kwargs=STEP, method="post", ok=422),
    row("web:step_link", RECORDS, told_no=READS_DOSSIERS, kwargs=STEP),
    row("web:step_unlink", RECORDS, told_no=READS_DOSSIERS, kwargs=STEP, method="post", ok=302),
    row("web:legal_bases_accept", "edi", told_no=READS_TEXTS, kwargs=DOSSIER, method="post", ok=302),
    row("web:cases", READS_CASES, told_no=READS_DOSSIERS, kwargs=DOSSIER),
    row("web:case_new", "edi app", told_no=READS_DOSSIERS, kwargs=DOSSIER),
    row("web:case_import", "edi app", told_no=READS_DOSSIERS, kwargs=DOSSIER),
    row("web:case", READS_CASES, told_no=READS_DOSSIERS, kwargs=CASE),
    row("web:case_answer", "edi app", told_no=READS_DOSSIERS, kwargs=CASE, method="post", ok=302),
    # Without the name of an act there is nothing to do.
    row("web:case_act", "", told_no=READS_DOSSIERS - {"edi", "app"}, kwargs=CASE),
    row("web:case_close", "edi app", told_no=READS_DOSSIERS, kwargs=CASE, method="post", ok=302),
    row("web:case_file", READS_CASES, told_no=READS_DOSSIERS, kwargs=CASE),
    row("web:case_again", READS_CASES, told_no=READS_DOSSIERS, kwargs=CASE, ok=302),  # nothing happened yet
    row("web:case_redact", "pri", told_no=READS_DOSSIERS, kwargs=CASE),
    row("web:obligations", READS_DOSSIERS, kwargs=DOSSIER),
    row("web:obligation", READS_DOSSIERS, kwargs={**DOSSIER, "code": "aia-01"}),
    row("web:obligation_report", READS_DOSSIERS, kwargs={**DOSSIER, "kind": "json"}),
    row("web:obligation_report", READS_DOSSIERS, kwargs={**DOSSIER, "kind": "system-card-yaml"}),
    row("web:system_card_import", RECORDS, told_no=READS_DOSSIERS, kwargs=DOSSIER),
    row("web:questions", RECORDS, told_no=READS_DOSSIERS, kwargs=DOSSIER),
    row("web:describe", RECORDS, told_no=READS_DOSSIERS, kwargs=DOSSIER),
    row("web:category_take", "edi", told_no=READS_DOSSIERS, kwargs=DOSSIER, method="post", ok=302),
    row("web:what_if", READS_DOSSIERS, kwargs=DOSSIER),
    row("web:plan", READS_DOSSIERS, kwargs=DOSSIER),
    row("web:task", READS_DOSSIERS, kwargs={**DOSSIER, "code": "mon-02"}),
    row(
        "web:evidence_withdraw",
        KEEPS_TASKS,
        told_no=READS_DOSSIERS,
        kwargs={**DOSSIER, "pk": "{evidence}"},
        method="post",
        ok=302,
    ),
    row("web:organisation_plan", READS_DOSSIERS, kwargs=CODE),
    row("web:organisation_task", READS_DOSSIERS, kwargs={**CODE, "measure": "org-11"}),
    row(
        "web:organisation_evidence_withdraw",
        KEEPS_TASKS,
        told_no=READS_DOSSIERS,
        kwargs={**CODE, "pk": "{evidence_of_all}"},
        method="post",
        ok=302,
    ),
    row("web:obligation_portfolio", READS_DOSSIERS, kwargs=CODE),
    row("web:obligation_calendar", READS_DOSSIERS, kwargs=CODE),
    row("web:obligation_impact", READS_DOSSIERS, kwargs=CODE),
    anywhere("web:saved_filters", READS_TEXTS),
    anywhere("web:filter_save", READS_TEXTS, method="post", ok=302),
    # The filters of somebody else do not exist, for nobody.
    Row("web:filter_change", kwargs={"filter_id": "{filter}"}, forbidden=frozenset({"pla", "none"})),
    Row("web:filter_remove", kwargs={"filter_id": "{filter}"}, forbidden=frozenset({"pla", "none"})),
    anywhere("web:taken_over", READS_TEXTS),
    anywhere("web:products", ALL),
    anywhere("web:product_new", KEEPS_PRODUCTS),
    anywhere("web:product_suggestions", KEEPS_PRODUCTS),
    row(
        "web:product_decide",
        KEEPS_PRODUCTS,
        told_no=ALL,
        kwargs={"match_id": "{match}"},
        method="post",
        ok=302,
    ),
    anywhere("web:supplier_templates", ALL),
    anywhere("web:supplier_template_load", KEEPS_PRODUCTS),
    anywhere("web:supplier_template", ALL, kwargs={"template_id": "{template}"}, is_shared=True),
    anywhere("web:template_start", "edi", kwargs={"template_id": "{template}"}, ok=302, is_shared=True),
    anywhere("web:product", ALL, kwargs=PRODUCT, is_shared=True),
    anywhere("web:product_edit", KEEPS_PRODUCTS, kwargs=PRODUCT, is_shared=True),
    anywhere("web:product_merge", KEEPS_PRODUCTS, kwargs=PRODUCT, is_shared=True),
    anywhere("web:suppliers", ALL),
    anywhere("web:supplier", ALL, kwargs=SUPPLIER, is_shared=True),
    anywhere("web:supplier_edit", KEEPS_PRODUCTS, kwargs=SUPPLIER, is_shared=True),
    anywhere("web:supplier_merge", KEEPS_PRODUCTS, kwargs=SUPPLIER, is_shared=True),
    row("web:template_confirm", "edi", told_no=READS_DOSSIERS, kwargs=DOSSIER, method="post", ok=302),
    row("web:adopt", "edi", told_no=READS_TEXTS, kwargs={"public_id": "{taken_over}"}),
    anywhere("web:imports", "adm edi pla"),
    anywhere("web:import_new", "adm edi pla"),
    row("web:import_file", "adm edi", kwargs=FILE),
    row("web:import_columns", "adm edi", kwargs=FILE, ok=302),
    row("web:import_confirm", "edi", told_no={"adm"}, kwargs=FILE),
    row("web:import_go_on", "adm edi", kwargs=FILE, method="post", ok=302),
    row("web:import_end", "adm edi", kwargs={**FILE, "how": "stoppen"}),
    row("web:import_report", "adm edi", kwargs={**FILE, "kind": "csv"}),
    row("web:review", READS_TEXTS, kwargs=DOSSIER),
    row("web:compare", READS_TEXTS, kwargs=DOSSIER),
    row("web:restore", "edi", told_no=READS_TEXTS, kwargs=DOSSIER, ok=302),
    row("web:preview_links", "edi app", told_no=READS_TEXTS, kwargs=DOSSIER),
    row(
        "web:preview_link_revoke",
        "edi app",
        told_no=READS_TEXTS,
        kwargs={**DOSSIER, "link_id": "{preview_link}"},
    ),
    anywhere("web:bulk", READS_TEXTS, ok=302),
    # What somebody else did with many dossiers does not exist, for nobody.
    Row("web:bulk_result", kwargs={"number": 1}),
    anywhere("web:to_publish", READS_TEXTS),
    Row("web:notifications", allowed=frozenset(ALL | {"none"})),
    Row("web:notifications_read", allowed=frozenset(ALL | {"none"}), method="post", ok=302),
    Row("web:notification_preferences", allowed=frozenset(ALL | {"none"})),
    # What somebody else was told does not exist, for nobody.
    Row("web:notification", kwargs={"number": "{notification}"}),
    Row("web:notification_read", kwargs={"number": "{notification}"}, method="post"),
    row("web:working_method", "adm pla", told_no=SEES_PEOPLE, kwargs=CODE, method="post", ok=422),
    row("web:substitute_name", "adm app", told_no=SEES_PEOPLE, kwargs=CODE),
    row("web:substitute_end", "adm", told_no=SEES_PEOPLE, kwargs={**CODE, "grant_id": "{substitute}"}),
    anywhere("web:organisations", ALL),
    row("web:organisation_settings", "adm pla", told_no=SEES_PEOPLE, kwargs=CODE),
    row("web:organisation_quality", READS_TEXTS, kwargs=CODE),
    row("web:people", SEES_PEOPLE, kwargs=CODE),
    row("web:role_give", "adm pla", told_no=SEES_PEOPLE, kwargs=CODE, method="post", ok=422),
    row("web:role_end", "adm pla", told_no=SEES_PEOPLE, kwargs={**CODE, "grant_id": "{grant}"}),
    row("web:person_erase", "adm pri", told_no=SEES_PEOPLE, kwargs={**CODE, "person_id": "{colleague}"}),
    anywhere("web:reports", SEES_REPORTS),
    row("web:report", SEES_REPORTS, kwargs={"report_id": "{report}"}),
    row("web:report_remove", "pri", told_no=SEES_REPORTS, kwargs={"report_id": "{report}"}),
    row("web:audit", SEES_AUDIT, kwargs=CODE),
    row("web:audit_verify", "adm sec aud sup", told_no=SEES_AUDIT, kwargs=CODE, method="post", ok=302),
    row("web:audit_head", SEES_AUDIT, kwargs=CODE),
)

#: Open to everybody, logged in or not, with the answer for both.
LAW: dict[str, object] = {"law_id": "inkomenstoeslag-voorbeeldstad", "version": "2026.1"}
PUBLIC = {
    "root": 302,
    "health": 200,
    "robots": 200,
    "security": 200,
    "attachment": 404,
    "sitemap": 200,
    "sitemap_pages": 200,
    "sitemap_entries": 200,
    "public:home": 200,
    "public:quality": 200,
    "public:search": 200,
    "public:entry": 200,
    "public:entry_version": 200,
    "public:organisations": 200,
    "public:organisation": 200,
    "public:products": 200,
    "public:product": 200,
    "public:supplier": 200,
    "public:suggestions": 200,
    "public:open_data": 200,
    "public:export": 200,
    "public:entry_file": 200,
    "public:version_file": 200,
    "public:search_feed": 200,
    "public:entry_feed": 200,
    "public:organisation_feed": 200,
    "public:resembling": 200,
    "public:changes": 200,
    "public:changes_feed": 200,
    "public:report": 200,
    "public:report_received": 200,
    "public:report_followed": 404,
    "public:difference": 200,
    "public:shared_preview": 404,
    "public:corrections": 200,
    "public:laws": 200,
    "public:law_open_case": 405,
    "public:law_newest": 302,
    "public:law": 200,
    "public:law_search": 200,
    "public:law_difference": 404,
    "public:law_file": 200,
    "public:law_try": 200,
    "public:law_case": 302,
    "public:law_frame": 200,
    "public:framework": 200,
    "public:framework_file": 200,
    "public:requirement": 200,
    "public:measure": 200,
    "public:instruments": 200,
    "public:glossary": 200,
    "public:term": 200,
    "public:about": 200,
    "public:accessibility": 200,
    "public:privacy": 200,
}
PUBLIC_KWARGS: dict[str, dict[str, object]] = {
    "sitemap_entries": {"page": 1},
    "attachment": {"token": "0" * 32, "name": "dpia.pdf"},
    "public:entry": {"public_id": "{taken_over}"},
    "public:entry_version": {"public_id": "{taken_over}", "number": 1},
    "public:export": {"name": "csv"},
    "public:entry_file": {"public_id": "{taken_over}", "ending": "json"},
    "public:version_file": {"public_id": "{taken_over}", "number": 1, "ending": "json"},
    "public:organisation": CODE,
    "public:product": PRODUCT,
    "public:supplier": SUPPLIER,
    "public:resembling": {"public_id": "{taken_over}"},
    "public:entry_feed": {"public_id": "{taken_over}"},
    "public:organisation_feed": CODE,
    "public:report": {"public_id": "{taken_over}"},
    "public:report_received": {"public_id": "{taken_over}"},
    "public:report_followed": {"token": "geen-melding"},
    "public:difference": {"public_id": "{taken_over}"},
    "public:shared_preview": {"token": "geen-voorbeeld"},
    "public:law_newest": {"law_id": LAW["law_id"]},
    "public:law": LAW,
    "public:law_search": LAW,
    "public:law_difference": LAW,
    "public:law_file": {**LAW, "form": "yaml"},
    "public:law_try": LAW,
    "public:law_case": LAW,
    "public:law_frame": {**LAW, "kind": "feit", "name": "toeslag"},
    "public:framework_file": {"form": "json"},
    "public:requirement": {"code": "aia-01"},
    "public:measure": {"code": "owp-01"},
    "public:term": {"id": "deployer"},
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
    "account_request_reauthentication_code": (302, 302),
    "account_confirm_reauthentication_code": (302, 302),
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
