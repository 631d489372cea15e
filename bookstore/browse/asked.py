"""What the address of a page asks for, as far as the page knows it."""

from collections.abc import Container

from django.http import HttpRequest

from catalog.plain_text import without_control_characters

# As much of a word that is not understood as is said back.
_WORD_SHOWN = 30


class Asked:
    """Reads single values of an address and keeps those that nobody knows, to say so."""

    def __init__(self, request: HttpRequest) -> None:
        self._query = request.GET
        self.not_understood: list[str] = []

    def one(self, name: str, *, among: Container[str], usual: str = "") -> str:
        """Return the value of `?name=` where it is `among` what there is, else the usual one."""
        word = self._query.get(name, "")
        if word in among:
            return word
        if word:
            shown = without_control_characters(word)[:_WORD_SHOWN]
            self.not_understood.append(f"{name} “{shown}”")
        return usual
