"""`make prove [ONLY=part]`: every proof, or one. Ends with 1 where something does not hold.

python -m prove [part ...] [--kills N] [--pictures N] [--minutes M] [--load-minutes M]
                [--photos N] [--imported N] [--seed S]
"""

import argparse
import sys
import tempfile
from pathlib import Path

from prove import (
    backup,
    bulk,
    disk,
    export,
    feedback,
    fuzz_api,
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
    "pressure",
    "disk",
    "site",
    "takeover",
    "load",
    "pipeline",
    "feedback",
    "stack",
    "images",
    "export",
)
BY_THEMSELVES = {
    "backup": backup.main,
    "bulk": bulk.main,
    "pressure": pressure.main,
    "disk": disk.main,
    "site": site.main,
    "takeover": takeover.main,
    "stack": stack.main,
    "images": images.main,
    "pipeline": pipeline.main,
    "feedback": feedback.main,
}
BAD_PICTURES = Path(tempfile.gettempdir()) / "curator-bad-pictures"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all where none is named")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--pictures", type=int, default=20_000)
    parser.add_argument("--minutes", type=float, default=20, help="of schemathesis")
    parser.add_argument("--photos", type=int, default=5000, help="of the export")
    parser.add_argument("--imported", type=int, default=500, help="photos of the export that is taken in again")
    parser.add_argument("--load-minutes", type=float, default=20, help="of load at 80 %% of capacity")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    held = [prove(part, asked) for part in asked.parts or PARTS]
    return 0 if all(held) else 1


def prove(part: str, asked: argparse.Namespace) -> bool:
    print(f"== {part}", flush=True)
    match part:
        case "kill":
            return kill.main(asked.kills, asked.seed)
        case "fuzz":
            pictures = fuzz_pictures(asked.pictures, asked.seed, keep_in=BAD_PICTURES, say=True)
            print(pictures, flush=True)
            return fuzz_api.main(asked.minutes, asked.seed) and pictures.is_good
        case "load":
            return load.main(asked.load_minutes)
        case "export":
            return export.main(asked.photos, asked.imported)
        case _:
            return BY_THEMSELVES[part]()


if __name__ == "__main__":
    sys.exit(main())
