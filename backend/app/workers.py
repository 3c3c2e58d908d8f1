"""Bounded pools of threads for work that would block the event loop, and a budget of memory for request bodies."""

import asyncio
import math
import threading
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from functools import partial
from statistics import median
from typing import Any, Final, NamedTuple, ParamSpec, TypeVar

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

JUDGED_BY: Final = 16  # latest pieces of work; with fewer than half as many, no wait is estimated
FULL_QUEUES: Final = 4  # of all owners together


class Busy(RuntimeError):
    """More work is waiting than can be done soon."""

    retry_after_s = 5

    def __init__(self) -> None:
        super().__init__("The service is busy right now. Try again in a few seconds.")


class MemoryBudget:
    """Memory for request bodies that must not be written to disk, limited in total and for each owner.

    It is taken as the bytes arrive, so a slow body takes little of it.
    """

    def __init__(self, total_bytes: int, owner_bytes: int) -> None:
        self._free = total_bytes
        self._owner_bytes = owner_bytes
        self._taken: Counter[Hashable] = Counter()

    @contextmanager
    def hold(self, owner: Hashable) -> Iterator[Callable[[int], None]]:
        """Yields a function that takes a number of bytes; all are returned when the context ends.

        It raises: Busy.
        """
        mine = 0

        def take(size_bytes: int) -> None:
            nonlocal mine
            if size_bytes > self._free or self._taken[owner] + size_bytes > self._owner_bytes:
                raise Busy
            mine += size_bytes
            self._free -= size_bytes
            self._taken[owner] += size_bytes

        try:
            yield take
        finally:
            self._free += mine
            self._taken[owner] -= mine
            if not self._taken[owner]:
                del self._taken[owner]


class BoundedPool:
    """A fixed number of threads, with a bounded queue for each owner; work that would wait too long is refused.

    Owners take turns, so that one with much work does not delay another with little.

    The threads have the event loop's own priority (nice(1)). With a lower one, on a machine busy with other things, a
    thread could hold Python's lock for long without progress while the loop waits for it.
    """

    def __init__(self, threads: int, max_waiting: int, name: str, max_wait_s: float = math.inf) -> None:
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._room = threads + max_waiting
        self._inside: Counter[Hashable] = Counter()  # by owner: running and waiting work
        self._queues: OrderedDict[Hashable, deque[_Piece]] = OrderedDict()
        self._lock = threading.RLock()
        self._max_wait_s = max_wait_s
        self._took_s: deque[float] = deque(maxlen=JUDGED_BY)
        self.threads = threads

    @property
    def busy(self) -> int:
        return min(self._inside.total(), self.threads)

    @property
    def waiting(self) -> int:
        return max(0, self._inside.total() - self.threads)

    @property
    def wait_s(self) -> float:
        """Estimated wait of work without an owner."""
        return self.wait_of(None)

    def wait_of(self, owner: Hashable) -> float:
        """Estimated wait of the owner's next piece of work, from the durations of the latest pieces."""
        if len(self._took_s) < JUDGED_BY // 2:
            return 0.0
        # Owners take turns: each other owner has at most as many pieces before it as this owner has.
        turn = self._inside[owner] + 1
        ahead = turn + sum(min(count, turn) for other, count in self._inside.items() if other != owner)
        return median(self._took_s) * max(0, ahead - self.threads) / self.threads

    async def run(
        self, work: Callable[Parameters, Result], *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Result:
        """`run_for` without an owner."""
        return await self.run_for(None, work, *args, **kwargs)

    async def run_for(
        self, owner: Hashable, work: Callable[Parameters, Result], *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Result:
        """Run `work` in the pool when it is the owner's turn.

        Raises: Busy, at once, if the owner's queue is full or would take too long; and whatever `work` raises.
        """
        future: Future[Result] = Future()
        # The context is copied, so that log lines of the thread name their request.
        piece = _Piece(future, partial(copy_context().run, work, *args, **kwargs))
        with self._lock:
            is_full = self._inside[owner] >= self._room or self._inside.total() >= FULL_QUEUES * self._room
            if is_full or self.wait_of(owner) > self._max_wait_s:
                raise Busy
            self._inside[owner] += 1
            self._queues.setdefault(owner, deque()).append(piece)
        # The place is given back when the work ends, not when its caller stops waiting: a thread cannot be cancelled.
        future.add_done_callback(lambda _: self._leave(owner))
        self._executor.submit(self._do_next)
        return await asyncio.wrap_future(future)

    def _do_next(self) -> None:
        """Do the next piece of work of the owner whose turn it is."""
        with self._lock:
            owner, queue = self._queues.popitem(last=False)
            piece = queue.popleft()
            if queue:
                self._queues[owner] = queue  # after the others
        if not piece.future.set_running_or_notify_cancel():
            return
        start = time.monotonic()
        try:
            result = piece.work()
        except BaseException as error:  # noqa: BLE001  raised to the awaiting caller
            self._note(start)
            piece.future.set_exception(error)
        else:
            self._note(start)
            piece.future.set_result(result)

    def _note(self, start: float) -> None:
        with self._lock:
            self._took_s.append(time.monotonic() - start)

    def _leave(self, owner: Hashable) -> None:
        with self._lock:
            self._inside[owner] -= 1
            if not self._inside[owner]:
                del self._inside[owner]

    async def close(self) -> None:
        """Wait for running work; waiting work is dropped."""
        with self._lock:
            waiting = [piece for queue in self._queues.values() for piece in queue]
        await asyncio.to_thread(self._executor.shutdown, wait=True, cancel_futures=True)
        for piece in waiting:
            piece.future.cancel()


class _Piece(NamedTuple):
    future: Future[Any]
    work: Callable[[], Any]


class Workers(BoundedPool):
    """One thread per core: image work and inference release Python's lock, so more threads would only need more memory.

    Work of milliseconds has its own thread, `quick`: behind a queue of photos it would wait for many seconds.
    """

    def __init__(self, threads: int, max_waiting: int, max_wait_s: float = math.inf) -> None:
        # BLAS's own threads spin while they wait for each other: outfits from 10,000 garments took six times as long.
        threadpool_limits(1, user_api="blas")
        super().__init__(threads, max_waiting, "worker", max_wait_s)
        self.quick = BoundedPool(1, max_waiting, "quick")

    async def close(self) -> None:
        await self.quick.close()
        await super().close()
