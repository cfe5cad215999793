"""Cleaning markup: what stays, what goes, and that nothing that was said is lost."""

import pytest

from waarborg.adapters.markup import MAX_TAGS, clean


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("", ""),
        ("  \n ", ""),
        ("Een regel", "<p>Een regel</p>"),
        ("a\nb\r\n\r\nc", "<p>a<br>b</p><p>c</p>"),
        ("3 < 4 & 5 > 4", "<p>3 &lt; 4 &amp; 5 &gt; 4</p>"),
        ("R&amp;D", "<p>R&amp;D</p>"),
        ("Beste <naam>", "<p>Beste &lt;naam&gt;</p>"),
        ("<p>Beste <naam></p>", "<p>Beste &lt;naam&gt;</p>"),
        ("<p class='x' onclick='y()'>a</p>", "<p>a</p>"),
        ("<b>vet</b> en <i>schuin</i>", "<p>vet en schuin</p>"),
        ("<script>alert(1)</script><p>a</p>", "<p>a</p>"),
        ("<style>p{}</style>a", "<p>a</p>"),
        ("<h2>Kop</h2><p>a</p>", "<div>Kop</div><p>a</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ('<p><a href="https://wet.example/1">de wet</a></p>', "<p>de wet (https://wet.example/1)</p>"),
        ('<p><a href="https://wet.example">https://wet.example</a></p>', "<p>https://wet.example</p>"),
        ('<p><a href="javascript:x()">de wet</a></p>', "<p>de wet</p>"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "<div><div> a  b </div></div>"),
        ("<!-- weg --><p>a</p>", "<p>a</p>"),
        ("<svg onload=alert(1)>", ""),
        ("<p>a", "<p>a</p>"),
    ],
)
def test_markup_is_cleaned(given: str, cleaned: str) -> None:
    assert clean(given) == cleaned
    assert clean(cleaned) == cleaned


def test_absurd_nesting_is_reduced_to_its_text() -> None:
    assert clean("<div>" * (MAX_TAGS + 1) + "a") == "<p>a</p>"
