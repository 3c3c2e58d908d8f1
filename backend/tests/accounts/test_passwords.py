"""Hashing passwords is bounded, also when clients give up."""

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest

from app.accounts import passwords
from app.accounts.errors import TooManyAtOnce

THREADS, PLACES = 2, 100
FAST_HASHER = passwords._hasher  # conftest.py has replaced the real one


class SlowHasher:
    """Hashes when `go_on` is set; `begun` counts the threads that have started."""

    def __init__(self) -> None:
        self.go_on, self.begun = threading.Event(), threading.Semaphore(0)

    def hash(self, password: bytes) -> str:
        self.begun.release()
        assert self.go_on.wait(60)
        return FAST_HASHER.hash(password)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowHasher]:
    hasher = SlowHasher()
    monkeypatch.setattr(passwords, "_hasher", hasher)
    yield hasher
    hasher.go_on.set()


def begin_hashing(password: str) -> asyncio.Task[str]:
    return asyncio.create_task(passwords.hash_new_password(password, None))


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110  threads change it, without an event
            await asyncio.sleep(0.01)


def test_given_up_requests_hold_their_place_while_a_thread_works_on_them(slow: SlowHasher):
    async def press() -> None:
        given_up = [begin_hashing("a first long password") for _ in range(THREADS)]
        for _ in range(THREADS):
            await asyncio.to_thread(slow.begun.acquire)
        for task in given_up:
            task.cancel()
        await asyncio.gather(*given_up, return_exceptions=True)
        waiting = [begin_hashing("a next long password") for _ in range(PLACES - THREADS)]
        await asyncio.sleep(0)
        with pytest.raises(TooManyAtOnce):
            await passwords.hash_new_password("a password too many", None)
        slow.go_on.set()
        hashes = await asyncio.gather(*waiting)
        assert all(one.startswith("$argon2id$") for one in hashes)

    asyncio.run(press())


def test_given_up_requests_that_only_wait_free_their_place(slow: SlowHasher):
    async def press() -> None:
        waiting = [begin_hashing("a first long password") for _ in range(PLACES)]
        await until(lambda: passwords._pool.waiting == PLACES - THREADS)
        waiting[-1].cancel()
        await until(lambda: passwords._pool.waiting == PLACES - THREADS - 1)
        last = begin_hashing("takes the free place")
        await asyncio.sleep(0)
        slow.go_on.set()
        assert (await last).startswith("$argon2id$")
        await asyncio.gather(*waiting, return_exceptions=True)

    asyncio.run(press())
