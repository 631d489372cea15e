"""Screens for records of ONIX files that were refused: to mend and load them, or to leave them."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.views.decorators.http import require_POST

from catalog import mending
from catalog.importing import Outcome
from catalog.mending_forms import MendingForm
from catalog.models import OnixRecord


class AnswerFilter(admin.SimpleListFilter):
    """Shows those that wait, unless others are asked for."""

    title = "what was done"
    parameter_name = "answer"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [*OnixRecord.Answer.choices, ("all", "all")]

    def choices(self, changelist: ChangeList) -> Any:
        own, *rest = super().choices(changelist)
        return [{**own, "display": "waiting"}, *rest]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "all":
            return queryset
        return queryset.filter(answer=self.value() or "")


@admin.register(OnixRecord)
class OnixRecordAdmin(admin.ModelAdmin):
    list_display = ["shown_place", "shown_reason", "run", "answer"]
    list_filter = [AnswerFilter]
    list_per_page = 50
    list_select_related = ["run"]
    ordering = ["-run", "number"]
    search_fields = ["place", "reason", "run__file_name"]
    search_help_text = "Record, reason or name of the file."
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[OnixRecord]:
        refused: QuerySet[OnixRecord] = super().get_queryset(request)
        return refused.filter(outcome=Outcome.REFUSED.value, run__is_trial=False)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        steps: dict[str, Callable[..., HttpResponse]] = {
            "leave": self.leave_view,
            "take-up": self.take_up_view,
        }
        own = [
            path(
                f"<int:pk>/{name}/",
                view(require_POST(step)),
                name=f"catalog_onixrecord_{name}",
            )
            for name, step in steps.items()
        ]
        return [*own, *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any) -> HttpResponse:
        """Show the record as a form while it waits, and what was done about it afterwards."""
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        form = MendingForm(record.source, request.POST or None)
        if request.method == "POST":
            self._refuse_others(request, record)
            if form.is_valid() and self._mended(request, record, form):
                return redirect(reverse("admin:catalog_onixrecord_change", args=[record.pk]))
        may_change = self.has_change_permission(request, record)
        context = {
            **self.admin_site.each_context(request),
            "title": Truncator(record.place).chars(80),
            "opts": self.opts,
            "record": record,
            "form": form,
            "may_change": may_change,
            "may_mend": may_change and not record.answer and bool(record.source),
            "open_records": OnixRecord.objects.open().filter(run=record.run_id).count(),
        }
        return render(request, "catalog/admin/onix_record.html", context)

    def leave_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self._to_change(request, pk)
        if mending.leave(record, staff=request.user):  # type: ignore[arg-type]
            self.log_change(request, record, "Left as it is.")
        return redirect(reverse("admin:catalog_onixrecord_change", args=[pk]))

    def take_up_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self._to_change(request, pk)
        if mending.take_up(record):
            self.log_change(request, record, "Taken up again.")
        return redirect(reverse("admin:catalog_onixrecord_change", args=[pk]))

    @admin.display(description="record", ordering="place")
    def shown_place(self, record: OnixRecord) -> str:
        return Truncator(record.place).chars(80)

    @admin.display(description="why it was refused")
    def shown_reason(self, record: OnixRecord) -> str:
        return Truncator(record.reason).chars(200)

    def _mended(self, request: HttpRequest, record: OnixRecord, form: MendingForm) -> bool:
        try:
            result = mending.mend(record, form.element, staff=request.user)  # type: ignore[arg-type]
        except mending.AlreadyAnswered as error:
            self.message_user(request, str(error), messages.WARNING)
            return True
        if result.outcome is Outcome.REFUSED:
            form.refuse(result.reason)
            return False
        self.log_change(request, record, f"Mended: {result.outcome.value}.")
        self._tell(request, record, result.outcome, result.warnings)
        return True

    def _tell(
        self, request: HttpRequest, record: OnixRecord, outcome: Outcome, warnings: Any
    ) -> None:
        book = record.edition
        if book:
            told = format_html(
                'Loaded. The book was {}: <a href="{}">{}</a>.',
                outcome.value,
                book.get_absolute_url(),
                book.isbn13,
            )
            self.message_user(request, told)
        for warning in warnings:
            self.message_user(request, warning, messages.WARNING)

    def _refuse_others(self, request: HttpRequest, record: OnixRecord) -> None:
        if not self.has_change_permission(request, record):
            raise PermissionDenied

    def _to_change(self, request: HttpRequest, pk: int) -> OnixRecord:
        record = self.get_queryset(request).filter(pk=pk).first()
        if record is None:
            raise Http404
        self._refuse_others(request, record)
        return record
