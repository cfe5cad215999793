"""What is told of an answer that does not come along, or comes along otherwise."""

from dataclasses import dataclass

from waarborg.core.terms.text import Text


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing about answers that were read or written. place: such as `2.1.3[0]`. lost: whether an answer stays behind.

    value: what the answer says, where that helps to find a place for it.
    """

    place: str
    says: Text
    remedy: Text
    lost: bool = True
    value: str = ""
