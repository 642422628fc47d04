"""A story folder as it was in a revision, taken out of git into another folder.

git is asked for one archive of that folder; the work tree and the repository stay as they are.
Of the archive only ordinary files are taken, and none goes anywhere but into the given folder.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
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
    archive = _git(folder, "archive", "--format=tar", found.decode("ascii").strip(), ".")
    if archive is None:
        raise NoRevision(revision)
    _unpack(archive, into)


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git prints; nothing where it refuses."""
    program = shutil.which("git")
    if program is None:
        raise NoGit
    found = subprocess.run(  # noqa: S603 - no shell, and a revision is asked for as one only
        [program, "-C", str(folder), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return found.stdout if found.returncode == 0 else None


def _unpack(archive: bytes, into: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for member in files:
            path = PurePosixPath(member.name)
            content = files.extractfile(member) if member.isfile() else None
            if content is None or path.is_absolute() or ".." in path.parts:
                continue
            target = into / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.read())
