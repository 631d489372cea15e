"""The error pages in the site's look."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render


class ExplainedNotFound(Http404):
    """A 404 whose message is written for the shopper and shown on the page."""


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    reason = str(exception) if isinstance(exception, ExplainedNotFound) else ""
    return render(request, "404.html", {"reason": reason}, status=404)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)
