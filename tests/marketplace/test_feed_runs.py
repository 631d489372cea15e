"""What is kept of the loading of a feed, and that nobody is in another's way."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from catalog.importing import Outcome, Result, UnreadableFile
from catalog.runs.claiming import AlreadyRunning, NotWaiting, is_dead
from catalog.runs.results import ResultsFile, refused_in, without_formula
from marketplace import feed_runs
from marketplace.feed_runs import (
    confirm_removals,
    leave_removals,
    line_up,
    load_run,
    record_run,
)
from marketplace.models import FeedRun, Offer
from marketplace.removals import TooManyRemovals
from tests.accounts.races import at_the_same_moment
from tests.factories import make_edition, make_offer, make_seller
from tests.imports import run_import
from tests.marketplace.csv_files import offer_row, write_offers
from tests.marketplace.feeds.files import ISBN
from tests.marketplace.stored_feeds import make_run

pytestmark = pytest.mark.django_db

State = FeedRun.State
LONG_AGO = timedelta(minutes=11)


@pytest.fixture
def seller():
    make_edition(isbn13=ISBN)
    return make_seller("Northgate Texts")


def counts_of(run: FeedRun) -> tuple[int, ...]:
    run.refresh_from_db()
    return run.created, run.changed, run.unchanged, run.refused


def table_of(run: FeedRun) -> list[list[str]]:
    with run.results.open("r") as file:
        return list(csv.reader(file.read().splitlines()))


class TestAStoredFile:
    def test_is_loaded_and_counted(self, seller):
        run = make_run(seller, {"sku": "A"}, {"sku": "B"}, {"sku": "C", "price": "free"})
        list(load_run(run))
        assert counts_of(run) == (2, 0, 0, 1)
        assert (run.state, run.lines, run.done) == (State.DONE, 3, 3)
        assert run.finished_at
        assert Offer.objects.count() == 2

    def test_loaded_again_changes_nothing(self, seller):
        list(load_run(make_run(seller, {"sku": "A"})))
        again = make_run(seller, {"sku": "A"})
        list(load_run(again))
        assert counts_of(again) == (0, 0, 1, 0)

    def test_has_a_result_for_each_line(self, seller):
        run = make_run(seller, {"sku": "A"}, {"sku": "A"})
        list(load_run(run))
        header, first, second = table_of(run)
        assert header == ["place", "outcome", "message"]
        assert first == ["line 2", "created", ""]
        assert second[:2] == ["line 3", "refused"]
        assert "stands in line 2 already" in second[2]

    def test_counts_what_it_removed(self, seller):
        edition = make_edition()
        for sku in "ABC":
            make_offer(edition, seller=seller, sku=sku)
        run = make_run(seller, {"sku": "A", "add-delete": "d"})
        list(load_run(run))
        assert counts_of(run) == (0, 1, 0, 0)
        assert run.removed == 1

    def test_is_done_only_once(self, seller):
        run = make_run(seller)
        list(load_run(run))
        with pytest.raises(NotWaiting, match=r"inventory\.txt is not to be loaded now: loaded"):
            list(load_run(run))
        assert counts_of(run) == (1, 0, 0, 0)

    def test_that_is_no_good_changes_nothing_and_says_why(self, seller):
        run = make_run(None, format="shop", text="seller,isbn13\nA,1\n")
        with pytest.raises(UnreadableFile):
            list(load_run(run))
        run.refresh_from_db()
        assert run.state == State.FAILED
        assert run.message.startswith("inventory.txt: the header in line 1 lacks sku")

    def test_that_is_gone_says_so(self, seller):
        run = make_run(seller)
        run.file.storage.delete(run.file.name)
        with pytest.raises(UnreadableFile):
            list(load_run(run))
        run.refresh_from_db()
        assert (run.state, run.message) == (State.FAILED, "The stored file is not there any more.")


class TestProgress:
    def test_can_be_read_while_the_file_is_loaded(self, seller, monkeypatch):
        monkeypatch.setattr(feed_runs, "_STEP", 2)
        run = make_run(seller, *({"sku": f"N{number}"} for number in range(5)))
        seen = []
        for _ in load_run(run):
            now = FeedRun.objects.get(pk=run.pk)
            seen.append((now.state, now.lines, now.done, now.created))
        assert seen[0] == (State.RUNNING, 5, 0, 0)
        assert seen[2] == (State.RUNNING, 5, 2, 2)
        assert seen[4] == (State.RUNNING, 5, 4, 4)

    def test_starts_anew_when_the_file_is_loaded_again(self, seller):
        run = make_run(seller, done=7, refused=7, state=State.FAILED, message="It stopped.")
        list(load_run(run))
        assert counts_of(run) == (1, 0, 0, 0)
        assert (run.done, run.message) == (1, "")

    def test_does_not_keep_the_results_of_the_time_before(self, seller):
        run = make_run(seller)
        list(load_run(run))
        kept = run.results.storage.listdir("feed-results")[1]
        FeedRun.objects.update(state=State.FAILED)
        list(load_run(run))
        assert len(run.results.storage.listdir("feed-results")[1]) == len(kept)


class TestAFailure:
    def broken(self) -> Iterator[Result]:
        yield Result(Outcome.CREATED, "line 2")
        raise OSError("the disk is broken")

    def test_is_noted_with_what_was_done(self, seller):
        run = make_run(seller)
        with pytest.raises(OSError, match="broken"):
            list(record_run(run, self.broken()))
        assert counts_of(run) == (1, 0, 0, 0)
        assert run.state == State.FAILED
        assert run.message == "OSError: the disk is broken. Loaded again, it goes on."
        assert table_of(run)[1] == ["line 2", "created", ""]

    def test_does_not_keep_the_file_from_being_loaded_again(self, seller):
        run = make_run(seller)
        with pytest.raises(OSError, match="broken"):
            list(record_run(run, self.broken()))
        assert line_up(run)
        list(load_run(run))
        assert counts_of(run) == (1, 0, 0, 0)
        assert run.state == State.DONE


class TestAProcessThatDied:
    @pytest.fixture
    def dead(self, seller):
        return make_run(seller, state=State.RUNNING, progressed_at=timezone.now() - LONG_AGO)

    def test_is_noticed_after_ten_minutes(self, dead):
        assert is_dead(dead)
        dead.progressed_at = timezone.now() - timedelta(minutes=9)
        assert not is_dead(dead)

    def test_is_in_nobodys_way(self, dead, seller):
        list(load_run(make_run(seller)))
        assert Offer.objects.exists()
        dead.refresh_from_db()
        assert (dead.state, dead.message) == (State.FAILED, "The program that loaded it stopped.")

    def test_can_have_its_file_loaded_again(self, dead):
        assert line_up(dead)
        list(load_run(dead))
        assert counts_of(dead) == (1, 0, 0, 0)


class TestTwoFilesOfOneSeller:
    def running(self, seller):
        return make_run(seller, state=State.RUNNING, progressed_at=timezone.now())

    def test_the_second_is_told_and_waits(self, seller):
        self.running(seller)
        second = make_run(seller)
        with pytest.raises(AlreadyRunning):
            list(load_run(second))
        second.refresh_from_db()
        assert second.state == State.WAITING
        assert "Another file of Northgate Texts" in second.message
        assert not Offer.objects.exists()

    def test_the_second_loads_once_the_first_is_done(self, seller):
        first = self.running(seller)
        second = make_run(seller)
        with pytest.raises(AlreadyRunning):
            list(load_run(second))
        FeedRun.objects.filter(pk=first.pk).update(state=State.DONE)
        assert line_up(second)
        list(load_run(second))
        assert counts_of(second) == (1, 0, 0, 0)

    def test_a_file_of_several_sellers_is_in_the_way_of_each(self, seller):
        self.running(None)
        with pytest.raises(AlreadyRunning):
            list(load_run(make_run(seller)))

    def test_files_of_two_sellers_are_loaded_side_by_side(self, seller):
        self.running(make_seller("Southgate Texts"))
        list(load_run(make_run(seller)))
        assert Offer.objects.count() == 1

    def test_a_file_that_is_being_loaded_is_not_lined_up_again(self, seller):
        assert not line_up(self.running(seller))

    @pytest.mark.django_db(transaction=True)
    def test_at_the_same_moment_one_loads_and_the_other_is_told(self, seller):
        runs = [make_run(seller), make_run(seller)]
        other_is_told = Event()

        def slow() -> Iterator[Result]:
            other_is_told.wait(10)
            yield Result(Outcome.CREATED, "line 2")

        def load(run: FeedRun) -> str:
            try:
                [result] = record_run(run, slow())
            except AlreadyRunning:
                other_is_told.set()
                return "told"
            return result.place

        assert sorted(at_the_same_moment(runs, load)) == ["line 2", "told"]
        assert set(FeedRun.objects.values_list("state", flat=True)) == {"done", "waiting"}

    @pytest.mark.django_db(transaction=True)
    def test_the_same_file_twice_at_the_same_moment_is_loaded_once(self, seller):
        run = make_run(seller)
        other_is_told = Event()

        def slow() -> Iterator[Result]:
            other_is_told.wait(10)
            yield Result(Outcome.CREATED, "line 2")

        def load(pk: int) -> str:
            try:
                [result] = record_run(FeedRun.objects.get(pk=pk), slow())
            except NotWaiting:
                other_is_told.set()
                return "told"
            return result.place

        assert sorted(at_the_same_moment([run.pk, run.pk], load)) == ["line 2", "told"]


class TestAFileThatWouldRemoveMuch:
    @pytest.fixture
    def run(self, seller):
        edition = make_edition()
        for sku in "ABC":
            make_offer(edition, seller=seller, sku=sku)
        run = make_run(seller, {"sku": "N"}, mode=FeedRun.Mode.REPLACE)
        with pytest.raises(TooManyRemovals):
            list(load_run(run))
        run.refresh_from_db()
        return run

    def test_asks_and_removes_nothing(self, run):
        assert run.state == State.ASKING
        assert "would remove 3 of 3 offers of Northgate Texts" in run.message
        assert Offer.objects.live().count() == 4

    def test_removes_them_after_a_yes_and_changes_nothing_else(self, run):
        assert confirm_removals(run)
        list(load_run(run))
        assert counts_of(run) == (0, 3, 1, 0)
        assert (run.state, run.removed) == (State.DONE, 3)
        assert [offer.sku for offer in Offer.objects.live()] == ["N"]

    def test_leaves_them_after_a_no(self, run):
        assert leave_removals(run)
        run.refresh_from_db()
        assert (run.state, run.message) == (State.DONE, "Nothing was removed, as staff decided.")
        assert Offer.objects.live().count() == 4

    def test_is_not_loaded_before_an_answer(self, run):
        assert not line_up(run)
        with pytest.raises(NotWaiting):
            list(load_run(run))

    def test_asks_again_when_it_comes_once_more_although_its_new_copies_count_by_then(
        self, run, seller
    ):
        lines = [{"sku": f"N{number}"} for number in range(9)]
        with pytest.raises(TooManyRemovals):
            list(load_run(make_run(seller, *lines, mode=FeedRun.Mode.REPLACE)))
        again = make_run(seller, *lines, mode=FeedRun.Mode.REPLACE)
        with pytest.raises(TooManyRemovals):
            list(load_run(again))
        assert confirm_removals(again)
        list(load_run(again))
        assert Offer.objects.live().count() == 9

    def test_takes_one_answer(self, run):
        assert leave_removals(run)
        assert not confirm_removals(run)


class TestTheCommandForAStoredFile:
    def test_tells_the_counts_on_its_last_line(self, seller, capsys):
        call_command("run_feed", make_run(seller).pk)
        assert capsys.readouterr().out == "created 1, changed 0, unchanged 0, refused 0\n"

    def test_ends_with_two_when_lines_were_refused(self, seller):
        with pytest.raises(SystemExit) as stop:
            call_command("run_feed", make_run(seller, {"price": "free"}).pk)
        assert stop.value.code == 2

    def test_refuses_a_number_that_is_no_files(self):
        with pytest.raises(CommandError, match="There is no file with the number 7"):
            call_command("run_feed", 7)

    def test_says_why_a_file_is_not_loaded(self, seller):
        run = make_run(seller, state=State.DONE)
        with pytest.raises(CommandError, match="is not to be loaded now: loaded"):
            call_command("run_feed", run.pk)

    def test_answers_a_question_with_yes(self, seller):
        make_offer(make_edition(), seller=seller, sku="A")
        run = make_run(seller, {"sku": "A", "add-delete": "d"})
        with pytest.raises(CommandError, match="would remove 1 of 1 offers"):
            call_command("run_feed", run.pk)
        assert Offer.objects.live().exists()
        call_command("run_feed", run.pk, yes=True)
        assert not Offer.objects.live().exists()


class TestTheFileOfResults:
    @pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
    def test_runs_nothing_in_a_spreadsheet(self, cell):
        assert without_formula(cell) == f"'{cell}"

    def test_leaves_plain_words_as_they_are(self):
        assert without_formula("line 3") == "line 3"

    def test_has_each_cell_made_harmless(self):
        written = StringIO(newline="")
        ResultsFile(written).add(Result(Outcome.CREATED, "=1+1"))
        assert written.getvalue().splitlines()[1] == "'=1+1,created,"

    def test_can_be_read_again_however_long_a_reason_is(self):
        written = StringIO(newline="")
        ResultsFile(written).add(Result(Outcome.REFUSED, "line 2", "W" * 200_000))
        written.seek(0)
        [(place, reason)] = refused_in(written, most=9)
        assert (place, reason[:3]) == ("line 2", "WWW")

    def test_of_the_command_line_has_every_line(self, tmp_path, capsys):
        make_edition(isbn13=ISBN)
        lines = [offer_row(url=""), offer_row(sku="B", price="-1")]
        path = write_offers(tmp_path / "offers.csv", *lines)
        results = tmp_path / "results.csv"
        with pytest.raises(SystemExit):
            call_command("import_offers", path, results=results)
        header, first, second = csv.reader(results.read_text("utf-8").splitlines())
        assert header == ["place", "outcome", "message"]
        assert first == ["line 2", "created", ""]
        assert second[2].startswith("refused: price: ")

    def test_that_cannot_be_written_is_told_before_anything_is_loaded(self, tmp_path):
        make_edition(isbn13=ISBN)
        path = write_offers(tmp_path / "offers.csv", offer_row())
        with pytest.raises(CommandError, match="cannot be written"):
            call_command("import_offers", path, results=tmp_path / "nowhere" / "results.csv")
        assert not Offer.objects.exists()


def test_a_file_from_the_command_line_is_kept_as_a_run(tmp_path, capsys):
    make_edition(isbn13=ISBN)
    run_import("import_offers", write_offers(tmp_path / "offers.csv", offer_row()), capsys)
    run = FeedRun.objects.get()
    assert (run.file_name, run.lines, run.state) == ("offers.csv", 1, State.DONE)
    assert counts_of(run) == (1, 0, 0, 0)
