"""The screens for brakes: which books they are on, why, and lifting them (B18a)."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import Truncator

from accounts.models import User
from reviews.brake import AlreadyLifted, lift_brake
from reviews.models import Brake, Review


class LiftedFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("on", "On"), ("lifted", "Lifted")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Brake]) -> QuerySet[Brake]:
        if self.value() is None:
            return queryset
        return queryset.filter(lifted_at__isnull=self.value() == "on")


@admin.register(Brake)
class BrakeAdmin(admin.ModelAdmin):
    """To look at, and to lift: a brake comes by itself."""

    actions = ["lift"]
    list_display = ["shown_work", "why", "begun_at", "waiting", "lifted_at", "lifted_by"]
    list_filter = [LiftedFilter]
    list_per_page = 50
    list_select_related = ["work", "lifted_by"]
    fields = ["work", "why", "begun_at", "waiting", "lifted_at", "lifted_by"]
    readonly_fields = ["work", "why", "begun_at", "waiting", "lifted_at", "lifted_by"]
    search_fields = ["work__title_key"]
    search_help_text = "Words of the title."

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Brake | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Brake]:
        held = Review.objects.waiting().order_by()
        held = held.filter(work=OuterRef("work"), created_at__gte=OuterRef("begun_at"))
        counted = held.values("work").annotate(count=Count("pk"))
        brakes = super().get_queryset(request)
        return brakes.annotate(waiting_count=Coalesce(Subquery(counted.values("count")), 0))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Show no button to save: nothing on the screen can be typed in."""
        hidden = {"show_save": False, "show_save_and_continue": False}
        return super().render_change_form(request, context | hidden, *args, **kwargs)

    @admin.display(description="work", ordering="work__title_key")
    def shown_work(self, brake: Brake) -> str:
        return Truncator(brake.work.full_title).chars(60)

    @admin.display(description="why")
    def why(self, brake: Brake) -> str:
        return f"{brake.arrived} reviews within 24 hours; usual are {brake.usual_per_day} a day."

    @admin.display(description="reviews that wait", ordering="waiting_count")
    def waiting(self, brake: Any) -> int | str:
        return brake.waiting_count if brake.is_on else "–"

    @admin.action(description="Lift selected brakes …", permissions=["change"])
    def lift(self, request: HttpRequest, queryset: QuerySet[Brake]) -> HttpResponse | None:
        """Ask first, then lift and log it."""
        if "confirmed" in request.POST:
            for brake in queryset.order_by("pk"):
                self._lift(request, brake)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": "Lift brakes",
            "opts": self.opts,
            "brakes": [brake for brake in queryset if brake.is_on],
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "reviews/admin/lift_brakes.html", context)

    def _lift(self, request: HttpRequest, brake: Brake) -> None:
        assert isinstance(request.user, User)  # noqa: S101 - the admin lets nobody else in.
        try:
            lift_brake(brake=brake, staff=request.user)
        except AlreadyLifted:
            told = f"The brake on {brake.work} is lifted already."
            self.message_user(request, told, messages.WARNING)
        else:
            self.log_change(request, brake, "Lifted.")
            self.message_user(request, f"Reviews of {brake.work} can be published again.")
