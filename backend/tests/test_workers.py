"""The pool for work that would hold up the event loop."""

import asyncio
import itertools
import threading
from types import SimpleNamespace

import pytest

from app.workers import JUDGED_BY, Busy, Workers


def test_no_more_wait_than_may():
    async def press() -> list[object]:
        workers, go_on = Workers(threads=1, max_waiting=2), threading.Event()
        pressing = [asyncio.create_task(workers.run(go_on.wait)) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await workers.run(int)
        go_on.set()
        done = await asyncio.gather(*pressing)
        await workers.close()
        return done

    assert asyncio.run(press()) == [True, True, True]


def test_who_would_wait_too_long_is_refused_though_there_are_places(monkeypatch: pytest.MonkeyPatch):
    seconds = itertools.count()  # every piece of work takes one
    monkeypatch.setattr("app.workers.time", SimpleNamespace(monotonic=lambda: next(seconds)))

    async def press() -> None:
        workers, go_on = Workers(threads=1, max_waiting=50, max_wait_s=3.5), threading.Event()
        for _ in range(JUDGED_BY):
            await workers.run(int)
        pressing = [asyncio.create_task(workers.run(go_on.wait)) for _ in range(4)]
        await asyncio.sleep(0)
        assert workers.wait_s == 4
        with pytest.raises(Busy):
            await workers.run(int)
        go_on.set()
        await asyncio.gather(*pressing)
        assert await workers.run(int) == 0
        await workers.close()

    asyncio.run(press())


def test_what_is_quick_does_not_wait_behind_what_is_slow():
    async def press() -> None:
        workers, go_on = Workers(threads=1, max_waiting=1), threading.Event()
        pressing = [asyncio.create_task(workers.run(go_on.wait)) for _ in range(2)]
        await asyncio.sleep(0)
        assert await workers.quick.run(int) == 0
        assert not any(task.done() for task in pressing)
        go_on.set()
        await asyncio.gather(*pressing)
        await workers.close()

    asyncio.run(press())


def test_place_in_the_queue_comes_free_with_the_work_and_not_before():
    async def give_up() -> None:
        workers, go_on, begun = Workers(threads=1, max_waiting=1), threading.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()

        def work() -> None:
            loop.call_soon_threadsafe(begun.set)
            go_on.wait()

        given_up = asyncio.create_task(workers.run(work))
        await begun.wait()
        given_up.cancel()
        await asyncio.gather(given_up, return_exceptions=True)
        waiting = asyncio.create_task(workers.run(int))
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await workers.run(int)
        go_on.set()
        assert await waiting == 0
        await workers.close()

    asyncio.run(give_up())
