"""What Waarborg adds to a card, so that nothing is lost in words: the exact value, and a fingerprint of its words.

The standard lets names of others stand beside its own. An exact value counts as long as nobody changed the words it
stands beside; after that the words count.
"""

import hashlib
import json

#: The name under which our own values stand in a card.
OWN = "waarborg"
_LENGTH = 16


def fingerprint(words: object) -> str:
    """Return a short text that is the same as long as `words`, a value that JSON knows, are."""
    notation = json.dumps(words, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(notation.encode()).hexdigest()[:_LENGTH]
