"""The screen of one review that waits, is reported, or is looked at again."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import Truncator

from accounts.models import User
from moderation.admin.pages import (
    address_after,
    desk_address,
    desk_page,
    note_in_log,
    reports_in,
    staff_of,
    with_undo,
)
from moderation.changes import Change, full_text, what_changed
from moderation.desk_forms import LEAVE, DecisionForm
from moderation.entries import OWN_REVIEW, Key, chosen_value
from moderation.found import findings_in, words_by_rule
from moderation.history import history_of
from moderation.rights import require_decider
from moderation.seen import case_in, review_in, seen_of
from moderation.verdicts import ReportsClosed, decide_at_desk, leave_as_it_is, open_case_of
from reviews.deciding import (
    CannotDecide,
    ReviewChanged,
    ReviewGone,
    Verdict,
    held_by_brake,
    require_right,
)
from reviews.models import Appeal, Decision, Review

GONE = "The review is gone: its author took it back, or closed the account. Nothing was decided."
# More than this is not compared word by word.
SEEN_MAX = 50_000


def review_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a review with all that a decision needs, and decide on it."""
    staff = staff_of(request)
    require_decider(staff)
    review = _with_facts().filter(pk=pk).first()
    if review is None:
        messages.warning(request, GONE)
        return redirect(desk_address(request))
    if request.method == "POST":
        return _decide(request, review, staff)
    initial = {"outcome": request.GET.get("outcome", "")}
    return _page(request, review, DecisionForm(initial=initial, **_offer(review)))


def _decide(request: HttpRequest, review: Review, staff: User) -> HttpResponse:
    require_right(staff, review)
    seen = request.POST.get("seen", "")
    form = DecisionForm(request.POST, **_offer(review, seen))
    if review_in(seen) != review.as_seen:
        return _changed(request, review)
    if "fill" in request.POST:
        return _page(request, review, _with_words_of_rule(request, review))
    if not form.is_valid():
        return _page(request, review, form)
    # Read before the decision takes the review out of the queue.
    key = _key(review)
    try:
        told = _carry_out(request, review, form.cleaned_data, staff)
    except ReviewChanged as changed:
        return _changed(request, changed.review)
    except ReviewGone:
        messages.warning(request, GONE)
        return redirect(desk_address(request))
    except CannotDecide as reason:
        form.add_error(None, str(reason))
        status = 409 if isinstance(reason, ReportsClosed) else 200
        return _page(request, review, form, status=status)
    messages.success(request, told)
    return redirect(address_after(request, key))


def _carry_out(request: HttpRequest, review: Review, data: dict[str, Any], staff: User) -> str:
    """Do what was decided; return what to tell of it."""
    seen = request.POST["seen"]
    to_reporters = data.get("to_reporters", "")
    if data["outcome"] == LEAVE:
        leave_as_it_is(review=review, moderator=staff, seen=seen, to_reporters=to_reporters)
        note_in_log(request, review, "Left up; the reports are closed.")
        return f"Left up, and the reports are closed: {_named([review])}."
    verdict = Verdict(data["outcome"], data["rule"], data["words"], data["note"])
    decision = decide_at_desk(
        review=review, verdict=verdict, moderator=staff, seen=seen, to_reporters=to_reporters
    )
    return told_of(request, [decision])


def told_of(request: HttpRequest, decisions: list[Decision]) -> str:
    """Note decisions of one kind in the admin's log; return a message with a way back."""
    outcome = decisions[0].get_outcome_display().capitalize()
    reviews = [decision.review for decision in decisions if decision.review]
    for review in reviews:
        note_in_log(request, review, f"{outcome}.")
    told = f"{outcome}: {_named(reviews)}."
    if decisions[0].outcome == Decision.Outcome.PENDING:
        return told
    return with_undo(request, told, *(chosen_value(review) for review in reviews))


def _named(reviews: list[Review]) -> str:
    if len(reviews) > 1:
        return f"{len(reviews)} reviews"
    return f"a review of {Truncator(reviews[0].work.full_title).chars(80)}"


def _changed(request: HttpRequest, review: Review) -> HttpResponse:
    """Show the review as it is now, what changed, and all that was typed (409)."""
    review = _with_facts().get(pk=review.pk)
    seen_text = request.POST.get("seen_text", "")[:SEEN_MAX]
    seen = request.POST.get("seen", "")
    change = what_changed(review, seen=seen, seen_text=seen_text)
    form = DecisionForm(initial=request.POST.dict(), **_offer(review, seen))
    return _page(request, review, form, change=change, status=409)


def _with_words_of_rule(request: HttpRequest, review: Review) -> DecisionForm:
    """Return the form as typed, with the words that were found for the chosen rule."""
    words = words_by_rule(review).get(request.POST.get("rule", ""), "")
    return DecisionForm(initial={**request.POST.dict(), "words": words}, **_offer(review))


def _offer(review: Review, seen: str = "") -> dict[str, Any]:
    """Say what the form is for; what was typed about reports closed meanwhile is kept."""
    is_reported = open_case_of(review) is not None or case_in(seen) > 0
    return {"review": review, "is_reported": is_reported}


def _key(review: Review) -> Key:
    """Return the place of a review in the queue, for what comes after it."""
    case = None if review.is_pending else open_case_of(review)
    if case:
        return Key(case.opened_at, "case", case.pk)
    return Key(review.created_at, "review", review.pk)


def _with_facts() -> QuerySet[Review]:
    return Review.objects.select_related("work", "edition", "author", "pen_name")


def _page(
    request: HttpRequest,
    review: Review,
    form: DecisionForm,
    *,
    change: Change | None = None,
    status: int = 200,
) -> HttpResponse:
    case = open_case_of(review)
    decisions = review.decisions.select_related("decided_by", "appeal__decided_by")
    is_own = review.author_id == staff_of(request).pk
    context = {
        "title": f"Review of {review.work.full_title}",
        "review": review,
        "full_text": full_text(review),
        "marked_headline": findings_in(review, "headline"),
        "marked_text": findings_in(review, "text"),
        "edition": review.edition or review.work.editions.first(),
        "recommendations": review.recommendations.all(),
        **reports_in(case),
        "seen": seen_of(review, case),
        "decisions": decisions,
        "appeal": _open_appeal(review),
        "history": history_of(review),
        "is_held": review.is_pending and held_by_brake(review),
        "barred": OWN_REVIEW if is_own else "",
        "change": change,
        "form": form,
    }
    return desk_page(request, "review.html", context, status=status)


def _open_appeal(review: Review) -> Appeal | None:
    return Appeal.objects.filter(decision__review=review, state=Appeal.State.OPEN).first()
