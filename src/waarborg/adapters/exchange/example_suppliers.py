"""The fictional suppliers with their products and templates, read as any file with templates is."""

import json
from functools import cache

from waarborg.adapters.content_files.examples import FOLDER
from waarborg.adapters.content_files.yaml_files import read_yaml
from waarborg.adapters.exchange.supplier_templates import TemplateFile, read_template_bytes

FILE = "suppliers.yaml"


@cache
def load_example_suppliers() -> TemplateFile:
    """Suppliers that do not exist; raises ContentError when the file has a fault."""
    document = read_yaml(f"{FOLDER}/{FILE}", schema=f"{FOLDER}/suppliers.schema.json")
    return read_template_bytes(json.dumps(document, ensure_ascii=False).encode(), file=FILE)
