"""Bytes that anybody may have written, given to everything of ours that reads.

A target is a function of bytes that may raise nothing at all: what a reader refuses it refuses
with its own error, which the target takes. ``python -m tests.fuzz TARGET --seconds N`` drives one
by what it covers (atheris, the extra ``fuzz``); the corpora beside this file are replayed by the
suite. Every input that once found something is kept there.
"""
