"""Works know when staff or feeds last changed them, or what goes out with them."""

from datetime import UTC, datetime

import pytest

from catalog.history import remember_as_it_is
from catalog.loading import load_file
from catalog.models import Series, SeriesPart, Subject, Work
from tests.catalog.onix.messages import ISBN, OTHER_ISBN, make_product, write_message
from tests.factories import make_edition, make_publisher, make_work

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def has_changed(work: Work) -> bool:
    """Whether it was changed since this was last asked."""
    stored = Work.objects.filter(pk=work.pk)
    found = stored.get().changed_at > LONG_AGO
    stored.update(changed_at=LONG_AGO)
    return found


class TestAFeed:
    @pytest.fixture
    def load(self, tmp_path):
        def load(*products: str) -> Work:
            list(load_file(write_message(tmp_path, *products)))
            return Work.objects.get(editions__isbn13=ISBN)

        return load

    def test_that_brings_a_book_changes_it(self, load):
        assert has_changed(load(make_product()))

    def test_that_says_the_same_changes_nothing(self, load):
        has_changed(load(make_product()))
        assert not has_changed(load(make_product()))

    def test_that_says_another_thing_of_an_edition_changes_its_work(self, load):
        has_changed(load(make_product()))
        assert has_changed(load(make_product(form="BB")))

    def test_that_brings_another_edition_changes_the_work(self, load):
        has_changed(load(make_product()))
        assert has_changed(load(make_product(OTHER_ISBN)))


class TestStaff:
    def save(self, client, row, **changed):
        address = f"/admin/catalog/{row._meta.model_name}/{row.pk}/change/"
        form = client.get(address).context["adminform"].form
        typed = {name: form[name].value() for name in form.fields} | changed
        answer = client.post(address, {name: value for name, value in typed.items() if value})
        assert answer.status_code == 302, answer.context["errors"]

    @pytest.mark.parametrize("way", ["publisher", "subject", "series", "contributor"])
    def test_who_rename_what_goes_out_with_a_work_change_it(self, admin_client, way):
        work = make_work(author="Jane Austen")
        edition = make_edition(work, publisher=make_publisher())
        subject = Subject.objects.create(scheme="93", code="FBA", heading="A", slug="a")
        work.subjects.add(subject)
        series = Series.objects.create(name="Quiet Classics", slug="quiet-classics")
        SeriesPart.objects.create(edition=edition, series=series)
        other = make_edition().work
        row = {
            "publisher": edition.publisher,
            "subject": subject,
            "series": series,
            "contributor": work.contributors.get(),
        }[way]
        assert has_changed(work)
        assert has_changed(other)

        self.save(admin_client, row, **{"heading" if way == "subject" else "name": "Another"})

        assert has_changed(work)
        assert not has_changed(other)


def test_a_version_of_what_was_is_no_change():
    work = make_work()
    has_changed(work)
    remember_as_it_is(work)
    assert not has_changed(work)
