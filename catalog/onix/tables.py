"""The code tables in `data`: two columns apart by a tab, with their source in the first lines."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "data"


@cache
def table(name: str) -> dict[str, str]:
    """Return what stands in the second column for each value of the first."""
    lines = (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("\t") for line in lines if not line.startswith("#"))
    return {key: value for key, _, value in pairs}
