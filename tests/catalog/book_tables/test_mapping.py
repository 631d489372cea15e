import pytest

from catalog.book_tables.mapping import read_mapping
from catalog.importing import UnreadableFile
from tests.catalog.book_tables.tables import ISBN_AND_TITLE, write


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[columns]\nisbn13 = "a"\ntitel = "b"', "Perhaps “title” is meant."),
        (ISBN_AND_TITLE + "[titel]\n", "no section that this import knows"),
        (ISBN_AND_TITLE + '[isbn]\nwhen_damaged = "guess"', "must be “refuse” or “recompute”"),
        (ISBN_AND_TITLE + '[isbn]\nwhen_broken = "refuse"', "no key in [isbn]"),
        (ISBN_AND_TITLE + '[contributors]\nrole = "author"', "must be a code of ONIX List 17"),
        (ISBN_AND_TITLE + '[contributors]\nseparators = ";"', "must be a list of texts"),
        (ISBN_AND_TITLE + '[constants]\ntitle = "Emma"', "title stands in [columns] and in"),
        (ISBN_AND_TITLE + '[file]\nencoding = "utf-9"', "encoding is not known"),
        (ISBN_AND_TITLE + '[file]\nencoding = "base64"', "encoding is not known"),
        (ISBN_AND_TITLE + '[number]\nprefix = "29"', "needs both from and prefix"),
        (ISBN_AND_TITLE + '[number]\nfrom = "id"\nprefix = "978"', "from 20 to 29"),
        ('[columns]\nisbn13 = "a"', "must name the column of the title"),
        ('[columns]\ntitle = "a"', "names neither isbn13 nor isbn10"),
        ("[columns]\ntitle = 3", "must be a text in quotes"),
        ("columns = 1", "must be a section"),
        ("isbn13, title\n", "the mapping is no TOML"),
        ("x" * 200_000, "too long for a mapping"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused_in_one_line(tmp_path, text, told):
    path = write(tmp_path, "map.toml", text)
    with pytest.raises(UnreadableFile) as refused:
        read_mapping(path)
    assert told in str(refused.value)
    assert str(refused.value).startswith(f"{path}: ")
