"""One decision on many reviews."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.models import User
from moderation.admin.pages import desk_address, desk_page, staff_of
from moderation.admin.reviews import told_of
from moderation.changes import what_changed
from moderation.desk_forms import ManyForm
from moderation.entries import OWN_REVIEW
from moderation.rights import require_decider
from moderation.verdicts import ReportsClosed, decide_at_desk
from reviews.admin.reviews import MANY_MAX
from reviews.deciding import CannotDecide, ReviewChanged, Verdict
from reviews.models import Decision, Review


@dataclass
class Chosen:
    """A review among many, as it was when it was chosen."""

    review: Review
    seen: str
    # Why it was left as it is.
    reason: str = ""


@dataclass
class Outcome:
    done: list[Decision] = field(default_factory=list)
    left: list[Chosen] = field(default_factory=list)


def many_view(request: HttpRequest) -> HttpResponse:
    """Ask what is to be done with the chosen reviews, or do it.

    What stands in the address (`id`) is chosen now; what a form sends (`chosen`) was seen then.
    Publishing and putting back need no reason, so that a button of the queue does them at once.
    """
    staff = staff_of(request)
    require_decider(staff)
    chosen, gone = _chosen(request)
    if gone:
        messages.warning(request, f"Gone meanwhile, taken back by their authors: {gone}.")
    if not chosen:
        messages.warning(request, "Choose at least one review. Nothing was decided.")
        return redirect(desk_address(request))
    if request.method != "POST" or not _is_decided(request):
        initial = {"outcome": request.POST.get("outcome") or request.GET.get("outcome", "")}
        return _page(request, chosen, ManyForm(initial=initial))
    form = ManyForm(request.POST)
    if not form.is_valid():
        return _page(request, chosen, form)
    outcome = _decide_on_all(chosen, form, staff)
    if outcome.done:
        messages.success(request, told_of(request, outcome.done))
    if outcome.left:
        form = ManyForm(initial=request.POST.dict())
        return _page(request, outcome.left, form, status=409)
    return redirect(_address_after(request, outcome.done))


def _is_decided(request: HttpRequest) -> bool:
    at_once = {Decision.Outcome.PUBLISHED, Decision.Outcome.PENDING}
    return "decided" in request.POST or request.POST.get("outcome") in at_once


def _decide_on_all(chosen: list[Chosen], form: ManyForm, staff: User) -> Outcome:
    """Decide on each by itself, so that one that cannot be decided on holds back no other."""
    data = form.cleaned_data
    verdict = Verdict(data["outcome"], rule=data["rule"], note=data["note"])
    outcome = Outcome()
    for each in chosen:
        try:
            outcome.done.append(
                decide_at_desk(
                    review=each.review,
                    verdict=verdict,
                    moderator=staff,
                    seen=each.seen,
                    to_reporters=data["to_reporters"],
                )
            )
        except ReviewChanged as changed:
            told = f"Changed since you opened it: {what_changed(changed.review, seen=each.seen)}."
            outcome.left.append(Chosen(changed.review, changed.review.as_seen, told))
        except ReportsClosed as reason:
            outcome.left.append(Chosen(each.review, each.review.as_seen, str(reason)))
        except CannotDecide as reason:
            outcome.left.append(Chosen(each.review, each.seen, str(reason)))
        except PermissionDenied:
            outcome.left.append(Chosen(each.review, each.seen, OWN_REVIEW))
    return outcome


def _chosen(request: HttpRequest) -> tuple[list[Chosen], int]:
    """Return the chosen reviews that are there, and how many are not."""
    if request.method == "POST":
        seen = dict(_split(value) for value in request.POST.getlist("chosen")[:MANY_MAX])
    else:
        seen = dict.fromkeys(request.GET.getlist("id")[:MANY_MAX], "")
    numbers = {int(number): seen[number] for number in seen if _is_number(number)}
    reviews = Review.objects.select_related("work", "author", "pen_name").filter(pk__in=numbers)
    found = [
        Chosen(review, numbers[review.pk] if request.method == "POST" else review.as_seen)
        for review in reviews.order_by("created_at", "pk")
    ]
    return found, len(numbers) - len(found)


def _split(chosen: str) -> tuple[str, str]:
    number, _, seen = chosen.partition(" ")
    return number, seen


def _is_number(typed: str) -> bool:
    return typed.isdecimal() and len(typed) < 19


def _address_after(request: HttpRequest, done: list[Decision]) -> str:
    """Lead to a single review that was put back, else to the queue."""
    first = done[0]
    if len(done) == 1 and first.outcome == Decision.Outcome.PENDING and first.review:
        return reverse("admin:moderation_case_review", args=[first.review.pk])
    return desk_address(request)


def _page(
    request: HttpRequest, chosen: list[Chosen], form: ManyForm, *, status: int = 200
) -> HttpResponse:
    context = {"title": "Decide on many reviews", "chosen": chosen, "form": form}
    return desk_page(request, "many.html", context, status=status)
