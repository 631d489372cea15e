import pytest
from django.core.management import call_command

from catalog.models import Work
from search.engines import Wanted, engine
from search.finding import find
from search.indexing import catch_up, rebuild, waiting
from search.models import Change, Deletion, Document, Word
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
