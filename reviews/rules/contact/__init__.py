"""RR-9: no addresses of any kind: web, e-mail, telephone, street."""

from reviews.rules.contact.emails import email_spans
from reviews.rules.contact.links import link_spans
from reviews.rules.contact.phones import phone_spans
from reviews.rules.contact.streets import street_spans
from reviews.rules.findings import Finding, Severity
from reviews.rules.spans import Span, overlaps

LINK_ADVICE = (
    "Reviews hold no web addresses. Take it out; to recommend a book, use the search in this form."
)
EMAIL_ADVICE = "Reviews hold no e-mail addresses, your own or others'. Take it out."
PHONE_ADVICE = "Reviews hold no telephone numbers. Take it out."
STREET_ADVICE = (
    "Reviews hold no addresses of people or businesses. "
    "Take it out, unless it is a place in the book."
)


def find_contacts(text: str) -> list[Finding]:
    """Return e-mail and web addresses and telephone numbers, and warn of streets (RR-9)."""
    emails = email_spans(text)
    links = _outside(link_spans(text), emails)
    phones = _outside(phone_spans(text), emails + links)
    return [
        *(_blocked(text, span, EMAIL_ADVICE) for span in emails),
        *(_blocked(text, span, LINK_ADVICE) for span in links),
        *(_blocked(text, span, PHONE_ADVICE) for span in phones),
        *(
            Finding.at(text, span, rule="RR-9", severity=Severity.WARN, advice=STREET_ADVICE)
            for span in street_spans(text)
        ),
    ]


def _outside(spans: list[Span], taken: list[Span]) -> list[Span]:
    return [span for span in spans if not overlaps(span, taken)]


def _blocked(text: str, span: Span, advice: str) -> Finding:
    return Finding.at(text, span, rule="RR-9", severity=Severity.BLOCK, advice=advice)
