"""Reading reviews: all of a work's, and one by its own address."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.services import pen_name_of
from accounts.views import ReadersRequest
from catalog.models import Edition
from catalog.paging import page_or_404
from reviews.deciding import held_by_brake
from reviews.models import RatingSummary, Review, with_review_facts
from reviews.querysets import SCOPES, SORTS
from reviews.reasons import reasons_of
from reviews.standing import standing_of

REVIEWS_PER_PAGE = 10
SORT_LABELS = [
    ("newest", "Newest"),
    ("helpful", "Most helpful"),
    ("highest", "Highest"),
    ("lowest", "Lowest"),
]


@require_safe
def review_list(request: HttpRequest, isbn13: str) -> HttpResponse:
    """All published reviews of the work of an edition, ten a page."""
    editions = with_review_facts(Edition.objects.select_related("work__rating_summary"))
    edition = get_object_or_404(editions, isbn13=isbn13)
    sort = _asked(request, "sort", among=SORTS) or "newest"
    stars = _asked(request, "stars", among="12345")
    scope = _asked(request, "edition", among=SCOPES)
    shown = edition.work.reviews.published().about(edition, scope=scope)
    shown = shown.with_facts().sorted_by(sort)
    if stars:
        shown = shown.filter(rating=int(stars))
    context = {
        "edition": edition,
        "rating": RatingSummary.of(edition.work),
        "reasons": reasons_of(edition.work) if edition.not_published_count else [],
        "sorts": SORT_LABELS,
        "sort": sort,
        "stars": stars,
        "scopes": _scopes(edition),
        "scope": scope,
        "page": page_or_404(request, shown, per_page=REVIEWS_PER_PAGE),
    }
    return render(request, "reviews/review_list.html", context)


@require_safe
def review_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One review. Before it is published only its author and staff get it (B4).

    A published review is the same page for everybody, so the session is asked only when it is not.
    """
    reviews = Review.objects.with_facts().select_related("work")
    review = get_object_or_404(reviews, pk=pk)
    edition = review.edition or review.work.editions.first()
    context: dict[str, object] = {"review": review, "edition": edition}
    if review.is_published:
        return render(request, "reviews/review_detail.html", context)
    if not _may_see_unpublished(request.user, review):
        raise Http404
    if request.user.pk == review.author_id:
        context["standing"] = standing_of(review)
        context["has_brake"] = review.is_pending and held_by_brake(review)
    response = render(request, "reviews/review_detail.html", context)
    add_never_cache_headers(response)
    return response


@login_required
@never_cache
@require_safe
def own_reviews(request: ReadersRequest) -> HttpResponse:
    own = Review.objects.filter(author=request.user)
    reviews = own.with_facts().with_decisions().select_related("work", "edition")
    page = page_or_404(request, reviews.sorted_by("newest"), per_page=REVIEWS_PER_PAGE)
    context = {
        "page": page,
        "standings": [standing_of(review) for review in page],
        "pen_name": pen_name_of(request.user),
    }
    return render(request, "reviews/own_reviews.html", context)


def _asked(request: HttpRequest, name: str, *, among: Iterable[str]) -> str:
    """Return a choice made in the address, or "" for one that there is not."""
    value = request.GET.get(name, "")
    return value if value in tuple(among) else ""


def _scopes(edition: Edition) -> list[tuple[str | None, str]]:
    """Return the ways to narrow the list that make a difference for this work (B16)."""
    languages = dict(edition.work.editions.values_list("pk", "language"))
    scopes = []
    if len(languages) > 1:
        scopes.append(("this", "This edition"))
    if edition.language and len(set(languages.values())) > 1:
        scopes.append(("language", "In the language of this edition"))
    return [(None, "All editions"), *scopes] if scopes else []


def _may_see_unpublished(user: User | AnonymousUser, review: Review) -> bool:
    if user.is_authenticated and user.pk == review.author_id:
        return True
    # Whoever may change or decide on reviews may read them, as everywhere in the admin.
    permissions = ("reviews.view_review", "reviews.change_review")
    return user.is_staff and any(user.has_perm(permission) for permission in permissions)
