"""`python -m bench [name]` runs one benchmark or all, saves the figures in bench/results, and prints one table.

`python -m bench --document` writes the saved figures into docs/performance.md, and some of them into README.md.
"""

import argparse
import json
import os
import platform
import time
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.document import document
from bench.table import Line, markdown

NAMES = ("upload", "cutout", "models", "scoring", "outfits", "lists", "face")
RESULTS = Path(__file__).parent / "results"
REPOSITORY = Path(__file__).resolve().parents[2]
IN_README = (
    "photos a second, without cut-out, 4 clients",
    "photos a second, with cut-out, 4 clients",
    "most memory, with cut-out, MiB",
    "ready to serve, s",
    "cut-out's IoU, median (mean), beside ISNet medium",
    "5 outfits, through HTTP, 100 / 10,000 garments, ms",
)
PACKAGES = ("torch", "ultralytics-opencv-headless", "onnxruntime", "opencv-python-headless", "numpy", "fastapi")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", nargs="?", choices=NAMES)
    parser.add_argument("--document", action="store_true")
    given = parser.parse_args()
    if given.document:
        document(REPOSITORY / "docs/performance.md", RESULTS, NAMES)
        document(REPOSITORY / "README.md", RESULTS, NAMES, only=IN_README)
        return
    RESULTS.mkdir(exist_ok=True)
    lines: list[Line] = []
    for name in [given.name] if given.name else NAMES:
        benchmark = import_module(f"bench.{name}")
        print(f"\n{(benchmark.__doc__ or '').strip()}\n", flush=True)
        busy = os.getloadavg()[0]
        start = time.monotonic()
        rows = benchmark.main()
        compared = benchmark.compare(rows) if rows else []
        result = {
            "date": datetime.now(UTC).date().isoformat(),
            **machine(),
            "load before": round(busy, 2),
            "seconds": round(time.monotonic() - start),
            "rows": rows,
            "lines": [asdict(line) for line in compared],
        }
        (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=1) + "\n")
        lines += compared
    told = machine()
    print(f"\n{told['machine']}; {told['versions']}; ratio above 1: Curator is better\n")
    print(markdown(lines))


def machine() -> dict[str, Any]:
    """The machine that the figures were measured on."""
    info = Path("/proc/cpuinfo")
    models = [line for line in info.read_text().splitlines() if line.startswith("model name")] if info.exists() else []
    processor = models[0].partition(":")[2].strip() if models else platform.machine()
    return {
        "machine": f"{processor}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "versions": ", ".join(f"{package} {version(package)}" for package in PACKAGES),
    }


if __name__ == "__main__":
    main()
