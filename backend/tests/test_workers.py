"""The pool of threads for work that would block the event loop."""

import asyncio
import itertools
import threading
from types import SimpleNamespace

import pytest

from app.workers import JUDGED_BY, Busy, MemoryBudget, Workers


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


def test_owners_take_turns_and_one_cannot_fill_the_queue_of_another():
    async def press() -> list[str]:
        workers, go_on, done = Workers(threads=1, max_waiting=5), threading.Event(), list[str]()
        tasks = [asyncio.create_task(workers.run_for("much", go_on.wait))]
        tasks += [asyncio.create_task(workers.run_for("much", done.append, f"much {n}")) for n in range(5)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await workers.run_for("much", int)
        tasks += [asyncio.create_task(workers.run_for("little", done.append, f"little {n}")) for n in range(2)]
        await asyncio.sleep(0)
        go_on.set()
        await asyncio.gather(*tasks)
        await workers.close()
        return done

    assert asyncio.run(press())[:4] == ["much 0", "little 0", "much 1", "little 1"]


def test_work_that_nobody_waits_for_any_more_is_not_done():
    async def press() -> list[str]:
        workers, go_on, done = Workers(threads=1, max_waiting=5), threading.Event(), list[str]()
        first = asyncio.create_task(workers.run(go_on.wait))
        given_up = asyncio.create_task(workers.run(done.append, "given up"))
        last = asyncio.create_task(workers.run(done.append, "last"))
        await asyncio.sleep(0)
        given_up.cancel()
        await asyncio.sleep(0)
        assert workers.waiting == 1
        go_on.set()
        await asyncio.gather(first, last)
        await workers.close()
        return done

    assert asyncio.run(press()) == ["last"]


def test_memory_is_taken_as_it_comes_and_given_back():
    budget = MemoryBudget(total_bytes=10, owner_bytes=6)
    with budget.hold("a") as take:
        take(6)
        with pytest.raises(Busy):
            take(1)
        with budget.hold("a") as again, pytest.raises(Busy):
            again(1)
        with budget.hold("b") as other:
            other(4)
            with pytest.raises(Busy):
                other(1)
    with budget.hold("a") as take:
        take(6)
