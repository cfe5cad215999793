"""Read an interpretation in the own format: YAML, with conditions in the text notation.

The format is described for editors in `content/law/interpretation.schema.json`. Reading says itself what is wrong,
with line, frame and field, because a schema can only say that something does not match.
"""

from collections.abc import Callable, Iterator, Mapping

from waarborg.adapters.law_files.located_yaml import parse_located
from waarborg.adapters.law_files.part_checks import require_kind, require_no_overlap, require_term
from waarborg.adapters.law_files.sections import Section
from waarborg.core.law.choices import Choice, Option
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, Frame, FrameKind, Name
from waarborg.core.law.interpretations import Interpretation, Status
from waarborg.core.law.sources import Slot, Source, SourceKind
from waarborg.core.law.values import Kind
from waarborg.core.terms.text import Text

_CREATED = (FrameKind.FACT, FrameKind.DUTY)
_ACTS = (FrameKind.ACT,)
_ALL = (FrameKind.FACT, FrameKind.ACT, FrameKind.DUTY)
_Sources = Mapping[str, Source]


def read_own_format(text: str, *, file: str) -> Interpretation:
    """Return the interpretation in a text. `file` is what it is called in errors. Raises `LawFileError`."""
    section = Section(parse_located(text, file=file), file=file, place="")
    sources = _read_sources(section)
    readers: dict[str, Callable[[Section, _Sources], Frame]] = {
        "facts": _read_fact,
        "acts": _read_act,
        "duties": _read_duty,
    }
    frames: list[tuple[Frame, Section]] = []
    for key in (
        *section.list_keys(),
        *readers,
    ):  # in the order of the file, so that writing and reading keep it
        if key in readers:
            reader = readers.pop(key)
            frames.extend((reader(item, sources), item) for item in section.sections(key))
    require_no_overlap(frames)
    choices = tuple(_read_choices(section, sources))
    interpretation = Interpretation(
        id=section.require_text("id"),
        version=section.require_text("version"),
        title=section.require_both("title"),
        frames=tuple(frame for frame, _ in frames),
        status=section.word("status", Status) or Status.DRAFT,
        authority=section.text("authority"),
        summary=section.both("summary"),
        valid=section.days("valid"),
        made_on=section.day("made_on"),
        supersedes=section.text("supersedes"),
        choices=choices,
    )
    section.require_known()
    return interpretation


# --- sources -------------------------------------------------------------------------------------------------
def _read_sources(section: Section) -> _Sources:
    group = section.section("sources")
    if group is None:
        return {}
    found: dict[str, Source] = {}
    for key in group.list_keys():
        item = group.section(key)
        if item is None:
            raise group.fail(
                key,
                Text(nl="Deze bron is leeg.", en="This source is empty."),
                Text(nl="Vul kind en citation in.", en="Fill in kind and citation."),
            )
        found[key] = _read_source(item)
    return found


def _read_source(item: Section) -> Source:
    kind = item.word("kind", SourceKind)
    if kind is None:
        item.require_text("kind")
    assert kind is not None  # without its text the line above raises
    citation, identifier = item.text("citation"), item.text("id")
    if not citation.strip() and not identifier.strip():
        item.require_text("citation")
    source = Source(
        kind=kind,
        citation=citation,
        identifier=identifier,
        paraphrase=item.both("paraphrase"),
        quote=item.text("quote"),
        valid=item.days("valid"),
        note=item.text("note"),
    )
    item.require_known()
    return source


def _pick_sources(section: Section, sources: _Sources, key: str = "sources") -> tuple[Source, ...]:
    """The sources that a frame or choice names: by their id, or with the part of the frame that rests on them."""
    picked = []
    for number, item in enumerate(section.many(key), start=1):
        slot: Slot | None = None
        name: object = item
        if isinstance(item, dict):
            inner = Section(item, file=section.file, place=f"{section.place}, {key}[{number}]")
            name, slot = inner.require_text("source"), inner.word("slot", Slot)
            inner.require_known()
        if not isinstance(name, str) or name not in sources:
            raise section.fail(
                key,
                Text(
                    nl=f"Er is geen bron met het kenmerk {str(name)[:80]}.",
                    en=f"There is no source with the id {str(name)[:80]}.",
                ),
                Text(
                    nl="Neem een kenmerk dat onder “sources” staat, of zet de bron daar erbij.",
                    en="Take an id that stands under “sources”, or add the source there.",
                ),
            )
        source = sources[name]
        picked.append(
            Source(
                kind=source.kind,
                citation=source.citation,
                identifier=source.identifier,
                slot=slot or Slot.FRAME,
                paraphrase=source.paraphrase,
                quote=source.quote,
                valid=source.valid,
            )
        )
    return tuple(picked)


# --- frames --------------------------------------------------------------------------------------------------
def _read_frame_name(section: Section, key: str, kind: FrameKind) -> str:
    name = section.require_text(key)
    section.place = str(Name(kind, name))
    return name


def _read_fact(section: Section, sources: _Sources) -> FactFrame:
    name = _read_frame_name(section, "fact", FrameKind.FACT)
    kind, function = section.word("kind", Kind), section.expression("function")
    require_kind(section, kind, function)
    frame = FactFrame(
        name=name,
        label=section.both("label"),
        kind=kind,
        question=section.both("question"),
        function=function,
        sources=_pick_sources(section, sources),
        valid=section.days("valid"),
        explanation=section.text("explanation"),
    )
    section.require_known()
    return frame


def _read_act(section: Section, sources: _Sources) -> ActFrame:
    frame = ActFrame(
        name=_read_frame_name(section, "act", FrameKind.ACT),
        label=section.both("label"),
        actor=section.expression("actor"),
        action=section.text("action"),
        object=section.expression("object"),
        recipient=section.expression("recipient"),
        precondition=section.expression("precondition"),
        creates=section.names("creates", _CREATED),
        terminates=section.names("terminates", _CREATED),
        sources=_pick_sources(section, sources),
        valid=section.days("valid"),
        explanation=section.text("explanation"),
    )
    section.require_known()
    return frame


def _read_duty(section: Section, sources: _Sources) -> DutyFrame:
    name = _read_frame_name(section, "duty", FrameKind.DUTY)
    term = section.expression("term")
    require_term(section, term)
    frame = DutyFrame(
        name=name,
        label=section.both("label"),
        holder=section.expression("holder"),
        claimant=section.expression("claimant"),
        components=section.texts("components"),
        creates=_name_acts(section, "creates"),
        terminates=_name_acts(section, "terminates"),
        enforces=_name_acts(section, "enforces"),
        term=term,
        sources=_pick_sources(section, sources),
        valid=section.days("valid"),
        explanation=section.text("explanation"),
    )
    section.require_known()
    return frame


def _name_acts(section: Section, key: str) -> tuple[str, ...]:
    return tuple(name.text for name in section.names(key, _ACTS))


# --- choices -------------------------------------------------------------------------------------------------
def _read_choices(section: Section, sources: _Sources) -> Iterator[Choice]:
    seen: set[str] = set()
    for item in section.sections("choices"):
        choice_id = item.require_text("id")
        item.place = f"choice {choice_id}"
        if choice_id in seen:
            raise item.fail(
                "id",
                Text(nl="Er is al een keuze met dit kenmerk.", en="There is a choice with this id already."),
                Text(nl="Geef elke keuze een eigen kenmerk.", en="Give each choice its own id."),
            )
        seen.add(choice_id)
        yield _read_choice(item, choice_id, sources)
        item.require_known()


def _read_choice(item: Section, choice_id: str, sources: _Sources) -> Choice:
    options = tuple(_read_options(item))
    fields = {
        "question": item.require_both("question"),
        "taken": item.text("taken"),
        "ground": item.both("ground"),
        "grounds": _pick_sources(item, sources, "grounds"),
        "affects": item.many_both("affects"),
        "dissent": item.both("dissent"),
        "decided_on": item.day("decided_on"),
        "decided_by": item.text("decided_by"),
        "review_on": item.day("review_on"),
        "frames": item.names("frames", _ALL),
    }
    try:
        return Choice(id=choice_id, options=options, **fields)  # type: ignore[arg-type]  # each is what its key says
    except ValueError as error:
        raise item.fail(
            "",
            Text(
                nl="Deze keuze klopt niet: er zijn te weinig verschillende opties, de gekozen optie bestaat niet, de "
                "reden ontbreekt, of de herziening is eerder dan het besluit.",
                en=f"This choice does not fit: {error}.",
            ),
            Text(
                nl="Geef twee opties of meer, elk met een eigen kenmerk; noem bij taken een ervan, en bij ground waarom.",
                en="Give two options or more, each with its own id; name one at taken, and why at ground.",
            ),
        ) from error


def _read_options(item: Section) -> Iterator[Option]:
    for option in item.sections("options"):
        words = Text(option.require_text("nl"), option.require_text("en"))
        yield Option(option.require_text("id"), words)
        option.require_known()
