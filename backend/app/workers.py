"""A bounded pool of threads for work that would hold up the event loop."""

import asyncio
import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from statistics import median
from typing import Any, Final, ParamSpec, TypeVar

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

JUDGED_BY: Final = 16  # latest pieces of work; of half as many nothing is concluded yet


class Busy(RuntimeError):
    """More is waiting than can be worked on soon."""

    retry_after_s = 5

    def __init__(self) -> None:
        super().__init__("Too much is waiting to be worked on right now. Try again in a few seconds.")


class Capacity:
    """Places for what must be held in memory as long as it is worked on."""

    def __init__(self, places: int) -> None:
        self._free = places

    @contextmanager
    def place(self) -> Iterator[None]:
        """Raises: Busy, at once, where every place is taken."""
        if not self._free:
            raise Busy
        self._free -= 1
        try:
            yield
        finally:
            self._free += 1


class BoundedPool:
    """So many threads, and so many places to wait for one: fewer where it would take longer than `max_wait_s`.

    At the event loop's own priority (nice(1)): below it, on a machine busy with other things, a thread would hold
    Python's lock for long without getting on, and the loop wait for it.
    """

    def __init__(self, threads: int, max_waiting: int, name: str, max_wait_s: float = math.inf) -> None:
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._room = threads + max_waiting
        self._inside = 0
        self._lock = threading.Lock()
        self._max_wait_s = max_wait_s
        self._took_s: deque[float] = deque(maxlen=JUDGED_BY)
        self.threads = threads

    @property
    def busy(self) -> int:
        return min(self._inside, self.threads)

    @property
    def waiting(self) -> int:
        return max(0, self._inside - self.threads)

    @property
    def wait_s(self) -> float:
        """How long who comes now would wait for a thread, judged by what the latest took."""
        if len(self._took_s) < JUDGED_BY // 2:
            return 0.0
        return median(self._took_s) * max(0, self._inside + 1 - self.threads) / self.threads

    async def run(
        self, work: Callable[Parameters, Result], *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Result:
        """Do `work` in the pool.

        Raises: Busy, at once, where the queue is full or would take too long; and whatever `work` raises.
        """
        with self._lock:
            if self._inside >= self._room or self.wait_s > self._max_wait_s:
                raise Busy
            self._inside += 1

        def timed() -> Result:
            start = time.monotonic()
            try:
                return work(*args, **kwargs)
            finally:
                with self._lock:
                    self._took_s.append(time.monotonic() - start)

        # The context goes along, so that log lines of the thread name their request.
        future = self._executor.submit(copy_context().run, timed)
        # The place is given back when the work ends, not when its caller stops waiting: a thread cannot be cancelled.
        future.add_done_callback(self._leave)
        return await asyncio.wrap_future(future)

    def _leave(self, _done: Future[Any]) -> None:
        with self._lock:
            self._inside -= 1

    async def close(self) -> None:
        """Let what is running end; what only waits is dropped."""
        await asyncio.to_thread(self._executor.shutdown, wait=True, cancel_futures=True)


class Workers(BoundedPool):
    """One thread a core: image work and inference let go of Python's lock, so more would only add memory.

    What takes milliseconds has a lane of its own, `quick`: behind a queue of photos it would wait for many seconds.
    """

    def __init__(self, threads: int, max_waiting: int, max_wait_s: float = math.inf) -> None:
        # BLAS's own threads spin while they wait for each other: outfits from 10,000 garments took six times as long.
        threadpool_limits(1, user_api="blas")
        super().__init__(threads, max_waiting, "worker", max_wait_s)
        self.quick = BoundedPool(1, max_waiting, "quick")

    async def close(self) -> None:
        await self.quick.close()
        await super().close()
