"""Writes the reference for drift monitoring of the released models, `app/registry/monitoring/references/VERSION.npz`.

    python -m ml.drift_reference     after each release; then commit the new files

The reference is half of the validation and test photos, read as the service reads an upload. No model was trained on
them. A photo's digest decides its half. The other half shows that similar photos raise no alarm (ml/evaluate_drift.py).
Both splits are mixed because they differ: they come from different people, and the test split has three times as many
shoes.
"""

import argparse
import hashlib
from pathlib import Path

from app.registry.monitoring.reference import (
    ClassReference,
    EmbeddingReference,
    keep_class_reference,
    keep_embedding_reference,
)
from ml.monitoring.halves import digest_of_photo, half_of_photos
from ml.monitoring.model_answers import answers_to, released
from ml.parameters import DATA_DIR


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw-dir", type=Path, default=DATA_DIR / "raw")
    arguments = parser.parse_args()
    paths = half_of_photos(arguments.raw_dir / "clothing-dataset-small", "reference")
    answers = answers_to(paths, what="reference")
    photos = hashlib.sha256(b"".join(map(digest_of_photo, paths))).hexdigest()
    classifier, compatibility = released()
    keep_class_reference(classifier.version, ClassReference(answers.categories, answers.confidences, photos))
    keep_embedding_reference(compatibility.version, EmbeddingReference(answers.embeddings, photos))
    print(f"{len(paths)} photos: {classifier.version}.npz, {compatibility.version}.npz")


if __name__ == "__main__":
    main()
