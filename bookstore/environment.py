"""Strict readers of the environment: a value that is set and cannot be read stops the start."""

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


def read_secret_key(key_file: Path) -> str:
    """Return SECRET_KEY of the environment, or the key kept in `key_file`, made on first use.

    The file is created whole and only once, so that two processes starting together agree on it.
    """
    if key := os.environ.get("SECRET_KEY"):
        return key
    key_file.parent.mkdir(parents=True, exist_ok=True)
    own_file = key_file.with_name(f"{key_file.name}.{os.getpid()}")
    own_file.touch(mode=0o600)
    own_file.write_text(secrets.token_urlsafe(50))
    try:
        os.link(own_file, key_file)
    except FileExistsError:
        pass
    finally:
        own_file.unlink()
    return key_file.read_text()
