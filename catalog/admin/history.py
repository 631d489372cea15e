"""The history of a work: every version with who, when and what, and the way back."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from reversion.models import Revision

from catalog.admin.kept_facts import KeptFactsAdmin, log_change
from catalog.history import remember, remember_as_it_is
from catalog.history.changes import Change, Names, changes_between
from catalog.history.going_back import deleted_works, go_back
from catalog.history.snapshots import snapshot_of
from catalog.history.versions import revisions_of, snapshot_in
from catalog.models import Edition, Work

SHOWN = 20
SAVED = "Saved in the admin"


class ShownVersion(NamedTuple):
    revision: Revision
    is_first: bool
    changes: list[Change]


class RememberingAdmin(KeptFactsAdmin):
    """An admin of works or editions that keeps a version of the work with each save."""

    def works_of(self, row: Any) -> list[Work]:
        """Return the works whose versions a change of this row belongs to, as stored now."""
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        # An edition that moves is of another work once it is saved.
        form.works_before = self.works_of(obj)
        for work in form.works_before:
            remember_as_it_is(work)
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if form.has_changed() or any(formset.has_changed() for formset in formsets):
            for work in {*form.works_before, *self.works_of(form.instance)}:
                remember(work, staff=_staff(request), comment=SAVED)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        works = self.works_of(obj)
        for work in works:
            remember_as_it_is(work)
        super().delete_model(request, obj)
        for work in works:
            remember(work, staff=_staff(request), comment="Edition deleted in the admin")

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        works = {work.pk: work for row in queryset for work in self.works_of(row)}
        for work in works.values():
            remember_as_it_is(work)
        super().delete_queryset(request, queryset)
        for work in works.values():
            remember(work, staff=_staff(request), comment="Editions deleted in the admin")


class HistoryAdmin(RememberingAdmin):
    """The screens for a work's versions and for deleted works."""

    object_history_template = "catalog/admin/history.html"
    change_list_template = "catalog/admin/work_list.html"

    def works_of(self, row: Any) -> list[Work]:
        return list(Work.objects.filter(pk=row.pk))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("deleted/", view(self.deleted_view), name="catalog_work_deleted"),
            path("<int:pk>/history/<int:number>/", view(self.back_view), name="catalog_work_back"),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        pk = int(object_id) if object_id.isdecimal() and len(object_id) < 19 else 0
        page = Paginator(revisions_of(pk).prefetch_related("version_set"), SHOWN).get_page(
            request.GET.get("page")
        )
        context = {"versions": _shown(list(page)), "version_page": page, **(extra_context or {})}
        return super().history_view(request, object_id, context)

    def back_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Show what going back to a version would change, then go back."""
        revision = get_object_or_404(revisions_of(pk), pk=number)
        work = self.get_object(request, str(pk))
        if not (self.has_change_permission(request, work) and self.has_add_permission(request)):
            raise PermissionDenied
        if request.method == "POST":
            return self._go_back(request, revision)
        then = snapshot_in(revision)
        now = snapshot_of(work) if work else None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Go back to a version",
            "row": work,
            "name": then.work.facts["title"],
            "revision": revision,
            "changes": changes_between(now, then, Names([now, then])) if now else [],
        }
        return render(request, "catalog/admin/go_back.html", context)

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """List works that were deleted and have versions."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        page = Paginator(deleted_works(), 50).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Deleted works",
            "page": page,
        }
        return render(request, "catalog/admin/deleted_works.html", context)

    def _go_back(self, request: HttpRequest, revision: Revision) -> HttpResponse:
        work, left_out = go_back(revision, staff=_staff(request))
        log_change(request, work, "Went back to an earlier version.")
        for reason in left_out[:SHOWN]:
            messages.warning(request, reason)
        messages.success(request, "The version is back. Its history leads forward again, too.")
        return HttpResponseRedirect(reverse("admin:catalog_work_change", args=[work.pk]))


class OfWorkAdmin(RememberingAdmin):
    """An admin of editions: their versions are those of their works."""

    def works_of(self, row: Edition) -> list[Work]:
        stored = Edition.objects.filter(pk=row.pk).values_list("work", flat=True)
        return list(Work.objects.filter(pk__in={row.work_id, *stored}))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the history of the work, which has all its editions."""
        edition = self.get_object(request, object_id)
        if edition is None:
            raise Http404
        address = reverse("admin:catalog_work_history", args=[edition.work_id])
        return HttpResponseRedirect(address)


def _shown(revisions: list[Revision]) -> list[ShownVersion]:
    """Return versions with what each changed in the one before it. A few queries for them all."""
    if not revisions:
        return []
    oldest = revisions[-1]
    work_pk = snapshot_in(oldest).work.pk
    before = list(revisions_of(work_pk).filter(pk__lt=oldest.pk)[:1])
    snapshots = [snapshot_in(revision) for revision in [*revisions, *before]]
    names = Names(snapshots)
    shown = []
    for place, revision in enumerate(revisions):
        is_first = place + 1 == len(snapshots)
        changes = [] if is_first else changes_between(snapshots[place + 1], snapshots[place], names)
        shown.append(ShownVersion(revision, is_first, changes))
    return shown


def _staff(request: HttpRequest) -> Any:
    return request.user
