"""What search and lists need of each live version."""

from django.db import models

from waarborg.apps.publications.models.entries import Entry


class SearchDocument(models.Model):
    """What search and lists need of each live version; made from it, so it can be thrown away and made again."""

    PRIVACY = {
        "entry": "none",
        "public_id": "none",
        "title": "none",
        "summary": "none",
        "body": "none",
        "organisation": "none",
        "organisation_name": "none",
        "kind": "none",
        "status": "none",
        "category": "none",
        "themes": "none",
        "assessments": "none",
        "published_on": "none",
        "taken_over": "none",
    }

    entry = models.OneToOneField(
        Entry, primary_key=True, on_delete=models.CASCADE, related_name="search_document"
    )
    public_id = models.CharField(max_length=64)
    title = models.CharField(max_length=500)
    summary = models.TextField()
    body = models.TextField()
    organisation = models.CharField(max_length=64)
    organisation_name = models.CharField(max_length=250)
    kind = models.CharField(max_length=64)
    status = models.CharField(max_length=32, blank=True)
    category = models.CharField(max_length=64, blank=True)
    themes = models.JSONField(default=list)
    assessments = models.JSONField(default=list)
    published_on = models.DateField()
    taken_over = models.BooleanField(default=False)

    class Meta:
        ordering = ("title", "public_id")
        indexes = (
            # These two hold all that the counts on the public pages need, without a text beside it.
            models.Index(fields=("organisation", "published_on"), name="publications_search_org"),
            models.Index(fields=("themes",), name="publications_search_themes"),
            models.Index(fields=("-published_on", "title"), name="publications_search_new"),
        )
