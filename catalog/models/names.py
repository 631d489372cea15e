"""The names that works and editions point to: publishers, subjects, contributors."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from catalog.constraints import LONG_TEXT, NAME, SLUG, not_empty, text_limits
from catalog.folding import FoldedField
from catalog.index_names import IndexNameField
from catalog.name_parts import name_of
from catalog.querysets import NameQuerySet, SubjectQuerySet


class Publisher(models.Model):
    name = models.CharField(max_length=NAME, unique=True)
    slug = models.CharField(max_length=SLUG, unique=True)
    name_key = FoldedField(sources=("name",))

    objects = NameQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            *not_empty("publisher", "name", "slug"),
            *text_limits("publisher", name=NAME, slug=SLUG),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("browse:publisher-detail", args=[self.slug])


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
    same_as = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="others",
        help_text="The Thema subject that feeds give together with this one of another scheme.",
    )

    # Filled by SubjectQuerySet.with_books_flag().
    has_books: bool

    objects = SubjectQuerySet.as_manager()

    class Meta:
        ordering = ["heading"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="subject_code_unique"),
            models.CheckConstraint(
                condition=Q(scheme__in=SubjectScheme.values), name="subject_scheme_known"
            ),
            *not_empty("subject", "code", "heading", "slug"),
            *text_limits("subject", code=20, heading=NAME, slug=SLUG),
        ]

    def __str__(self) -> str:
        return self.heading

    def get_absolute_url(self) -> str:
        return reverse("browse:subject-detail", args=[self.slug])

    @property
    def has_levels(self) -> bool:
        """Whether the heading tells what stands above the subject, and not the code."""
        return self.scheme == SubjectScheme.BISAC

    @property
    def path(self) -> list[str]:
        """The heading's levels for reading: "PSYCHOLOGY / General" is Psychology.

        BISAC writes the first level in capitals; other capitals are abbreviations (LGBTQ+). Other
        schemes have their levels in the code, and a heading is of one level.
        """
        if not self.has_levels:
            return [self.heading]
        first, *others = (level.strip() for level in self.heading.split("/"))
        levels = [first.capitalize() if first.isupper() else first, *others]
        return [level for level in levels if level and level != "General"]


class Series(models.Model):
    """What ONIX calls a collection: books that belong together under a name of their own."""

    name = models.CharField(max_length=NAME, unique=True)
    slug = models.CharField(max_length=SLUG, unique=True)
    name_key = FoldedField(sources=("name",))

    objects = NameQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "series"
        constraints = [
            *not_empty("series", "name", "slug"),
            *text_limits("series", name=NAME, slug=SLUG),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("browse:series-detail", args=[self.slug])


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
    # Where the name stands in an index of authors: by the family name.
    index_key = IndexNameField()

    objects = NameQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            *not_empty("contributor", "name", "slug"),
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
        return reverse("browse:author-detail", args=[self.slug])

    @property
    def index_name(self) -> str:
        """The name as an index has it, "Safran, Jeremy D.", guessed where no feed says it."""
        return name_of(self.name, self.name_inverted).index_form

    def any_biography(self) -> str:
        """The shop's own biography, else the newest one from the feeds. May run a query."""
        if self.biography:
            return self.biography
        told = self.contributions.exclude(biography="").order_by("-pk")
        return told.values_list("biography", flat=True).first() or ""
