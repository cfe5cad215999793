"""Read what the rules about quality measure by."""

from functools import cache

from waarborg.adapters.content_files.yaml_files import ContentError, read_yaml
from waarborg.core.publication.quality import Jargon, Limits, Measures
from waarborg.core.terms.text import Text

FILE = "publication/quality.yaml"


@cache
def load_measures() -> Measures:
    """Return the words, hosts and limits the rules measure by. Raises `ContentError` when the file has a fault."""
    document = read_yaml(FILE, schema="publication/quality.schema.json")
    try:
        return Measures(
            jargon=tuple(
                Jargon(tuple(item["words"]), Text(item["nl"], item["en"])) for item in document["jargon"]
            ),
            code_hosts=tuple(document["code_hosts"]),
            code_signs=tuple(document["code_signs"]),
            abbreviations=frozenset(document["abbreviations"]),
            function_words=frozenset(document["function_words"]),
            limits=Limits(**document["limits"]),
        )
    except ValueError as error:
        raise ContentError(file=FILE, path="$", fault=str(error), remedy="Correct the file") from error
