"""Which files belong to a story, by their names: all that a start from the cache needs to know."""

ENDINGS = (".yaml", ".po")
HOUSE_STYLE = "house-style.yaml"
"""How the prose is to be: read by those who check a story, no part of what is played."""


def is_story_file(name: str) -> bool:
    """Whether a file's name is one of a story's: YAML or a catalogue, and not hidden."""
    return name.endswith(ENDINGS) and not name.startswith(".")
