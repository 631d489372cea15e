"""A large shop of made-up books, for trying out how pages do with a million of them.

The book of a number depends on that number and on the seed alone, so that a shop can grow.
"""
