"""The screen for a work: itself, who made it, its editions and what was said of it."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator

from catalog.admin.editions import EditionInline, PublisherFilter, warn_of_pages
from catalog.admin.exports import export_works
from catalog.admin.filters import AutocompleteFilter, AutocompleteFilterAdmin, FormatFilter
from catalog.admin.history import HistoryAdmin
from catalog.admin.search import isbn_in
from catalog.folding import fold
from catalog.forms import (
    ContributionForm,
    EditorialReviewForm,
    PlacedForm,
    WorkForm,
    replace_places,
)
from catalog.models import Contribution, Edition, EditorialReview, Work


class ContributionInline(admin.TabularInline):
    model = Contribution
    extra = 0
    form = ContributionForm
    fields = ["contributor", "role", "order", "move", "biography"]
    autocomplete_fields = ["contributor"]
    verbose_name = "contributor"
    verbose_name_plural = "contributors"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("contributor")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 1 if obj is None else 0


class EditorialReviewInline(admin.StackedInline):
    model = EditorialReview
    form = EditorialReviewForm
    extra = 0
    fields = [("kind", "order", "move"), ("source", "signer"), "text"]


class WorkFormatFilter(FormatFilter):
    lookup = "editions__product_form__in"


class WorkPublisherFilter(PublisherFilter):
    lookup = "editions__publisher"


class SubjectFilter(AutocompleteFilter):
    title = "main subject"
    parameter_name = "main_subject"
    field = Work._meta.get_field("main_subject")
    lookup = "main_subject"


@admin.register(Work)
class WorkAdmin(HistoryAdmin, AutocompleteFilterAdmin):
    form = WorkForm
    actions = [export_works]
    fields = [
        "title",
        "subtitle",
        "overview",
        "keywords",
        "main_subject",
        "subjects",
        "kept_from_feeds",
    ]
    readonly_fields = ["kept_from_feeds"]
    autocomplete_fields = ["main_subject", "subjects"]
    inlines = [ContributionInline, EditionInline, EditorialReviewInline]
    date_hierarchy = "created_at"
    list_display = ["shown_title", "shown_byline", "edition_count", "main_subject"]
    list_filter = [WorkFormatFilter, WorkPublisherFilter, SubjectFilter]
    list_per_page = 50
    list_select_related = ["main_subject"]
    ordering = ["title_key", "pk"]  # Counting drops the order that the model has.
    # Named so that the screen has a search box; `get_search_results` says what is searched.
    search_fields = ["title_key"]
    search_help_text = "Words of title and contributors, or an ISBN in any spelling."
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        works = super().get_queryset(request).annotate(edition_count=Count("editions"))
        return works.prefetch_related("contributions__contributor")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        if isbn13 := isbn_in(search_term):
            editions = Edition.objects.filter(isbn13__startswith=isbn13)
            return queryset.filter(pk__in=editions.values("work")), False
        for word in fold(search_term).split():
            made_by = Contribution.objects.filter(contributor__name_key__contains=word)
            queryset = queryset.filter(
                Q(title_key__contains=word) | Q(pk__in=made_by.values("work"))
            )
        return queryset, False

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if issubclass(formset.form, PlacedForm) and formset.has_changed():
            replace_places(_kept(formset))
        if formset.model is Edition:
            for edition_form in formset.forms:
                if edition_form.has_changed() and edition_form not in formset.deleted_forms:
                    warn_of_pages(request, edition_form)

    def view_on_site(self, work: Work) -> str | None:
        """The page of the edition that stands for the work; a work without editions has none."""
        leading = work.editions.first()
        return leading.get_absolute_url() if leading else None

    @admin.display(description="title", ordering="title_key")
    def shown_title(self, work: Work) -> str:
        return Truncator(work.full_title).chars(80)

    @admin.display(description="byline")
    def shown_byline(self, work: Work) -> str:
        parts = [
            f"{part.phrase} {', '.join(contributor.name for contributor in part.contributors)}"
            for part in work.byline
        ]
        return Truncator("; ".join(parts)).chars(80)

    @admin.display(description="editions", ordering="edition_count")
    def edition_count(self, work: Any) -> int:
        return work.edition_count


def _kept(formset: Any) -> list[PlacedForm]:
    """Return the forms whose rows are there once the formset is saved."""
    return [
        form for form in formset.forms if form.instance.pk and form not in formset.deleted_forms
    ]
