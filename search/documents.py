"""Works as the index keeps them: their words, what they are filtered, ranked and shown by.

`Document.shown` holds for a row of results: `title`, `subtitle`, `byline` (pairs of a phrase and a
list of names with their slugs), `url` and `isbn13` of the edition that stands for the work,
`cover` (None, or `src`, `srcset`, `avif`, `width`, `height`), `editions` (`label`, `year`, `url`),
`edition_count`, `published` (the day of the newest, or None), and what the facts of the other rooms
add to it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import md5
from math import log10
from typing import Any, NamedTuple

from django.db.models import Prefetch

from catalog.byline import BylinePart
from catalog.constraints import NAME
from catalog.models import ContentsEntry, Edition, Work
from catalog.templatetags.shop import cover_srcset
from search.engines import BREAK, Entry
from search.facts import Facts
from search.levels import level_of
from search.models import Document
from search.shelves import Standing, shelves_of
from search.tokens import catalogue_tokens
from search.watching import sources
from search.words import index_words, words_of

# No text of a book is longer, and one that were would be found by everything.
_MOST_WORDS = 20_000
_EDITIONS_SHOWN = 12


class Prepared(NamedTuple):
    document: Document
    entry: Entry
    shelves: Mapping[str, Standing]


def prepare(keys: Sequence[int], thresholds: Sequence[float]) -> list[Prepared]:
    """Return the entries of these works, of those that there are. A fixed number of queries.

    `thresholds` are those of search.levels.
    """
    contents = _contents(keys)
    told = [source.facts_of(keys) for source in sources()]
    return [
        _prepared(
            work,
            contents.get(work.pk, []),
            [facts[work.pk] for facts in told if work.pk in facts],
            thresholds,
        )
        for work in _works(keys)
    ]


def _works(keys: Sequence[int]) -> Iterable[Work]:
    editions = Edition.objects.select_related("publisher").order_by("pk")
    return Work.objects.filter(pk__in=keys).prefetch_related(
        "contributions__contributor",
        "subjects",
        Prefetch("editions", editions.prefetch_related("series_parts__series")),
    )


def _contents(keys: Sequence[int]) -> Mapping[int, list[str]]:
    """Return the titles of the contents entries by work, without a model for each of so many."""
    found: dict[int, list[str]] = {}
    entries = ContentsEntry.objects.filter(edition__work__in=keys).order_by("edition", "order")
    for work, title in entries.values_list("edition__work", "title"):
        found.setdefault(work, []).append(title)
    return found


def _prepared(
    work: Work, contents: Sequence[str], told: Sequence[Facts], thresholds: Sequence[float]
) -> Prepared:
    editions, byline = list(work.editions.all()), work.byline
    people = [each.contributor.name for each in work.contributions.all()]
    head = _words([work.title, work.subtitle, *people, *_further_names(work, editions)])
    body = _words([*dict.fromkeys(contents), work.keywords, work.overview])
    numbers = [number for each in editions for number in (each.isbn, each.isbn10) if number]
    quality = _selling(editions) + sum(facts.quality for facts in told)
    tokens = [
        *catalogue_tokens(work, editions),
        *(token for facts in told for token in facts.tokens),
    ]
    entry = Entry(
        work.pk,
        [*head, *_apart(numbers)],
        body[:_MOST_WORDS],
        tokens,
        level_of(work.pk, quality, thresholds),
    )
    document = Document(
        work_id=work.pk,
        title=" ".join(words_of(work.title))[:NAME],
        subtitle=" ".join(words_of(work.subtitle)),
        people=" ".join(word for name in people for word in words_of(name)),
        quality=quality,
        tokens=" ".join(tokens),
        shown=_shown(work, byline, editions, told),
        digest=_digest(entry),
    )
    shelves = shelves_of(work, byline, editions, quality)
    for facts in told:
        shelves |= facts.shelves
    # A work without editions has no page that a shelf could lead to.
    return Prepared(document, entry, shelves if editions else {})


def _selling(editions: Iterable[Edition]) -> float:
    """Return how well the best edition sells: 1 for the first in the shop, 0.2 for the 10,000th."""
    ranks = [edition.sales_rank for edition in editions if edition.sales_rank]
    return 1 / (1 + log10(min(ranks))) if ranks else 0.0


def _further_names(work: Work, editions: Sequence[Edition]) -> Iterator[str]:
    """Yield what else a book is asked for by, each name once."""
    yield from dict.fromkeys(
        [
            *(each.heading for each in work.subjects.all()),
            *(each.publisher.name for each in editions if each.publisher),
            *(part.series.name for each in editions for part in each.series_parts.all()),
        ]
    )


def _words(texts: Iterable[str]) -> list[str]:
    """Return the words of some texts; no phrase reaches from one text to the next."""
    words: list[str] = []
    together: list[str] = []
    for text in texts:
        if text:
            of_text, run_together = index_words(text)
            words += [*of_text, BREAK]
            together += run_together
    return [*words, *_apart(together)]


def _apart(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield from (word, BREAK)


def _shown(
    work: Work,
    byline: Sequence[BylinePart],
    editions: Sequence[Edition],
    told: Iterable[Facts],
) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "title": work.title,
        "subtitle": work.subtitle,
        "byline": [
            (phrase, [(each.name, each.slug) for each in contributors])
            for phrase, contributors in byline
        ],
        "url": "",
        "isbn13": "",
        "cover": _cover(editions),
        "edition_count": len(editions),
        "published": _newest(editions),
        "editions": [
            {
                "label": edition.form.label,
                "year": edition.published_on.year if edition.published_on else None,
                "url": _url(edition, work),
            }
            for edition in editions[:_EDITIONS_SHOWN]
        ],
    }
    if editions:
        shown |= {"url": _url(editions[0], work), "isbn13": editions[0].isbn13}
    for facts in told:
        shown |= facts.shown
    return shown


def _newest(editions: Iterable[Edition]) -> str | None:
    """Return the day of the newest edition, as ISO 8601 writes it."""
    days = [each.published_on for each in editions if each.published_on]
    return max(days).isoformat() if days else None


def _url(edition: Edition, work: Work) -> str:
    edition.work = work
    return edition.get_absolute_url()


def _cover(editions: Iterable[Edition]) -> dict[str, Any] | None:
    edition = next((each for each in editions if each.cover), None)
    if edition is None:
        return None
    has_sources = bool(edition.cover_sources)
    return {
        "src": edition.cover.url,
        "srcset": cover_srcset(edition, "jpg") if has_sources else "",
        "avif": cover_srcset(edition, "avif") if has_sources else "",
        "width": edition.cover_width,
        "height": edition.cover_height,
    }


def _digest(entry: Entry) -> str:
    texts = (entry.head, entry.body, [*entry.tokens, *entry.levels])
    parts = (" ".join(words) for words in texts)
    return md5("\n".join(parts).encode(), usedforsecurity=False).hexdigest()
