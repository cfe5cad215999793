"""The shape of a standard, addresses and the small readers beside conversion."""

import pytest

from waarborg.adapters.content_files.standards import load_standard
from waarborg.core.publication import listings, markup
from waarborg.core.publication.addresses import find_link_fault, is_link, is_mail_address
from waarborg.core.publication.conversion import convert
from waarborg.core.publication.problems import Problem, Severity
from waarborg.core.publication.rules import How, SourceField, SourceStandard
from waarborg.core.publication.standard import Choice, Field, Kind, Section, Standard, is_same_version
from waarborg.core.publication.wordings import fold
from waarborg.core.terms.text import Text

A = Text("a", "a")


def make(**parts: object) -> Field:
    return Field(**({"key": "a", "kind": Kind.TEXT, "label": A, "help": A, "section": "s"} | parts))  # type: ignore[arg-type] # parts are wrong on purpose


@pytest.mark.parametrize(
    ("parts", "fault"),
    [({"key": "a b"}, "is no key"), ({"max_length": 0}, "at least 1"), ({"kind": Kind.CHOICE}, "choices belong"),
     ({"choices": (Choice("a", A),)}, "choices belong"), ({"kind": Kind.GROUP}, "members belong"),
     ({"kind": Kind.CHOICE, "choices": (Choice("a", A), Choice("a", A))}, "written twice: a")],
)  # fmt: skip
def test_a_field_that_contradicts_itself_cannot_be_made(parts: dict[str, object], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        make(**parts)


def test_a_group_in_a_group_cannot_be_made() -> None:
    inner = make(kind=Kind.GROUP, members=(make(),))
    with pytest.raises(ValueError, match="group inside a group"):
        make(kind=Kind.GROUP, members=(inner,))


def test_a_choice_needs_a_value() -> None:
    with pytest.raises(ValueError, match="needs a value"):
        Choice(" ", A)


def test_a_standard_that_contradicts_itself_cannot_be_made() -> None:
    section = Section("s", A)
    with pytest.raises(ValueError, match="no section"):
        Standard("1.0", (section,), (make(section="x"),))
    with pytest.raises(ValueError, match="twice"):
        Standard("1.0", (section,), (make(), make()))
    source = SourceStandard("0.1", (SourceField(key="b", label=A, how=How.KEEP, to="b"),))
    with pytest.raises(ValueError, match="no field 'b'"):
        Standard("1.0", (section,), (make(),), (source,))


def test_fields_are_found_by_key() -> None:
    standard = load_standard()
    assert standard.get_field("name").label.nl == "Naam"
    assert standard.find_field("nee") is None
    with pytest.raises(KeyError, match="'nee'"):
        standard.get_field("nee")
    assert [field.key for field in standard.fields_of("general")][:2] == ["name", "description_short"]


@pytest.mark.parametrize(
    "parts",
    [{"how": How.KEEP}, {"how": How.NONE}, {"how": How.NONE, "to": "a"}, {"how": How.ASSESSMENT, "to": "a"},
     {"how": How.ASSESSMENT, "to": "a", "name": "x"}, {"how": How.DESCRIBE, "to": "a"}],
)  # fmt: skip
def test_a_rule_that_lacks_what_it_needs_cannot_be_made(parts: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="a: "):
        SourceField(**({"key": "a", "label": A} | parts))  # type: ignore[arg-type] # parts are wrong on purpose


def test_a_problem_has_a_code_and_a_field() -> None:
    with pytest.raises(ValueError, match="names its field"):
        Problem("x", Severity.ERROR, "", A, A)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [("1.0", "v1_0", True), ("0.4.0", "0.4", True), ("1", "1.0.0", True), ("0.1", "1.0", False)],
)
def test_versions_are_compared(left: str, right: str, same: bool) -> None:
    assert is_same_version(left, right) is same


def test_headings_in_another_language_are_refused() -> None:
    with pytest.raises(ValueError, match="'fy'"):
        convert({}, version="1.0", standard=load_standard(), language="fy")


def test_a_standard_without_version_field_gets_none() -> None:
    standard = Standard("1.0", (Section("s", A),), (make(),))
    converted = convert({"a": "x", "standard_version": "0.9"}, version="1.0", standard=standard)
    assert converted.values == {"a": "x"}
    assert converted.leftover == {}


@pytest.mark.parametrize(
    ("text", "fault"),
    [("https://voorbeeld.example", None), ("https://a b.example", "space"), ("mailto:a@b.example", "scheme"),
     ("http://[::1", "host"), ("https://voorbeeld.example:", "host"), ("https://voorbeeld.example:x", "host"),
     ("https://voorbeeld.example:0", "host"), ("https://a:b@c.example", "user"), ("https://1.2.3", "host"),
     ("https://" + "a" * 64 + ".example", "host"), ("https://a.b", "host"), ("https://[2001:db8::1]/", None)],
)  # fmt: skip
def test_a_link_says_what_is_wrong(text: str, fault: str | None) -> None:
    assert find_link_fault(text) == fault
    assert is_link(text) is (fault is None)


def test_a_mail_address_has_a_bound() -> None:
    assert is_mail_address("a@" + "b" * 60 + ".example")
    assert not is_mail_address("a" * 250 + "@b.example")


@pytest.mark.parametrize(
    ("html", "text"),
    [("a<br>b", "a\nb"), ("<p>a</p>\n\n<p>b  c</p>", "a\nb c"), ("  a\r\nb ", "a\nb"), ("<b>a</b>&eacute;", "aé"),
     ("<script>x</script>a<br>", "a"), ("<p>a<style>b", "a"), ("<p>x <y> z</p>", "x <y> z"),
     ("<!DOCTYPE html><p>a</p><!-- b --><!-- c", "a\n<!-- c"), ("<script/>a<br>", "a"), ("a &lt; b", "a &lt; b")],
)  # fmt: skip
def test_markup_says_its_text(html: str, text: str) -> None:
    assert markup.plain_text(html) == text


def test_texts_are_joined() -> None:
    assert markup.join() == ""
    assert markup.join("", "<p></p>", "a") == "a"
    assert markup.join("a\r\nb", "c") == "a\nb\n\nc"
    assert markup.join("a\n\nb", "<p>c</p>") == "<p>a</p><p>b</p><p>c</p>"


@pytest.mark.parametrize(
    ("text", "read"),
    [('{a,"b, c",d\\ }', None), ('{a,"b, c"}', ["a", "b, c"]), ("{}", []), ('{"a\\"b", c }', ['a"b', "c"]), ("{a{b}", None),
     ('{"a"b}', None), ('{"a}', None), ('["a", 1]', ["a", 1]), ("['a']", ["a"]), ("[a]", None), ("[1", None),
     ("(1,)", None), ("[" * 90_000 + "]", None), ("[" + "1," * 60_000 + "]", None),
     ("zomaar", None), ("{a}", ["a"]), ("{a,,b}", ["a", "b"])],
)  # fmt: skip
def test_lists_in_a_text_are_read(text: str, read: list[object] | None) -> None:
    assert listings.find_list(text) == read


@pytest.mark.parametrize(
    ("text", "row"),
    [("Wet,https://w.example", ("Wet", "https://w.example")), ("Wet www.w.example", ("Wet", "www.w.example")),
     ("Wet (https://w.example)", ("Wet (https://w.example)", "")), ("", ("", "")), (", ", (",", ""))],
)  # fmt: skip
def test_a_row_is_split_in_title_and_link(text: str, row: tuple[str, str]) -> None:
    found = listings.split_row(text)
    assert (found["title"], found["link"]) == row


@pytest.mark.parametrize(
    ("text", "folded"), [(" In  Gebruik. ", "in gebruik"), ("n.v.t.", "n.v.t"), ("...", "...")]
)
def test_wordings_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded
