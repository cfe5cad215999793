"""What people and the comparison of names say about the product of an entry."""

from django.db import models

from waarborg.apps.algorithms.models import Product
from waarborg.apps.publications.models.entries import Entry


class ProductMatch(models.Model):
    """A product that an entry may be about: suggested by comparing names, or accepted or refused by a person.

    What a person decided outlives a new version and another comparison; suggestions are made anew. `grounds` holds
    the codes of what speaks for it.
    """

    PRIVACY = {
        "id": "none",
        "entry": "none",
        "product": "none",
        "state": "none",
        "grounds": "none",
        "decided_by": "pseudonym",
        "decided_at": "none",
    }

    class State(models.TextChoices):
        """Whether somebody has looked at it yet, and what they said."""

        SUGGESTED = "suggested"
        ACCEPTED = "accepted"
        REFUSED = "refused"

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="product_matches")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="matches")
    state = models.CharField(max_length=16, choices=State.choices, default=State.SUGGESTED)
    grounds = models.JSONField(default=list)
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("entry", "id")
        constraints = (
            models.UniqueConstraint(fields=("entry", "product"), name="publications_one_match_per_product"),
        )
