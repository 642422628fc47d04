"""An editor, as far as a language server can tell: messages over pipes, with a deadline."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

PATIENCE = 20.0


class Editor:
    """Starts ``ulysse lsp`` and talks with it. ``published`` holds the last diagnostics by uri."""

    def __init__(self, folder: Path, encodings: tuple[str, ...] = (), **capabilities: Any) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ulysse_game", "lsp"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, "LANGUAGE": "en", "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        self.published: dict[str, list[dict[str, Any]]] = {}
        self.shown: list[str] = []
        self._messages: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._answers: dict[int, dict[str, Any]] = {}
        self._versions: dict[str, int] = {}
        self._number = 0
        self.complaints = b""
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._drain = threading.Thread(target=self._gather, daemon=True)
        self._drain.start()
        self.encodings, self.capabilities = encodings, capabilities

    def __enter__(self) -> Editor:
        general = {"positionEncodings": list(self.encodings)} if self.encodings else {}
        self.agreed = self.ask(
            "initialize",
            processId=os.getpid(),
            rootUri=self.folder.as_uri(),
            capabilities={"general": general, **self.capabilities},
        )["capabilities"]
        self.tell("initialized")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        self._listener.join(PATIENCE)
        self._drain.join(PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert pipe is not None
            with contextlib.suppress(BrokenPipeError):
                pipe.close()

    # -- messages -------------------------------------------------------------------------------

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def write(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def tell(self, method: str, **params: Any) -> None:
        self.send({"method": method, "params": params})

    def ask(self, method: str, **params: Any) -> Any:
        answer = self.answer(method, **params)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def answer(self, method: str, **params: Any) -> dict[str, Any]:
        """The whole answer, which may be an error."""
        self._number += 1
        number = self._number
        self.send({"id": number, "method": method, "params": params} if params else
                  {"id": number, "method": method})  # fmt: skip
        self.wait(lambda: number in self._answers)
        return self._answers.pop(number)

    def wait(self, until: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Take messages until it is so."""
        while not until():
            message = self._messages.get(timeout=patience)
            assert message is not None, f"the server has gone: {self.complaints.decode()}"
            self._take(message)

    def _take(self, message: dict[str, Any]) -> None:
        method = message.get("method")
        if method is None:
            self._answers[message["id"]] = message
        elif method == "textDocument/publishDiagnostics":
            found = message["params"]
            if found.get("version") in (None, self._versions.get(found["uri"])):
                self.published[found["uri"]] = found["diagnostics"]
        elif method == "window/showMessage":
            self.shown.append(message["params"]["message"])
        elif "id" in message:
            self.send({"id": message["id"], "result": None})

    def _listen(self) -> None:
        out = self.process.stdout
        assert out is not None
        while header := out.readline():
            assert header.startswith(b"Content-Length: "), header
            size = int(header.split(b": ")[1])
            while out.readline() != b"\r\n":
                pass
            self._messages.put(json.loads(out.read(size)))
        self._messages.put(None)

    def _gather(self) -> None:
        assert self.process.stderr is not None
        self.complaints = self.process.stderr.read()

    # -- documents ------------------------------------------------------------------------------

    def uri(self, file: str) -> str:
        return (self.folder / file).as_uri()

    def open(self, file: str, text: str | None = None) -> str:
        text = (self.folder / file).read_text(encoding="utf-8") if text is None else text
        document = {"uri": self.uri(file), "languageId": "yaml", "version": 1, "text": text}
        self._versions[self.uri(file)] = 1
        self.published.pop(self.uri(file), None)
        self.tell("textDocument/didOpen", textDocument=document)
        return text

    def change(self, file: str, text: str) -> None:
        version = self._versions[self.uri(file)] = self._versions[self.uri(file)] + 1
        self.published.pop(self.uri(file), None)
        self.tell(
            "textDocument/didChange",
            textDocument={"uri": self.uri(file), "version": version},
            contentChanges=[{"text": text}],
        )

    def diagnostics(self, file: str) -> list[dict[str, Any]]:
        """The diagnostics of a file after the last change to it."""
        self.wait(lambda: self.uri(file) in self.published)
        return self.published[self.uri(file)]

    def at(self, method: str, file: str, line: int, character: int, **more: Any) -> Any:
        """Ask about a place; both count from 0, as the protocol does."""
        place = {"line": line, "character": character}
        return self.ask(
            f"textDocument/{method}", textDocument={"uri": self.uri(file)}, position=place, **more
        )

    def until(self, file: str, code: str, *, there: bool = True) -> list[dict[str, Any]]:
        """The diagnostics of a file as soon as one with this code is among them, or none is."""

        def is_so() -> bool:
            found = self.published.get(self.uri(file))
            return found is not None and there == any(each["code"] == code for each in found)

        self.wait(is_so)
        return self.published[self.uri(file)]

    def leave(self) -> int:
        """Say goodbye as the protocol has it; the exit code."""
        self.ask("shutdown")
        self.send({"method": "exit"})
        return self.process.wait(PATIENCE)
