"""One HTML file with a form in it: no address outside is asked for anything, and no other script can run in it."""

import base64
import hashlib
import html
import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from waarborg.adapters.form_files.answers_file import AnswersFile, describe
from waarborg.adapters.form_files.offline.definition import Around, describe_form
from waarborg.adapters.form_files.offline.words import NO_SCRIPT, list_words
from waarborg.core.forms.forms import Form

#: What runs in the browser.
_FOLDER = "browser"
#: The scripts of the page, in the order in which they rest on each other.
SCRIPTS = (
    "values",
    "law",
    "reading",
    "building",
    "writing",
    "keeping",
    "answers",
    "fields",
    "questions",
    "start",
)
FORM_BLOCK, ANSWERS_BLOCK = "waarborg-form", "waarborg-answers"
_PAGE = """<!doctype html>
<html lang="{language}" data-own><head data-own><meta charset="utf-8" data-own>
<meta http-equiv="Content-Security-Policy" content="{policy}" data-own>
<meta name="viewport" content="width=device-width, initial-scale=1" data-own>
<meta name="referrer" content="no-referrer" data-own>
<meta name="robots" content="noindex" data-own>
<title data-own>{title}</title>
<style data-own>{style}</style></head>
<body data-own><noscript data-own><p>{no_script}</p></noscript><div id="app" data-own></div>
<script type="application/json" id="{form_block}" data-own>{form}</script>
<script type="application/json" id="{answers_block}" data-own>{answers}</script>
<script data-own>{script}</script>
</body></html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Whose file it is, and where it goes. by: the name of who downloads. until: the day on or before which it had
    best be back. back: the address where it is brought back. file: its name, without what follows the point."""

    organisation: str
    algorithm: str
    by: str
    made_on: date
    until: date
    back: str
    file: str


def write_page(form: Form, answers: AnswersFile, around: Around, cover: Cover, *, language: str) -> bytes:
    """Return the form with its answers as one HTML file in UTF-8. The same gives the same bytes.

    answers: with what makes them come back: `offline` and the numbers of `bases`. language: `nl` or `en`.
    """
    title = form.title.in_language(language)
    form_block = {
        "form": describe_form(form, around, on=cover.made_on, language=language),
        "cover": {
            "title": title,
            "short": form.short,
            "version": form.version,
            "organisation": cover.organisation,
            "algorithm": cover.algorithm,
            "by": cover.by,
            "made_at": cover.made_on.isoformat(),
            "until": cover.until.isoformat(),
            "back": cover.back,
            "file": cover.file,
        },
        "words": list_words(language),
    }
    page = _PAGE.format(
        language=language,
        policy=make_policy(),
        title=html.escape(title),
        style=read_style(),
        no_script=html.escape(NO_SCRIPT.in_language(language)),
        form_block=FORM_BLOCK,
        answers_block=ANSWERS_BLOCK,
        form=write_block(form_block),
        answers=write_block(describe(answers)),
        script=read_script(),
    )
    return page.encode()


def write_block(document: object) -> str:
    """Return JSON in which no sign can end the element of a page in which it stands."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def make_policy() -> str:
    """Return what a browser allows the page: its own script and its own looks, by their digests, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_digest(read_script())}'",
            f"style-src '{_digest(read_style())}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def read_script(*names: str) -> str:
    """Return the script of the page; with names, only those parts of it, to try them apart."""
    folder = files(__package__).joinpath(_FOLDER)
    parts = [folder.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in names or SCRIPTS]
    # Within braces, so that nothing of it is seen outside.
    return "".join(parts) if names else '"use strict";\n{\n' + "".join(parts) + "}\n"


@cache
def read_style() -> str:
    """Return how the page looks."""
    return files(__package__).joinpath(_FOLDER, "offline.css").read_text(encoding="utf-8")
