"""The forms a book is sold in, by the codes of ONIX list 150."""

import re

from django.db import models


class ProductForm(models.TextChoices):
    """The codes of ONIX list 150 that a bookshop sells, named for readers."""

    AUDIO = "AA", "Audiobook"
    AUDIO_CASSETTE = "AB", "Audio cassette"
    AUDIO_CD = "AC", "Audio CD"
    AUDIO_DAT = "AD", "Digital audio tape"
    AUDIO_DISC = "AE", "Audio disc"
    AUDIO_TAPE = "AF", "Audio tape"
    AUDIO_MINIDISC = "AG", "MiniDisc"
    AUDIO_CD_EXTRA = "AH", "CD-Extra"
    AUDIO_DVD = "AI", "DVD Audio"
    AUDIO_DOWNLOAD = "AJ", "Audiobook"
    AUDIO_PLAYER = "AK", "Audiobook player"
    AUDIO_CARD = "AL", "Audiobook on a memory card"
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
    GLOBE = "CE", "Globe"
    OTHER_MAP = "CZ", "Other cartographic format"

    DIGITAL_CARRIER = "DA", "Digital, on a carrier"
    CD_ROM = "DB", "CD-ROM"
    CD_I = "DC", "CD-I"
    DISKETTE = "DF", "Diskette"
    DVD_ROM = "DI", "DVD-ROM"
    SD_CARD = "DJ", "SD card"
    COMPACT_FLASH = "DK", "CompactFlash card"
    MEMORY_STICK = "DL", "Memory Stick"
    USB_STICK = "DM", "USB stick"
    CD_AND_DVD = "DN", "CD and DVD in one"
    BLU_RAY_ROM = "DO", "Blu-ray disc with data"
    OTHER_DIGITAL_CARRIER = "DZ", "Other digital carrier"
    DIGITAL = "EA", "eBook"
    DIGITAL_DOWNLOAD_AND_ONLINE = "EB", "eBook"
    DIGITAL_ONLINE = "EC", "eBook (online)"
    DIGITAL_DOWNLOAD = "ED", "eBook"

    PRINTED_ITEM = "PA", "Printed item"
    ADDRESS_BOOK = "PB", "Address book"
    CALENDAR = "PC", "Calendar"
    CARDS = "PD", "Cards"
    COPYMASTERS = "PE", "Copymasters"
    DIARY = "PF", "Diary"
    FRIEZE = "PG", "Frieze"
    KIT = "PH", "Kit"
    SHEET_MUSIC = "PI", "Sheet music"
    POSTCARD_BOOK = "PJ", "Postcard book"
    POSTER = "PK", "Poster"
    RECORD_BOOK = "PL", "Record book"
    WALLET = "PM", "Wallet or folder"
    PICTURES = "PN", "Pictures"
    WALLCHART = "PO", "Wallchart"
    STICKERS = "PP", "Stickers"
    PLATE = "PQ", "Plate"
    NOTEBOOK = "PR", "Notebook"
    ORGANIZER = "PS", "Organizer"
    BOOKMARK = "PT", "Bookmark"
    LEAFLET = "PU", "Leaflet"
    BOOK_PLATES = "PV", "Book plates"
    OTHER_PRINTED_ITEM = "PZ", "Other printed item"

    SET = "SA", "Set"
    BOXED_SET = "SB", "Boxed set"
    SLIPCASED_SET = "SC", "Slipcased set"
    SHRINK_WRAPPED_SET = "SD", "Shrink-wrapped set"
    LOOSE_SET = "SE", "Loose set"
    SET_IN_A_PART = "SF", "Set, enclosed in one of its parts"
    DIGITAL_SET = "SG", "Digital set"

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

# What a code not known here is sold as, by its first letter; goods of other letters, such as toys,
# videos and what stands on a counter, are not sold.
_GENERAL_FORMS = {form[0]: ProductForm(form) for form in ("AZ", "BZ", "CZ", "DZ", "EA", "PZ", "SA")}


def general(code: str) -> ProductForm | None:
    """Return the form that stands for all of a code's first letter; None for what is not sold.

    Issues of list 150 to come will have more codes, with the letters of today.
    """
    return _GENERAL_FORMS.get(code[:1]) if re.fullmatch("[A-Z][A-Z0-9]", code) else None


def parse(code: str) -> ProductForm:
    """Return the form for a code of ONIX list 150; ValueError, in words, for any other text."""
    try:
        return ProductForm(code.strip())
    except ValueError as error:
        raise ValueError(
            f"The product form {code!r} is not one this shop sells. "
            "Use a code of ONIX list 150, such as BB (hardback), BC (paperback) or ED (eBook)."
        ) from error
