"""Why something may be reported, and whose work each reason is (RP-2).

Plain data: `REASONS` by `Case.Kind`; a desk is a value of `Case.Desk`.
"""

from typing import NamedTuple

REVIEWS, CATALOGUE, MARKETPLACE = "reviews", "catalogue", "marketplace"


class Reason(NamedTuple):
    code: str
    label: str
    desk: str
    # The fact of a book page that it is about, if it is about one (moderation/facts.py).
    field: str = ""


REASONS: dict[str, tuple[Reason, ...]] = {
    "review": (
        Reason("abusive", "Abusive language", REVIEWS),
        Reason("off_topic", "Off topic: it is not about the book", REVIEWS),
        Reason("spam", "Spam, advertising or solicitation", REVIEWS),
        Reason("underage", "The reviewer seems to be under 13", REVIEWS),
        Reason("terms", "Against the terms of use or the rules for reviews", REVIEWS),
        Reason("copyright", "Copied from somebody else (copyright)", REVIEWS),
    ),
    "pen_name": (
        Reason("abusive", "Abusive language", REVIEWS),
        Reason("impostor", "Pretends to be somebody else", REVIEWS),
        Reason("spam", "Spam, advertising or solicitation", REVIEWS),
        Reason("private", "Gives away private facts about somebody", REVIEWS),
        Reason("underage", "The reviewer seems to be under 13", REVIEWS),
        Reason("terms", "Against the terms of use or the rules for reviews", REVIEWS),
    ),
    "edition": (
        Reason("wrong_information", "Wrong information", CATALOGUE),
        # One case with "error on this page" about the cover.
        Reason("wrong_image", "Wrong image", CATALOGUE, field="cover"),
        Reason("offensive", "Offensive content", REVIEWS),
        Reason("copyright", "Copied from somebody else (copyright)", REVIEWS),
        Reason("counterfeit", "Counterfeit, or not what the offer says", MARKETPLACE),
        Reason("other", "Something else", CATALOGUE),
    ),
    "offer": (
        Reason("misdescribed", "The copy is not what the offer says", MARKETPLACE),
        Reason("counterfeit", "Counterfeit or pirated copy", MARKETPLACE),
        Reason("wrong_edition", "Another book or edition than this one", MARKETPLACE),
        Reason("wrong_price", "Wrong price or shipping", MARKETPLACE),
        Reason("not_available", "The seller does not have it, or the link is dead", MARKETPLACE),
        Reason("abusive", "Abusive language", MARKETPLACE),
        Reason("other", "Something else", MARKETPLACE),
    ),
    "seller": (
        Reason("not_delivered", "Does not send what was paid for", MARKETPLACE),
        Reason("counterfeit", "Sells counterfeit or pirated copies", MARKETPLACE),
        Reason("misdescribed", "The copies are not what the offers say", MARKETPLACE),
        Reason("impostor", "Pretends to be somebody else", MARKETPLACE),
        Reason("wrong_information", "Wrong information about the seller", MARKETPLACE),
        Reason("abusive", "Abusive language", MARKETPLACE),
        Reason("other", "Something else", MARKETPLACE),
    ),
}

REASONS_BY_CODE = {
    kind: {reason.code: reason for reason in reasons} for kind, reasons in REASONS.items()
}

# What "error on this page" is kept as; nobody chooses it, since the fact says it all.
WRONG_FACT = "wrong_fact"


def label_of(kind: str, code: str) -> str:
    """Return a reason in words; a reason that there is no longer stands for itself."""
    if code == WRONG_FACT:
        return "Error on the page"
    reason = REASONS_BY_CODE[kind].get(code)
    return reason.label if reason else code
