"""How soon an offer leaves its seller and arrives, in the shop's words (OF-7, OF-13)."""


def ships_in(min_days: int, max_days: int) -> str:
    """Return "Usually ships in 1-2 business days" for a span of business days.

    The days are those until the copy leaves the seller, not until it arrives. 0 and 0 is for
    what needs no wait at all, such as a download. Raises ValueError unless 0 <= min <= max.
    """
    if not 0 <= min_days <= max_days:
        raise ValueError(f"Shipping cannot take from {min_days} to {max_days} days.")
    if max_days == 0:
        return "Available at once"
    unit = "business day" if max_days == 1 else "business days"
    if min_days == 0:
        return f"Usually ships within {max_days} {unit}"
    span = f"{min_days}" if min_days == max_days else f"{min_days}-{max_days}"
    return f"Usually ships in {span} {unit}"


def on_the_way(min_days: int | None, max_days: int | None) -> str:
    """Return "4-14 days on the way"; nothing where the seller does not state both."""
    if min_days is None or max_days is None:
        return ""
    span = f"{min_days}" if min_days == max_days else f"{min_days}-{max_days}"
    return f"{span} day{'' if max_days == 1 else 's'} on the way"
