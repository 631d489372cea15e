"""What the shop keeps to find books: one row for each work, the words of all, what has changed.

All of it is made from the catalogue and can be made anew (`manage.py rebuild_search`), so that no
row here refers to one there by a key of the database. The text index itself belongs to the engine
(search.engines).
"""

from django.db import models

from catalog.constraints import NAME


class Document(models.Model):
    """A work as search knows it: what it is ranked, counted and shown by, without a look at it."""

    work_id = models.BigIntegerField(primary_key=True)
    # The words of the main title, as much as an index takes, and those that follow it.
    title = models.CharField(max_length=NAME)
    subtitle = models.TextField(blank=True)
    people = models.TextField(blank=True)
    # How well known and liked the book is: more is better. From the ratings and the sales rank.
    quality = models.FloatField(default=0, db_index=True)
    # What it can be filtered by, as in “language_eng year_1998”.
    tokens = models.TextField(blank=True)
    # What a row of results shows (search.documents).
    shown = models.JSONField(default=dict)
    # Of the words and tokens that the engine has, which need not be sent again where they stay.
    digest = models.CharField(max_length=32)

    class Meta:
        ordering = ["-quality", "work_id"]
        indexes = [
            # The best known of the works that are called just so (search.finding).
            models.Index(fields=["title", "-quality", "work_id"], name="search_titled"),
        ]

    def __str__(self) -> str:
        return self.title


class Word(models.Model):
    """A word or token of the index, and in how many works it is."""

    text = models.CharField(max_length=100, primary_key=True)
    # In how many works it stands anywhere, and in how many titles, names and subjects.
    works = models.PositiveIntegerField(default=0)
    heads = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text


class Deletion(models.Model):
    """A word of a title or name without one of its letters, for finding it when misspelt."""

    text = models.CharField(max_length=100)
    word = models.CharField(max_length=100)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["text", "word"], name="search_deletion_unique")
        ]

    def __str__(self) -> str:
        return f"{self.text} of {self.word}"


class ShelfPlace(models.Model):
    """Where a work stands on one of its shelves (search.shelves), the lowest position first."""

    pk = models.CompositePrimaryKey("work_id", "shelf")
    work_id = models.BigIntegerField()
    # As in “series_7”.
    shelf = models.CharField(max_length=40)
    position = models.FloatField()
    # What a card tells of the work there, as in “#3”.
    note = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["shelf", "position", "work_id"]
        indexes = [
            # A book page reads the first few of a shelf, or those around a book (search.related).
            models.Index(fields=["shelf", "position", "work_id"], name="search_shelf_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.work_id} on {self.shelf}"


class Change(models.Model):
    """A work that has changed since it was indexed; written by triggers, at every way to change it.

    Rows may repeat a work: two transactions that change the same works never wait for each other.
    """

    work_id = models.BigIntegerField(db_index=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.work_id)
