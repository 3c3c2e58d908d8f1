"""The site in detail: axe-core on every page in both themes and widths, and Lighthouse on a large wardrobe.

Both are scripts in `frontend/package.json`, for the built site and a real service. Lighthouse's figures are only
meaningful on an otherwise idle machine.
"""

import subprocess
from pathlib import Path

FRONTEND = Path(__file__).parents[2] / "frontend"
SCRIPTS = ("e2e:long", "lighthouse")


def main() -> bool:
    """Run all scripts, even after a failure. True if all succeed."""
    ended = [subprocess.run(["npm", "run", "--silent", script], cwd=FRONTEND).returncode for script in SCRIPTS]
    return not any(ended)
