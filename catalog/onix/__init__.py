"""Reads ONIX 2.1, 3.0 and 3.1 messages, with reference names or short tags. No database here.

`reader` is the way in: `check` walks a whole file, `products` yields its records as the frozen
dataclasses of `records`. `message` keeps the file safe to read and memory flat; the other modules
each know one block of a Product and are given its element. They look elements up by reference
name through `elements`; `names` has made those of short tags by then, and `release_2_1` the blocks.
"""
