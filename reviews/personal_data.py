"""What this room keeps of an account, for “download my data” and “close my account” (PN-6)."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from catalog.models import Work
from reviews.deciding import erase_review
from reviews.models import Appeal, Decision, Draft, HelpfulVote, Review, SignatureChange
from reviews.services import rebuild_rating_summary


class ReviewData:
    """Reviews, what was decided on them, drafts and votes of one account."""

    def export(self, user: User) -> dict[str, Any]:
        return {
            "reviews": [_as_dict(review) for review in _reviews_of(user)],
            "decisions_on_reviews": [_decision_as_dict(each) for each in _decisions_on(user)],
            "drafts": list(
                Draft.objects.filter(author=user).values("work__title", "typed", "updated_at")
            ),
            "helpful_votes": list(
                HelpfulVote.objects.filter(voter=user).values("review_id", "created_at")
            ),
        }

    @transaction.atomic
    def erase(self, user: User, *, keep_anonymous: bool) -> None:
        """Delete the reviews, or leave the published ones to the public as "Anonymous".

        Reviews that are not published go in any case: nobody but their author could read them. What
        was said about them goes, too, also about those taken back before; that something was
        decided stays for the public log.
        """
        reviews = Review.objects.filter(author=user)
        works = sorted(set(reviews.values_list("work", flat=True)))
        # Locked in one order, as every decision locks them, before anything is changed.
        list(Work.objects.select_for_update().filter(pk__in=works).order_by("pk"))
        if keep_anonymous:
            SignatureChange.objects.filter(review__author=user).delete()
            reviews.published().update(author=None, pen_name=None)
        for review in Review.objects.filter(author=user):
            erase_review(review=review)
        Appeal.objects.filter(decision__author=user).update(text="", note="")
        Decision.objects.filter(author=user).update(words="", note="")
        for work_id in works:
            rebuild_rating_summary(work_id)


def _reviews_of(user: User) -> list[Review]:
    return list(Review.objects.filter(author=user).with_facts().select_related("work"))


def _as_dict(review: Review) -> dict[str, Any]:
    return {
        "book": review.work.full_title,
        "rating": review.rating,
        "headline": review.headline,
        "text": review.text,
        "signed": review.signature,
        "signatures_before": list(review.signature_changes.values("before", "after", "changed_at")),
        "state": review.get_state_display(),
        "written_at": review.created_at,
        "edited_at": review.edited_at,
        "rules_version": review.rules_version,
        "recommends": [
            {"book": book.edition.work.full_title, "reason": book.reason}
            for book in review.recommendations.all()
        ],
    }


def _decisions_on(user: User) -> QuerySet[Decision]:
    """Return what was decided on the account's reviews, also on those that are gone."""
    return Decision.objects.filter(author=user).select_related("work", "appeal")


def _decision_as_dict(decision: Decision) -> dict[str, Any]:
    appeal = getattr(decision, "appeal", None)
    return {
        "book": decision.work.full_title,
        "review_written_at": decision.received_at,
        "outcome": decision.get_outcome_display(),
        "rule": decision.rule,
        "rule_title": decision.rule_title,
        "words": decision.words,
        "note": decision.note,
        "decided": "automatically" if decision.is_automatic else "by a person",
        "decided_at": decision.decided_at,
        "appeal": _appeal_as_dict(appeal) if appeal else None,
    }


def _appeal_as_dict(appeal: Appeal) -> dict[str, Any]:
    return {
        "text": appeal.text,
        "sent_at": appeal.created_at,
        "state": appeal.get_state_display(),
        "note": appeal.note,
        "decided_at": appeal.decided_at,
    }


source = ReviewData()
