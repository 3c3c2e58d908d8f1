"""Costly input is read by a process that can be killed: it may hang or swell, and the service does not.

`python -m app.isolation --memory-bytes N --seconds N MODULE [ARGUMENT ...]` is the process.
"""

import argparse
import asyncio
import os
import resource
import runpy
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import IO, Final

# How the module says that what it prints on stderr is meant for the person.
EXIT_SAYS_WHY: Final = 3
_POLITENESS: Final = 5  # nice(1): below the service's own threads


class TookTooLong(RuntimeError):
    """The process was killed at its time limit."""


class Refused(ValueError):
    """The module refuses its input; the message tells the person why."""


class BrokeDown(RuntimeError):
    """The process ended otherwise: out of memory, or by an error. The message is for the log."""


async def run_isolated(
    module: str,
    *arguments: str,
    stdin: bytes | IO[bytes] = b"",
    stdout: IO[bytes] | None = None,
    timeout_s: float,
    memory_bytes: int | None,
) -> bytes:
    """What `python -m module arguments` prints, or nothing where it prints into the file `stdout`.

    The process, and all that it starts, ends with this call. `memory_bytes` bounds its address space, where the
    system has such a limit (macOS does not). A file as `stdin` is read from its start.

    Raises: TookTooLong, Refused, BrokeDown.
    """
    limits = ["--seconds", str(timeout_s)]
    if memory_bytes is not None:
        limits += ["--memory-bytes", str(memory_bytes)]
    sent = stdin if isinstance(stdin, bytes) else None
    source: int | IO[bytes] = asyncio.subprocess.PIPE
    if not isinstance(stdin, bytes):
        stdin.seek(0)
        source = stdin
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", __name__, *limits, module, *arguments),
        stdin=source,
        stdout=stdout or asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(timeout_s):
            printed, complaint = await process.communicate(sent)
    except TimeoutError as error:
        raise TookTooLong from error
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
    told = complaint.decode(errors="replace").strip()
    if process.returncode == EXIT_SAYS_WHY:
        raise Refused(told)
    if process.returncode != 0:
        raise BrokeDown(told.splitlines()[-1] if told else f"exit status {process.returncode}")
    return printed or b""


def main(command: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--memory-bytes", type=int)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("module")
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    asked = parser.parse_args(command)
    os.nice(_POLITENESS)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Ends the process also where the service died before it could.
    seconds = int(asked.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    if asked.memory_bytes is not None:
        with suppress(ValueError):  # macOS knows no such limit; that of time remains
            resource.setrlimit(resource.RLIMIT_AS, (asked.memory_bytes, asked.memory_bytes))
    sys.argv = [asked.module, *asked.arguments]
    runpy.run_module(asked.module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
