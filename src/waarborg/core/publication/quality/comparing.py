"""Rules that compare an entry with others: texts that are nearly the same, and the same product in another category."""

from collections.abc import Iterator

from waarborg.core.publication.problems import Problem
from waarborg.core.publication.quality.rules import (
    CATEGORY,
    Alike,
    Example,
    Rule,
    SameProduct,
    Subject,
    find,
)
from waarborg.core.publication.standard import Standard
from waarborg.core.terms.text import Text

TEXT_FIELD = "goal"


def check_alike(subject: Subject) -> Iterator[Problem]:
    """Yield a finding when the text is nearly that of an entry of another organisation."""
    found = _find_closest(subject, is_template=False)
    if found is None:
        return
    count = sum(not one.is_template for one in _list_alike(subject))
    others_nl = f" en {count - 1} andere" if count > 1 else ""
    others_en = f" and {count - 1} others" if count > 1 else ""
    yield find(
        "alike_entry",
        TEXT_FIELD,
        Text(
            nl=f"De tekst is voor {found.share:.0%} gelijk aan “{found.title}” van {found.owner}{others_nl}.",
            en=f"The text is {found.share:.0%} the same as “{found.title}” of {found.owner}{others_en}.",
        ),
        Text(
            nl="Schrijf erbij hoe uw organisatie het gebruikt: voor wie, met welke gegevens en wie er meekijkt.",
            en="Add how your organisation uses it: for whom, with which data, and who looks along.",
        ),
    )


def check_template(subject: Subject) -> Iterator[Problem]:
    """Yield a finding when the text is nearly that of a template of a supplier."""
    found = _find_closest(subject, is_template=True)
    if found is None:
        return
    yield find(
        "alike_template",
        TEXT_FIELD,
        Text(
            nl=f"De tekst is voor {found.share:.0%} gelijk aan het sjabloon “{found.title}” van {found.owner}.",
            en=f"The text is {found.share:.0%} the same as the template “{found.title}” of {found.owner}.",
        ),
        Text(
            nl="Een sjabloon vertelt wat het product kan. Schrijf op wat uw organisatie ermee doet.",
            en="A template tells what the product can do. Write down what your organisation does with it.",
        ),
    )


def check_category(subject: Subject) -> Iterator[Problem]:
    """Yield a finding when enough others publish the same product in another category."""
    same, own = subject.context.same_product, subject.values.get(CATEGORY)
    if same is None or not isinstance(own, str) or not own:
        return
    total = sum(same.categories.values())
    other = {name: count for name, count in same.categories.items() if name != own and count > 0}
    if not total or sum(other.values()) < subject.context.measures.limits.differing * total:
        return
    yield find(
        "category_differs",
        CATEGORY,
        Text(
            nl=f"Anderen publiceren {same.product} ook, in een andere categorie: {_count(subject.standard, other, 'nl')}.",
            en=f"Others publish {same.product} too, in another category: {_count(subject.standard, other, 'en')}.",
        ),
        Text(
            nl="Vergelijk uw gebruik met dat van hen. Blijft uw keuze staan? Leg haar uit bij de afwegingen.",
            en="Compare your use with theirs. Does your choice stand? Explain it in the considerations.",
        ),
    )


def check_derived_category(subject: Subject) -> Iterator[Problem]:
    """Yield a finding when the category is another one than follows from the facts of the dossier."""
    derived, own = subject.context.derived_category, subject.values.get(CATEGORY)
    if not derived or not isinstance(own, str) or not own or own == derived:
        return
    field = subject.standard.get_field(CATEGORY)

    def name(value: str, language: str) -> str:
        choice = field.find_choice(value)
        return choice.label.in_language(language) if choice else value

    yield find(
        "category_from_facts",
        CATEGORY,
        Text(
            nl=f"Uit de feiten volgt een andere categorie: {name(derived, 'nl')}.",
            en=f"Another category follows from the facts: {name(derived, 'en')}.",
        ),
        Text(
            nl="Kies die categorie, of leg bij de afwegingen uit waarom het hier anders is.",
            en="Choose that category, or explain in the considerations why it is otherwise here.",
        ),
    )


def _list_alike(subject: Subject) -> list[Alike]:
    limit = subject.context.measures.limits.alike
    return [one for one in subject.context.alike if one.share >= limit]


def _find_closest(subject: Subject, *, is_template: bool) -> Alike | None:
    found = [one for one in _list_alike(subject) if one.is_template is is_template]
    return max(found, key=lambda one: one.share, default=None)


def _count(standard: Standard, categories: dict[str, int], language: str) -> str:
    field = standard.get_field(CATEGORY)
    parts = []
    for value, count in sorted(categories.items(), key=lambda pair: (-pair[1], pair[0])):
        choice = field.find_choice(value)
        label = choice.label.in_language(language) if choice else value
        parts.append(f"{label} ({count})")
    return ", ".join(parts)


_METHOD = Text(
    "We vergelijken groepen van drie woorden in de lopende tekst. Hebben twee teksten van 40 woorden of meer acht van"
    " de tien groepen samen, dan noemen we ze bijna gelijk. Kandidaten vinden we met een handtekening van elke tekst"
    " (MinHash); daarna vergelijken we ze helemaal.",
    "We compare groups of three words in the running text. When two texts of 40 words or more share eight in ten"
    " groups we call them nearly the same. Candidates are found by a signature of each text (MinHash); then they are"
    " compared in full.",
)
ALIKE_RULE = Rule(
    code="alike_entry",
    title=Text(
        "Bijna dezelfde tekst als een andere organisatie", "Nearly the same text as another organisation"
    ),
    why=Text(
        "Elke organisatie gebruikt een algoritme op haar eigen manier. Een overgenomen tekst vertelt daar niets over.",
        "Every organisation uses an algorithm in its own way. A copied text tells nothing about that.",
    ),
    method=_METHOD,
    check=check_alike,
    examples=(
        Example(
            shown=Text("92% gelijk aan een andere beschrijving", "92% the same as another entry"),
            values={},
            finds=True,
            context={"alike": (Alike(0.92, "Chatbot", "Gemeente Elders", "A1"),)},
        ),
        Example(
            shown=Text("60% gelijk aan een andere beschrijving", "60% the same as another entry"),
            values={},
            finds=False,
            context={"alike": (Alike(0.6, "Chatbot", "Gemeente Elders", "A1"),)},
        ),
    ),
)
TEMPLATE_RULE = Rule(
    code="alike_template",
    title=Text("Bijna dezelfde tekst als een sjabloon", "Nearly the same text as a template"),
    why=Text(
        "Een leverancier weet niet hoe u zijn product gebruikt. Dat kan alleen uw organisatie vertellen.",
        "A supplier does not know how you use its product. Only your organisation can tell that.",
    ),
    method=_METHOD,
    check=check_template,
    examples=(
        Example(
            shown=Text("95% gelijk aan een sjabloon", "95% the same as a template"),
            values={},
            finds=True,
            context={"alike": (Alike(0.95, "Slim Lezen", "Voorbeeldsoft", "t1", is_template=True),)},
        ),
        Example(
            shown=Text("Alleen gelijk aan een andere beschrijving", "The same as another entry only"),
            values={},
            finds=False,
            context={"alike": (Alike(0.95, "Chatbot", "Gemeente Elders", "A1"),)},
        ),
    ),
)
_SAME = SameProduct("Slim Lezen", {"Impactvolle algoritmes": 3, "Overige algoritmes": 5})
CATEGORY_RULE = Rule(
    code="category_differs",
    title=Text("Zelfde product, andere categorie", "Same product, another category"),
    why=Text(
        "Hetzelfde product kan in het ene gebruik zwaarder wegen dan in het andere. Zonder uitleg lijkt het een fout.",
        "The same product may weigh more in one use than in another. Without an explanation it looks like a mistake.",
    ),
    method=Text(
        "We tellen in welke categorie andere organisaties dit product publiceren. Kiest ten minste een kwart van hen"
        " een andere, dan melden we dat.",
        "We count in which category other organisations publish this product. When at least a quarter of them chose"
        " another, we say so.",
    ),
    check=check_category,
    examples=(
        Example(
            shown=Text(
                "Overig; elders 3 keer impactvol en 5 keer overig",
                "Other; elsewhere 3 times impactful and 5 times other",
            ),
            values={CATEGORY: "Overige algoritmes"},
            finds=True,
            context={"same_product": _SAME},
        ),
        Example(
            shown=Text("Overig; elders 8 keer overig", "Other; elsewhere 8 times other"),
            values={CATEGORY: "Overige algoritmes"},
            finds=False,
            context={"same_product": SameProduct("Slim Lezen", {"Overige algoritmes": 8})},
        ),
        Example(
            shown=Text("Niemand anders publiceert het product", "Nobody else publishes the product"),
            values={CATEGORY: "Overige algoritmes"},
            finds=False,
            context={"same_product": SameProduct("Slim Lezen", {})},
        ),
    ),
)

DERIVED_CATEGORY_RULE = Rule(
    code="category_from_facts",
    title=Text("Andere categorie dan uit de feiten volgt", "Another category than follows from the facts"),
    why=Text(
        "Wie de feiten kent, komt op een andere categorie uit. Dan klopt de categorie niet, of een feit.",
        "Whoever knows the facts arrives at another category. Then the category is wrong, or a fact is.",
    ),
    method=Text(
        "We leiden de categorie af uit de feiten van het dossier: hoog risico volgens de AI-verordening, anders een rol"
        " in besluiten over mensen of bedrijven, anders overig. Is er te weinig bekend, dan melden we niets.",
        "We derive the category from the facts of the dossier: high risk by the AI Act, else a part in decisions about"
        " people or businesses, else other. When too little is known, we say nothing.",
    ),
    check=check_derived_category,
    examples=(
        Example(
            shown=Text(
                "Overig, en uit de feiten volgt impactvol", "Other, and impactful follows from the facts"
            ),
            values={CATEGORY: "Overige algoritmes"},
            finds=True,
            context={"derived_category": "Impactvolle algoritmes"},
        ),
        Example(
            shown=Text("Dezelfde als uit de feiten volgt", "The same as follows from the facts"),
            values={CATEGORY: "Overige algoritmes"},
            finds=False,
            context={"derived_category": "Overige algoritmes"},
        ),
    ),
)
