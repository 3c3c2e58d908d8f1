"""`python -m bench [name]` runs one benchmark, or all, and keeps the figures in bench/results."""

import argparse
import json
import os
import platform
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

NAMES = ("outfits", "classifier", "face")
RESULTS = Path(__file__).parent / "results"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", nargs="?", choices=NAMES)
    chosen = parser.parse_args().name
    RESULTS.mkdir(exist_ok=True)
    for name in [chosen] if chosen else NAMES:
        benchmark = import_module(f"bench.{name}")
        print(f"\n{benchmark.__doc__.strip()}\n")
        rows = benchmark.main()
        machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
        result = {"date": datetime.now(UTC).date().isoformat(), "machine": machine, "rows": rows}
        (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
