"""What stands in a file of scenes and is none: tables of the world, keys that slid to the left.

Every name at the left edge of such a file is a scene's. Whoever writes `variables:` there, or a
scene's `next:` one step too far left, is told where it belongs, and nothing else is said of it.
It reads no scene, and declares nothing.
"""

from __future__ import annotations

from ulysse_game.compiler.desk import Desk
from ulysse_game.compiler.fields import names_under, span_of
from ulysse_game.compiler.nodes import Entry, Mapping, Scalar
from ulysse_game.compiler.scene_links import SceneFile
from ulysse_game.compiler.scenes import SCENE_KEYS
from ulysse_game.compiler.world import CHAPTER_KEYS, STORY_KEYS, WORLD_KEYS

_KEYS = frozenset(SCENE_KEYS)
_SCENES = ("scenes", "scene")


def without_no_scenes(desk: Desk, file: SceneFile) -> SceneFile:
    """The file with its scenes alone; what else stands there is reported, and its names lost."""
    kept: list[Entry] = []
    above: Entry | None = None
    for entry in file.node.entries:
        told = _said_of(entry, above)
        if told is None:
            kept.append(entry)
            above = entry
            continue
        desk.lost.update(names_under(entry.value))
        message, help = told
        if message:
            desk.error("not-a-scene", message, span_of(file.file, entry.key), help)
    if len(kept) == len(file.node.entries):
        return file
    return file._replace(node=file.node._replace(entries=tuple(kept)))


def _said_of(entry: Entry, above: Entry | None) -> tuple[str, str] | None:
    """Why an entry is no scene, and where it belongs; None for a scene, and for what may be one.

    Nothing is said (``""``) of a key under a scene without any: that is said of the scene.
    """
    name, value = entry.key.text, entry.value
    if isinstance(value, Mapping):
        if any(each.key.text in _KEYS for each in value.entries):  # the first is, nearly always
            return None
        return _as_table(name, value)
    if name in SCENE_KEYS and above is not None:
        if isinstance(above.value, Scalar) and not above.value.text:
            return "", ""
        told = f"`{name}` stands at the left edge, where only names of scenes stand."
        return told, f"indent it by two spaces, if it belongs to `{above.key.text}`."
    return _as_table(name, None)


def _as_table(name: str, value: Mapping | None) -> tuple[str, str] | None:
    """Where a key of the world, of a chapter or of the story belongs."""
    told = f"`{name}` is no scene, and only scenes stand in this file."
    if name in _SCENES and value is not None:
        return told, "take this line away, and write the names of scenes at the left edge."
    chapter = name in CHAPTER_KEYS
    if name in WORLD_KEYS and chapter:
        return told, "put it into a file of `world/`; for one chapter alone, into `chapter.yaml`."
    if name in WORLD_KEYS:
        return told, "put it into a file of `world/`."
    if chapter and (name not in SCENE_KEYS or value is None):
        return told, "put it into the `chapter.yaml` of its folder."
    if name in STORY_KEYS and name not in SCENE_KEYS:
        return told, "put it into `story.yaml`."
    return None
