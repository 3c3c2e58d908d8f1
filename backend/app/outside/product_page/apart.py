"""Strangers' pages are read and rendered in processes apart.

They may hang or swell, and are ended with all that they started.
"""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from tempfile import TemporaryDirectory
from typing import Final

from app.outside.fetching import BadAnswer, Fetched, Guard, TooMuch, run_browser_proxy
from app.outside.product_page.product import Product

READING_S: Final = 30.0
RENDERING_S: Final = 75.0
# How a process says that what it prints on stderr is meant for the person.
EXIT_SAYS_WHY: Final = 3


async def read_product(page: Fetched) -> Product:
    """What a page says of its product, which may be nothing. Raises: BadAnswer, TooMuch."""
    arguments = [page.url, "--content-type", page.content_type]
    return Product.from_json(await _run("reading", arguments, page.content, READING_S))


async def render(address: str, guard: Guard, chromium: str, chromedriver: str) -> Fetched:
    """The page as it is after its scripts ran in a headless Chromium that reaches the network through the guard alone.

    Raises: FetchFailed; BadAnswer where Chromium or its driver is not there.
    """
    # The folder is ours to remove: the process that fills it may have to be killed.
    with TemporaryDirectory(prefix="curator-chromium-", ignore_cleanup_errors=True) as profile:
        async with run_browser_proxy(guard) as port:
            arguments = [address, "--proxy-port", str(port), "--profile", profile]
            programs = ["--chromium", chromium, "--chromedriver", chromedriver]
            html = await _run("rendering", arguments + programs, b"", RENDERING_S)
    return Fetched(address, html, "text/html; charset=utf-8")


async def _run(module: str, arguments: list[str], stdin: bytes, timeout_s: float) -> bytes:
    """What `python -m app.outside.product_page.<module>` prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", f"{__package__}.{module}", *arguments),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(timeout_s):
            printed, complaint = await process.communicate(stdin)
    except TimeoutError as error:
        raise TooMuch("This page takes too long to be read.") from error
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
    told = complaint.decode(errors="replace").strip()
    if process.returncode == EXIT_SAYS_WHY:
        raise BadAnswer(told)
    if process.returncode != 0:
        reason = told.splitlines()[-1] if told else f"exit status {process.returncode}"
        raise BadAnswer("This page cannot be read.") from ChildProcessError(reason)
    return printed
