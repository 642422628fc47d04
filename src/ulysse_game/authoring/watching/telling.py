"""What came of a reload, in one sentence for the writer. Pure; it draws nothing."""

from __future__ import annotations

from ulysse_game.authoring.watching.difference import told
from ulysse_game.authoring.watching.follow import Followed
from ulysse_game.view.words import Words


def outcome(followed: Followed, say: Words) -> str:
    """The first difference and what became of the place, without a stop at the end."""
    parts = []
    if followed.first is not None:
        what = told(followed.first, followed.back, say)
        more = followed.pages - 1
        if more == 1:
            what = say("{what}, and one more page", what=what)
        elif more:
            what = say("{what}, and {count} more pages", what=what, count=more)
        parts.append(what)
    if followed.is_again:
        parts.append(say("your choices lead here again"))
    elif followed.first is None and followed.how == "replayed":
        parts.append(say("nothing on your way has changed"))
    if followed.how == "kept":
        parts.append(say("your choices no longer lead here; the page stands as it was"))
    elif followed.how == "back" and followed.waiting == 1:
        parts.append(say("one page back; your choice waits for the story to have it again"))
    elif followed.how == "back":
        parts.append(
            say(
                "{count} pages back; your choices wait for the story to have them again",
                count=followed.waiting,
            )
        )
    elif followed.how == "anew":
        parts.append(say("nothing is left of your way; the story begins again"))
    return " · ".join(parts)
