"""How a Word document looks: fonts, sizes, colours, the page; and the language in which it is read aloud."""

from collections.abc import Mapping
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

ACCENT, QUIET, LINK = RGBColor(0x1D, 0x3C, 0x5A), RGBColor(0x4B, 0x57, 0x62), RGBColor(0x0B, 0x53, 0x94)
HAIRLINE, SHADE = "C9D0D6", "F3F5F7"
SIDE, FULL = Cm(2.3), Cm(21 - 2 * 2.3)
#: Styles that Word does not have by itself, in the file that python-docx begins with.
NOTE, CELL, HYPERLINK = "Note", "Table Text", "Hyperlink"
QUESTION, REMARK = "Question", "Remark"
CONTENTS_HEADING, CONTENTS_LINE = "TOC Heading", "toc {level}"
_FONT = "Calibri"
_SIZES: Mapping[str, float] = {
    "Title": 24, "Subtitle": 13, "Heading 1": 15, "Heading 2": 12.5, "Heading 3": 11, "Caption": 9.5,
}  # fmt: skip
_QUIET_STYLES = ("Subtitle", "Caption")


def make_element(name: str, /, **attributes: str) -> Any:
    """Return an element of WordprocessingML with attributes."""
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def set_language(word: WordDocument, locale: str) -> None:
    """Say in which language everything is, and let Word divide its words at the end of a line."""
    settings = word.settings.element
    for root, name in ((word.styles.element, "w:lang"), (settings, "w:themeFontLang")):
        for found in root.iter(qn(name)):
            found.set(qn("w:val"), locale)
    for found in settings.iter(qn("w:compatSetting")):
        if found.get(qn("w:name")) == "compatibilityMode":
            found.set(qn("w:val"), "15")  # that of Word since 2013; an older one opens with a warning
    settings.find(qn("w:defaultTabStop")).addnext(make_element("autoHyphenation", val="1"))


def set_styles(word: WordDocument) -> None:
    """Make the styles calm, and add those that are missing."""
    styles = word.styles
    normal = styles["Normal"]
    _set_font(normal, size=10.5)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(7), 1.15
    for name, size in _SIZES.items():
        is_quiet = name in _QUIET_STYLES
        _set_font(styles[name], size=size)
        styles[name].font.color.rgb = QUIET if is_quiet else ACCENT
        styles[name].font.bold, styles[name].font.italic = not is_quiet, False
        _remove(styles[name].element, "w:pBdr")
        _remove(styles[name].element.rPr, "w:spacing")
    caption = styles["Caption"].paragraph_format
    caption.keep_with_next, caption.space_before, caption.space_after = True, Pt(8), Pt(4)
    cell = styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style, cell.font.size = normal, Pt(9.5)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
    cell.paragraph_format.line_spacing = 1
    _add_note_style(word)
    _add_question_styles(word)
    link = styles.add_style(HYPERLINK, WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.color.rgb, link.font.underline = LINK, True


def _add_note_style(word: WordDocument) -> None:
    note = word.styles.add_style(NOTE, WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = word.styles["Normal"]
    note.paragraph_format.left_indent = Cm(0.4)
    note.paragraph_format.space_before = note.paragraph_format.space_after = Pt(10)
    frame = make_element("pBdr")
    frame.append(make_element("left", val="single", sz="18", space="8", color=str(ACCENT)))
    spacing = note.element.pPr.find(qn("w:spacing"))
    spacing.addprevious(frame)
    spacing.addprevious(make_element("shd", val="clear", color="auto", fill=SHADE))


def _add_question_styles(word: WordDocument) -> None:
    question = word.styles.add_style(QUESTION, WD_STYLE_TYPE.PARAGRAPH)
    question.base_style, question.font.bold, question.font.color.rgb = word.styles["Normal"], True, ACCENT
    room = question.paragraph_format
    room.keep_with_next, room.space_before, room.space_after = True, Pt(10), Pt(3)
    remark = word.styles.add_style(REMARK, WD_STYLE_TYPE.PARAGRAPH)
    remark.base_style, remark.font.size, remark.font.color.rgb = word.styles["Normal"], Pt(9), QUIET


def add_contents_styles(word: WordDocument, levels: int) -> None:
    """Add the styles of a list of contents, under the names that Word knows them by."""
    heading = word.styles[CONTENTS_HEADING]
    _set_font(heading, size=_SIZES["Heading 1"])
    heading.font.color.rgb, heading.font.bold = ACCENT, True
    for level in range(1, levels + 1):
        line = word.styles.add_style(CONTENTS_LINE.format(level=level), WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        line.base_style = word.styles["Normal"]
        line.paragraph_format.left_indent, line.paragraph_format.space_after = Cm(0.5 * (level - 1)), Pt(3)


def _remove(root: Any, name: str) -> None:
    for found in list(root.iter(qn(name))):
        found.getparent().remove(found)


def _set_font(style: Any, *, size: float) -> None:
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()  # a font of the theme would go before the one that is named
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), _FONT)
    style.font.size = Pt(size)


def set_page(word: WordDocument, footer: str, page: str, of: str) -> None:
    """Make the page A4, with a footer that ends in the number of the page."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = SIDE
    section.top_margin = section.bottom_margin = Cm(2.4)
    line = section.footer.paragraphs[0]
    _remove(word.styles["Footer"].element, "w:tabs")
    line.paragraph_format.tab_stops.add_tab_stop(FULL, WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(f"{footer}\t{page} ")
    add_field(line, "PAGE")
    line.add_run(f" {of} ")
    add_field(line, "NUMPAGES")
    for run in line._p.iter(qn("w:r")):
        properties = run.get_or_add_rPr()
        properties.append(make_element("color", val=str(QUIET)))
        properties.append(make_element("sz", val="17"))


def add_field(paragraph: Any, instruction: str, shown: str = "1") -> None:
    """Add a field that Word keeps up to date; `shown` is what stands there until then."""
    field = make_element("fldSimple", instr=instruction)
    field.append(paragraph.add_run(shown)._r)
    paragraph._p.append(field)


def begin_field(paragraph: Any, instruction: str) -> None:
    """Begin a field of several paragraphs in front of what `paragraph` shows; somebody adds its end."""
    text = make_element("instrText")
    text.text = instruction
    begin = [
        make_element("fldChar", fldCharType="begin"),
        text,
        make_element("fldChar", fldCharType="separate"),
    ]
    for part in reversed(begin):
        run = make_element("r")
        run.append(part)
        paragraph._p.get_or_add_pPr().addnext(run)
