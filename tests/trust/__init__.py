"""What the trust in this game rests on: each threat met on purpose, far more often than it comes.

``python -m tests.trust`` runs everything at its full length, an hour or two, and prints the table
of ``tests/README.md``; the suite runs each part shortly. A part is a module with ``full()``, which
yields a :class:`Figure` for each thing that it did, and raises nothing for what it found: that is
``went_wrong``. No part sleeps, and none needs the network.
"""
