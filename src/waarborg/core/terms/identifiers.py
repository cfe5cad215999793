"""Public identifiers of our own kind: short, readable aloud, with a check character.

The characters are those of Crockford's base 32 (no i, l, o and u), in lower case. The check character is
a weighted sum in the field of 32 elements, so that every single wrong character and every exchange of
two characters is found. The prefix keeps them apart from the eight digits of the national register.
"""

PREFIX = "wb-"
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
BODY_LENGTH = 9
MIN_RANDOM_BYTES = 8
_REDUCTION = 0b100101  # x^5 + x^2 + 1, a primitive polynomial: its powers give 31 different weights


def make(raw: bytes) -> str:
    """Return an identifier such as `wb-` and ten characters, made of `raw` random bytes.

    At least eight bytes are needed; 45 bits of them are used. The caller draws the bytes, so that the
    core stays free of chance, and makes sure that the identifier is not yet taken.
    Raises `ValueError` when there are fewer bytes.
    """
    if len(raw) < MIN_RANDOM_BYTES:
        raise ValueError(f"an identifier needs {MIN_RANDOM_BYTES} random bytes or more, got {len(raw)}")
    number = int.from_bytes(raw[:MIN_RANDOM_BYTES], "big")
    body = ""
    for _ in range(BODY_LENGTH):
        number, digit = divmod(number, 32)
        body += ALPHABET[digit]
    return f"{PREFIX}{body}{_check_character(body)}"


def is_own(text: str) -> bool:
    """Return whether `text` is an identifier of our own kind, with the right check character."""
    characters = text.removeprefix(PREFIX)
    if not text.startswith(PREFIX) or len(characters) != BODY_LENGTH + 1:
        return False
    if any(character not in ALPHABET for character in characters):
        return False
    return _check_character(characters[:-1]) == characters[-1]


def _check_character(body: str) -> str:
    total = 0
    for character in body:
        total = _double(total ^ ALPHABET.index(character))
    return ALPHABET[total]


def _double(element: int) -> int:
    element <<= 1
    return element ^ _REDUCTION if element & 0b100000 else element
