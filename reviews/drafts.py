"""What somebody has typed and not sent: with the account when signed in, else with the session.

What a visitor typed before signing in is found again after it, because the session goes on (RV-5).
"""

import json

from django.http import HttpRequest

from catalog.models import Work
from reviews.models import Draft

# The form's fields as they were sent: name to list of values.
Typed = dict[str, list[str]]

# Far more than a review may hold; beyond it nobody typed what was sent.
LONGEST = 200_000


def keep(request: HttpRequest, work: Work, typed: Typed) -> None:
    if len(json.dumps(typed)) > LONGEST:
        return
    if request.user.is_authenticated:
        Draft.objects.update_or_create(author=request.user, work=work, defaults={"typed": typed})
    else:
        request.session[_key(work)] = typed


def read(request: HttpRequest, work: Work) -> Typed | None:
    """Return what was typed last, or None. What was typed before signing in comes first."""
    if not request.user.is_authenticated:
        return request.session.get(_key(work))
    typed = request.session.pop(_key(work), None)
    draft = Draft.objects.filter(author=request.user, work=work).first()
    if typed and (any(typed.get("text", [])) or not draft):
        keep(request, work, typed)
        return typed
    return draft.typed if draft else None


def discard(request: HttpRequest, work: Work) -> None:
    if request.user.is_authenticated:
        Draft.objects.filter(author=request.user, work=work).delete()
    request.session.pop(_key(work), None)


def _key(work: Work) -> str:
    return f"review-draft-{work.pk}"
