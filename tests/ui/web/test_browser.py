"""The game in a real browser: from the title to the first save, loaded again, and closed."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

pytest.importorskip("textual_serve", reason="needs the extra `web`")

import ulysse_game
from tests.ui.web.browser import Page, browser, program
from tests.ui.web.house import until

ROOT = Path(__file__).parents[3]
STORY = ROOT / "tests" / "samples" / "story"
SOURCES = Path(ulysse_game.__file__).parent.parent


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[str]:
    """The game as a player serves it; it is ended by Ctrl+C."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "ulysse_game", "serve", "--story", str(STORY),
        stdout=asyncio.subprocess.PIPE, cwd=folder, start_new_session=True,
        env={
            **kept, "HOME": str(folder), "LC_ALL": "fr_FR.UTF-8", "PYTHONPATH": str(SOURCES),
            "ULYSSE_CACHE_DIR": str(folder / "cache"), "ULYSSE_SAVE_DIR": str(folder / "saves"),
        },
    )  # fmt: skip
    assert process.stdout is not None
    try:
        said = (await process.stdout.readline()).decode()
        assert said.startswith("Le jeu est à l’adresse http://127.0.0.1:")
        yield said.split()[-1]
    finally:
        process.send_signal(signal.SIGINT)
        async with asyncio.timeout(10):
            await process.stdout.read()
            assert await process.wait() == 0


def playing(folder: Path) -> list[int]:
    """The processes that play in a folder of saves."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if str(folder / "saves" / "web").encode() in line:
                found.append(int(entry.name))
    return found


@pytest.mark.skipif(program() is None, reason="there is no Chromium on this machine")
@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="looks into /proc")
def test_from_the_title_to_the_first_save_and_back(tmp_path: Path) -> None:
    async def script(page: Page, address: str) -> None:
        await page.call("Network.setExtraHTTPHeaders", headers={"Accept-Language": "fr"})
        await page.visit(address)
        await page.until("français")
        await page.press("1")
        await page.until("Seven sleep traces")
        await page.press("End", "1")  # the same key at once would be one that is held
        await page.until("MARTIN")  # the page has turned, and so it has been saved
        (first,) = playing(tmp_path)
        await page.resize(420, 500)
        await page.until("MARTIN")
        await page.reload()
        await page.until("Continuer")
        (second,) = playing(tmp_path)
        assert second != first
        await page.resize(800, 600)
        await page.drawn_to(600)
        await page.until("Continuer")
        await page.click(*page.place("Continuer"))
        await page.until("MARTIN")
        await page.close()
        await until(lambda: not playing(tmp_path))
        assert all(
            asked.startswith((address, address.replace("http", "ws"))) for asked in page.asked
        )
        assert not [said for said in page.complaints if "WebGL" not in said]

    async def run() -> None:
        async with served(tmp_path) as address, browser(tmp_path / "browser") as page:
            await script(page, address)
        assert len(list((tmp_path / "saves" / "web").iterdir())) == 1

    asyncio.run(run())
