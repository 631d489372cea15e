"""The mapping of a table: a TOML file, read strictly, since a key nobody reads helps nobody."""

import codecs
import tomllib
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from catalog.book_tables.keys import FACTS, SECTIONS
from catalog.importing import UnreadableFile, opened
from catalog.tables import Columns

_LARGEST = 100_000


@dataclass(frozen=True)
class Mapping:
    """Which column tells which fact, and how what stands there is to be read."""

    columns: Table[str, str]
    constants: Table[str, str] = field(default_factory=dict)
    options: Table[str, Table[str, Any]] = field(default_factory=dict)

    def option(self, section: str, key: str) -> Any:
        """Return what the mapping says, or else what is usual."""
        return self.options.get(section, {}).get(key, SECTIONS[section][key].usual)

    @property
    def needed(self) -> Columns:
        names = list(self.columns.values())
        if own := self.option("number", "from"):
            names.append(own.lower())
        return Columns(required=list(dict.fromkeys(names)), ignores_others=True)


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file. Raises UnreadableFile that says what to change."""
    with opened(path) as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise UnreadableFile(f"{path}: this is too long for a mapping. Is it the table itself?")
    try:
        return _mapping(tomllib.loads(content.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{path}: the mapping is not UTF-8 text.") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableFile(f"{path}: the mapping is no TOML: {error}.") from error
    except ValueError as error:
        raise UnreadableFile(f"{path}: {error}") from error


def _mapping(document: dict[str, Any]) -> Mapping:
    for section, content in document.items():
        _check_known("section", section, ["columns", "constants", *SECTIONS])
        if not isinstance(content, dict):
            raise ValueError(f"“{section}” must be a section: write [{section}] above its keys.")
    columns, constants = _facts(document, "columns"), _facts(document, "constants")
    options = {name: _options(name, document.get(name, {})) for name in SECTIONS}
    found = Mapping(
        {fact: column.strip().lower() for fact, column in columns.items()}, constants, options
    )
    _check_whole(found)
    return found


def _facts(document: dict[str, Any], section: str) -> dict[str, str]:
    """Return a fact for each line of the section, all texts."""
    for fact, text in document.get(section, {}).items():
        _check_known(f"fact in [{section}]", fact, FACTS)
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"[{section}] {fact} must be a text in quotes, as in {fact} = “…”.")
    return document.get(section, {})


def _options(section: str, content: dict[str, Any]) -> dict[str, Any]:
    for key, value in content.items():
        _check_known(f"key in [{section}]", key, list(SECTIONS[section]))
        if problem := SECTIONS[section][key].problem(value):
            raise ValueError(f"[{section}] {key} {problem}.")
    return content


def _check_known(kind: str, name: str, known: list[str]) -> None:
    if name not in known:
        close = get_close_matches(name, known, n=1)
        meant = f" Perhaps “{close[0]}” is meant." if close else ""
        raise ValueError(
            f"“{name[:40]}” is no {kind} that this import knows.{meant} "
            f"It knows {', '.join(known)}."
        )


def _check_whole(mapping: Mapping) -> None:
    both = sorted(set(mapping.columns) & set(mapping.constants))
    if both:
        raise ValueError(f"{', '.join(both)} stands in [columns] and in [constants]. Keep one.")
    if "title" not in mapping.columns:
        raise ValueError("[columns] must name the column of the title, as in title = “Title”.")
    if not {"isbn13", "isbn10"} & set(mapping.columns) and not mapping.option("number", "from"):
        raise ValueError(
            "[columns] names neither isbn13 nor isbn10. For books without one, [number] says "
            "from which column the shop makes a number of its own."
        )
    if bool(mapping.option("number", "from")) != bool(mapping.option("number", "prefix")):
        raise ValueError("[number] needs both from and prefix.")
    try:
        is_text = codecs.lookup(mapping.option("file", "encoding"))._is_text_encoding
    except (LookupError, ValueError):
        is_text = False
    if not is_text:
        raise ValueError("[file] encoding is not known. Write utf-8, cp1252 or latin-1.")
