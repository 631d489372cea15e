from django.db import models
from django.db.models import F, Q

from catalog.constraints import LONG_TEXT, NAME, at_least, more_than_zero, not_empty, text_limits
from catalog.models import Edition
from marketplace import availability
from marketplace.conditions import Condition
from marketplace.copies import RULINGS, SIGNED_BY, AccessCode, CopyFacts, Jacket, Marking
from marketplace.listings import is_registered
from marketplace.models.sellers import Seller
from marketplace.querysets import OfferQuerySet

REASON = 500


class Offer(models.Model):
    """One seller's listing of one edition. Withheld rather than deleted, which keeps its SKU."""

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="offers")
    sku = models.CharField(
        "SKU", max_length=100, help_text="The seller's own number for this copy; never used again."
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="offers")
    condition = models.CharField(max_length=22, choices=Condition)
    is_ex_library = models.BooleanField("from a library", default=False)
    is_book_club = models.BooleanField("book club edition", default=False)
    has_remainder_mark = models.BooleanField("remainder mark", default=False)
    has_owner_name = models.BooleanField("owner’s name in it", default=False)
    marking = models.CharField(
        "marks in the text", max_length=4, choices=Marking, blank=True, default=""
    )
    jacket = models.CharField(max_length=9, choices=Jacket, blank=True, default="")
    is_signed = models.BooleanField("signed", default=False)
    signed_by = models.CharField(max_length=SIGNED_BY, blank=True, default="")
    is_international = models.BooleanField("international edition", default=False)
    is_print_on_demand = models.BooleanField("printed on demand", default=False)
    access_code = models.CharField(max_length=3, choices=AccessCode, blank=True, default="")
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
    withheld_reason = models.CharField(
        max_length=REASON, blank=True, default="", help_text="For staff; shoppers never see it."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            # The book page and the offers page read an edition's offers by price, and the offers
            # page looks for identical ones: the same seller's at the same price.
            models.Index(fields=["edition", "price", "seller"], name="offer_edition_price_seller"),
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
            *(
                models.CheckConstraint(
                    condition=~Q(
                        **{f"{ruling.fact}__in": ruling.values},
                        condition__in=[grade.value for grade in ruling.grades],
                    ),
                    name=f"offer_grade_fits_{ruling.fact}",
                    violation_error_message=f"A copy that {ruling.words} has a lower grade.",
                )
                for ruling in RULINGS
            ),
            models.CheckConstraint(
                condition=Q(signed_by="") | Q(is_signed=True),
                name="offer_signed_by_somebody_is_signed",
                violation_error_message="Say that the copy is signed, too.",
            ),
            models.CheckConstraint(
                condition=Q(marking__in=Marking.values)
                & Q(jacket__in=Jacket.values)
                & Q(access_code__in=AccessCode.values),
                name="offer_facts_known",
            ),
            *more_than_zero("offer", "price"),
            *at_least("offer", shipping=0),
            models.CheckConstraint(
                condition=Q(ships_in_max_days__gte=F("ships_in_min_days")),
                name="offer_ships_in_days_ordered",
                violation_error_message="“Ships in” must go from fewer to more days.",
            ),
            *not_empty("offer", "sku"),
            *text_limits(
                "offer",
                signed_by=SIGNED_BY,
                sku=100,
                comments=LONG_TEXT,
                url=NAME,
                withheld_reason=REASON,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sku} {self.price}"

    @property
    def grade(self) -> Condition:
        return Condition(self.condition)

    @property
    def facts(self) -> CopyFacts:
        """What the seller states of the copy besides its grade."""
        return CopyFacts.of(self)

    @property
    def listing(self) -> str:
        """Where the offer can be bought: its own page, else the seller's website, else nothing.

        Only `has_listing` says whether it may be followed. Needs `seller`.
        """
        return self.url or self.seller.website

    @property
    def has_listing(self) -> bool:
        """Whether `listing` is an address of this seller, to which shoppers may be led."""
        return is_registered(self.listing, self.seller.website)

    @property
    def ships_in(self) -> str:
        return availability.ships_in(self.ships_in_min_days, self.ships_in_max_days)


class ListingVisit(models.Model):
    """How often shoppers went on to a listing, by day; nothing is kept of who they were."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="visits")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "day"], name="listing_visit_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.count} on {self.day}"
