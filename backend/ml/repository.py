"""The git repository that the code is in."""

import subprocess

from ml.parameters import REPOSITORY_DIR


def git(*words: str) -> str:
    """What a git command prints, stripped; empty when it fails."""
    command = ["git", "-C", str(REPOSITORY_DIR), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 - fixed words


def git_commit() -> str:
    """The commit that is checked out; "unknown" outside a repository."""
    return git("rev-parse", "HEAD") or "unknown"


def git_changed() -> bool:
    """Whether tracked code or parameters differ from the commit."""
    return bool(git("status", "--porcelain", "--untracked-files=no", "--", "backend", "params.yaml"))
