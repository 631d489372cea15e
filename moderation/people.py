"""Who reports, as far as it has to be known to count a person once (RP-3)."""

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from accounts.limits import network_of
from moderation.services import Reporter


def reporter_of(request: HttpRequest, *, email: str = "") -> Reporter:
    """Return who sends a report, with a fingerprint that cannot be read back.

    Somebody signed in is the account, from whatever network. A visitor is the network, of which
    IPv6 has one for a household, together with the e-mail address where one is given: so two
    people of one household or library who leave addresses count as two, and nobody can learn from
    elsewhere what an address has reported. A visitor who comes again from another network counts
    again; without a cookie or more that follows people about, this cannot be known.

    The address on the network is kept only as a hash with the shop's secret key.
    """
    if request.user.is_authenticated:
        return Reporter(_fingerprint(f"account:{request.user.pk}"), account=request.user)
    return Reporter(_fingerprint(f"visitor:{network_of(request)}:{email.lower()}"), email=email)


def _fingerprint(person: str) -> str:
    return salted_hmac("moderation.people", person, algorithm="sha256").hexdigest()
