"""Screens for ONIX files: sending one, how far it is, and what became of its records."""

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.timesince import timesince

from catalog.admin.runs import RunAdmin, stage_of
from catalog.importing import Outcome
from catalog.models import OnixRecord, OnixRun
from catalog.onix_run_forms import OnixRunForm
from catalog.runs import onix
from catalog.runs.results import without_formula

_ON_A_PAGE = 100
_COLUMNS = ("record", "place", "outcome", "reason", "changes", "warnings", "answer", "ISBN")


@admin.register(OnixRun)
class OnixRunAdmin(RunAdmin):
    form = OnixRunForm
    add_form_template = "catalog/admin/onix_form.html"
    change_list_template = "catalog/admin/onix_run_list.html"
    command = "run_onix"
    page_template = "catalog/admin/onix_run.html"
    counted = ("created", "changed", "unchanged", "refused", "warned")
    results_name = "reports"
    started_again = "Gone on with."
    fields = ["file", "incoming", "is_trial"]
    list_display = ["shown_file", "shown_state", "shown_counts", "is_trial", "asked_at"]
    list_filter = ["state", "is_trial"]
    search_help_text = "Name of the file."

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kwargs["extra_context"] = {
            "title": "ONIX files",
            "open_records": OnixRecord.objects.open().count(),
        }
        return super().changelist_view(request, *args, **kwargs)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kwargs["extra_context"] = {"title": "Load an ONIX file"}
        return super().add_view(request, *args, **kwargs)

    def line_up(self, run: OnixRun) -> bool:
        return onix.line_up(run)

    def results_view(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        run = self.found(pk)
        self.check_may_view(request, run)
        name = f'attachment; filename="onix-{run.pk}.csv"'
        return StreamingHttpResponse(
            _lines(run), content_type="text/csv", headers={"Content-Disposition": name}
        )

    def facts_of(self, run: OnixRun, request: HttpRequest) -> dict[str, Any]:
        stage = stage_of(run, is_kept=bool(run.file or run.incoming))
        shown = request.GET.get("show", "")
        if shown not in _FILTERS:
            shown = "refused" if run.refused else "all"
        results = _FILTERS[shown](run.results.select_related("edition"))
        left = onix.time_left(run) if stage["is_running"] else None
        return {
            **stage,
            "time_left": timesince(timezone.now() - left) if left else "",
            "open_records": run.results.open().count(),
            "shown": shown,
            "filters": list(_FILTERS),
            "results": Paginator(results, _ON_A_PAGE).get_page(request.GET.get("p")),
        }

    @admin.display(description="records")
    def shown_counts(self, run: OnixRun) -> str:
        return self.counts_of(run)


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
