"""Prose, as plain trees: what the player reads, before it is known in which state.

A ``Block`` is one unit of text with one line id. It is read, never carried out: nothing in it
changes anything.
"""

from typing import NamedTuple, TypeAlias

from ulysse_game.story.expression import Expression


class Emphasis(NamedTuple):
    """``*words*``."""

    parts: tuple["Inline", ...]


class Show(NamedTuple):
    """A value in the sentence: ``{seats}``, ``{P}``, ``{presence.the}``, ``{words(n)}``.

    ``form`` says how it is printed: ``number``, ``words``, ``person`` (the name one is called
    by), ``full`` (the whole name), ``word`` (a player's word; the form's name stands in
    ``detail``), ``unit`` (the unit's name in ``detail``), ``clock`` (time of day), ``text`` (of
    an observation; which one stands in ``detail``). ``capital`` makes its first letter a capital.
    """

    value: Expression
    form: str
    detail: str = ""
    capital: bool = False


class Select(NamedTuple):
    """``{selector: a|b}``: the text whose number the selector gives.

    ``selector`` gives yes (the first text) or no (the second, maybe missing) when ``cuts`` is
    nothing and ``values`` too; with ``cuts`` the texts are the parts of a number's range, each cut
    being the lowest number of the next text; with ``values`` one text for each value in order.
    """

    selector: Expression
    cuts: tuple[int, ...]
    values: tuple[str, ...]
    texts: tuple[tuple["Inline", ...], ...]


class Sequence(NamedTuple):
    """``{a|b}`` by the scene's visits; ``mark`` is `` ``, ``&`` cycle, ``~`` shuffle, ``!`` once.

    ``salt`` is its number within the block, so that two shuffles of one block differ.
    """

    mark: str
    texts: tuple[tuple["Inline", ...], ...]
    salt: int


class Echo(NamedTuple):
    """Words that the fourth voice may say again."""

    id: str
    parts: tuple["Inline", ...]


Inline: TypeAlias = str | Emphasis | Show | Select | Sequence | Echo


class Paragraph(NamedTuple):
    """One paragraph.

    ``kind`` is ``narration``, ``speech`` or ``screen`` (a line of a screen or of paper).
    ``speaker`` is a person or voice, or the name that a loop binds; ``manner`` what stood in
    brackets, such as ``radio``; with ``maybe`` it is read only if the speaker is here.
    """

    kind: str
    parts: tuple["Inline", ...]
    speaker: str = ""
    manner: str = ""
    maybe: bool = False


class Branch(NamedTuple):
    """``{if}`` … ``{end}``: the items of the first arm that holds; ``{else}`` has no condition."""

    arms: tuple[tuple[Expression | None, tuple["Item", ...]], ...]


class PageBreak(NamedTuple):
    """``{page}``."""


class Splice(NamedTuple):
    """A paragraph that is one text of an observation, taken in whole: ``{o.lever}``."""

    observation: Expression
    text: str


class Repeat(NamedTuple):
    """The echo voice: the first of these echoes that this run has printed, or nothing."""

    speaker: str
    echoes: tuple[str, ...]
    condition: Expression | None


Item: TypeAlias = Paragraph | Branch | PageBreak | Splice | Repeat


class Block(NamedTuple):
    """One unit of text. ``scene`` is the scene whose visits its sequences count, or nothing."""

    line_id: str
    scene: str
    items: tuple["Item", ...]
