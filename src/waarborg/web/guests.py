"""The page of somebody from outside, who answers a part of an assessment by a secret link, without an account.

An expert was asked for one part; who replies to a questionnaire, for all of them, from a page of `replies`. It shows
that part alone: no menu, no other answers, no files of the dossier, and no names but of who invited. The
referrer stays within this site; "no-referrer" would make a browser leave out where a form comes from, and the check
against forged forms would refuse every answer.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from waarborg.apps.assessments import guest_queries, queries
from waarborg.apps.assessments.actions import answering, together
from waarborg.apps.assessments.actions.recording import author_id
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.organisations.access import open_to_all
from waarborg.apps.organisations.queries import names_of
from waarborg.core.forms.progress import measure_progress
from waarborg.core.forms.questions import Part, Question, Type
from waarborg.core.forms.reading import Standing
from waarborg.web.assessment_pages import Block, Typed, build_part
from waarborg.web.assessment_parts import act, autosave, count_faults, read_part, with_clashes
from waarborg.web.assessment_places import Lack, name_place
from waarborg.web.inputs import find_whole
from waarborg.web.pages import now, say
from waarborg.web.sentences import name_person

#: What buttons may ask here besides saving: rows. Nothing is taken over from the dossier, and no fact is changed.
ALLOWED = ("row-add:", "row-remove:", "row-back:", "add:", "remove:")
#: Questions that show files of the dossier; who invited answers these.
INSIDE = (Type.FILE, Type.IMAGE)
TOO_MUCH = 429


@dataclass(frozen=True)
class Invited:
    """An invitation that works, with the part it is for, or that was chosen from a whole form."""

    secret: str
    invitation: Any
    opened: Opened
    part: Part

    def find_address(self, what: str = "") -> str:
        """The address of this page, or of what is done on it: `autosave` or `comment`."""
        if self.invitation.part:
            name = f"guest_{what}" if what else "guest"
            return reverse(f"web:{name}", kwargs={"secret": self.secret})
        name = f"reply_{what}" if what else "reply_part"
        return reverse(f"web:{name}", kwargs={"secret": self.secret, "part": self.part.id})

    @property
    def organisation(self) -> Any:
        """The organisation that invites."""
        return self.opened.assessment.organisation

    @property
    def is_open(self) -> bool:
        """Whether answers can be given now."""
        return self.opened.assessment.state == "open"


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_variables("secret")
def guest(request: HttpRequest, secret: str, part: str = "") -> HttpResponse:
    """The part that somebody was asked for, and what they answer there."""
    invited = find_invited(secret, part)
    if invited is None:
        return answer_nothing(request, secret)
    if request.method != "POST":
        if request.method == "GET":
            together.note_use(invitation=invited.invitation, at=now())
        return _show(request, invited, Typed())
    _refuse_inside(request, invited)
    if _writes_too_much(request, invited):
        return _show(
            request, invited, read_part(invited.opened, invited.part, request.POST).typed, status=TOO_MUCH
        )
    return _save(request, invited)


@open_to_all
@require_POST
@never_cache
@sensitive_variables("secret")
def guest_autosave(request: HttpRequest, secret: str, part: str = "") -> HttpResponse:
    """Save what fits while somebody types."""
    invited = find_invited(secret, part)
    if invited is None:
        return answer_nothing(request, secret)
    _refuse_inside(request, invited)
    if guest_queries.writes_too_much(invited.invitation, at=now()):
        return HttpResponse(status=TOO_MUCH)
    by, own = invited.invitation, invited.part
    return protect(autosave(request, invited.opened, own, by=by, only=own.id))


@open_to_all
@require_POST
@never_cache
@sensitive_variables("secret")
def guest_comment(request: HttpRequest, secret: str, part: str = "") -> HttpResponse:
    """A remark at a question of the part, or a reply within a thread they began."""
    invited = find_invited(secret, part)
    if invited is None:
        return answer_nothing(request, secret)
    if not _writes_too_much(request, invited):
        _comment(request, invited)
    return protect(redirect(invited.find_address() + "#remarks"))


# --- finding ---------------------------------------------------------------------------------------------------
def find_invited(secret: str, part: str = "") -> Invited | None:
    """What a link is for; part: the one that was chosen, of a link for a whole form. None when there is no such."""
    invitation = together.find_invitation(secret, at=now())
    if invitation is None or bool(invitation.part) == bool(part):
        return None
    opened = queries.open_assessment(invitation.assessment, on=localdate())
    found = opened.form.find_part(invitation.part or part)
    return Invited(secret, invitation, opened, found) if found is not None else None


def answer_nothing(request: HttpRequest, secret: str) -> HttpResponse:
    """One page for a link that ended, was withdrawn, or never was: it tells nothing of what it was for."""
    status = 410 if guest_queries.was_invited(secret) else 404
    return protect(render(request, "web/guest_ended.html", {}, status=status))


def protect(response: HttpResponse) -> HttpResponse:
    """A page that is kept out of search engines, and whose address goes nowhere."""
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _refuse_inside(request: HttpRequest, invited: Invited) -> None:
    """No page of an expert has these fields, so who sends them typed them by hand."""
    for one in invited.opened.reading.list_shown(invited.part):
        if (
            isinstance(one.item, Question)
            and one.item.type in INSIDE
            and f"base-{one.address}" in request.POST
        ):
            raise PermissionDenied("An expert from outside does not answer with files of the dossier.")


def _writes_too_much(request: HttpRequest, invited: Invited) -> bool:
    is_too_much = guest_queries.writes_too_much(invited.invitation, at=now())
    if is_too_much:
        messages.error(
            request, _("Very much was sent with this link in the last hour. Wait a while and try again.")
        )
    return is_too_much


# --- answering -------------------------------------------------------------------------------------------------
def _save(request: HttpRequest, invited: Invited) -> HttpResponse:
    opened, part, by = invited.opened, invited.part, invited.invitation
    read, do = read_part(opened, part, request.POST), request.POST.get("do", "")
    try:
        saved = answering.save_answers(
            assessment=opened.assessment, answers=read.given, by=by, at=now(), part=part.id
        )
        add_row, anchor = act(opened, do, by=by, part=part.id) if do.startswith(ALLOWED) else ("", "")
    except Refused as refusal:
        messages.error(request, say(refusal.reason))
        return _show(request, _again(invited), read.everything, status=422)
    if read.has_faults or saved.conflicts or add_row:
        typed = _without_names(invited, with_clashes(opened, read.typed, saved))
        status = 422 if read.has_faults or saved.conflicts else 200
        return _show(request, _again(invited), typed, add_row=add_row, status=status)
    if saved.changed:
        text = ngettext("%(count)s answer saved.", "%(count)s answers saved.", len(saved.changed))
        messages.success(request, text % {"count": len(saved.changed)})
    elif do == "save":  # while somebody typed it was saved already
        messages.success(request, _("Everything is saved."))
    address = invited.find_address()
    return protect(redirect(f"{address}#{anchor}" if anchor else address))


def _again(invited: Invited) -> Invited:
    """The same part as it is now."""
    return replace(invited, opened=queries.open_assessment(invited.opened.assessment, on=localdate()))


def _without_names(invited: Invited, typed: Typed) -> Typed:
    """What stands there by somebody else, without who that is."""
    clashes = {place: replace(clash, by=invited.organisation.name) for place, clash in typed.clashes.items()}
    return replace(typed, clashes=clashes)


def _comment(request: HttpRequest, invited: Invited) -> None:
    parent = find_whole(request.POST.get("parent", ""))
    threads = {one.pk: one for one in guest_queries.list_threads(invited.invitation)}
    if parent is not None and parent not in threads:
        raise Http404("There is no such remark of yours.")
    place = threads[parent].place if parent is not None else request.POST.get("place", "")
    try:
        together.comment(
            assessment=invited.opened.assessment,
            place=place,
            text=request.POST.get("text", ""),
            parent=parent,
            by=invited.invitation,
            at=now(),
            part=invited.part.id,
        )
    except Refused as refusal:
        messages.error(request, say(refusal.reason))
    else:
        messages.success(request, _("Your remark was sent to who invited you."))


# --- showing ---------------------------------------------------------------------------------------------------
def _show(
    request: HttpRequest, invited: Invited, typed: Typed, *, add_row: str = "", status: int = 200
) -> HttpResponse:
    opened, part, invitation = invited.opened, invited.part, invited.invitation
    blocks = [_hide(opened, block) for block in build_part(opened, part, typed, {}, add_row=add_row)]
    count = next((one for found, one in measure_progress(opened.reading).parts if found.id == part.id), None)
    context = {
        "guest": True,
        "address": invited.find_address(),
        "autosave_address": invited.find_address("autosave"),
        "comment_address": invited.find_address("comment"),
        **_find_around(invited),
        "name": opened.assessment.about,
        "organisation": invited.organisation.name,
        "form_title": say(opened.form.title),
        "title": say(part.title),
        "text": say(part.text) if part.text else "",
        "invited_by": name_person(invitation.by, names_of([invitation.by])),
        "expires_on": invitation.expires_on,
        "blocks": blocks,
        "count": count,
        "faults": count_faults(typed),
        "clashes": len(typed.clashes),
        "is_open": invited.is_open,
        "may_edit": invited.is_open,
        "people": {},
        "may_comment": False,
        "may_resolve": False,
        "asked": _list_asked(opened, part),
        "threads": _list_threads(invited),
    }
    return protect(render(request, "web/guest.html", context, status=status))


def _find_around(invited: Invited) -> dict[str, object]:
    """Of a whole form, the page before it and the parts around this one."""
    if invited.invitation.part:
        return {"overview": ""}
    parts = [part for part, count in measure_progress(invited.opened.reading).parts if count.asked]
    here = next((place for place, part in enumerate(parts) if part.id == invited.part.id), 0)
    return {
        "overview": reverse("web:reply", kwargs={"secret": invited.secret}),
        "earlier": _link_part(invited, parts[here - 1]) if here else None,
        "later": _link_part(invited, parts[here + 1]) if here + 1 < len(parts) else None,
    }


def _link_part(invited: Invited, part: Part) -> tuple[str, str]:
    return say(part.title), replace(invited, part=part).find_address()


def _hide(opened: Opened, block: Block) -> Block:
    """A thing on the page as an expert may see it: without what the dossier or other parts say."""
    question = opened.form.find_question(block.id) if block.kind == "question" else None
    if question is None:
        return block
    if question.type in INSIDE:
        return Block(
            "information",
            block.id,
            block.depth,
            title=say(question.ask),
            text=_("Who invited you adds this file."),
        )
    # What stands in another part is not theirs to see.
    lacking = tuple(one if one.address.startswith("#") else Lack(one.title, "") for one in block.lacking)
    return replace(block, beside=(), offer=None, threads=(), source="", lacking=lacking)


def _list_asked(opened: Opened, part: Part) -> list[tuple[str, str]]:
    """The questions at which a remark can be written: each once, for a row says nothing to a reader of a list."""
    found: dict[str, tuple[str, str]] = {}
    for one in opened.reading.list_shown(part):
        if isinstance(one.item, Question) and one.standing is Standing.ASKED:
            found.setdefault(one.item.id, (str(one.address), say(one.item.ask)))
    return list(found.values())


def _list_threads(invited: Invited) -> list[dict[str, object]]:
    own = author_id(invited.invitation)
    return [
        {
            "pk": one.pk,
            "is_reply": one.parent_id is not None,
            "by": _("You") if one.by == own else invited.organisation.name,
            "at": one.at,
            "text": one.text,
            "about": name_place(invited.opened.form, one.place.partition("@")[0]),
        }
        for one in guest_queries.list_threads(invited.invitation)
    ]
