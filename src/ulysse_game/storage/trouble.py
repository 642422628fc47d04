"""What can go wrong with a disk, as a sentence for the player.

The sentences are English and stand in the catalogue of the interface; whoever shows one
translates ``sentence`` and fills in ``values``. ``str`` gives it in English.
"""

from __future__ import annotations

import errno


def marked(sentence: str) -> str:
    """Mark a sentence for the translators' catalogue; it is translated where it is shown."""
    return sentence


class StorageTrouble(Exception):  # noqa: N818 - it is nobody's error
    """A disk's, a folder's or a file's trouble, in one sentence for the player.

    ``sentence`` is an English sentence of the interface's catalogue, ``values`` what fills it in.
    """

    def __init__(self, sentence: str, **values: str) -> None:
        """The trouble that this sentence tells."""
        super().__init__(sentence.format(**values) if values else sentence)
        self.sentence = sentence
        self.values = values


class NotHere(StorageTrouble):
    """There is nothing of that name."""


class DiskTrouble(StorageTrouble):
    """The disk's or the system's trouble, which may pass; what it was met at may be whole."""


def not_here(name: str) -> NotHere:
    """Nothing is saved under ``name``."""
    return NotHere(marked("There is no saved game “{name}”."), name=name)


def not_a_file(name: str) -> StorageTrouble:
    """A link, a folder, a pipe or a device stands where a file should."""
    return StorageTrouble(marked("“{name}” is not an ordinary file."), name=name)


def too_big(name: str) -> StorageTrouble:
    """More bytes than any file of ours may have."""
    return StorageTrouble(marked("“{name}” is too big for a saved game."), name=name)


def no_home() -> StorageTrouble:
    """The system names no folder of the player's own."""
    return StorageTrouble(marked("No folder for saved games can be found here."))


def from_error(error: OSError, path: str, name: str) -> StorageTrouble:
    """The trouble that an error of the system means, met on the way to ``name`` in ``path``."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return DiskTrouble(marked("The disk is full."))
        case errno.EROFS | errno.EACCES | errno.EPERM:
            return DiskTrouble(marked("The system does not let this game use “{path}”."), path=path)
        case errno.ENOENT if name:
            return not_here(name)
        case errno.ELOOP | errno.EISDIR | errno.ENXIO if name:
            return not_a_file(name)
        case _:
            reason = error.strerror or type(error).__name__
            return DiskTrouble(
                marked("The folder “{path}” can’t be used: {reason}."), path=path, reason=reason
            )
