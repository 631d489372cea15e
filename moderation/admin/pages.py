"""What the desk's screens have in common."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import User
from moderation.desk import Desk, Filters
from moderation.desk_forms import FilterForm
from moderation.entries import Key
from moderation.models import Case

REPORTS_SHOWN = 50


def staff_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - admin_view lets nobody else in.
    return request.user


def filters_of(request: HttpRequest) -> Filters:
    """Return how the queue was filtered when this screen was opened from it."""
    return FilterForm(request.GET).filters()


def desk_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "opts": Case._meta,
        "filters": filters_of(request),
        **context,
    }
    return render(request, f"moderation/admin/{template}", context, status=status)


def desk_address(request: HttpRequest) -> str:
    return _with_filters(reverse("admin:moderation_case_changelist"), request)


def address_after(request: HttpRequest, key: Key) -> str:
    """Return the address of the next entry of the queue, or of the queue when this was the last."""
    link = Desk(staff_of(request), filters_of(request)).next_after(key)
    return _with_filters(link, request) if link else desk_address(request)


def reports_in(case: Case | None) -> dict[str, Any]:
    """Return the reports of a case for a screen: the first ones, and how many there are besides."""
    if case is None:
        return {}
    reports = case.reports.with_record().select_related("reporter")
    shown = list(reports[:REPORTS_SHOWN])
    more = reports.count() - REPORTS_SHOWN if len(shown) == REPORTS_SHOWN else 0
    return {"case": case, "reports": shown, "more_reports": more}


def note_in_log(request: HttpRequest, row: Model, told: str) -> None:
    """Tell the admin's own log, which stands on the staff's first page, what somebody did."""
    LogEntry.objects.log_actions(
        user_id=staff_of(request).pk,
        queryset=[row],
        action_flag=CHANGE,
        change_message=told,
        single_object=True,
    )


def with_undo(request: HttpRequest, told: str, *chosen: str) -> str:
    """Return a message that offers to put reviews back; `chosen` is what is seen of them now."""
    context = {"told": told, "chosen": chosen}
    return render_to_string("moderation/admin/_undo.html", context, request)


def _with_filters(address: str, request: HttpRequest) -> str:
    query = filters_of(request).query
    return f"{address}?{query}" if query else address
