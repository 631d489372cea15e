"""Books as they are made and sold: a form, a publisher, a date, a table of contents."""

from collections.abc import Iterator

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from catalog import cover_sizes, isbn, lengths, publication_date
from catalog.constraints import (
    NAME,
    TITLE,
    at_least,
    more_than_zero,
    no_more_exact_than,
    not_empty,
    text_limits,
    valid_isbn13,
)
from catalog.cover_sizes import Source
from catalog.models.names import Publisher, Series
from catalog.models.works import Work
from catalog.product_form import ProductForm
from catalog.publication_date import Precision
from catalog.querysets import EditionQuerySet

# How much of a cover is cut off each edge, in the order in which `Cuts` names the edges.
CUT_COLUMNS = ("cover_cut_left", "cover_cut_top", "cover_cut_right", "cover_cut_bottom")


def _crop_constraints() -> Iterator[models.CheckConstraint]:
    """Yield what holds for a cropped cover: something is left of an original that is kept."""
    whole = Q(**dict.fromkeys(CUT_COLUMNS, 0))
    yield models.CheckConstraint(
        condition=(Q(cover_original="") & whole) | (~Q(cover_original="") & ~Q(cover="") & ~whole),
        name="edition_cover_cut_of_an_original",
    )
    for one, other in (CUT_COLUMNS[::2], CUT_COLUMNS[1::2]):
        yield models.CheckConstraint(
            condition=Q(**{f"{one}__lt": 100 - F(other)}), name=f"edition_{one}_leaves_something"
        )
    yield from at_least("edition", **dict.fromkeys(CUT_COLUMNS, 0))


class Edition(models.Model):
    """One ISBN of a work, or a number of the shop's own: a form, a publisher, a date."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="editions")
    isbn13 = models.CharField("ISBN-13", max_length=13, unique=True)
    product_form = models.CharField(
        max_length=2, choices=ProductForm, default=ProductForm.PAPERBACK
    )
    # Found by the index edition_publisher_work.
    publisher = models.ForeignKey(
        Publisher,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="editions",
        db_index=False,
    )
    published_on = models.DateField("publication date", null=True, blank=True)
    published_precision = models.CharField(
        "exact to", max_length=5, choices=Precision, default=Precision.DAY
    )
    edition_number = models.PositiveSmallIntegerField(null=True, blank=True)
    edition_statement = models.TextField(
        "edition description", blank=True, help_text="As in “New Edition”."
    )
    pages = models.PositiveIntegerField(null=True, blank=True)
    duration_minutes = models.PositiveIntegerField("playing time (minutes)", null=True, blank=True)
    width_mm = models.DecimalField(
        "width (mm)", max_digits=8, decimal_places=3, null=True, blank=True
    )
    height_mm = models.DecimalField(
        "height (mm)", max_digits=8, decimal_places=3, null=True, blank=True
    )
    depth_mm = models.DecimalField(
        "depth (mm)", max_digits=8, decimal_places=3, null=True, blank=True
    )
    language = models.CharField(max_length=3, blank=True, help_text="ISO 639-2 code, as in “eng”.")
    list_price = models.DecimalField(
        max_digits=10, decimal_places=2, null=True, blank=True, help_text="In the shop's currency."
    )
    list_price_seen_on = models.DateField(
        null=True,
        blank=True,
        editable=False,
        help_text="When the publisher last stated the list price; empty when nobody knows.",
    )
    publishing_status = models.CharField(
        max_length=2, blank=True, help_text="A code of ONIX List 64, as in “04” for active."
    )
    availability = models.CharField(
        max_length=2,
        blank=True,
        help_text="From the publisher: a code of ONIX List 65, as in “20” for available.",
    )
    withdrawn_on = models.DateField(
        null=True,
        blank=True,
        help_text="When the publisher took the record back; copies of it may still be sold.",
    )
    sales_rank = models.PositiveIntegerField(null=True, blank=True)
    cover = models.ImageField(
        upload_to="covers/",
        max_length=200,
        blank=True,
        width_field="cover_width",
        height_field="cover_height",
    )
    cover_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    cover_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    cover_widths = models.CharField(
        max_length=100,
        blank=True,
        editable=False,
        help_text="The widths that the cover is kept in beside the original, as in “160 320”.",
    )
    cover_original = models.FileField(
        upload_to="covers/",
        max_length=200,
        blank=True,
        editable=False,
        help_text="The picture as it was sent, where the cover is cropped; else empty.",
    )
    cover_cut_left = models.DecimalField(
        "cut off from the left (%)", max_digits=3, decimal_places=1, default=0
    )
    cover_cut_top = models.DecimalField(
        "cut off from the top (%)", max_digits=3, decimal_places=1, default=0
    )
    cover_cut_right = models.DecimalField(
        "cut off from the right (%)", max_digits=3, decimal_places=1, default=0
    )
    cover_cut_bottom = models.DecimalField(
        "cut off from the bottom (%)", max_digits=3, decimal_places=1, default=0
    )

    # Filled by EditionQuerySet.with_contents_flag().
    has_contents: bool

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            # The home page's shelves: the best sellers and the newest first.
            models.Index(fields=["sales_rank"], name="edition_sales_rank"),
            models.Index(fields=["-published_on"], name="edition_published_on"),
            # How many works a publisher has, from the index alone.
            models.Index(fields=["publisher", "work"], name="edition_publisher_work"),
        ]
        constraints = [
            valid_isbn13("isbn13", name="edition_isbn13_valid", allows_own_numbers=True),
            models.CheckConstraint(
                condition=Q(product_form__in=ProductForm.values), name="edition_product_form_known"
            ),
            models.CheckConstraint(
                condition=Q(published_precision__in=Precision.values),
                name="edition_published_precision_known",
            ),
            no_more_exact_than(
                "published_precision", "published_on", name="edition_published_on_as_exact_as_known"
            ),
            models.CheckConstraint(
                condition=Q(list_price_seen_on__isnull=True) | Q(list_price__isnull=False),
                name="edition_list_price_seen_on_of_a_price",
            ),
            models.CheckConstraint(
                condition=Q(cover_widths="") | ~Q(cover=""), name="edition_cover_widths_of_a_cover"
            ),
            *_crop_constraints(),
            *more_than_zero("edition", "width_mm", "height_mm", "depth_mm"),
            *at_least(
                "edition",
                edition_number=1,
                pages=1,
                duration_minutes=1,
                sales_rank=1,
                list_price=0,
            ),
            *text_limits(
                "edition",
                edition_statement=TITLE,
                language=3,
                cover=200,
                cover_widths=100,
                cover_original=200,
                publishing_status=2,
                availability=2,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.isbn13} {self.format_label}"

    def get_absolute_url(self) -> str:
        """The one address of this edition. Runs a query when `work` is not loaded."""
        return reverse("book-detail", args=[self.isbn13, self.work.slug])

    @property
    def form(self) -> ProductForm:
        return ProductForm(self.product_form)

    @property
    def format_label(self) -> str:
        return self.form.format_label

    @property
    def title_line(self) -> str:
        """The page's heading (requirements ID-1). Needs `work` loaded."""
        if self.edition_number is None:
            return self.work.full_title
        return f"{self.work.full_title} / Edition {self.edition_number}"

    @property
    def edition_words(self) -> str:
        """What tells this edition from others: the publisher's words, else its number."""
        return self.edition_statement or str(self.edition_number or "")

    @property
    def cover_alt(self) -> str:
        """What the cover shows, for those who do not see it. Needs `work` loaded."""
        return f"Cover of {self.work.title[:120]}"

    @property
    def cover_sources(self) -> dict[str, Source]:
        """The cover's smaller files by format; none where only the original is kept."""
        steps = cover_sizes.from_text(self.cover_widths)
        if not steps or not self.cover:
            return {}
        return cover_sizes.sources(self.cover.name or "", steps, self.cover_width or steps[-1])

    @property
    def isbn(self) -> str:
        """The ISBN-13 for all that goes out; nothing for a number of the shop's own."""
        return "" if isbn.is_own_number(self.isbn13) else self.isbn13

    @property
    def isbn10(self) -> str | None:
        """The ISBN-10 of a 978 number, which older lists and papers name it by (PD-1)."""
        return isbn.to_isbn10(self.isbn13)

    @property
    def publication_date(self) -> str:
        """The publication date as a shopper reads it, or nothing."""
        if self.published_on is None:
            return ""
        return publication_date.display(self.published_on, Precision(self.published_precision))

    @property
    def publication_datetime(self) -> str:
        """The publication date for `<time datetime>`, no more exact than it is known."""
        if self.published_on is None:
            return ""
        return publication_date.machine(self.published_on, Precision(self.published_precision))

    def dimensions(self, unit: lengths.LengthUnit) -> str:
        """Width, height and depth in `unit` ("in" or "cm"), or nothing."""
        return lengths.dimensions(self.width_mm, self.height_mm, self.depth_mm, unit)


class ContentsEntry(models.Model):
    """A line of an edition's table of contents."""

    # Found by the index of contents_order_unique, as are other parents below by those of theirs.
    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="contents", db_index=False
    )
    order = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField(default=1)
    label = models.CharField(max_length=NAME, blank=True, help_text="Chapter number, as in “1”.")
    title = models.TextField()
    page = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "contents entries"
        constraints = [
            models.UniqueConstraint(fields=["edition", "order"], name="contents_order_unique"),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=4), name="contents_level_1_to_4"
            ),
            *not_empty("contents", "title"),
            *text_limits("contents", label=NAME, title=TITLE, page=20),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.label, self.title, self.page]))


class SeriesPart(models.Model):
    """The place of an edition in a series."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="series_parts", db_index=False
    )
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="parts")
    number = models.CharField(max_length=20, blank=True, help_text="As in “3” or “Volume 3”.")
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "series"], name="series_part_unique"),
            *text_limits("series_part", number=20),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.series.name, self.number]))

    @property
    def shown_number(self) -> str:
        """The number as a reader says it: “#3” where the publisher gives only figures."""
        return f"#{self.number}" if self.number.isdecimal() else self.number


class RelatedProduct(models.Model):
    """Another product that the publisher names beside an edition; the shop need not have it."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="related_products", db_index=False
    )
    relation = models.CharField(max_length=2, help_text="A code of ONIX List 51.")
    isbn13 = models.CharField("ISBN-13", max_length=13)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "relation", "isbn13"], name="related_product_unique"
            ),
            valid_isbn13("isbn13", name="related_product_isbn13_valid"),
            *text_limits("related_product", relation=2),
        ]

    def __str__(self) -> str:
        return f"{self.relation} {self.isbn13}"
