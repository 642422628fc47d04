"""The command line: parse, call one function, return its exit code.

Each command is a module of its own, imported when it is asked for. This module imports nothing,
so that ``ulysse --version`` costs no more than Python itself.
"""

from __future__ import annotations


def main(arguments: list[str] | None = None) -> int:
    """Runs ``ulysse`` with these arguments, by default the process's; returns the exit code."""
    is_ours = arguments is None
    if arguments is None:
        import sys

        arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from ulysse_game import __version__

        try:
            print(f"ulysse {__version__}", flush=True)  # noqa: T201 (this is the command line)
        except OSError as error:
            from ulysse_game.cli.dispatch import unheard

            return unheard(error)
        return 0
    try:
        from ulysse_game.cli.dispatch import dispatch, heed_no_more

        code = dispatch(arguments)
        if is_ours:
            heed_no_more()
        return code
    except KeyboardInterrupt:  # before we had begun, or once more
        if is_left_at_any_time(arguments):
            return 0
        import os
        import signal

        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
        return 1


def is_left_at_any_time(arguments: list[str]) -> bool:
    """Whether these ask for what somebody leaves when they like; all else has something to say."""
    first = arguments[0] if arguments else ""
    return first.startswith("-") or first in ("", "help", "play", "serve", "watch", "lsp")
