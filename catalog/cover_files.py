"""Covers as files beside a message that goes out."""

import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from catalog.models import Edition


def put_beside(
    edition: Edition, *, folder: Path, home: Path, tell: Callable[[Edition], None]
) -> str:
    """Copy the cover into `folder`; return its link from `home`, where the message stands.

    The link is empty for an edition without a cover. `tell` hears of a cover whose file is gone.
    """
    if not edition.cover:
        return ""
    target = folder / f"{edition.isbn13}{Path(edition.cover.name or '').suffix}"
    try:
        source = edition.cover.open("rb")
    except FileNotFoundError:
        tell(edition)
        return ""
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.unfinished")
    with source, unfinished.open("wb") as file:
        shutil.copyfileobj(source, file)
    unfinished.replace(target)
    return quote(target.resolve().relative_to(home.resolve()).as_posix())
