"""Loads an ONIX file in a process that kills itself at the named point, as `kill -9` would."""

import os
import signal
import sys
from importlib import import_module

import django
from django.core.management import call_command


def main(path: str, function: str, call: str, moment: str) -> None:
    django.setup()
    import_module("catalog.loading.files")._BATCH = 3  # type: ignore[attr-defined]
    name, _, attribute = function.rpartition(".")
    module = import_module(name)
    real, calls = getattr(module, attribute), 0

    def deadly(*args: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        if calls == int(call) and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        given = real(*args, **options)
        if calls == int(call):
            os.kill(os.getpid(), signal.SIGKILL)
        return given

    setattr(module, attribute, deadly)
    call_command("import_onix", path)


main(*sys.argv[1:])
