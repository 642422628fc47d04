"""Drives targets by what they cover, each in a process of its own, and counts what came of it.

Found inputs and the growing corpus go to a scratch folder, never into the checkout: what is worth
keeping is cut small by hand and put into ``corpus/TARGET``. Needs atheris (the extra ``fuzz``).
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"
MOST_MEMORY = 1_024
"""Megabytes of a process; a reader that takes more has been led to."""
LONGEST_INPUT = 20
"""Seconds for one input, on a machine whose cores others use too."""
_DONE = re.compile(r"stat::number_of_executed_units:\s+(\d+)|#(\d+)\s+(?:DONE|pulse|NEW|REDUCE)")
_COVERED = re.compile(r"\bcov: (\d+)")


class Driven(NamedTuple):
    """What came of driving one target: how often it ran, the lines it covered, what it found."""

    target: str
    executions: int
    covered: int
    found: tuple[Path, ...]
    told: str

    @property
    def is_well(self) -> bool:
        """Whether it ran, and nothing was found."""
        return self.executions > 0 and not self.found


def is_possible() -> bool:
    """Whether atheris is installed."""
    return find_spec("atheris") is not None


def seeds(target: str) -> list[Path]:
    """The committed corpus of a target."""
    return sorted(path for path in (CORPUS / target).glob("*") if path.is_file())


def drive(target: str, seconds: int, scratch: Path, seed: int = 1) -> Driven:
    """Run a target for so many seconds; what it finds stands in ``scratch/found-TARGET``."""
    found, grown = scratch / f"found-{target}", scratch / f"corpus-{target}"
    for folder in (found, grown):
        folder.mkdir(parents=True, exist_ok=True)
    words = scratch / "words.dict"
    words.write_text("".join(f"{each}\n" for each in dictionary()), encoding="utf-8")
    command = [
        sys.executable, "-m", "tests.fuzz.driven", target,
        f"-max_total_time={seconds}", f"-rss_limit_mb={MOST_MEMORY}", f"-timeout={LONGEST_INPUT}",
        f"-max_len={TARGETS[target].longest}", f"-artifact_prefix={found}/", f"-dict={words}",
        f"-seed={seed}", "-print_final_stats=1", "-use_value_profile=1", "-len_control=0",
        str(grown), str(CORPUS / target),
    ]  # fmt: skip
    ran = subprocess.run(
        command,
        cwd=CORPUS.parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=seconds + 300,
    )
    told = ran.stdout.decode("utf-8", "replace")
    executions = [int(one or other) for one, other in _DONE.findall(told)]
    covered = [int(each) for each in _COVERED.findall(told)]
    files = tuple(sorted(found.iterdir()))
    return Driven(target, max(executions, default=0), max(covered, default=0), files, told)


def dictionary() -> Iterator[str]:
    """The words of our formats, as libFuzzer's dictionaries are written."""
    from ulysse_game.compiler.choices import CHOICE_KEYS
    from ulysse_game.compiler.scenes import SCENE_KEYS
    from ulysse_game.compiler.walkthroughs import CHECKS, KEYS
    from ulysse_game.compiler.world import CHAPTER_KEYS, STORY_KEYS, WORLD_KEYS

    keys = {*CHOICE_KEYS, *SCENE_KEYS, *CHECKS, *KEYS, *CHAPTER_KEYS, *STORY_KEYS, *WORLD_KEYS}
    for word in (*(f"{key}: " for key in sorted(keys)), *WORDS):
        escaped = "".join(f"\\x{byte:02x}" for byte in word.encode())
        yield f'"{escaped}"'


WORDS = (
    "{if ", "{else if ", "{else}", "{end}", "{page}", "{echo ", "{&", "{~", "{!", "|", "}", "\n\n",
    "ann", "bob", "p", "crew", "people", "observations", "trust", "stress", "weather", "calm", "n",
    " and ", " or ", "not ", " is ", " is not ", " in ", "count(", "any(", "first(", "sum(",
    "most(", "min(", "max(", "half(", "close(", "here", "visits", "taken(", " for ", " if ", "..",
    "start", "aside", "the_end", "return", "draw ", " else ", " odds ", "msgctxt ", "msgid ",
    "msgstr ", "msgid_plural ", "#, fuzzy\n", "#| msgid ", "#~ ", "\\n", "\\\"", "=== world/",
    "=== 1_part/scenes.yaml\n", "  text: |\n", "  - ", "&a", "*a", "<<: ", "!!python/", "\\ud800",
    "\":", "null", "1e999", "[[[[", "{\"", "999999999999", "-1", "\u00a0", "\u202f", "\u2028",
)  # fmt: skip
