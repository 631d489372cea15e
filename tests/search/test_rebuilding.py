import pytest
from django.core.management import CommandError, call_command

from catalog.models import Work
from search import indexing, levels
from search.engines import Wanted, engine
from search.finding import find
from search.indexing import catch_up, waiting
from search.models import Change, Deletion, Document, Word
from search.rebuilding import rebuild
from search.terms import terms_of
from tests.factories import make_edition, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_books():
    for title in ("Emma", "Persuasion"):
        make_edition(make_work(title, author="Jane Austen"))
    catch_up()


def titles(text: str) -> list[str]:
    return [candidate.title for candidate in find(terms_of(text)).works]


def lose_the_index() -> None:
    engine().remove(list(Document.objects.values_list("pk", flat=True)))
    for model in (Document, Word, Deletion, Change):
        model.objects.all().delete()


def test_brings_back_an_index_that_is_lost():
    lose_the_index()
    assert titles("austen") == []
    assert sum(rebuild()) == 2
    assert titles("austen") == ["emma", "persuasion"]
    assert titles("persuasionn") == ["persuasion"]


def test_counts_each_word_once_for_each_work():
    for _ in rebuild():
        pass
    assert Word.objects.get(text="austen").works == 2
    assert Word.objects.get(text="emma").heads == 1


def test_forgets_works_that_are_gone():
    Document.objects.create(work_id=10**9, title="ghost")
    sum(rebuild())
    assert set(Document.objects.values_list("title", flat=True)) == {"emma", "persuasion"}


def test_forgets_words_that_are_gone():
    Work.objects.filter(title="Emma").update(title="Sanditon")
    sum(rebuild())
    assert not Word.objects.filter(text="emma").exists()
    assert not Deletion.objects.filter(word="emma").exists()
    assert Deletion.objects.filter(word="sanditon").exists()


def test_books_are_found_all_the_while():
    steps = rebuild()
    next(steps)
    assert titles("emma") == ["emma"]


def test_changes_noted_before_are_done():
    Work.objects.filter(title="Emma").update(title="Sanditon")
    assert waiting() == 1
    sum(rebuild())
    assert waiting() == 0
    assert titles("sanditon") == ["sanditon"]


def test_a_change_meanwhile_is_not_lost():
    steps = rebuild()
    next(steps)
    Work.objects.filter(title="Emma").update(title="Sanditon")
    catch_up()
    assert titles("sanditon") == ["sanditon"]
    sum(steps)
    assert titles("sanditon") == ["sanditon"]
    assert waiting() == 0


def test_a_change_meanwhile_that_waits_is_brought_in_later():
    steps = rebuild()
    next(steps)
    Work.objects.filter(title="Emma").update(title="Sanditon")
    sum(steps)
    assert waiting() == 1
    catch_up()
    assert titles("sanditon") == ["sanditon"]


def test_one_that_is_stopped_leaves_changes_noted():
    Work.objects.filter(title="Emma").update(title="Sanditon")
    steps = rebuild()
    next(steps)
    steps.close()
    assert waiting() == 1
    catch_up()
    assert titles("sanditon") == ["sanditon"]
    assert titles("persuasion") == ["persuasion"]


def test_one_after_another_that_was_stopped_is_whole():
    steps = rebuild()
    next(steps)
    steps.close()
    lose_the_index()
    assert sum(rebuild()) == 2
    assert titles("austen") == ["emma", "persuasion"]


def test_works_that_come_before_there_are_levels_get_theirs(monkeypatch):
    monkeypatch.setattr(levels, "FEW", 4)
    monkeypatch.setattr(indexing, "BATCH", 1)
    best = Work.objects.get(title="Emma")
    best.editions.update(sales_rank=1)
    for number in range(3):
        make_edition(make_work(f"Letters {number}", author="Jane Austen"))
    lose_the_index()
    sum(rebuild())
    # Others, which nobody knows, may be there by chance.
    assert best.pk in engine().find(Wanted([[("austen",)]], level=1), limit=5)
    assert waiting() == 0


def test_a_second_one_at_a_time_is_refused(monkeypatch):
    monkeypatch.setattr(indexing, "may_make_anew", lambda: False)
    with pytest.raises(CommandError, match="already"):
        call_command("rebuild_search")


def test_the_command_tells_how_many(capsys):
    call_command("rebuild_search")
    assert capsys.readouterr().out == "indexed 2\n"


def test_the_command_brings_in_what_has_changed(capsys):
    make_work("Sanditon")
    call_command("rebuild_search", changed=True)
    assert capsys.readouterr().out == "indexed 1\n"
    assert waiting() == 0
    assert titles("sanditon") == ["sanditon"]


def test_an_entry_without_its_document_is_not_found():
    work = Work.objects.get(title="Emma")
    Document.objects.filter(pk=work.pk).delete()
    assert engine().find(Wanted([[("emma",)]]), limit=5) == [work.pk]
    assert titles("emma") == []
