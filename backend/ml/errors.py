"""Failures that a person can act on, and how a command ends with them."""

import errno
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_DISK_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


class StageFailed(RuntimeError):
    """A stage cannot continue; the message says why and what to do."""

    status = 1


class WriteFailed(StageFailed):
    """A file could not be written."""

    def __init__(self, path: Path, error: Exception) -> None:
        super().__init__(
            f"{path} could not be written ({error}; {_free_space(path)}). Free space or make the folder writable, then "
            "run the same command again."
        )


@contextmanager
def ends_with_a_sentence() -> Iterator[None]:
    """Print StageFailed and OSError on stderr without a traceback, and exit with 1, or 2 for wrong parameters.

    Also a decorator, for `main`.
    """
    try:
        yield
    except StageFailed as error:
        print(error, file=sys.stderr)
        sys.exit(error.status)
    except OSError as error:
        advice = " Free space and run the same command again." if error.errno in _DISK_FULL else ""
        print(f"{error}.{advice}", file=sys.stderr)
        sys.exit(StageFailed.status)


def _free_space(path: Path) -> str:
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    return f"{shutil.disk_usage(folder).free / 1e6:,.0f} MB free there"
