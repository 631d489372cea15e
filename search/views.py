from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalog import isbn
from catalog.models import Edition
from catalog.paging import page_or_404
from search.asking import Asked, read_asked, sorts, typed_text
from search.explaining import how_many, reading_of
from search.finding import Hits
from search.narrowing import Narrowed, narrowed, offered
from search.results import rows_of
from search.suggesting import suggestions
from search.terms import LONGEST_TEXT, MOST_TERMS

BOOKS_PER_PAGE = 20
# Seconds for which a browser need not ask again what is suggested for some letters.
SUGGESTED_FOR = 300


@require_safe
@cache_control(public=True, max_age=SUGGESTED_FOR)
def suggestion_list(request: HttpRequest) -> HttpResponse:
    """Return the options below the search box while one types (static/js/suggestions.js)."""
    context = {"suggestions": suggestions(typed_text(request.GET)[:LONGEST_TEXT])}
    return render(request, "search/_suggestions.html", context)


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Find books by what is typed and chosen; an ISBN leads straight to its page."""
    asked = read_asked(request.GET)
    if asked.is_empty:
        return render(request, "search/empty.html", {"asked": asked})
    reason = ""
    try:
        number = isbn.stored_number(asked.text)
    except isbn.InvalidISBN as error:
        reason = str(error) if isbn.looks_like_one(asked.text) else ""
    else:
        if edition := Edition.objects.select_related("work").filter(isbn13=number).first():
            return redirect(edition)
        kind = "item number" if isbn.is_own_number(number) else "ISBN"
        reason = f"No book here has the {kind} {isbn.hyphenate(number)}."
    return _page_of_results(request, asked, reason)


def _page_of_results(request: HttpRequest, asked: Asked, reason: str) -> HttpResponse:
    found = Narrowed(Hits(), {}) if reason else narrowed(asked)
    page = page_or_404(request, asked.sort.sorted(found.hits.works), per_page=BOOKS_PER_PAGE)
    context = {
        "asked": asked,
        "search_words": asked.text,
        "hits": found.hits,
        "count": how_many(found.hits),
        "page": page,
        "rows": rows_of(page, found.hits.terms),
        "reading": (reading := reading_of(found.hits, asked.terms)),
        "reading_address": asked.for_words(reading.words) if reading else "",
        "filters": offered(asked, found),
        "without_filters": asked.without_filters(),
        "chosen_count": sum(map(len, asked.chosen.values())),
        "longest": LONGEST_TEXT,
        "most_words": MOST_TERMS,
        "sorts": [(sort, asked.sorted_by(sort)) for sort in sorts()],
        "isbn_reason": reason,
    }
    return render(request, "search/results.html", context)
