"""Every call to the operating system that this floor makes, in one object.

Tests put another in its place that fails at the n-th call. Paths are whole; errors are
``OSError``; nothing here decides anything.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Sequence

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# A planted link is not followed, a planted FIFO does not hang, a planted terminal does not become
# ours, a child process inherits nothing.
_WARY = (
    getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_NO_SUCH_FLUSH = (errno.EINVAL, errno.ENOTSUP, errno.EBADF)


class Disk:
    """The disk as it is."""

    def make_folder(self, path: str) -> Sequence[str]:
        """Make the folder, private to its owner, and those above it.

        Returns the folders that have a new name in them, none where all was there.
        """
        if os.path.isdir(path):
            return []
        # One by one: the library's own way down calls itself, too often for a very long path.
        missing, tried, found = [path], set[str](), list[str]()
        while missing:
            at = missing[-1]
            above = os.path.dirname(at)
            try:
                os.mkdir(at, 0o700)
                found.append(above)
            except FileNotFoundError:
                if at in tried or above == at:
                    raise
                tried.add(at)
                missing.append(above)
                continue
            except FileExistsError:
                if not os.path.isdir(at):
                    raise
            missing.pop()
        return found[::-1]

    def names(self, folder: str) -> list[str]:
        """The names in a folder, in no order."""
        return os.listdir(folder)

    def create(self, path: str) -> int:
        """Open a new file for writing; it must not exist."""
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _WARY, 0o600)

    def create_if_missing(self, path: str) -> int:
        """Open a file to lock, made if it is not there."""
        return os.open(path, os.O_RDWR | os.O_CREAT | _WARY, 0o600)

    def open(self, path: str) -> int:
        """Open a file for reading."""
        return os.open(path, os.O_RDONLY | _WARY)

    def size(self, file: int) -> int:
        """Its bytes, or -1 when it is no ordinary file."""
        found = os.fstat(file)
        return found.st_size if stat.S_ISREG(found.st_mode) else -1

    def is_at(self, file: int, path: str) -> bool:
        """Whether the open file is still the one that stands at ``path``."""
        try:
            return os.path.samestat(os.fstat(file), os.lstat(path))
        except FileNotFoundError:
            return False

    def read(self, file: int, count: int) -> bytes:
        """Up to ``count`` bytes; none at the end."""
        return os.read(file, count)

    def write(self, file: int, data: bytes | memoryview) -> int:
        """Write some of ``data`` and say how many bytes."""
        return os.write(file, data)

    def flush(self, file: int) -> None:
        """Wait until what was written is on the disk itself."""
        if sys.platform == "darwin":
            # There fsync leaves the data in the drive's own memory.
            try:
                fcntl.fcntl(file, fcntl.F_FULLFSYNC)
            except OSError:
                os.fsync(file)
        else:
            os.fsync(file)

    def flush_folder(self, path: str) -> None:
        """Wait until the folder's names are on the disk, where a system can do that."""
        if sys.platform == "win32":
            return
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        except OSError as error:
            if error.errno not in _NO_SUCH_FLUSH:
                raise
        finally:
            os.close(folder)

    def close(self, file: int) -> None:
        """Close an open file."""
        os.close(file)

    def link(self, source: str, target: str) -> None:
        """Give a file a second name, which must be free; not every file system can."""
        if not hasattr(os, "link"):
            raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))
        if os.link in os.supports_follow_symlinks:
            os.link(source, target, follow_symlinks=False)
        else:
            os.link(source, target)

    def replace(self, source: str, target: str) -> None:
        """Rename, in one instant, over whatever stands at ``target``.

        Where both are names of one file, a system may do nothing and leave both.
        """
        os.replace(source, target)

    def remove(self, path: str) -> None:
        """Remove a file."""
        os.unlink(path)

    def lock(self, file: int) -> bool:
        """Whether the file is now locked by us alone; never waits. Closing it lets go."""
        try:
            if sys.platform == "win32":
                msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
                return False
            # Some network folders know no locks. Playing on without one beats not playing.
            if error.errno in (errno.ENOLCK, errno.ENOTSUP, errno.EINVAL, errno.ENOSYS):
                return True
            raise
        return True
