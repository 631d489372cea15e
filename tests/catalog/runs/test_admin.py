"""ONIX files in the admin: sending or choosing one, following it, going on with it."""

import csv

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.models import Edition, OnixRun
from catalog.runs.onix import load_run
from tests.admin_pages import form_on, words_of
from tests.catalog.onix.messages import make_message, make_product, write_message
from tests.catalog.runs.onix_files import make_onix_run
from tests.factories import make_in_role

pytestmark = pytest.mark.django_db

ADD = "/admin/catalog/onixrun/add/"


@pytest.fixture(autouse=True)
def started(monkeypatch):
    """Note which runs would be started, and start none."""
    runs = []
    monkeypatch.setattr("catalog.admin.runs.start", lambda run, _: runs.append(run.pk))
    return runs


@pytest.fixture
def client(client):
    client.force_login(make_in_role("Catalogue editor"))
    return client


@pytest.fixture(autouse=True)
def incoming(settings, tmp_path):
    settings.INCOMING_DIR = tmp_path / "incoming"
    settings.INCOMING_DIR.mkdir()
    return settings.INCOMING_DIR


@pytest.fixture
def send(client, django_capture_on_commit_callbacks):
    def sent(content: str = "", **typed):
        data = form_on(client, ADD) | typed
        if content:
            data["file"] = SimpleUploadedFile("spring.xml", content.encode())
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(ADD, data, follow=True)

    return sent


def page(run: OnixRun) -> str:
    return f"/admin/catalog/onixrun/{run.pk}/change/"


def test_a_sent_file_is_kept_and_started(send, started):
    send(make_message(make_product()))
    run = OnixRun.objects.get()
    assert started == [run.pk]
    assert (run.file_name, run.state, run.is_trial) == ("spring.xml", "waiting", False)


def test_a_file_of_the_folder_is_loaded_from_there(send, incoming):
    write_message(incoming, make_product(), name="summer.xml")
    send(incoming="summer.xml")
    list(load_run(OnixRun.objects.get()))
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("name", ["../secret.xml", "/etc/hostname", "none.xml"])
def test_no_other_file_of_the_server_is_read(send, incoming, name):
    write_message(incoming.parent, make_product(), name="secret.xml")
    assert "is not one of the available choices" in words_of(send(incoming=name))
    assert not OnixRun.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [("", "Send a file or choose one."), ("<html/>", "spring.xml: this is not ONIX")],
)
def test_what_cannot_be_read_is_told_beside_the_file(send, content, words):
    assert words in words_of(send(content))
    assert not OnixRun.objects.exists()


def test_a_trial_tells_what_would_change_and_changes_nothing(client):
    run = make_onix_run(make_product(), make_product("978"), is_trial=True)
    list(load_run(run))
    told = words_of(client.get(page(run)))
    assert "nothing in the shop is changed" in told
    assert "Mend" not in told
    assert (run.created, run.refused) == (1, 1)
    assert not Edition.objects.exists()


def test_a_stopped_file_can_be_gone_on_with(client, started):
    run = make_onix_run(state="failed", message="It was interrupted.")
    assert "Go on" in client.get(page(run)).text
    client.post(f"/admin/catalog/onixrun/{run.pk}/load/")
    assert started == [run.pk]


def test_a_file_that_changed_is_not_gone_on_with(client):
    run = make_onix_run(state="failed", digest="0" * 64)
    with pytest.raises(Exception, match="The file has changed since its loading stopped"):
        list(load_run(run))
    assert not Edition.objects.exists()


def test_a_second_file_waits_while_one_is_loaded(client):
    make_onix_run(state="running")
    run = make_onix_run()
    with pytest.raises(Exception, match="Another ONIX file is being loaded now"):
        list(load_run(run))
    assert OnixRun.objects.get(pk=run.pk).state == "waiting"


def test_the_report_is_downloaded_and_stays_without_the_file(client):
    run = make_onix_run(make_product(), make_product("978"))
    list(load_run(run))
    run.file.delete()
    content = b"".join(client.get(f"/admin/catalog/onixrun/{run.pk}/results/").streaming_content)
    header, first, second = csv.reader(content.decode().splitlines())
    assert header[:4] == ["record", "place", "outcome", "reason"]
    assert first[2] == "created"
    assert "“978” is not valid" in second[3]


def test_others_do_not_see_it(client):
    run = make_onix_run()
    client.force_login(make_in_role("Marketplace manager"))
    for address in (page(run), ADD, f"/admin/catalog/onixrun/{run.pk}/results/"):
        assert client.get(address).status_code == 403
    assert client.post(f"/admin/catalog/onixrun/{run.pk}/load/").status_code == 403
