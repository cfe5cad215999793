"""How long notifications are kept: they point at what happened, and are not the record of it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from waarborg.apps.notifications.models import Notification

#: Unread ones are kept so much longer than read ones.
UNREAD_TIMES = 4


@transaction.atomic
def remove_old(*, at: datetime) -> int:
    """Remove what was read longer ago than the installation keeps it, and what was never read for much longer."""
    kept = timedelta(days=round(settings.NOTIFICATIONS_KEPT_MONTHS * 30.44))
    rows = Notification.objects.filter(Q(read_at__lt=at - kept) | Q(created_at__lt=at - UNREAD_TIMES * kept))
    return rows.order_by().delete()[0]
