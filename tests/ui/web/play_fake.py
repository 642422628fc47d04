"""A game that is none: it speaks as Textual's web driver does, starts at once, and misbehaves.

``python play_fake.py FOLDER LANGUAGE WHAT``; WHAT is ``plain``, ``stubborn`` (it does not end when
asked, nor at SIGTERM), ``chatty`` (it never stops drawing) or ``broken`` (it cannot start).
"""

import json
import os
import signal
import sys


def draw(words: str) -> None:
    payload = words.encode()
    os.write(1, b"D" + len(payload).to_bytes(4, "big") + payload)


def read(size: int) -> bytes:
    got = b""
    while len(got) < size:
        part = os.read(0, size - len(got))
        if not part:
            sys.exit(0)
        got += part
    return got


def main(folder: str, language: str, what: str) -> None:
    if what == "broken":
        sys.exit("It cannot start.")
    if what == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.write(1, b"__GANGLION__\n")
    size = f"{os.environ['COLUMNS']}x{os.environ['ROWS']}"
    draw(f"pid {os.getpid()} {os.path.basename(folder)} {language} {size} ")
    while what == "chatty":
        draw("and on " * 1000)
    while True:
        head = read(5)
        payload = read(int.from_bytes(head[1:], "big"))
        if head[:1] == b"D":
            if payload == b"q":
                print("Until next time.", file=sys.stderr)
                return
            draw(f"typed {payload.decode()} ")
            continue
        told = json.loads(payload)
        if told["type"] == "quit" and what != "stubborn":
            return
        draw(f"told {json.dumps(told)} ")


if __name__ == "__main__":
    main(*sys.argv[1:])
