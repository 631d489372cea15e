from collections.abc import Iterator, Sequence

from lxml import etree

from catalog.name_parts import BODY_WORDS, name_of
from catalog.onix.records import Contributor
from catalog.onix.writing.elements import Content, element, filled, with_paragraphs


def contributors(people: Sequence[Contributor]) -> Iterator[etree._Element]:
    """Yield a composite for each in their order; one who follows in another role has both in it."""
    for number, roles in enumerate(_together(people), 1):
        first = roles[0]
        yield element(
            "Contributor",
            element("SequenceNumber", str(number)),
            *(element("ContributorRole", each.role) for each in roles),
            *_names(first),
            with_paragraphs("BiographicalNote", first.biography),
        )


def _together(people: Sequence[Contributor]) -> list[list[Contributor]]:
    found: list[list[Contributor]] = []
    for person in people:
        before = found[-1] if found else []
        if before and not person.biography and _is_in_another_role(person, before):
            before.append(person)
        else:
            found.append([person])
    return found


def _is_in_another_role(person: Contributor, before: list[Contributor]) -> bool:
    is_same = _written(person) == _written(before[0])
    return is_same and person.role not in {each.role for each in before}


def _written(person: Contributor) -> tuple[str, str, str]:
    return person.name, person.name_inverted, person.letters_after_name


def _names(person: Contributor) -> Iterator[Content]:
    if _is_body(person):
        yield element("CorporateName", person.name)
        return
    yield element("PersonName", person.name)
    yield filled("PersonNameInverted", person.name_inverted)
    if person.name_inverted or person.letters_after_name:
        yield from _parts(person)


def _parts(person: Contributor) -> Iterator[Content]:
    """Yield the parts of a name, of which ONIX wants at least the one it is sorted by."""
    if person.name_inverted:
        name = name_of(person.name, person.name_inverted)
        yield filled("NamesBeforeKey", name.given)
        yield element("KeyNames", name.family or name.shown)
        yield filled("SuffixToKey", name.suffix)
    else:
        # A comma in the name says nothing of how it is sorted.
        yield element("KeyNames", person.name)
    yield filled("LettersAfterNames", person.letters_after_name)


def _is_body(person: Contributor) -> bool:
    """Whether this reads as a body's name; of a person, the catalogue knows more than the name."""
    if person.name_inverted or person.letters_after_name:
        return False
    return not BODY_WORDS.isdisjoint(person.name.casefold().split())
