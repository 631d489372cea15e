"""Notes what staff save, and shows which facts are kept from feeds, by whom and since when."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.defaultfilters import date as as_date
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from catalog.models import Edition, StaffEdit, Work
from catalog.staff_edits import fact_words, note_edits, release

NONE_KEPT = "Nothing: feeds may change every fact."
RELEASE = "Let feeds change facts again"

# The rows below a work or an edition, each formset by what a feed calls them.
_ROWS_BELOW = {
    "contributions": "contributors",
    "editorial_reviews": "editorial_reviews",
    "series_parts": "series_parts",
    "related_products": "related_products",
}


class KeptFactsAdmin(admin.ModelAdmin):
    """An admin of works or editions that notes each fact which staff change."""

    def get_urls(self) -> list[URLPattern]:
        name = f"catalog_{self.opts.model_name}_kept"
        view = self.admin_site.admin_view(self.kept_facts_view)
        return [path("<int:pk>/kept/", view, name=name), *super().get_urls()]

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        # The admin's own transaction is still open here.
        note_saved(request, form, formsets)

    @admin.display(description="kept from feeds")
    def kept_from_feeds(self, row: Any) -> str:
        """Tell which facts feeds leave alone. Runs a query."""
        if row.pk is None:
            return "What you fill in here is kept from feeds; they fill in the rest."
        edits = row.staff_edits.select_related("made_by")
        lines = [(_told(edit),) for edit in edits]
        told = format_html_join("", "<li>{}</li>", lines or [(NONE_KEPT,)])
        below = format_html_join("", '<li>{}: {} <a href="{}">{}</a></li>', _of_editions(row))
        link = format_html('<a href="{}">{}</a>', _kept_address(row), RELEASE) if lines else ""
        return format_html('<ul class="kept-facts">{}<li>{}</li>{}</ul>', told, link, below)

    def kept_facts_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let staff choose which facts feeds may change again."""
        row = self.get_object(request, str(pk))
        if row is None:
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        if request.method == "POST":
            return self._release(request, row)
        edits = row.staff_edits.select_related("made_by")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Facts kept from feeds",
            "row": row,
            "facts": [(edit.field, _told(edit)) for edit in edits],
        }
        return render(request, "catalog/admin/kept_facts.html", context)

    def _release(self, request: HttpRequest, row: Any) -> HttpResponse:
        released = release(row, request.POST.getlist("field"))
        if released:
            told = f"Feeds may change again: {', '.join(released)}."
            log_change(request, row, told)
            messages.success(request, told)
        else:
            messages.warning(request, "No fact was chosen, so nothing was changed.")
        change = f"admin:catalog_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(change, args=[row.pk]))


def note_saved(request: HttpRequest, form: Any, formsets: Iterable[Any]) -> None:
    """Note each fact that the form and its formsets have changed.

    A new row's changed fields are those that were filled in.
    """
    fields = set(form.changed_data)
    for formset in formsets:
        if formset.model is Edition:
            _note_editions(request, formset)
        elif formset.has_changed():
            fields.add(_ROWS_BELOW.get(formset.fk.remote_field.related_name, ""))
    note_edits(form.instance, fields, staff=_staff(request))


def log_change(request: HttpRequest, row: Any, told: str, *, action: int = CHANGE) -> None:
    """Tell the admin's own log what somebody did."""
    LogEntry.objects.create(
        user_id=_staff(request).pk,
        content_type=get_content_type_for_model(row),
        object_id=row.pk,
        object_repr=str(row)[:200],
        action_flag=action,
        change_message=told,
    )


def _note_editions(request: HttpRequest, formset: Any) -> None:
    for form in formset.forms:
        if form.has_changed() and form.instance.pk and form not in formset.deleted_forms:
            note_edits(form.instance, form.changed_data, staff=_staff(request))


def _staff(request: HttpRequest) -> Any:
    return request.user


def _kept_address(row: Work | Edition) -> str:
    return reverse(f"admin:catalog_{row._meta.model_name}_kept", args=[row.pk])


def _of_editions(row: Work | Edition) -> list[tuple[str, str, str, str]]:
    """Return what is kept of a work's editions: ISBN, facts, and where it is released."""
    if isinstance(row, Edition):
        return []
    kept: dict[Edition, list[str]] = {}
    edits = StaffEdit.objects.filter(edition__work=row).select_related("edition", "made_by")
    for edit in edits.order_by("edition", "field"):
        if edit.edition:
            kept.setdefault(edit.edition, []).append(_told(edit))
    return [
        (
            edition.isbn13,
            f"{'; '.join(told)}.",
            _kept_address(edition),
            f"{RELEASE} of this edition",
        )
        for edition, told in kept.items()
    ]


def _told(edit: StaffEdit) -> str:
    """Name a kept fact, who wrote it, and when."""
    when = as_date(timezone.localtime(edit.made_at), "j F Y, H:i")
    return f"{fact_words(edit.field)}, by {edit.made_by or 'somebody who has left'} on {when}"
