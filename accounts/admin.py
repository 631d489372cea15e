from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode

from accounts import services
from accounts.forms import RetirePenNameForm
from accounts.limits import limited
from accounts.models import PenName, User
from accounts.pen_names import skeleton

# The staff's sign-in is limited like the readers'.
admin.site.login = limited("staff-sign-in", limit=10, seconds=5 * 60)(admin.site.login)  # type: ignore[method-assign]


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Django's own screen, for people who sign in with an e-mail address."""

    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        ("Person", {"fields": ["first_name", "last_name"]}),
        (
            "Rights",
            {
                "fields": [
                    "is_active",
                    "is_staff",
                    "is_superuser",
                    "groups",
                    "user_permissions",
                ]
            },
        ),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": [
                    "email",
                    "usable_password",
                    "password1",
                    "password2",
                ],
            },
        ),
    ]
    list_display = ["email", "first_name", "last_name", "is_staff", "is_active", "last_login"]
    list_per_page = 50
    ordering = ["email"]
    search_fields = ["email", "first_name", "last_name"]

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        services.close_account(user=obj, keep_anonymous=True)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            services.close_account(user=user, keep_anonymous=True)


class RetiredFilter(admin.SimpleListFilter):
    title = "use"
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("in-use", "In use"), ("retired", "Retired")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[PenName]) -> QuerySet[PenName]:
        if self.value() is None:
            return queryset
        return queryset.filter(retired_at__isnull=self.value() == "in-use")


@admin.register(PenName)
class PenNameAdmin(admin.ModelAdmin):
    """To look at only: a name is made by its owner, and all that staff can do is to retire it."""

    actions = ["retire"]
    change_form_template = "accounts/admin/pen_name.html"
    readonly_fields = ["name", "user", "created_at", "retired_at", "retired_reason", "retired_by"]
    list_display = ["name", "user", "created_at", "retired_at", "retired_reason"]
    list_filter = [RetiredFilter]
    list_per_page = 50
    list_select_related = ["user"]
    search_fields = ["name", "user__email"]
    search_help_text = "A name, also one that only looks like it, or the account's e-mail address."

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: PenName | None = None) -> bool:
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[PenName], search_term: str
    ) -> tuple[QuerySet[PenName], bool]:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if skeleton(search_term):
            found |= queryset.filter(skeleton=skeleton(search_term))
        return found, may_repeat

    def get_urls(self) -> list[URLPattern]:
        retire = self.admin_site.admin_view(self.retire_view)
        return [path("retire/", retire, name="accounts_penname_retire"), *super().get_urls()]

    @admin.action(description="Retire selected pen names …", permissions=["change"])
    def retire(self, request: HttpRequest, queryset: QuerySet[PenName]) -> HttpResponseRedirect:
        names = urlencode({"id": list(queryset.values_list("pk", flat=True))}, doseq=True)
        return HttpResponseRedirect(f"{reverse('admin:accounts_penname_retire')}?{names}")

    def retire_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for the reason, then take the names out of use and log it (PN-7)."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        pen_names = self._chosen(request)
        form = RetirePenNameForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            for pen_name in pen_names:
                self._retire(request, pen_name, form.cleaned_data["reason"])
            return redirect("admin:accounts_penname_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": "Retire pen names",
            "opts": self.opts,
            "form": form,
            "pen_names": pen_names,
        }
        return render(request, "accounts/admin/retire.html", context)

    def _chosen(self, request: HttpRequest) -> list[PenName]:
        """Return the names in use whose numbers stand in the address; others are passed over."""
        typed = request.GET.getlist("id")[: self.list_per_page]
        numbers = [int(number) for number in typed if number.isdecimal() and len(number) < 19]
        return list(PenName.objects.in_use().filter(pk__in=numbers))

    def _retire(self, request: HttpRequest, pen_name: PenName, reason: str) -> None:
        assert isinstance(request.user, User)  # noqa: S101 - admin_view lets nobody else in.
        services.retire_pen_name(pen_name, reason=reason, staff=request.user)
        self.log_change(request, pen_name, f"Retired: {reason}")
        self.message_user(request, f"{pen_name} is retired.")
