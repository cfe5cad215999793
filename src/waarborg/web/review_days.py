"""Dates of review in words, and which of them are near."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from waarborg.core.publication.reviews import horizon


def count_down(day: date) -> str:
    """How far a day lies ahead or behind, in words."""
    ahead = (day - timezone.localdate()).days
    if ahead == 0:
        return _("today")
    if ahead > 0:
        return ngettext("in %(count)s day", "in %(count)s days", ahead) % {"count": ahead}
    return ngettext("%(count)s day ago", "%(count)s days ago", -ahead) % {"count": -ahead}


#: Which reviews the table of dossiers can be narrowed to.
REVIEWS = {
    "binnenkort": gettext_lazy("Within 30 days, or overdue"),
    "te-laat": gettext_lazy("Overdue"),
}


def find_until(chosen: str) -> date | None:
    """The last date of review that fits a choice of `REVIEWS`; None for no choice."""
    today = timezone.localdate()
    return {"binnenkort": horizon(today), "te-laat": today - timedelta(days=1)}.get(chosen)


def is_near(day: date | None) -> bool:
    """Whether a review is near or past."""
    return day is not None and day <= horizon(timezone.localdate())
