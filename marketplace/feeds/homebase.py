"""HomeBase 2, which has tags of four letters; HomeBase 3 writes AbeBooks' tab files.

Source: the tags as FillZ's help page gives them.
"""

from marketplace.feeds.tagged import Cells, Tagged

_DELETE = "D"


def _is_gone(cells: Cells) -> bool:
    is_sold = cells.get("STAT", "").strip().lower() == "sold"
    return is_sold or cells.get("TRAN", "").strip().upper() == _DELETE


FORMAT = Tagged(
    name="homebase2",
    label="HomeBase 2",
    tags={
        "sku": "BOOK",
        "title": "TNAM",
        "author": "ANAM",
        "isbn": "ISBN",
        "price": "PRIC",
        "description": "DESC",
        "condition": "BOOC",
        "jacket": "JCKC",
        "signed": "SGNT",
    },
    is_gone=_is_gone,
)
