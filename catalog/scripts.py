"""Scripts that are written without spaces between words."""

# The body of a regular expression's character class, after UAX 29 (word boundaries): Han and
# Hiragana characters stand each for themselves there, and so do the letters of the scripts that
# need a dictionary (line breaking class SA). Katakana and Hangul run on and are left out.
WITHOUT_SPACES = (
    "\u0e00-\u0e7f"  # Thai
    "\u0e80-\u0eff"  # Lao
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"  # Myanmar
    "\u1780-\u17ff"  # Khmer
    "\u1950-\u19df\u1a20-\u1aaf"  # Tai Le, New Tai Lue, Tai Tham
    "\u3005-\u3007\u3041-\u309f"  # Hiragana and the repetition mark
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
