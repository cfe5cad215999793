"""Read the text notation of expressions, such as `[leeftijd] ≥ 18 EN NIET [gedetineerd]`.

Keywords may be Dutch or English, in any mix. `parse_condition` is strict and says what to do about a mistake;
`parse_leniently` repairs what stands in old models, and says what it repaired.
"""

from waarborg.adapters.law_files.notation_faults import NotationError
from waarborg.adapters.law_files.notation_parser import LONGEST_TEXT, parse_condition
from waarborg.adapters.law_files.notation_repair import parse_leniently

__all__ = ["LONGEST_TEXT", "NotationError", "parse_condition", "parse_leniently"]
