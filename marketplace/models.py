from django.db import models
from django.db.models import F, Q

from catalog.constraints import (
    LONG_TEXT,
    NAME,
    SLUG,
    at_least,
    more_than_zero,
    not_empty,
    text_limits,
)
from catalog.models import Edition
from marketplace import availability, pricing
from marketplace.conditions import Condition
from marketplace.querysets import OfferQuerySet


class Seller(models.Model):
    name = models.CharField(max_length=200, unique=True)
    slug = models.CharField(max_length=SLUG, unique=True)
    is_active = models.BooleanField(
        default=True, help_text="Offers of a seller who is not active are shown nowhere."
    )
    is_store = models.BooleanField(
        "is the shop itself", default=False, help_text="At most one seller is the shop."
    )
    since_year = models.PositiveSmallIntegerField("seller since", null=True, blank=True)
    rating = models.DecimalField(
        max_digits=2, decimal_places=1, null=True, blank=True, help_text="0.0 to 5.0"
    )
    rating_count = models.PositiveIntegerField(default=0)
    ships_from = models.CharField(max_length=NAME, blank=True)
    website = models.URLField(max_length=NAME, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_store"],
                condition=Q(is_store=True),
                name="seller_one_store",
                violation_error_message="Another seller is the shop already.",
            ),
            models.CheckConstraint(
                condition=Q(rating__gte=0, rating__lte=5),
                name="seller_rating_0_to_5",
                violation_error_message="The rating must be between 0 and 5.",
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating_count__gte=1),
                name="seller_rating_needs_a_count",
                violation_error_message="A rating needs a count: how many ratings it is made of.",
            ),
            models.CheckConstraint(
                condition=Q(since_year__gte=1900, since_year__lte=9999),
                name="seller_since_year_plausible",
                violation_error_message="“Seller since” must be a year such as 2009.",
            ),
            *not_empty("seller", "name", "slug"),
            *text_limits("seller", name=200, slug=SLUG, ships_from=NAME, website=NAME),
        ]

    def __str__(self) -> str:
        return self.name


class Offer(models.Model):
    """One seller's listing of one edition. Withheld rather than deleted, which keeps its SKU."""

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="offers")
    sku = models.CharField(
        "SKU", max_length=100, help_text="The seller's own number for this copy; never used again."
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="offers")
    condition = models.CharField(max_length=10, choices=Condition)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    shipping = models.DecimalField(
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Empty when the seller does not state it.",
    )
    ships_in_min_days = models.PositiveSmallIntegerField(help_text="Business days until it leaves.")
    ships_in_max_days = models.PositiveSmallIntegerField()
    quantity = models.PositiveIntegerField(default=1)
    comments = models.TextField(blank=True)
    url = models.URLField("listing", max_length=NAME, blank=True)
    is_withheld = models.BooleanField(
        default=False,
        help_text="A withheld offer is shown nowhere until this is unticked. Offers are withheld "
        "and never deleted, since a SKU is never used again.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            # The book page and the offers page read an edition's offers by price.
            models.Index(fields=["edition", "price"], name="offer_edition_price"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["seller", "sku"],
                name="offer_sku_unique",
                violation_error_message="This seller has an offer with this SKU already.",
            ),
            models.CheckConstraint(
                condition=Q(condition__in=Condition.values), name="offer_condition_known"
            ),
            *more_than_zero("offer", "price"),
            *at_least("offer", shipping=0),
            models.CheckConstraint(
                condition=Q(ships_in_max_days__gte=F("ships_in_min_days")),
                name="offer_ships_in_days_ordered",
                violation_error_message="“Ships in” must go from fewer to more days.",
            ),
            *not_empty("offer", "sku"),
            *text_limits("offer", sku=100, comments=LONG_TEXT, url=NAME),
        ]

    def __str__(self) -> str:
        return f"{self.sku} {self.price}"

    @property
    def grade(self) -> Condition:
        return Condition(self.condition)

    @property
    def total(self) -> "pricing.Decimal":
        """Price and shipping; the price alone when the seller states no shipping."""
        return pricing.total_price(self.price, self.shipping)

    @property
    def listing(self) -> str:
        """Where the offer can be bought: its own page, else the seller's website, else nothing."""
        return self.url or self.seller.website

    @property
    def ships_in(self) -> str:
        return availability.ships_in(self.ships_in_min_days, self.ships_in_max_days)
