"""The catalogue goes out and comes back: what it holds, emptied and loaded again."""

from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import models

from catalog.importing import Outcome
from catalog.loading import load_file
from catalog.models import (
    ContentsEntry,
    Contribution,
    Contributor,
    Edition,
    EditorialReview,
    Publisher,
    RelatedProduct,
    Series,
    SeriesPart,
    Subject,
    Work,
)


def export(path: Path, **options: Any) -> Path:
    call_command("export_onix", output=str(path), stderr=StringIO(), **options)
    return path


def load(path: Path) -> list[tuple[Outcome, list[str]]]:
    return [(result.outcome, result.messages) for result in load_file(path)]


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Return all that the catalogue holds, by names and numbers that people gave."""
    editions = [
        field.name
        for field in Edition._meta.concrete_fields
        if field.name not in {"id", "work", "publisher"}
    ]
    work_of = "work__editions__isbn13"
    return {
        "editions": rows(Edition, "isbn13", "publisher__name", *editions),
        "works": rows(
            Work,
            *(
                "editions__isbn13",
                "title",
                "subtitle",
                "overview",
                "keywords",
                "main_subject__code",
            ),
        ),
        "subjects of works": rows(Work, "editions__isbn13", "subjects__scheme", "subjects__code"),
        # Of headings without a letter, the first to come has the shorter address.
        "subjects": rows(Subject, "scheme", "code", "heading"),
        "publishers": rows(Publisher, "name", "slug"),
        "contributors": rows(Contributor, "name", "name_inverted", "letters_after_name", "slug"),
        "contributions": rows(
            Contribution, work_of, "order", "contributor__name", "role", "biography"
        ),
        "reviews": rows(EditorialReview, work_of, "order", "kind", "text", "signer", "source"),
        "contents": rows(
            ContentsEntry, "edition__isbn13", "order", "level", "label", "title", "page"
        ),
        "series": rows(SeriesPart, "edition__isbn13", "order", "series__name", "number"),
        "related": rows(RelatedProduct, "edition__isbn13", "order", "relation", "isbn13"),
        "shared works": rows(Edition, "isbn13", "work__editions__isbn13"),
    }


def rows(model: type[models.Model], *columns: str) -> list[tuple[Any, ...]]:
    return sorted(model._default_manager.order_by().values_list(*columns), key=repr)


def empty_the_catalogue() -> None:
    for model in (Edition, Work, Contributor, Publisher, Subject, Series):
        model._default_manager.all().delete()
