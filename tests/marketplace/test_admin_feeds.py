"""Sellers' files in the admin: sending one, following it, answering it."""

import os
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone
from lxml import html

from catalog.runs.process import start
from marketplace.feed_runs import load_run
from marketplace.models import FeedRun, Offer
from marketplace.removals import TooManyRemovals
from tests.admin_pages import form_on, rows_of, words_of
from tests.factories import make_edition, make_in_role, make_offer, make_seller
from tests.marketplace.feeds.files import AMAZON, ISBN, table
from tests.marketplace.stored_feeds import make_run
from tests.marketplace.test_admin import act

pytestmark = pytest.mark.django_db

State = FeedRun.State
RUNS = "/admin/marketplace/feedrun/"
ADD = f"{RUNS}add/"


def page(run: FeedRun) -> str:
    return f"{RUNS}{run.pk}/change/"


def step(run: FeedRun, name: str) -> str:
    return f"{RUNS}{run.pk}/{name}/"


@pytest.fixture
def seller():
    make_edition(isbn13=ISBN)
    return make_seller("Northgate Texts")


@pytest.fixture
def client(client):
    client.force_login(make_in_role("Marketplace manager"))
    return client


@pytest.fixture
def started(monkeypatch):
    """Note which processes would be started, and start none."""
    commands = []

    class Process:
        def __init__(self, command, **options):
            commands.append(command[2:])

        def wait(self) -> None:
            pass

    monkeypatch.setattr(subprocess, "Popen", Process)
    return commands


@pytest.fixture
def send(client, started, django_capture_on_commit_callbacks):
    """Send the form with a file of this text."""

    def sent(text: str | bytes = table(AMAZON), name: str = "inventory.txt", **typed):
        content = text.encode() if isinstance(text, str) else text
        data = form_on(client, ADD) | {"file": SimpleUploadedFile(name, content)} | typed
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(ADD, data, follow=True)

    return sent


class TestSendingAFile:
    def test_keeps_it_and_starts_to_load_it(self, send, started, seller):
        response = send(seller=seller.pk)
        run = FeedRun.objects.get()
        assert response.redirect_chain == [(page(run), 302)]
        assert (run.file_name, run.format, run.encoding) == ("inventory.txt", "amazon", "utf-8")
        assert (run.state, run.seller, run.mode) == (State.WAITING, seller, "update")
        assert run.started_by.email
        assert started == [["run_feed", str(run.pk)]]

    def test_loads_when_its_command_runs(self, send, seller):
        send(seller=seller.pk)
        list(load_run(FeedRun.objects.get()))
        assert Offer.objects.get().seller == seller

    def test_takes_the_shops_own_table_without_a_seller(self, send):
        send("seller,sku,isbn13\n")
        assert FeedRun.objects.get().format == "shop"

    def test_takes_a_long_file_name_and_what_cannot_be_seen_in_it(self, send, seller):
        send(name="a\u0085" + "b" * 240 + ".txt", seller=seller.pk)
        assert FeedRun.objects.get().file_name == "a" + "b" * 240 + ".txt"

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            (b"", "The file is empty."),
            ("title,colour\n", "first.txt: its first line, “title, colour”, is of no format"),
            (b"PK\x03\x04\x00\x00\xff", "is of no format that is known"),
            ("\n\n", "is empty. Its first line must name the columns."),
        ],
    )
    def test_says_beside_the_file_what_is_wrong_with_it(self, send, seller, text, reason):
        response = send(text, name="first.txt", seller=seller.pk)
        (row,) = html.fromstring(response.text).xpath("//*[contains(@class, 'field-file')]")
        assert reason in " ".join(row.text_content().split())
        assert "/tmp" not in response.text
        assert not FeedRun.objects.exists()

    def test_without_a_file_says_so(self, client):
        assert "Choose a file." in words_of(client.post(ADD, form_on(client, ADD)))

    def test_asks_for_the_seller_that_a_file_does_not_name(self, send):
        response = send()
        assert "A file for Amazon inventory loader names no seller. Choose" in words_of(response)
        assert not FeedRun.objects.exists()

    @pytest.mark.parametrize("mode", ["delete", "replace"])
    def test_asks_for_the_seller_whose_offers_may_go(self, send, mode):
        response = send("seller,sku,isbn13\n", mode=mode)
        assert "Choose the seller whose offers may be removed." in words_of(response)
        assert not FeedRun.objects.exists()

    @pytest.mark.parametrize("field", ["mode", "format", "encoding", "seller"])
    def test_refuses_what_is_no_choice(self, send, seller, field):
        send(**({"seller": seller.pk} | {field: "999"}))
        assert not FeedRun.objects.exists()

    def test_that_cannot_be_started_says_so_and_loses_nothing(
        self, client, send, seller, monkeypatch
    ):
        def fail(*args, **options):
            raise OSError(11, "Resource temporarily unavailable")

        monkeypatch.setattr(subprocess, "Popen", fail)
        send(seller=seller.pk)
        response = client.get(page(FeedRun.objects.get()))
        assert "It could not be started: Resource temporarily" in words_of(response)
        assert "Load now" in response.text
        assert FeedRun.objects.get().state == State.WAITING
        assert FeedRun.objects.get().file


class TestThePageOfAFile:
    def test_shows_how_far_it_is_and_comes_again(self, client, seller):
        run = make_run(
            seller, state=State.RUNNING, progressed_at=timezone.now(), lines=2_000, done=500
        )
        response = client.get(page(run))
        (bar,) = html.fromstring(response.text).xpath("//progress")
        assert (bar.get("max"), bar.get("value")) == ("2000", "500")
        assert "500 of 2000 lines" in words_of(response)
        assert '<meta http-equiv="refresh"' in response.text

    @pytest.mark.parametrize("state", ["done", "failed", "asking"])
    def test_stays_once_nothing_moves(self, client, seller, state):
        assert "refresh" not in client.get(page(make_run(seller, state=state))).text

    def test_shows_counts_and_why_lines_were_refused(self, client, seller):
        run = make_run(seller, {"sku": "A"}, {"sku": "B", "price": "<b>free"})
        list(load_run(run))
        response = client.get(page(run))
        words = words_of(response)
        assert "Created1" in words.replace(" ", "")
        assert "line 3price: The price “<b>free” is not a price." in words
        assert "<b>free" not in response.text

    def test_shows_the_first_of_many_refused_lines(self, client, seller, monkeypatch):
        monkeypatch.setattr("marketplace.admin.feeds._MOST_REFUSED", 2)
        run = make_run(seller, *({"sku": f"N{n}", "price": "free"} for n in range(3)))
        list(load_run(run))
        words = words_of(client.get(page(run)))
        assert "the first 2 of 3" in words
        assert "line 3price" in words
        assert "line 4price" not in words

    def test_says_when_the_program_seems_to_be_dead(self, client, seller):
        long_ago = timezone.now() - timedelta(minutes=11)
        run = make_run(seller, state=State.RUNNING, progressed_at=long_ago)
        response = client.get(page(run))
        assert "Stopped without a word." in words_of(response)
        assert "Load again" in response.text
        assert "refresh" not in response.text

    def test_leads_to_the_lines_that_wait_for_staff(self, client, seller):
        text = "listingid\ttitle\tprice\tquantity\r\nA\tEmma\t9.00\t\r\n"
        run = make_run(seller, format="abebooks", text=text)
        list(load_run(run))
        assert (
            f'href="/admin/marketplace/proposal/?seller={seller.pk}"' in client.get(page(run)).text
        )

    def test_of_no_file_is_not_found(self, client):
        assert client.get(f"{RUNS}7/change/").status_code == 404

    def test_takes_few_queries(self, client, seller, django_assert_max_num_queries):
        run = make_run(seller, *({"sku": f"N{n}", "price": "free"} for n in range(20)))
        list(load_run(run))
        with django_assert_max_num_queries(9):
            client.get(page(run))


class TestTheResults:
    def test_are_downloaded_as_a_table(self, client, seller):
        run = make_run(seller)
        list(load_run(run))
        response = client.get(step(run, "results"))
        assert f'filename="results-{run.pk}.csv"' in response["Content-Disposition"]
        assert b"".join(response.streaming_content).startswith(b"place,outcome,message\r\nline 2,")

    def test_are_not_found_before_there_are_any(self, client, seller):
        assert client.get(step(make_run(seller), "results")).status_code == 404

    def test_are_for_staff_with_the_right_only(self, client, seller):
        run = make_run(seller)
        list(load_run(run))
        client.force_login(make_in_role("Catalogue editor"))
        assert client.get(step(run, "results")).status_code == 403


class TestTheQuestion:
    @pytest.fixture
    def run(self, seller):
        edition = make_edition()
        for sku in "ABC":
            make_offer(edition, seller=seller, sku=sku)
        run = make_run(seller, {"sku": "N"}, mode=FeedRun.Mode.REPLACE)
        with pytest.raises(TooManyRemovals):
            list(load_run(run))
        return run

    def test_is_asked_in_words(self, client, run):
        words = words_of(client.get(page(run)))
        assert "The file would remove 3 of 3 offers of Northgate Texts." in words

    def test_answered_with_yes_removes_them(self, client, run, started):
        client.post(step(run, "remove"))
        assert started == [["run_feed", str(run.pk)]]
        list(load_run(run))
        assert [offer.sku for offer in Offer.objects.live()] == ["N"]

    def test_answered_with_no_leaves_them(self, client, run, started):
        response = client.post(step(run, "leave"), follow=True)
        assert "Nothing was removed, as staff decided." in words_of(response)
        assert started == []
        assert Offer.objects.live().count() == 4

    def test_is_answered_once(self, client, run, started):
        client.post(step(run, "leave"))
        response = client.post(step(run, "remove"), follow=True)
        assert "It was left as it is: loaded." in words_of(response)
        assert started == []

    @pytest.mark.parametrize("name", ["remove", "leave", "load"])
    def test_is_not_answered_by_a_mere_visit(self, client, run, name):
        assert client.get(step(run, name)).status_code == 405

    @pytest.mark.parametrize("name", ["remove", "leave", "load"])
    def test_is_for_staff_with_the_right_only(self, client, run, name):
        client.force_login(make_in_role("Catalogue editor"))
        assert client.post(step(run, name)).status_code == 403

    def test_is_in_the_history(self, client, run):
        client.post(step(run, "leave"))
        assert LogEntry.objects.get().object_id == str(run.pk)


class TestLoadingAgain:
    def test_starts_a_file_that_had_stopped(self, client, seller, started):
        run = make_run(seller, state=State.FAILED, message="It stopped.")
        client.post(step(run, "load"))
        run.refresh_from_db()
        assert (run.state, run.message) == (State.WAITING, "")
        assert started == [["run_feed", str(run.pk)]]

    def test_leaves_a_file_that_is_being_loaded(self, client, seller, started):
        run = make_run(seller, state=State.RUNNING, progressed_at=timezone.now())
        response = client.post(step(run, "load"), follow=True)
        assert "It was left as it is: being loaded." in words_of(response)
        assert started == []

    def test_is_offered_to_the_second_of_two_files(self, client, seller):
        run = make_run(seller, message="Another file of Northgate Texts is being loaded now.")
        response = client.get(page(run))
        assert "Another file of Northgate Texts is being loaded now." in words_of(response)
        assert "Load now" in response.text


class TestTheList:
    def test_shows_what_became_of_each_file(self, client, seller):
        run = make_run(seller, {"sku": "A"}, {"sku": "B", "price": "free"})
        list(load_run(run))
        (row,) = rows_of(client.get(RUNS))
        assert row.startswith(
            "inventory.txt | Northgate Texts | update | loaded | 1 created, 1 refused | "
        )

    def test_takes_as_many_queries_for_ten_files_as_for_one(
        self, client, django_assert_max_num_queries
    ):
        make_run(make_seller())
        with django_assert_max_num_queries(15) as one:
            client.get(RUNS)
        for _ in range(9):
            make_run(make_seller())
        with django_assert_max_num_queries(len(one)):
            assert len(rows_of(client.get(RUNS))) == 10

    def test_deletes_stored_files_and_keeps_results(self, client, seller):
        run = make_run(seller)
        list(load_run(run))
        name = run.file.name
        response = act(client, RUNS, "delete_files", run)
        assert "Stored files deleted: 1." in words_of(response)
        run.refresh_from_db()
        assert not run.file
        assert run.results
        assert not FeedRun._meta.get_field("file").storage.exists(name)
        assert "Load again" not in client.get(page(run)).text

    def test_keeps_files_that_are_still_needed(self, client, seller):
        run = make_run(seller, state=State.ASKING)
        act(client, RUNS, "delete_files", run)
        run.refresh_from_db()
        assert run.file

    def test_deletes_no_runs(self, client, seller):
        run = make_run(seller)
        assert client.post(f"{RUNS}{run.pk}/delete/", {"post": "yes"}).status_code == 403
        assert FeedRun.objects.exists()

    @pytest.mark.parametrize("address", [RUNS, ADD])
    def test_and_its_form_are_for_staff_with_the_right_only(self, client, address):
        client.force_login(make_in_role("Catalogue editor"))
        assert client.get(address).status_code == 403

    def test_sends_anonymous_visitors_to_the_sign_in(self, client, seller):
        run = make_run(seller)
        client.logout()
        for address in (RUNS, ADD, page(run), step(run, "results")):
            assert client.get(address)["Location"].startswith("/admin/login/")


@pytest.mark.django_db(transaction=True)
def test_a_process_of_its_own_takes_the_file(monkeypatch, settings, tmp_path):
    """It finds no file, since files of tests are in this process's memory, and notes just that."""
    settings.VAR_DIR = tmp_path
    name = connection.settings_dict["NAME"]
    before = os.environ.get("DATABASE_URL", "sqlite:////nowhere")
    address = f"sqlite:///{name}" if connection.vendor == "sqlite" else _with_name(before, name)
    monkeypatch.setenv("DATABASE_URL", address)
    run = make_run(make_seller())
    start(run, "run_feed")
    for _ in range(300):
        run.refresh_from_db()
        if run.state == State.FAILED:
            break
        time.sleep(0.1)
    assert run.message == "The stored file is not there any more.", (
        tmp_path / "feeds.log"
    ).read_text()


def _with_name(address: str, name: str) -> str:
    return f"{address.rsplit('/', 1)[0]}/{name}"


def test_the_process_is_this_python_and_outlives_the_server(monkeypatch, settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    seen = {}

    class Process:
        def __init__(self, command, **options):
            seen.update(options, command=command)

        def wait(self) -> None:
            pass

    monkeypatch.setattr(subprocess, "Popen", Process)
    start(FeedRun(pk=7), "run_feed")
    assert seen["command"] == [
        sys.executable,
        str(settings.BASE_DIR / "manage.py"),
        "run_feed",
        "7",
    ]
    assert seen["start_new_session"]
    assert (tmp_path / "var" / "feeds.log").exists()
