"""The screen for readers' reviews; every change keeps the rating summaries right (RV-3)."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator

from catalog.admin.editions import edition_choice
from reviews import services
from reviews.models import Review


@admin.register(Review)
class ReviewAdmin(admin.ModelAdmin):
    autocomplete_fields = ["work", "author"]
    date_hierarchy = "created_at"
    fields = [
        "work",
        "edition",
        "author",
        ("rating", "state"),
        "headline",
        "text",
        "created_at",
    ]
    list_display = ["shown_work", "rating", "shown_headline", "author", "state", "created_at"]
    list_filter = ["state", "rating"]
    list_per_page = 50
    list_select_related = ["work", "author"]
    search_fields = ["work__title_key", "headline", "author__email"]
    search_help_text = "Words of the work's title or the headline, or the author's e-mail address."
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["work", "author"] if obj else []

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "edition":
            return edition_choice(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Review, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        services.rebuild_rating_summary(obj.work_id)

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Review) -> None:
        super().delete_model(request, obj)
        services.rebuild_rating_summary(obj.work_id)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        # In one order for everybody, so that two deletions do not wait for each other.
        works = sorted(set(queryset.values_list("work", flat=True)))
        super().delete_queryset(request, queryset)
        for work_id in works:
            services.rebuild_rating_summary(work_id)

    @admin.display(description="work", ordering="work__title_key")
    def shown_work(self, review: Review) -> str:
        return Truncator(review.work.full_title).chars(60)

    @admin.display(description="headline", ordering="headline")
    def shown_headline(self, review: Review) -> str:
        return Truncator(review.headline).chars(60)
