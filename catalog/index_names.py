"""Names in the order of an index: people by their family names, bodies as they are called."""

from typing import Any

from catalog.folding import FoldedField
from catalog.name_parts import name_of


class IndexNameField(FoldedField):
    """A column that holds the folded name as an index has it: "austen jane"."""

    def __init__(
        self, *, sources: tuple[str, ...] = ("name", "name_inverted"), **kwargs: Any
    ) -> None:
        super().__init__(sources=sources, **kwargs)

    def joined(self, *texts: str) -> str:
        name, inverted = texts
        return name_of(name, inverted).index_form
