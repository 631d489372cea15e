"""Searches for books that are known to be there, as shoppers type them: made from the catalogue.

The rules look at the catalogue alone and never at what a search engine makes of it. Which books are
asked for is drawn with a fixed seed; books of the same title that share a contributor count as one.
All is typed in lower case, and every second search without the accents.

isbn
    The ISBN of an edition, in eight spellings in turn.
author and title
    The author's surname, before or after the first words of the title that are no function words:
    three, and as many more as it takes until no other book has all of them in its title and names;
    all of them where that never comes. Books of "Various" and the like are not asked for so.
title
    The two rarest words of the title that have four letters or more, in their order; with the third
    rarest where more than FEW_BOOKS have both in their titles. Titles for which that is not enough
    are not asked for so.
misspelt
    A search of the two kinds before, in turn, with one slip in one word of five letters or more: a
    letter too many, too few, another one, or two that changed places. A slip does not make a word
    that is in the catalogue.
contents
    Three to six words in a row of an entry of the contents, at least two of them of four letters or
    more and no function words.
"""

from benchmarks.known_items.making import KINDS, KnownItem, make_searches
from benchmarks.known_items.shelf import Book, Shelf, read_shelf

__all__ = ["KINDS", "Book", "KnownItem", "Shelf", "make_searches", "read_shelf"]
