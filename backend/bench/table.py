"""Compare figures and show them in a table."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np

Row = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """A line of the table: Curator compared with something else. A `ratio` above 1 means that Curator is better."""

    what: str
    ours: str
    theirs: str = ""
    ratio: float | None = None
    aim: str = ""

    @property
    def is_missed(self) -> bool:
        """Whether the figures miss the aim: `< N` (largest value), `> N` or `N` (ratio), `within N` (first values)."""
        aim = re.match(r"(<|>|within|)\s*([\d.]+)", self.aim)
        if aim is None:
            return False
        kind, limit = aim[1], float(aim[2])
        ours, theirs = numbers(self.ours), numbers(self.theirs)
        if kind == "<":
            return max(ours) >= limit
        if kind == "within":
            return theirs[0] - ours[0] > limit
        if self.ratio is not None:
            return self.ratio < limit
        return not self.theirs and ours[0] > limit  # a count, with nothing to compare it with


def numbers(text: str) -> list[float]:
    return [float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


def quicker(what: str, ours_ms: float, theirs_ms: float, theirs: str, aim: str = "") -> Line:
    """A line of times, where less is better."""
    return Line(what, f"{ours_ms:,.1f} ms", f"{theirs_ms:,.1f} ms ({theirs})", round(theirs_ms / ours_ms, 2), aim)


def exponent(sizes: Sequence[float], times: Sequence[float]) -> float:
    """Growth of time with size: the slope of log time over log size. 0 is constant, 1 linear, 2 quadratic."""
    return round(float(np.polyfit(np.log(sizes), np.log(times), 1)[0]), 2)


def median_ms(call: Callable[[], object], runs: int) -> float:
    """The median of `runs` calls, after one to warm up."""
    call()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return round(median(times), 3)


def print_rows(rows: list[Row]) -> None:
    """Print rows below their column names; rows with other columns start a new block."""
    names: list[str] = []
    for row in rows:
        if list(row) != names:
            names = list(row)
            widths = [max(len(name), 9, *(len(_shown(r[name])) for r in rows if list(r) == names)) for name in names]
            print("  ".join(f"{name:>{width}}" for name, width in zip(names, widths, strict=True)))
        print("  ".join(f"{_shown(value):>{width}}" for value, width in zip(row.values(), widths, strict=True)))


def _shown(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def markdown(lines: Sequence[Line]) -> str:
    """The table in docs/performance.md. A missed aim says so."""
    head = "| | Curator | compared with | ratio | aim |\n|---|---|---|---|---|"
    ratios = ["" if line.ratio is None else f"{line.ratio:g}" for line in lines]
    body = [
        f"| {line.what} | {line.ours} | {line.theirs} | {ratio} | {line.aim}{', missed' if line.is_missed else ''} |"
        for line, ratio in zip(lines, ratios, strict=True)
    ]
    return "\n".join([head, *body])
