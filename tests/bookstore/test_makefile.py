"""How make builds the environment, with a stand-in for Python that builds it in no time."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")

# Builds an environment in two steps, of which the second fails where a file `interrupt` stands.
PYTHON = """#!/bin/sh
case "$*" in
    *"import ensurepip"*) [ ! -e no-ensurepip ] ;;
    *"-m venv"*)
        mkdir -p .venv/bin && cp "$0" .venv/bin/python
        [ ! -e interrupt ] && touch .venv/bin/pip ;;
    *"-m pip"*) [ -e .venv/bin/pip ] || { echo "No module named pip" >&2; exit 1; } ;;
esac
"""


@pytest.fixture
def project(tmp_path) -> Path:
    shutil.copy(settings.BASE_DIR / "Makefile", tmp_path)
    (tmp_path / "requirements.txt").touch()
    (tmp_path / "python").write_text(PYTHON)
    (tmp_path / "python").chmod(0o755)
    return tmp_path


def make_install(project: Path) -> subprocess.CompletedProcess[str]:
    command = ["make", "install", "PYTHON=./python"]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


def test_install_makes_the_environment_once(project):
    assert make_install(project).returncode == 0
    assert (project / ".venv" / "bin" / "python").exists()
    assert "Nothing to be done" in make_install(project).stdout


def test_half_made_environment_is_made_anew(project):
    (project / "interrupt").touch()
    assert make_install(project).returncode != 0
    (project / "interrupt").unlink()
    assert make_install(project).returncode == 0


def test_missing_ensurepip_is_told_in_one_line(project):
    (project / "no-ensurepip").touch()
    told = make_install(project).stderr.splitlines()
    assert [line for line in told if "apt install python3-venv" in line] == told[:1]
    assert not (project / ".venv").exists()
