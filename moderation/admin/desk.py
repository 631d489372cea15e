"""The queue, and the way to its screens."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from accounts.models import User
from moderation.admin.appeals import appeal_view
from moderation.admin.cases import case_view
from moderation.admin.many import many_view
from moderation.admin.pages import desk_page, staff_of
from moderation.admin.reviews import review_view
from moderation.desk import Desk
from moderation.desk_forms import FilterForm
from moderation.entries import Kind
from moderation.models import Case
from moderation.rights import has_a_desk, refuse_desk, require_a_desk

Screen = Callable[..., HttpResponse]


@admin.register(Case)
class CaseAdmin(admin.ModelAdmin):
    """Its list is the desk: besides the cases, it holds the reviews and appeals that wait."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return isinstance(request.user, User) and has_a_desk(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_urls(self) -> list[URLPattern]:
        def screen(view: Screen) -> Screen:
            return _not_for_readers(self.admin_site.admin_view(view))

        return [
            path("review/<int:pk>/", screen(review_view), name="moderation_case_review"),
            path("appeal/<int:pk>/", screen(appeal_view), name="moderation_case_appeal"),
            path("many/", screen(many_view), name="moderation_case_many"),
            path("<int:pk>/change/", screen(case_view), name="moderation_case_change"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        staff = staff_of(request)
        require_a_desk(staff)
        form = FilterForm(request.GET)
        desk = Desk(staff, form.filters())
        context = {
            "title": "The desk",
            "form": form,
            "kinds": [("", "All"), *Kind.choices] if desk.decides else [],
            "counts": desk.counts(),
            "page": desk.page(_number(request.GET.get("page", ""))),
            "may_decide": desk.decides,
            "are_all_chosen": "all" in request.GET,
        }
        return desk_page(request, "desk.html", context)


def _not_for_readers(view: Screen) -> Screen:
    """Refuse who is signed in and no staff, and log it; the admin would ask to sign in again."""

    @wraps(view)
    def screen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(request.user, User) and not request.user.is_staff:
            refuse_desk(request.user)
        return view(request, *args, **kwargs)

    return screen


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 7 else 1
