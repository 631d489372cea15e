"""Covers made of one form repeated: stars, circles, beaks, a net of lines.

Every motif fills the sheet it is given, and keeps what matters in the lower two thirds, because
some layouts lay a title plate over the top.
"""

import math

from cover_art.sheet import Palette, Point, Sheet, bezier, polar


def finches(sheet: Sheet, ink: Palette) -> None:
    """Rows of finches: the beak grows longer across and deeper down."""
    columns, rows = 3, 4
    wide, high = sheet.width / columns, sheet.height / rows
    for row in range(rows):
        for column in range(columns):
            center = ((column + 0.36) * wide, (row + 0.5) * high)
            chosen = (row, column) == (2, 1)
            head = ink.accent if chosen else (ink.figure if (row + column) % 2 else ink.light)
            _finch(sheet, center, high * 0.38, 0.55 + column * 0.4, 0.2 + row * 0.13, head, ink)


def _finch(
    sheet: Sheet, center: Point, radius: float, beak: float, depth: float, color: str, ink: Palette
) -> None:
    x, y = center
    root, tip = x + radius * 0.6, (x + radius * (1 + beak * 0.75), y + radius * 0.16)
    ridge = bezier(
        (root, y - radius * depth), (x + radius * (1 + beak * 0.4), y - radius * depth), tip
    )
    chin = bezier(tip, (x + radius, y + radius * (0.2 + depth)), (root, y + radius * (0.1 + depth)))
    sheet.polygon([*ridge, *chin], ink.deep)
    sheet.circle(center, radius, color)
    sheet.circle((x + radius * 0.38, y - radius * 0.24), radius * 0.13, ink.deep)


def rabbit_hole(sheet: Sheet, ink: Palette) -> None:
    """A chequered tunnel, with a heart at the bottom of it."""
    rings, sectors = 12, 16
    for ring in range(rings, 0, -1):
        radius = sheet.width * 0.055 * 1.27**ring
        depth = 1 - ring / rings
        center = (sheet.width * (0.5 + 0.06 * depth), sheet.height * (0.5 + 0.1 * depth))
        for sector in range(sectors):
            start = (sector + ring * 0.22) * 360 / sectors
            color = ink.figure if (ring + sector) % 2 else ink.light
            sheet.wedge(center, 0, radius, start, start + 360 / sectors, color)
    bottom = (sheet.width * 0.557, sheet.height * 0.595)
    sheet.circle(bottom, sheet.width * 0.075, ink.deep)
    _heart(sheet, bottom, sheet.width * 0.042, ink.accent)


def _heart(sheet: Sheet, center: Point, size: float, color: str) -> None:
    x, y = center
    for side in (-1, 1):
        sheet.polygon(
            bezier(
                (x, y + size),
                (x + side * size * 2.1, y - size * 0.4),
                (x + side * size * 0.8, y - size * 1.7),
                (x, y - size * 0.45),
            ),
            color,
        )


def circles(sheet: Sheet, ink: Palette) -> None:
    """Quarter circles in a grid, meeting and parting."""
    columns, rows = 4, 4
    wide, high = sheet.width / columns, sheet.height / rows
    order = "0213 3120 1302 2031"
    inks = (ink.figure, ink.accent, ink.deep, ink.light)
    for row, turns in enumerate(order.split()):
        for column, turn in enumerate(turns):
            _quarter(sheet, column * wide, row * high, wide, high, int(turn), inks, row + column)


def _quarter(
    sheet: Sheet,
    left: float,
    top: float,
    wide: float,
    high: float,
    turn: int,
    inks: tuple[str, ...],
    index: int,
) -> None:
    tile = Sheet(round(wide) + 1, round(high) + 1, inks[(index + 3) % 4])
    center = (wide * (turn in (1, 2)), high * (turn in (2, 3)))
    for step, part in enumerate((1.0, 0.72, 0.44, 0.18)):
        tile.circle(center, wide * part, inks[(index + step) % 4])
    sheet.paste(tile, round(left), round(top))


def curved_space(sheet: Sheet, ink: Palette) -> None:
    """A net of straight lines drawn in by a mass."""
    mass = (sheet.width * 0.56, sheet.height * 0.55)
    lines, steps = 14, 90
    for i in range(-3, lines + 4):
        part = i / (lines - 1)
        across = [(sheet.width * s / steps, sheet.height * part) for s in range(-20, steps + 21)]
        down = [(sheet.width * part, sheet.height * s / steps) for s in range(-20, steps + 21)]
        for straight in (across, down):
            sheet.line([_drawn_in(point, mass, sheet.width) for point in straight], 3, ink.light)
    sheet.circle(mass, sheet.width * 0.105, ink.accent)
    sheet.circle((sheet.width * 0.2, sheet.height * 0.22), sheet.width * 0.026, ink.figure)


def _drawn_in(point: Point, mass: Point, size: float) -> Point:
    dx, dy = mass[0] - point[0], mass[1] - point[1]
    distance = math.hypot(dx, dy) / size
    pull = 0.62 * math.exp(-((distance / 0.27) ** 2))
    return point[0] + dx * pull, point[1] + dy * pull


def star_tiles(sheet: Sheet, ink: Palette) -> None:
    """Eight-pointed stars in a Persian lattice, with a cup in the middle."""
    pitch = sheet.width / 3
    for row in range(-1, 6):
        for column in range(-1, 6):
            center = (column * pitch, row * pitch)
            _star(sheet, center, pitch * 0.54, ink.figure)
            _star(sheet, center, pitch * 0.42, ink.ground)
            _star(sheet, center, pitch * 0.3, ink.accent if (row + column) % 2 else ink.light)
            sheet.circle(center, pitch * 0.1, ink.deep)
            sheet.circle((center[0] + pitch / 2, center[1] + pitch / 2), pitch * 0.08, ink.accent)
    middle = (sheet.width / 2, sheet.height / 2)
    for part, color in ((1.06, ink.deep), (0.96, ink.light), (0.9, ink.deep)):
        _star(sheet, middle, pitch * part, color)
    _cup(sheet, middle, pitch * 0.42, ink)


def _star(sheet: Sheet, center: Point, radius: float, color: str) -> None:
    for turn in (0, 45):
        sheet.polygon([polar(center, radius, turn + 90 * i) for i in range(4)], color)


def _cup(sheet: Sheet, center: Point, size: float, ink: Palette) -> None:
    x, y = center
    bowl = bezier(
        (x - size * 0.62, y - size * 0.7),
        (x - size * 0.55, y + size * 0.45),
        (x + size * 0.55, y + size * 0.45),
        (x + size * 0.62, y - size * 0.7),
    )
    sheet.polygon(bowl, ink.accent)
    sheet.ellipse((x, y - size * 0.7), size * 0.62, size * 0.13, ink.light)
    sheet.line([(x, y + size * 0.1), (x, y + size * 0.72)], size * 0.13, ink.accent)
    sheet.ellipse((x, y + size * 0.78), size * 0.42, size * 0.1, ink.accent)


def polygons(sheet: Sheet, ink: Palette) -> None:
    """The citizens of Flatland, by rank, and a square who has seen a sphere."""
    sides = (2, 3, 4, 5, 6, 8, 10, 14, 60)
    cell = sheet.width / 3
    for i, count in enumerate(sides):
        center = ((i % 3 + 0.5) * cell, (i // 3 + 0.5) * cell)
        color = ink.accent if count == 4 else (ink.light if i % 2 else ink.figure)
        _citizen(sheet, center, cell * 0.33, count, color)


def _citizen(sheet: Sheet, center: Point, radius: float, sides: int, color: str) -> None:
    if sides == 2:
        sheet.line([polar(center, radius, 135), polar(center, radius, -45)], 9, color)
        return
    first = -90 + 180 / sides
    sheet.polygon([polar(center, radius, first + 360 * i / sides) for i in range(sides)], color)


def coxcomb(sheet: Sheet, ink: Palette) -> None:
    """A rose of twelve months, as Nightingale drew her statistics."""
    center = (sheet.width * 0.42, sheet.height * 0.49)
    months = (0.5, 0.62, 0.55, 0.72, 0.98, 0.9, 1.0, 0.8, 0.6, 0.44, 0.36, 0.3)
    for i, part in enumerate(months):
        start, end = i * 30 - 180, i * 30 - 150
        reach = sheet.width * 0.5 * part
        sheet.wedge(center, 0, reach, start, end, ink.figure)
        sheet.wedge(center, 0, reach * 0.62, start, end, ink.light)
        sheet.wedge(center, 0, reach * 0.34, start, end, ink.accent)
    for i, part in enumerate(months):
        reach = sheet.width * 0.5 * max(part, months[i - 1])
        sheet.line([center, polar(center, reach, i * 30 - 180)], 3, ink.ground)
