"""Covers seen out of doors: sea, hills, trees and fields.

Every motif fills the sheet it is given, and keeps what matters in the lower two thirds, because
some layouts lay a title plate over the top.
"""

import math

from cover_art.sheet import Palette, Point, Sheet, bezier, leaf, polar, wobble


def whale(sheet: Sheet, ink: Palette) -> None:
    """A whale's tail above the waves, and a very small boat."""
    width, height = sheet.width, sheet.height
    sheet.circle((width * 0.76, height * 0.24), width * 0.1, ink.accent)
    _fluke(sheet, width * 0.42, height * 0.18, width * 0.36, ink.light)
    _boat(sheet, width * 0.8, height * 0.645, ink)
    for row, color in enumerate((ink.figure, ink.deep, ink.figure, ink.deep, ink.figure)):
        _wave(sheet, height * (0.665 + row * 0.075), row * 0.5, color)


def _fluke(sheet: Sheet, x: float, top: float, span: float, color: str) -> None:
    def at(across: float, down: float) -> Point:
        return x + across * span, top + down * span

    for side in (-1, 1):
        upper = bezier(at(0, 0.3), at(side * 0.15, 0.02), at(side * 0.7, -0.02), at(side, 0.2))
        lower = bezier(
            at(side, 0.2), at(side * 0.55, 0.24), at(side * 0.16, 0.45), at(side * 0.1, 0.8)
        )
        stem = bezier(at(side * 0.1, 0.8), at(side * 0.1, 1.2), at(side * 0.3, 1.6), steps=20)
        sheet.polygon([*upper, *lower, *stem, at(0, 1.6)], color)


def _boat(sheet: Sheet, x: float, y: float, ink: Palette) -> None:
    hull = [*bezier((x - 40, y - 12), (x - 22, y + 18), (x + 22, y + 18), (x + 40, y - 12))]
    sheet.polygon(hull, ink.accent)
    for seat in (-18, 0, 18):
        sheet.line([(x + seat, y - 8), (x + seat - 2, y - 18)], 6, ink.accent)
        sheet.circle((x + seat - 2, y - 23), 4.5, ink.accent)
    sheet.line([(x - 30, y - 12), (x - 46, y - 40)], 2.5, ink.accent)


def _wave(sheet: Sheet, y: float, phase: float, color: str) -> None:
    length = sheet.width / 5
    crest: list[Point] = []
    for i in range(-1, 7):
        left = (i - phase) * length
        crest += bezier((left, y), (left + length * 0.5, y + 34), (left + length, y), steps=20)
    sheet.polygon([*crest, (sheet.width, sheet.height), (0, sheet.height)], color)


def albatross(sheet: Sheet, ink: Palette) -> None:
    """A great white bird over folded hills."""
    width, height = sheet.width, sheet.height
    sheet.circle((width * 0.5, height * 0.4), width * 0.27, ink.accent)
    colors = (ink.figure, ink.deep, ink.figure, ink.deep)
    for row, color in enumerate(colors):
        y = height * (0.66 + row * 0.1)
        lift = height * (0.16 if row % 2 else -0.12)
        crest = bezier((0, y), (width * 0.33, y - lift), (width * 0.66, y + lift), (width, y - 20))
        sheet.polygon([*crest, (width, height), (0, height)], color)
    _bird(sheet, (width * 0.5, height * 0.42), width * 0.42, ink)


def _bird(sheet: Sheet, center: Point, span: float, ink: Palette) -> None:
    x, y = center
    for side in (-1, 1):
        tip = (x + side * span, y - span * 0.3)
        over = bezier((x, y - span * 0.05), (x + side * span * 0.45, y - span * 0.36), tip)
        under = bezier(tip, (x + side * span * 0.42, y - span * 0.18), (x, y + span * 0.13))
        sheet.polygon([*over, *under], ink.light)
        black = bezier(
            tip, (x + side * span * 0.72, y - span * 0.32), (x + side * span * 0.6, y - span * 0.26)
        )
        sheet.polygon([*black, (x + side * span * 0.66, y - span * 0.19)], ink.deep)
    body = [
        *bezier((x, y - span * 0.24), (x + span * 0.12, y), (x, y + span * 0.3)),
        *bezier((x, y + span * 0.3), (x - span * 0.12, y), (x, y - span * 0.24)),
    ]
    sheet.polygon(body, ink.light)


def pond(sheet: Sheet, ink: Palette) -> None:
    """Pines on the far shore, their reflection, and one light in a cabin."""
    width, height = sheet.width, sheet.height
    shore = height * 0.56
    sheet.circle((width * 0.68, height * 0.2), width * 0.085, ink.light)
    sheet.rectangle(0, shore, width, height, ink.figure)
    for i in range(15):
        x = width * (i + 0.2) / 14
        tall = height * (0.16 + 0.2 * wobble(i, 3))
        sheet.polygon([(x - 27, shore), (x, shore - tall), (x + 27, shore)], ink.deep)
        sheet.polygon([(x - 27, shore), (x, shore + tall * 0.7), (x + 27, shore)], ink.ground)
    _cabin(sheet, width * 0.3, shore, ink)
    for i in range(7):
        sheet.rectangle(0, shore + 18 + i * i * 5, width, shore + 20 + i * i * 5 + i, ink.figure)
    for i in range(3):
        half = width * (0.05 + i * 0.07)
        _ripple(sheet, (width * 0.68, height * 0.86), half, ink.light)


def _cabin(sheet: Sheet, x: float, y: float, ink: Palette) -> None:
    sheet.rectangle(x - 38, y - 42, x + 38, y, ink.light)
    sheet.polygon([(x - 50, y - 40), (x, y - 82), (x + 50, y - 40)], ink.accent)
    sheet.rectangle(x - 9, y - 28, x + 9, y - 8, ink.accent)


def _ripple(sheet: Sheet, center: Point, half: float, color: str) -> None:
    x, y = center
    points = [(x + half * math.cos(a / 20), y + half * 0.22 * math.sin(a / 20)) for a in range(127)]
    sheet.line(points, 3, color)


def fields(sheet: Sheet, ink: Palette) -> None:
    """Hedged fields from above, a lane through them, and the roofs of a town."""
    columns, rows = 4, 6
    for row in range(rows):
        for column in range(columns):
            _field(sheet, column, row, columns, rows, ink)
    width, height = sheet.width, sheet.height
    lane = bezier(
        (width * 0.1, height),
        (width * 0.2, height * 0.62),
        (width * 0.95, height * 0.86),
        (width * 0.7, height * 0.3),
    )
    sheet.line(lane, 22, ink.light)
    for i, (x, y) in enumerate(
        ((0.43, 0.71), (0.57, 0.76), (0.5, 0.83), (0.34, 0.79), (0.66, 0.68))
    ):
        _roof(sheet, (width * x, height * y), 30 + 8 * (i % 2), ink)


def _field(sheet: Sheet, column: int, row: int, columns: int, rows: int, ink: Palette) -> None:
    corners = [
        _field_corner(sheet, c, r, columns, rows)
        for c, r in ((column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1))
    ]
    kind = int(wobble(column, row, 2) * 5)
    sheet.polygon(corners, (ink.figure, ink.ground, ink.figure, ink.light, ink.ground)[kind])
    furrow = (ink.deep, ink.figure, ink.ground, ink.figure, ink.deep)[kind]
    top, bottom = (corners[0], corners[1]), (corners[3], corners[2])
    if wobble(row, column, 5) > 0.5:
        top, bottom = (corners[0], corners[3]), (corners[1], corners[2])
    for i in range(1, 6):
        sheet.line([_between(*top, i / 6), _between(*bottom, i / 6)], 3.5, furrow)
    sheet.line([*corners, corners[0]], 6, ink.deep)


def _field_corner(sheet: Sheet, column: int, row: int, columns: int, rows: int) -> Point:
    x = (column + 0.45 * (wobble(column, row) - 0.5)) / columns
    y = (row + 0.45 * (wobble(row, column, 4) - 0.5)) / rows
    return sheet.width * (x * 1.16 - 0.08), sheet.height * (y * 1.12 - 0.06)


def _between(start: Point, end: Point, part: float) -> Point:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _roof(sheet: Sheet, center: Point, size: float, ink: Palette) -> None:
    x, y = center
    sheet.rectangle(x - size * 0.8, y, x + size * 0.8, y + size * 0.8, ink.light)
    sheet.polygon([(x - size, y), (x, y - size), (x + size, y)], ink.accent)
    sheet.rectangle(x - size * 0.16, y + size * 0.3, x + size * 0.16, y + size * 0.8, ink.deep)


def grass(sheet: Sheet, ink: Palette) -> None:
    """Blades of grass, leaning every way."""
    colors = (ink.figure, ink.deep, ink.light, ink.figure, ink.deep)
    for i in range(64):
        root = (sheet.width * (i * 0.618 % 1.1 - 0.05), sheet.height + 10.0)
        tall = sheet.height * (0.35 + 0.52 * wobble(i, 2)) * (0.72 + 0.28 * math.sin(root[0] / 200))
        lean = sheet.width * 0.5 * (wobble(i, 6) - 0.5)
        color = ink.accent if i == 58 else colors[i % 5]
        _blade(sheet, root, tall, lean, 11 + 10 * wobble(i, 8), color)


def _blade(sheet: Sheet, root: Point, tall: float, lean: float, thick: float, color: str) -> None:
    x, y = root
    tip = (x + lean, y - tall)
    bend = (x + lean * 0.1, y - tall * 0.65)
    left = bezier((x - thick, y), (bend[0] - thick, bend[1]), tip)
    right = bezier(tip, (bend[0] + thick, bend[1]), (x + thick, y))
    sheet.polygon([*left, *right], color)


def cevennes(sheet: Sheet, ink: Palette) -> None:
    """Ridge behind ridge, and a donkey on the nearest."""
    width, height = sheet.width, sheet.height
    sheet.circle((width * 0.24, height * 0.2), width * 0.1, ink.accent)
    for row, color in enumerate((ink.figure, ink.light, ink.figure)):
        y = height * (0.42 + row * 0.15)
        ridge = [(width * i / 6, y + height * 0.17 * (wobble(i, row + 3) - 0.5)) for i in range(7)]
        sheet.polygon([*ridge, (width, height), (0, height)], color)
        sheet.line(ridge, 3, ink.ground)
    crest = bezier((0, height * 0.92), (width * 0.5, height * 0.72), (width, height * 0.93))
    sheet.polygon([*crest, (width, height), (0, height)], ink.accent)
    _donkey(sheet, width * 0.5, height * 0.832, ink)


def _donkey(sheet: Sheet, x: float, y: float, ink: Palette) -> None:
    for leg, lean in ((-40, -4), (-26, 6), (24, -4), (38, 6)):
        sheet.line([(x + leg, y - 40), (x + leg + lean, y - 4)], 10, ink.deep)
    sheet.line([(x - 34, y - 54), (x + 34, y - 54)], 40, ink.deep)
    sheet.line([(x + 42, y - 62), (x + 70, y - 98)], 22, ink.deep)
    sheet.line([(x + 70, y - 100), (x + 98, y - 80)], 19, ink.deep)
    for ear in (-12, 5):
        sheet.polygon(leaf((x + 66 + ear * 0.4, y - 104), 46, 11, -92 + ear * 2), ink.deep)
    sheet.line([(x - 52, y - 62), (x - 66, y - 26)], 4, ink.deep)
    sheet.line([(x - 20, y - 88), (x + 14, y - 88)], 34, ink.accent)
    for strap in (-14, 8):
        sheet.line([(x + strap, y - 106), (x + strap, y - 66)], 4, ink.deep)


def treasure_map(sheet: Sheet, ink: Palette) -> None:
    """An island in contour lines, a dotted track, and a cross."""
    center = (sheet.width * 0.5, sheet.height * 0.52)
    size = sheet.width * 0.39
    for part, color in ((1.14, ink.figure), (1.0, ink.light), (0.7, ink.ground), (0.42, ink.light)):
        sheet.polygon(_shore(center, size * part, part), color)
    track = bezier(
        (sheet.width * 0.2, sheet.height * 0.7),
        (sheet.width * 0.36, sheet.height * 0.3),
        (sheet.width * 0.5, sheet.height * 0.82),
        (sheet.width * 0.67, sheet.height * 0.46),
        steps=13,
    )
    for dot in track[:-1]:
        sheet.circle(dot, 6, ink.deep)
    x, y = track[-1]
    for lean in (-1, 1):
        sheet.line([(x - 26 * lean, y - 26), (x + 26 * lean, y + 26)], 14, ink.accent)
    _compass(sheet, (sheet.width * 0.86, sheet.height * 0.86), sheet.width * 0.1, ink)


def _shore(center: Point, size: float, part: float) -> list[Point]:
    points = []
    for degree in range(0, 360, 3):
        turn = math.radians(degree)
        bays = (
            0.13 * math.sin(2 * turn + 0.6)
            + 0.09 * math.sin(3 * turn + 2)
            + 0.05 * math.sin(7 * turn)
        )
        points.append(polar(center, size * (0.84 + bays * (0.6 + 0.4 * part)), degree))
    return points


def _compass(sheet: Sheet, center: Point, size: float, ink: Palette) -> None:
    for i in range(8):
        reach = size if i % 2 == 0 else size * 0.6
        angle = i * 45 - 90
        left, right = polar(center, size * 0.2, angle - 45), polar(center, size * 0.2, angle + 45)
        sheet.polygon([center, left, polar(center, reach, angle)], ink.deep)
        sheet.polygon(
            [center, right, polar(center, reach, angle)], ink.accent if i == 0 else ink.light
        )


def thorn_tree(sheet: Sheet, ink: Palette) -> None:
    """A thorn bent by the wind on the brow of a moor."""
    width, height = sheet.width, sheet.height
    sheet.circle((width * 0.66, height * 0.56), width * 0.2, ink.light)
    brow = bezier((0, height * 0.84), (width * 0.4, height * 0.74), (width, height * 0.9))
    for i in range(9):
        y = height * (0.42 + 0.045 * i)
        start = width * (wobble(i, 3) * 0.6 - 0.1)
        streak = bezier(
            (start, y), (start + 90, y - 16), (start + 190, y + 12), (start + 300, y - 6)
        )
        sheet.line(streak, 3, ink.figure)
    _branch(sheet, (width * 0.36, height * 0.81), -70, height * 0.115, 24, ink.deep)
    sheet.polygon([*brow, (width, height), (0, height)], ink.deep)
    lower = bezier((0, height * 0.97), (width * 0.6, height * 0.84), (width, height * 0.95))
    sheet.polygon([*lower, (width, height), (0, height)], ink.accent)


def _branch(
    sheet: Sheet, base: Point, angle: float, length: float, thick: float, color: str
) -> None:
    if length < 14:
        return
    tip = polar(base, length, angle)
    sheet.line([base, tip], thick, color)
    for turn, part in ((38, 0.8), (-14, 0.74), (12, 0.6)):
        bent = angle + turn + 10
        _branch(sheet, tip, min(bent, 24), length * part, thick * 0.62, color)


def footprint(sheet: Sheet, ink: Palette) -> None:
    """One bare foot in the sand, and the edge of the sea."""
    width, height = sheet.width, sheet.height
    for row, color in enumerate((ink.light, ink.figure, ink.light, ink.figure)):
        edge = bezier(
            (0, height * (0.36 + row * 0.12)),
            (width * 0.34, height * (0.34 + row * 0.12)),
            (width * 0.4, height * (0.92 + row * 0.07)),
            (width * (0.84 - row * 0.16), height),
        )
        sheet.polygon([*edge, (0, height)], color)
    _foot(sheet, (width * 0.68, height * 0.45), width * 0.17, ink.deep)


def _foot(sheet: Sheet, center: Point, size: float, color: str) -> None:
    x, y = center
    sole = [
        *bezier(
            (x - size * 0.62, y - size * 0.5),
            (x - size * 0.85, y - size * 0.95),
            (x + size * 0.72, y - size * 1.1),
            (x + size * 0.6, y - size * 0.2),
        ),
        *bezier(
            (x + size * 0.6, y - size * 0.2),
            (x + size * 0.49, y + size * 0.6),
            (x + size * 0.75, y + size * 1.75),
            (x + size * 0.1, y + size * 1.75),
        ),
        *bezier(
            (x + size * 0.1, y + size * 1.75),
            (x - size * 0.5, y + size * 1.75),
            (x - size * 0.1, y + size * 0.4),
            (x - size * 0.62, y - size * 0.5),
        ),
    ]
    sheet.polygon(sole, color)
    toes = (
        (-0.5, -1.22, 0.24),
        (-0.1, -1.42, 0.17),
        (0.23, -1.4, 0.15),
        (0.5, -1.24, 0.14),
        (0.72, -1.0, 0.12),
    )
    for across, down, radius in toes:
        sheet.ellipse(
            (x + across * size, y + down * size), radius * size, radius * size * 1.2, color
        )
