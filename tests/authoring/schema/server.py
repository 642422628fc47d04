"""The real ``yaml-language-server``, driven over its standard input as an editor does."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SOON = 60.0  # seconds; it answers within a few hundredths, once it has started


def found() -> str:
    """The server's program, or nothing: `YAML_LANGUAGE_SERVER`, PATH, or a `node_modules` here."""
    named = os.environ.get("YAML_LANGUAGE_SERVER")
    beside = Path(__file__).parents[3] / "node_modules" / ".bin" / "yaml-language-server"
    return named or shutil.which("yaml-language-server") or (str(beside) if beside.exists() else "")


class Server:
    """One server, at work on one folder."""

    def __init__(self, program: str, folder: Path) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.told: dict[str, list[Any]] = {}
        self.heard: queue.Queue[dict[str, Any]] = queue.Queue()
        self.asked = 0
        threading.Thread(target=self._listen, daemon=True).start()
        workspace = {"configuration": True, "didChangeConfiguration": {}, "workspaceFolders": True}
        self.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": folder.as_uri(),
                "workspaceFolders": [{"uri": folder.as_uri(), "name": "story"}],
                "capabilities": {
                    "workspace": workspace,
                    "textDocument": {
                        "completion": {"completionItem": {"snippetSupport": False}},
                        "hover": {"contentFormat": ["markdown"]},
                    },
                },
            },
        )
        self.tell("initialized", {})

    def errors(self, texts: Mapping[str, str]) -> dict[str, list[tuple[int, str]]]:
        """What it finds wrong in files with these texts: lines from 1, and messages.

        The files are open afterwards; none may be asked for twice.
        """
        uris = {file: (self.folder / file).as_uri() for file in texts}
        for file, text in texts.items():
            document = {"uri": uris[file], "languageId": "yaml", "version": 1, "text": text}
            self.tell("textDocument/didOpen", {"textDocument": document})
        while not self.told.keys() >= set(uris.values()):
            self._take()
        return {
            file: sorted(
                (each["range"]["start"]["line"] + 1, each["message"]) for each in self.told[uri]
            )
            for file, uri in uris.items()
        }

    def offered(self, file: str, line: int, column: int) -> dict[str, str]:
        """What it offers at a place (from 1) of an open file: labels, with what they mean."""
        found = self.ask("textDocument/completion", self._at(file, line, column))
        items = found["items"] if isinstance(found, dict) else found or []
        return {each["label"]: _text(each.get("documentation", "")) for each in items}

    def hover(self, file: str, line: int, column: int) -> str:
        """What it says of the place (from 1) of an open file."""
        found = self.ask("textDocument/hover", self._at(file, line, column))
        return _text(found["contents"]) if found else ""

    def end(self) -> None:
        """Let the server go."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.process.wait(SOON)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()

    def _at(self, file: str, line: int, column: int) -> dict[str, Any]:
        return {
            "textDocument": {"uri": (self.folder / file).as_uri()},
            "position": {"line": line - 1, "character": column - 1},
        }

    def ask(self, method: str, params: Any) -> Any:
        self.asked += 1
        self._send({"id": self.asked, "method": method, "params": params})
        while True:
            message = self._take()
            if message.get("id") == self.asked and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self.process.stdin.flush()

    def _take(self) -> dict[str, Any]:
        """The next message; what the server asks is answered, what it finds is kept."""
        message = self.heard.get(timeout=SOON)
        method = message.get("method")
        if method == "workspace/configuration":
            settings = {"yaml": {"validate": True, "hover": True, "completion": True,
                                 "schemaStore": {"enable": False}}}  # fmt: skip
            wanted = message["params"]["items"]
            result = [settings.get(each.get("section", ""), {}) for each in wanted]
            self._send({"id": message["id"], "result": result})
        elif method == "textDocument/publishDiagnostics":
            params = message["params"]
            self.told[params["uri"]] = params["diagnostics"]
        elif method is not None and "id" in message:
            self._send({"id": message["id"], "result": None})
        return message

    def _listen(self) -> None:
        out = self.process.stdout
        assert out is not None
        while True:
            length = 0
            while line := out.readline().strip():
                name, _, value = line.partition(b": ")
                length = int(value) if name == b"Content-Length" else length
            if not length:
                return
            self.heard.put(json.loads(out.read(length)))


def _text(contents: Any) -> str:
    return str(contents["value"] if isinstance(contents, dict) else contents)
