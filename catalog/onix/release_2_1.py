"""ONIX 2.1 records put into the blocks of 3.0, so that the readers of the blocks know one release.

Only what the shop reads is put over. Sources: the ONIX 2.1 and 3.0 specifications of EDItEUR and,
for the types of texts, its table of changes (data/list33_to_list153.tsv).
"""

from lxml import etree

from catalog.onix.dimensions import measures_in
from catalog.onix.elements import child, child_text, children, text_of, with_code
from catalog.onix.measures import HEIGHT
from catalog.onix.tables import table

# A record with any of these directly below it and no block 1 is of release 2.
_NOT_IN_RELEASE_3 = (
    *("ProductForm", "Title", "DistinctiveTitle", "Contributor", "OtherText", "Publisher"),
    *("PublicationDate", "SupplyDetail", "ISBN", "EAN13", "NumberOfPages", "Series"),
)
# List 7 where List 150 has other codes: electronic book text, online resource, mixed media product,
# several copies in one pack.
_FORMS = {"DG": "EA", "DH": "EC", "WW": "SA", "WX": "SA"}
# List 27, by the element that names no scheme.
_MAIN_SUBJECTS = {"BASICMainSubject": "10", "BICMainSubject": "12"}
# List 33: texts for the trade, the press and teachers, and about other books.
_NOT_FOR_READERS = {"16", "25", "26", "28", "31", "32"}
# The main description goes before a long one, and both before any other text.
_TEXTS_FIRST = ("01", "03")
_TEXT_ELEMENTS = {"MainDescription": "03", "Annotation": "02"}
# List 38: front cover, and the same of high quality; List 39: URL and file name.
_FRONT_COVERS = ("04", "06")
_LINKS = {"01", "06"}
_RENAMED = {
    "MainSubjectSchemeIdentifier": "SubjectSchemeIdentifier",
    "MeasureTypeCode": "MeasureType",
    "PriceTypeCode": "PriceType",
    "TextSourceTitle": "SourceTitle",
    "RelationCode": "ProductRelationCode",
}
# List 48, by the elements older than the composite; their unit is that of the Header.
_MEASURES = {"Height": "01", "Width": "02", "Thickness": "03"}
_OPTIONAL_BLOCKS = (
    *("CollateralDetail", "ContentDetail", "PublishingDetail", "RelatedMaterial"),
    "ProductSupply",
)
# List 5, by the elements older than the composite.
_NUMBERS = {"ISBN": "02", "EAN13": "03"}
# List 1: what 2.1 calls an update is a full record; updates in part came with 3.0.
_UPDATE, _FULL_RECORD = "04", "03"


def is_of_release_2(product: etree._Element) -> bool:
    """Whether a record is of ONIX 2, by what stands in it: many messages do not say."""
    return child(product, "DescriptiveDetail") is None and any(
        child(product, name) is not None for name in _NOT_IN_RELEASE_3
    )


def use_release_3(product: etree._Element) -> None:
    """Put the parts of an ONIX 2.1 Product with reference names where ONIX 3.0 has them."""
    _rename(product)
    _notify(product)
    _identify(product)
    _describe(product)
    _tell(product)
    _move(product, etree.SubElement(product, "ContentDetail"), "ContentItem")
    _publish(product)
    _relate(product)
    _supply(product)
    for block in [found for name in _OPTIONAL_BLOCKS for found in children(product, name)]:
        if not len(block):
            product.remove(block)


def _rename(product: etree._Element) -> None:
    for old, new in _RENAMED.items():
        for element in list(product.iter(f"{{*}}{old}")):
            element.tag = new


def _notify(product: etree._Element) -> None:
    kind = child(product, "NotificationType")
    if kind is not None and text_of(kind) == _UPDATE:
        kind.text = _FULL_RECORD


def _identify(product: etree._Element) -> None:
    for name, kind in _NUMBERS.items():
        if number := child_text(product, name):
            identifier = _add(product, "ProductIdentifier", ProductIDType=kind)
            _write(identifier, "IDValue", number)


def _describe(product: etree._Element) -> None:
    block = etree.SubElement(product, "DescriptiveDetail")
    form = child_text(product, "ProductForm")
    _write(block, "ProductForm", _FORMS.get(form, form))
    _add_titles(product, block)
    _add_series(product, block)
    if pages := child_text(product, "NumberOfPages") or child_text(product, "PagesArabic"):
        _add(block, "Extent", ExtentType="00", ExtentValue=pages, ExtentUnit="03")
    if language := child_text(product, "LanguageOfText"):
        _add(block, "Language", LanguageRole="01", LanguageCode=language)
    for name, kind in _MEASURES.items():
        if written := child_text(product, name):
            _add(block, "Measure", MeasureType=kind, Measurement=written)
    _add_dimensions(product, block)
    _add_main_subjects(product, block)
    _move(product, block, "Contributor", "EditionNumber", "EditionStatement")
    _move(product, block, "Language", "Extent", "Measure", "Subject")


def _add_dimensions(product: etree._Element, block: etree._Element) -> None:
    """Write a size that is told in one text only as the measures in it."""
    written = child_text(product, "Dimensions")
    if not written or child(block, "Measure") is not None or child(product, "Measure") is not None:
        return
    # What cannot be understood is left to the reader of measures, which tells of it.
    for kind, number, unit in measures_in(written) or [(HEIGHT[0], written, "in")]:
        measure = _add(block, "Measure", MeasureType=kind, Measurement=number)
        if unit:
            _write(measure, "MeasureUnitCode", unit)


def _add_titles(product: etree._Element, block: etree._Element) -> None:
    for title in list(children(product, "Title")):
        _add_title(block, child_text(title, "TitleType"), title)
    # Without the composite, the title's parts stand in the record itself.
    whole = child(product, "DistinctiveTitle")
    if whole is not None:
        whole.tag = "TitleText"
    if whole is not None or child(product, "TitleWithoutPrefix") is not None:
        _add_title(block, "01", product)


def _add_title(block: etree._Element, kind: str, parts: etree._Element) -> None:
    detail = _add(block, "TitleDetail", TitleType=kind)
    element = _add(detail, "TitleElement", TitleElementLevel="01")
    _move(parts, element, "TitleText", "TitlePrefix", "TitleWithoutPrefix", "Subtitle")


def _add_series(product: etree._Element, block: etree._Element) -> None:
    for series in children(product, "Series"):
        # The composite is one of the titles; the single element is older.
        composite = child(series, "Title")
        whole = child_text(series, "TitleOfSeries") or child_text(composite, "TitleText")
        detail = _add(_add(block, "Collection", CollectionType="10"), "TitleDetail", TitleType="01")
        element = _add(detail, "TitleElement", TitleElementLevel="02")
        _write(element, "PartNumber", child_text(series, "NumberWithinSeries"))
        if whole:
            _write(element, "TitleText", whole)
        elif composite is not None:
            _move(composite, element, "TitlePrefix", "TitleWithoutPrefix")


def _add_main_subjects(product: etree._Element, block: etree._Element) -> None:
    for name, scheme in _MAIN_SUBJECTS.items():
        for element in children(product, name):
            code = text_of(element)
            subject = _add(block, "Subject", SubjectSchemeIdentifier=scheme, SubjectCode=code)
            etree.SubElement(subject, "MainSubject")
    for subject in list(children(product, "MainSubject")):
        subject.tag = "Subject"
        etree.SubElement(subject, "MainSubject")
        block.append(subject)


def _tell(product: etree._Element) -> None:
    block = etree.SubElement(product, "CollateralDetail")
    for other_text in sorted(children(product, "OtherText"), key=_place_of_text):
        kind = child_text(other_text, "TextTypeCode")
        if kind in table("list33_to_list153") and kind not in _NOT_FOR_READERS:
            _add_text(block, table("list33_to_list153")[kind], other_text)
    for name, kind in _TEXT_ELEMENTS.items():
        for text in list(children(product, name)):
            text.tag = "Text"
            _add(block, "TextContent", TextType=kind).append(text)
    for media_file in with_code(product, "MediaFile", "MediaFileTypeCode", *_FRONT_COVERS):
        if child_text(media_file, "MediaFileLinkTypeCode") in _LINKS:
            _add_cover(block, child_text(media_file, "MediaFileLink"))


def _place_of_text(other_text: etree._Element) -> int:
    kind = child_text(other_text, "TextTypeCode")
    return _TEXTS_FIRST.index(kind) if kind in _TEXTS_FIRST else len(_TEXTS_FIRST)


def _add_text(block: etree._Element, kind: str, other_text: etree._Element) -> None:
    content = _add(block, "TextContent", TextType=kind)
    text = child(other_text, "Text")
    written_as = child_text(other_text, "TextFormat")
    if text is not None and written_as and text.get("textformat") is None:
        text.set("textformat", written_as)
    _move(other_text, content, "Text", "TextAuthor", "TextSourceCorporate", "SourceTitle")


def _add_cover(block: etree._Element, link: str) -> None:
    resource = _add(block, "SupportingResource", ResourceContentType="01")
    _add(resource, "ResourceVersion", ResourceLink=link)


def _publish(product: etree._Element) -> None:
    block = etree.SubElement(product, "PublishingDetail")
    _move(product, block, "Imprint", "Publisher", "PublishingStatus")
    for name, composite in {"PublisherName": "Publisher", "ImprintName": "Imprint"}.items():
        if text := child_text(product, name):
            _write(etree.SubElement(block, composite), name, text)
    for published in children(product, "PublicationDate"):
        _add(block, "PublishingDate", PublishingDateRole="01", Date=text_of(published))


def _relate(product: etree._Element) -> None:
    _move(product, etree.SubElement(product, "RelatedMaterial"), "RelatedProduct")
    for related in children(child(product, "RelatedMaterial"), "RelatedProduct"):
        for name, kind in _NUMBERS.items():
            if number := child_text(related, name):
                _write(_add(related, "ProductIdentifier", ProductIDType=kind), "IDValue", number)


def _supply(product: etree._Element) -> None:
    block = etree.SubElement(product, "ProductSupply")
    _move(product, block, "SupplyDetail")
    for detail in children(block, "SupplyDetail"):
        code = table("list54_to_list65").get(child_text(detail, "AvailabilityCode").upper())
        if code and child(detail, "ProductAvailability") is None:
            _write(detail, "ProductAvailability", code)


def _add(parent: etree._Element, name: str, **texts: str) -> etree._Element:
    """Add an element with children of these names and texts."""
    element = etree.SubElement(parent, name)
    for child_name, text in texts.items():
        _write(element, child_name, text)
    return element


def _write(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text


def _move(source: etree._Element, target: etree._Element, *names: str) -> None:
    for name in names:
        for element in list(children(source, name)):
            target.append(element)
