"""The archive of readers' reviews, to search and to look at.

Nobody adds, rewrites or deletes one here; what can be done with a review is a decision, and those
are made at the desk (moderation/admin).
"""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from reviews.models import Decision, Review
from reviews.rules import RULES

# As many as the desk's form takes.
MANY_MAX = 100


class RuleFilter(admin.SimpleListFilter):
    title = "rule found"
    parameter_name = "rule"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(rule.id, rule.id) for rule in RULES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Review]) -> QuerySet[Review]:
        if not self.value():
            return queryset
        return queryset.filter(rules_hit__contains=f" {self.value()} ")


@admin.register(Review)
class ReviewAdmin(admin.ModelAdmin):
    actions = ["publish", "refuse", "delete_selected"]
    change_list_template = "reviews/admin/review_list.html"
    change_form_template = "reviews/admin/review.html"
    date_hierarchy = "created_at"
    list_display = [
        "shown_work",
        "rating",
        "shown_headline",
        "signature",
        "author",
        "state",
        "finding_count",
        "created_at",
    ]
    list_filter = ["state", "rating", RuleFilter]
    list_per_page = 50
    list_select_related = ["work", "author", "pen_name"]
    readonly_fields = [
        "work",
        "edition",
        "author",
        "signature",
        "rating",
        "headline",
        "text",
        "has_spoilers",
        "shown_findings",
        "shown_recommendations",
        "shown_signatures",
        "state",
        "rules_version",
        "created_at",
        "edited_at",
    ]
    search_fields = ["work__title_key", "headline", "author__email", "pen_name__name"]
    search_help_text = "Words of the title or the headline, the author's e-mail address or name."
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Show "delete" to those who may decide; it leads to the decision (B2)."""
        return self.has_decide_permission(request)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("reviews.decide_review")

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseRedirect:
        """Lead to the decision form, which asks for the rule."""
        review = self.get_object(request, object_id)
        if review is None:
            raise Http404
        return redirect("admin:moderation_case_review", pk=review.pk)

    @admin.action(description="Publish …", permissions=["decide"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Review]) -> HttpResponseRedirect:
        return self._lead_to_the_desk(request, queryset, Decision.Outcome.PUBLISHED)

    @admin.action(description="Refuse …", permissions=["decide"])
    def refuse(self, request: HttpRequest, queryset: QuerySet[Review]) -> HttpResponseRedirect:
        return self._lead_to_the_desk(request, queryset, Decision.Outcome.REFUSED)

    @admin.action(description="Take down …", permissions=["decide"])
    def delete_selected(
        self, request: HttpRequest, queryset: QuerySet[Review]
    ) -> HttpResponseRedirect:
        """Stand in the place of Django's own action of this name."""
        return self._lead_to_the_desk(request, queryset, Decision.Outcome.REMOVED)

    @admin.display(description="work", ordering="work__title_key")
    def shown_work(self, review: Review) -> str:
        return Truncator(review.work.full_title).chars(60)

    @admin.display(description="headline", ordering="headline")
    def shown_headline(self, review: Review) -> str:
        return Truncator(review.headline).chars(60)

    @admin.display(description="findings")
    def finding_count(self, review: Review) -> int:
        return len(review.findings)

    @admin.display(description="findings")
    def shown_findings(self, review: Review) -> SafeString | str:
        rows = ((each["rule"], each["words"], each["advice"]) for each in review.findings)
        return format_html_join("", "<p>{}: <mark>{}</mark> {}</p>", rows) or "None"

    @admin.display(description="recommends")
    def shown_recommendations(self, review: Review) -> SafeString | str:
        books = review.recommendations.select_related("edition__work")
        rows = ((book.edition.work.full_title, book.reason) for book in books)
        return format_html_join("", "<p>{}: {}</p>", rows) or "Nothing"

    @admin.display(description="signed before")
    def shown_signatures(self, review: Review) -> SafeString | str:
        rows = ((each, each.changed_at.date()) for each in review.signature_changes.all())
        return format_html_join("", "<p>{}, {}</p>", rows) or "Never otherwise"

    def _lead_to_the_desk(
        self, request: HttpRequest, reviews: QuerySet[Review], outcome: str
    ) -> HttpResponseRedirect:
        """Open the decision form for the chosen reviews, the oldest first."""
        oldest = reviews.order_by("created_at", "pk").values_list("pk", flat=True)
        chosen = list(oldest[: MANY_MAX + 1])
        if len(chosen) > MANY_MAX:
            told = f"Here are the {MANY_MAX} oldest; come back for the others."
            messages.warning(request, told)
        query = urlencode([("outcome", outcome), *(("id", pk) for pk in chosen[:MANY_MAX])])
        return redirect(f"{reverse('admin:moderation_case_many')}?{query}")
