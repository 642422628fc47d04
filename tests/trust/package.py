"""What a release hands out: the wheel and the sdist, held against the repository they came from.

Nothing is missing, nothing is in them that should not be, the licences are whole, the metadata is
what ``pyproject.toml`` says, no file has a name that leaves the folder, and no path of the machine
that built them is in any. Reads archives with the standard library and installs nothing.

``python -m tests.trust.package DIST`` is the form of ``.ci/run``.
"""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from email.message import Message
from email.parser import Parser
from pathlib import Path, PurePosixPath

from tests.trust.bounds import ROOT, bounded

Files = Mapping[str, bytes]
"""An archive's ordinary files: name to bytes."""

LICENCES = ("LICENSE", "story/LICENSE")


def main(arguments: list[str]) -> int:
    """Checks the folder that ``python -m build`` filled; prints what is wrong."""
    found = list(wrong_in_folder(Path(arguments[0])))
    sys.stderr.write("".join(f"{each}\n" for each in found))
    print(f"the wheel and the sdist: {len(found)} things wrong")
    return 1 if found else 0


def wrong_in_folder(folder: Path) -> Iterator[str]:
    """What is wrong with the one wheel and the one sdist in a folder."""
    ours = repository()
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    yield from wrong_in_wheel(read_wheel(wheel), ours)
    yield from wrong_in_sdist(read_sdist(sdist), ours, sdist.name.removesuffix(".tar.gz"))


def repository() -> dict[str, bytes]:
    """Every file that git keeps, as it stands here."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    files = (ROOT / name for name in listed.split("\0") if name)
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in files}


def read_wheel(path: Path) -> dict[str, bytes]:
    """The files of a wheel."""
    with zipfile.ZipFile(path) as archive:
        return {each.filename: archive.read(each) for each in archive.infolist()}


def read_sdist(path: Path) -> dict[str, bytes]:
    """The files of an sdist; a link or a device has no bytes and is found missing."""
    with tarfile.open(path, "r:gz") as archive:
        opened = {each.name: archive.extractfile(each) for each in archive if each.isfile()}
        return {name: file.read() for name, file in opened.items() if file is not None}


def wrong_in_wheel(wheel: Files, ours: Files) -> Iterator[str]:
    """What is wrong with a wheel, a sentence each."""
    about = next((name for name in wheel if name.endswith(".dist-info/METADATA")), "")
    if not about:
        yield "the wheel has no metadata"
        return
    info = about.removesuffix("METADATA")
    wanted = {
        f"{to}{name.removeprefix(start)}": data
        for start, to in (("src/", ""), ("story/", "ulysse_game/_story/"))
        for name, data in ours.items()
        if name.startswith(start)
    } | {f"{info}licenses/{name}": ours[name] for name in LICENCES}
    made = {f"{info}{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt")}
    yield from _differences("the wheel", wheel, wanted, made)
    yield from _wrong_in_record(wheel, f"{info}RECORD")
    yield from wrong_in_metadata(Parser().parsestr(wheel[about].decode()), ours)
    if b"ulysse = ulysse_game.cli:main" not in wheel.get(f"{info}entry_points.txt", b""):
        yield "the wheel does not bring the command ulysse"


def wrong_in_sdist(sdist: Files, ours: Files, top: str) -> Iterator[str]:
    """What is wrong with an sdist whose folder is ``top``, a sentence each."""
    made = {f"{top}/PKG-INFO"}
    yield from _differences(
        "the sdist", sdist, {f"{top}/{name}": data for name, data in ours.items()}, made
    )


def _differences(what: str, found: Files, wanted: Files, made: set[str]) -> Iterator[str]:
    for name in sorted({*wanted, *made} - set(found)):
        yield f"{what} lacks {name}"
    for name in sorted(set(found) - set(wanted) - made):
        yield f"{what} has {name}, which git does not keep"
    for name, data in found.items():
        if name in wanted and data != wanted[name]:
            yield f"{what} has another {name}"
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            yield f"{what} has a file outside its folder: {name}"
        if str(ROOT).encode() in data:
            yield f"{what} tells where it was built: {name}"


def _wrong_in_record(wheel: Files, name: str) -> Iterator[str]:
    """Holds each line of the list of files against the file: name, SHA-256, size."""
    rows = [line.rsplit(",", 2) for line in wheel.get(name, b"").decode().splitlines()]
    for listed, digest, size in rows:
        data = wheel.get(listed, b"")
        ours = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
        if listed != name and (digest, size) != (f"sha256={ours}", str(len(data))):
            yield f"the wheel's list is wrong about {listed}"
    for missing in sorted(set(wheel) - {row[0] for row in rows}):
        yield f"the wheel's list does not name {missing}"


def wrong_in_metadata(about: Message, ours: Files) -> Iterator[str]:
    """Holds the metadata against ``pyproject.toml``."""
    text = ours["pyproject.toml"].decode()
    project = tomllib.loads(text)["project"]
    version = ours["src/ulysse_game/__init__.py"].decode().split('__version__ = "')[1].split('"')[0]
    for field, wanted in (
        ("Name", project["name"]),
        ("Version", version),
        ("Summary", project["description"]),
        ("Requires-Python", project["requires-python"]),
        ("License-Expression", project["license"]),
    ):
        if about[field] != wanted:
            yield f"the metadata says {field}: {about[field]}, not {wanted}"
    if tuple(about.get_all("License-File", ())) != LICENCES:
        yield "the metadata does not name both licences"
    required = {each.split(";")[0].strip().lower() for each in about.get_all("Requires-Dist", ())}
    for each in bounded(text):
        if f"{each.name}<{each.stop},>={each.lowest}".lower() not in required:
            yield f"the metadata does not require {each.name}>={each.lowest},<{each.stop}"
    if ours["README.md"].decode().strip() not in str(about.get_payload()).strip():
        yield "the long description is not the README"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
