import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ImproperlyConfigured

from bookstore.environment import (
    read_bool,
    read_choice,
    read_list,
    read_secret_key,
    read_text,
)


class TestReadBool:
    @pytest.mark.parametrize(
        ("word", "value"), [("1", True), ("Yes", True), ("off", False), ("", False)]
    )
    def test_reads_the_usual_words(self, monkeypatch, word, value):
        monkeypatch.setenv("DEBUG", word)
        assert read_bool("DEBUG", default=not value) is value

    def test_unset_gives_the_default(self, monkeypatch):
        monkeypatch.delenv("DEBUG", raising=False)
        assert read_bool("DEBUG", default=True) is True

    def test_another_word_stops_the_start_and_says_what_to_write(self, monkeypatch):
        monkeypatch.setenv("DEBUG", "maybe")
        with pytest.raises(ImproperlyConfigured, match="DEBUG is 'maybe'; write 1 or 0"):
            read_bool("DEBUG", default=False)


def test_choice_outside_the_list_stops_the_start(monkeypatch):
    monkeypatch.setenv("LENGTH_UNIT", "ell")
    with pytest.raises(ImproperlyConfigured, match="write one of in, cm"):
        read_choice("LENGTH_UNIT", choices=("in", "cm"), default="in")


def test_list_is_split_at_commas(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "books.example, www.books.example,")
    assert read_list("ALLOWED_HOSTS", default=[]) == ["books.example", "www.books.example"]


@pytest.mark.parametrize("text", ["", "  ", "Books\nBcc: all@example.org"])
def test_text_must_be_one_line_of_words(monkeypatch, text):
    monkeypatch.setenv("SHOP_NAME", text)
    with pytest.raises(ImproperlyConfigured, match=r"SHOP_NAME is .*; write one line"):
        read_text("SHOP_NAME", default="The Bookstore")


class TestReadSecretKey:
    @pytest.fixture(autouse=True)
    def no_key_in_the_environment(self, monkeypatch):
        monkeypatch.delenv("SECRET_KEY", raising=False)

    def test_environment_comes_first(self, monkeypatch, tmp_path):
        monkeypatch.setenv("SECRET_KEY", "from outside")
        assert read_secret_key(tmp_path / "key") == "from outside"
        assert not (tmp_path / "key").exists()

    def test_key_is_made_once_and_kept(self, tmp_path):
        first = read_secret_key(tmp_path / "var" / "key")
        assert len(first) > 50
        assert read_secret_key(tmp_path / "var" / "key") == first

    def test_key_file_is_closed_to_others(self, tmp_path):
        read_secret_key(tmp_path / "key")
        assert (tmp_path / "key").stat().st_mode & 0o077 == 0
        assert [file.name for file in tmp_path.iterdir()] == ["key"]

    def test_reading_a_kept_key_writes_nothing(self, tmp_path):
        (tmp_path / "key").write_text("a good key\n")
        os.utime(tmp_path, (0, 0))
        assert read_secret_key(tmp_path / "key") == "a good key"
        assert tmp_path.stat().st_mtime == 0

    def test_key_is_made_where_files_cannot_be_linked(self, monkeypatch, tmp_path):
        def refuse(*args, **options):
            raise PermissionError

        monkeypatch.setattr(os, "link", refuse)
        assert len(read_secret_key(tmp_path / "key")) > 50

    def test_what_an_interrupted_start_left_is_written_anew(self, tmp_path):
        for name in ("key", "key.new", "key.lock"):
            (tmp_path / name).touch()
        assert len(read_secret_key(tmp_path / "key")) > 50
        assert [file.name for file in tmp_path.iterdir()] == ["key"]

    def test_all_who_start_together_agree(self, tmp_path):
        start = Barrier(16)

        def read(_number):
            start.wait()
            return read_secret_key(tmp_path / "key")

        with ThreadPoolExecutor(16) as pool:
            keys = set(pool.map(read, range(16)))
        assert keys == {(tmp_path / "key").read_text()}

    def test_folder_that_takes_no_key_stops_the_start_with_the_reason(self, tmp_path):
        (tmp_path / "var").touch()
        with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY is not set, .* be kept in"):
            read_secret_key(tmp_path / "var" / "key")
