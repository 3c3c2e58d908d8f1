"""Downloads Production models from the registry, in a separate process.

    python -m app.registry.downloads [--seed]

This keeps MLflow out of the service's memory, lets the service give up on a registry that hangs, and keeps the service
running if a file crashes ONNX Runtime. Prints one JSON list: an entry per model (see `FetchedVersion`).
"""

import argparse
import asyncio
import contextlib
import fcntl
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.registry.candidate import CandidateRefused, check_candidate, digest_of, known_answer
from app.registry.models import VERSION_LENGTH, Kind, cached_file, keep_in_cache, kinds
from app.settings import Settings, get_settings
from app.vision.onnx import ModelUnavailable
from app.vision.provenance import facts_among, read_provenance, write_provenance

if TYPE_CHECKING:
    from app.registry.mlflow_registry import ModelRegistry, Registered

TIMEOUT_S: Final = 300
RELEASED: Final = "released files"  # the source of versions that this module registered
# MLflow would retry an unreachable server for minutes.
_PATIENCE: Final = {
    "MLFLOW_HTTP_REQUEST_TIMEOUT": "10",
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "2",
    "AWS_MAX_ATTEMPTS": "2",
    "MLFLOW_ENABLE_ASYNC_LOGGING": "false",
    "MLFLOW_DISABLE_TELEMETRY": "true",
}


@dataclass(frozen=True)
class FetchedVersion:
    """The registry's version of one model: a checked file in the cache, or the problem with it.

    Both are None if the registry has no such model.
    """

    name: str
    version: str | None = None
    registry_version: str | None = None
    problem: str | None = None


async def fetch_production(*, seed: bool = False, timeout_s: float = TIMEOUT_S) -> list[FetchedVersion]:
    """Run this module as a process; with `seed`, it first registers the released models in an empty registry."""
    command = [sys.executable, "-m", "app.registry.downloads", *(["--seed"] if seed else [])]
    process = await asyncio.create_subprocess_exec(
        *command,
        env=_PATIENCE | dict(os.environ),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        printed, complaints = await asyncio.wait_for(process.communicate(), timeout_s)
    except TimeoutError:
        return _all(f"The model registry did not answer within {timeout_s:.0f} seconds.")
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        last = (complaints.decode(errors="replace").strip().splitlines() or ["no word"])[-1]
        return _all(f"The model registry could not be asked: {last[:300]}")
    return [FetchedVersion(**entry) for entry in json.loads(printed.splitlines()[-1])]


def _all(problem: str) -> list[FetchedVersion]:
    return [FetchedVersion(kind.name, problem=problem) for kind in kinds(get_settings())]


def deliver(settings: Settings, *, seed: bool) -> list[FetchedVersion]:
    """The work of `fetch_production` (blocking)."""
    from app.registry.mlflow_registry import ModelRegistry, RegistryUnreachable

    try:
        registry = ModelRegistry(settings)
    except RegistryUnreachable as error:
        return _all(str(error))
    deliveries = []
    for kind in kinds(settings):
        try:
            if seed:
                seed_registry(registry, kind)
            deliveries.append(_deliver(registry, settings, kind))
        except RegistryUnreachable as error:
            deliveries.append(FetchedVersion(kind.name, problem=str(error)))
    return deliveries


def seed_registry(registry: "ModelRegistry", kind: Kind) -> None:
    """Register the released model as Production if the name has no version yet.

    Nobody promotes models on a laptop, so there a newer release replaces an older one that was registered this way.
    Versions that a person registered are left alone, and an earlier version is never promoted again.

    Raises: RegistryUnreachable.
    """
    from app.registry.mlflow_registry import KNOWN_ANSWER, ORIGIN, SHA256

    versions, production = registry.versions(kind.name), registry.production(kind.name)
    untouched = production is not None and production.tags.get(ORIGIN) == RELEASED
    if versions and not untouched and not _half_seeded(versions):
        return
    try:
        tags = {
            SHA256: digest_of(kind.released),
            KNOWN_ANSWER: known_answer(kind, kind.released),
            ORIGIN: RELEASED,
        }
        tags |= read_provenance(kind.released, tags[SHA256])
    except (OSError, ModelUnavailable):
        return  # nothing to register; the service reports the missing file
    is_known = any(one.sha256 == tags[SHA256] for one in versions)
    if is_known and production is not None:
        return
    beside = [kind.weights] if kind.weights.exists() else []
    registry.promote(registry.register(kind.name, kind.released, tags, beside))


def _half_seeded(versions: list["Registered"]) -> bool:
    """Registered here, but interrupted before it was promoted."""
    from app.registry.mlflow_registry import ORIGIN

    return all(one.tags.get(ORIGIN) == RELEASED for one in versions)


def _deliver(registry: "ModelRegistry", settings: Settings, kind: Kind) -> FetchedVersion:
    production = registry.production(kind.name)
    if production is None:
        if not registry.versions(kind.name):
            return FetchedVersion(kind.name)
        return FetchedVersion(kind.name, problem=_without_alias(kind.name, settings.mlflow_model_stage.lower()))
    if production.sha256 and _is_cached(settings, production.sha256):
        return FetchedVersion(kind.name, production.sha256[:VERSION_LENGTH], production.version)
    try:
        version = _fetch(registry, production, settings, kind)
    except (FileNotFoundError, CandidateRefused) as error:
        problem = f"Version {production.version} of {kind.name} in the registry was not taken over. {error}"
        return FetchedVersion(kind.name, problem=problem)
    return FetchedVersion(kind.name, version, production.version)


def _fetch(registry: "ModelRegistry", production: "Registered", settings: Settings, kind: Kind) -> str:
    """Download a version into the cache; returns its name there. Raises: FileNotFoundError, CandidateRefused."""
    from app.registry.mlflow_registry import KNOWN_ANSWER, SHA256

    with tempfile.TemporaryDirectory(dir=settings.models_cache_dir, prefix=".fetching-") as folder:
        path, known = registry.fetch(production, Path(folder))
        if SHA256 not in known or KNOWN_ANSWER not in known:
            raise CandidateRefused("It has no digest and no known answer: `make release` registers both.")
        check_candidate(kind, path, known[SHA256], known[KNOWN_ANSWER])
        version = known[SHA256][:VERSION_LENGTH]
        write_provenance(cached_file(settings, version), known[SHA256], facts_among(known))
        keep_in_cache(settings, path, version)
    return version


def _is_cached(settings: Settings, sha256: str) -> bool:
    path = cached_file(settings, sha256[:VERSION_LENGTH])
    return path.exists() and digest_of(path) == sha256


def _without_alias(name: str, alias: str) -> str:
    return f"No version of {name} in the registry has the alias {alias!r}. Assign it to the version that should answer."


@contextlib.contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Two processes on one data folder must not seed an empty registry at the same time."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left_over in folder.glob(".fetching-*"):
            shutil.rmtree(left_over, ignore_errors=True)
        yield


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", action="store_true", help="register the released models in an empty registry")
    arguments = parser.parse_args()
    settings = get_settings()
    with _one_at_a_time(settings.models_cache_dir):
        deliveries = deliver(settings, seed=arguments.seed)
    sys.stdout.write(json.dumps([asdict(delivery) for delivery in deliveries]) + "\n")


if __name__ == "__main__":
    main()
