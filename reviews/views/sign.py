"""Signing a review anew: with one's pen name, or "Anonymous" (B10)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.limits import limited
from accounts.services import pen_name_of
from accounts.views import ReadersRequest
from reviews.forms import ANONYMOUS
from reviews.models import Review
from reviews.services import sign_review

MINUTE = 60


@login_required
@never_cache
@require_POST
@limited("review-sign", limit=30, seconds=10 * MINUTE)
def review_sign(request: ReadersRequest, pk: int) -> HttpResponse:
    review = get_object_or_404(Review, pk=pk, author=request.user)
    wants_to_be_anonymous = request.POST.get("signature") == ANONYMOUS
    pen_name = None if wants_to_be_anonymous else pen_name_of(request.user)
    if pen_name is None and not wants_to_be_anonymous:
        return redirect("accounts:pen-name")
    sign_review(review=review, pen_name=pen_name)
    signature = pen_name.name if pen_name else "Anonymous"
    messages.success(request, f"Your review is signed {signature} now.")
    return redirect("reviews:own-review-list")
