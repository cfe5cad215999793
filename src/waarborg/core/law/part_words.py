"""The words by which people name the kinds and parts of frames and the kinds of values, in both languages."""

from collections.abc import Iterable, Mapping

from waarborg.core.law.frames import FrameKind
from waarborg.core.law.sources import Slot
from waarborg.core.law.values import Kind
from waarborg.core.terms.text import Text

FRAME_WORDS: Mapping[FrameKind, Text] = {
    FrameKind.FACT: Text(nl="feit", en="fact"),
    FrameKind.ACT: Text(nl="handeling", en="act"),
    FrameKind.DUTY: Text(nl="plicht", en="duty"),
}
MANY_FRAMES_WORDS: Mapping[FrameKind, Text] = {
    FrameKind.FACT: Text(nl="feiten", en="facts"),
    FrameKind.ACT: Text(nl="handelingen", en="acts"),
    FrameKind.DUTY: Text(nl="plichten", en="duties"),
}
SLOT_WORDS: Mapping[Slot, Text] = {
    Slot.FRAME: Text(nl="geheel", en="whole"),
    Slot.FUNCTION: Text(nl="functie", en="function"),
    Slot.ACTOR: Text(nl="actor", en="actor"),
    Slot.ACTION: Text(nl="actie", en="action"),
    Slot.OBJECT: Text(nl="object", en="object"),
    Slot.RECIPIENT: Text(nl="ontvanger", en="recipient"),
    Slot.PRECONDITION: Text(nl="voorwaarde", en="precondition"),
    Slot.CREATES: Text(nl="wat ontstaat", en="what arises"),
    Slot.TERMINATES: Text(nl="wat eindigt", en="what ends"),
    Slot.HOLDER: Text(nl="plichthebber", en="holder"),
    Slot.CLAIMANT: Text(nl="rechthebbende", en="claimant"),
    Slot.ENFORCES: Text(nl="handhaving", en="enforcement"),
    Slot.TERM: Text(nl="termijn", en="term"),
}
VALUE_WORDS: Mapping[Kind, Text] = {
    Kind.BOOLEAN: Text(nl="ja of nee", en="yes or no"),
    Kind.NUMBER: Text(nl="getal", en="number"),
    Kind.TEXT: Text(nl="tekst", en="text"),
    Kind.DATE: Text(nl="datum", en="date"),
    Kind.PERIOD: Text(nl="periode", en="period"),
    Kind.MONEY: Text(nl="bedrag", en="amount of money"),
    Kind.LIST: Text(nl="lijst", en="list"),
    Kind.IDENTITY: Text(nl="persoon of instantie", en="person or body"),
    Kind.RECORD: Text(nl="iets dat is ontstaan door een handeling", en="something that an act created"),
}
#: So many names are written out in one sentence; the rest is counted.
MOST_NAMES = 8


def list_in_words(items: Iterable[object], most: int = MOST_NAMES) -> Text:
    """Return things in one row of words; of more than `most`, the first ones and how many there are besides.

    Raises `ValueError` for nothing at all.
    """
    words = [str(item) for item in items]
    shown, rest = words[:most], len(words) - most
    row = ", ".join(shown)
    if rest > 0:
        return Text(nl=f"{row} en nog {rest}", en=f"{row} and {rest} more")
    return Text(nl=row, en=row)
