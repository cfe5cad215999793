"""The part of an address that says where an assessment stands: at an algorithm, or at an organisation."""

from django.urls import register_converter

ALGORITHMS, ORGANISATIONS = "algoritmen/", "organisaties/"


class Home:
    """`algoritmen/` with a public id, or `organisaties/` with a code; in Python the id, or `@` and the code."""

    regex = f"(?:{ALGORITHMS}|{ORGANISATIONS})[^/@]+"

    def to_python(self, text: str) -> str:
        """Read the part of an address."""
        if text.startswith(ORGANISATIONS):
            return f"@{text.removeprefix(ORGANISATIONS)}"
        return text.removeprefix(ALGORITHMS)

    def to_url(self, home: str) -> str:
        """Write the part of an address."""
        if home.startswith("@"):
            return f"{ORGANISATIONS}{home[1:]}"
        return f"{ALGORITHMS}{home}"


register_converter(Home, "home")

#: The address of one assessment, on which those of all its pages begin.
ONE = "<home:public_id>/toetsen/<int:number>"
