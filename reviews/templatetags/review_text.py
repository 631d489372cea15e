"""Display only: a review's text with its spoilers closed, and findings marked in what was typed."""

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe

from reviews.models import Review
from reviews.rules import RULES, Finding
from reviews.spoilers import pieces, without_spoilers

register = template.Library()

RULE_TITLES = {rule.id: rule.title for rule in RULES}


@register.filter
def with_spoilers_closed(text: str) -> SafeString:
    """Write a review in paragraphs; each spoiler opens by itself, without a script."""
    return format_html_join("", "{}", ((_piece(*piece),) for piece in pieces(text)))


@register.filter
def spoilers_hidden(text: str) -> str:
    """Write a review's text where nothing can be opened."""
    return without_spoilers(text)


@register.filter
def open_headline(review: Review) -> str:
    """Write what everybody may read of the headline; "" when the whole review is kept closed."""
    return "" if review.has_spoilers else without_spoilers(review.headline)


@register.filter
def rule_title(rule: str) -> str:
    return RULE_TITLES[rule]


@register.filter
def marked(text: str, findings: list[Finding]) -> SafeString:
    """Write a text as typed, with the words of the findings marked. Overlaps are marked once."""
    written, place = [], 0
    for finding in findings:
        if finding.start >= place:
            written.append(
                format_html("{}<mark>{}</mark>", text[place : finding.start], finding.words)
            )
            place = finding.end
    written.append(format_html("{}", text[place:]))
    return format_html_join("", "{}", ((part,) for part in written))


@register.simple_tag
def votes_are_open() -> bool:
    return settings.REVIEW_VOTES_OPEN


@register.simple_tag
def reviews_are_open() -> bool:
    return settings.REVIEWS_OPEN


def _piece(text: str, is_spoiler: bool) -> SafeString:
    paragraphs = mark_safe(linebreaks(text.strip(), autoescape=True))  # noqa: S308 - escaped.
    if not is_spoiler:
        return paragraphs
    return format_html(
        '<details class="spoiler"><summary>Show a spoiler</summary>{}</details>', paragraphs
    )
