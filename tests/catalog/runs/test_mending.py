"""Records that were refused: put right in a form and loaded, or left."""

from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from catalog.mending import leave, take_up
from catalog.models import Edition, OnixRecord, OnixRun
from catalog.onix.elements import child_text
from catalog.onix.mending import BrokenRecord, facts_of, mended, parsed
from catalog.runs.onix import load_run
from tests.admin_pages import form_on, words_of
from tests.catalog.onix.messages import (
    ISBN,
    make_contributor,
    make_cover,
    make_date,
    make_price,
    make_product,
    make_title,
    write_message,
)
from tests.catalog.runs.onix_files import make_onix_run
from tests.factories import make_in_role

WRONG = "9780141439588"
EMMA = make_product(
    title=make_title("Emma", "A Novel"),
    contributors=make_contributor(biography="She wrote.") + make_contributor("A Person", "A24"),
    publishing=make_date(),
    prices=make_price(),
)  # fmt: skip
FACTS = {
    "isbn": ISBN,
    "title": "Emma",
    "subtitle": "A Novel",
    "product_form": "BC",
    "published": "20030522",
    "list_price": "9.99",
    "contributors": "A01 Jane Austen\nA24 A Person",
}
BARE = "<Product><NotificationType>03</NotificationType></Product>"


def make_picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (40, 60), "red").save(content, "PNG")
    return content.getvalue()


def written(source: str, **facts: str) -> str:
    return etree.tostring(mended(source, facts), encoding="unicode")


class TestTheFactsOfARecord:
    def test_are_read_for_a_form(self):
        assert facts_of(EMMA) == FACTS

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("isbn", "9780141439600"),
            ("title", "Emma & Co <1>"),
            ("subtitle", ""),
            ("product_form", "BB"),
            ("published", "2003"),
            ("list_price", "12.50"),
            ("list_price", ""),
            ("contributors", "A24 A Person\nB06 A Translator"),
        ],
    )
    def test_are_written_one_by_one(self, name, value):
        assert facts_of(written(EMMA, **{name: value})) == FACTS | {name: value}

    def test_are_made_where_the_record_has_none(self):
        assert facts_of(written(BARE, **FACTS)) == FACTS

    @given(
        st.dictionaries(
            st.sampled_from(["title", "subtitle"]), st.from_regex(r"[\w&<>]{1,9}", fullmatch=True)
        )
    )
    def test_come_back_as_typed(self, typed):
        assert facts_of(written(EMMA, **typed)) == FACTS | typed

    def test_of_a_contributor_that_stays_are_kept_whole(self):
        assert "She wrote." in written(EMMA, contributors="A24 A Person\nA01 Jane Austen")

    def test_of_a_date_have_its_format(self):
        assert 'dateformat="05">2003<' in written(EMMA, published="2003")

    def test_of_a_divided_title_are_not_told_twice(self):
        divided = EMMA.replace(
            "<TitleText>Emma</TitleText>",
            "<TitlePrefix>The</TitlePrefix><TitleWithoutPrefix>Emma</TitleWithoutPrefix>",
        )
        assert facts_of(divided)["title"] == "The Emma"
        assert "TitlePrefix" not in written(divided, title="Emma")

    @pytest.mark.parametrize(
        "source",
        ["", "<Product>", "<Work/>", '<!DOCTYPE Product [<!ENTITY a "b">]><Product>&a;</Product>'],
    )
    def test_of_what_is_no_record_are_none(self, source):
        assert facts_of(source) == {}
        with pytest.raises(BrokenRecord):
            parsed(source)


@pytest.mark.django_db
class TestARefusedRecord:
    @pytest.fixture
    def record(self) -> OnixRecord:
        list(load_run(make_onix_run(make_product(WRONG))))
        return OnixRecord.objects.open().get()

    @pytest.fixture
    def staff(self, client):
        erin = make_in_role("Catalogue editor")
        client.force_login(erin)
        return erin

    def page(self, record: OnixRecord) -> str:
        return f"/admin/catalog/onixrecord/{record.pk}/change/"

    def test_is_kept_as_it_was(self, record):
        assert child_text(parsed(record.source), "RecordReference") == f"test.{WRONG}"

    def test_is_mended_and_loaded(self, record, staff, client):
        data = form_on(client, self.page(record)) | {"isbn": ISBN}
        told = words_of(client.post(self.page(record), data, follow=True))
        record.refresh_from_db()
        edition = Edition.objects.get(isbn13=ISBN)
        assert (record.answer, record.answered_by, record.edition) == ("mended", staff, edition)
        assert f"Loaded. The book was created: {ISBN}." in told
        assert "wait to be mended: 0" in told

    def test_that_is_still_wrong_says_so_and_stays(self, record, staff, client):
        data = form_on(client, self.page(record)) | {"isbn": "123"}
        told = words_of(client.post(self.page(record), data))
        assert "The ISBN “123” is not valid" in told
        assert OnixRecord.objects.open().count() == 1
        assert not Edition.objects.exists()

    def test_is_mended_by_its_xml_too(self, record, staff, client):
        data = form_on(client, self.page(record))
        data["xml"] = record.source.replace(f">{WRONG}<", f">{ISBN}<")
        client.post(self.page(record), data)
        assert Edition.objects.get().isbn13 == ISBN

    def test_of_broken_xml_is_not_loaded(self, record, staff, client):
        data = form_on(client, self.page(record)) | {"xml": "<Product>"}
        assert "This is no well-formed XML" in words_of(client.post(self.page(record), data))

    def test_is_mended_only_once(self, record, staff, client):
        data = form_on(client, self.page(record)) | {"isbn": ISBN}
        client.post(self.page(record), data)
        told = words_of(
            client.post(self.page(record), data | {"isbn": "9780141439600"}, follow=True)
        )
        assert "The record is mended already." in told
        assert Edition.objects.count() == 1

    def test_is_left_and_taken_up_again(self, record, staff, client):
        client.post(f"/admin/catalog/onixrecord/{record.pk}/leave/")
        assert not OnixRecord.objects.open().exists()
        assert "left as it is" in words_of(client.get(self.page(record)))
        client.post(f"/admin/catalog/onixrecord/{record.pk}/take-up/")
        assert OnixRecord.objects.open().get() == record

    def test_that_was_mended_is_neither_left_nor_taken_up(self, record, staff, client):
        client.post(self.page(record), form_on(client, self.page(record)) | {"isbn": ISBN})
        assert not leave(record, staff=staff)
        assert not take_up(record)

    @pytest.mark.parametrize("role", ["Moderator", "Marketplace manager"])
    def test_is_none_of_the_others_business(self, record, client, role):
        client.force_login(make_in_role(role))
        assert client.get(self.page(record)).status_code == 403
        assert client.post(self.page(record), {"isbn": ISBN}).status_code == 403
        assert client.post(f"/admin/catalog/onixrecord/{record.pk}/leave/").status_code in {
            403,
            404,
        }
        assert OnixRecord.objects.open().exists()

    def test_finds_its_cover_where_the_feed_stood(self, staff, client, tmp_path):
        product = make_product(WRONG, collateral=make_cover("covers/emma.png"))
        (tmp_path / "covers").mkdir()
        (tmp_path / "covers" / "emma.png").write_bytes(make_picture())
        with pytest.raises(SystemExit):
            call_command("import_onix", write_message(tmp_path, product), stderr=StringIO())
        record = OnixRecord.objects.open().get()

        client.post(self.page(record), form_on(client, self.page(record)) | {"isbn": ISBN})

        assert Edition.objects.get().cover

    def test_finds_its_cover_in_the_folder_of_incoming_files(
        self, staff, client, tmp_path, settings
    ):
        settings.INCOMING_DIR = tmp_path
        (tmp_path / "emma.png").write_bytes(make_picture())
        name = write_message(tmp_path, make_product(WRONG, collateral=make_cover("emma.png"))).name
        run = OnixRun.objects.create(file_name=name, incoming=name)
        list(load_run(run))
        record = OnixRecord.objects.open().get()

        client.post(self.page(record), form_on(client, self.page(record)) | {"isbn": ISBN})

        assert Edition.objects.get().cover


@pytest.mark.django_db
class TestASecondRecordOfABook:
    @pytest.fixture
    def record(self) -> OnixRecord:
        list(load_run(make_onix_run(make_product(), make_product(form="BB"))))
        return OnixRecord.objects.refused().get()

    def test_is_told_as_what_it_is(self, record):
        assert f"ISBN {ISBN} has a record in line" in record.reason

    def test_does_not_wait_to_be_mended(self, record):
        assert record.answer == "left"
        assert not OnixRecord.objects.open().exists()

    def test_may_be_taken_up(self, record):
        assert take_up(record)
        assert OnixRecord.objects.open().get() == record
