"""The error pages in the site's look."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve

from accounts.origin import is_from_here
from catalog.models import Edition
from reviews import drafts
from reviews.views.write import seconds_to_wait
from reviews.writing import typed_in


class ExplainedNotFound(Http404):
    """A 404 whose message is written for the shopper and shown on the page."""


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    reason = str(exception) if isinstance(exception, ExplainedNotFound) else ""
    return render(request, "404.html", {"reason": reason}, status=404)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old, and hand back what was typed in a review or a report (RV-10).

    Sending it again takes a click on this page, which no other site can frame or press.
    """
    sent_to = resolve(request.path_info)
    typed = []
    if sent_to.view_name == "reviews:review-write":
        _keep_as_draft(request, sent_to.kwargs["isbn13"])
    if sent_to.view_name == "reviews:review-write" or sent_to.app_name == "moderation":
        typed = [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name != "csrfmiddlewaretoken"
        ]
    return render(request, "403_csrf.html", {"typed": typed}, status=403)


def _keep_as_draft(request: HttpRequest, isbn13: str) -> None:
    """Keep a review whose page may be closed now, unless another site may have written it."""
    typed = typed_in(request.POST)
    edition = Edition.objects.filter(isbn13=isbn13).select_related("work").first()
    if typed and edition and is_from_here(request) and not seconds_to_wait(request):
        drafts.keep(request, edition.work, typed)
