"""Books to cite, and texts of all kinds for them."""

from typing import Any

from hypothesis import strategies as st

from catalog.citations.record import CitedBook
from catalog.name_parts import Name, clean, name_of

SAFRAN = name_of("Jeremy D. Safran", "Safran, Jeremy D.")
MURAN = name_of("J. Christopher Muran", "Muran, J. Christopher")
WHO = name_of("World Health Organization")
WEAVER = name_of("Helen Weaver", "Weaver, Helen")


def make_cited(title: str = "Emma", **fields: Any) -> CitedBook:
    return CitedBook(title=title, **({"isbn13": "9781572308695"} | fields))


# What the formats use as marks of their own, among letters of several scripts.
hostile_texts = st.text(
    st.one_of(st.sampled_from('{}\\&%$#_~^"@,-\n\r\t  abAÉß李'), st.characters(codec="utf-8")),
    max_size=40,
)
texts = st.one_of(
    hostile_texts, st.sampled_from(["ER  - ", "a and b", "TY  - X", "\\}", "{{"])
).map(clean)
some_texts = texts.filter(bool)


def names() -> st.SearchStrategy[Name]:
    return st.one_of(
        st.builds(name_of, some_texts),
        st.builds(name_of, some_texts, some_texts),
    )


def books() -> st.SearchStrategy[CitedBook]:
    people = st.lists(names(), max_size=4).map(tuple)
    dates = st.dates().map(lambda day: (day.year, day.month, day.day))
    return st.builds(
        make_cited,
        title=some_texts,
        subtitle=texts,
        authors=people,
        editors=people,
        translators=people,
        illustrators=people,
        publisher=texts,
        date_parts=st.builds(lambda parts, size: parts[:size], dates, st.integers(0, 3)),
        edition=st.one_of(texts, st.integers(2, 99)),
        pages=st.one_of(st.none(), st.integers(1, 5000)),
        language=st.sampled_from(["", "en", "de", "zzz", "}{,"]),
        url=st.just("https://books.example/books/9781572308695/%E6%9D%8E/"),
    )
