"""What search and lists need of each live version."""

from django.db import models

from waarborg.apps.publications.models.entries import Entry


class SearchDocument(models.Model):
    """What search and lists need of each live version; made from it, so it can be thrown away and made again.

    `body_fields` names the field of each line of `body`; `supplier_names` says what each of `suppliers` is called.
    `is_counted` tells whether the vocabulary of search counts the words of this entry.
    """

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
        "suppliers": "none",
        "supplier_names": "none",
        "product": "none",
        "product_name": "none",
        "laws": "none",
        "body_fields": "none",
        "is_counted": "none",
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
    suppliers = models.JSONField(default=list)
    supplier_names = models.JSONField(default=list)
    product = models.CharField(max_length=80, blank=True, default="")
    product_name = models.CharField(max_length=200, blank=True, default="")
    laws = models.JSONField(default=list)
    body_fields = models.JSONField(default=list)
    is_counted = models.BooleanField(default=False)
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
