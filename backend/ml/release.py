"""Releases a candidate: compares it, copies it, commits it to DVC, registers it, and finally sets the alias.

    python -m ml.release [--dry-run] [--only classifier|cutout|compatibility]
    python -m ml.release --rollback classifier|cutout|compatibility

The decision and a copy of the files are written before anything changes, so after a kill the same command continues
from there. Setting the alias is the commit point: until then every service keeps its model. The git commit is up to
you.
"""

import argparse
import fcntl
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.registry.candidate import digest_of, known_answer
from app.registry.mlflow_registry import KNOWN_ANSWER, ORIGIN, SHA256, ModelRegistry, Registered, RegistryUnreachable
from app.registry.models import Kind, classifier_kind, compatibility_kind, cutout_kind
from app.settings import get_settings
from app.vision.onnx import ModelUnavailable
from app.vision.provenance import facts_among, read_provenance, write_provenance
from ml.data.feedback_photos import FOLDER
from ml.parameters import DATA_DIR, PARAMS_FILE, REPOSITORY_DIR, read_parameters
from ml.releasing.shadow_counts import shadow_disagreements
from ml.releasing.store import keep_released
from ml.tracking.runs import MODEL_URI, find_run

REPLACES = "replaces"  # tag: the version that a rollback returns to


class ReleaseFailed(RuntimeError):
    """A release cannot continue; the message says why and what to do."""


@dataclass(frozen=True)
class Product:
    """One model: the folder of its candidate, and the DVC file that tracks the released files."""

    name: str
    kind: Kind
    candidate_dir: Path
    dvc_file: Path

    @property
    def files(self) -> tuple[str, str]:
        """Weights first: the `.onnx`, which the service runs, is copied last."""
        return self.kind.weights.name, self.kind.released.name

    @property
    def staging_dir(self) -> Path:
        return DATA_DIR / "release" / self.name


def products() -> dict[str, Product]:
    settings = get_settings()
    return {
        "classifier": Product(
            "classifier",
            classifier_kind(settings),
            DATA_DIR / "classifier",
            REPOSITORY_DIR / "weights.dvc",
        ),
        "cutout": Product(
            "cutout",
            cutout_kind(settings),
            DATA_DIR / "cutout",
            REPOSITORY_DIR / "weights.dvc",
        ),
        "compatibility": Product(
            "compatibility",
            compatibility_kind(settings),
            DATA_DIR / "siamese",
            REPOSITORY_DIR / "models.dvc",
        ),
    }


def release(product: Product, rules: Mapping[str, Any], *, dry_run: bool) -> bool:
    """Release a product's candidate if it is better. Returns False when it was refused.

    Raises: ReleaseFailed, RegistryUnreachable.
    """
    if (product.staging_dir / "decision.json").exists():
        print(f"{product.name}: going on with the release that was begun")
        if not dry_run:
            _carry_out(product)
        return True
    missing = [name for name in product.files if not (product.candidate_dir / name).exists()]
    if missing:
        print(f"{product.name}: no candidate ({', '.join(missing)} not in {product.candidate_dir}); run `make train`")
        return True
    candidate = product.candidate_dir / product.kind.released.name
    if product.kind.released.exists() and digest_of(candidate) == digest_of(product.kind.released):
        print(f"{product.name}: the candidate is what is released")
        verdict: dict[str, Any] = {"reason": "it is what is released"}
    else:
        from ml.releasing.gate import (  # imports PyTorch, which resuming and rolling back do not need
            DataMismatch,
            judge,
        )

        print(f"{product.name}: {candidate} against {product.kind.released}, validation data")
        raw_dir = DATA_DIR / "raw" / "clothing-dataset-small"
        try:
            judged = judge(product.kind, candidate, rules, DATA_DIR / "preprocessed", raw_dir, FOLDER)
        except DataMismatch as error:
            if not dry_run:
                raise ReleaseFailed(str(error)) from error
            print(f"  cannot be compared: {error}")
            return False
        print(judged.table())
        print(shadow_disagreements(candidate), end="")
        if not judged.accepted:
            return False
        verdict = asdict(judged)
    if dry_run:
        print(f"  would now: copy to {product.kind.released.parent}, dvc commit and push, register, set the alias")
        return True
    _register_what_is_in_use(product)
    digest = digest_of(candidate)
    provenance = read_provenance(candidate, digest) or read_provenance(product.kind.released, digest)
    _decide(product, product.candidate_dir, verdict, provenance)
    _carry_out(product)
    return True


def _register_what_is_in_use(product: Product) -> None:
    """If the registry has no Production version, register the model in use, for a rollback of the first release."""
    registry, kind = ModelRegistry(get_settings()), product.kind
    if registry.production(kind.name) or not (kind.released.exists() and kind.weights.exists()):
        return
    digests = {kind.released.name: digest_of(kind.released)}
    try:
        decision = {
            "sha256": digests,
            "provenance": read_provenance(kind.released, digests[kind.released.name]),
            "verdict": {"reason": "in use before this registry"},
        }
        known = _register(registry, product, decision)
    except ModelUnavailable as broken:
        print(f"  not registered, so a rollback will not find it: {broken}")
        return
    registry.promote(known)


def roll_back(product: Product) -> None:
    """Release the version that the Production version replaced. Raises: ReleaseFailed, RegistryUnreachable."""
    if (product.staging_dir / "decision.json").exists():
        print(f"{product.name}: going on with what was begun")
        if "rolls_back" in _carry_out(product)["verdict"]:
            return
    registry = ModelRegistry(get_settings())
    now = registry.production(product.kind.name)
    before = next(
        (one for one in registry.versions(product.kind.name) if now and one.version == now.tags.get(REPLACES)), None
    )
    if now is None or before is None:
        raise ReleaseFailed(f"{product.kind.name} has no version before the one that is Production.")
    with tempfile.TemporaryDirectory() as folder:
        try:
            onnx, known = registry.fetch(before, Path(folder))
            weights = registry.fetch_beside(before, product.kind.weights.name, Path(folder))
        except FileNotFoundError as error:
            raise ReleaseFailed(f"Version {before.version} of {product.kind.name}: {error}") from error
        if digest_of(onnx) != known.get(SHA256):
            raise ReleaseFailed(f"Version {before.version} of {product.kind.name} is damaged in the registry.")
        files = Path(folder) / "files"
        files.mkdir()
        shutil.copyfile(onnx, files / product.kind.released.name)
        shutil.copyfile(weights, files / product.kind.weights.name)
        print(f"{product.name}: back from version {now.version} to version {before.version}")
        verdict = {"reason": f"back from version {now.version}", "rolls_back": now.version}
        _decide(product, files, verdict, facts_among(before.tags))
    _carry_out(product)


def _decide(product: Product, source: Path, verdict: Mapping[str, Any], provenance: Mapping[str, str]) -> None:
    """Copy the files, then write the decision. From here on the release only has to be carried out."""
    shutil.rmtree(product.staging_dir, ignore_errors=True)
    product.staging_dir.mkdir(parents=True)
    for name in product.files:
        shutil.copyfile(source / name, product.staging_dir / name)
    digests = {name: digest_of(product.staging_dir / name) for name in product.files}
    partial = product.staging_dir / "decision.part"
    partial.write_text(json.dumps({"sha256": digests, "provenance": provenance, "verdict": verdict}, indent=2))
    partial.replace(product.staging_dir / "decision.json")


def _carry_out(product: Product) -> dict[str, Any]:
    """Copy, commit to DVC, push, register, set the alias. Every step is idempotent. Returns the decision."""
    decided: dict[str, Any] = json.loads((product.staging_dir / "decision.json").read_text())
    decision = {"provenance": {}, **decided}  # begun by an older version of Curator, it has none
    onnx = product.kind.released
    write_provenance(onnx, decision["sha256"][onnx.name], decision["provenance"])
    for name, digest in decision["sha256"].items():
        _copy(product.staging_dir / name, product.kind.released.parent / name, digest)
    print(f"  in place: {product.kind.released.parent}")
    dvc("commit", "--force", product.dvc_file.name)
    dvc("push", "--remote", "release", product.dvc_file.name)
    kept = keep_released(REPOSITORY_DIR)
    print(f"  in DVC: {product.dvc_file.name}, pushed to `release` ({kept.megabytes:.1f} MB kept there)")
    registry = ModelRegistry(get_settings())
    now = registry.production(product.kind.name)
    registered = _register(registry, product, decision)
    if now is None or now.sha256 != registered.sha256:
        if now is not None and "rolls_back" not in decision["verdict"]:
            registry.client.set_model_version_tag(registered.name, registered.version, REPLACES, now.version)
        registry.promote(registered)
    print(f"  in the registry: {registered.name}, version {registered.version}, is Production")
    shutil.rmtree(product.staging_dir)
    references = "backend/app/registry/monitoring/references"
    print(f"  left to you: make drift-reference; git add {product.dvc_file.name} .dvcstore {references}; git commit")
    return decision


def _register(registry: ModelRegistry, product: Product, decision: Mapping[str, Any]) -> Registered:
    import mlflow

    onnx = product.kind.released
    digest = decision["sha256"][onnx.name]
    known = next((one for one in registry.versions(product.kind.name) if one.sha256 == digest), None)
    if known:
        return known
    tags = {
        SHA256: digest,
        KNOWN_ANSWER: known_answer(product.kind, onnx),
        ORIGIN: "release",
        **decision["provenance"],
        "verdict": json.dumps(decision["verdict"])[:4000],
    }
    run_id = find_run(registry, digest)
    if run_id is None:  # trained with another MLflow server
        return registry.register(product.kind.name, onnx, tags, [product.kind.weights])
    uri = registry.client.get_run(run_id).data.tags[MODEL_URI]
    version = mlflow.register_model(uri, product.kind.name, tags=tags)
    return Registered(version.name, str(version.version), tags)


def _copy(source: Path, target: Path, sha256: str) -> None:
    if target.exists() and digest_of(target) == sha256:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, partial)
    if digest_of(partial) != sha256:
        raise ReleaseFailed(f"{source} changed during the release. Delete {source.parent} and run again.")
    partial.replace(target)


def dvc(*words: str) -> None:
    """Raises: ReleaseFailed."""
    command = [sys.executable, "-m", "dvc", *words, "--quiet"]
    result = subprocess.run(command, cwd=REPOSITORY_DIR, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
    if result.returncode:
        raise ReleaseFailed(f"`dvc {' '.join(words)}` failed: {result.stderr.strip()}. Run the same command again.")


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry-run", action="store_true", help="compare and explain, change nothing")
    parser.add_argument("--only", choices=list(products()), help="only one model")
    parser.add_argument("--rollback", choices=list(products()), help="release the previous version again")
    parser.add_argument("--params-file", type=Path, default=PARAMS_FILE)
    arguments = parser.parse_args(words)
    rules = read_parameters(arguments.params_file).release.model_dump()
    (DATA_DIR / "release").mkdir(parents=True, exist_ok=True)
    with (DATA_DIR / "release" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            if arguments.rollback:
                roll_back(products()[arguments.rollback])
                return 0
            chosen = [one for one in products().values() if arguments.only in (None, one.name)]
            accepted = [release(one, rules, dry_run=arguments.dry_run) for one in chosen]
        except (ReleaseFailed, RegistryUnreachable, ModelUnavailable, OSError) as error:
            print(error, file=sys.stderr)
            return 1
    return 0 if all(accepted) or arguments.dry_run else 1


if __name__ == "__main__":
    sys.exit(main())
