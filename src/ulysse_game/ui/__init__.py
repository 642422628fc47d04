"""The front ends: the full screen, line mode and the browser. They do not know one another.

Each drives a ``play.Session`` and draws the ``Page`` it gives; none of them decides anything.
"""
