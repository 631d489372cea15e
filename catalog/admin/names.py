"""Screens for the names that works and editions point to."""

from django.contrib import admin
from django.db.models import Count, Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from catalog.folding import fold
from catalog.forms import SluggedForm, SubjectForm
from catalog.history import note_change
from catalog.models import Contributor, Publisher, Series, Subject, Work


class NameAdmin(admin.ModelAdmin):
    """For names that go out with the works that point to them."""

    # The way from a work to the name.
    in_works: str

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and form.has_changed():
            note_change(Work.objects.filter(**{self.in_works: obj}))


class FoldedNameAdmin(NameAdmin):
    """For rows that are found by their folded names."""

    form = SluggedForm
    prepopulated_fields = {"slug": ["name"]}
    list_per_page = 50
    ordering = ["name"]  # Counting drops the order that the model has.
    search_fields = ["name_key"]
    search_help_text = "Name; accents and capitals do not matter."

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        return super().get_search_results(request, queryset, fold(search_term))


@admin.register(Contributor)
class ContributorAdmin(FoldedNameAdmin):
    in_works = "contributors"
    fields = ["name", "name_inverted", "letters_after_name", "slug", "biography"]
    list_display = ["name", "name_inverted", "letters_after_name", "work_count"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(work_count=Count("works", distinct=True))

    @admin.display(description="works", ordering="work_count")
    def work_count(self, contributor: Model) -> int:
        return contributor.work_count  # type: ignore[attr-defined]


@admin.register(Publisher)
class PublisherAdmin(NameAdmin):
    in_works = "editions__publisher"
    form = SluggedForm
    fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    list_display = ["name", "edition_count"]
    list_per_page = 50
    ordering = ["name"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(edition_count=Count("editions"))

    @admin.display(description="editions", ordering="edition_count")
    def edition_count(self, publisher: Model) -> int:
        return publisher.edition_count  # type: ignore[attr-defined]


@admin.register(Series)
class SeriesAdmin(FoldedNameAdmin):
    in_works = "editions__series_parts__series"
    fields = ["name", "slug"]
    list_display = ["name", "part_count"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(part_count=Count("parts"))

    @admin.display(description="editions", ordering="part_count")
    def part_count(self, series: Model) -> int:
        return series.part_count  # type: ignore[attr-defined]


@admin.register(Subject)
class SubjectAdmin(NameAdmin):
    in_works = "subjects"
    form = SubjectForm
    fields = ["heading", ("scheme", "code"), "slug"]
    prepopulated_fields = {"slug": ["heading"]}
    list_display = ["heading", "scheme", "code", "work_count"]
    list_filter = ["scheme"]
    list_per_page = 50
    ordering = ["heading"]
    search_fields = ["heading", "code"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(work_count=Count("works"))

    @admin.display(description="works", ordering="work_count")
    def work_count(self, subject: Model) -> int:
        return subject.work_count  # type: ignore[attr-defined]
