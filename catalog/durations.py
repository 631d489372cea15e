"""Playing times of audiobooks: kept in minutes."""


def in_words(minutes: int) -> str:
    """Return "8 hours 12 minutes", without what is zero."""
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, [_counted(hours, "hour"), _counted(rest, "minute")]))


def iso8601(minutes: int) -> str:
    """Return "PT8H12M", as machines read it."""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")


def _counted(number: int, unit: str) -> str:
    if not number:
        return ""
    return f"{number:,} {unit}" if number == 1 else f"{number:,} {unit}s"
