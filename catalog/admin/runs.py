"""What the screens for loaded files share: sending one, watching it, starting it again."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_POST

from catalog.models.runs import Run
from catalog.runs.claiming import READY, is_dead, state_of
from catalog.runs.process import start

State = Run.State


class RunAdmin(admin.ModelAdmin):
    """A file is sent and loaded; what was loaded is never edited by hand."""

    actions = ["delete_files"]
    list_per_page = 50
    search_fields = ["file_name"]

    # What loads a file in a process of its own, and the template of its page.
    command: str
    page_template: str
    # The columns that count what became of the records, and what staff call that afterwards.
    counted: tuple[str, ...]
    results_name: str
    # What a history says of a file that was started once more.
    started_again: str

    def facts_of(self, run: Any, request: HttpRequest) -> dict[str, Any]:
        """Return what the page of a run shows besides its fields. May run queries."""
        raise NotImplementedError

    def line_up(self, run: Any) -> bool:
        """Have a stopped or waiting file loaded once more; return whether it may be."""
        raise NotImplementedError

    def results_view(self, request: HttpRequest, pk: int) -> Any:
        """Send the result of each record as a file."""
        raise NotImplementedError

    def steps(self) -> dict[str, Callable[..., Any]]:
        """Return the views below the page of a run, by the last part of their address."""
        return {"load": require_POST(self.load_view), "results": self.results_view}

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(step),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{name}",
            )
            for name, step in self.steps().items()
        ]
        return [*own, *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Keep the file, and have it loaded once it is sure to be kept."""
        obj.started_by = request.user
        obj.save()
        transaction.on_commit(lambda: start(obj, self.command))

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> HttpResponse:
        return redirect(page_of(obj))

    def change_view(self, request: HttpRequest, object_id: str, *args: Any) -> HttpResponse:
        """Show how far a file is and what became of it; its buttons lead to other addresses."""
        run: Any = self.get_object(request, object_id)
        if run is None:
            raise Http404
        self.check_may_view(request, run)
        context = {
            **self.admin_site.each_context(request),
            **self.facts_of(run, request),
            "title": Truncator(run.file_name).chars(80),
            "opts": self.opts,
            "run": run,
            "may_change": self.has_change_permission(request, run),
        }
        return render(request, self.page_template, context)

    def load_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self.to_change(request, pk)
        return self.answer(request, run, is_started=self.line_up(run))

    @admin.action(description="Delete the stored files", permissions=["change"])
    def delete_files(self, request: HttpRequest, queryset: QuerySet) -> None:
        runs = queryset.filter(state__in=[State.DONE, State.FAILED]).exclude(file="")
        for run in runs:
            run.file.delete(save=False)
            run.save(update_fields=["file"])
            self.log_change(request, run, "The stored file was deleted.")
        told = f"Stored files deleted: {len(runs)}. Their {self.results_name} stay."
        self.message_user(request, told)

    @admin.display(description="file", ordering="file_name")
    def shown_file(self, run: Run) -> str:
        return Truncator(run.file_name).chars(40)

    @admin.display(description="state", ordering="state")
    def shown_state(self, run: Run) -> str:
        return state_of(run)

    def counts_of(self, run: Run) -> str:
        counts = {name: getattr(run, name) for name in self.counted}
        return ", ".join(f"{count:,} {name}" for name, count in counts.items() if count) or "-"

    def found(self, pk: int) -> Any:
        run = self.model._default_manager.filter(pk=pk).first()
        if run is None:
            raise Http404
        return run

    def check_may_view(self, request: HttpRequest, run: Run) -> None:
        if not self.has_view_permission(request, run):
            raise PermissionDenied

    def to_change(self, request: HttpRequest, pk: int) -> Any:
        run = self.found(pk)
        if not self.has_change_permission(request, run):
            raise PermissionDenied
        return run

    def answer(self, request: HttpRequest, run: Any, *, is_started: bool) -> HttpResponse:
        """Start a file that was lined up, or say why it was not, and lead to its page."""
        run.refresh_from_db()
        if is_started:
            self.log_change(request, run, self.started_again)
            start(run, self.command)
        else:
            told = f"It was left as it is: {state_of(run)}."
            self.message_user(request, told, messages.WARNING)
        return redirect(page_of(run))


def page_of(run: Run) -> str:
    """Return the address of a run's page in the admin."""
    return reverse(f"admin:{run._meta.app_label}_{run._meta.model_name}_change", args=[run.pk])


def stage_of(run: Run, *, is_kept: bool) -> dict[str, Any]:
    """Return how far a file is, and whether it may be loaded; `is_kept` if it still lies there."""
    is_stopped = is_dead(run)
    is_running = run.state == State.RUNNING and not is_stopped
    is_starting = run.state == State.WAITING and not run.message
    return {
        "state": state_of(run),
        "is_dead": is_stopped,
        "is_running": is_running,
        # The page comes again by itself as long as it may say something else then.
        "is_moving": is_running or is_starting,
        "may_be_loaded": is_kept and (is_stopped or run.state in READY),
    }
