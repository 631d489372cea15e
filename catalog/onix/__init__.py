"""Reads ONIX 2.1, 3.0 and 3.1 messages, with reference names or short tags. No database here.

`reader` is the way in: `check` walks a whole file, `products` yields its records as the frozen
dataclasses of `records`. `message` keeps the file safe to read and memory flat, with `stream` and
`encodings`, which make UTF-8 of whatever was sent. `names` and `release_2_1` then turn short tags
into reference names and records of 2.1 into those of 3.0, so that the other modules, which each
know one block of a Product and are given its element, need to know one spelling only.
"""
