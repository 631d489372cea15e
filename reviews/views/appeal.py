"""An author's one answer to a decision against a review (B2)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.durations import in_words
from accounts.limits import caller_of, hit
from accounts.next_page import with_next
from reviews import deciding, drafts
from reviews.forms import AppealForm
from reviews.models import Appeal, Decision, Review
from reviews.standing import Standing, standing_of
from reviews.writing import tidy_text

MINUTE = 60
CHANGED = "Another decision was made since you opened this page. Nothing is sent."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was decided with a form to answer it, and take the answer in when it is sent."""
    if not request.user.is_authenticated:
        return _sign_in_first(request, pk)
    own = Review.objects.filter(author=request.user).with_decisions().select_related("work")
    standing = standing_of(get_object_or_404(own, pk=pk))
    if request.method == "POST":
        return _take_in(request, standing)
    return _show(request, standing, AppealForm(initial={"text": request.session.get(_key(pk))}))


def _sign_in_first(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was typed with the session, which goes on after signing in."""
    typed = tidy_text(request.POST.get("text", ""))
    if typed and len(typed) <= drafts.LONGEST:
        request.session[_key(pk)] = typed
    return redirect(with_next("account_login", reverse("reviews:review-appeal", args=[pk])))


def _take_in(request: HttpRequest, standing: Standing) -> HttpResponse:
    form = AppealForm({"text": tidy_text(request.POST.get("text", ""))})
    if wait := hit(f"review-appeal:{caller_of(request)}", limit=20, seconds=10 * MINUTE):
        response = _show(request, standing, form, wait=in_words(wait), status=429)
        response["Retry-After"] = str(wait)
        return response
    if standing.last is None or request.POST.get("decision") != str(standing.last.pk):
        return _show(request, standing, form, reason=CHANGED)
    if form.is_valid():
        return _send(request, standing, standing.last, form)
    return _show(request, standing, form)


def _send(
    request: HttpRequest, standing: Standing, decision: Decision, form: AppealForm
) -> HttpResponse:
    text = form.cleaned_data["text"]
    try:
        deciding.appeal(decision=decision, text=text)
    except deciding.CannotAppeal as refusal:
        # A second click comes to what the first has done.
        if not Appeal.objects.filter(decision=decision, text=text).exists():
            return _show(request, standing, form, reason=str(refusal))
    request.session.pop(_key(standing.review.pk), None)
    return redirect("reviews:review-detail", standing.review.pk)


def _show(
    request: HttpRequest, standing: Standing, form: AppealForm, *, status: int = 200, **about: str
) -> HttpResponse:
    context = {
        "review": standing.review,
        "standing": standing,
        "form": form,
        "text": form.data.get("text", ""),
    }
    return render(request, "reviews/review_appeal.html", context | about, status=status)


def _key(pk: int) -> str:
    return f"review-appeal-{pk}"
