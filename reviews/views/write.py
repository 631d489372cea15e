"""Writing a review: one page whose form is sent to check, to look for books, and to submit."""

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.durations import in_words
from accounts.limits import caller_of, hit
from accounts.models import User
from accounts.next_page import with_next
from catalog.models import Edition
from reviews import drafts
from reviews.deciding import ReviewGone, withdraw_review
from reviews.models import Review
from reviews.recommending import WORDS_MAX, find_book, find_books
from reviews.rules import RULES
from reviews.services import AlreadyReviewed, submit_review
from reviews.writing import Writing, as_text, kept_writing, sent_writing, typed_in, typed_of

MINUTE = 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review_write(request: HttpRequest, isbn13: str) -> HttpResponse:
    """Show the form with what was typed last, and take it in when it is sent."""
    edition = get_object_or_404(Edition.objects.with_shelf_facts(), isbn13=isbn13)
    typed = (
        typed_in(request.POST) if request.method == "POST" else drafts.read(request, edition.work)
    )
    own = _own_review(request, edition)
    if not settings.REVIEWS_OPEN:
        return _refuse(request, "reviews/closed.html", {"edition": edition}, typed, status=403)
    if own and not own.is_pending:
        return _refuse(request, "reviews/already_reviewed.html", {"review": own}, typed)
    if request.POST.get("action") == "discard":
        drafts.discard(request, edition.work)
        return redirect(request.path)
    if request.method == "POST":
        return _take_in(request, edition, typed or {})
    writing = kept_writing(edition, typed or (typed_of(own) if own else {}), _author(request))
    return _show(request, writing, found_draft=bool(typed), own=own)


@never_cache
@require_safe
def recommendable(request: HttpRequest, isbn13: str) -> HttpResponse:
    """Return the books to recommend for what is typed so far (static/js/suggestions.js)."""
    if not settings.REVIEWS_OPEN:
        raise Http404
    edition = get_object_or_404(Edition.objects.select_related("work"), isbn13=isbn13)
    words = typed_in(request.GET).get("look_for", [""])[0][:WORDS_MAX]
    context = {"found": find_books(words, besides=edition.work)}
    return render(request, "reviews/_book_options.html", context)


@never_cache
@require_POST
def review_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a review back; its words stay as a draft, so that nothing is lost.

    A published one goes only when its author has read what goes with it.
    """
    if not request.user.is_authenticated:
        return redirect(with_next("account_login", reverse("reviews:own-review-list")))
    reviews = Review.objects.with_facts().select_related("work", "edition")
    review = get_object_or_404(reviews, pk=pk, author=request.user)
    edition = review.edition or review.work.editions.first()
    context = {"review": review, "edition": edition}
    if review.is_published and "confirmed" not in request.POST:
        return render(request, "reviews/withdraw_confirm.html", context)
    try:
        with transaction.atomic():
            drafts.keep(request, review.work, typed_of(review))
            withdraw_review(review=review)
    except ReviewGone as gone:
        raise Http404 from gone
    return render(request, "reviews/withdrawn.html", context)


def seconds_to_wait(request: HttpRequest) -> int | None:
    """Count one sending of the form; return the seconds to wait when it is one too many."""
    return hit(f"review-write:{caller_of(request)}", limit=60, seconds=10 * MINUTE)


def _take_in(request: HttpRequest, edition: Edition, typed: drafts.Typed) -> HttpResponse:
    action, _, isbn13 = request.POST.get("action", "send").partition(":")
    # Only who sends or checks a review is told what is missing in it.
    read = sent_writing if action in {"send", "check"} else kept_writing
    writing = read(edition, typed, _author(request))
    if wait := seconds_to_wait(request):
        response = _show(request, writing, wait=in_words(wait), status=429)
        response["Retry-After"] = str(wait)
        return response
    if action == "add":
        _add_book(writing, isbn13)
    elif action == "remove":
        writing.recommended.remove(isbn13)
    drafts.keep(request, writing.edition.work, writing.draft)
    if action == "send":
        return _send(request, writing)
    if action == "check":
        writing.check()
    return _show(request, writing, action=action, added=isbn13)


def _send(request: HttpRequest, writing: Writing) -> HttpResponse:
    """Store a review that is complete, unobjectionable and signed; else ask for what is missing."""
    if not writing.may_be_sent():
        return _show(request, writing, action="send")
    here = reverse("reviews:review-write", args=[writing.edition.isbn13])
    if not request.user.is_authenticated:
        return redirect(with_next("account_login", here))
    if writing.needs_pen_name:
        return redirect(with_next("accounts:pen-name", here))
    try:
        review = submit_review(
            author=request.user,
            edition=writing.edition,
            written=writing.written(request.user),
            screening=writing.screen(),
        )
    except AlreadyReviewed as refusal:
        context = {"review": refusal.review}
        return _refuse(request, "reviews/already_reviewed.html", context, writing.typed)
    return redirect(review)


def _add_book(writing: Writing, isbn13: str) -> None:
    if book := find_book(isbn13):
        writing.recommended.add(book)
        if not writing.recommended.errors:
            writing.forget_words()


def _show(
    request: HttpRequest, writing: Writing, *, status: int = 200, **about: object
) -> HttpResponse:
    words = writing.look_for
    context = {
        "writing": writing,
        "form": writing.form,
        "edition": writing.edition,
        "rules": RULES,
        "searched": bool(words),
        "found": find_books(words, besides=writing.edition.work) if words else [],
    }
    return render(request, "reviews/review_write.html", context | about, status=status)


def _refuse(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    typed: drafts.Typed | None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Say why nothing can be sent, and give back what was typed, so that it can be copied."""
    return render(request, template, {**context, "text": as_text(typed or {})}, status=status)


def _own_review(request: HttpRequest, edition: Edition) -> Review | None:
    if not request.user.is_authenticated:
        return None
    return Review.objects.standing().filter(work=edition.work, author=request.user).first()


def _author(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None
