"""The words for what points nowhere in a form or does not fit, each as a fault with what to do."""

from collections.abc import Iterable, Mapping, Sequence

from waarborg.adapters.content_files.suggestions import suggest, suggest_near
from waarborg.core.forms.faults import Fault
from waarborg.core.forms.forms import About, Form
from waarborg.core.forms.questions import OptionsFrom
from waarborg.core.forms.rules import asked
from waarborg.core.profile.vocabulary import Term
from waarborg.core.terms.text import Text

_ABOUT: Mapping[About, Text] = {
    About.ALGORITHM: Text("een algoritme", "an algorithm"),
    About.ORGANISATION: Text("een organisatie", "an organisation"),
}
_AMONG: Mapping[str, Text] = {
    "roles": Text("rol", "role"),
    "phases": Text("fase", "phase"),
}


# --- names that point nowhere ------------------------------------------------------------------------------------
def unknown_name(place: str, name: str, known: Iterable[str], key: str) -> Fault:
    """A name in a condition that is no question and no fact."""
    says = Text(
        f"De voorwaarde noemt [{name}], en zo heet hier geen vraag en geen feit.",
        f"The condition names [{name}], and no question or fact is called that here.",
    )
    how = Text(
        "Schrijf het kenmerk van een vraag, of “formulier:vraag”, “fact:sleutel” of een feit onder “facts”.",
        "Write the id of a question, or “form:question”, “fact:key” or a fact under “facts”.",
    )
    near = suggest_near(name, known)
    remedy = Text(f"{near.nl} {how.nl}", f"{near.en} {how.en}") if near else how
    return Fault(place, says, remedy, key)


def no_question(place: str, form: str, id: str, known: Iterable[str], key: str) -> Fault:
    """A link to a question that is not there; form: empty for this form."""
    says = (
        Text(f"In het formulier “{form}” staat geen vraag “{id}”.", f"There is no question “{id}” in the form “{form}”.")
        if form
        else Text(f"In dit formulier staat geen vraag “{id}”.", f"There is no question “{id}” in this form.")
    )  # fmt: skip
    take = Text("Neem het kenmerk van een vraag die er staat.", "Take the id of a question that is there.")
    return Fault(place, says, suggest_near(id, known) or take, key)


def no_form(place: str, form: str, known: Iterable[str], key: str) -> Fault:
    """A form that is not there."""
    says = Text(f"Er is geen formulier “{form}”.", f"There is no form “{form}”.")
    return Fault(place, says, suggest(form, known), key)


def no_fact(place: str, name: str, known: Iterable[str], key: str) -> Fault:
    """A key that is not in the vocabulary."""
    says = Text(
        f"Het feit “{name}” staat niet in de woordenlijst.", f"The fact “{name}” is not in the vocabulary."
    )
    take = Text("Neem een sleutel uit de woordenlijst.", "Take a key of the vocabulary.")
    return Fault(place, says, suggest_near(name, known) or take, key)


def no_requirement(code: str, known: Iterable[str]) -> Fault:
    """A requirement that the framework does not have."""
    says = Text(f"Er is geen vereiste “{code}”.", f"There is no requirement “{code}”.")
    take = Text("Neem de korte naam, zoals avg-09.", "Take its short name, such as avg-09.")
    return Fault(code, says, suggest_near(code, known) or take)


def no_instrument(id: str, known: Iterable[str]) -> Fault:
    """An instrument that the framework does not have."""
    says = Text(f"Er is geen instrument “{id}”.", f"There is no instrument “{id}”.")
    return Fault("instrument", says, suggest(id, known))


def no_word(place: str, among: str, id: str, known: Iterable[str], key: str) -> Fault:
    """A role or phase that the framework does not have."""
    word = _AMONG[among]
    return Fault(
        place,
        Text(f"Er is geen {word.nl} “{id}”.", f"There is no {word.en} “{id}”."),
        suggest(id, known),
        key,
    )


def circular(ring: Sequence[str]) -> Fault:
    """Questions that wait for each other."""
    ids = [name.removesuffix(asked("")) for name in ring]
    names = [name for before, name in zip(["", *ids], ids, strict=False) if name != before]
    if len(names) == 1:
        says = Text(f"“{names[0]}” wacht op zichzelf.", f"“{names[0]}” waits for itself.")
        return Fault(names[0], says, Text("Haal deze voorwaarde weg.", "Take this condition away."), "when")
    way = " → ".join(names)
    return Fault(
        names[0],
        Text(f"Deze wachten op elkaar: {way}.", f"These wait for each other: {way}."),
        Text("Haal een van deze voorwaarden weg.", "Take away one of these conditions."),
        "when",
    )


# --- what does not fit -------------------------------------------------------------------------------------------
def fact_of_algorithm(place: str, name: str, key: str) -> Fault:
    """A fact of a dossier, in a form about an organisation."""
    says = Text(
        f"“{name}” is een feit van een algoritme, en dit formulier gaat over een organisatie.",
        f"“{name}” is a fact of an algorithm, and this form is about an organisation.",
    )
    return Fault(place, says, Text("Laat het weg.", "Leave it out."), key)


def about_something_else(place: str, other: Form, form: Form, key: str) -> Fault:
    """A link to a form about something else."""
    theirs, ours = _ABOUT[other.about], _ABOUT[form.about]
    return Fault(
        place,
        Text(
            f"Het formulier “{other.id}” gaat over {theirs.nl}, en dit formulier over {ours.nl}.",
            f"The form “{other.id}” is about {theirs.en}, and this form about {ours.en}.",
        ),
        Text(f"Neem een formulier over {ours.nl}.", f"Take a form about {ours.en}."),
        key,
    )


def column_is_fact(place: str, column: str) -> Fault:
    """A column that is called as a fact is."""
    return Fault(
        place,
        Text(f"De kolom “{column}” heet net als een feit.", f"The column “{column}” is called as a fact is."),
        Text("Geef de kolom een ander kenmerk (“id”).", "Give the column another “id”."),
        "columns",
    )


def long_id(id: str, most: int) -> Fault:
    """An id that is too long to keep."""
    return Fault(
        id,
        Text(f"Dit kenmerk is te lang: {len(id)} tekens.", f"This id is too long: {len(id)} signs."),
        Text(f"Gebruik ten hoogste {most} tekens.", f"Use at most {most} signs."),
    )


def strange_label(place: str, label: str, inside: Iterable[str]) -> Fault:
    """A group that names its rows by a question that it does not have."""
    says = Text(
        f"“{label}” is geen vraag van deze groep, en kan een rij dus geen naam geven.",
        f"“{label}” is no question of this group, so it cannot name a row.",
    )
    return Fault(place, says, suggest(label, inside), "label")


def no_files(place: str) -> Fault:
    """A question for a file in a form about an organisation."""
    says = Text(
        "Een organisatie heeft geen bestanden om uit te kiezen.",
        "An organisation has no files to choose from.",
    )
    return Fault(
        place, says, Text("Vraag een link of een beschrijving.", "Ask for a link or a description."), "type"
    )


def fact_in_rows(place: str) -> Fault:
    """A question that is a fact, and that may be answered several times."""
    says = Text(
        "Een feit is één antwoord, en deze vraag kan vaker beantwoord worden.",
        "A fact is one answer, and this question may be answered several times.",
    )
    return Fault(place, says, Text("Laat “fact” weg.", "Leave “fact” out."), "fact")


def no_single_answer(place: str, link: str) -> Fault:
    """A link to what may be answered several times or not at all."""
    says = Text(
        f"“{link}” heeft niet één antwoord, en wordt dus nooit aangeboden.",
        f"“{link}” has no single answer, so it is never offered.",
    )
    remedy = Text(
        "Noem een vraag buiten groepen die vaker worden ingevuld, of laat de verwijzing weg.",
        "Name a question outside repeated groups, or leave the link out.",
    )
    return Fault(place, says, remedy, "from")


def other_type(place: str, link: str, theirs: str, ours: str) -> Fault:
    """A link to a question of another type."""
    return Fault(
        place,
        Text(
            f"“{link}” is van het type “{theirs}”, en deze vraag van het type “{ours}”.",
            f"“{link}” is of type “{theirs}”, and this question of type “{ours}”.",
        ),
        Text("Zet de verwijzing onder “beside”.", "Put the link under “beside”."),
        "from",
    )


def no_rows(place: str, source: OptionsFrom, groups: Iterable[str], key: str) -> Fault:
    """Options from what is no repeated group with that question."""
    says = Text(
        f"De keuzes komen uit “{source.group}” en “{source.label}”; dat is geen groep die vaker wordt ingevuld, met die vraag.",
        f"The options come from “{source.group}” and “{source.label}”; that is no repeated group with that question.",
    )
    remedy = Text(
        "Noem een groep met “repeat: true” en een vraag die daar zelf in staat.",
        "Name a group with “repeat: true” and one of its own questions.",
    )
    near = suggest_near(source.group, groups)
    return Fault(
        place, says, Text(f"{near.nl} {remedy.nl}", f"{near.en} {remedy.en}") if near else remedy, key
    )


def other_type_than_fact(place: str, term: Term, type: str, fitting: Iterable[str]) -> Fault:
    """A question of another type than the fact that it says."""
    kind = term.type.value
    return Fault(
        place,
        Text(
            f"Het feit “{term.key}” is van het type “{kind}”; een vraag van het type “{type}” past daar niet bij.",
            f"The fact “{term.key}” is of type “{kind}”; a question of type “{type}” does not fit it.",
        ),
        _choose_type(list(fitting)),
        "type",
    )


def _choose_type(fitting: Sequence[str]) -> Text:
    if not fitting:
        return Text("Laat “fact” weg.", "Leave “fact” out.")
    nl, en = (f" {word} ".join(f"“{one}”" for one in fitting) for word in ("of", "or"))
    return Text(f"Neem het type {nl}, of laat “fact” weg.", f"Take type {en}, or leave “fact” out.")


def other_choices(place: str, key: str, extra: Sequence[str], missing: Sequence[str]) -> Fault:
    """A question with other choices than the fact that it says."""
    nl, en = (
        [f"De keuzes zijn niet die van het feit “{key}”."],
        [f"The choices are not those of the fact “{key}”."],
    )
    if extra:
        nl.append(f"Het feit kent niet: {', '.join(extra)}.")
        en.append(f"The fact does not know: {', '.join(extra)}.")
    if missing:
        nl.append(f"De vraag mist: {', '.join(missing)}.")
        en.append(f"The question lacks: {', '.join(missing)}.")
    remedy = Text(
        "Laat “options” weg; dan zijn het die van het feit.",
        "Leave “options” out; then they are those of the fact.",
    )
    return Fault(place, Text(" ".join(nl), " ".join(en)), remedy, "options")


# --- what cannot be added ----------------------------------------------------------------------------------------
def no_base(name: str, known: Iterable[str]) -> Fault:
    """A form to build on that Waarborg does not have."""
    says = Text(f"Waarborg heeft geen formulier “{name}”.", f"Waarborg has no form “{name}”.")
    return Fault("extends", says, suggest(name, known))


def no_holder(into: str, known: Iterable[str]) -> Fault:
    """A part or group to add to that the base does not have."""
    says = Text(
        f"Het formulier waarop dit voortbouwt heeft geen deel of groep “{into}”.",
        f"The form that this one builds on has no part or group “{into}”.",
    )
    return Fault(into, says, suggest(into, known), "into")


def not_in_there(after: str, into: str, known: Iterable[str]) -> Fault:
    """An item to add behind that does not stand in the part or group itself."""
    says = Text(f"“{after}” staat niet in “{into}” zelf.", f"“{after}” does not stand in “{into}” itself.")
    end = Text(
        "Of laat “after” weg: dan komt het aan het einde.", "Or leave “after” out: then it comes at the end."
    )
    choose = suggest(after, known)
    return Fault(after, says, Text(f"{choose.nl} {end.nl}", f"{choose.en} {end.en}"), "after")
