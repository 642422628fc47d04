"""What the numbers mean that ``ulysse`` ends with; the only place that gives them."""

FINE = 0
"""Done what was asked; a player who left is fine too."""
ERRORS = 1
"""Found what it was looking for: errors in a story, a walkthrough that fails."""
MISUSE = 2
"""Asked for something there is not: an unknown command, option, save or story."""
TROUBLE = 3
"""The machine's trouble, or a mistake of ours: what could not be read, written or done."""
