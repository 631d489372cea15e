"""Which motif, house and inks each work has. Editions of a work differ in their inks."""

from collections.abc import Callable
from typing import NamedTuple

from cover_art import landscapes, objects, patterns
from cover_art.sheet import Palette, Sheet

Motif = Callable[[Sheet, Palette], None]


class Design(NamedTuple):
    """How one work is dressed; the inks go to its editions in the order of the feed."""

    motif: Motif
    inks: tuple[Palette, ...]
    shown_title: str | None = None  # With "|" where a line must break.
    emphasis: str | None = None  # The part of a very long title that is set large.


DESIGNS = {
    "Moby-Dick": Design(
        landscapes.whale,
        shown_title="Moby-|Dick",
        inks=(
            Palette("#e9dcc0", "#1f5a73", "#d2502f", "#12303f", "#fbf6e9"),
            Palette("#173b4f", "#2f7c8c", "#e9b44c", "#0c2431", "#f4ecd8"),
            Palette("#cfe0dc", "#2c6e7f", "#e07a3f", "#16394a", "#ffffff"),
        ),
    ),
    "Pride and Prejudice": Design(
        objects.fan,
        (
            Palette("#e8c4b8", "#b5475a", "#d9a441", "#4a1f33", "#fbf1e6"),
            Palette("#3c6354", "#8fb09a", "#dcb45a", "#17302a", "#f3ead6"),
            Palette("#c7d3df", "#5c7ea3", "#d98b72", "#22344d", "#faf6ee"),
        ),
    ),
    "Frankenstein": Design(
        objects.stitched_head,
        (
            Palette("#1d2b2a", "#6f9a62", "#f0c648", "#10191a", "#dfe6c4"),
            Palette("#2b2140", "#7d6bb0", "#f2a541", "#181226", "#e4dcf0"),
        ),
    ),
    "Lyrical Ballads": Design(
        landscapes.albatross,
        (
            Palette("#9cc0c0", "#3c6e5f", "#f0cf7a", "#234a45", "#fdf8ea"),
            Palette("#d8906a", "#7a5a72", "#f6d9a0", "#47364f", "#fff7e6"),
        ),
    ),
    "Meditations": Design(
        objects.arcade,
        (
            Palette("#f0e4cd", "#c06a3e", "#e8b95a", "#6f2f22", "#fff6dd"),
            Palette("#e6e3da", "#5e7480", "#d7a443", "#2c3a44", "#fbf4dc"),
        ),
    ),
    "On the Origin of Species": Design(
        patterns.finches,
        (
            Palette("#dfe3c8", "#7b9a6d", "#d5673a", "#2c3a2e", "#faf6e4"),
            Palette("#a9c3c2", "#3d6f80", "#dd7f33", "#17303b", "#f4f2e4"),
            Palette("#ecd9b4", "#b98a52", "#4f7f86", "#40301f", "#fbf3df"),
        ),
    ),
    "Walden": Design(
        landscapes.pond,
        (
            Palette("#b9d0c4", "#6fa0a0", "#d0603c", "#24453f", "#fbf5df"),
            Palette("#f0c9a0", "#c98a6f", "#b1402f", "#4c3038", "#fff4dc"),
        ),
    ),
    "Alice's Adventures in Wonderland": Design(
        patterns.rabbit_hole,
        (
            Palette("#c8423f", "#2d3a5c", "#c8423f", "#1a2340", "#f8f0df"),
            Palette("#f3e3b3", "#3c7d78", "#d9493a", "#1d3b40", "#fdf6e0"),
            Palette("#5b4a8a", "#8f7cc0", "#f0b54a", "#2f2553", "#f4eefb"),
        ),
    ),
    "Les Misérables": Design(
        objects.barricade,
        (
            Palette("#d9cdb8", "#6d6a69", "#bf2f2c", "#2a2b30", "#f4ecdb"),
            Palette("#33435f", "#6c7f9e", "#d6413a", "#161e2e", "#dfe3e6"),
        ),
    ),
    "The Art of War": Design(
        objects.bamboo_slips,
        (
            Palette("#2a2624", "#c9a866", "#c23b2a", "#2a2624", "#e3c98f"),
            Palette("#7d1f22", "#c7a15a", "#e8d9b0", "#35100f", "#dcbc7c"),
        ),
    ),
    "Middlemarch": Design(
        landscapes.fields,
        (Palette("#d9c37c", "#8aa05a", "#b4492f", "#3f4a2c", "#f6edcf"),),
    ),
    "Leaves of Grass": Design(
        landscapes.grass,
        (Palette("#f2d675", "#5f9a4d", "#e2642d", "#1f5238", "#e3e9ae"),),
    ),
    "Essays": Design(
        patterns.circles,
        (Palette("#f2e8d3", "#2f5d7c", "#e2a33b", "#22303c", "#f2e3c4"),),
    ),
    "Travels with a Donkey in the Cévennes": Design(
        landscapes.cevennes,
        (Palette("#f4d9b8", "#a9a3c4", "#d9783f", "#463c66", "#cdb6c9"),),
    ),
    "Treasure Island": Design(
        landscapes.treasure_map,
        (
            Palette("#5fa8a3", "#3f8a8c", "#cf3d2e", "#1d3d47", "#f5e3b3"),
            Palette("#e4c88f", "#d0a862", "#b3352a", "#40291b", "#f7ebcb"),
        ),
    ),
    "The Secret Garden": Design(
        objects.garden_door,
        (Palette("#a9c69a", "#4d8a5b", "#d1625f", "#1f4a38", "#e7eebf"),),
    ),
    "Relativity": Design(
        patterns.curved_space,
        (
            Palette("#15233f", "#e9e3cf", "#f2b33d", "#0e1830", "#8fb2d9"),
            Palette("#efe7d6", "#1f2d3d", "#d8432f", "#1f2d3d", "#5f7688"),
        ),
    ),
    "Wuthering Heights": Design(
        landscapes.thorn_tree,
        (Palette("#8d8aa6", "#c4bfd0", "#6b3f5c", "#2c2438", "#f1e6d2"),),
    ),
    "Rubáiyát of Omar Khayyám": Design(
        patterns.star_tiles,
        (Palette("#f0dfb8", "#1f6f78", "#d79a35", "#173f4f", "#f8eed3"),),
    ),
    "The Souls of Black Folk": Design(
        objects.sorrow_song,
        (Palette("#8a3a2c", "#1c1416", "#e6a63c", "#1c1416", "#f3dfbf"),),
    ),
    "Flatland": Design(
        patterns.polygons,
        (Palette("#22574f", "#e9c46a", "#e4572e", "#153b36", "#f3ead2"),),
    ),
    "Poems": Design(
        objects.slant_of_light,
        (Palette("#4b4f6b", "#666a87", "#f0cf8a", "#35384f", "#faf0d0"),),
    ),
    "The Life and Strange Surprizing Adventures of Robinson Crusoe, of York, Mariner": Design(
        landscapes.footprint,
        (Palette("#ecd3a0", "#3f8f96", "#b4472d", "#5a3a24", "#f7efd9"),),
        emphasis="Robinson Crusoe",
    ),
    "Notes on Nursing": Design(
        patterns.coxcomb,
        (Palette("#e9e2d2", "#7fa6b5", "#c4473f", "#2d4250", "#f4c9a8"),),
    ),
}
