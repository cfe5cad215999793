"""Who opens which address of assessments: written by hand, as the rest of the table."""

from tests.integration.web.access_table import CODE, DOSSIER, READS_DOSSIERS, row

ASSESSMENT = {**DOSSIER, "number": "{assessment}"}
PART = {**ASSESSMENT, "part": "0"}
QUESTIONNAIRE = {**CODE, "number": "{questionnaire}"}
RESPONDENT = {**QUESTIONNAIRE, "pk": "{respondent}"}
FORM = {**CODE, "form": "codio", "version": "2026.1"}
#: Who fills in assessments, who invites experts from outside, and who signs.
FILLS_IN = {"edi", "app", "pri", "sec"}
INVITES = {"edi", "app", "pri"}

ASSESSMENTS = (
    row("web:own_forms", READS_DOSSIERS, kwargs=CODE),
    row("web:own_form", READS_DOSSIERS, kwargs=FORM),
    row("web:own_form_trial", READS_DOSSIERS, kwargs=FORM),
    # It is a form of Waarborg: there is no file of the organisation, and nothing to take out of use.
    row("web:own_form_file", "", kwargs=FORM),
    row("web:own_form_withdraw", "", told_no=READS_DOSSIERS - {"app"}, kwargs=FORM, method="post"),
    row("web:organisation_assessments", READS_DOSSIERS, kwargs=CODE),
    # A form that is not there: they may, and are told that it cannot be started.
    row(
        "web:organisation_assessment_start",
        FILLS_IN,
        told_no=READS_DOSSIERS,
        kwargs=CODE,
        method="post",
        ok=302,
    ),
    row("web:assessments", READS_DOSSIERS, kwargs=DOSSIER),
    row("web:assessment_start", FILLS_IN, told_no=READS_DOSSIERS, kwargs=DOSSIER, method="post", ok=302),
    row("web:assessment", READS_DOSSIERS, kwargs=ASSESSMENT),
    row("web:assessment_part", READS_DOSSIERS, kwargs=PART),
    row("web:assessment_autosave", FILLS_IN, told_no=READS_DOSSIERS, kwargs=PART, method="post"),
    row("web:assessment_answer", READS_DOSSIERS, kwargs={**ASSESSMENT, "place": "0.2"}),
    # Nothing is signed, so the entry has nothing to name.
    row("web:assessment_list", "", told_no=READS_DOSSIERS - {"edi"}, kwargs=ASSESSMENT, method="post"),
    row("web:assessment_comment", READS_DOSSIERS, kwargs=ASSESSMENT, method="post", ok=302),
    # There is no such remark.
    row("web:assessment_comment_act", "", kwargs={**ASSESSMENT, "pk": 1}, method="post"),
    row("web:assessment_reading", READS_DOSSIERS, kwargs=ASSESSMENT),
    row("web:assessment_toolbox", READS_DOSSIERS, kwargs=DOSSIER),
    row("web:assessment_document", READS_DOSSIERS, kwargs={**ASSESSMENT, "kind": "json"}),
    row("web:assessment_document", READS_DOSSIERS, kwargs={**ASSESSMENT, "kind": "kaart-yaml"}),
    # Nothing is signed.
    row("web:assessment_version", "", kwargs={**ASSESSMENT, "version": 1}),
    row("web:assessment_version_document", "", kwargs={**ASSESSMENT, "version": 1, "kind": "json"}),
    row("web:assessment_version_document", "", kwargs={**ASSESSMENT, "version": 1, "kind": "kaart-json"}),
    row("web:assessment_offline", FILLS_IN, told_no=READS_DOSSIERS, kwargs=ASSESSMENT),
    row("web:assessment_offline_file", FILLS_IN, told_no=READS_DOSSIERS, kwargs=ASSESSMENT),
    row("web:assessment_import", FILLS_IN, told_no=READS_DOSSIERS, kwargs=ASSESSMENT),
    row("web:assessment_ask", FILLS_IN, told_no=READS_DOSSIERS, kwargs=ASSESSMENT, method="post", ok=302),
    row(
        "web:assessment_take_back", FILLS_IN, told_no=READS_DOSSIERS, kwargs=ASSESSMENT, method="post", ok=302
    ),
    row("web:assessment_verdict", READS_DOSSIERS, kwargs={**ASSESSMENT, "slot": "process-owner"}),
    # Nobody advised, so there is nothing to react to.
    row("web:assessment_react", "", told_no=READS_DOSSIERS - FILLS_IN, kwargs={**ASSESSMENT, "pk": 1}),
    row("web:assessment_reopen", FILLS_IN, told_no=READS_DOSSIERS, kwargs=ASSESSMENT),
    row("web:assessment_end", FILLS_IN, told_no=READS_DOSSIERS, kwargs=ASSESSMENT),
    row("web:assessment_review", READS_DOSSIERS, kwargs=ASSESSMENT),
    row("web:assessment_report", READS_DOSSIERS, kwargs=ASSESSMENT),
    row("web:assessment_assign", FILLS_IN, told_no=READS_DOSSIERS, kwargs=ASSESSMENT),
    row("web:assessment_invitations", INVITES, told_no=READS_DOSSIERS, kwargs=ASSESSMENT),
    row(
        "web:assessment_invitation_revoke",
        INVITES,
        told_no=READS_DOSSIERS,
        kwargs={**ASSESSMENT, "pk": "{invitation}"},
        method="post",
        ok=302,
    ),
    row(
        "web:assessment_move", FILLS_IN, told_no=READS_DOSSIERS, kwargs=ASSESSMENT, ok=302
    ),  # it is the newest
    row("web:assessment_publish", "app", told_no=READS_DOSSIERS, kwargs=ASSESSMENT),
    row("web:questionnaires", READS_DOSSIERS, kwargs=CODE),
    row("web:questionnaire_new", INVITES, told_no=READS_DOSSIERS, kwargs=CODE),
    row("web:questionnaire", READS_DOSSIERS, kwargs=QUESTIONNAIRE),
    # Nothing is said of what to do.
    row("web:questionnaire_act", "", told_no=READS_DOSSIERS - INVITES, kwargs=QUESTIONNAIRE, method="post"),
    row("web:respondent_act", "", told_no=READS_DOSSIERS - INVITES, kwargs=RESPONDENT, method="post"),
    row("web:questionnaire_results", READS_DOSSIERS, kwargs=QUESTIONNAIRE),
    row("web:questionnaire_export", READS_DOSSIERS, kwargs={**QUESTIONNAIRE, "kind": "xlsx"}),
    # Nobody replied.
    row("web:questionnaire_reply", "", kwargs=RESPONDENT),
    row("web:questionnaire_reply_file", "", kwargs={**RESPONDENT, "kind": "pdf"}),
    # This organisation was not asked.
    row(
        "web:questionnaire_answer",
        "",
        told_no=READS_DOSSIERS - {"app"},
        kwargs={**CODE, "pk": 1},
        method="post",
    ),
)

#: Open to everybody. Links that never were; the other two take only what is sent.
OPEN = {
    "public:assessment_summary": 404,
    "web:guest": 404,
    "web:guest_autosave": 405,
    "web:guest_comment": 405,
    "web:reply": 404,
    "web:reply_part": 404,
    "web:reply_autosave": 405,
    "web:reply_comment": 405,
}
_GUEST: dict[str, object] = {"secret": "geen-uitnodiging"}
OPEN_KWARGS: dict[str, dict[str, object]] = {
    "public:assessment_summary": {"public_id": "{taken_over}", "number": 1},
    "web:guest": _GUEST,
    "web:guest_autosave": _GUEST,
    "web:guest_comment": _GUEST,
    "web:reply": _GUEST,
    "web:reply_part": {**_GUEST, "part": "0"},
    "web:reply_autosave": {**_GUEST, "part": "0"},
    "web:reply_comment": {**_GUEST, "part": "0"},
}
