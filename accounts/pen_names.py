"""What a pen name may be, and which names look alike (requirements PN-1, PN-2 and B9)."""

import re
import unicodedata

SHORTEST = 2
LONGEST = 30

PLAIN = re.compile(r"[A-Za-z0-9_-]*")
NOT_PLAIN = re.compile(r"[^a-z0-9]+")
# "1", "I" and "l" are one stroke, "0" and "O" one ring.
ONE_STROKE = str.maketrans("01i", "oll")

# Names that speak for the shop, or for nobody, in any shop.
ALWAYS_RESERVED = """
    admin administrator anonymous author bookseller customer-service deleted editor everybody
    guest help helpdesk info mod moderation moderator moderators nobody null official owner
    publisher reader retired root security seller shop somebody staff store superuser support
    sysadmin system team test undefined unknown user webmaster
"""


class InvalidPenName(ValueError):
    """A pen name that nobody may have; the message says why, in words for the reader."""


class PenNameIsFinal(Exception):
    """An attempt to change, delete or hand over a pen name (PN-3)."""


def validate(name: str) -> None:
    """Raise InvalidPenName unless `name` is 2 to 30 plain letters, digits, - and _ (PN-1).

    One of them must be a letter or digit: of "--" and "__" nothing remains to tell them apart by.
    """
    if " " in name:
        raise InvalidPenName("A pen name has no spaces. Write - or _ instead.")
    if not PLAIN.fullmatch(name):
        raise InvalidPenName("Use only the letters A to Z, the digits 0 to 9, - and _.")
    if len(name) < SHORTEST:
        raise InvalidPenName(f"A pen name has at least {SHORTEST} characters.")
    if len(name) > LONGEST:
        raise InvalidPenName(f"A pen name has at most {LONGEST} characters; this has {len(name)}.")
    if not skeleton(name):
        raise InvalidPenName("A pen name needs at least one letter or digit.")


def skeleton(text: str) -> str:
    """Return what the eye keeps of a name; two names look alike when their skeletons are equal.

    Any text may be given, so that "Jane Austen" of the catalogue can be compared with the pen
    name "jane-austen"; accents, spaces and all that is not a plain letter or digit are dropped.
    """
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    plain = NOT_PLAIN.sub("", decomposed).translate(ONE_STROKE)
    # Each "w" is taken apart before pairs of "v" are joined: "vw" and "wv" are both three of them.
    return plain.replace("rn", "m").replace("w", "vv").replace("vv", "w")


def always_reserved(skeleton_of_name: str) -> str:
    """Return why a name with this skeleton is reserved in any shop, or "" when it is not."""
    if skeleton_of_name in ALWAYS_RESERVED_SKELETONS:
        return "This name is kept free, because it sounds as if the shop were speaking."
    return ""


ALWAYS_RESERVED_SKELETONS = frozenset(skeleton(word) for word in ALWAYS_RESERVED.split())
