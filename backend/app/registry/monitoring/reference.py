"""Each version's predictions for reference photos, processed as the service processes an upload.

`references/VERSION.npz`, in git: small (3 KB for a classifier, 90 KB for a compatibility model). Every version has its
own file, so that a rollback of a model also restores its reference. `python -m ml.drift_reference` writes those of the
released models.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from app.registry.monitoring.two_samples import Floats

REFERENCES: Final = Path(__file__).parent / "references"


@dataclass(frozen=True)
class ClassReference:
    """For a classifier version: class and confidence Float32[N] of each photo; `photos` is the digest of them all."""

    categories: Sequence[str]
    confidences: Floats
    photos: str


@dataclass(frozen=True)
class EmbeddingReference:
    """For a compatibility model's version: Float32[N, 128], in the order of the `ClassReference` of the same photos."""

    embeddings: Floats
    photos: str


def class_reference(version: str) -> ClassReference | None:
    """None if there is none for this version."""
    kept = _kept(REFERENCES / f"{version}.npz")
    if kept is None:
        return None
    return ClassReference([str(name) for name in kept["categories"]], kept["confidences"], str(kept["photos"]))


def embedding_reference(version: str) -> EmbeddingReference | None:
    """None if there is none for this version."""
    kept = _kept(REFERENCES / f"{version}.npz")
    return None if kept is None else EmbeddingReference(kept["embeddings"].astype(np.float32), str(kept["photos"]))


def keep_class_reference(version: str, reference: ClassReference) -> None:
    REFERENCES.mkdir(exist_ok=True)
    np.savez_compressed(
        REFERENCES / f"{version}.npz",
        categories=np.asarray(reference.categories),
        confidences=reference.confidences,
        photos=np.asarray(reference.photos),
    )


def keep_embedding_reference(version: str, reference: EmbeddingReference) -> None:
    """In half precision, which is finer than these tests need."""
    REFERENCES.mkdir(exist_ok=True)
    half = reference.embeddings.astype(np.float16)
    np.savez_compressed(REFERENCES / f"{version}.npz", embeddings=half, photos=np.asarray(reference.photos))


@lru_cache(maxsize=8)
def _kept(path: Path) -> dict[str, Any] | None:
    if not path.exists():
        return None
    with np.load(path) as kept:
        return dict(kept)
