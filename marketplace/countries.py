"""Countries by their two letters (ISO 3166) and their names, as Babel has them."""

from babel import Locale

from catalog.cells import shown

# Where a shipping rate holds for every country that has none of its own.
ELSEWHERE = "*"

# What Babel lists beside them: unions, parts that have no code of their own, and place holders.
_NO_COUNTRIES = {
    *("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"),
}
COUNTRIES: dict[str, str] = {
    code: name
    for code, name in Locale("en").territories.items()
    if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
}


def country_name(code: str) -> str:
    """Return the name of a country; a code that nobody knows stands for itself."""
    return COUNTRIES.get(code, code)


def read_country(typed: str) -> str:
    """Return the two letters of a country. Raises ValueError with the reason."""
    if typed.upper() not in COUNTRIES:
        raise ValueError(f"{shown(typed)} is no country; write its two letters, such as US.")
    return typed.upper()
