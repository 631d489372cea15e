"""Reads ONIX 3.0 messages with reference names. No database here.

`reader` is the way in: `check` walks a whole file, `products` yields its records as the frozen
dataclasses of `records`. `message` keeps the file safe to read and memory flat; the other modules
each know one block of a Product and are given its element. They look elements up by reference
name through `elements`, so another spelling of the names needs to be learnt in one place only.
"""
