import pytest
from django.core.exceptions import ImproperlyConfigured

from bookstore.environment import read_bool, read_choice, read_list, read_secret_key


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


class TestReadSecretKey:
    def test_environment_comes_first(self, monkeypatch, tmp_path):
        monkeypatch.setenv("SECRET_KEY", "from outside")
        assert read_secret_key(tmp_path / "key") == "from outside"
        assert not (tmp_path / "key").exists()

    def test_key_is_made_once_and_kept(self, monkeypatch, tmp_path):
        monkeypatch.delenv("SECRET_KEY", raising=False)
        first = read_secret_key(tmp_path / "var" / "key")
        assert len(first) > 50
        assert read_secret_key(tmp_path / "var" / "key") == first

    def test_key_file_is_closed_to_others(self, monkeypatch, tmp_path):
        monkeypatch.delenv("SECRET_KEY", raising=False)
        read_secret_key(tmp_path / "key")
        assert (tmp_path / "key").stat().st_mode & 0o077 == 0
        assert [file.name for file in tmp_path.iterdir()] == ["key"]
