from django.db import models
from django.db.models import Q
from django.urls import reverse

from catalog import isbn, lengths, publication_date
from catalog.byline import BylinePart, byline
from catalog.constraints import (
    LONG_TEXT,
    NAME,
    SLUG,
    TITLE,
    at_least,
    more_than_zero,
    text_limits,
    valid_isbn13,
)
from catalog.folding import FoldedField
from catalog.product_form import ProductForm
from catalog.publication_date import Precision
from catalog.querysets import EditionQuerySet, SubjectQuerySet
from catalog.slugs import slug_of


class Publisher(models.Model):
    name = models.CharField(max_length=NAME, unique=True)
    slug = models.CharField(max_length=SLUG, unique=True)

    class Meta:
        ordering = ["name"]
        constraints = [*text_limits("publisher", name=NAME, slug=SLUG)]

    def __str__(self) -> str:
        return self.name


class SubjectScheme(models.TextChoices):
    """ONIX List 27, the schemes whose codes have a heading of their own."""

    BISAC = "10", "BISAC"
    BIC = "12", "BIC"
    THEMA = "93", "Thema"


class Subject(models.Model):
    scheme = models.CharField(max_length=2, choices=SubjectScheme)
    code = models.CharField(max_length=20)
    heading = models.CharField(max_length=NAME, help_text="As in “PSYCHOLOGY / Psychotherapy”.")
    slug = models.CharField(max_length=SLUG, unique=True)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        ordering = ["heading"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="subject_code_unique"),
            models.CheckConstraint(
                condition=Q(scheme__in=SubjectScheme.values), name="subject_scheme_known"
            ),
            *text_limits("subject", code=20, heading=NAME, slug=SLUG),
        ]

    def __str__(self) -> str:
        return self.heading

    def get_absolute_url(self) -> str:
        return reverse("catalog:subject-detail", args=[self.slug])

    @property
    def path(self) -> list[str]:
        """The heading's levels for reading: "PSYCHOLOGY / General" is Psychology."""
        levels = [level.strip() for level in self.heading.split("/")]
        return [
            level.capitalize() if level.isupper() else level
            for level in levels
            if level and level != "General"
        ]


class Contributor(models.Model):
    """A person or body that made books: author, editor, translator, illustrator."""

    name = models.CharField(max_length=NAME, help_text="As on the title page: “Jeremy D. Safran”.")
    name_inverted = models.CharField(
        max_length=NAME, blank=True, help_text="As in an index: “Safran, Jeremy D.”"
    )
    letters_after_name = models.CharField(max_length=NAME, blank=True, help_text="As in “PhD”.")
    biography = models.TextField(
        blank=True,
        help_text="Shown on every book of this contributor instead of what the feeds say.",
    )
    slug = models.CharField(max_length=SLUG, unique=True)
    name_key = FoldedField(sources=("name",))

    class Meta:
        ordering = ["name"]
        constraints = [
            *text_limits(
                "contributor",
                name=NAME,
                name_inverted=NAME,
                letters_after_name=NAME,
                biography=LONG_TEXT,
                slug=SLUG,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("catalog:author-detail", args=[self.slug])

    def any_biography(self) -> str:
        """The shop's own biography, else the newest one from the feeds. May run a query."""
        if self.biography:
            return self.biography
        told = self.contributions.exclude(biography="").order_by("-pk")
        return told.values_list("biography", flat=True).first() or ""


class Work(models.Model):
    """A book as such, whatever its editions; the unit that readers review."""

    title = models.TextField()
    subtitle = models.TextField(blank=True)
    overview = models.TextField(
        blank=True, help_text="Paragraphs, with an empty line between them."
    )
    main_subject = models.ForeignKey(
        Subject, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    subjects = models.ManyToManyField(Subject, blank=True, related_name="works")
    contributors = models.ManyToManyField(Contributor, through="Contribution", related_name="works")
    title_key = FoldedField(sources=("title", "subtitle"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title_key", "pk"]
        constraints = [
            *text_limits("work", title=TITLE, subtitle=TITLE, overview=LONG_TEXT),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="work_title_not_empty",
                violation_error_message="A work needs a title.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_title

    @property
    def full_title(self) -> str:
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title

    @property
    def slug(self) -> str:
        return slug_of(self.title, otherwise="book")

    @property
    def byline(self) -> list[BylinePart]:
        """Who made the work. Runs queries unless contributions and contributors are prefetched."""
        return byline(self.contributions.all())


class ContributorRole(models.TextChoices):
    """ONIX List 17, the roles a book page names, with the words that stand before the name."""

    AUTHOR = "A01", "by"
    WITH = "A02", "with"
    ILLUSTRATOR = "A12", "illustrated by"
    PHOTOGRAPHER = "A13", "photographs by"
    PREFACE = "A15", "preface by"
    FOREWORD = "A23", "foreword by"
    INTRODUCTION = "A24", "introduction by"
    EDITOR = "B01", "edited by"
    TRANSLATOR = "B06", "translated by"
    NARRATOR = "E07", "read by"
    OTHER = "Z99", "with contributions by"


class Contribution(models.Model):
    """What a contributor did for a work, and what the publisher says of them in this book."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="contributions")
    contributor = models.ForeignKey(
        Contributor, on_delete=models.PROTECT, related_name="contributions"
    )
    role = models.CharField(max_length=3, choices=ContributorRole, default=ContributorRole.AUTHOR)
    order = models.PositiveSmallIntegerField(default=1)
    biography = models.TextField(blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["work", "contributor", "role"],
                name="contribution_unique",
                violation_error_message="This contributor stands here twice in the same role.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=ContributorRole.values), name="contribution_role_known"
            ),
            *text_limits("contribution", biography=LONG_TEXT),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.contributor}"

    @property
    def shown_biography(self) -> str:
        """The shop's own biography before the feed's. Needs `contributor` loaded."""
        return self.contributor.biography or self.biography


class Edition(models.Model):
    """One ISBN of a work: a form, a publisher, a date."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="editions")
    isbn13 = models.CharField("ISBN-13", max_length=13, unique=True)
    product_form = models.CharField(
        max_length=2, choices=ProductForm, default=ProductForm.PAPERBACK
    )
    publisher = models.ForeignKey(
        Publisher, null=True, blank=True, on_delete=models.PROTECT, related_name="editions"
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
    created_at = models.DateTimeField(auto_now_add=True)

    # Filled by EditionQuerySet.with_contents_flag().
    has_contents: bool

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            # The home page's shelves: the best sellers and the newest first.
            models.Index(fields=["sales_rank"], name="edition_sales_rank"),
            models.Index(fields=["-published_on"], name="edition_published_on"),
        ]
        constraints = [
            valid_isbn13("isbn13", name="edition_isbn13_valid"),
            models.CheckConstraint(
                condition=Q(product_form__in=ProductForm.values), name="edition_product_form_known"
            ),
            models.CheckConstraint(
                condition=Q(published_precision__in=Precision.values),
                name="edition_published_precision_known",
            ),
            *more_than_zero("edition", "width_mm", "height_mm", "depth_mm"),
            *at_least("edition", edition_number=1, pages=1, sales_rank=1, list_price=0),
            *text_limits("edition", edition_statement=TITLE, language=3, cover=200),
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
    def cover_alt(self) -> str:
        """What the cover shows, for those who do not see it. Needs `work` loaded."""
        return f"Cover of {self.work.title[:120]}"

    @property
    def isbn10(self) -> str | None:
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

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="contents")
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
            *text_limits("contents", label=NAME, title=TITLE, page=20),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.label, self.title, self.page]))


class EditorialReview(models.Model):
    """What a professional says of a work; never part of the readers' rating (CT-6)."""

    class Kind(models.TextChoices):
        """After ONIX List 153: 02, 06 and 09."""

        ANNOTATION = "annotation"
        REVIEW_QUOTE = "review_quote"
        ENDORSEMENT = "endorsement"

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="editorial_reviews")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.REVIEW_QUOTE)
    text = models.TextField()
    signer = models.TextField(
        blank=True, help_text="Name first: “David H. Barlow, PhD, Boston University”."
    )
    source = models.TextField(blank=True, help_text="As in “From the Publisher”, or a journal.")
    order = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["annotation", "review_quote", "endorsement"]),
                name="editorial_review_kind_known",
            ),
            *text_limits("editorial_review", text=LONG_TEXT, signer=TITLE, source=TITLE),
        ]

    def __str__(self) -> str:
        return self.signer or self.source or self.get_kind_display()

    @property
    def signer_name(self) -> str:
        return self.signer.partition(",")[0]

    @property
    def signer_post(self) -> str:
        """What follows the signer's name: degree, post, institution."""
        return self.signer.partition(",")[2].strip()
