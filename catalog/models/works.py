"""Books as such: what they are called, who made them, what was said of them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from catalog.byline import BylinePart, byline
from catalog.constraints import LONG_TEXT, TITLE, not_empty, text_limits
from catalog.folding import FoldedField
from catalog.models.names import Contributor, Subject
from catalog.slugs import slug_of

# Pages under /books/<isbn13>/ that are not a book's own.
TAKEN_SLUGS = frozenset({"cite"})


class Work(models.Model):
    """A book as such, whatever its editions; the unit that readers review."""

    title = models.TextField()
    subtitle = models.TextField(blank=True)
    overview = models.TextField(
        blank=True, help_text="Paragraphs, with an empty line between them."
    )
    keywords = models.TextField(
        blank=True, help_text="Words that readers may search for, with “;” between them."
    )
    main_subject = models.ForeignKey(
        Subject, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    subjects = models.ManyToManyField(Subject, blank=True, related_name="works")
    contributors = models.ManyToManyField(Contributor, through="Contribution", related_name="works")
    title_key = FoldedField(sources=("title", "subtitle"))
    created_at = models.DateTimeField(auto_now_add=True)
    # Written by catalog.history, which is told of every change.
    changed_at = models.DateTimeField(
        default=timezone.now,
        editable=False,
        help_text="When staff or a feed last changed the work or an edition of it.",
    )

    class Meta:
        ordering = ["title_key", "pk"]
        # What partners are sent: the books that have changed since the last time.
        indexes = [models.Index(fields=["changed_at"], name="work_changed_at")]
        constraints = [
            *not_empty("work", "title"),
            *text_limits(
                "work", title=TITLE, subtitle=TITLE, overview=LONG_TEXT, keywords=LONG_TEXT
            ),
        ]

    def __str__(self) -> str:
        return self.full_title

    @property
    def full_title(self) -> str:
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title

    @property
    def slug(self) -> str:
        slug = slug_of(self.title, otherwise="book")
        return f"{slug}-book" if slug in TAKEN_SLUGS else slug

    @property
    def byline(self) -> list[BylinePart]:
        """Who made the work. Runs queries unless contributions and contributors are prefetched."""
        return byline(self.contributions.all())


class ContributorRole(models.TextChoices):
    """ONIX List 17, the roles a book page names, with the words that stand before the name."""

    AUTHOR = "A01", "by"
    WITH = "A02", "with"
    SCREENPLAY = "A03", "screenplay by"
    LIBRETTO = "A04", "libretto by"
    LYRICS = "A05", "lyrics by"
    COMPOSER = "A06", "music by"
    ARTIST = "A07", "art by"
    PHOTOGRAPHY = "A08", "photography by"
    CREATOR = "A09", "created by"
    IDEA = "A10", "from an idea by"
    DESIGNER = "A11", "designed by"
    ILLUSTRATOR = "A12", "illustrated by"
    PHOTOGRAPHER = "A13", "photographs by"
    TEXT = "A14", "text by"
    PREFACE = "A15", "preface by"
    PROLOGUE = "A16", "prologue by"
    SUMMARY = "A17", "summary by"
    SUPPLEMENT = "A18", "supplement by"
    AFTERWORD = "A19", "afterword by"
    NOTES = "A20", "notes by"
    COMMENTARIES = "A21", "commentaries by"
    EPILOGUE = "A22", "epilogue by"
    FOREWORD = "A23", "foreword by"
    INTRODUCTION = "A24", "introduction by"
    FOOTNOTES = "A25", "footnotes by"
    MEMOIR = "A26", "memoir by"
    EXPERIMENTS = "A27", "experiments by"
    INTRODUCTION_AND_NOTES = "A29", "introduction and notes by"
    SOFTWARE = "A30", "software by"
    BOOK_AND_LYRICS = "A31", "book and lyrics by"
    APPENDIX = "A33", "appendix by"
    INDEX = "A34", "index by"
    DRAWINGS = "A35", "drawings by"
    COVER = "A36", "cover by"
    ORIGINAL_AUTHOR = "A38", "after the original by"
    MAPS = "A39", "maps by"
    PAPER_ENGINEER = "A41", "paper engineering by"
    CONTINUED = "A42", "continued by"
    INTERVIEWER = "A43", "interviews by"
    INTERVIEWEE = "A44", "interviews with"
    COMIC_SCRIPT = "A45", "script by"
    INKER = "A46", "inks by"
    COLORIST = "A47", "colors by"
    LETTERER = "A48", "lettering by"
    RESEARCHER = "A51", "research by"
    EDITOR = "B01", "edited by"
    REVISED = "B02", "revised by"
    RETOLD = "B03", "retold by"
    ABRIDGED = "B04", "abridged by"
    ADAPTED = "B05", "adapted by"
    TRANSLATOR = "B06", "translated by"
    AS_TOLD = "B07", "as told by"
    TRANSLATOR_WITH_COMMENTARY = "B08", "translated with commentary by"
    SERIES_EDITOR = "B09", "series edited by"
    EDITOR_AND_TRANSLATOR = "B10", "edited and translated by"
    EDITOR_IN_CHIEF = "B11", "editor-in-chief"
    GUEST_EDITOR = "B12", "guest editor"
    VOLUME_EDITOR = "B13", "volume edited by"
    GENERAL_EDITOR = "B21", "general editor"
    DRAMATIZED = "B22", "dramatized by"
    LITERARY_EDITOR = "B24", "literary editor"
    ARRANGER = "B25", "arranged by"
    TECHNICAL_EDITOR = "B26", "technical editor"
    TRANSCRIBED = "B33", "transcribed by"
    MODERNIZED = "B36", "text updated by"
    COMPILER = "C01", "compiled by"
    SELECTOR = "C02", "selected by"
    CURATOR = "C04", "curated by"
    PRODUCER = "D01", "produced by"
    DIRECTOR = "D02", "directed by"
    CONDUCTOR = "D03", "conducted by"
    ACTOR = "E01", "acted by"
    NARRATOR_OF_FILM = "E03", "narrated by"
    COMMENTATOR = "E04", "commentary by"
    SINGER = "E05", "sung by"
    INSTRUMENTALIST = "E06", "played by"
    NARRATOR = "E07", "read by"
    ENSEMBLE = "E08", "performed by"
    SPEAKER = "E09", "spoken by"
    PRESENTER = "E10", "presented by"
    PERFORMER = "E99", "performed by"
    OTHER = "Z99", "with contributions by"


class Contribution(models.Model):
    """What a contributor did for a work, and what the publisher says of them in this book."""

    # Found by the index of contribution_unique.
    work = models.ForeignKey(
        Work, on_delete=models.CASCADE, related_name="contributions", db_index=False
    )
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
    def phrase(self) -> str:
        """The words before the name; quicker than Django's look through all roles."""
        return str(ContributorRole(self.role).label)

    @property
    def shown_biography(self) -> str:
        """The shop's own biography before the feed's. Needs `contributor` loaded."""
        return self.contributor.biography or self.biography


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
            *not_empty("editorial_review", "text"),
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
