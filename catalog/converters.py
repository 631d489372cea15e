class NameConverter:
    """A slug in any script: letters, digits, - and _."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ISBN13Converter:
    """Thirteen digits that may be an ISBN or a number of the shop's own.

    Whether one is known is the view's business.
    """

    regex = "(?:97[89][0-9]{10}|2[0-9]{12})"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
