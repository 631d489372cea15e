"""Loading a feed in a process of its own, which needs nothing else to run beside the shop."""

import subprocess
import sys
from threading import Thread

from django.conf import settings

from catalog.models.runs import Run


def start(run: Run, command_name: str) -> None:
    """Start to load a waiting file with this command and come back at once.

    What it says goes to var/feeds.log. When no process can be started, the file stays where it is,
    and its message says what to do.
    """
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), command_name, str(run.pk)]
    try:
        settings.VAR_DIR.mkdir(exist_ok=True)
        with (settings.VAR_DIR / "feeds.log").open("ab") as log:
            # In a session of its own, so that it outlives the server that starts it.
            process = subprocess.Popen(  # noqa: S603 - no word of the command comes from outside.
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
    except OSError as error:
        run.message = (
            f"It could not be started: {error.strerror}. Nothing is lost: press “Load now”, "
            f"or run “manage.py {command_name} {run.pk}”."
        )
        run.save(update_fields=["message"])
    else:
        # Somebody must take note of its end, or it stays in the list of processes for ever.
        Thread(target=process.wait, daemon=True).start()
