"""Files that somebody brings in at the workplace, what each record in them became, and how columns were named."""

from django.db import models

from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications.models.entries import Entry


class ImportFile(models.Model):
    """A file that was brought in, from its upload to its report.

    `stored` is its place in the data folder, empty when it was removed; `worker` the mark of the run that may go on
    with it. Without an organisation it is a register that is taken over.
    """

    PRIVACY = {
        "id": "none",
        "reference": "none",
        "organisation": "none",
        "way": "none",
        "name": "may-hold",
        "size": "none",
        "sha256": "none",
        "stored": "none",
        "format": "none",
        "encoding": "none",
        "source": "none",
        "source_url": "none",
        "is_table": "none",
        "columns": "may-hold",
        "mapping": "may-hold",
        "options": "none",
        "state": "none",
        "fault": "may-hold",
        "counts": "none",
        "total": "none",
        "done": "none",
        "worker": "none",
        "by": "pseudonym",
        "at": "none",
        "confirmed_by": "pseudonym",
        "touched_at": "none",
        "finished_at": "none",
    }

    class Way(models.TextChoices):
        """What the file is brought in for."""

        DRAFTS = "drafts"
        TAKE_OVER = "take_over"

    class State(models.TextChoices):
        """How far it is. Only CHECKING and RUNNING need work; from DONE on nothing changes any more."""

        MAPPING = "mapping"
        CHECKING = "checking"
        READY = "ready"
        RUNNING = "running"
        DONE = "done"
        BROKEN = "broken"
        DROPPED = "dropped"
        UNDONE = "undone"

    reference = models.CharField(max_length=32, unique=True)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="import_files"
    )
    way = models.CharField(max_length=16, choices=Way.choices)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=200, blank=True)
    format = models.CharField(max_length=32, blank=True)
    encoding = models.CharField(max_length=32, blank=True)
    source = models.CharField(max_length=200, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    is_table = models.BooleanField(default=False)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=State.choices)
    fault = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=32, blank=True)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=64, blank=True)
    touched_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("organisation", "-at"), name="publications_import_newest"),)


class ImportLine(models.Model):
    """One record of a file: what it would do, and what it did.

    `base` is the newest fact of the dossier when it was compared, `newest_fact` that after it was written: when they
    have not moved, nobody touched the dossier since.
    """

    PRIVACY = {
        "id": "none",
        "file": "none",
        "position": "none",
        "public_id": "none",
        "title": "may-hold",
        "outcome": "none",
        "differences": "may-hold",
        "notes": "may-hold",
        "errors": "may-hold",
        "changes": "none",
        "findings": "none",
        "entry": "none",
        "base": "none",
        "result": "none",
        "newest_fact": "none",
    }

    class Outcome(models.TextChoices):
        """What a record would do."""

        NEW = "new"
        CHANGED = "changed"
        UNCHANGED = "unchanged"
        REFUSED = "refused"

    class Result(models.TextChoices):
        """What a record did; empty as long as it did nothing."""

        WRITTEN = "written"
        LEFT = "left"
        REFUSED = "refused"
        UNDONE = "undone"

    file = models.ForeignKey(ImportFile, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    public_id = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=250, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    differences = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    errors = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    entry = models.ForeignKey(Entry, null=True, on_delete=models.SET_NULL, related_name="import_lines")
    base = models.PositiveBigIntegerField(default=0)
    result = models.CharField(max_length=16, choices=Result.choices, blank=True)
    newest_fact = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ("file", "position")
        constraints = (
            models.UniqueConstraint(fields=("file", "position"), name="publications_one_line_per_record"),
        )
        indexes = (models.Index(fields=("file", "outcome", "position"), name="publications_line_outcome"),)


class ColumnMapping(models.Model):
    """Which columns of a table are which fields, kept under a name to use again."""

    PRIVACY = {
        "id": "none",
        "organisation": "none",
        "name": "none",
        "columns": "none",
        "by": "pseudonym",
        "at": "none",
    }

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="column_mappings")
    name = models.CharField(max_length=100)
    columns = models.JSONField(default=dict)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ("organisation", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "name"), name="publications_one_mapping_per_name"
            ),
        )
