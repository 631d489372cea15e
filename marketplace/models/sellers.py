from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from catalog.constraints import LONG_TEXT, NAME, SLUG, at_least, not_empty, text_limits
from marketplace import availability
from marketplace.countries import ELSEWHERE, country_name


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
    country = models.CharField(
        max_length=2, blank=True, default="", help_text="Where they are: ISO 3166, as in “US”."
    )
    website = models.URLField(max_length=NAME, blank=True)
    about = models.TextField(blank=True, default="")
    returns = models.TextField(
        blank=True, default="", help_text="How a buyer sends a copy back, and until when."
    )
    # For feeds that do not say how soon a copy leaves.
    ships_in_min_days = models.PositiveSmallIntegerField(
        default=1, help_text="Business days until a copy leaves, when a feed does not say."
    )
    ships_in_max_days = models.PositiveSmallIntegerField(default=2)

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
            models.CheckConstraint(
                condition=Q(ships_in_max_days__gte=F("ships_in_min_days")),
                name="seller_ships_in_days_ordered",
                violation_error_message="“Ships in” must go from fewer to more days.",
            ),
            *not_empty("seller", "name", "slug"),
            *text_limits(
                "seller",
                name=200,
                slug=SLUG,
                ships_from=NAME,
                website=NAME,
                country=2,
                about=LONG_TEXT,
                returns=LONG_TEXT,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("marketplace:seller-detail", args=[self.slug])


class ShippingRate(models.Model):
    """What a seller asks for sending one copy to a country, in the shop's currency."""

    seller = models.ForeignKey(Seller, on_delete=models.CASCADE, related_name="shipping_rates")
    destination = models.CharField(
        max_length=2,
        help_text="ISO 3166, as in “US”; “*” for every country without a rate of its own.",
    )
    price = models.DecimalField(max_digits=8, decimal_places=2)
    min_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Days on the way, when the seller states them."
    )
    max_days = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["destination"]
        constraints = [
            models.UniqueConstraint(
                fields=["seller", "destination"],
                name="shipping_rate_once_for_a_country",
                violation_error_message="This seller has a rate for this country already.",
            ),
            models.CheckConstraint(
                condition=Q(max_days__isnull=True, min_days__isnull=True)
                | Q(max_days__gte=F("min_days")),
                name="shipping_rate_days_ordered",
                violation_error_message="The days must go from fewer to more.",
            ),
            *at_least("shipping_rate", price=0),
            *not_empty("shipping_rate", "destination"),
        ]

    def __str__(self) -> str:
        return f"{self.destination} {self.price}"

    @property
    def place(self) -> str:
        return "Elsewhere" if self.destination == ELSEWHERE else country_name(self.destination)

    @property
    def on_the_way(self) -> str:
        return availability.on_the_way(self.min_days, self.max_days)
