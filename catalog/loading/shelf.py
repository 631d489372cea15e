"""What the shop has of the books of a batch, so that no record asks for it by itself."""

from collections.abc import Iterable, Sequence

from django.db.models import Min, Q

from catalog.loading.child_rows import ChildRows
from catalog.loading.names import Contributors, Publishers, Subjects, title_key
from catalog.models import ContentsEntry, Contribution, Edition, EditorialReview, Work
from catalog.onix.records import Product


class Shelf:
    """The editions and works that some products are or may be about, and all that they share.

    Reading takes ten queries, whatever the number of products. A shelf is good for one
    transaction: loading keeps it as the shop will be, and `write` stores what it only noted.
    """

    def __init__(self, products: Sequence[Product]) -> None:
        people = [person for product in products for person in product.descriptive.contributors]
        self.editions = _editions(products)
        self.works = _works(products, self.editions.values())
        editions = Edition.objects.filter(work__in=self.works).order_by()
        # The edition that speaks for each work (EditionQuerySet.leading).
        self.leads = dict(editions.values_list("work").annotate(Min("pk")))
        self.contents = ChildRows(
            ContentsEntry,
            ["order", "level", "label", "title", "page"],
            parent="edition_id",
            below={edition.pk for edition in self.editions.values()},
        )
        self.contributions = ChildRows(
            Contribution,
            ["order", "contributor_id", "role", "biography"],
            parent="work_id",
            below=self.works,
        )
        self.work_subjects = ChildRows(
            Work.subjects.through, ["subject_id"], parent="work_id", below=self.works
        )
        self.editorial_reviews = ChildRows(
            EditorialReview,
            ["order", "kind", "text", "signer", "source"],
            parent="work_id",
            below=self.works,
        )
        self.contributors = Contributors(people, also=self.contributions.column("contributor_id"))
        self.publishers = Publishers({product.publishing.publisher for product in products})
        self.subjects = Subjects(
            subject for product in products for subject in product.descriptive.subjects
        )

    def write(self) -> None:
        self.contents.write()
        self.contributions.write()
        self.work_subjects.write()
        self.editorial_reviews.write()


def _editions(products: Sequence[Product]) -> dict[str, Edition]:
    isbns = {product.isbn13 for product in products}
    return Edition.objects.in_bulk(isbns, field_name="isbn13")


def _works(products: Sequence[Product], editions: Iterable[Edition]) -> dict[int, Work]:
    """Return the works of the editions and those of the same titles, the oldest first."""
    of_these = Q(pk__in={edition.work_id for edition in editions})
    alike = Q(title_key__in={title_key(product.descriptive.title) for product in products})
    return {work.pk: work for work in Work.objects.filter(of_these | alike).order_by("pk")}
