"""Kills `ml.release` before each of its steps in turn, then runs it to the end.

    python killed_release.py STEP[,STEP...] [words of ml.release]

Every run is a real process that is killed. It is forked, so that nothing is imported twice.
"""

import os
import signal
import sys
from typing import Any

from app.registry.mlflow_registry import ModelRegistry
from ml import release

# By name: before the n-th call of a function. Earlier steps are done, later ones are not.
STEPS: dict[str, tuple[Any, str, int]] = {
    "decided": (release, "_carry_out", 1),
    "one-file-in-place": (release, "_copy", 2),
    "files-in-place": (release, "dvc", 1),
    "committed-to-dvc": (release, "dvc", 2),
    "pushed": (release, "keep_released", 1),
    "tidied": (release, "_register", 1),
    "registered": (ModelRegistry, "promote", 1),
    "promoted": (release.shutil, "rmtree", 1),
}


def run(words: list[str], step: tuple[Any, str, int] | None = None) -> int:
    """The exit status of a run, killed before a step or not."""
    child = os.fork()
    if child == 0:
        if step:
            kill_before(*step)
        os._exit(release.main(words))
    return os.waitpid(child, 0)[1]


def kill_before(owner: Any, name: str, call: int) -> None:
    function, calls = getattr(owner, name), []

    def counted(*arguments: Any, **options: Any) -> Any:
        calls.append(name)
        if len(calls) == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **options)

    setattr(owner, name, counted)


if __name__ == "__main__":
    steps, *words = sys.argv[1:]
    for name in steps.split(","):
        status = run(words, STEPS[name])
        if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
            sys.exit(f"not killed when {name}, but ended with status {status}")
    sys.exit(os.waitstatus_to_exitcode(run(words)))
