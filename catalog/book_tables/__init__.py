"""Tables of books from anywhere: a mapping says which column tells which fact.

See docs/decisions/tables-of-books.md; the mapping's keys are in docs/book-tables.md.
"""
