"""Strict readers of the environment: a value that is set and cannot be read stops the start."""

import fcntl
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off", ""}


def read_bool(name: str, *, default: bool) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE_WORDS:
        return True
    if value.strip().lower() in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; write 1 or 0.")


def read_choice(name: str, *, choices: tuple[str, ...], default: str) -> str:
    value = os.environ.get(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}; write one of {', '.join(choices)}.")
    return value


def read_list(name: str, *, default: list[str]) -> list[str]:
    """Return the comma-separated words of a variable."""
    value = os.environ.get(name)
    if value is None:
        return default
    return [word.strip() for word in value.split(",") if word.strip()]


def read_text(name: str, *, default: str) -> str:
    """Return one line of words."""
    value = os.environ.get(name, default).strip()
    if not value or not value.isprintable():
        raise ImproperlyConfigured(
            f"{name} is {value!r}; write one line of words, or leave it out."
        )
    return value


def read_secret_key(key_file: Path) -> str:
    """Return SECRET_KEY of the environment, or the key kept in `key_file`, made on first use.

    A kept key is only read: its folder may be closed to writing.
    """
    if key := os.environ.get("SECRET_KEY"):
        return key
    try:
        return _kept_key(key_file) or _make_key(key_file)
    except OSError as error:
        raise ImproperlyConfigured(
            f"SECRET_KEY is not set, and no key can be kept in {key_file}: {error.strerror}."
        ) from error


def _kept_key(key_file: Path) -> str:
    """Return the key of the file, or nothing when there is none yet."""
    try:
        return key_file.read_text().strip()
    except FileNotFoundError:
        return ""


def _make_key(key_file: Path) -> str:
    """Make a key and keep it; return another process's when that one was first.

    The lock lets one process at a time look and write, and a rename shows the file only when it
    is whole. Both also work where files cannot be linked, and end with the process.
    """
    key_file.parent.mkdir(parents=True, exist_ok=True)
    lock_file = key_file.with_name(f"{key_file.name}.lock")
    with lock_file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        key = _kept_key(key_file) or _write_key(key_file, secrets.token_urlsafe(50))
    # Whoever still waits for this lock, or makes a new one, finds the key.
    lock_file.unlink(missing_ok=True)
    return key


def _write_key(key_file: Path, key: str) -> str:
    new_file = key_file.with_name(f"{key_file.name}.new")
    new_file.unlink(missing_ok=True)  # What an interrupted start may have left behind.
    with open(os.open(new_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    new_file.replace(key_file)
    return key
