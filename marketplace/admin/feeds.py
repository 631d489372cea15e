"""Screens for sellers' files: sending one, how far it is, and what became of its lines."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from catalog.admin.filters import AutocompleteFilterAdmin
from catalog.admin.runs import RunAdmin, page_of, stage_of
from catalog.runs.results import refused_in
from marketplace import feed_runs
from marketplace.admin.filters import SellerFilter
from marketplace.feed_forms import FeedForm
from marketplace.feeds.formats import FORMATS
from marketplace.models import FeedRun, Proposal

# So many refused lines stand on the page of a run; the file of results has all.
_MOST_REFUSED = 200


@admin.register(FeedRun)
class FeedRunAdmin(RunAdmin, AutocompleteFilterAdmin):
    form = FeedForm
    add_form_template = "marketplace/admin/feed_form.html"
    change_list_template = "marketplace/admin/feed_run_list.html"
    command = "run_feed"
    page_template = "marketplace/admin/feed_run.html"
    counted = ("created", "changed", "unchanged", "refused")
    results_name = "results"
    started_again = "Loaded again."
    autocomplete_fields = ["seller"]
    fields = ["seller", "file", "mode", "format", "encoding"]
    list_display = [
        "shown_file",
        "seller",
        "shown_mode",
        "shown_state",
        "shown_counts",
        "asked_at",
    ]
    list_filter = ["state", "mode", SellerFilter]
    list_select_related = ["seller"]
    radio_fields = {"mode": admin.VERTICAL}
    search_fields = ["file_name", "seller__name"]
    search_help_text = "Name of the file or of the seller."

    def steps(self) -> dict[str, Callable[..., Any]]:
        own = {
            "remove": require_POST(self.remove_view),
            "leave": require_POST(self.leave_view),
        }
        return super().steps() | own

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kwargs["extra_context"] = {"title": "Sellers’ files"}
        return super().changelist_view(request, *args, **kwargs)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kwargs["extra_context"] = {"title": "Load a file"}
        return super().add_view(request, *args, **kwargs)

    def line_up(self, run: FeedRun) -> bool:
        return feed_runs.line_up(run)

    def remove_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self.to_change(request, pk)
        return self.answer(request, run, is_started=feed_runs.confirm_removals(run))

    def leave_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self.to_change(request, pk)
        if feed_runs.leave_removals(run):
            self.log_change(request, run, "Removals: no.")
        return redirect(page_of(run))

    def results_view(self, request: HttpRequest, pk: int) -> FileResponse:
        run = self.found(pk)
        self.check_may_view(request, run)
        if not run.results:
            raise Http404
        return FileResponse(
            run.results.open("rb"), as_attachment=True, filename=f"results-{run.pk}.csv"
        )

    def facts_of(self, run: FeedRun, request: HttpRequest) -> dict[str, Any]:
        waiting = Proposal.objects.filter(seller=run.seller_id, turned_down_at__isnull=True)
        return {
            **stage_of(run, is_kept=bool(run.file)),
            "is_asking": run.state == FeedRun.State.ASKING,
            "waiting_lines": waiting.count(),
            "refused": _refused_lines(run),
            "format_label": FORMATS[run.format].label if run.format in FORMATS else run.format,
            "most_refused": _MOST_REFUSED,
        }

    @admin.display(description="mode", ordering="mode")
    def shown_mode(self, run: FeedRun) -> str:
        return run.mode

    @admin.display(description="lines")
    def shown_counts(self, run: FeedRun) -> str:
        return self.counts_of(run)


def _refused_lines(run: FeedRun) -> list[tuple[str, str]]:
    if not (run.refused and run.results):
        return []
    try:
        with run.results.open("r") as file:
            return refused_in(file, most=min(_MOST_REFUSED, run.refused))
    except OSError:
        # The counts are worth more than an error for a file that somebody cleared away.
        return []
