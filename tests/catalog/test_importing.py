"""What all four import commands share: files, messages and interruptions."""

import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DataError, IntegrityError, OperationalError

from catalog.importing import Outcome, Result, UnreadableFile, opened, store_or_halve
from catalog.models import Edition
from catalog.runs import onix
from tests.catalog.onix.messages import (
    ISBN,
    OTHER_ISBN,
    THIRD_ISBN,
    make_message,
    make_product,
    write_message,
)

COMMANDS = ["import_onix", "import_offers", "import_sellers", "import_sales_ranks"]


def fault(path: Path, command: str = "import_onix") -> str:
    with pytest.raises(CommandError) as caught:
        call_command(command, path)
    assert caught.value.returncode == 1
    return str(caught.value)


@pytest.mark.parametrize("command", COMMANDS)
class TestAFileThatCannotBeRead:
    def test_may_be_missing(self, command, tmp_path):
        assert fault(tmp_path / "no", command) == f"{tmp_path}/no: there is no such file."

    def test_may_be_a_directory(self, command, tmp_path):
        assert fault(tmp_path, command) == f"{tmp_path}: this is a directory, not a file."

    def test_may_be_a_pipe_which_could_not_be_read_twice(self, command, tmp_path):
        os.mkfifo(tmp_path / "pipe")
        assert fault(tmp_path / "pipe", command).endswith("this is a pipe or a device, not a file.")

    def test_may_be_a_device(self, command):
        assert fault(Path("/dev/null"), command).endswith("a pipe or a device, not a file.")

    def test_may_have_a_name_longer_than_the_system_allows(self, command, tmp_path):
        assert "the file cannot be read: File name too long." in fault(
            tmp_path / ("x" * 300), command
        )

    def test_may_have_a_name_of_two_lines(self, command, tmp_path):
        path = tmp_path / "two\nlines\x1b[31m"
        path.write_text("")
        assert fault(path, command).startswith(f"{tmp_path}/two lines[31m")

    def test_may_have_a_name_that_is_not_utf_8(self, command, tmp_path):
        path = tmp_path / os.fsdecode(b"caf\xe9.xml")
        path.write_text("<html/>")
        assert fault(path, command).startswith(f"{tmp_path}/caf\\udce9.xml: ")


def test_a_fault_of_the_disk_while_reading_is_an_unreadable_file(tmp_path):
    (tmp_path / "file").write_text("text")
    with pytest.raises(UnreadableFile, match="read: Input/output error"), opened(tmp_path / "file"):
        raise OSError(5, os.strerror(5))


def test_a_header_with_line_ends_and_control_characters_is_told_on_one_line(tmp_path):
    path = tmp_path / "ranks.csv"
    path.write_text('"two\nlines\x1b[31m",isbn13,sales_rank\n')

    assert "has “two lines[31m”, which" in fault(path, "import_sales_ranks")


def test_a_good_file_may_have_a_name_that_is_not_utf_8(tmp_path, db):
    path = tmp_path / os.fsdecode(b"caf\xe9.xml")
    path.write_text(make_message(make_product()), encoding="utf-8")

    call_command("import_onix", path)

    assert Edition.objects.exists()


def test_a_long_message_is_cut(tmp_path, db, capsys):
    path = write_message(tmp_path, make_product(publishing="", form="X" * 50_000))

    with pytest.raises(SystemExit):
        call_command("import_onix", path)

    (line,) = capsys.readouterr().err.splitlines()
    assert len(line) < 1_100
    assert line.endswith("X…")


def test_an_interruption_is_one_line_and_the_same_command_loads_the_rest(
    tmp_path, db, capsys, monkeypatch
):
    monkeypatch.setattr("catalog.loading.files._BATCH", 2)
    products = [make_product(isbn) for isbn in (ISBN, OTHER_ISBN, THIRD_ISBN)]
    path = write_message(tmp_path, *products)

    def interrupted(path, **options):
        results = load_file(path, **options)
        yield next(results)
        raise KeyboardInterrupt

    load_file = onix.load_file
    monkeypatch.setattr(onix, "load_file", interrupted)
    with pytest.raises(CommandError, match="Interrupted") as caught:
        call_command("import_onix", path)
    monkeypatch.setattr(onix, "load_file", load_file)

    assert caught.value.returncode == 130
    assert set(Edition.objects.values_list("isbn13", flat=True)) == {ISBN, OTHER_ISBN}
    call_command("import_onix", path)
    assert capsys.readouterr().out == "created 1, changed 0, unchanged 2, refused 0\n"


def test_a_database_that_fails_is_one_line_and_not_the_fault_of_the_records(
    tmp_path, db, monkeypatch
):
    def failing(path, **options):
        raise OperationalError("no such table\nLINE 1: SELECT")
        yield

    monkeypatch.setattr(onix, "load_file", failing)
    with pytest.raises(CommandError, match=r"failed: no such table\. The same") as caught:
        call_command("import_onix", write_message(tmp_path, make_product()))

    assert caught.value.returncode == 3
    assert "\n" not in str(caught.value)


class TestABatchThatTheDatabaseRefuses:
    @pytest.mark.parametrize("error", [DataError, IntegrityError])
    def test_is_stored_all_but_the_record_at_fault(self, error):
        stored = []

        def store(batch):
            if "bad" in batch:
                raise error("too bad\nDETAIL: the whole row")
            stored.extend(batch)
            return [Result(Outcome.CREATED, record) for record in batch]

        results = store_or_halve(["a", "b", "bad", "c", "d"], store, self.refuse)

        assert stored == ["a", "b", "c", "d"]
        assert [result.place for result in results] == ["a", "b", "bad", "c", "d"]
        assert results[2].messages == ["refused: The database does not take it: too bad."]

    def test_because_it_is_gone_is_no_fault_of_a_record(self):
        def store(batch):
            raise OperationalError("the connection is lost")

        with pytest.raises(OperationalError):
            store_or_halve(["a", "b"], store, self.refuse)

    @staticmethod
    def refuse(record, reason):
        return Result(Outcome.REFUSED, record, reason)
