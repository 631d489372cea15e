"""How the covers of each publisher are laid out: where the picture goes, and what type is used."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from cover_art import lettering
from cover_art.designs import Design
from cover_art.sheet import SCALE, Palette, Sheet

LONGEST_SUBTITLE = 48


@dataclass(frozen=True)
class Book:
    """What is printed on one cover, and the file that it goes to."""

    title: str
    subtitle: str
    authors: str
    credit: str
    publisher: str
    imprint: str
    file: Path


def saltgrass(book: Book, design: Design, inks: Palette) -> Sheet:
    """Saltgrass House: round sans capitals on the sky, the drawing runs off three edges."""
    sheet = Sheet(600, 900, inks.ground)
    _place(sheet, design, inks, (0, 320, 600, 580))
    ink = _readable(inks)
    lettering.write_spaced(sheet, book.authors.upper(), lettering.GOTHIC_BOOK, 24, 44, 52, ink)
    lettering.write_spaced(
        sheet, book.imprint, lettering.GOTHIC, 13, 44, 58, ink, right=556, tracking=0.04
    )
    sheet.rectangle(44, 92, 556, 96, inks.accent)
    if design.emphasis:
        _write_long_title(sheet, book, design.emphasis, inks)
    else:
        title = lettering.fit(
            design.shown_title or book.title,
            lettering.GOTHIC,
            width=512,
            height=196,
            largest=116,
            leading=1.04,
        )
        bottom = lettering.write(sheet, title, 42, 124, ink)
        _write_subtitle(sheet, book, lettering.GOTHIC_BOOK, 44, bottom + 24, ink)
    return sheet


def _write_long_title(sheet: Sheet, book: Book, emphasis: str, inks: Palette) -> None:
    before, after = book.title.split(emphasis)
    ink = _readable(inks)
    opening = lettering.fit(
        before, lettering.GOTHIC_BOOK, width=512, height=64, largest=29, leading=1.2
    )
    bottom = lettering.write(sheet, opening, 44, 120, ink)
    name = lettering.fit(
        emphasis.replace(" ", "|"), lettering.GOTHIC, width=512, height=170, largest=106
    )
    bottom = lettering.write(sheet, name, 42, bottom + 26, inks.accent)
    closing = lettering.fit(
        after.strip(" ,"), lettering.GOTHIC_BOOK, width=512, height=40, largest=29
    )
    lettering.write(sheet, closing, 44, bottom + 26, ink)


def candlewharf(book: Book, design: Design, inks: Palette) -> Sheet:
    """Candlewharf Classics: the drawing fills the page behind a ruled label."""
    sheet = Sheet(600, 916, inks.ground)
    _place(sheet, design, inks, (0, 0, 600, 916))
    sheet.rectangle(58, 66, 542, 376, inks.light)
    _frame(sheet, 70, 78, 530, 364, 3, inks.deep)
    _frame(sheet, 77, 85, 523, 357, 1.2, inks.deep)
    name = lettering.curly(book.authors)
    lettering.write_spaced(
        sheet, name, lettering.GARAMOND_ITALIC, 34, 90, 114, inks.deep, across=420, tracking=0.01
    )
    title = lettering.fit(
        design.shown_title or book.title,
        lettering.GARAMOND,
        width=408,
        height=136,
        largest=84,
        leading=0.96,
    )
    room = 150 if book.subtitle else 172
    lettering.write(
        sheet, title, 90, 162 + (room - title.height) / 2, inks.deep, across=420, weight=1.4
    )
    if book.subtitle:
        lettering.write_spaced(
            sheet,
            book.subtitle,
            lettering.GARAMOND_ITALIC,
            25,
            90,
            320,
            inks.deep,
            across=420,
            tracking=0.01,
        )
    return sheet


def tern_street(book: Book, design: Design, inks: Palette) -> Sheet:
    """Tern Street Books: a picture above, a quiet panel of type below."""
    sheet = Sheet(620, 920, inks.light)
    _place(sheet, design, inks, (0, 0, 620, 572))
    sheet.rectangle(0, 572, 620, 582, inks.accent)
    extra = 48 if _fits(book.subtitle) else 0
    title = lettering.fit(
        design.shown_title or book.title,
        lettering.PALATINO,
        width=532,
        height=146 - extra,
        largest=88,
        leading=1.0,
    )
    top = 606 + (164 - extra - title.height) / 2
    bottom = lettering.write(sheet, title, 44, top, inks.deep, across=532)
    if extra:
        lettering.write_spaced(
            sheet,
            book.subtitle,
            lettering.PALATINO_ITALIC,
            26,
            44,
            bottom + 30,
            inks.deep,
            across=532,
            tracking=0.01,
        )
    lettering.write_spaced(
        sheet,
        book.authors,
        lettering.PALATINO_ITALIC,
        33,
        44,
        796,
        inks.deep,
        across=532,
        tracking=0.0,
    )
    if book.credit:
        lettering.write_spaced(
            sheet,
            book.credit,
            lettering.PALATINO_ITALIC,
            20,
            44,
            838,
            inks.deep,
            across=532,
            tracking=0.01,
        )
    lettering.write_spaced(
        sheet,
        book.imprint.upper(),
        lettering.PALATINO,
        13,
        44,
        884,
        inks.deep,
        across=532,
        tracking=0.22,
    )
    return sheet


def quillet(book: Book, design: Design, inks: Palette) -> Sheet:
    """Quillet & Rowe: a plain grotesque, ranged left, over a square picture."""
    sheet = Sheet(600, 880, inks.ground)
    ink = _readable(inks)
    sheet.rectangle(40, 40, 560, 46, ink)
    room = 138 if _fits(book.subtitle) else 176
    title = lettering.fit(
        design.shown_title or book.title,
        lettering.GROTESQUE,
        width=520,
        height=room,
        largest=106,
        leading=0.98,
    )
    bottom = lettering.write(sheet, title, 37, 72, ink)
    _write_subtitle(sheet, book, lettering.GROTESQUE_MEDIUM, 40, bottom + 26, ink)
    lettering.write_spaced(
        sheet, book.authors, lettering.GROTESQUE_MEDIUM, 28, 40, 284, ink, tracking=0.0
    )
    _place(sheet, design, inks, (40, 326, 520, 500))
    lettering.write_spaced(
        sheet, book.credit, lettering.GROTESQUE_MEDIUM, 16, 40, 844, ink, tracking=0.0
    )
    lettering.write_spaced(
        sheet, book.imprint, lettering.GROTESQUE, 15, 40, 844, ink, right=560, tracking=0.02
    )
    return sheet


def ninth_orchard(book: Book, design: Design, inks: Palette) -> Sheet:
    """Ninth Orchard: a picture in an arched window, round friendly letters beneath."""
    sheet = Sheet(620, 900, inks.ground)
    window = (70, 62, 480, 500)
    _window(sheet, window, 16, inks.deep)
    _window(sheet, window, 9, inks.light)
    _place(sheet, design, inks, window, mask=_window_mask(window))
    ink = _readable(inks)
    title = lettering.fit(
        design.shown_title or book.title,
        lettering.BOOKMAN,
        width=520,
        height=132,
        largest=74,
        leading=1.06,
    )
    lettering.write(sheet, title, 50, 610 + (140 - title.height) / 2, ink, across=520)
    lettering.write_spaced(
        sheet, book.authors, lettering.BOOKMAN_ITALIC, 30, 50, 780, ink, across=520, tracking=0.0
    )
    if book.credit:
        lettering.write_spaced(
            sheet,
            book.credit,
            lettering.BOOKMAN_ITALIC,
            19,
            50,
            822,
            ink,
            across=520,
            tracking=0.0,
        )
    lettering.write_spaced(
        sheet, book.imprint, lettering.BOOKMAN, 14, 50, 864, ink, across=520, tracking=0.08
    )
    return sheet


Box = tuple[int, int, int, int]
House = Callable[[Book, Design, Palette], Sheet]
HOUSES: dict[str, House] = {
    "Saltgrass House": saltgrass,
    "Candlewharf Press": candlewharf,
    "Tern Street Books": tern_street,
    "Quillet & Rowe": quillet,
    "Ninth Orchard": ninth_orchard,
}


def _place(
    sheet: Sheet, design: Design, inks: Palette, box: Box, mask: Image.Image | None = None
) -> None:
    left, top, width, height = box
    drawing = Sheet(width, height, inks.ground)
    design.motif(drawing, inks)
    sheet.paste(drawing, left, top, mask)


def _window(sheet: Sheet, box: Box, margin: int, color: str) -> None:
    left, top, width, height = box
    radius = width / 2 + margin
    sheet.circle((left + width / 2, top + width / 2), radius, color)
    sheet.rectangle(
        left - margin, top + width / 2, left + width + margin, top + height + margin, color
    )


def _window_mask(box: Box) -> Image.Image:
    width, height = box[2] * SCALE, box[3] * SCALE
    mask = Image.new("L", (width, height), 0)
    pen = ImageDraw.Draw(mask)
    pen.ellipse((0, 0, width, width), fill=255)
    pen.rectangle((0, width // 2, width, height), fill=255)
    return mask


def _frame(
    sheet: Sheet, left: float, top: float, right: float, bottom: float, width: float, color: str
) -> None:
    sheet.line(
        [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], width, color
    )


def _write_subtitle(
    sheet: Sheet, book: Book, face: Path, left: float, top: float, color: str
) -> None:
    if _fits(book.subtitle):
        lettering.write_spaced(sheet, book.subtitle, face, 25, left, top, color, tracking=0.02)


def _fits(subtitle: str) -> bool:
    return 0 < len(subtitle) <= LONGEST_SUBTITLE


def _readable(inks: Palette) -> str:
    """Return the ink that stands out best on the ground."""
    red, green, blue = (int(inks.ground[i : i + 2], 16) for i in (1, 3, 5))
    bright = 0.299 * red + 0.587 * green + 0.114 * blue
    return inks.deep if bright > 128 else inks.light
