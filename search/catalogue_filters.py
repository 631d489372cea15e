"""The filters by what the catalogue knows of a book: format, language, year, subject."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from catalog.languages import language_name
from catalog.models import Subject
from search.engines import reading
from search.filters import Choice, FixedFilter
from search.stored import rows_with
from search.tokens import token

# So many of a long list are offered, those with the most books.
_MOST_LANGUAGES, _MOST_SUBJECTS = 12, 12
_FORMATS = {
    "hardcover": "Hardcover",
    "paperback": "Paperback",
    "ebook": "eBook",
    "audio": "Audiobook",
    "board": "Board book",
    "other": "Other formats",
}
_YEAR = re.compile("[0-9]{4}")
_DECADE = re.compile("[0-9]{3}0s")

FORMAT = FixedFilter("format", "Format", lambda: _FORMATS)


class _Languages:
    name, label = "language", "Language"

    def known(self, values: Sequence[str]) -> Sequence[Choice]:
        return [choice for value in values if (choice := self._choice(value))]

    def offered(self, counts: Mapping[str, int]) -> Sequence[Choice]:
        codes = _most_common(self.name, counts, _MOST_LANGUAGES)
        return [choice for code in codes if (choice := self._choice(code))]

    def _choice(self, code: str) -> Choice | None:
        label = language_name(code)
        return Choice(code, token(self.name, code), label) if label else None


class _Years:
    """Decades to choose from; an address may also name a single year."""

    name, label = "year", "Year"

    def known(self, values: Sequence[str]) -> Sequence[Choice]:
        return [
            *(self._decade(value[:4]) for value in values if _DECADE.fullmatch(value)),
            *(
                Choice(value, token("year", value), value)
                for value in values
                if _YEAR.fullmatch(value)
            ),
        ]

    def offered(self, counts: Mapping[str, int]) -> Sequence[Choice]:
        years = sorted((int(year) for year, _ in _values("decade", counts)), reverse=True)
        return [self._decade(str(year)) for year in years]

    def _decade(self, year: str) -> Choice:
        return Choice(f"{year}s", token("decade", year), f"{year}s")


class _Subjects:
    name, label = "subject", "Subject"

    def known(self, values: Sequence[str]) -> Sequence[Choice]:
        return [_of_subject(*row) for row in _subjects("slug", values)]

    def offered(self, counts: Mapping[str, int]) -> Sequence[Choice]:
        keys = [int(value) for value in _most_common(self.name, counts, _MOST_SUBJECTS)]
        by_key = {row[0]: _of_subject(*row) for row in _subjects("id", keys)}
        return [by_key[key] for key in keys if key in by_key]


def _subjects(column: str, values: Collection[str | int]) -> Iterable[tuple[int, str, str, str]]:
    """Return key, slug, scheme and heading of some subjects. One query."""
    return rows_with("id, slug, scheme, heading", "catalog_subject", column, values, reading())


def _of_subject(key: int, slug: str, scheme: str, heading: str) -> Choice:
    return Choice(slug, token("subject", key), _label(scheme, heading))


@lru_cache(maxsize=10_000)
def _label(scheme: str, heading: str) -> str:
    return " › ".join(Subject(scheme=scheme, heading=heading).path)


def _most_common(name: str, counts: Mapping[str, int], most: int) -> list[str]:
    return [
        value for _, value in sorted((-count, value) for value, count in _values(name, counts))
    ][:most]


def _values(name: str, counts: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Yield the values of those tokens that have this name, with their counts."""
    beginning = token(name, "")
    for each, count in counts.items():
        if each.startswith(beginning):
            yield each[len(beginning) :], count


LANGUAGE, YEAR, SUBJECT = _Languages(), _Years(), _Subjects()
