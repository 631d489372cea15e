"""Setting type on a cover: titles broken into good lines, and small spaced capitals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

from PIL import ImageFont

from cover_art.sheet import SCALE, Sheet

FONTS = Path("/usr/share/fonts/opentype")
GARAMOND = FONTS / "ebgaramond/EBGaramond12-Regular.otf"
GARAMOND_ITALIC = FONTS / "ebgaramond/EBGaramond12-Italic.otf"
PALATINO = FONTS / "urw-base35/P052-Bold.otf"
PALATINO_ITALIC = FONTS / "urw-base35/P052-Italic.otf"
BOOKMAN = FONTS / "urw-base35/URWBookman-Demi.otf"
BOOKMAN_ITALIC = FONTS / "urw-base35/URWBookman-LightItalic.otf"
GOTHIC = FONTS / "urw-base35/URWGothic-Demi.otf"
GOTHIC_BOOK = FONTS / "urw-base35/URWGothic-Book.otf"
GROTESQUE = FONTS / "inter/InterDisplay-Bold.otf"
GROTESQUE_MEDIUM = FONTS / "inter/InterDisplay-Medium.otf"

SMALL_WORDS = {"a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}


@dataclass(frozen=True)
class Setting:
    """A text broken into lines, with the font it is to be set in. Sizes are finished pixels."""

    lines: tuple[str, ...]
    font: ImageFont.FreeTypeFont
    size: float
    leading: float

    @property
    def height(self) -> float:
        return self.size * (0.74 + (len(self.lines) - 1) * self.leading)


def curly(text: str) -> str:
    """Turn typewriter quotes into printers' quotes."""
    text = re.sub(r"(^|\s)'", "\\1\N{LEFT SINGLE QUOTATION MARK}", text)
    return text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def fit(
    text: str, face: Path, *, width: float, height: float, largest: float, leading: float = 1.02
) -> Setting:
    """Return the line breaks and the size that fill a box best. A `|` forces a break."""
    best: tuple[float, Setting] | None = None
    for lines in _breaks(curly(text)):
        setting = _largest_that_fits(lines, face, width, height, largest, leading)
        score = setting.size * _evenness(setting) * 0.86 ** _hanging_words(lines)
        if best is None or score > best[0]:
            best = (score, setting)
    if best is None:
        raise ValueError("There is no text to set.")
    return best[1]


def _breaks(text: str) -> Iterator[tuple[str, ...]]:
    if "|" in text:
        yield tuple(text.split("|"))
        return
    words = text.split()
    for count in range(min(len(words), 7)):
        for cuts in combinations(range(1, len(words)), count):
            edges = (0, *cuts, len(words))
            yield tuple(" ".join(words[start:end]) for start, end in pairwise(edges))


def _largest_that_fits(
    lines: tuple[str, ...], face: Path, width: float, height: float, largest: float, leading: float
) -> Setting:
    measure = ImageFont.truetype(str(face), 100)
    widest = max(measure.getlength(line) for line in lines) / 100
    tall = 0.74 + (len(lines) - 1) * leading
    size = min(largest, width / widest, height / tall)
    return Setting(lines, ImageFont.truetype(str(face), round(size * SCALE)), size, leading)


def _evenness(setting: Setting) -> float:
    widths = [setting.font.getlength(line) for line in setting.lines]
    return 0.8 + 0.2 * min(widths) / max(widths)


def _hanging_words(lines: tuple[str, ...]) -> int:
    return sum(line.split()[-1].lower() in SMALL_WORDS for line in lines[:-1])


def write(
    sheet: Sheet,
    setting: Setting,
    left: float,
    top: float,
    color: str,
    *,
    across: float | None = None,
    weight: float = 0,
) -> float:
    """Write the lines, centred if a width to centre in is given; return where they end.

    The weight thickens every stroke by so many pixels, for faces without a complete bold.
    """
    baseline = top + setting.size * 0.72
    for line in setting.lines:
        x = left if across is None else left + (across - setting.font.getlength(line) / SCALE) / 2
        sheet.pen.text(
            (x * SCALE, baseline * SCALE),
            line,
            font=setting.font,
            fill=color,
            anchor="ls",
            stroke_width=weight * SCALE / 2,
        )
        baseline += setting.size * setting.leading
    return top + setting.height


def write_spaced(
    sheet: Sheet,
    text: str,
    face: Path,
    size: float,
    left: float,
    top: float,
    color: str,
    *,
    across: float | None = None,
    right: float | None = None,
    tracking: float = 0.12,
) -> None:
    """Write one line of letterspaced text, made smaller where it would not fit.

    It starts at the left, or is centred in the width across, or ends at the right.
    """
    text = curly(text)
    room = across if across is not None else sheet.width - 2 * left
    while (span := _spaced_width(text, face, size, tracking)) > room:
        size -= 0.5
    font = ImageFont.truetype(str(face), round(size * SCALE))
    x = left if across is None else left + (across - span) / 2
    x = x if right is None else right - span
    for letter in text:
        sheet.pen.text(
            (x * SCALE, (top + size * 0.72) * SCALE), letter, font=font, fill=color, anchor="ls"
        )
        x += font.getlength(letter) / SCALE + size * tracking


def _spaced_width(text: str, face: Path, size: float, tracking: float) -> float:
    font = ImageFont.truetype(str(face), 100)
    return sum(font.getlength(letter) for letter in text) / 100 * size + size * tracking * (
        len(text) - 1
    )
