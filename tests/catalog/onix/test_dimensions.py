"""Sizes that ONIX 2.1 tells in one text."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from catalog.onix.dimensions import measures_in
from catalog.onix.records import Product
from tests.catalog.onix.messages import make_message

H, W, D = "01", "02", "03"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9 x 6 x 1 inches", [(H, "9", "in"), (W, "6", "in"), (D, "1", "in")]),
        ("6 x 9 in.", [(W, "6", "in"), (H, "9", "in")]),
        ("229 × 152 × 25 mm", [(H, "229", "mm"), (W, "152", "mm"), (D, "25", "mm")]),
        ("23,5 X 15,6 CM", [(H, "23.5", "cm"), (W, "15.6", "cm")]),
        ('9" x 6" x 1"', [(H, "9", "in"), (W, "6", "in"), (D, "1", "in")]),
        ("H 20 x W 25 x D 1.5 cm", [(H, "20", "cm"), (W, "25", "cm"), (D, "1.5", "cm")]),
        ("17 cm (w) x 25 cm (h)", [(W, "17", "cm"), (H, "25", "cm")]),
        ("8 1/2 x 11 inches", [(W, "8.5", "in"), (H, "11", "in")]),
        ("9-1/4 by 6-1/8 inches", [(H, "9.25", "in"), (W, "6.125", "in")]),
        ("229 x 152", [(H, "229", ""), (W, "152", "")]),
        ("1/0 x 2 in", [(W, "0", "in"), (H, "2", "in")]),
        ("octavo", []),
        ("9 inches", []),
        ("1 x 2 x 3 x 4", []),
        ("", []),
    ],
)
def test_lengths_are_found_in_a_text(text, expected):
    assert measures_in(text) == expected


def product_of(dimensions: str, more: str = "") -> str:
    return (
        "<Product><RecordReference>1</RecordReference><NotificationType>03</NotificationType>"
        "<ISBN>0141439580</ISBN><ProductForm>BC</ProductForm>"
        f"<DistinctiveTitle>Emma</DistinctiveTitle>{more}<Dimensions>{dimensions}</Dimensions>"
        "</Product>"
    )


class TestARecordOfRelease2:
    @pytest.fixture
    def sized(self, read) -> Callable[..., Product]:
        return lambda *written: read(make_message(product_of(*written), release="2.1"))

    def test_is_as_large_as_its_text_says(self, sized):
        block = sized("9 x 6 x 1 inches").descriptive
        assert (block.height_mm, block.width_mm) == (Decimal("228.600"), Decimal("152.400"))
        assert block.depth_mm == Decimal("25.400")

    def test_with_measures_needs_no_text(self, sized):
        measure = (
            "<Measure><MeasureTypeCode>01</MeasureTypeCode><Measurement>200</Measurement>"
            "<MeasureUnitCode>mm</MeasureUnitCode></Measure>"
        )
        block = sized("9 x 6 inches", measure).descriptive
        assert (block.height_mm, block.width_mm) == (Decimal("200.000"), None)

    def test_of_a_size_that_is_no_length_warns(self, sized):
        product = sized("octavo")
        assert product.descriptive.height_mm is None
        assert product.warnings == ["The height was left out. “octavo” is not a number."]
