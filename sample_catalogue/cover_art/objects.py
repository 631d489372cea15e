"""Covers with a thing on them: a fan, a door, a window, a stave of music.

Every motif fills the sheet it is given, and keeps what matters in the lower two thirds, because
some layouts lay a title plate over the top.
"""

import math
from itertools import pairwise

from cover_art.sheet import Palette, Point, Sheet, arc, bezier, leaf, polar, wobble


def fan(sheet: Sheet, ink: Palette) -> None:
    """An open Regency fan, its sticks alternating in colour."""
    center = (sheet.width / 2, sheet.height * 0.95)
    reach = sheet.width * 0.96
    sticks, start, step = 17, 180 + 10, 160 / 17
    for i in range(sticks):
        first, last = start + i * step, start + (i + 1) * step
        color = ink.figure if i % 2 else ink.light
        _scallop(sheet, center, reach, first, last, color)
        sheet.wedge(center, reach * 0.66, reach * 0.72, first, last, ink.accent)
        sheet.circle(
            polar(center, reach * 0.86, first + step / 2), 9, ink.deep if i % 2 else ink.accent
        )
        sheet.wedge(center, 0, reach * 0.42, first + 2, last - 2, ink.deep)
    sheet.circle(center, 26, ink.accent)


def _scallop(
    sheet: Sheet, center: Point, reach: float, first: float, last: float, color: str
) -> None:
    sheet.wedge(center, reach * 0.42, reach, first, last, color)
    half = reach * math.radians(last - first) / 2
    sheet.circle(polar(center, reach, (first + last) / 2), half, color)


def stitched_head(sheet: Sheet, ink: Palette) -> None:
    """A head in two halves that do not quite match, sewn together along a bolt of lightning."""
    x, y, radius = sheet.width / 2, sheet.height * 0.69, sheet.width * 0.36
    seam = [(x + (18 if i % 2 else -18), y - radius * 1.25 + i * radius * 0.32) for i in range(9)]
    sheet.circle((x, y), radius, ink.figure)
    right = Sheet(sheet.width, sheet.height, ink.ground)
    right.circle((x + 8, y + 26), radius, ink.light)
    _paste_right_of(sheet, right, seam)
    sheet.circle((x - radius * 0.42, y - radius * 0.15), radius * 0.11, ink.light)
    sheet.circle((x + radius * 0.46, y - radius * 0.05), radius * 0.15, ink.deep)
    sheet.line(seam, 9, ink.accent)
    for (x1, y1), (x2, y2) in pairwise(seam[1:]):
        middle = ((x1 + x2) / 2, (y1 + y2) / 2)
        sheet.line([(middle[0] - 30, middle[1] + 5), (middle[0] + 30, middle[1] - 5)], 8, ink.deep)


def _paste_right_of(sheet: Sheet, other: Sheet, edge: list[Point]) -> None:
    mask = Sheet(sheet.width, sheet.height, "black")
    far = sheet.width
    top, bottom = (edge[0][0], 0.0), (edge[-1][0], float(sheet.height))
    mask.polygon([top, *edge, bottom, (far, sheet.height), (far, 0)], "white")
    sheet.paste(other, 0, 0, mask.image.convert("L"))


def arcade(sheet: Sheet, ink: Palette) -> None:
    """A vaulted passage, arch behind arch, to a small bright door."""
    x, eye, bays = sheet.width / 2, sheet.height * 0.7, 7
    for i in range(bays):
        far, near = 0.72 ** (i + 1), 0.72**i
        half, floor = sheet.width * 0.5 * near, eye + sheet.height * 0.3 * near
        vault = arc((x, eye - sheet.height * 0.17 * near), half, 180, 360)
        last = ink.light if i == bays - 1 else (ink.deep if i % 2 else ink.figure)
        sheet.polygon([(x - half, floor), *vault, (x + half, floor)], last)
        behind, rise = sheet.width * 0.5 * far, eye + sheet.height * 0.3 * far
        paving = [(x - half, floor), (x + half, floor), (x + behind, rise), (x - behind, rise)]
        sheet.polygon(paving, ink.accent if i % 2 else ink.light)


def barricade(sheet: Sheet, ink: Palette) -> None:
    """Beams, doors and cartwheels heaped up under a red flag."""
    width, height = sheet.width, sheet.height
    sheet.circle((width * 0.5, height - width * 0.36), width * 0.36, ink.light)
    _flag(sheet, (width * 0.54, height - width * 0.66), width * 0.5, ink)
    sheet.polygon(
        [
            (0, height),
            (0, height - width * 0.12),
            (width * 0.5, height - width * 0.27),
            (width, height - width * 0.13),
            (width, height),
        ],
        ink.deep,
    )
    for i in range(52):
        _beam(sheet, i, ink)
    _wheel(sheet, (width * 0.24, height - width * 0.13), width * 0.12, ink)
    _wheel(sheet, (width * 0.8, height - width * 0.09), width * 0.1, ink)


def _flag(sheet: Sheet, top: Point, pole: float, ink: Palette) -> None:
    x, y = top
    sheet.line([(x, y), (x - 24, y + pole)], 8, ink.deep)
    upper = bezier((x, y), (x + 60, y - 46), (x + 120, y + 44), (x + 200, y - 4))
    lower = bezier((x + 192, y + 108), (x + 112, y + 152), (x + 54, y + 66), (x - 6, y + 112))
    sheet.polygon([*upper, *lower], ink.accent)


def _beam(sheet: Sheet, i: int, ink: Palette) -> None:
    across = wobble(i, 1)
    ridge = 0.25 - 0.24 * abs(across - 0.5)
    center = (sheet.width * across, sheet.height - sheet.width * ridge * wobble(i, 2))
    angle = -80 + 160 * wobble(i, 5)
    length, thick = 60 + 90 * wobble(i, 7), 9 + 16 * wobble(i, 9)
    color = ink.deep if i % 2 else ink.figure
    ends = [polar(center, length, angle), polar(center, -length, angle)]
    corners = [
        polar(end, side * thick, angle + 90)
        for end, side in ((ends[0], 0.5), (ends[0], -0.5), (ends[1], -0.5), (ends[1], 0.5))
    ]
    sheet.polygon(corners, color)


def _wheel(sheet: Sheet, center: Point, radius: float, ink: Palette) -> None:
    sheet.ring(center, radius, 11, ink.accent)
    for spoke in range(5):
        angle = spoke * 36 + 12
        sheet.line([polar(center, radius, angle), polar(center, -radius, angle)], 6, ink.accent)
    sheet.circle(center, radius * 0.2, ink.accent)


def bamboo_slips(sheet: Sheet, ink: Palette) -> None:
    """An old book of bamboo strips, one of them drawn out."""
    count = 9
    pitch = sheet.width * 0.86 / count
    left, top, bottom = sheet.width * 0.07, sheet.height * 0.12, sheet.height * 0.98
    for i in range(count):
        chosen = i == 5
        shift = -sheet.height * 0.1 if chosen else 0
        color = ink.accent if chosen else (ink.light if i % 2 else ink.figure)
        x = left + i * pitch
        sheet.rectangle(x + 3, top + shift, x + pitch - 3, bottom + shift, color)
        for knot in range(5):
            y = top + shift + 66 + knot * 88 + 14 * wobble(i, knot)
            _brush_mark(sheet, (x + pitch / 2, y), pitch * 0.24, i * 7 + knot, ink)
    for y in (0.3, 0.78):
        for gap in (-5, 5):
            cord = sheet.height * y + gap
            sheet.line([(0, cord), (sheet.width, cord)], 4, ink.deep)


def _brush_mark(sheet: Sheet, center: Point, size: float, seed: int, ink: Palette) -> None:
    x, y = center
    sheet.line([(x - size, y - size * 0.4), (x + size, y - size * 0.6)], 4.5, ink.deep)
    sheet.line([(x, y - size), (x - size * wobble(seed, 4) * 0.4, y + size)], 4.5, ink.deep)
    if wobble(seed) > 0.4:
        sheet.line(
            [(x - size * 0.7, y + size * 0.3), (x + size * 0.8, y + size * 0.2)], 4.5, ink.deep
        )


def garden_door(sheet: Sheet, ink: Palette) -> None:
    """A door in a wall of leaves."""
    width, height = sheet.width, sheet.height
    for i in range(260):
        base = (width * wobble(i, 1), height * wobble(i, 4))
        color = (ink.figure, ink.deep, ink.figure, ink.light)[i % 4]
        sheet.polygon(leaf(base, 62, 20, 360 * wobble(i, 8)), color)
    x, top, half = width / 2, height * 0.5, width * 0.19
    _arch(sheet, x, top, half + 16, ink.deep)
    _arch(sheet, x, top, half, ink.accent)
    for board in (-0.5, 0, 0.5):
        edge = x + board * half
        sheet.line([(edge, top - half * math.sqrt(1 - board**2) + 6), (edge, height)], 3, ink.deep)
    sheet.circle((x + half * 0.72, height * 0.72), 11, ink.light)
    for i in range(12):
        base = polar((x, top), half + 18, 180 + i * 16.4)
        sheet.polygon(
            leaf(base, 52, 17, 40 + 100 * wobble(i, 5)), ink.figure if i % 2 else ink.light
        )


def _arch(sheet: Sheet, x: float, spring: float, half: float, color: str) -> None:
    bottom = sheet.height
    sheet.polygon(
        [(x - half, bottom), *arc((x, spring), half, 180, 360), (x + half, bottom)], color
    )


def sorrow_song(sheet: Sheet, ink: Palette) -> None:
    """A stave that rises and falls like a landscape, with a few notes on it."""
    width, height = sheet.width, sheet.height
    sheet.circle((width * 0.72, height * 0.34), width * 0.2, ink.accent)
    for row in range(5):
        y = height * 0.44 + row * 40
        sheet.line(
            [(x, _stave(x / width, y)) for x in range(-10, sheet.width + 11, 5)], 5, ink.light
        )
    for part, space in ((0.13, 4), (0.27, 3), (0.41, 1.5), (0.56, 2), (0.7, 3.5), (0.86, 2.5)):
        x = width * part
        _note(sheet, (x, _stave(part, height * 0.44 + space * 40)), ink)
    floor = [(x, _stave(x / width, height * 0.86)) for x in range(-10, sheet.width + 11, 5)]
    sheet.polygon([*floor, (width, height), (0, height)], ink.deep)


def _stave(part: float, y: float) -> float:
    return y - 46 * math.sin(part * math.pi * 1.5 + 0.3)


def _note(sheet: Sheet, center: Point, ink: Palette) -> None:
    x, y = center
    head = [
        (
            x + 25 * math.cos(a / 10) * 0.95 - 9 * math.sin(a / 10) * 0.9,
            y + 17 * math.sin(a / 10) - 7 * math.cos(a / 10),
        )
        for a in range(63)
    ]
    sheet.line([(x + 20, y - 6), (x + 20, y - 112)], 6, ink.figure)
    sheet.polygon(head, ink.figure)


def slant_of_light(sheet: Sheet, ink: Palette) -> None:
    """Winter light through a window, lying on the floor of a dark room."""
    width, height = sheet.width, sheet.height
    floor = height * 0.74
    sheet.rectangle(0, floor, width, height, ink.deep)
    left, top, wide, tall = width * 0.56, height * 0.12, width * 0.3, height * 0.42
    sheet.polygon(
        [
            (left, top),
            (left + wide, top + tall),
            (width * 0.52, height * 0.96),
            (width * 0.04, height * 0.96),
            (width * 0.1, height * 0.8),
        ],
        ink.figure,
    )
    for column in range(2):
        for row in range(2):
            pane = (left + column * (wide / 2 + 4), top + row * (tall / 2 + 4))
            sheet.rectangle(*pane, pane[0] + wide / 2 - 4, pane[1] + tall / 2 - 4, ink.light)
            _floor_pane(sheet, column, row, ink.accent)


def _floor_pane(sheet: Sheet, column: int, row: int, color: str) -> None:
    width, height = sheet.width, sheet.height
    near, far = height * (0.79 + row * 0.085), height * (0.79 + row * 0.085 + 0.073)
    x = width * (0.11 + column * 0.19 - row * 0.035)
    pane = [(x, near), (x + width * 0.175, near), (x + width * 0.145, far), (x - width * 0.03, far)]
    sheet.polygon(pane, color)
