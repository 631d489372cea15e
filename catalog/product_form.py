"""The forms a book is sold in, by the codes of ONIX list 150."""

from django.db import models


class ProductForm(models.TextChoices):
    """The codes of ONIX list 150 that a bookshop sells, named for readers."""

    AUDIO = "AA", "Audiobook"
    AUDIO_CASSETTE = "AB", "Audio cassette"
    AUDIO_CD = "AC", "Audio CD"
    AUDIO_DISC = "AE", "Audio disc"
    AUDIO_DOWNLOAD = "AJ", "Audiobook"
    AUDIO_PLAYER = "AK", "Audiobook player"
    AUDIO_RECORD = "AM", "LP"
    AUDIO_DOWNLOAD_AND_STREAM = "AN", "Audiobook"
    AUDIO_STREAM = "AO", "Audiobook (streamed)"
    OTHER_AUDIO = "AZ", "Audio"

    BOOK = "BA", "Book"
    HARDCOVER = "BB", "Hardcover"
    PAPERBACK = "BC", "Paperback"
    LOOSE_LEAF = "BD", "Loose-leaf"
    SPIRAL_BOUND = "BE", "Spiral bound"
    PAMPHLET = "BF", "Pamphlet"
    LEATHER = "BG", "Leather"
    BOARD_BOOK = "BH", "Board book"
    RAG_BOOK = "BI", "Rag book"
    BATH_BOOK = "BJ", "Bath book"
    NOVELTY_BOOK = "BK", "Novelty book"
    SLIDE_BOUND = "BL", "Slide bound"
    BIG_BOOK = "BM", "Big book"
    PART_WORK = "BN", "Part-work"
    FOLD_OUT_BOOK = "BO", "Fold-out book"
    FOAM_BOOK = "BP", "Foam book"
    OTHER_BOOK = "BZ", "Other book format"

    SHEET_MAP = "CA", "Map"
    FOLDED_MAP = "CB", "Folded map"
    FLAT_MAP = "CC", "Flat map"
    ROLLED_MAP = "CD", "Rolled map"

    CD_ROM = "DB", "CD-ROM"
    DVD_ROM = "DI", "DVD-ROM"
    DIGITAL = "EA", "eBook"
    DIGITAL_DOWNLOAD_AND_ONLINE = "EB", "eBook"
    DIGITAL_ONLINE = "EC", "eBook (online)"
    DIGITAL_DOWNLOAD = "ED", "eBook"

    PRINTED_ITEM = "PA", "Printed item"
    ADDRESS_BOOK = "PB", "Address book"
    CALENDAR = "PC", "Calendar"
    CARDS = "PD", "Cards"
    DIARY = "PF", "Diary"
    SHEET_MUSIC = "PI", "Sheet music"
    POSTCARD_BOOK = "PJ", "Postcard book"
    POSTER = "PK", "Poster"
    WALLCHART = "PO", "Wallchart"
    NOTEBOOK = "PR", "Notebook"
    OTHER_PRINTED_ITEM = "PZ", "Other printed item"

    SET = "SA", "Set"
    BOXED_SET = "SB", "Boxed set"
    SLIPCASED_SET = "SC", "Slipcased set"

    @property
    def medium(self) -> str:
        """Print, Digital or Audio; Mixed for sets, whose parts ONIX codes one by one."""
        return _MEDIUM_BY_FIRST_LETTER[self.value[0]]

    @property
    def format_label(self) -> str:
        """The format as the page names it: "Paperback (Print)", "eBook", "Audio CD" (ID-2).

        Only print says its medium; the other names say it themselves.
        """
        return f"{self.label} (Print)" if self.medium == "Print" else str(self.label)


_MEDIUM_BY_FIRST_LETTER = {
    "A": "Audio",
    "B": "Print",
    "C": "Print",
    "D": "Digital",
    "E": "Digital",
    "P": "Print",
    "S": "Mixed",
}


def parse(code: str) -> ProductForm:
    """Return the form for a code of ONIX list 150; ValueError, in words, for any other text."""
    try:
        return ProductForm(code.strip())
    except ValueError as error:
        raise ValueError(
            f"The product form {code!r} is not one this shop sells. "
            "Use a code of ONIX list 150, such as BB (hardback), BC (paperback) or ED (eBook)."
        ) from error
