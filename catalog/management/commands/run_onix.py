from catalog.models import OnixRun
from catalog.runs.command import RunCommand
from catalog.runs.onix import STOPS, load_run


class Command(RunCommand):
    help = (
        "Load an ONIX file that was sent in the admin. The admin starts this by itself; by hand it "
        "loads a file that still waits, and goes on with one that was stopped."
    )
    model = OnixRun
    load = staticmethod(load_run)
    stops = STOPS
