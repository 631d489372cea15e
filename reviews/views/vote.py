"""Telling that a review was helpful."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.limits import limited
from accounts.next_page import with_next
from accounts.origin import is_from_here
from reviews.models import Review
from reviews.services import OwnReview, take_back_vote, vote_helpful

MINUTE = 60


# The button stands on public pages, which are the same for everybody and so hold no token. The
# session cookie is not sent with a POST from another site (SameSite=Lax), and the browser's word
# about the origin is checked besides.
@csrf_exempt
@never_cache
@require_POST
@limited("review-vote", limit=30, seconds=10 * MINUTE)
def review_vote(request: HttpRequest, pk: int) -> HttpResponse:
    if not settings.REVIEW_VOTES_OPEN or not is_from_here(request):
        raise PermissionDenied
    review = get_object_or_404(Review.objects.published(), pk=pk)
    if not request.user.is_authenticated:
        return redirect(with_next("account_login", review.get_absolute_url()))
    taken_back = request.POST.get("action") == "take-back"
    context = {"review": review, "taken_back": taken_back}
    if taken_back:
        take_back_vote(review=review, voter=request.user)
        return render(request, "reviews/voted.html", context)
    try:
        vote_helpful(review=review, voter=request.user)
    except OwnReview:
        return render(request, "reviews/vote_refused.html", context, status=403)
    return render(request, "reviews/voted.html", context)
