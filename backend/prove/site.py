"""The site looked at closely: axe-core on every page in both themes and widths, and Lighthouse on a large wardrobe.

Both are scripts of the site's own (`frontend/package.json`), on the built site and a real service; what Lighthouse
measures is only worth something on a machine with nothing else to do.
"""

import subprocess
from pathlib import Path

FRONTEND = Path(__file__).parents[2] / "frontend"
SCRIPTS = ("e2e:long", "lighthouse")


def main() -> bool:
    """Runs every script, also after one that failed. True where all hold."""
    ended = [subprocess.run(["npm", "run", "--silent", script], cwd=FRONTEND).returncode for script in SCRIPTS]
    return not any(ended)
