"""The catalogue's screen for works, with merging and splitting, which need every room."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import DELETION
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from accounts.models import User
from bookstore.works import holdings_of, merge, split
from catalog.admin.kept_facts import log_change
from catalog.admin.works import WorkAdmin
from catalog.history import remember, remember_as_it_is
from catalog.merging import CannotMerge, CannotSplit, duplicates_of, has_twins
from catalog.models import Work
from reviews.moving import pairs_in

MERGED_AT_ONCE = 20


class TwinsFilter(admin.SimpleListFilter):
    title = "duplicates"
    parameter_name = "duplicates"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("title", "Title of another work")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() != "title":
            return queryset
        return queryset.filter(pk__in=has_twins().values("pk"))


# The catalogue's own screen knows no reviews, and so cannot move them.
admin.site.unregister(Work)


@admin.register(Work)
class WholeWorkAdmin(WorkAdmin):
    actions = [*WorkAdmin.actions, "merge_chosen"]
    change_form_template = "bookstore/admin/work_change_form.html"
    list_filter = [*WorkAdmin.list_filter, TwinsFilter]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("merge/", view(self.merge_view), name="catalog_work_merge"),
            path("<int:pk>/split/", view(self.split_view), name="catalog_work_split"),
            *super().get_urls(),
        ]

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and self.has_delete_permission(request)

    def has_split_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and self.has_add_permission(request)

    @admin.action(description="Merge the chosen works …", permissions=["merge"])
    def merge_chosen(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[: MERGED_AT_ONCE + 1])
        if not 2 <= len(keys) <= MERGED_AT_ONCE:
            told = f"Choose at least two works to merge, and at most {MERGED_AT_ONCE}."
            messages.warning(request, told)
            return None
        return HttpResponseRedirect(merge_address(keys))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = {
            "duplicates": self._duplicates(request, object_id),
            "may_split": self.has_split_permission(request),
            **(extra_context or {}),
        }
        return super().change_view(request, object_id, form_url, context)

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """Show the works side by side, then merge them into the one chosen."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        works = self._works(request.GET.getlist("work"))
        if request.method == "POST" and len(works) > 1:
            try:
                return self._merge(request, works)
            except CannotMerge as error:
                messages.error(request, str(error))
        context = {
            **self._context(request, "Merge works"),
            "holdings": holdings_of(works),
            "pairs": pairs_in(works),
            "suggested": _suggested(works),
        }
        return render(request, "bookstore/admin/merge.html", context)

    def split_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the editions of a work, then make those chosen a work of their own."""
        work = self.get_object(request, str(pk))
        if work is None:
            raise Http404
        if not self.has_split_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            try:
                return self._split(request, work)
            except CannotSplit as error:
                messages.error(request, str(error))
        (holdings,) = holdings_of([work])
        context = {**self._context(request, "Split a work"), "row": work, "holdings": holdings}
        return render(request, "bookstore/admin/split.html", context)

    @transaction.atomic
    def _merge(self, request: HttpRequest, works: Sequence[Work]) -> HttpResponse:
        chosen = request.POST.get("staying", "")
        staying = next((work for work in works if str(work.pk) == chosen), None)
        if staying is None:
            raise CannotMerge("Say which work stays.")
        going = [work for work in works if work != staying]
        names = {work.pk: f"“{work.full_title[:200]}” (number {work.pk})" for work in going}
        for work in going:
            told = f"Merged into work number {staying.pk}."
            log_change(request, work, told, action=DELETION)
        for work in works:
            remember_as_it_is(work)
        merge(staying=staying, going=going, staff=_staff(request))
        remember(staying, staff=_staff(request), comment="Merged with another work")
        told = f"Merged into this work: {', '.join(names.values())}."
        log_change(request, staying, told)
        messages.success(request, f"{told} A split brings them apart again.")
        return HttpResponseRedirect(reverse("admin:catalog_work_change", args=[staying.pk]))

    @transaction.atomic
    def _split(self, request: HttpRequest, work: Work) -> HttpResponse:
        remember_as_it_is(work)
        new = split(work=work, editions=_numbers(request.POST, "edition"), staff=_staff(request))
        isbns = ", ".join(new.editions.values_list("isbn13", flat=True))
        remember(work, staff=_staff(request), comment="Split into two works")
        remember(new, staff=_staff(request), comment="Split from another work")
        log_change(request, work, f"Split: {isbns} went to work number {new.pk}.")
        log_change(request, new, f"Split from work number {work.pk}, with {isbns}.")
        told = f"This is the new work, with {isbns} and their offers and reviews."
        messages.success(request, f"{told} Change what tells it from the other one.")
        return HttpResponseRedirect(reverse("admin:catalog_work_change", args=[new.pk]))

    def _works(self, typed: Sequence[str]) -> list[Work]:
        keys = [int(key) for key in typed if key.isdecimal() and len(key) < 19]
        works = Work.objects.filter(pk__in=keys[:MERGED_AT_ONCE]).order_by("pk")
        return list(works.prefetch_related("contributions__contributor"))

    def _duplicates(self, request: HttpRequest, object_id: str) -> list[dict[str, Any]]:
        """Return works that may be the same book, each with the page that merges them."""
        work = self.get_object(request, object_id) if object_id.isdecimal() else None
        if work is None or not self.has_merge_permission(request):
            return []
        return [
            {"work": other, "address": merge_address([work.pk, other.pk])}
            for other in duplicates_of(work)
        ]

    def _context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "title": title}


def merge_address(keys: Sequence[int]) -> str:
    query = QueryDict(mutable=True)
    query.setlist("work", [str(key) for key in keys])
    return f"{reverse('admin:catalog_work_merge')}?{query.urlencode()}"


def _suggested(works: Sequence[Work]) -> int | None:
    """Return the key of the work that was there first, which shops point to the longest."""
    return min((work.pk for work in works), default=None)


def _numbers(posted: QueryDict, name: str) -> list[int]:
    return [int(key) for key in posted.getlist(name) if key.isdecimal() and len(key) < 19]


def _staff(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - admin_view lets nobody else in.
    return request.user
