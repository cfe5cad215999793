"""The CSV file of the national register: its own header for all versions of the standard, one row per entry.

The register writes plain text between quotation marks, in UTF-8 with a mark at the start; so do we. It has no place
for English texts, earlier versions, days of publication, leftovers and the date and signature of an assessment.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange.guarding import guard
from waarborg.adapters.exchange.writing.cells import make_cell
from waarborg.adapters.exchange.writing.shapes import Edition, Head, Listed
from waarborg.core.publication.standard import Standard
from waarborg.core.terms.own_addresses import with_site

#: The columns in the order of the register, and then the two that say which entry of which organisation it is.
COLUMNS = tuple(
    """name organization description_short type category website status goal proportionality lawful_basis
    iama_description standard_version uuid url contact_email lang publiccode source_data methods_and_models
    human_intervention risks provider tags source_id begin_date end_date lawful_basis_link impacttoetsen
    source_data_link process_index_url publication_category lawful_basis_grouping impacttoetsen_grouping
    source_data_grouping department impact decision_making_process documentation competent_authority iama dpia
    dpia_description objection_procedure area revision_date description application_url mprd monitoring
    performance_standard algorithm_id org_id""".split()
)
_BYTE_ORDER_MARK = "\ufeff"


def stream_csv(entries: Iterable[Listed], head: Head) -> Iterator[bytes]:
    """Yield the file, a row at a time. Withdrawn entries and earlier versions have no place in it."""
    standard = load_standard()
    yield (_BYTE_ORDER_MARK + _write_row(COLUMNS)).encode("utf-8")
    for listed in entries:
        if listed.edition is not None:
            cells = make_cells(listed, listed.edition, standard, site=head.register_url.rstrip("/"))
            yield _write_row([guard(cells.get(name, "")) for name in COLUMNS]).encode("utf-8", "replace")


def make_cells(listed: Listed, edition: Edition, standard: Standard, *, site: str = "") -> dict[str, str]:
    """Return the cells of one version, by column; with `site` before the paths of files of this register."""
    cells = {
        field.key: make_cell(field, with_site(edition.values.get(field.key), site), standard)
        for field in standard.fields
        if field.key in edition.values
    }
    return cells | {"algorithm_id": listed.id, "org_id": listed.organisation.code}


def _write_row(cells: Iterable[str]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(cells)
    return written.getvalue()
