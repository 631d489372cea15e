"""The screen of an author's answer to a decision."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from moderation.admin.pages import address_after, desk_page, note_in_log, staff_of
from moderation.desk_forms import AppealForm
from moderation.entries import Key, why_not_answer
from moderation.found import findings_in
from moderation.history import history_of
from moderation.rights import require_decider
from reviews.deciding import CannotDecide, answer_appeal
from reviews.models import Appeal


def appeal_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an appeal with the decision and the review it is about, and answer it."""
    staff = staff_of(request)
    require_decider(staff)
    appeal = get_object_or_404(_with_facts(), pk=pk)
    form = AppealForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, appeal, form)
    try:
        appeal = answer_appeal(
            appeal=appeal,
            grant=form.cleaned_data["answer"] == "grant",
            note=form.cleaned_data["note"],
            moderator=staff,
        )
    except CannotDecide as reason:
        form.add_error(None, str(reason))
        return _page(request, _with_facts().get(pk=pk), form, status=409)
    told = f"The appeal is {appeal.get_state_display()}: {appeal.decision.work}."
    note_in_log(request, appeal, told)
    messages.success(request, told)
    return redirect(address_after(request, Key(appeal.created_at, "appeal", appeal.pk)))


def _with_facts() -> QuerySet[Appeal]:
    return Appeal.objects.select_related(
        "decided_by",
        "decision__decided_by",
        "decision__work",
        "decision__review__work",
        "decision__review__author",
        "decision__review__pen_name",
        "decision__review__edition",
    )


def _page(
    request: HttpRequest, appeal: Appeal, form: AppealForm, *, status: int = 200
) -> HttpResponse:
    decision = appeal.decision
    review = decision.review
    context = {
        "title": f"Appeal about a review of {decision.work.full_title}",
        "appeal": appeal,
        "decision": decision,
        "review": review,
        "edition": (review and review.edition) or decision.work.editions.first(),
        "marked_headline": findings_in(review, "headline") if review else [],
        "marked_text": findings_in(review, "text") if review else [],
        "recommendations": review.recommendations.all() if review else [],
        "decisions": review.decisions.select_related("decided_by") if review else [],
        "history": history_of(review) if review else None,
        "barred": why_not_answer(appeal, staff_of(request)),
        "form": form,
    }
    return desk_page(request, "appeal.html", context, status=status)
