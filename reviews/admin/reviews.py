"""The screens for readers' reviews.

Staff decide on reviews and never rewrite them: every change of state goes through a service.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from reviews import deciding
from reviews.models import Review

DECISIONS = {"publish": Review.State.PUBLISHED, "refuse": Review.State.REFUSED}


class DecisionForm(forms.ModelForm):
    decision = forms.ChoiceField(
        choices=[("", "Leave it waiting"), ("publish", "Publish it"), ("refuse", "Refuse it")],
        required=False,
        widget=forms.RadioSelect,
    )


@admin.register(Review)
class ReviewAdmin(admin.ModelAdmin):
    actions = ["publish", "refuse"]
    date_hierarchy = "created_at"
    form = DecisionForm
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
    list_filter = ["state", "rating"]
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

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Review | None = None) -> Any:
        may_decide = obj and obj.is_pending and self.has_change_permission(request, obj)
        return [*self.readonly_fields, *(["decision"] if may_decide else [])]

    def save_model(self, request: HttpRequest, obj: Review, form: Any, change: bool) -> None:
        """Carry out the decision; nothing else on this screen can be changed."""
        if decision := form.cleaned_data.get("decision"):
            self._decide(request, [obj], decision)

    @admin.action(description="Publish", permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Review]) -> None:
        self._decide(request, list(queryset), "publish")

    @admin.action(description="Refuse", permissions=["change"])
    def refuse(self, request: HttpRequest, queryset: QuerySet[Review]) -> None:
        self._decide(request, list(queryset), "refuse")

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

    def _decide(self, request: HttpRequest, reviews: list[Review], decision: str) -> None:
        decided, late = 0, 0
        for review in reviews:
            try:
                verdict = deciding.Verdict(DECISIONS[decision], rule="RR-11")
                deciding.decide(review=review, verdict=verdict, moderator=request.user)
            except deciding.CannotDecide:
                late += 1
            else:
                decided += 1
                self.log_change(request, review, f"Decision: {decision}.")
        if decided:
            self.message_user(request, f"Reviews decided on: {decided}.")
        if late:
            told = f"Left as they were, because they had been decided on already: {late}."
            self.message_user(request, told, messages.WARNING)
