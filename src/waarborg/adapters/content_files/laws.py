"""Read the laws that entries of the register rest on, by what they are called."""

from functools import cache

from waarborg.adapters.content_files.yaml_files import ContentError, read_yaml
from waarborg.core.publication.law_names import Law, LawNames

FILE = "publication/laws.yaml"


@cache
def load_law_names() -> LawNames:
    """Return the names of laws. Raises `ContentError` when the file has a fault or a name stands for two laws."""
    document = read_yaml(FILE, schema="publication/laws.schema.json")
    try:
        return LawNames(
            Law(
                name=item["name"],
                other_names=tuple(item.get("other_names", ())),
                identifiers=tuple(item.get("identifiers", ())),
            )
            for item in document["laws"]
        )
    except ValueError as error:
        raise ContentError(
            file=FILE, path="$.laws", fault=str(error), remedy="Give each name to one law"
        ) from error
