import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from accounts.models import PenName, User
from accounts.services import claim_pen_name
from tests.accounts.readers import signed_in
from tests.admin_pages import rows_of
from tests.admin_pages import words_of as words
from tests.factories import make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/accounts/penname/"
RETIRE = f"{LIST}retire/"


@pytest.fixture
def heron():
    return claim_pen_name(user=make_user("alice@example.org"), name="Quiet-Heron")


@pytest.fixture
def charlie():
    """A member of staff who may look after pen names, and is no superuser."""
    charlie = make_user("charlie@example.org", is_staff=True)
    charlie.user_permissions.set(Permission.objects.filter(content_type__model="penname"))
    return signed_in(charlie)


def test_is_listed_with_its_account(charlie, heron):
    assert rows_of(charlie.get(LIST))[0].startswith("Quiet-Heron | alice@example.org")


@pytest.mark.parametrize("words", ["quiet", "alice@", "qu1et_her0n"])
def test_is_found_by_name_account_and_look_alike(charlie, heron, words):
    claim_pen_name(user=make_user(), name="Egret")
    assert len(rows_of(charlie.get(LIST, {"q": words}))) == 1


def test_can_be_looked_at_and_not_changed(charlie, heron):
    address = f"{LIST}{heron.pk}/change/"
    assert "Quiet-Heron" in words(charlie.get(address))
    charlie.post(address, {"name": "Egret", "retired_reason": "x"})
    assert PenName.objects.get().name == "Quiet-Heron"
    assert PenName.objects.get().retired_reason == ""


def test_cannot_be_added_or_deleted(charlie, heron):
    assert charlie.get(f"{LIST}add/").status_code == 403
    assert charlie.post(f"{LIST}{heron.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in charlie.get(LIST).text


class TestRetiring:
    def test_starts_from_the_list_and_from_the_name(self, charlie, heron):
        chosen = {"action": "retire", "_selected_action": [heron.pk]}
        assert charlie.post(LIST, chosen)["Location"] == f"{RETIRE}?id={heron.pk}"
        assert f"{RETIRE}?id={heron.pk}" in charlie.get(f"{LIST}{heron.pk}/change/").text

    def test_takes_a_reason_and_logs_it(self, charlie, heron):
        response = charlie.post(f"{RETIRE}?id={heron.pk}", {"reason": "Rude in Dutch."})
        assert response["Location"] == LIST
        heron.refresh_from_db()
        assert (heron.retired_reason, str(heron.retired_by)) == (
            "Rude in Dutch.",
            "charlie@example.org",
        )
        assert "Rude in Dutch." in LogEntry.objects.get().get_change_message()

    @pytest.mark.parametrize("reason", ["", "W" * 501, "\0"])
    def test_needs_a_reason(self, charlie, heron, reason):
        assert charlie.post(f"{RETIRE}?id={heron.pk}", {"reason": reason}).status_code == 200
        assert not PenName.objects.get().is_retired

    @pytest.mark.parametrize("ids", ["", "id=", "id=x", "id=0", "id=²", "id=" + "9" * 40])
    def test_of_nothing_says_so(self, charlie, heron, ids):
        assert "No name in use" in words(charlie.get(f"{RETIRE}?{ids}"))
        charlie.post(f"{RETIRE}?{ids}", {"reason": "Rude."})
        assert not PenName.objects.get().is_retired

    def test_is_not_for_staff_without_the_right(self, heron):
        bob = signed_in(make_user(is_staff=True))
        assert bob.get(f"{RETIRE}?id={heron.pk}").status_code == 403
        assert bob.post(f"{RETIRE}?id={heron.pk}", {"reason": "Rude."}).status_code == 403

    def test_is_not_for_visitors(self, client, heron):
        assert client.get(RETIRE)["Location"].startswith("/admin/login/")


class TestDeletingAnAccountAsStaff:
    def test_retires_its_pen_name(self, admin_client, heron):
        alice = heron.user
        admin_client.post(f"/admin/accounts/user/{alice.pk}/delete/", {"post": "yes"})
        assert not User.objects.filter(pk=alice.pk).exists()
        assert PenName.objects.get().is_retired

    def test_among_several_retires_each_pen_name(self, admin_client, heron):
        chosen = {"action": "delete_selected", "_selected_action": [heron.user.pk], "post": "yes"}
        admin_client.post("/admin/accounts/user/", chosen)
        assert PenName.objects.get().is_retired
