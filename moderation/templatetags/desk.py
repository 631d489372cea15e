"""Display only: codes of the desk in words."""

from django import template

from reviews.grounds import title_of

register = template.Library()

register.filter("ground_title", title_of)


@register.filter
def in_words(code: str) -> str:
    """Write the code of a reason or a field as words."""
    return code.replace("_", " ").replace("-", " ").capitalize()
