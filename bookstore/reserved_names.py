"""Pen names kept free because they belong to somebody the shop knows (requirements PN-2, B9).

Each function takes the skeleton of a pen name (accounts/pen_names.py) and returns why it is
reserved, or "". Nothing is stored for this: a pen name is asked for once in the life of an
account, and comparing 100,000 contributors takes 20 to 200 ms then, while a column of skeletons
would have to be kept right at every import. Contributors, of whom there are many, are compared in
the database by the folded name that is there for searching; the few others here.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import CharField, F, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Replace, Substr

from accounts.models import User
from accounts.pen_names import skeleton
from catalog.models import Contributor, Publisher
from marketplace.models import Seller

# As accounts.pen_names.skeleton, on folded text: words in lower case with single spaces.
SKELETON_STEPS = [
    (" ", ""),
    ("0", "o"),
    ("1", "l"),
    ("i", "l"),
    ("rn", "m"),
    ("w", "vv"),
    ("vv", "w"),
]
# What a name may begin with whose skeleton begins with this letter.
FIRST_LETTERS = {"o": "o0", "l": "l1i", "m": "mr", "w": "wv"}


def the_shop(wanted: str) -> str:
    name = settings.SHOP_NAME
    if wanted in _skeletons([name, name.removeprefix("The ")]):
        return "This is the name of the shop."
    return ""


def staff(wanted: str) -> str:
    """Staff are known by the part of the address before the @, and by their full names."""
    people = User.objects.filter(is_staff=True)
    names = [
        name
        for person in people
        for name in (person.email.split("@")[0], str(person.get_full_name()))
    ]
    if wanted in _skeletons(names):
        return "This name is kept free, because somebody of the shop's staff is called so."
    return ""


def sellers(wanted: str) -> str:
    if wanted in _skeletons(Seller.objects.values_list("name", flat=True)):
        return "This is the name of a seller."
    return ""


def publishers(wanted: str) -> str:
    """A publisher is known with and without what follows a comma: “Inc.”, “Ltd”."""
    names = Publisher.objects.values_list("name", flat=True)
    if wanted in _skeletons(part for name in names for part in (name, name.split(",")[0])):
        return "This is the name of a publisher."
    return ""


def contributors(wanted: str) -> str:
    """Reads every contributor: those with another first letter are passed over quickly."""
    first_letters = list(FIRST_LETTERS.get(wanted[:1], wanted[:1]))
    alike = (
        Contributor.objects.alias(first_letter=Substr("name_key", 1, 1))
        .filter(first_letter__in=first_letters)
        .alias(skeleton=_skeleton_in_sql())
        .filter(skeleton=wanted)
    )
    if alike.exists():
        return "This is the name of an author in the catalogue. Please choose another."
    return ""


def _skeletons(names: Iterable[str]) -> set[str]:
    return {skeleton(name) for name in names}


def _skeleton_in_sql() -> Combinable:
    text: Combinable = F("name_key")
    for old, new in SKELETON_STEPS:
        text = Replace(text, Value(old), Value(new), output_field=CharField())
    return text
