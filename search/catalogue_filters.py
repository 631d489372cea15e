"""The filters by what the catalogue knows of a book: format, language, year, subject."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from catalog.languages import language_name
from catalog.models import Subject
from search.engines import reading
from search.filters import Choice, FixedFilter
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
        years = sorted(_values("decade", counts), key=int, reverse=True)
        return [self._decade(year) for year in years]

    def _decade(self, year: str) -> Choice:
        return Choice(f"{year}s", token("decade", year), f"{year}s")


class _Subjects:
    name, label = "subject", "Subject"

    def known(self, values: Sequence[str]) -> Sequence[Choice]:
        return [_of_subject(*row) for row in _subjects(slug__in=values)] if values else []

    def offered(self, counts: Mapping[str, int]) -> Sequence[Choice]:
        keys = [int(value) for value in _most_common(self.name, counts, _MOST_SUBJECTS)]
        by_key = {row[0]: _of_subject(*row) for row in _subjects(pk__in=keys)} if keys else {}
        return [by_key[key] for key in keys if key in by_key]


def _subjects(**conditions: Any) -> Iterable[tuple[int, str, str, str]]:
    """Return key, slug, scheme and heading of some subjects. One query."""
    subjects = Subject.objects.using(reading()).filter(**conditions).order_by()
    return subjects.values_list("pk", "slug", "scheme", "heading")


def _of_subject(key: int, slug: str, scheme: str, heading: str) -> Choice:
    path = Subject(scheme=scheme, heading=heading).path
    return Choice(slug, token("subject", key), " › ".join(path))


def _values(name: str, tokens: Iterable[str]) -> Iterator[str]:
    """Yield the values of those tokens that have this name."""
    for each in tokens:
        if each.startswith(f"{name}_"):
            yield each.removeprefix(f"{name}_")


def _most_common(name: str, counts: Mapping[str, int], most: int) -> list[str]:
    values = sorted(_values(name, counts), key=lambda value: (-counts[token(name, value)], value))
    return values[:most]


LANGUAGE, YEAR, SUBJECT = _Languages(), _Years(), _Subjects()
