"""Several people at the same moment, each in a thread of its own."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

from django.db import connection


def at_the_same_moment(people: Sequence[Any], action: Callable[[Any], Any]) -> list[Any]:
    """Do `action` for each person, or each thing; return what each gave or raised."""
    barrier = Barrier(len(people))
    results: list[Any] = []

    def run(person: Any) -> None:
        try:
            connection.ensure_connection()
            barrier.wait()
            results.append(action(person))
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
