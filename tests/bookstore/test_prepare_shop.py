"""What `make run` does before it serves."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from bookstore.site_url import Site
from catalog.models import Work
from marketplace.management.commands import import_offers
from marketplace.models import Offer
from tests.factories import make_edition, make_work
from tests.pages import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def static_root(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_DIRS = []


def prepare_shop(**options: str) -> dict[str, str]:
    """Return what the command printed as "name   value", by name, and the whole text as ""."""
    out = StringIO()
    call_command("prepare_shop", stdout=out, stderr=out, **options)
    told = dict(re.findall(r"^(\S.*?) {2,}(\S.*)$", out.getvalue(), re.MULTILINE))
    return {"": out.getvalue(), **told}


@pytest.mark.usefixtures("without_sample")
class TestAddress:
    @pytest.fixture
    def without_sample(self):
        make_edition(make_work("Emma"))

    def test_is_that_of_host_and_port(self):
        assert prepare_shop(port="8051")["The shop is at"] == "http://127.0.0.1:8051/"

    def test_on_all_addresses_one_is_printed_that_the_shop_answers(self):
        told = prepare_shop(host="0.0.0.0", port="8051")
        assert told["The shop is at"] == "http://127.0.0.1:8051/"
        assert "on all addresses of this machine" in told[""]

    def test_is_the_public_one_where_there_is_one(self, settings):
        settings.SITE = Site("https", "books.example")
        assert prepare_shop(host="0.0.0.0")["The shop is at"] == "https://books.example/"

    def test_host_that_would_be_refused_stops_the_start(self, settings):
        settings.ALLOWED_HOSTS = ["localhost"]
        with pytest.raises(CommandError, match=r"No name in ALLOWED_HOSTS leads to 192\.168\.1\.5"):
            prepare_shop(host="192.168.1.5")


def test_first_run_makes_a_shop_and_the_second_keeps_it():
    first = prepare_shop()
    counts = Work.objects.count(), Offer.objects.count()
    assert min(counts) > 20
    for what in ("Books …", "Sellers …", "Offers …", "Sales ranks …"):
        assert what in first[""]

    email, password = re.match(r"(\S+) with the password (\S+)", first["Staff login"]).groups()
    staff = Client()
    staff.post("/admin/login/", {"username": email, "password": password})
    assert staff.get("/admin/").status_code == 200

    Work.objects.order_by("pk").update(overview="What the staff wrote.")
    second = prepare_shop()
    assert (Work.objects.count(), Offer.objects.count()) == counts
    assert not Work.objects.exclude(overview="What the staff wrote.").exists()
    assert "with the password" not in second[""]
    assert User.objects.filter(is_staff=True).count() == 1

    assert "What the staff wrote." in soup_of(second["A book page"]).get_text()
    assert soup_of(second["Its offers"]).h1


def test_interrupted_run_leaves_nothing_and_the_next_loads_all(monkeypatch):
    def interrupt(*args, **options):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(import_offers, "load_offers", interrupt)
        with pytest.raises((KeyboardInterrupt, CommandError)):
            prepare_shop()
    assert not Work.objects.exists()
    prepare_shop()
    assert Offer.objects.exists()


def test_sample_outside_the_shops_limits_is_left_out_and_the_shop_starts(settings):
    settings.OFFER_PRICE_MAX = "15.00"
    told = prepare_shop()
    assert Offer.objects.filter(price__lte="15.00").exists()
    assert not Offer.objects.filter(price__gt="15.00").exists()
    assert "refused" in told[""]
    assert "The shop is at" in told


def test_shop_in_another_currency_starts_empty_and_says_why(settings):
    settings.STORE_CURRENCY = "EUR"
    told = prepare_shop()
    assert not Work.objects.exists()
    assert "the sample books are priced in USD, and its currency is EUR" in told[""]
    assert "A book page" not in told
