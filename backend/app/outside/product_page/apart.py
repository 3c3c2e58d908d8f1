"""Strangers' pages are read and rendered in processes apart.

They may hang or swell, and are ended with all that they started.
"""

from tempfile import TemporaryDirectory
from typing import Final

from app.isolation import BrokeDown, Refused, TookTooLong, run_isolated
from app.outside.fetching import BadAnswer, Fetched, Guard, TooMuch, run_browser_proxy
from app.outside.product_page.product import Product

READING_S: Final = 30.0
RENDERING_S: Final = 75.0
READING_BYTES: Final = 2 * 1024**3


async def read_product(page: Fetched) -> Product:
    """What a page says of its product, which may be nothing. Raises: BadAnswer, TooMuch."""
    arguments = [page.url, "--content-type", page.content_type]
    return Product.from_json(await _run("reading", arguments, page.content, READING_S, READING_BYTES))


async def render(address: str, guard: Guard, chromium: str, chromedriver: str) -> Fetched:
    """The page as it is after its scripts ran in a headless Chromium that reaches the network through the guard alone.

    Raises: FetchFailed; BadAnswer where Chromium or its driver is not there.
    """
    # The folder is ours to remove: the process that fills it may have to be killed.
    with TemporaryDirectory(prefix="curator-chromium-", ignore_cleanup_errors=True) as profile:
        async with run_browser_proxy(guard) as port:
            arguments = [address, "--proxy-port", str(port), "--profile", profile]
            programs = ["--chromium", chromium, "--chromedriver", chromedriver]
            # Chromium reserves far more address space than it uses.
            html = await _run("rendering", arguments + programs, b"", RENDERING_S, None)
    return Fetched(address, html, "text/html; charset=utf-8")


async def _run(module: str, arguments: list[str], stdin: bytes, timeout_s: float, memory_bytes: int | None) -> bytes:
    """What `python -m app.outside.product_page.<module>` prints."""
    try:
        return await run_isolated(
            f"{__package__}.{module}", *arguments, stdin=stdin, timeout_s=timeout_s, memory_bytes=memory_bytes
        )
    except TookTooLong as error:
        raise TooMuch("This page takes too long to be read.") from error
    except Refused as error:
        raise BadAnswer(str(error)) from error
    except BrokeDown as error:
        raise BadAnswer("This page cannot be read.") from error
