"""Running an import command as a shell would, and reading what it says."""

from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.management import call_command


class Told(NamedTuple):
    code: int
    out: str
    err: str


def run_import(command: str, path: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    """Return the exit code, standard output and standard error; a bad file raises CommandError."""
    try:
        call_command(command, path)
        code = 0
    except SystemExit as stop:
        code = int(stop.code or 0)
    return Told(code, *capsys.readouterr())
