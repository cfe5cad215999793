"""What can be done with a document: replaced, released to the public, withdrawn, made unreadable."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.apps.algorithms.documents import actions
from waarborg.apps.organisations.access import needs
from waarborg.web import places
from waarborg.web.attachments import crumbs_to_document, get_document, read_document_form
from waarborg.web.facts import Reason
from waarborg.web.pages import now, person_of, say, show


@needs("algorithms.edit", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def attachment_replace(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """Add the next revision of a document."""
    row = get_document(public_id, token)
    given = {"title": row.title, "kind": row.kind, "made_on": row.made_on, "signatory": row.signatory}
    form = read_document_form(request, initial=given)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            newer = actions.replace(
                attachment=row,
                chunks=upload.chunks(),
                file_name=upload.name,
                words=form.read_words(),
                by=person_of(request),
                at=now(),
            )
        except (actions.DocumentRefused, actions.FileRefused) as error:
            form.refuse(error)
        else:
            messages.success(request, _("The new revision is in the dossier. The earlier one stays."))
            return redirect("web:attachment", public_id=public_id, token=newer.token)
    return show(
        request,
        "attachment_new.html",
        crumbs=crumbs_to_document(row),
        here=_("Replace"),
        status=422 if form.errors else 200,
        algorithm=row.algorithm,
        replaces=row,
        form=form,
    )


@needs("publications.approve", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def attachment_release(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """Let citizens download this file with the public text, or no longer; after a page that says what that means."""
    row = get_document(public_id, token)
    if request.method == "POST":
        is_released = row.released_at is not None
        act = actions.take_back if is_released else actions.release
        try:
            act(attachment=row, by=person_of(request), at=now())
        except actions.DocumentRefused as refusal:
            messages.error(request, say(refusal.reason))
        else:
            messages.success(
                request,
                _("Citizens can no longer download this file.")
                if is_released
                else _("Citizens can download this file while the public text names it."),
            )
        return redirect("web:attachment", public_id=public_id, token=token)
    return _confirm(request, row, "attachment_release.html", here=_("Release to the public"))


@needs("algorithms.edit", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def attachment_withdraw(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """Say that a document no longer counts, with the reason."""
    row = get_document(public_id, token)
    done = _("The document is withdrawn. Colleagues can still read it.")
    return _take_with_reason(request, row, actions.withdraw, "attachment_withdraw.html", _("Withdraw"), done)


@needs("algorithms.redact", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def attachment_redact(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """Take the file away for good, after a page that says what goes and what stays."""
    row = get_document(public_id, token)
    done = _("The file is gone. That it was there stays visible.")
    return _take_with_reason(
        request, row, actions.redact, "attachment_redact.html", _("Make unreadable"), done
    )


def _take_with_reason(
    request: HttpRequest, row: Any, act: Callable[..., None], template: str, here: str, done: str
) -> HttpResponse:
    form = Reason(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(attachment=row, by=person_of(request), at=now(), reason=form.cleaned_data["reason"])
        except actions.DocumentRefused as refusal:
            messages.error(request, say(refusal.reason))
        else:
            messages.success(request, done)
        return redirect("web:attachment", public_id=row.algorithm.public_id, token=row.token)
    return _confirm(request, row, template, here=here, form=form)


def _confirm(request: HttpRequest, row: Any, template: str, *, here: str, **context: Any) -> HttpResponse:
    form = context.get("form")
    return show(
        request,
        template,
        crumbs=crumbs_to_document(row),
        here=here,
        status=422 if form is not None and form.errors else 200,
        algorithm=row.algorithm,
        row=row,
        **context,
    )
