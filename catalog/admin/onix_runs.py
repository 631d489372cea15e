"""Screens for ONIX files: sending one, how far it is, and what became of its records."""

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.timesince import timesince
from django.views.decorators.http import require_POST

from catalog.importing import Outcome
from catalog.models import OnixRecord, OnixRun
from catalog.onix_run_forms import OnixRunForm
from catalog.runs import onix
from catalog.runs.claiming import is_dead, state_of
from catalog.runs.process import start
from catalog.runs.results import without_formula

State = OnixRun.State

# Which loads a file in a process of its own.
_COMMAND = "run_onix"
_ON_A_PAGE = 100
_COUNTS = ("created", "changed", "unchanged", "refused", "warned")
_COLUMNS = ("record", "place", "outcome", "reason", "changes", "warnings", "answer", "ISBN")


@admin.register(OnixRun)
class OnixRunAdmin(admin.ModelAdmin):
    """A file is sent and loaded; what was loaded is never edited by hand."""

    form = OnixRunForm
    actions = ["delete_files"]
    add_form_template = "catalog/admin/onix_form.html"
    change_list_template = "catalog/admin/onix_run_list.html"
    fields = ["file", "incoming", "is_trial"]
    list_display = ["shown_file", "shown_state", "shown_counts", "is_trial", "asked_at"]
    list_filter = ["state", "is_trial"]
    list_per_page = 50
    search_fields = ["file_name"]
    search_help_text = "Name of the file."

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path(
                "<int:pk>/load/",
                view(require_POST(self.load_view)),
                name="catalog_onixrun_load",
            ),
            path("<int:pk>/results/", view(self.results_view), name="catalog_onixrun_results"),
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kwargs["extra_context"] = {
            "title": "ONIX files",
            "open_records": OnixRecord.objects.open().count(),
        }
        return super().changelist_view(request, *args, **kwargs)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kwargs["extra_context"] = {"title": "Load an ONIX file"}
        return super().add_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: OnixRun, form: Any, change: bool) -> None:
        """Keep the file, and have it loaded once it is sure to be kept."""
        obj.started_by = request.user  # type: ignore[assignment]  # Staff are signed in.
        obj.save()
        transaction.on_commit(lambda: start(obj, _COMMAND))

    def response_add(self, request: HttpRequest, obj: OnixRun, *args: Any) -> HttpResponse:
        return redirect(page_of(obj))

    def change_view(self, request: HttpRequest, object_id: str, *args: Any) -> HttpResponse:
        """Show how far a file is and what became of it; its buttons lead to other addresses."""
        run = self.get_object(request, object_id)
        if run is None:
            raise Http404
        if not self.has_view_permission(request, run):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            **_shown_of(run, request),
            "title": Truncator(run.file_name).chars(80),
            "opts": self.opts,
            "run": run,
            "may_change": self.has_change_permission(request, run),
        }
        return render(request, "catalog/admin/onix_run.html", context)

    def load_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self._found(pk)
        if not self.has_change_permission(request, run):
            raise PermissionDenied
        is_lined_up = onix.line_up(run)
        run.refresh_from_db()
        if is_lined_up:
            self.log_change(request, run, "Gone on with.")
            start(run, _COMMAND)
        else:
            told = f"It was left as it is: {state_of(run)}."
            self.message_user(request, told, messages.WARNING)
        return redirect(page_of(run))

    def results_view(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        run = self._found(pk)
        if not self.has_view_permission(request, run):
            raise PermissionDenied
        name = f'attachment; filename="onix-{run.pk}.csv"'
        return StreamingHttpResponse(
            _lines(run), content_type="text/csv", headers={"Content-Disposition": name}
        )

    @admin.action(description="Delete the stored files", permissions=["change"])
    def delete_files(self, request: HttpRequest, queryset: QuerySet[OnixRun]) -> None:
        runs = queryset.filter(state__in=[State.DONE, State.FAILED]).exclude(file="")
        for run in runs:
            run.file.delete(save=False)
            run.save(update_fields=["file"])
            self.log_change(request, run, "The stored file was deleted.")
        self.message_user(request, f"Stored files deleted: {len(runs)}. Their reports stay.")

    @admin.display(description="file", ordering="file_name")
    def shown_file(self, run: OnixRun) -> str:
        return Truncator(run.file_name).chars(40)

    @admin.display(description="records")
    def shown_counts(self, run: OnixRun) -> str:
        counts = {name: getattr(run, name) for name in _COUNTS}
        return ", ".join(f"{count:,} {name}" for name, count in counts.items() if count) or "-"

    @admin.display(description="state", ordering="state")
    def shown_state(self, run: OnixRun) -> str:
        return state_of(run)

    def _found(self, pk: int) -> OnixRun:
        run = OnixRun.objects.filter(pk=pk).first()
        if run is None:
            raise Http404
        return run


def page_of(run: OnixRun) -> str:
    return reverse("admin:catalog_onixrun_change", args=[run.pk])


def _shown_of(run: OnixRun, request: HttpRequest) -> dict[str, Any]:
    """Return what the page of a run shows besides its fields. Runs queries."""
    is_stopped = is_dead(run)
    is_running = run.state == State.RUNNING and not is_stopped
    is_starting = run.state == State.WAITING and not run.message
    shown = request.GET.get("show", "")
    if shown not in _FILTERS:
        shown = "refused" if run.refused else "all"
    results = _FILTERS[shown](run.results.select_related("edition"))
    left = onix.time_left(run) if is_running else None
    return {
        "state": state_of(run),
        "is_dead": is_stopped,
        "is_running": is_running,
        # The page comes again by itself as long as it may say something else then.
        "is_moving": is_running or is_starting,
        "may_be_loaded": bool(run.file or run.incoming)
        and (is_stopped or run.state in {State.WAITING, State.FAILED}),
        "time_left": timesince(timezone.now() - left) if left else "",
        "open_records": run.results.open().count(),
        "shown": shown,
        "filters": list(_FILTERS),
        "results": Paginator(results, _ON_A_PAGE).get_page(request.GET.get("p")),
    }


_FILTERS = {
    "refused": lambda results: results.refused(),
    "changed": lambda results: results.filter(outcome=Outcome.CHANGED.value),
    "created": lambda results: results.filter(outcome=Outcome.CREATED.value),
    "unchanged": lambda results: results.filter(outcome=Outcome.UNCHANGED.value),
    "warned": lambda results: results.exclude(warnings=[]),
    "all": lambda results: results.all(),
}


class _Echo:
    """Gives back each line that a csv.writer writes, instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _lines(run: OnixRun) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(_COLUMNS)
    for result in run.results.select_related("edition").iterator(chunk_size=1_000):
        cells = (
            str(result.number),
            result.place,
            result.outcome,
            result.reason,
            "; ".join(result.changes),
            "; ".join(result.warnings),
            result.answer,
            result.edition.isbn13 if result.edition else "",
        )
        yield writer.writerow([without_formula(cell) for cell in cells])
