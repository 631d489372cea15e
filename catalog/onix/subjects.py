"""What the product is about."""

from collections.abc import Iterator

from catalog.keywords import keywords_in
from catalog.onix.elements import Element, child, child_text, children, with_code
from catalog.onix.records import Subject

# ONIX List 27.
_KEYWORDS = "20"


def subjects(block: Element) -> Iterator[Subject]:
    """Yield the subjects that have a code; keywords and other texts have none."""
    for subject in children(block, "Subject"):
        code, scheme = (
            child_text(subject, name) for name in ("SubjectCode", "SubjectSchemeIdentifier")
        )
        if code and scheme != _KEYWORDS:
            yield Subject(
                scheme=scheme,
                code=code,
                heading=child_text(subject, "SubjectHeadingText"),
                is_main=child(subject, "MainSubject") is not None,
            )


def keywords(block: Element) -> list[str]:
    """Return the keywords of all the composites, each once."""
    written = (
        child_text(subject, "SubjectHeadingText") or child_text(subject, "SubjectCode")
        for subject in with_code(block, "Subject", "SubjectSchemeIdentifier", _KEYWORDS)
    )
    return keywords_in(*written)
