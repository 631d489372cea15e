"""The running of a feed, of books or of offers: one at a time, its progress and its results."""
