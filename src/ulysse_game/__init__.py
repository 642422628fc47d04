"""ulysse: an interactive text adventure in the terminal, its engine, its writers' desk, its bench.

Four laws hold the house together:

1. Text becomes data once, in ``compiler``. After that nobody reads YAML.
2. Everything that can change a playthrough is in ``engine``, and it is pure: no clock, no
   ``random``, no disk, no toolkit.
3. Everything the player sees is a ``Page``; a front end only draws it.
4. A writer's mistake is a ``Diagnostic``, never an exception.

The floors, each importing only floors below it: ``cli``; ``ui``; ``authoring`` | ``playtest``;
``play``; ``view`` | ``storage``; ``compiler`` | ``engine``; ``story``; ``diagnostics``.
"""

__version__ = "0.1.0"
