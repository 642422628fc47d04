"""A small save of the fake story, and saves with any content."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from ulysse_game.play import Save, decoded

GOLDEN = Path(__file__).parent / "golden"


def example() -> Save:
    """What a session of the fake story once saved: ``walk``, ``back``, taken back, ``back``,
    ``swim``, ``enter``, two taken back, ``draw``; in French, under a name.
    """
    return decoded((GOLDEN / "format_1.json").read_bytes())


def sealed(text: str) -> bytes:
    """These lines behind a first line with their digest, as if we had written them."""
    body = text.encode("utf-8", "surrogatepass")
    digest = sha256(body).hexdigest()
    return b'{"kind":"ulysse-save","sha256":"%s",\n%s' % (digest.encode(), body)


def as_dict(data: bytes) -> dict[str, Any]:
    found = json.loads(data)
    assert isinstance(found, dict)
    return found


def from_dict(data: dict[str, Any]) -> bytes:
    """A save with this content, whatever it is, its digest right."""
    summary = {key: data[key] for key in SUMMARY if key in data}
    rest = {key: data[key] for key in data if key not in (*SUMMARY, "kind", "sha256")}
    return sealed(f"{json.dumps(summary)[1:-1]},\n{json.dumps(rest)[1:]}")


SUMMARY = ("format", "counter", "sort", "name", "language", "playthrough", "story", "card")
