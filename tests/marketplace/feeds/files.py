"""Sellers' files for tests: a good line in each format, with some cells changed."""

from pathlib import Path

ISBN = "9781572308695"

AMAZON = {
    "sku": "N001",
    "product-id": "1572308699",
    "product-id-type": "2",
    "price": "27.49",
    "item-condition": "11",
    "quantity": "1",
    "add-delete": "a",
    "item-note": "Brand new.",
    "leadtime-to-ship": "",
}
ABEBOOKS = {
    "listingid": "N001",
    "title": "Negotiating",
    "author": "Safran, Jeremy D.",
    "price": "27.49",
    "quantity": "",
    "description": "Brand new.",
    "bookcondition": "New",
    "isbn": ISBN,
    "jacketcondition": "",
    "signedtext": "",
}
BIBLIO = {
    "ID": "N001",
    "STATUS(D=remove)": "",
    "PRICE": "27.49",
    "AUTHOR": "Safran, Jeremy D.",
    "TITLE": "Negotiating",
    "CONDITION": "Very Good",
    "ISBN": ISBN,
    "DESCRIPTION": "Tight.",
}
UIEE = {
    "UR": "N001",
    "AA": "Safran, Jeremy D.",
    "TI": "Negotiating",
    "CN": "Good",
    "BN": ISBN,
    "PR": "27.49",
    "CO": "2",
    "NT": "Tight.",
    "JK": "Fine",
    "XB": "1",
}

HOMEBASE = {
    "BOOK": "N001",
    "TRAN": "A",
    "ANAM": "Safran, Jeremy D.",
    "TNAM": "Negotiating",
    "DESC": "Tight.",
    "PRIC": "27.49",
    "STAT": "For Sale",
    "BOOC": "Good",
    "ISBN": ISBN,
    "JCKC": "Fine",
    "SGNT": "",
}


def table(*lines: dict[str, str], delimiter: str = "\t", end: str = "\r\n") -> str:
    """Return lines below a header, as a program that does not quote writes them."""
    cells = [list(lines[0]), *(list(line.values()) for line in lines)]
    return "".join(delimiter.join(line) + end for line in cells)


def tagged(*records: dict[str, str]) -> str:
    return "\n".join(
        "".join(f"{code}|{value}\n" for code, value in record.items() if value)
        for record in records
    )


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path
