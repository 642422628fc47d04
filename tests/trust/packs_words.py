"""Words of a stranger that mean to be obeyed, and what of them may never come out.

By family: signs that steer a terminal, markup of our screens and of pages, commands of build
servers, code. ``steering`` finds what no output may hold, whatever was put in.
"""

from __future__ import annotations

import re

ESCAPES = {
    "colour": "\x1b[31mred\x1b[0m",
    "window title": "\x1b]0;owned\x07",
    "clipboard": "\x1b]52;c;b3duZWQ=\x07",
    "link": "\x1b]8;;https://example.org\x1b\\here\x1b]8;;\x1b\\",
    "clear": "\x1b[2J\x1b[3J\x1b[H",
    "ask back": "\x1b[6n\x1b[c\x1bP$q m\x1b\\",
    "C1 CSI": "\x9b2Jx",
    "C1 OSC": "\x9d0;owned\x9c",
    "NEL": "a\x85b",
    "bell": "ding\x07",
    "backspace": "safe\x08\x08\x08\x08evil",
    "return": "safe\rEVIL",
    "vertical tab": "a\x0bb\x0cc",
    "shift out": "a\x0eb\x0f",
    "delete": "a\x7fb",
    "nul": "a\0b",
    "override": "a\u202egpj.exe",
    "isolate": "a\u2066b\u2069",
    "marks of direction": "a\u200eb\u200fc\u061cd",
    "separators": "a\u2028b\u2029c",
    "tag signs": "a\U000e0041\U000e0042\U000e007f",
    "interlinear": "a\ufff9b\ufffac\ufffb",
    "byte order": "a\ufeffb",
    "lone surrogate": "x\ud83dy",
    "no character": "a\ufffe\uffffb",
}
FLOODS = {
    "accents": "e" + "\u0301" * 1_000,
    "zero widths": "\u200b" * 1_000 + "x",
    "joiners": "\u200d" * 1_000 + "x",
    "variations": "☃" + "\ufe0f" * 1_000,
    "enclosing": "e" + "\u20dd" * 200,
    "wide": "漢" * 1_000,
    "one word": "x" * 20_000,
}
MARKUP = {
    "style": "[red]red[/red]",
    "action": "[@click=app.quit]press[/]",
    "action of a screen": "[@click='screen.action_quit']press[/]",
    "closing": "[/]",
    "console link": "[link=file:///etc/passwd]here[/link]",
    "brackets": "[[[",
    "escaped": "\\[bold]",
    "template": "$name ${name} %(x)s %s",
    "console emoji": ":smile:",
    "heading": "# Heading",
    "markdown link": "[here](javascript:alert(1))",
    "markdown image": "![x](https://example.org/x.png)",
    "autolink": "<https://example.org>",
    "fence": "```",
    "table": "| a | b |",
    "script": "<script>alert(1)</script>",
    "event": "<img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" \'',
    "end of data": "</script><script>alert(1)</script>",
    "end of template": "</template></svg><b>",
    "end of style": "</style><b>",
    "comment": "--><!--",
    "entity": "&lt;&#x3c;&amp;",
    "section": "]]>",
    "doctype": '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>',
    "dot": '"]; evil [label="x" URL="javascript:alert(1)"]; //',
    "dot html": "<<B>x</B>>",
    "mermaid": 'x"]; click y "javascript:alert(1)"',
    "workflow command": "::error file=x::owned",
    "set-output": "x\n::set-output name=a::owned\n##[error]x",
    "tap": "# TODO skip",
    "modeline": "vim: set modelineexpr foldexpr=system('id'):",
    "formula": '=HYPERLINK("https://example.org")',
}
CODE = {
    "import": "__import__('os').system('touch OWNED')",
    "quote": "' + __import__('os').system('touch OWNED') + '",
    "double quote": '" + open("OWNED", "w").write("x") + "',
    "triple": "'''\nimport os; os.system('touch OWNED')\n'''",
    "newline": "x\n    import os; os.system('touch OWNED')\n",
    "semicolon": "1; import os; os.system('touch OWNED')",
    "backslash": "x\\' + open('OWNED', 'w') #",
    "lambda": "(lambda: open('OWNED', 'w'))()",
    "attribute walk": "().__class__.__base__.__subclasses__()",
    "format": "{0.__class__.__mro__} {x!r:>{y}}",
    "braces": "{open('OWNED', 'w')}",
    "keyword": "lambda",
    "dunder": "__builtins__",
    "same in NFKC": "ｅｖａｌ(1)",
    "ligature": "ﬁle",
    "digits of others": "１２３ ٣",
    "figures": "9" * 5_000,
    "tag of YAML": "!!python/object/apply:os.system ['touch OWNED']",
    "alias": "*x",
    "dollar": "$(touch OWNED)`touch OWNED`",
    "option": "--exec=touch OWNED",
    "path": "../../../../tmp/OWNED",
    "absolute": "/etc/passwd",
    "drive": "C:\\Windows\\x",
    "device": "con",
}
ALL = {**ESCAPES, **FLOODS, **MARKUP, **CODE}
LONGEST_PILE = 30
"""Marks that may stand on one letter: as many as the Stream-Safe Text Format has (UAX #15)."""

_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_PILE = re.compile(f"[\u0300-\u036f\u20d0-\u20ff\u200b-\u200d\ufe00-\ufe0f]{{{LONGEST_PILE + 1}}}")


def steering(shown: str) -> str:
    """The first thing in an output that could steer a terminal or flood it; nothing if clean."""
    found = _STEERING.search(shown) or _PILE.search(shown)
    return "" if found is None else ascii(shown[max(0, found.start() - 20) : found.end() + 10])
