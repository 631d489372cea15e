"""Titles, overviews, contents and readers' words, from the vocabulary."""

from random import Random

from bookstore.generated.words import Vocabulary

# How titles are built; each {} is a word.
_TITLES = (
    *("{} {}", "The {} {}", "The {} of {}", "{} and {}", "{} {} {}", "A {} {}", "The {}", "{}"),
    *("The {} of the {}", "{} of the {} {}", "The {} {} of {}", "{} in {}", "The {}’s {}"),
    *("{}, {} and {}", "How the {} {}", "The {} and the {}", "{} for {}", "{} {} in the {} {}"),
)
_SUBTITLES = (
    *("A Novel", "Stories", "A {} of {}", "{} and {} in {}", "The {} {} of {}", "{}, {}, {}"),
    *("An Introduction to {}", "With {} {}", "From {} to {} {}", "{} {} {} and the {} of {}"),
)
_REVIEWS = (
    *("I could not put it down.", "Slow at first, and then it is over too soon."),
    *("Not what I had expected of it.", "Well made, well told.", "For those who like {}."),
    *("The part about {} is the best.", "Too much {}, too little {}.", "I learned much of {}."),
)


class Texts:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def title(self, random: Random) -> str:
        return self._filled(random, random.choice(_TITLES), in_capitals=True)

    def subtitle(self, random: Random) -> str:
        return self._filled(random, random.choice(_SUBTITLES), in_capitals=True)

    def review(self, random: Random) -> str:
        return self._filled(random, random.choice(_REVIEWS), in_capitals=False)

    def keywords(self, random: Random) -> str:
        return "; ".join(self._vocabulary.words(random, random.randint(2, 6)))

    def overview(self, random: Random) -> str:
        """Return a text of 30 to 120 words, in one or two paragraphs."""
        words = self._vocabulary.running_text(random, random.randint(30, 120))
        sentences = []
        start = 0
        while start < len(words):
            # No sentence of three words at the end.
            end = start + random.randint(7, 16)
            end = len(words) if len(words) - end < 5 else end
            sentence = " ".join(words[start:end])
            sentences.append(f"{sentence[0].upper()}{sentence[1:]}.")
            start = end
        middle = len(sentences) // 2 if len(words) > 60 else 0
        paragraphs = [" ".join(sentences[:middle]), " ".join(sentences[middle:])]
        return "\n\n".join(filter(None, paragraphs))

    def contents(self, random: Random, pages: int) -> list[tuple[str, str, str]]:
        """Return 5 to 20 chapters: label, title, page."""
        count = random.randint(5, 20)
        first_pages = sorted(random.randint(1, max(1, pages)) for _ in range(count))
        return [
            (str(number), self.title(random), str(page))
            for number, page in enumerate(first_pages, 1)
        ]

    def _filled(self, random: Random, pattern: str, *, in_capitals: bool) -> str:
        words = self._vocabulary.words(random, pattern.count("{}"))
        if in_capitals:
            words = [word[0].upper() + word[1:] for word in words]
        return pattern.format(*words)
