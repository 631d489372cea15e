from reviews.rules.contact import EMAIL_ADVICE, LINK_ADVICE, PHONE_ADVICE, find_contacts
from reviews.rules.findings import Severity


def test_web_mail_and_telephone_are_blocked():
    findings = find_contacts("See example.com, a@example.org or 212-736-5000.")
    assert {(finding.words, finding.advice) for finding in findings} == {
        ("example.com", LINK_ADVICE),
        ("a@example.org", EMAIL_ADVICE),
        ("212-736-5000", PHONE_ADVICE),
    }
    assert {(finding.rule, finding.severity) for finding in findings} == {("RR-9", Severity.BLOCK)}


def test_a_street_is_only_warned_of():
    (finding,) = find_contacts("at 12 Elm Street")
    assert (finding.rule, finding.severity) == ("RR-9", Severity.WARN)


def test_what_is_in_an_address_counts_once():
    assert [finding.words for finding in find_contacts("http://example.com/212-736-5000")] == [
        "http://example.com/212-736-5000"
    ]
    assert len(find_contacts("jane.doe.com@example.org")) == 1
