"""Find the organisation that is meant by a name as people write it."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from waarborg.adapters.content_files.organisations import OrganisationRecord

# Words in front of a name that say what sort of body it is, and the kinds of which they may speak.
KIND_WORDS = {
    "gemeente": ("gemeente",),
    "provincie": ("provincie",),
    "waterschap": ("waterschap",),
    "hoogheemraadschap": ("waterschap",),
    "wetterskip": ("waterschap",),
    "ministerie van": ("ministerie",),
    "veiligheidsregio": ("veiligheidsregio",),
    "omgevingsdienst": ("omgevingsdienst",),
    "regionale uitvoeringsdienst": ("omgevingsdienst",),
    "rud": ("omgevingsdienst",),
    "openbaar lichaam": ("caribisch_openbaar_lichaam",),
}
# Words in front that say only which legal form a body has; any kind may have them.
LEGAL_FORMS = ("gemeenschappelijke regeling", "stichting", "gr")

_BETWEEN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_NO_WORD = re.compile(r"[^0-9a-z]+")


def normalise(name: str) -> str:
    """Return `name` without case, accents and punctuation, with one space between words."""
    decomposed = unicodedata.normalize("NFKD", name.replace("&", " en ").replace("+", " plus "))
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    plain = plain.casefold().replace("'", "").replace("’", "").replace("‘", "")
    return _NO_WORD.sub(" ", plain).strip()


class OrganisationNames:
    """An index of names and aliases. A name that may mean two bodies that exist means none."""

    def __init__(self, records: Iterable[OrganisationRecord]) -> None:
        self._whole: defaultdict[str, set[str]] = defaultdict(set)
        self._bare: defaultdict[str, set[str]] = defaultdict(set)
        self._records: dict[str, OrganisationRecord] = {}
        for record in records:
            self._records[record.code] = record
            for name in (record.name, record.tooi_name, *record.aliases):
                key = normalise(name)
                self._whole[key].add(record.code)
                self._bare[_without_form(key)[0]].add(record.code)

    def find_code(self, name: str) -> str | None:
        """Return the code of the organisation that `name` stands for, or None when it is not clear.

        In turn: the name as it is; the name without an abbreviation between brackets at the end; and
        both without the words that say what sort of body it is. `Gemeente Utrecht` never finds a
        province. A body that exists goes before one that has ended.
        """
        forms = [name]
        without_brackets = _BETWEEN_BRACKETS.sub("", name)
        if without_brackets and without_brackets != name:
            forms.append(without_brackets)
        for form in forms:
            if code := self._find_one(self._whole.get(normalise(form), set())):
                return code
        for form in forms:
            bare, kinds = _without_form(normalise(form))
            codes = self._bare.get(bare, set()) if bare else set()
            if kinds:
                codes = {code for code in codes if self._records[code].kind in kinds}
            if code := self._find_one(codes):
                return code
        return None

    def _find_one(self, codes: set[str]) -> str | None:
        present = {code for code in codes if self._records[code].current}
        candidates = present or codes
        return next(iter(candidates)) if len(candidates) == 1 else None


def _without_form(key: str) -> tuple[str, tuple[str, ...]]:
    """Return a normalised name without its first words of form, and the kinds those words allow."""
    kinds: tuple[str, ...] = ()
    for form in LEGAL_FORMS:
        key = key.removeprefix(form + " ")
    for words, allowed in KIND_WORDS.items():
        if key.startswith(words + " "):
            return key.removeprefix(words + " "), allowed
    return key, kinds
