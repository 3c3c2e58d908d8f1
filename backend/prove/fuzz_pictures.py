"""Damaged pictures through the one function that opens them: no crash, bounded memory and time.

A worker process with limited address space reads each. It must not die or take too long; a refusal (`ImageRefused`) and
a picture that can still be read are both fine.
"""

import multiprocessing
import os
import resource
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path

from prove.mutations import FORMATS, mutate, seed_pictures

# An 80-megapixel picture may briefly take 16 bytes per pixel, and the process itself some hundreds of MB.
ADDRESS_SPACE_BYTES = 3 * 1024**3
SECONDS_A_PICTURE = 20.0
RESIDENT_LIMIT_BYTES = 2 * 1024**3


@dataclass
class Outcome:
    seed: int
    pictures: Counter[str] = field(default_factory=Counter)  # by format
    answers: Counter[str] = field(default_factory=Counter)  # `read`, or the class of the refusal
    wrong: list[str] = field(default_factory=list)
    slowest_s: float = 0.0
    most_memory_bytes: int = 0
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        return not self.wrong and self.most_memory_bytes < RESIDENT_LIMIT_BYTES

    def __str__(self) -> str:
        counted = ", ".join(f"{name} {count}" for name, count in sorted(self.pictures.items()))
        answered = ", ".join(f"{name} {count}" for name, count in self.answers.most_common())
        return "\n".join(
            [
                f"seed {self.seed}: {self.pictures.total()} damaged pictures ({counted}), {self.seconds:.0f} s",
                f"  {answered}",
                f"  slowest {self.slowest_s:.1f} s, maximum memory {self.most_memory_bytes / 1024**2:.0f} MiB",
                f"  crashes, unexpected errors, timeouts: {len(self.wrong)}",
                *(f"    {line}" for line in self.wrong[:40]),
            ]
        )


def fuzz_pictures(
    count: int, seed: int, *, processes: int = 2, keep_in: Path | None = None, verbose: bool = False
) -> Outcome:
    """Read `count` damaged pictures; failures are written to `keep_in`."""
    outcome, began = Outcome(seed), time.monotonic()
    pictures = seed_pictures()
    context = multiprocessing.get_context("spawn")
    workers = [_Worker(context) for _ in range(processes)]
    waiting, given = iter(range(count)), 0
    for worker in workers:
        worker.give(_job(pictures, seed, next(waiting)))
    while any(worker.job for worker in workers):
        wait([worker.connection for worker in workers if worker.job], timeout=1)
        for worker in workers:
            answer = worker.answer()
            if answer is None:
                continue
            job = worker.job
            assert job is not None
            _count(outcome, job, answer, keep_in)
            worker.job = None
            given += 1
            if verbose and given % 2000 == 0:
                print(f"{given} pictures", flush=True)
            if answer.is_fatal:
                worker.replace()
            if (number := next(waiting, None)) is not None:
                worker.give(_job(pictures, seed, number))
    for worker in workers:
        worker.end()
    outcome.seconds = time.monotonic() - began
    return outcome


@dataclass
class Job:
    name: str
    format: str
    content: bytes
    began: float


@dataclass
class Answer:
    kind: str
    seconds: float
    memory_bytes: int = 0
    is_wrong: bool = False
    is_fatal: bool = False


def _job(pictures: dict[str, list[bytes]], seed: int, number: int) -> Job:
    kind = FORMATS[number % len(FORMATS)]
    of_kind = pictures[kind]
    picture = of_kind[number // len(FORMATS) % len(of_kind)]
    return Job(f"{seed}-{number}-{kind.lower()}", kind, mutate(f"{seed} {number}", picture), time.monotonic())


def _count(outcome: Outcome, job: Job, answer: Answer, keep_in: Path | None) -> None:
    outcome.pictures[job.format] += 1
    outcome.answers[answer.kind] += 1
    outcome.slowest_s = max(outcome.slowest_s, answer.seconds)
    outcome.most_memory_bytes = max(outcome.most_memory_bytes, answer.memory_bytes)
    if answer.is_wrong:
        outcome.wrong.append(f"{job.name}: {answer.kind}")
        if keep_in:
            keep_in.mkdir(parents=True, exist_ok=True)
            (keep_in / job.name).write_bytes(job.content)


class _Worker:
    def __init__(self, context: multiprocessing.context.SpawnContext) -> None:
        self._context = context
        self.job: Job | None = None
        self._start()

    def _start(self) -> None:
        self.connection, other = self._context.Pipe()
        self._process = self._context.Process(target=_read_pictures, args=(other,), daemon=True)
        self._process.start()
        other.close()
        self.connection.recv()  # imports are done; the clock starts here

    def give(self, job: Job) -> None:
        job.began = time.monotonic()
        self.job = job
        self.connection.send_bytes(job.content)

    def answer(self) -> Answer | None:
        """The result for the current picture; None while there is none."""
        if self.job is None:
            return None
        seconds = time.monotonic() - self.job.began
        try:
            if self.connection.poll():
                kind, spent_s, memory_bytes, is_wrong = self.connection.recv()
                return Answer(kind, spent_s, memory_bytes, is_wrong)
        except (EOFError, OSError):
            self._process.join()
            return Answer(f"the worker died ({self._process.exitcode})", seconds, is_wrong=True, is_fatal=True)
        if seconds > SECONDS_A_PICTURE * 3:  # stuck even on a busy machine
            return Answer("no answer", seconds, is_wrong=True, is_fatal=True)
        return None

    def replace(self) -> None:
        self.end()
        self._start()

    def end(self) -> None:
        self.connection.close()
        self._process.kill()
        self._process.join()


def _read_pictures(connection: Connection) -> None:
    """The worker process: receives bytes, sends (kind, seconds, memory, is_wrong)."""
    from app.vision.images import ImageRefused, read_picture

    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # decoders print warnings
    connection.send("ready")
    while True:
        try:
            content = connection.recv_bytes()
        except EOFError:
            return
        began, wrong = time.process_time(), False
        try:
            picture = read_picture(content)
            kind = "read"
            wrong = picture.pixels.ndim != 3 or picture.pixels.shape[2] != 3 or not picture.pixels.flags.c_contiguous
        except ImageRefused as refusal:
            kind = type(refusal).__name__
        except Exception as error:  # noqa: BLE001  any other exception is a finding
            kind, wrong = f"{type(error).__name__}: {error}"[:200], True
        spent_s = time.process_time() - began
        if spent_s > SECONDS_A_PICTURE:
            kind, wrong = f"{kind} after {spent_s:.0f} s", True
        memory_bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        connection.send((kind, spent_s, memory_bytes, wrong))
