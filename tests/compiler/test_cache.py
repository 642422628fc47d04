"""The cache of compiled stories: as good as compiling, noticed when stale, ignored when odd."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from zlib import crc32

import pytest

import ulysse_game
from tests.compiler.small import SCENES, WORLD
from tests.engine.plays import SAMPLES
from ulysse_game import compiler, engine
from ulysse_game.compiler import cache as kept
from ulysse_game.compiler import compile_folder
from ulysse_game.compiler.cache import DamagedCache, cache_path, from_data, load, to_data
from ulysse_game.engine import Machine
from ulysse_game.story import Number, Story

FILES = {**WORLD, SCENES: "start:\n  text: Begin.\n  next: the_end\n"}
LONG_AGO = 1_500_000_000


def lay(folder: Path, files: dict[str, str]) -> Path:
    """The files in a folder, as if written long ago."""
    for file, text in files.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        os.utime(path, (LONG_AGO, LONG_AGO))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay(tmp_path / "story", FILES)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def loaded(folder: Path, cache: Path) -> Story:
    found = load(folder, cache)
    assert found is not None
    return found


def file_of(folder: Path, cache: Path) -> Path:
    """The cache file, made now if there is none."""
    compile_folder(folder, cache)
    return cache_path(folder, cache)


def assert_equal(one: Story, other: Story) -> None:
    assert one.world == other.world
    assert one.digest == other.digest
    assert dict(one.scenes) == dict(other.scenes)
    assert one.scene_ids == other.scene_ids
    for language in one.world.languages:
        assert dict(one.texts(language)) == dict(other.texts(language))


def test_a_story_from_the_cache_is_the_story_compiled(cache: Path) -> None:
    compiled = compile_folder(SAMPLES).story
    assert compiled is not None
    assert_equal(compiled, _of(compile_folder(SAMPLES, cache)))  # written
    found = loaded(SAMPLES, cache)
    assert_equal(compiled, found)
    assert len(found.scenes) == len(compiled.scenes)
    assert len(found.texts("fr")) == len(compiled.texts("fr"))
    assert "sleep_traces" in found.scenes
    assert "nowhere" not in found.scenes
    for language in ("en", "fr"):
        for line_id in (*compiled.texts("en"), "nothing", "sleep_traces.nothing"):
            assert found.text(line_id, language) == compiled.text(line_id, language)
            assert found.is_translated(line_id, language) == compiled.is_translated(
                line_id, language
            )
    with pytest.raises(KeyError):
        found.texts("en")["sleep_traces.nothing"]
    with pytest.raises(KeyError):
        found.scene("nowhere")


def _of(compiled: compiler.Compiled) -> Story:
    assert compiled.story is not None
    return compiled.story


def test_a_scene_is_read_once_and_only_when_asked_for(folder: Path, cache: Path) -> None:
    file_of(folder, cache)
    found = loaded(folder, cache)
    assert found.text("start", "en") is not None
    assert found.text("start", "en") is found.text("start", "en")
    assert found.scene("start") is found.scene("start")


def test_from_the_cache_nothing_is_compiled(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_of(folder, cache)
    monkeypatch.setattr("ulysse_game.compiler.compile.compile_files", _fail)
    found = compile_folder(folder, cache)
    assert found.story is not None
    assert (found.diagnostics, found.sources, found.declared) == ((), {}, None)


def _fail(*_: object) -> None:
    raise AssertionError("compiled again")


def test_a_story_with_errors_is_not_kept(folder: Path, cache: Path) -> None:
    (folder / SCENES).write_text("start:\n  next: nowhere\n")
    assert compile_folder(folder, cache).story is None
    assert not cache_path(folder, cache).exists()


def test_each_folder_has_its_own(folder: Path, cache: Path, tmp_path: Path) -> None:
    other = lay(tmp_path / "other", {**FILES, SCENES: FILES[SCENES].replace("Begin", "Start")})
    assert file_of(folder, cache) != file_of(other, cache)
    assert loaded(folder, cache).digest != loaded(other, cache).digest
    # Should two names ever fall on one file, the folder's own name tells.
    cache_path(folder, cache).write_bytes(cache_path(other, cache).read_bytes())
    assert load(folder, cache) is None


# -- edits ----------------------------------------------------------------------------------------


def edit(folder: Path) -> None:
    path = folder / SCENES
    path.write_text(path.read_text().replace("Begin", "Start anew"))


def same_size_within_a_tick(folder: Path) -> None:
    """The clock of the disk has not moved on, and the file is as long as before."""
    path = folder / SCENES
    about = path.stat()
    path.write_text(path.read_text().replace("Begin", "Start"))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


def remove(folder: Path) -> None:
    (folder / "world" / "tags.yaml").unlink()


def touch_back(folder: Path) -> None:
    """An older file put in its place, as a checkout may do."""
    path = folder / SCENES
    path.write_text(path.read_text().replace("Begin", "Start"))
    os.utime(path, (LONG_AGO - 99, LONG_AGO - 99))


def add(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        lay(folder, {name: "added_scene:\n  text: Added.\n  next: the_end\n"})

    return change


def rename(folder: Path) -> None:
    (folder / SCENES).rename(folder / "1_part" / "others.yaml")


@pytest.mark.parametrize(
    "change",
    [
        edit,
        same_size_within_a_tick,
        remove,
        touch_back,
        rename,
        add("1_part/more.yaml"),
        add("1_part/deep/more.yaml"),
        add("_more.yaml"),
        add("1_part/_more.yaml"),
    ],
    ids=lambda change: getattr(change, "__name__", ""),
)
def test_every_edit_is_noticed(change: Callable[[Path], None], folder: Path, cache: Path) -> None:
    for file in FILES:  # written this moment: within a tick of the clock anything may have happened
        os.utime(folder / file)
    file_of(folder, cache)
    assert load(folder, cache) is not None
    change(folder)
    assert load(folder, cache) is None
    assert_equal(_of(compile_folder(folder, cache)), _of(compile_folder(folder)))
    assert load(folder, cache) is not None


@pytest.mark.parametrize("name", ["_more.yaml", "1_part/_more.yaml"])
def test_an_edit_of_a_file_with_an_underscore_is_noticed(
    name: str, folder: Path, cache: Path
) -> None:
    add(name)(folder)
    file_of(folder, cache)
    path = folder / name
    path.write_text(path.read_text().replace("Added", "Changed"))
    os.utime(path, (LONG_AGO, LONG_AGO))
    assert load(folder, cache) is None


def test_what_is_no_file_of_the_story_changes_nothing(folder: Path, cache: Path) -> None:
    file_of(folder, cache)
    lay(
        folder,
        {
            "notes.txt": "x",
            ".hidden.yaml": "x",
            "_drafts/scene.yaml": "x",
            ".git/config.yaml": "x",
            "1_part/scenes.yaml~": "x",
        },
    )
    assert load(folder, cache) is not None


def test_an_old_story_is_not_read_again(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_of(folder, cache)
    monkeypatch.setattr("ulysse_game.compiler.sources.read_sources", _fail)
    assert load(folder, cache) is not None
    os.utime(folder / SCENES)  # the story has just been touched: its number says so
    assert load(folder, cache) is None


def test_a_story_just_written_is_read_and_compared(folder: Path, cache: Path) -> None:
    os.utime(folder / SCENES)
    file_of(folder, cache)
    assert load(folder, cache) is not None


def test_other_code_reads_no_cache(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_of(folder, cache)
    monkeypatch.setattr(kept, "_code_stamp", lambda: [0, 0])
    assert load(folder, cache) is None
    monkeypatch.undo()
    monkeypatch.setattr(kept, "FORMAT", kept.FORMAT + 1)
    assert load(folder, cache) is None


def test_all_code_that_makes_a_story_counts() -> None:
    package = Path(compiler.__file__).parent
    files = [*package.rglob("*.py"), *(package.parent / "story").rglob("*.py")]
    files = [file for file in files if file.parent.name != "naming"]  # it makes no story
    newest = max(file.stat().st_mtime_ns for file in files)
    assert kept._code_stamp() == [newest, len(files), ulysse_game.__version__]


# -- what is odd ----------------------------------------------------------------------------------


def test_without_a_cache_there_is_none(folder: Path, cache: Path) -> None:
    assert load(folder, cache) is None
    file_of(folder, cache).unlink()
    assert load(folder, cache) is None
    assert compile_folder(folder, cache).story is not None


def test_a_torn_cache_is_ignored_at_every_length(folder: Path, cache: Path) -> None:
    path = file_of(folder, cache)
    whole = path.read_bytes()
    header = whole.index(b"\n") + 1
    for length in (0, 1, 5, 20, header // 2, header - 1):
        path.write_bytes(whole[:length])
        assert load(folder, cache) is None
    for length in (header, header + 1, (header + len(whole)) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        assert_equal(loaded(folder, cache), _of(compile_folder(folder)))


def flipped(whole: bytes, count: int) -> Iterator[bytes]:
    for n in range(count):
        place = len(whole) * n // count
        yield whole[:place] + bytes([whole[place] ^ 0x11]) + whole[place + 1 :]


def test_a_flipped_byte_is_noticed_wherever_it_stands(folder: Path, cache: Path) -> None:
    expected = _of(compile_folder(folder))
    path = file_of(folder, cache)
    whole = path.read_bytes()
    for bad in flipped(whole, 60):
        path.write_bytes(bad)
        assert_equal(_of(compile_folder(folder, cache)), expected)


def test_a_damaged_record_is_deleted_with_its_cache(folder: Path, cache: Path) -> None:
    path = file_of(folder, cache)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    damaged = loaded(folder, cache)
    state, _ = engine.begin(Machine(damaged), 1)
    assert state.ending == "curtain"
    assert not path.exists()


def test_a_damaged_record_of_a_story_edited_meanwhile_is_said(folder: Path, cache: Path) -> None:
    path = file_of(folder, cache)
    header = path.read_bytes().index(b"\n") + 1
    path.write_bytes(path.read_bytes()[:header])
    damaged = loaded(folder, cache)
    edit(folder)
    with pytest.raises(DamagedCache):
        damaged.scene("start")
    assert not path.exists()


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\n",
        b"x",
        b"1 {}\n",
        b"{}\n",
        b"\xff\xfe\n",
        b"12",
        b" {}",
        b"9" * 5000 + b" {}\n",
    ],
)
def test_what_is_no_cache_is_none(text: bytes, folder: Path, cache: Path) -> None:
    path = file_of(folder, cache)
    path.write_bytes(text)
    assert load(folder, cache) is None


def forged(path: Path, change: Callable[[dict[str, object]], object]) -> None:
    """The cache with its header changed, and signed as if by us."""
    first, _, rest = path.read_bytes().partition(b"\n")
    header = json.loads(first.partition(b" ")[2])
    found = change(header)
    body = json.dumps(header if found is None else found).encode() + b"\n"
    path.write_bytes(str(crc32(body)).encode() + b" " + body + rest)


@pytest.mark.parametrize(
    "change",
    [
        lambda header: [],
        lambda header: {},
        lambda header: 5,
        lambda header: header.update(world=[]),
        lambda header: header.update(world=[999]),
        lambda header: header.update(world=[1, 2, 3]),
        lambda header: header.update(world=["os", "system"]),
        lambda header: header.update(scenes=5),
        lambda header: header.update(texts=[]),
        lambda header: header.update(files=[]),
        lambda header: header.update(written="then"),
        lambda header: header.pop("digest"),
        lambda header: header.pop("format"),
        lambda header: header.pop("folder"),
    ],
)
def test_a_forged_header_is_refused_or_harmless(
    change: Callable[[dict[str, object]], object], folder: Path, cache: Path
) -> None:
    path = file_of(folder, cache)
    forged(path, change)
    found = load(folder, cache)
    if found is not None:
        assert isinstance(found, Story)


def test_the_cache_of_another_folder_is_refused(folder: Path, cache: Path) -> None:
    path = file_of(folder, cache)
    forged(path, lambda header: header.update(folder=f"{folder}_of_somebody"))
    assert load(folder, cache) is None
    forged(path, lambda header: header.update(folder=str(folder.resolve())))
    assert load(folder, cache) is not None


def test_too_deep_a_header_is_refused(folder: Path, cache: Path) -> None:
    path = file_of(folder, cache)
    body = b"[" * 100_000 + b"]" * 100_000 + b"\n"
    path.write_bytes(str(crc32(body)).encode() + b" " + body)
    assert load(folder, cache) is None


def test_data_is_a_tree_and_never_more() -> None:
    tree = (Number(3), ("a", None, True), ())
    assert from_data(json.loads(json.dumps(to_data(tree)))) == tree
    assert type(from_data(to_data(Number(3)))) is Number
    assert [from_data(each) for each in (5, "a", None)] == [5, "a", None]
    for bad in ([10_000], [-10_000], ["__import__", "os"], []):
        with pytest.raises((IndexError, TypeError)):
            from_data(bad)


def test_words_in_the_place_of_numbers_run_no_code(
    folder: Path, cache: Path, tmp_path: Path
) -> None:
    """Every number of the cache, one after another, becomes a word that would leave a trace."""
    trace = tmp_path / "trace"
    word = f"open({str(trace)!r}, 'w') and 1"
    escape = (
        "[c for c in ().__class__.__base__.__subclasses__() if c.__name__ == 'FileIO'][0]"
        f"({str(trace)!r}, 'w') and 1"
    )
    (folder / SCENES).write_text(
        "start:\n  do: n += 2, low = n - 3\n  text: Begin.\n  choices:\n    - go: Go.\n"
        "      if: n >= 1 and visits(start) < 9\n      do: n -= sol\n"
        "      goto: the_end\n  next: the_end\n"
    )
    path = file_of(folder, cache)
    whole = path.read_bytes()
    first, _, rest = whole.partition(b"\n")
    header = json.loads(first.partition(b" ")[2])
    start = len(first) + 1
    for code in (word, escape):
        for world in (True, False):
            at, index = 0, header["scenes"]["start"]
            record = json.loads(whole[start + index[0] : start + index[0] + index[1]])
            while (hurt := _with_word(header["world"] if world else record, at, code)) is not None:
                at += 1 if not world else 7
                new, body = dict(header), rest
                if world:
                    new["world"] = hurt
                else:
                    line = json.dumps(hurt).encode() + b"\n"
                    new["scenes"] = {
                        **header["scenes"],
                        "start": [len(rest), len(line), crc32(line)],
                    }
                    body = rest + line
                told = json.dumps(new).encode() + b"\n"
                path.write_bytes(str(crc32(told)).encode() + b" " + told + body)
                _play(folder, cache)
                assert not trace.exists()
            assert at > 10


def _with_word(data: object, at: int, word: str) -> object | None:
    """The data with its ``at``-th number replaced; nothing when it has not so many."""
    left = at

    def walk(each: object) -> object:
        nonlocal left
        if isinstance(each, list):
            return [walk(part) for part in each]
        if isinstance(each, dict):
            return {key: walk(part) for key, part in each.items()}
        if type(each) is int:
            left -= 1
            return word if left == -1 else each
        return each

    found = walk(data)
    return found if left < 0 else None


def _play(folder: Path, cache: Path) -> None:
    story = load(folder, cache)
    if story is None:
        return
    try:
        machine = Machine(story)
        state, _ = engine.begin(machine, 1)
        for choice in engine.open_ids(machine, state):
            engine.step(machine, state, choice)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, AssertionError):
        return  # a forged cache may break the game; it may do no more


def test_only_the_newest_stories_are_kept(tmp_path: Path, cache: Path) -> None:
    made = []
    for n in range(kept.MOST_STORIES + 3):
        folder = lay(tmp_path / f"story_{n}", FILES)
        made.append(file_of(folder, cache))
        os.utime(made[-1], (LONG_AGO + n, LONG_AGO + n))
    left = set(cache.iterdir())
    assert made[-1] in left
    assert len(left) == kept.MOST_STORIES
    assert made[0] not in left


# -- the disk -------------------------------------------------------------------------------------


def test_a_cache_that_cannot_be_written_is_no_trouble(folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    for cache in (blocked, blocked / "below"):
        assert compile_folder(folder, cache).story is not None
    assert blocked.read_text() == "not a folder"


def test_a_full_disk_leaves_nothing_behind(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    assert compile_folder(folder, cache).story is not None
    assert list(cache.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path: Path, cache: Path) -> None:
    found = compile_folder(tmp_path / "nowhere", cache)
    assert found.story is None
    assert found.diagnostics[0].code == "no-story-file"
    assert not cache.exists()


def test_a_cache_that_vanishes_while_it_is_opened_is_none(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file_of(folder, cache)

    def fresh_and_gone(*_: object) -> bool:
        path.unlink()
        return True

    monkeypatch.setattr(kept, "_is_fresh", fresh_and_gone)
    assert load(folder, cache) is None


def test_deleting_the_cache_while_the_story_is_played_is_safe(folder: Path, cache: Path) -> None:
    path = file_of(folder, cache)
    found = loaded(folder, cache)
    path.unlink()
    assert found.scene("start").id == "start"


def test_a_new_cache_does_not_disturb_a_story_being_played(folder: Path, cache: Path) -> None:
    file_of(folder, cache)
    old = loaded(folder, cache)
    edit(folder)
    file_of(folder, cache)
    block = old.text("start", "en")
    assert block is not None
    assert "Begin." in repr(block)
    assert "Start anew." in repr(loaded(folder, cache).text("start", "en"))


def test_a_name_that_is_no_text_is_no_trouble(tmp_path: Path, cache: Path) -> None:
    try:
        folder = lay(tmp_path / os.fsdecode(b"st\xffry"), FILES)
    except OSError:
        pytest.skip("this disk takes no such name")
    assert compile_folder(folder, cache).story is not None
    assert compile_folder(folder, cache).story is not None
