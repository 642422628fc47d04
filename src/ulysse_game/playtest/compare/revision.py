"""A story folder as it was in a revision, taken out of git into another folder.

git is asked for the bytes of that folder's files; the work tree and the repository stay as they
are. Only ordinary files are taken, and none goes anywhere but into the given folder.

The repository may be a stranger's, and its settings may name programs: filters, remote helpers. So
git is never asked for anything that would run one, such as an archive or a checkout.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath


class NoGit(Exception):  # noqa: N818 - a state of affairs
    """There is no git on this machine."""


class NotInGit(Exception):  # noqa: N818 - a state of affairs
    """The folder is in no repository; the message is the folder."""


class NoRevision(Exception):  # noqa: N818 - a state of affairs
    """The repository has no such revision, or the revision no such folder; the message is it."""


def export(folder: Path, revision: str, into: Path) -> None:
    """Write what ``folder`` held in ``revision`` into ``into``.

    Raises ``NoGit``, ``NotInGit`` or ``NoRevision``.
    """
    if _git(folder, "rev-parse", "--show-toplevel") is None:
        raise NotInGit(folder.as_posix())
    found = _git(folder, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    if found is None:
        raise NoRevision(revision)
    tree = _git(folder, "ls-tree", "-r", "-z", found.decode("ascii").strip(), ".")
    files = dict(_ordinary(tree or b""))
    if not files:
        raise NoRevision(revision)
    asked = "".join(f"{blob}\n" for blob in files.values()).encode("ascii")
    blobs = _git(folder, "cat-file", "--batch", stdin=asked)
    if blobs is None:
        raise NoRevision(revision)
    _lay(files, blobs, into)


_ENVIRONMENT = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}
"""What is not in the repository is not fetched: the way there could be a program."""


def _git(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes | None:
    """What git prints; nothing where it refuses."""
    program = shutil.which("git")
    if program is None:
        raise NoGit
    found = subprocess.run(  # noqa: S603 - no shell, and a revision is asked for as one only
        [program, "-C", str(folder), *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, **_ENVIRONMENT},
    )
    return found.stdout if found.returncode == 0 else None


def _ordinary(tree: bytes) -> Iterator[tuple[str, str]]:
    """The ordinary files that ``ls-tree -z`` lists, each with the id of its bytes.

    A line is ``MODE TYPE ID<tab>PATH``; links and the repositories of others are left out.
    """
    for line in tree.split(b"\0"):
        about, tab, path = line.partition(b"\t")
        words = about.decode("ascii").split(" ")
        if tab and words[0] in ("100644", "100755"):
            yield os.fsdecode(path), words[2]


def _lay(files: dict[str, str], blobs: bytes, into: Path) -> None:
    """Write what ``cat-file --batch`` gave, ``ID TYPE SIZE`` and the bytes for each file."""
    at = 0
    for name in files:
        end = blobs.index(b"\n", at)
        size = int(blobs[at:end].split(b" ")[2])
        data, at = blobs[end + 1 : end + 1 + size], end + size + 2
        path = PurePosixPath(name)
        if not path.is_absolute() and ".." not in path.parts:
            target = into / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
