"""The command: exit codes, counts and messages (requirements 11)."""

from contextlib import suppress
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from catalog.models import Contributor, Edition, OnixRun, Subject, Work
from tests.catalog.onix.messages import (
    ISBN,
    OTHER_ISBN,
    THIRD_ISBN,
    make_cover,
    make_message,
    make_product,
    make_subject,
    make_title,
    write_message,
)

pytestmark = pytest.mark.django_db

ENTITY = '<!DOCTYPE ONIXMessage [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
WHOLE = make_message(make_product(OTHER_ISBN))
BAD_FILES = {
    "empty": "",
    "not XML": "Dear bookseller",
    "cut off in the header": WHOLE[:150],
    "cut off in a record": WHOLE[: WHOLE.index("<TitleText>") + 12],
    "cut off after its last record": WHOLE[: WHOLE.rindex("</ONIXMessage>")],
    "of another root": "<html/>",
    "with an external entity": ENTITY + "<ONIXMessage>&x;</ONIXMessage>",
}


def test_the_reference_page_is_loaded_and_then_unchanged(shared_data, capsys):
    path = shared_data / "reference_page" / "book.onix.xml"

    call_command("import_onix", path)
    assert last_line(capsys) == "created 1, changed 0, unchanged 0, refused 0"

    call_command("import_onix", path)
    assert last_line(capsys) == "created 0, changed 0, unchanged 1, refused 0"
    assert Edition.objects.get().contents.count() == 58


def test_subjects_that_the_books_show_to_be_the_same_are_mapped_afterwards(tmp_path):
    both = make_subject("FIC004000", "FICTION / Classics") + make_subject("FBC", scheme="93")
    products = [
        make_product(isbn, title=make_title(isbn), descriptive=both)
        for isbn in (ISBN, OTHER_ISBN, THIRD_ISBN)
    ]
    call_command("import_onix", write_message(tmp_path, *products))
    assert Subject.objects.get(code="FIC004000").same_as == Subject.objects.get(code="FBC")


def test_several_files_are_loaded_and_counted_together(tmp_path, capsys):
    one = write_message(tmp_path, make_product(), name="one.xml")
    two = write_message(tmp_path, make_product(OTHER_ISBN), name="two.xml")

    call_command("import_onix", one, two)

    assert last_line(capsys) == "created 2, changed 0, unchanged 0, refused 0"
    assert Work.objects.count() == 1


def test_refused_records_are_named_and_the_others_load(tmp_path, capsys):
    bad_form = make_product(OTHER_ISBN, form="ZE")
    bad_isbn = make_product("9780141439588")
    path = write_message(tmp_path, bad_isbn, bad_form, make_product())

    with pytest.raises(SystemExit) as exit_:
        call_command("import_onix", path)

    output = capsys.readouterr()
    assert exit_.value.code == 2
    assert output.out.splitlines()[-1] == "created 1, changed 0, unchanged 0, refused 2"
    first, second = output.err.splitlines()
    assert first.startswith("books.onix.xml: record test.9780141439588 (line 4): refused: The ISBN")
    assert "it would be 9780141439587" in first
    assert "'ZE' is not one this shop sells" in second
    assert Edition.objects.get().isbn13 == ISBN


def test_warnings_are_told_and_do_not_refuse(tmp_path, capsys):
    path = write_message(tmp_path, make_product(descriptive="<EditionNumber>x</EditionNumber>"))

    call_command("import_onix", path)

    assert "warning: The edition number “x”" in capsys.readouterr().err


@pytest.mark.parametrize("content", BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_changes_nothing_even_after_a_good_one(tmp_path, content):
    good = write_message(tmp_path, make_product(), name="good.xml")
    bad = tmp_path / "bad.xml"
    bad.write_text(content)

    with pytest.raises(CommandError) as error:
        call_command("import_onix", good, bad)

    assert error.value.returncode == 1
    assert str(error.value).startswith(f"{bad}: ")
    assert "\n" not in str(error.value)
    assert not Edition.objects.exists()


def test_a_missing_file_changes_nothing_even_after_a_good_one(tmp_path):
    good = write_message(tmp_path, make_product())

    with pytest.raises(CommandError, match="there is no such file"):
        call_command("import_onix", good, tmp_path / "none.xml")

    assert not Work.objects.exists()


def test_a_bad_file_leaves_an_older_load_as_it_was(tmp_path):
    call_command("import_onix", write_message(tmp_path, make_product()))
    newer = make_message(make_product(title=make_title("Changed")))
    (tmp_path / "cut.xml").write_text(newer[:-20])

    with pytest.raises(CommandError):
        call_command("import_onix", tmp_path / "cut.xml")

    assert Work.objects.get().title == "Emma"


class TestADryRun:
    def run(self, capsys, *paths: Path) -> list[str]:
        with suppress(SystemExit):
            call_command("import_onix", *paths, dry_run=True)
        return capsys.readouterr().out.splitlines()

    def test_tells_what_would_become_of_each_record(self, tmp_path, capsys):
        call_command("import_onix", write_message(tmp_path, make_product()))
        capsys.readouterr()
        path = write_message(
            tmp_path,
            make_product(title=make_title("Emma!"), form="BB"),
            make_product(OTHER_ISBN),
            make_product("9780141439588"),
        )

        changed, created, refused, *summary = self.run(capsys, path)

        place = f"books.onix.xml: record test.{ISBN} (line 4)"
        assert changed.startswith(f"{place}: changed: product form: ")
        assert "title: “Emma”, now “Emma!”" in changed
        assert created.endswith(": created")
        assert "refused: The ISBN “9780141439588” is not valid." in refused
        assert summary == [
            "Nothing was changed. Loaded, the records would be:",
            "created 1, changed 1, unchanged 0, refused 1",
        ]

    def test_changes_nothing(self, tmp_path, capsys):
        call_command("import_onix", write_message(tmp_path, make_product()))
        runs = OnixRun.objects.count()

        self.run(capsys, write_message(tmp_path, make_product(form="BB"), make_product(OTHER_ISBN)))

        assert Edition.objects.get().product_form == "BC"
        assert Contributor.objects.count() == 1
        assert OnixRun.objects.count() == runs

    def test_warns_of_what_would_be_left_out(self, tmp_path, capsys):
        product = make_product(collateral=make_cover("none.png"))

        [told, *_] = self.run(capsys, write_message(tmp_path, product))

        assert "created: warning: The cover “none.png” was left out" in told

    def test_of_a_bad_file_is_an_error(self, tmp_path):
        path = tmp_path / "bad.xml"
        path.write_text(BAD_FILES["not XML"])

        with pytest.raises(CommandError, match="this is not XML"):
            call_command("import_onix", path, dry_run=True)

    def test_ends_as_the_loading_would(self, tmp_path):
        with pytest.raises(SystemExit) as stop:
            call_command("import_onix", write_message(tmp_path, make_product("1")), dry_run=True)
        assert stop.value.code == 2

    def test_does_not_go_on_with_a_stopped_one(self, tmp_path):
        path = write_message(tmp_path, make_product())

        with pytest.raises(CommandError, match="not allowed with"):
            call_command("import_onix", str(path), "--dry-run", "--resume")


def last_line(capsys) -> str:
    return capsys.readouterr().out.splitlines()[-1]
