"""One line of the desk's queue, for each kind of thing that waits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextChoices
from django.urls import reverse
from django.utils.text import Truncator

from accounts.models import User
from moderation.models import Case
from moderation.seen import seen_of
from reviews.grounds import title_of
from reviews.models import Appeal, Brake, Review

EXCERPT = 160
OWN_REVIEW = "You wrote it: another moderator decides."
OWN_DECISION = "You made the decision it is about: another moderator answers."


class Kind(TextChoices):
    NEW = "new", "new"
    EDITED = "edited", "edited"
    REPORTED = "reported", "reported"
    APPEAL = "appeal", "appeal"


class Key(NamedTuple):
    """The place of an entry in the queue; `source` is one of `LINKS`."""

    since: datetime
    source: str
    pk: int


LINKS = {
    "appeal": "admin:moderation_case_appeal",
    "case": "admin:moderation_case_change",
    "review": "admin:moderation_case_review",
}


@dataclass(frozen=True)
class Entry:
    key: Key
    kind: Kind
    title: str
    detail: str = ""
    excerpt: str = ""
    rules: str = ""
    finding_count: int = 0
    report_count: int = 0
    edited_at: datetime | None = None
    is_held: bool = False
    # Why the one who looks may not decide on it.
    barred: str = ""
    # What a form sends when this review is chosen among many; "" where that cannot be.
    chosen: str = ""

    @property
    def link(self) -> str:
        return reverse(LINKS[self.key.source], args=[self.key.pk])


def entries_of(keys: Iterable[Key], *, staff: User) -> list[Entry]:
    """Return what stands at these places. One query for each source among them."""
    keys = list(keys)
    found: dict[Key, Entry] = {}
    for source, build in BUILDERS.items():
        wanted = {key.pk: key for key in keys if key.source == source}
        if wanted:
            found |= {entry.key: entry for entry in build(wanted, staff)}
    return [found[key] for key in keys if key in found]


def chosen_value(review: Review, case: Case | None = None) -> str:
    """Name a review and what was seen of it, in one field of a form."""
    return f"{review.pk} {seen_of(review, case)}"


def _reviews(keys: dict[int, Key], staff: User) -> Iterator[Entry]:
    held = Brake.objects.holding(work=OuterRef("work"), sent_at=OuterRef("created_at"))
    reviews = Review.objects.select_related("work", "pen_name").annotate(
        is_held=Exists(held),
        report_count=Count("case__reports", filter=Q(case__closed_at=None)),
    )
    for review in reviews.filter(pk__in=keys):
        yield Entry(
            key=keys[review.pk],
            kind=Kind.EDITED if review.edited_at else Kind.NEW,
            edited_at=review.edited_at,
            report_count=review.report_count,
            is_held=review.is_held,
            **_facts_of(review, staff),
        )


def _appeals(keys: dict[int, Key], staff: User) -> Iterator[Entry]:
    appeals = Appeal.objects.select_related("decision__work")
    for appeal in appeals.filter(pk__in=keys):
        decision = appeal.decision
        yield Entry(
            key=keys[appeal.pk],
            kind=Kind.APPEAL,
            title=decision.work.full_title,
            detail=f"{decision.get_outcome_display()}: {decision.rule} {title_of(decision.rule)}",
            excerpt=_shortened(appeal.text),
            barred=why_not_answer(appeal, staff),
        )


def _cases(keys: dict[int, Key], staff: User) -> Iterator[Entry]:
    for case in with_targets(Case.objects.with_report_count()).filter(pk__in=keys):
        facts: dict[str, Any] = {"title": target_line(case), "detail": case.get_kind_display()}
        if case.review:
            facts = _facts_of(case.review, staff, case)
        yield Entry(
            key=keys[case.pk],
            kind=Kind.REPORTED,
            report_count=case.report_count,  # type: ignore[attr-defined]  # Annotated.
            **facts,
        )


BUILDERS = {"appeal": _appeals, "case": _cases, "review": _reviews}


def why_not_answer(appeal: Appeal, staff: User) -> str:
    """Return why a member of staff may not answer an appeal; "" when they may."""
    if appeal.decision.author_id == staff.pk:
        return OWN_REVIEW
    return OWN_DECISION if appeal.decision.decided_by_id == staff.pk else ""


def with_targets(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with what they are about, as `target_line` names it."""
    return cases.select_related(
        "review__work",
        "review__pen_name",
        "pen_name",
        "seller",
        "edition__work",
        "offer__seller",
        "offer__edition__work",
    )


def target_line(case: Case) -> str:
    """Name what was reported. Needs `with_targets()`."""
    match case.kind:
        case Case.Kind.OFFER if case.offer:
            return f"{case.offer.edition.work.full_title}, offered by {case.offer.seller}"
        case Case.Kind.EDITION if case.edition:
            field = f": {case.field_label}" if case.field else ""
            return f"{case.edition.work.full_title}{field}"
        case Case.Kind.REVIEW if case.review:
            return str(case.review)
    return str(case.target or f"A {case.get_kind_display()} that is gone")


def _facts_of(review: Review, staff: User, case: Case | None = None) -> dict[str, Any]:
    stars = "1 star" if review.rating == 1 else f"{review.rating} stars"
    state = "" if review.is_pending else f", {review.get_state_display().lower()}"
    return {
        "title": review.work.full_title,
        "detail": f"{stars}, {review.signature}{state}",
        "excerpt": _shortened(
            f"{review.headline} — {review.text}" if review.headline else review.text
        ),
        "rules": review.rules_hit.strip(),
        "finding_count": len(review.findings),
        "barred": OWN_REVIEW if review.author_id == staff.pk else "",
        "chosen": "" if review.author_id == staff.pk else chosen_value(review, case),
    }


def _shortened(text: str) -> str:
    return Truncator(" ".join(text[: EXCERPT * 2].split())).chars(EXCERPT)
