"""A table of contents from the parts of block 3."""

import pytest

from catalog.contents import Entry
from catalog.importing import Outcome
from catalog.loading import load_file
from catalog.models import Edition
from tests.catalog.onix.messages import make_message, make_product, make_text, write_message


def item(place: str, title: str, *, label: str = "", page: str = "", subtitle: str = "") -> str:
    kind, _, number = label.rpartition(" ")
    run = f"<PageRun><FirstPageNumber>{page}</FirstPageNumber></PageRun>" if page else ""
    below = f"<Subtitle>{subtitle}</Subtitle>" if subtitle else ""
    return (
        f"<ContentItem><LevelSequenceNumber>{place}</LevelSequenceNumber>"
        f"<TextItem><TextItemType>03</TextItemType>{run}</TextItem>"
        f"<ComponentTypeName>{kind}</ComponentTypeName><ComponentNumber>{number}</ComponentNumber>"
        "<TitleDetail><TitleType>01</TitleType><TitleElement><TitleElementLevel>04"
        f"</TitleElementLevel><TitleText>{title}</TitleText>{below}</TitleElement></TitleDetail>"
        "</ContentItem>"
    )


def with_parts(product: str, *items: str) -> str:
    parts = f"<ContentDetail>{''.join(items)}</ContentDetail>"
    return product.replace("<PublishingDetail>", parts + "<PublishingDetail>")


PARTS = [
    item("1", "The River", label="Part I", page="1"),
    item("1.2", "Salt", label="Chapter 2", page="30", subtitle="A Story"),
    item("1.1", "Wind", label="Chapter 1", page="3"),
    item("2", "Index", page="300"),
]
ENTRIES = [
    Entry(1, "Part I", "The River", "1"),
    Entry(2, "1", "Wind", "3"),
    Entry(2, "2", "Salt: A Story", "30"),
    Entry(1, "", "Index", "300"),
]


def contents_of(read, product: str) -> list[Entry]:
    return list(read(make_message(product)).collateral.contents)


def test_parts_are_entries_in_their_order(read):
    assert contents_of(read, with_parts(make_product(), *PARTS)) == ENTRIES


def test_parts_without_the_block_of_texts_are_read_too(read):
    product = make_product().replace("<CollateralDetail></CollateralDetail>", "")
    assert contents_of(read, with_parts(product, *PARTS)) == ENTRIES


def test_a_text_goes_before_the_parts(read):
    product = make_product(collateral=make_text("04", "1 Ebb 5"))
    assert contents_of(read, with_parts(product, *PARTS)) == [Entry(1, "1", "Ebb", "5")]


@pytest.mark.parametrize("place", ["", "x", "1.x", "9" * 30])
def test_a_part_of_no_place_is_of_the_first_level(read, place):
    product = with_parts(make_product(), item(place, "Wind"))
    assert contents_of(read, product) == [Entry(1, "", "Wind", "")]


def test_parts_without_a_title_are_passed_over(read):
    assert contents_of(read, with_parts(make_product(), item("1", ""))) == []


def test_a_title_with_a_bar_is_whole(read):
    product = with_parts(make_product(), item("1", "Wind | Salt", page="5"))
    assert contents_of(read, product) == [Entry(1, "", "Wind / Salt", "5")]


def test_release_2_has_the_parts_in_the_record_itself(read):
    parts = "".join(PARTS).replace("TitleDetail>", "Title>")
    product = (
        "<Product><RecordReference>1</RecordReference><NotificationType>03</NotificationType>"
        "<ISBN>0141439580</ISBN><ProductForm>BC</ProductForm>"
        f"<DistinctiveTitle>Emma</DistinctiveTitle>{parts}</Product>"
    )
    product = product.replace("<TitleElement>", "").replace("</TitleElement>", "")
    assert contents_of(read, product) == ENTRIES


@pytest.mark.django_db
def test_parts_become_the_contents_of_the_edition(tmp_path):
    path = write_message(tmp_path, with_parts(make_product(), *PARTS))
    assert [result.outcome for result in load_file(path)] == [Outcome.CREATED]
    assert [str(entry) for entry in Edition.objects.get().contents.all()] == [
        *("Part I The River 1", "1 Wind 3", "2 Salt: A Story 30", "Index 300"),
    ]
