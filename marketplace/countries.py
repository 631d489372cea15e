"""Countries by their two letters (ISO 3166) and their names, as Babel has them."""

from babel import Locale

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
