"""What both parsers of PyYAML say of a text that is no YAML, in words."""

import pytest
import yaml

from waarborg.adapters.content_files.yaml_files import StrictLoader
from waarborg.adapters.content_files.yaml_words import explain


def read(text: str, loader: type[yaml.SafeLoader]) -> yaml.YAMLError:
    with pytest.raises(yaml.YAMLError) as caught:
        yaml.load(text, Loader=loader)
    return caught.value


@pytest.mark.parametrize(
    ("text", "nl", "en"),
    [
        ("a: b: c", "hier kan geen dubbele punt staan", "a colon cannot stand here"),
        ("a: - b", "hier kan geen lijst beginnen", "a list cannot begin here"),
        ("a:\n- b\nc", "op regel 3 ontbreekt een dubbele punt achter een sleutel", "a colon is missing after a key on line 3"),
        ("a: 1\nb: 'x", "het aanhalingsteken van regel 2 wordt niet gesloten", "the quote of line 2 is not closed"),
        ("a:\n  [1, 2", "de lijst tussen [ en ] van regel 2 is niet af", "the list between [ and ] of line 2 is not complete"),
        ("a: {b: 1]", "de groep tussen { en } van regel 1 is niet af", "the group between { and } of line 1 is not complete"),
        ("- a\nb: c", "deze regel hoort niet bij de lijst erboven", "this line does not belong to the list above it"),
        ("a:\n  b: 1\n c: 2", "deze regel past niet bij de regels erboven", "this line does not fit the lines above it"),
        ("a: 'b' c", "deze regel past niet bij de regels erboven", "this line does not fit the lines above it"),
        ("a: @x", "een waarde kan niet met dit teken beginnen", "a value cannot begin with this sign"),
        ('a: "\\z"', "achter een \\ staat een teken dat daar niet kan", "a sign stands after a \\ that cannot stand there"),
        ('a: "\\uzz"', "deze code achter een \\ is geen teken", "this code after a \\ is no sign"),
        ("a: *", "achter de & of * ontbreekt een naam", "a name is missing after the & or *"),
        ("a: |x\n b", "achter dit teken kan niets staan", "nothing can stand after this sign"),
        ("a: [,]", "hier ontbreekt een waarde", "a value is missing here"),
        ("a: 1\n---\nb: 1", "hier begint een tweede document", "a second document begins here"),
        ("'a' 'b'", "hier staat iets dat nergens bij hoort", "here is something that belongs to nothing"),
        ("<<: 1", "achter << hoort een groep met sleutels", "a group of keys belongs after <<"),
        ("x: \x01", "hier staat een teken dat niet te zien is", "here is a character that cannot be seen"),
        ("a: !<x", "dit teken heeft een bijzondere betekenis in YAML", "this sign has a special meaning in YAML"),
        ("a: !x b", "dit teken heeft een bijzondere betekenis in YAML", "this sign has a special meaning in YAML"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
def test_what_a_parser_says_has_words(loader: type[yaml.SafeLoader], text: str, nl: str, en: str) -> None:
    says, remedy = explain(read(text, loader))
    assert says.nl == f"Dit is geen geldige YAML: {nl}."
    assert says.en == f"This is no valid YAML: {en}."
    assert remedy.nl != remedy.en


@pytest.mark.parametrize(
    ("text", "en"),
    [
        ("a: 1\nb: 2\na: 3", "the key 'a' is written twice, first on line 1"),
        ("? [a]\n: b", "a key is one word, not a list or a group"),
        ("a: 0x_", "this number cannot be read"),
    ],
)
def test_what_our_own_reader_refuses_has_words(text: str, en: str) -> None:
    says, _remedy = explain(read(text, StrictLoader))
    assert says.en == f"This is no valid YAML: {en}."


def test_what_has_no_words_of_its_own_is_told_in_general() -> None:
    says, remedy = explain(yaml.YAMLError("something new"))
    assert says.nl == "Dit is geen geldige YAML: de schrijfwijze klopt hier niet."
    assert remedy.en.startswith("Correct the text at that place")
