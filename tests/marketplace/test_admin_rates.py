"""Setting the shipping rates of several sellers at once."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from lxml import html

from marketplace.feeds.rates import write_rates
from marketplace.models import Seller
from marketplace.seller_loading import rates_of
from tests.admin_pages import words_of
from tests.factories import make_rate, make_seller, make_user

pytestmark = pytest.mark.django_db

SELLERS = "/admin/marketplace/seller/"


@pytest.fixture
def quiet():
    seller = make_seller("Quiet Books")
    make_rate(seller, "US", "3.99", min_days=4, max_days=14)
    make_rate(seller, "*", "19.00")
    return seller


@pytest.fixture
def loud():
    return make_seller("Loud Books")


def choose(client, *sellers, address=SELLERS, **typed):
    data = {"action": "set_rates", "_selected_action": [seller.pk for seller in sellers]}
    return client.post(address, data | typed, follow=True)


def rates(seller):
    return write_rates(rates_of(Seller.objects.get(pk=seller.pk)))


def table_of(page):
    rows = html.fromstring(page.text).xpath("//table/tbody/tr")
    return [" | ".join(cell.text_content() for cell in row) for row in rows]


class TestThePage:
    def test_shows_what_the_chosen_sellers_ask_and_changes_nothing(self, admin_client, quiet, loud):
        make_seller("Another")
        page = choose(admin_client, quiet, loud)
        words = words_of(page)
        assert "2 sellers and what they ask now" in words
        assert table_of(page) == ["Loud Books | none", "Quiet Books | US 3.99 4-14; * 19.00"]
        assert "This field is required" not in words
        assert rates(quiet) == "US 3.99 4-14; * 19.00"
        assert not LogEntry.objects.exists()

    def test_sends_the_choice_again(self, admin_client, quiet):
        page = choose(admin_client, quiet, select_across="1").text
        assert f'name="_selected_action" value="{quiet.pk}"' in page
        assert 'name="select_across" value="1"' in page

    def test_counts_the_sellers_that_are_too_many_to_show(self, admin_client, monkeypatch):
        monkeypatch.setattr("marketplace.admin.rates._MOST_SHOWN", 2)
        sellers = [make_seller(name) for name in ("Ann", "Ben", "Cid", "Dot")]
        rows = table_of(choose(admin_client, *sellers))
        assert rows == ["Ann | none", "Ben | none", "and 2 more"]

    def test_takes_as_many_queries_for_10_sellers_as_for_one(
        self, admin_client, quiet, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(20) as one:
            choose(admin_client, quiet)
        others = [make_seller() for _ in range(9)]
        for seller in others:
            make_rate(seller, "US", "1.00")
        with django_assert_max_num_queries(len(one)):
            choose(admin_client, quiet, *others)


class TestChangingOnlyTheseCountries:
    def test_keeps_the_others(self, admin_client, quiet, loud):
        page = choose(admin_client, quiet, loud, rates="US 5; CA 7.50 5-9", mode="keep")
        assert "Shipping rates changed: 2. Had them already: 0." in words_of(page)
        assert rates(quiet) == "CA 7.50 5-9; US 5.00; * 19.00"
        assert rates(loud) == "CA 7.50 5-9; US 5.00"

    def test_leaves_a_seller_who_has_them_already(self, admin_client, quiet, loud):
        page = choose(admin_client, quiet, loud, rates="us 3.99 4-14", mode="keep")
        assert "Shipping rates changed: 1. Had them already: 1." in words_of(page)
        assert [entry.object_id for entry in LogEntry.objects.all()] == [str(loud.pk)]

    def test_with_no_rate_at_all_is_refused(self, admin_client, quiet):
        page = choose(admin_client, quiet, rates="none", mode="keep")
        assert "“none” can only replace the whole table." in words_of(page)
        assert rates(quiet) == "US 3.99 4-14; * 19.00"


class TestReplacingTheTable:
    def test_removes_the_rates_that_are_not_typed(self, admin_client, quiet, loud):
        page = choose(admin_client, quiet, loud, rates="US 3.99 4-14;\r\nCA 5", mode="replace")
        assert "Shipping rates changed: 2. Had them already: 0." in words_of(page)
        assert rates(quiet) == rates(loud) == "CA 5.00; US 3.99 4-14"

    def test_leaves_a_seller_who_has_just_these(self, admin_client, quiet):
        page = choose(admin_client, quiet, rates="* 19.00; US 3.99 4-14", mode="replace")
        assert "Shipping rates changed: 0. Had them already: 1." in words_of(page)
        assert not LogEntry.objects.exists()

    def test_leaves_sellers_who_were_not_chosen(self, admin_client, quiet, loud):
        choose(admin_client, loud, rates="CA 5", mode="replace")
        assert rates(quiet) == "US 3.99 4-14; * 19.00"

    def test_is_done_for_all_sellers_of_a_search(self, admin_client, quiet, loud):
        other = make_seller("Other")
        typed = {"rates": "CA 5", "mode": "replace", "select_across": "1"}
        choose(admin_client, quiet, address=f"{SELLERS}?q=books", **typed)
        assert [rates(seller) for seller in (quiet, loud, other)] == ["CA 5.00", "CA 5.00", "none"]


class TestHistory:
    def test_has_the_rates_before_and_after(self, admin_client, quiet):
        choose(admin_client, quiet, rates="US 5", mode="keep")
        history = words_of(admin_client.get(f"{SELLERS}{quiet.pk}/history/"))
        told = "from “US 3.99 4-14; * 19.00” to “US 5.00; * 19.00”."
        assert f"Shipping rates changed {told}" in history

    @pytest.mark.parametrize("name", ["quiet", "loud"])
    def test_leads_back_by_typing_the_rates_before(self, admin_client, request, name):
        seller = request.getfixturevalue(name)
        before = rates(seller)
        choose(admin_client, seller, rates="CA 5", mode="replace")
        typed = LogEntry.objects.get().change_message.split("“")[1].split("”")[0]
        choose(admin_client, seller, rates=typed, mode="replace")
        assert rates(seller) == before != "CA 5.00"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"rates": "US"}, "“US” is no rate such as “US 3.99 4-14”."),
        ({"rates": "US 3 9-4"}, "“US 3 9-4”: the days must go from fewer to more."),
        ({"rates": "XX 3"}, "“XX” is no country"),
        ({"rates": "US 3; us 4"}, "A country stands there twice."),
        ({"rates": ";"}, "No rate stands there; write “none” where that is meant."),
        ({"rates": " "}, "This field is required."),
        ({"rates": "<b> 1"}, "“<b> 1” is no rate"),
        ({"mode": "all"}, "Select a valid choice."),
        ({"mode": ""}, "This field is required."),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(admin_client, quiet, typed, reason):
    page = choose(admin_client, quiet, **({"rates": "CA 5", "mode": "replace"} | typed))
    assert reason in words_of(page)
    assert f'name="_selected_action" value="{quiet.pk}"' in page.text
    assert rates(quiet) == "US 3.99 4-14; * 19.00"
    assert not LogEntry.objects.exists()


def test_staff_who_may_only_look_set_no_rates(client, quiet):
    looker = make_user(is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_seller"))
    client.force_login(looker)
    choose(client, quiet, rates="CA 5", mode="replace")
    assert rates(quiet) == "US 3.99 4-14; * 19.00"


def test_a_fault_half_way_changes_no_seller(admin_client, quiet, loud, monkeypatch):
    def fail_at_the_second(seller_admin, request, seller, message):
        if seller.pk == max(quiet.pk, loud.pk):
            raise RuntimeError

    monkeypatch.setattr("marketplace.admin.sellers.SellerAdmin.log_change", fail_at_the_second)
    with pytest.raises(RuntimeError):
        choose(admin_client, quiet, loud, rates="CA 5", mode="replace")
    assert (rates(quiet), rates(loud)) == ("US 3.99 4-14; * 19.00", "none")
