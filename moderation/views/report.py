"""Reporting something: a form of its own for each kind of thing the public can see (RP-1 to RP-4).

No account is needed. The page is kept by no cache, so a form with a token is safe here.
"""

from collections.abc import Mapping
from functools import partial
from typing import Protocol

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.durations import in_words
from accounts.limits import View, caller_of, hit
from moderation.forms import ErrorForm, ReportForm
from moderation.models import Case
from moderation.people import reporter_of
from moderation.services import AlreadyReported, report
from moderation.targets import (
    address_of,
    public_editions,
    public_offers,
    public_pen_names,
    public_reviews,
    public_sellers,
    words_for,
)

HOUR = 60 * 60
REPORTS_AN_HOUR = 10


class MakesForm(Protocol):
    """One of the two forms, with what it needs to know of the thing already given."""

    def __call__(
        self, typed: QueryDict | None, *, is_signed_in: bool
    ) -> ReportForm | ErrorForm: ...


def report_page(view: View) -> View:
    return never_cache(require_http_methods(["GET", "HEAD", "POST"])(view))


@report_page
def review_report(request: HttpRequest, pk: int) -> HttpResponse:
    return _report(request, "review", get_object_or_404(public_reviews(), pk=pk))


@report_page
def pen_name_report(request: HttpRequest, name: str) -> HttpResponse:
    return _report(request, "pen_name", get_object_or_404(public_pen_names(), name=name))


@report_page
def book_report(request: HttpRequest, isbn13: str) -> HttpResponse:
    return _report(request, "edition", get_object_or_404(public_editions(), isbn13=isbn13))


@report_page
def offer_report(request: HttpRequest, pk: int) -> HttpResponse:
    return _report(request, "offer", get_object_or_404(public_offers(), pk=pk))


@report_page
def seller_report(request: HttpRequest, slug: str) -> HttpResponse:
    return _report(request, "seller", get_object_or_404(public_sellers(), slug=slug))


@report_page
def book_error(request: HttpRequest, isbn13: str) -> HttpResponse:
    """Take in an error on a book's page: the fact, and what should stand there (RR-1b)."""
    edition = get_object_or_404(public_editions(), isbn13=isbn13)
    make_form = partial(ErrorForm, edition=edition)
    return _take_in(request, "edition", edition, make_form, "moderation/error_form.html")


def _report(request: HttpRequest, kind: str, target: Model) -> HttpResponse:
    make_form = partial(ReportForm, kind=kind)
    return _take_in(request, kind, target, make_form, "moderation/report_form.html")


def _take_in(
    request: HttpRequest, kind: str, target: Model, make_form: MakesForm, template: str
) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = make_form(typed, is_signed_in=request.user.is_authenticated)
    context = {"form": form, **_about(kind, target)}
    if not form.is_valid():
        return render(request, template, context)
    if wait := hit(f"report:{caller_of(request)}", limit=REPORTS_AN_HOUR, seconds=HOUR):
        response = render(request, template, context | {"wait": in_words(wait)}, status=429)
        response["Retry-After"] = str(wait)
        return response
    return _send(request, kind, target, form)


def _send(
    request: HttpRequest, kind: str, target: Model, form: ReportForm | ErrorForm
) -> HttpResponse:
    reporter = reporter_of(request, email=form.reply_to)
    context = {
        **_about(kind, target),
        "desk": Case.Desk(form.desk).label,
        "is_told": bool(reporter.account or reporter.email),
    }
    try:
        report(
            kind=kind, target=target, desk=form.desk, complaint=form.complaint, reporter=reporter
        )
    except AlreadyReported as refusal:
        context |= {"report": refusal.report, "typed": form.complaint}
        return render(request, "moderation/already_reported.html", context)
    return render(request, "moderation/reported.html", context)


def _about(kind: str, target: Model) -> Mapping[str, object]:
    return {
        "kind": kind,
        "target": target,
        "what": words_for(kind, target),
        "address": address_of(target),
    }
