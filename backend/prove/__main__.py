"""`make prove [ONLY=part]`: run every proof, or one. Exits with 1 if a claim fails.

python -m prove [part ...] [--kills N] [--pictures N] [--minutes M] [--load-minutes M]
                [--photos N] [--imported N] [--seed S]
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from prove import (
    backup,
    bulk,
    disk,
    export,
    feedback,
    fuzz_api,
    guide,
    hostile,
    images,
    kill,
    load,
    pipeline,
    pressure,
    site,
    stack,
    takeover,
)
from prove.fuzz_pictures import fuzz_pictures

PARTS = (
    "backup",
    "bulk",
    "kill",
    "fuzz",
    "hostile",
    "pressure",
    "disk",
    "site",
    "takeover",
    "load",
    "pipeline",
    "guide",
    "feedback",
    "stack",
    "images",
    "export",
)
WITHOUT_OPTIONS: Final[dict[str, Callable[[], bool]]] = {
    "backup": backup.main,
    "bulk": bulk.main,
    "hostile": hostile.main,
    "pressure": pressure.main,
    "disk": disk.main,
    "site": site.main,
    "takeover": takeover.main,
    "stack": stack.main,
    "images": images.main,
    "pipeline": pipeline.main,
    "guide": guide.main,
    "feedback": feedback.main,
}
BAD_PICTURES = Path(tempfile.gettempdir()) / "curator-bad-pictures"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"{', '.join(PARTS)}; all by default")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--pictures", type=int, default=20_000)
    parser.add_argument("--minutes", type=float, default=20, help="duration of schemathesis")
    parser.add_argument("--photos", type=int, default=5000, help="photos in the large export")
    parser.add_argument("--imported", type=int, default=500, help="photos in the export that is imported again")
    parser.add_argument("--load-minutes", type=float, default=20, help="duration of the load at 80 %% of capacity")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"unknown part: {', '.join(sorted(unknown))}")
    results = [prove(part, asked) for part in asked.parts or PARTS]
    return 0 if all(results) else 1


def prove(part: str, asked: argparse.Namespace) -> bool:
    print(f"== {part}", flush=True)
    match part:
        case "kill":
            return kill.main(asked.kills, asked.seed)
        case "fuzz":
            pictures = fuzz_pictures(asked.pictures, asked.seed, keep_in=BAD_PICTURES, verbose=True)
            print(pictures, flush=True)
            return fuzz_api.main(asked.minutes, asked.seed) and pictures.is_good
        case "load":
            return load.main(asked.load_minutes)
        case "export":
            return export.main(asked.photos, asked.imported)
        case _:
            return WITHOUT_OPTIONS[part]()


if __name__ == "__main__":
    sys.exit(main())
