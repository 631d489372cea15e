"""Screens for sellers' files: sending one, how far it is, and what became of its lines."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_POST

from catalog.admin.filters import AutocompleteFilterAdmin
from catalog.runs.claiming import is_dead, state_of
from catalog.runs.process import start
from catalog.runs.results import refused_in
from marketplace import feed_runs
from marketplace.admin.filters import SellerFilter
from marketplace.feed_forms import FeedForm
from marketplace.feeds.formats import FORMATS
from marketplace.models import FeedRun, Proposal

State = FeedRun.State

# Which loads a file in a process of its own.
_COMMAND = "run_feed"
# So many refused lines stand on the page of a run; the file of results has all.
_MOST_REFUSED = 200
_COUNTS = ("created", "changed", "unchanged", "refused")


@admin.register(FeedRun)
class FeedRunAdmin(AutocompleteFilterAdmin):
    """A file is sent and loaded; what was loaded is never edited by hand."""

    form = FeedForm
    actions = ["delete_files"]
    add_form_template = "marketplace/admin/feed_form.html"
    autocomplete_fields = ["seller"]
    change_list_template = "marketplace/admin/feed_run_list.html"
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
    list_per_page = 50
    list_select_related = ["seller"]
    radio_fields = {"mode": admin.VERTICAL}
    search_fields = ["file_name", "seller__name"]
    search_help_text = "Name of the file or of the seller."

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        steps = {
            "load": require_POST(self.load_view),
            "remove": require_POST(self.remove_view),
            "leave": require_POST(self.leave_view),
            "results": self.results_view,
        }
        own = [
            path(f"<int:pk>/{name}/", view(step), name=f"marketplace_feedrun_{name}")
            for name, step in steps.items()
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kwargs["extra_context"] = {"title": "Sellers’ files"}
        return super().changelist_view(request, *args, **kwargs)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kwargs["extra_context"] = {"title": "Load a file"}
        return super().add_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: FeedRun, form: Any, change: bool) -> None:
        """Keep the file, and have it loaded once it is sure to be kept."""
        obj.started_by = request.user  # type: ignore[assignment]  # Staff are signed in.
        obj.save()
        transaction.on_commit(lambda: start(obj, _COMMAND))

    def response_add(self, request: HttpRequest, obj: FeedRun, *args: Any) -> HttpResponse:
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
            **shown_of(run),
            "title": Truncator(run.file_name).chars(80),
            "opts": self.opts,
            "run": run,
            "may_change": self.has_change_permission(request, run),
        }
        return render(request, "marketplace/admin/feed_run.html", context)

    def load_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self._to_change(request, pk)
        return self._started(request, run, feed_runs.line_up(run))

    def remove_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self._to_change(request, pk)
        return self._started(request, run, feed_runs.confirm_removals(run))

    def leave_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self._to_change(request, pk)
        if feed_runs.leave_removals(run):
            self.log_change(request, run, "Removals: no.")
        return redirect(page_of(run))

    def results_view(self, request: HttpRequest, pk: int) -> FileResponse:
        run = self._found(pk)
        if not self.has_view_permission(request, run):
            raise PermissionDenied
        if not run.results:
            raise Http404
        return FileResponse(
            run.results.open("rb"), as_attachment=True, filename=f"results-{run.pk}.csv"
        )

    @admin.action(description="Delete the stored files", permissions=["change"])
    def delete_files(self, request: HttpRequest, queryset: QuerySet[FeedRun]) -> None:
        runs = queryset.filter(state__in=[State.DONE, State.FAILED]).exclude(file="")
        for run in runs:
            run.file.delete(save=False)
            run.save(update_fields=["file"])
            self.log_change(request, run, "The stored file was deleted.")
        self.message_user(request, f"Stored files deleted: {len(runs)}. Their results stay.")

    @admin.display(description="file", ordering="file_name")
    def shown_file(self, run: FeedRun) -> str:
        return Truncator(run.file_name).chars(40)

    @admin.display(description="mode", ordering="mode")
    def shown_mode(self, run: FeedRun) -> str:
        return run.mode

    @admin.display(description="lines")
    def shown_counts(self, run: FeedRun) -> str:
        counts = {name: getattr(run, name) for name in _COUNTS}
        return ", ".join(f"{count:,} {name}" for name, count in counts.items() if count) or "-"

    @admin.display(description="state", ordering="state")
    def shown_state(self, run: FeedRun) -> str:
        return state_of(run)

    def _found(self, pk: int) -> FeedRun:
        run = FeedRun.objects.select_related("seller").filter(pk=pk).first()
        if run is None:
            raise Http404
        return run

    def _to_change(self, request: HttpRequest, pk: int) -> FeedRun:
        run = self._found(pk)
        if not self.has_change_permission(request, run):
            raise PermissionDenied
        return run

    def _started(self, request: HttpRequest, run: FeedRun, is_lined_up: bool) -> HttpResponse:
        run.refresh_from_db()
        if is_lined_up:
            self.log_change(request, run, "Loaded again.")
            start(run, _COMMAND)
        else:
            told = f"It was left as it is: {state_of(run)}."
            self.message_user(request, told, messages.WARNING)
        return redirect(page_of(run))


def page_of(run: FeedRun) -> str:
    return reverse("admin:marketplace_feedrun_change", args=[run.pk])


def shown_of(run: FeedRun) -> dict[str, Any]:
    """Return what the page of a run shows besides its fields. Runs a query."""
    is_stopped = is_dead(run)
    is_running = run.state == State.RUNNING and not is_stopped
    is_starting = run.state == State.WAITING and not run.message
    return {
        "state": state_of(run),
        "is_dead": is_stopped,
        "is_running": is_running,
        "is_asking": run.state == State.ASKING,
        # The page comes again by itself as long as it may say something else then.
        "is_moving": is_running or is_starting,
        "may_be_loaded": bool(run.file)
        and (is_stopped or run.state in {State.WAITING, State.FAILED}),
        "waiting_lines": Proposal.objects.filter(
            seller=run.seller_id, turned_down_at__isnull=True
        ).count(),
        "refused": _refused_lines(run),
        "format_label": FORMATS[run.format].label if run.format in FORMATS else run.format,
        "most_refused": _MOST_REFUSED,
    }


def _refused_lines(run: FeedRun) -> list[tuple[str, str]]:
    if not (run.refused and run.results):
        return []
    try:
        with run.results.open("r") as file:
            return refused_in(file, most=min(_MOST_REFUSED, run.refused))
    except OSError:
        # The counts are worth more than an error for a file that somebody cleared away.
        return []
