"""Citations of an edition: the forms that reference managers read, and styles for people (B13)."""

from collections.abc import Callable
from dataclasses import dataclass

from catalog.citations import bibtex, csl_json, ris
from catalog.citations.record import CitedBook


@dataclass(frozen=True)
class Form:
    """A form that reference managers read, and how it is sent."""

    label: str
    suffix: str
    content_type: str
    write: Callable[[CitedBook], str]

    @property
    def media_type(self) -> str:
        return self.content_type.partition(";")[0]

    @property
    def url_name(self) -> str:
        return f"catalog:citation-{self.suffix}"


FORMS = [
    Form("BibTeX", "bib", "application/x-bibtex; charset=utf-8", bibtex.write),
    Form("RIS", "ris", "application/x-research-info-systems; charset=utf-8", ris.write),
    # JSON is always UTF-8 and knows no charset parameter (RFC 8259).
    Form("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl_json.write),
]
