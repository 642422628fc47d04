"""What a suite shows, as JSON: for other tools, and to be kept and compared.

The same walkthroughs over the same story give the same bytes. Nothing here has an opinion.
"""

from __future__ import annotations

import json

from ulysse_game.playtest.cover.count import Coverage, Share, by_chapter, by_kind, key_of, total
from ulysse_game.story import Story

VERSION = 1
"""Of this form; it rises when a field changes its meaning."""


def as_json(coverage: Coverage, story: Story) -> str:
    """One object, ending with a newline.

    ``items`` are all of them in the story's order, ``shown`` the number of walkthroughs that
    show each, ``by`` their places in ``walkthroughs``, from 0.
    """
    whole = {
        "kind": "cover",
        "version": VERSION,
        "story": {"id": coverage.story, "digest": coverage.digest},
        "walkthroughs": [
            {"file": each.file, "passed": each.passed, "made_up": each.is_made_up}
            for each in coverage.walked
        ],
        "total": _share(total(coverage)),
        "left_out": coverage.left_out,
        "kinds": {share.label: _share(share) for share in by_kind(coverage)},
        "chapters": {share.label: _share(share) for share in by_chapter(coverage, story)},
        "items": [
            {
                "kind": item.kind,
                "name": item.name,
                "file": item.file,
                "line": item.line,
                "chapter": coverage.chapters[key_of(item)],
                "shown": coverage.counts[key_of(item)],
                "by": [n for n, each in enumerate(coverage.walked) if key_of(item) in each.shows],
            }
            for item in coverage.items
        ],
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"


def _share(share: Share) -> dict[str, int]:
    return {"shown": share.shown, "all": share.all}
