"""Suppliers, their products, and the descriptions that suppliers write of them.

They belong to no organisation: one record, for everybody who uses the product.
"""

from django.db import models


class Supplier(models.Model):
    """Who supplies algorithms: a company, or a public body that shares its own.

    `other_names` are other ways in which people write the name. A record that was merged into another stays, so that
    its address keeps leading somewhere.
    """

    PRIVACY = {
        "id": "none",
        "code": "none",
        "name": "none",
        "other_names": "none",
        "website": "none",
        "trade_number": "none",
        "merged_into": "none",
        "created_at": "none",
        "created_by": "pseudonym",
    }

    code = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    other_names = models.JSONField(default=list)
    website = models.CharField(max_length=500, blank=True)
    trade_number = models.CharField(max_length=20, blank=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("name", "code")

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """What a supplier sells or shares, used by many organisations.

    `other_names` are other ways in which people write the name; `own_names` are names that no other product has, so
    that a title with one of them is about this product, also where no supplier is named.
    """

    PRIVACY = {
        "id": "none",
        "supplier": "none",
        "code": "none",
        "name": "none",
        "other_names": "none",
        "own_names": "none",
        "description": "none",
        "website": "none",
        "merged_into": "none",
        "created_at": "none",
        "created_by": "pseudonym",
    }

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="products")
    code = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    other_names = models.JSONField(default=list)
    own_names = models.JSONField(default=list)
    description = models.TextField(blank=True)
    website = models.CharField(max_length=500, blank=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("name", "code")

    def __str__(self) -> str:
        return self.name


class Template(models.Model):
    """How a supplier describes a product: what can fill a draft, and what it mentions that never does.

    `values` fill fields of a draft; `mentions` is what the supplier says about matters that only the organisation can
    state (an assessment, the legal basis), never taken over; `original` is the record as it stood in the file.
    """

    PRIVACY = {
        "id": "none",
        "product": "none",
        "name": "none",
        "source_id": "none",
        "values": "none",
        "mentions": "none",
        "leftover": "none",
        "original": "none",
        "standard": "none",
        "file_name": "none",
        "sha256": "none",
        "digest": "none",
        "added_at": "none",
        "added_by": "pseudonym",
        "retired_at": "none",
    }

    product = models.ForeignKey(Product, null=True, on_delete=models.PROTECT, related_name="templates")
    name = models.CharField(max_length=250)
    source_id = models.CharField(max_length=100)
    values = models.JSONField()
    mentions = models.JSONField(default=list)
    leftover = models.JSONField(default=dict)
    original = models.JSONField(default=dict)
    standard = models.CharField(max_length=8)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=64)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("product", "source_id"),
                condition=models.Q(retired_at=None),
                name="algorithms_one_template_in_use",
            ),
        )

    def __str__(self) -> str:
        return self.name
