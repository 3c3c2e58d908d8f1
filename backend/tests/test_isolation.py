"""A process that reads costly input ends at its limits, with all that it started."""

import asyncio
import os
import time
from pathlib import Path

import pytest

from app.isolation import BrokeDown, TookTooLong, run_isolated


def run(statement: str, **limits: float | None) -> bytes:
    return asyncio.run(
        run_isolated("timeit", "-n1", "-r1", statement, **({"timeout_s": 20, "memory_bytes": None} | limits))
    )


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def test_memory_is_bounded():
    with pytest.raises(BrokeDown, match="MemoryError"):
        run("bytearray(2**30)", memory_bytes=2**28)


def test_time_is_bounded_for_all_that_it_started(tmp_path: Path):
    noted = tmp_path / "process"
    with pytest.raises(TookTooLong):
        sleep = "import subprocess; p = subprocess.Popen(['sleep', '60'])"
        run(f"{sleep}; open('{noted}', 'w').write(str(p.pid)); p.wait()", timeout_s=3)
    end = time.monotonic() + 5
    while is_alive(int(noted.read_text())) and time.monotonic() < end:
        time.sleep(0.05)
    assert not is_alive(int(noted.read_text()))


def test_a_file_is_read_from_its_start_and_another_is_filled(tmp_path: Path):
    with (tmp_path / "in").open("w+b") as source, (tmp_path / "out").open("w+b") as target:
        source.write(b'{"a": 1}')
        assert (
            asyncio.run(run_isolated("json.tool", stdin=source, stdout=target, timeout_s=20, memory_bytes=None)) == b""
        )
        target.seek(0)
        assert target.read().split() == [b"{", b'"a":', b"1", b"}"]


def test_it_is_politer_than_the_service():
    least = min(19, os.getpriority(os.PRIO_PROCESS, 0) + 1)
    run(f"import os; assert os.getpriority(os.PRIO_PROCESS, 0) >= {least}")


def test_a_broken_module_tells_the_log_why():
    with pytest.raises(BrokeDown, match="ValueError"):
        run("raise ValueError('no')")
