"""What stands in the player's folders: saves, marks, settings, the cache; plates; typed lines."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from functools import cache as once
from pathlib import Path
from zlib import crc32

from tests.compiler.small import WORLD
from tests.fuzz.ground import SCENES, machine, story
from tests.fuzz.packs import library
from tests.play.saves import sealed
from ulysse_game import engine, play
from ulysse_game.cli.settings import decoded as settings_in
from ulysse_game.cli.settings import encoded as settings_as
from ulysse_game.compiler import cache as compiled_cache
from ulysse_game.play import SaveError
from ulysse_game.play.card import card_of
from ulysse_game.play.marks import decoded as marks_in
from ulysse_game.play.marks import encoded as marks_as
from ulysse_game.play.save_format import decoded, encoded, summary
from ulysse_game.storage import StorageTrouble
from ulysse_game.ui.plain import Options
from ulysse_game.ui.plain.talk import Talk
from ulysse_game.view.picture.cells import drawn
from ulysse_game.view.picture.png import BadPicture, read_png
from ulysse_game.view.settings import settings_of

SAVE = "auto-1a"


def save(data: bytes) -> None:
    """A saved game: as it is, and as the content of one whose digest is right."""
    _save(data)
    _save(sealed(data.decode("utf-8", "surrogateescape")) if _is_text(data) else data)


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _save(data: bytes) -> None:
    with contextlib.suppress(SaveError):
        card_of(SAVE, summary(data))
    try:
        found = decoded(data)
    except SaveError:
        return
    assert decoded(encoded(found)) == found
    shelves = library(machine())
    shelves.shelf.write(SAVE, data)
    shelves.saves()
    try:
        session = play.resume(shelves, SAVE)
    except (StorageTrouble, engine.Runaway):
        return
    try:
        for language in ("en", "fr"):
            session.language = language
            session.page()
        list(session.turns)
        session.tree()
        open_ones = [each.id for each in session.page().options if each.is_open]
        if open_ones:
            session.choose(open_ones[0])
        if session.can_rewind:
            session.rewind(2)
    except engine.Runaway:
        pass
    finally:
        session.close()


def marks(data: bytes) -> None:
    """The lines that have been read."""
    for name in ("small", "une_autre"):
        try:
            found = marks_in(name, data)
        except SaveError:
            continue
        assert marks_in(name, marks_as(name, found)) == found


def settings(data: bytes) -> None:
    """The settings, and what they are written back as."""
    found = settings_in(data)
    known = {name: value for name, value in found.items() if isinstance(value, str)}
    settings_of(known)
    assert settings_in(settings_as(found)) == found or "NaN" in json.dumps(found)


@once
def _folder() -> tuple[Path, Path, Path]:
    """A story's folder, the folder of its cache, the cache's file."""
    base = Path(tempfile.mkdtemp(prefix="fuzz-cache-"))
    folder, kept = base / "story", base / "cache"
    for name, text in (*WORLD.items(), ("1_part/scenes.yaml", SCENES)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    compiled_cache.save(story(), folder, kept, compiled_cache.stamps_of(folder))
    return folder, kept, compiled_cache.cache_path(folder, kept)


def forget_folder() -> None:
    """Take away what :func:`cache` wrote."""
    if _folder.cache_info().currsize:
        shutil.rmtree(_folder()[0].parent)
        _folder.cache_clear()


def cache(data: bytes) -> None:
    """The compiled story: as it is, and with header fields of these bytes under a right sum."""
    folder, kept, path = _folder()
    good = path.read_bytes() if path.exists() else b""
    for written in (data, _headed(data, good)):
        path.write_bytes(written)
        _use_cache(folder, kept)
        path.write_bytes(good)


def _headed(data: bytes, good: bytes) -> bytes:
    """The good cache with the fields that ``data`` has in place of its own, its sum right."""
    first, _, rest = good.partition(b"\n")
    try:
        header = {**json.loads(first.partition(b" ")[2]), **json.loads(data)}
        body = json.dumps(header).encode() + b"\n"
    except (ValueError, TypeError, RecursionError):
        return data
    return str(crc32(body)).encode() + b" " + body + rest


def _use_cache(folder: Path, kept: Path) -> None:
    found = compiled_cache.load(folder, kept)
    if found is None:
        return
    try:
        for id in list(found.scenes)[:20]:
            found.scene(id)
        for line_id in list(found.texts("en"))[:50]:
            found.texts("en")[line_id]
    except compiled_cache.DamagedCache:
        pass


def png(data: bytes) -> None:
    """A plate's picture, as it is and with its sums put right; drawn in two manners."""
    for written in (data, _summed(data)):
        try:
            picture = read_png(written)
        except BadPicture:
            continue
        if picture.width * picture.height <= 10_000:
            drawn(picture, 8, 4)
            drawn(picture, 8, 4, "ascii")


def _summed(data: bytes) -> bytes:
    """The chunks of a PNG with the sums that they should have."""
    made, at = bytearray(data[:8]), 8
    while at + 12 <= len(data):
        size = min(int.from_bytes(data[at : at + 4], "big"), len(data) - at - 12)
        part = data[at + 4 : at + 8 + size]
        made += size.to_bytes(4, "big") + part + crc32(part).to_bytes(4, "big")
        at += 12 + size
    return bytes(made)


def line(data: bytes) -> None:
    """Lines that a player types, one after another, in the small story."""
    talk = Talk(library(machine()), Options(new=True, seed=7))
    said = list(talk.open())
    for each in data.decode("utf-8", "surrogateescape").split("\n")[:30]:
        if _leads_out(each):
            continue
        said += talk.answer(each)
        if talk.over:
            break
    talk.end()
    for each in said:
        each.encode("utf-8", "surrogateescape")


def _leads_out(line: str) -> bool:
    """Whether a line writes a transcript's file, which no fuzzer should do."""
    return line.strip().casefold().startswith("tr")
