import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.pen_names import InvalidPenName, always_reserved, skeleton, validate

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
names = st.text(PLAIN, min_size=1, max_size=30)
# Letters that meet each other in look-alikes, so that chains of them are tried often.
knotty_names = st.text("rnmvwWil1I0oO-_", min_size=1, max_size=30)
LOOK_ALIKES = [("0", "o"), ("1", "l"), ("i", "l"), ("1", "i"), ("rn", "m"), ("vv", "w")]


class TestValidating:
    @pytest.mark.parametrize("name", ["Al", "quiet-heron", "Quiet_Heron_7", "42", "a" * 30, "-a"])
    def test_takes_plain_letters_digits_and_two_signs(self, name):
        validate(name)

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("a", "at least 2"),
            ("", "at least 2"),
            ("a" * 31, "at most 30 characters; this has 31"),
            ("quiet heron", "no spaces"),
            ("herón", "letters A to Z"),
            ("аlice", "letters A to Z"),  # The first letter is Cyrillic.
            ("alice!", "letters A to Z"),
            ("alice\n", "letters A to Z"),
            ("al\0ice", "letters A to Z"),
            ("al\ud800ice", "letters A to Z"),
            ("١٢٣", "letters A to Z"),
            ("--", "at least one letter or digit"),
        ],
    )
    def test_says_why_a_name_is_refused(self, name, reason):
        with pytest.raises(InvalidPenName, match=reason):
            validate(name)


class TestSkeleton:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Alice", "alice"),
            ("Alice", "A1ice"),
            ("Alice", "AIice"),
            ("Bob", "b0b"),
            ("modem", "modern"),
            ("modem", "moder-n"),
            ("wave", "vvave"),
            ("quiet-heron", "QuietHeron"),
            ("quiet_heron", "quiet-heron"),
            # Three strokes are three strokes, however they are joined.
            ("vw", "wv"),
            ("vvv", "vw"),
            ("vvvv", "ww"),
            ("rnrn", "mm"),
        ],
    )
    def test_is_the_same_for_names_that_look_alike(self, one, other):
        assert skeleton(one) == skeleton(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [("Alice", "Alicia"), ("nr", "rn"), ("v", "w"), ("vv", "vvv"), ("ab", "ba"), ("o", "l")],
    )
    def test_differs_for_names_that_do_not(self, one, other):
        assert skeleton(one) != skeleton(other)

    @pytest.mark.parametrize(
        ("name", "bones"), [("Jane Austen", "janeausten"), ("Brontë, C.", "brontec"), ("村上", "")]
    )
    def test_drops_what_no_pen_name_has(self, name, bones):
        assert skeleton(name) == bones

    @given(names | knotty_names)
    def test_stays_when_taken_again(self, name):
        assert skeleton(skeleton(name)) == skeleton(name)

    @given(names | knotty_names)
    def test_is_never_longer_than_the_name(self, name):
        assert len(skeleton(name)) <= len(name)

    @given(names | knotty_names)
    def test_ignores_capitals_and_signs(self, name):
        assert skeleton(name.swapcase()) == skeleton(name)
        assert skeleton("-".join(name)) == skeleton(name)

    @given(knotty_names, st.data())
    def test_stays_when_any_part_is_exchanged_for_one_that_looks_like_it(self, name, data):
        pairs = [*LOOK_ALIKES, *((two, one) for one, two in LOOK_ALIKES)]
        altered = name.lower().replace("-", "").replace("_", "")
        for part, other in data.draw(st.lists(st.sampled_from(pairs), max_size=6)):
            altered = altered.replace(part, other, 1)
        assert skeleton(altered) == skeleton(name)


@pytest.mark.parametrize(
    "name", ["admin", "Adm1n", "STAFF", "Modera-tor", "anonymous", "An0nym0us"]
)
def test_names_that_speak_for_a_shop_are_reserved_with_their_look_alikes(name):
    assert "kept free" in always_reserved(skeleton(name))


def test_other_names_are_not_reserved():
    assert always_reserved(skeleton("Heron")) == ""
