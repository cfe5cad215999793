"""Comparing names again in the background, after suppliers, products or templates changed."""

from django_tasks import task

from waarborg.apps.publications.products.matching import match_all


@task()
def compare_again() -> int:
    """Work out the product of every live entry anew; returns how many changed."""
    return match_all().changed


def ask_to_compare() -> None:
    """Hand the comparison to the background worker."""
    compare_again.enqueue()
