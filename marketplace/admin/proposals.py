"""Screens for the lines of feeds that have no usable ISBN: staff say which book they are about."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.views.decorators.http import require_POST

from catalog.admin.editions import edition_label
from catalog.admin.filters import AutocompleteFilterAdmin
from marketplace import proposals
from marketplace.admin.filters import SellerFilter
from marketplace.conditions import Condition
from marketplace.feed_forms import ProposalForm
from marketplace.models import Offer, Proposal

_LIST = "admin:marketplace_proposal_changelist"


class TurnedDownFilter(admin.SimpleListFilter):
    """Lines that wait, unless those that were turned down are asked for."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("turned-down", "Turned down")]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        waiting, turned_down = super().choices(changelist)
        yield waiting | {"display": "Waiting"}
        yield turned_down

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(turned_down_at__isnull=self.value() != "turned-down")


class SuggestionFilter(admin.SimpleListFilter):
    title = "suggestion"
    parameter_name = "suggestion"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("yes", "With a book"), ("no", "Without")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() is None:
            return queryset
        return queryset.filter(edition__isnull=self.value() == "no")


@admin.register(Proposal)
class ProposalAdmin(AutocompleteFilterAdmin):
    """Whoever may change offers says which book a line is about, or that it is none."""

    actions = ["confirm_all", "turn_down_all", "wait_again"]
    list_display = [
        "shown_line",
        "shown_suggestion",
        "shown_condition",
        "shown_copy",
    ]
    list_filter = [TurnedDownFilter, SuggestionFilter, SellerFilter]
    list_per_page = 50
    list_select_related = ["seller", "edition__work"]
    search_fields = ["title", "author", "sku", "seller__name"]
    search_help_text = "Title, author, SKU or seller, as the line has them."

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("marketplace.change_offer")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("marketplace.change_offer")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Lines are confirmed or turned down, which is noted."""
        return False

    def get_urls(self) -> list[URLPattern]:
        turn_down = self.admin_site.admin_view(require_POST(self.turn_down_view))
        return [
            path("<int:pk>/turn-down/", turn_down, name="marketplace_proposal_turn_down"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kwargs["extra_context"] = {"title": "Lines without ISBN: which book is each about?"}
        return super().changelist_view(request, *args, **kwargs)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any) -> HttpResponse:
        """Show the line and the book it seems to be of, and make it an offer."""
        proposal = self.get_object(request, object_id)
        if proposal is None:
            raise Http404
        if not self.has_change_permission(request, proposal):
            raise PermissionDenied
        form = ProposalForm(request.POST or None, initial=_suggested(proposal))
        if request.method == "POST" and form.is_valid() and self._confirm(request, proposal, form):
            return redirect(_LIST)
        context = {
            **self.admin_site.each_context(request),
            "title": "Which book is this?",
            "opts": self.opts,
            "proposal": proposal,
            "suggestion": edition_label(proposal.edition) if proposal.edition else "",
            "form": form,
        }
        return render(request, "marketplace/admin/proposal.html", context)

    def turn_down_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        self._turn_down(request, get_object_or_404(Proposal, pk=pk))
        told = (
            "Turned down, also when a file has the line again. The filter “Turned down” finds it."
        )
        self.message_user(request, told)
        return redirect(_LIST)

    @admin.action(description="Confirm the suggested books", permissions=["change"])
    def confirm_all(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> None:
        confirmed = 0
        for proposal in queryset.select_related("edition", "seller"):
            condition = proposals.condition_of(proposal)
            if proposal.edition is None or condition is None:
                lacks = "book is suggested" if proposal.edition is None else "condition is stated"
                self._left(request, proposal, f"no {lacks}.")
                continue
            try:
                offer = proposals.confirm(
                    proposal, isbn13=proposal.edition.isbn13, condition=condition
                )
            except proposals.CannotConfirm as error:
                self._left(request, proposal, str(error))
            else:
                self._note_confirmed(request, proposal, offer)
                confirmed += 1
        self.message_user(request, f"Confirmed: {confirmed}. They are offers now.")

    @admin.action(description="Turn down: none of our books", permissions=["change"])
    def turn_down_all(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> None:
        chosen = list(queryset.select_related("seller"))
        for proposal in chosen:
            self._turn_down(request, proposal)
        self.message_user(request, f"Turned down: {len(chosen)}.")

    @admin.action(description="Let them wait again", permissions=["change"])
    def wait_again(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> None:
        for proposal in queryset:
            proposal.turned_down_at = None
            proposal.save(update_fields=["turned_down_at"])
            self.log_change(request, proposal, "Waits again.")
        self.message_user(request, f"Waiting again: {len(queryset)}.")

    @admin.display(description="line", ordering="title")
    def shown_line(self, proposal: Proposal) -> str:
        title, author = Truncator(proposal.title).chars(60), Truncator(proposal.author).chars(40)
        return format_html("{}<br>{}", title, author)

    @admin.display(description="seller and SKU", ordering="sku")
    def shown_copy(self, proposal: Proposal) -> str:
        return format_html("{}<br>{}", proposal.seller, Truncator(proposal.sku).chars(30))

    @admin.display(description="suggested book, and why")
    def shown_suggestion(self, proposal: Proposal) -> str:
        if proposal.edition is None:
            return "None: no single book here has this title and name"
        label = edition_label(proposal.edition)
        return format_html("{}<br>{}", label, "The only book with this title and last name")

    @admin.display(description="condition")
    def shown_condition(self, proposal: Proposal) -> str:
        condition = proposals.condition_of(proposal)
        return str(condition.label) if condition else "not stated"

    def _confirm(self, request: HttpRequest, proposal: Proposal, form: ProposalForm) -> bool:
        """Make the line an offer; when that cannot be, say why in the form."""
        isbn13, condition = form.cleaned_data["isbn"], form.cleaned_data["condition"]
        try:
            offer = proposals.confirm(proposal, isbn13=isbn13, condition=condition)
        except proposals.CannotConfirm as error:
            field, colon, reason = str(error).partition(": ")
            is_of_field = bool(colon) and field in form.fields
            form.add_error(field if is_of_field else None, reason if is_of_field else str(error))
            return False
        self._note_confirmed(request, proposal, offer)
        self.message_user(request, f"SKU {offer.sku} of {proposal.seller} is an offer now.")
        return True

    def _note_confirmed(self, request: HttpRequest, proposal: Proposal, offer: Offer) -> None:
        line = Truncator(f"{proposal.title}, {proposal.author}").chars(200)
        offer_admin = self.admin_site.get_model_admin(Offer)
        offer_admin.log_change(request, offer, f"Confirmed for the line “{line}”.")

    def _turn_down(self, request: HttpRequest, proposal: Proposal) -> None:
        self.log_change(request, proposal, f"Turned down: {proposal.seller}, {proposal}")
        proposal.turned_down_at = timezone.now()
        proposal.save(update_fields=["turned_down_at"])

    def _left(self, request: HttpRequest, proposal: Proposal, reason: str) -> None:
        told = f"{Truncator(str(proposal)).chars(80)} still waits: {reason}"
        self.message_user(request, told, messages.WARNING)


def _suggested(proposal: Proposal) -> dict[str, str | Condition | None]:
    return {
        "isbn": proposal.edition.isbn13 if proposal.edition else "",
        "condition": proposals.condition_of(proposal),
    }
