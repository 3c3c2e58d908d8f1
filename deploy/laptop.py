"""`make run`: serve the API and the site until interrupted.

Both are child processes. TERM and Ctrl-C end both and wait for them; if one ends unexpectedly, so does the other.
"""

import argparse
import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[1]
SECONDS_TO_START = 90
SECONDS_TO_END = 20
# glibc keeps freed memory in one pool per thread, up to eight per core; two are enough and hold far less.
MEMORY_POOLS = {"MALLOC_ARENA_MAX": "2"}


async def main(api_port: int, web_port: int | None) -> int:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)

    api_address = f"http://127.0.0.1:{api_port}"
    api = await start(
        [
            *(sys.executable, "-m", "app"),
            *("--host", "127.0.0.1", "--port", str(api_port), "--log-level", "warning"),
        ],
        ROOT / "backend",
        {"CURATOR_SITE_URL": f"http://localhost:{web_port}"} if web_port else None,
    )
    children = [api]
    if web_port is not None:
        site = await start(
            ["node", "server.js"],
            ROOT / "frontend" / ".next" / "standalone",
            {"API_URL": api_address, "PORT": str(web_port), "HOSTNAME": "127.0.0.1"},
        )
        children.append(site)
    ended = [asyncio.create_task(child.wait()) for child in children]
    stopping = asyncio.create_task(stop.wait())
    announcing = asyncio.create_task(announce(api_address, web_port))
    try:
        await asyncio.wait([*ended, stopping], return_when=asyncio.FIRST_COMPLETED)
    finally:
        announcing.cancel()
        await end(children)
    return 0 if stop.is_set() else 1


async def start(command: list[str], folder: Path, more: dict[str, str] | None = None) -> asyncio.subprocess.Process:
    # In a new session Ctrl-C reaches only this process, which then ends the others in order.
    return await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env=MEMORY_POOLS | os.environ | (more or {}),
        start_new_session=True,
    )


async def end(children: list[asyncio.subprocess.Process]) -> None:
    for child in children:
        if child.returncode is None:
            child.terminate()
    for child in children:
        try:
            await asyncio.wait_for(child.wait(), SECONDS_TO_END)
        except TimeoutError:
            child.kill()


async def announce(api_address: str, web_port: int | None) -> None:
    """Print the addresses once the servers answer."""
    await wait_for_answer(f"{api_address}/health/live")
    print(f"API   {api_address}  (documentation: {api_address}/docs)", flush=True)
    if web_port is None:
        return
    site_address = f"http://localhost:{web_port}"
    await wait_for_answer(f"http://127.0.0.1:{web_port}/")
    print(f"Site  {site_address}", flush=True)
    link = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "app.accounts.link",
        cwd=ROOT / "backend",
        stdout=asyncio.subprocess.PIPE,
    )
    token, _ = await link.communicate()
    if link.returncode == 0:
        print(
            f"\nSign in as the owner, once: {site_address}/welcome#token={token.decode().strip()}\n",
            flush=True,
        )


async def wait_for_answer(address: str) -> None:
    """Raises: TimeoutError after SECONDS_TO_START."""
    async with (
        httpx.AsyncClient(trust_env=False) as client,
        asyncio.timeout(SECONDS_TO_START),
    ):
        while True:
            with contextlib.suppress(httpx.TransportError):
                if (await client.get(address)).is_success:
                    return
            await asyncio.sleep(0.1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--api-port", type=int, required=True)
    parser.add_argument("--web-port", type=int, help="port of the site; without it only the API is served")
    arguments = parser.parse_args()
    sys.exit(asyncio.run(main(arguments.api_port, arguments.web_port)))
