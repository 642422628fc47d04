"""Opening a session: a new playthrough, or one from the shelf."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ulysse_game import engine, view
from ulysse_game.engine import Loss, State
from ulysse_game.play.card import SaveCard, company, described
from ulysse_game.play.history import History, state_of
from ulysse_game.play.library import Library, OpenSession, auto_id, playthrough_of
from ulysse_game.play.marks import unmarked
from ulysse_game.play.recall import Recalled, anew, recalled
from ulysse_game.play.save_format import Save
from ulysse_game.play.session import Session, said
from ulysse_game.play.timeline import begun, grafted, is_grown_from
from ulysse_game.play.trouble import SaveError
from ulysse_game.storage import StorageTrouble
from ulysse_game.view.words import Words, marked, words

SEEDS = 2**64
_MOST_NAMES = 3
_GONE = ("variable", "scene", "choice", "echo", "room", "rule")


def start(library: Library, seed: int | None = None, language: str = "en") -> Session:
    """A new playthrough; the same ``seed`` (modulo 2⁶⁴) and choices give the same story."""
    number = int.from_bytes(os.urandom(4), "big") if seed is None else seed % SEEDS
    history = anew(library.machine, number)
    session = Session(library, history, library.new_playthrough(), language)
    _tell_of_shelf(session)
    return session


def begin_at(library: Library, state: State, language: str) -> Session:
    """A new playthrough that begins in a made-up state, for testers.

    It counts as one whose first choice has been forgotten: its beginning is not the story's.
    """
    state = state._replace(turn=max(state.turn, 1))
    whole = engine.to_plain(library.machine, state)
    history = History(library.machine, state.seed, begun(whole, state.turn), state, {0: state})
    session = Session(library, history, library.new_playthrough(), language)
    _tell_of_shelf(session)
    return session


def resume(library: Library, save_id: str, language: str = "") -> Session:
    """The playthrough of a saved game, at the moment it was saved; raises ``SaveError``.

    It goes on in ``language``, else in that of the save.

    A quick or a named save is a moment of its playthrough: what was played since stays as a branch.
    Where that cannot be (another game has the playthrough open, or it has gone another way) the
    save begins a playthrough of its own.
    """
    playthrough = playthrough_of(save_id)
    library.writer.flush()
    is_ours = library.claim(playthrough)
    before = library.sessions.get(playthrough)
    if before is not None and not before.is_unsaved:
        before = None
    try:
        loaded = library.load(save_id, set_aside=is_ours)
        joined = _taken_up(library, loaded.save, is_ours, before)
        found = recalled(library.machine, joined.save)
    except BaseException:
        if is_ours:
            library.release(playthrough)
        raise
    save = joined.save
    goes_on = joined.is_same and found.place != "beginning"
    if not goes_on:
        if is_ours:
            library.release(playthrough)
        playthrough = library.new_playthrough()
    language = language or save.language
    session = Session(
        library, found.history, playthrough, language, save.played_seconds, save.extra
    )
    if goes_on and before is not None:
        before.give_way()
    mark = save.story
    session.origin = f"{save_id}, saved in version {mark.version} ({mark.digest})"
    _tell_of_shelf(session)
    say = words(language)
    session.notices.extend(_damaged(say, loaded.aside, joined.aside))
    if not is_ours:
        session.notices.append(
            say("This game is also open elsewhere; what you play here is saved as another one.")
        )
    session.notices.extend(_changes(say, library, save, found))
    if not goes_on or save.sort != "auto" or before is not None:
        # To go on later means to go on from here.
        session.save()
    return session


def _damaged(say: Words, save: str, newest: str) -> Iterator[str]:
    """What was damaged and is kept: the saved game itself, its playthrough's newest."""
    if save:
        yield say(
            "This saved game was damaged; the one before it was opened, and the damaged one is"
            " kept as “{file}”.",
            file=save,
        )
    if newest:
        yield say(
            "The newest automatic save of this playthrough was damaged; it is kept as “{file}”.",
            file=newest,
        )


class _Joined(NamedTuple):
    """A save, and whether playing on from it may go on saving as its playthrough.

    ``aside`` names the newest automatic save of that playthrough, if it is damaged.
    """

    save: Save
    is_same: bool
    aside: str = ""


def _taken_up(library: Library, save: Save, is_ours: bool, before: OpenSession | None) -> _Joined:
    """The save as far as it can be gone on from; ``before`` has moments that no file has yet."""
    if save.story.id != library.machine.story.world.id:
        raise SaveError(marked("This saved game belongs to another story."))
    if before is not None:
        return _within(before.written(), save)
    return _joined(library, save) if is_ours else _Joined(save, False)


def _joined(library: Library, save: Save) -> _Joined:
    """The save within the whole timeline of its playthrough."""
    if save.sort == "auto":
        return _Joined(save, True)
    latest_id = auto_id(save.playthrough)
    try:
        if latest_id not in library.shelf.names():
            return _Joined(save, True)
        latest, aside = library.load(latest_id)
    except StorageTrouble as trouble:
        return _Joined(save, False, str(trouble.values.get("file", "")))
    return _within(latest, save, aside)


def _within(latest: Save, save: Save, aside: str = "") -> _Joined:
    """The save within the timeline of ``latest``, where it lies on it."""
    if not is_grown_from(latest.timeline, save.timeline):
        return _Joined(save, False, aside)
    timeline = grafted(latest.timeline, save.timeline)
    whole = save._replace(
        timeline=timeline, played_seconds=latest.played_seconds, extra=latest.extra
    )
    return _Joined(whole, True, aside)


def retold(library: Library, card: SaveCard, language: str) -> SaveCard:
    """The card of a saved game in another language than it was saved in.

    What can be told no more (the file or the place in the story is gone) stays as it was written.
    """
    if card.damaged or card.language == language:
        return card
    machine = library.machine
    try:
        state = state_of(machine, library.load(card.id, set_aside=False).save.snapshot)
    except StorageTrouble:
        return card
    if state is None:
        return card
    told = described(view.present(machine, None, "", state, (), language))
    return card._replace(
        chapter=told["chapter"],
        place=told["place"],
        clock=told["clock"],
        ending=told["ending"],
        who=company(machine, state, language),
    )


def _tell_of_shelf(session: Session) -> None:
    trouble = session.library.shelf.trouble
    if trouble is not None:
        say = words(session.language)
        session.notices.append(
            say(
                "{trouble} This game is kept in memory and is gone when you leave.",
                trouble=said(say, trouble),
            )
        )


def _changes(say: Words, library: Library, save: Save, found: Recalled) -> list[str]:
    """What the player should know of how the story and the save differ, one sentence each."""
    if found.place == "beginning":
        return [say("No place of this saved game is left in the story; it begins again.")]
    if found.place == "earlier":
        return [
            say(
                "The place where this game was saved is no longer in the story; the game goes on"
                " from the last one before it."
            )
        ]
    told = []
    gone = _names(loss for loss in found.losses if loss.kind in _GONE)
    if gone:
        told.append(say("The story has changed and no longer knows: {names}.", names=gone))
    mended = _names(loss for loss in found.losses if loss.kind not in _GONE)
    if mended:
        told.append(say("The story has changed; these were fitted to it: {names}.", names=mended))
    if not found.follows and not told:
        is_same = save.story.digest == library.story_mark.digest
        told.append(
            say("The choices of this saved game do not lead to what was saved; that is believed.")
            if is_same
            else say("The story has changed since this game was saved; it goes on from there.")
        )
    return told


def _names(losses: Iterable[Loss]) -> str:
    names = list(dict.fromkeys(loss.name for loss in losses))
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" (+{more})" if more > 0 else "")


def made_at_once(session: Session, choices: Iterable[str]) -> str:
    """Make these choices in a new playthrough and close it; the id of the save to go on from.

    Raises ``SaveError`` where nothing can be kept, and ``engine.NotOpen`` at a closed choice.
    """
    library = session.library
    in_background, library.background = library.background, True
    patience, library.writer.patience = library.writer.patience, 0.0
    with unmarked(library.marks):
        for choice in choices:
            session.choose(choice)
        session.save()
        session.close()
    library.background, library.writer.patience = in_background, patience
    card = library.newest("auto", session.playthrough)
    if card is None:
        raise SaveError(" ".join(session.notices))
    return card.id
