"""Answers of the released models to many photos, read as the service reads an upload."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.cutout import cut_out, released_cutout
from app.detector import Classifier
from app.outfit_compatibility import CompatibilityModel
from app.registry.models import released_models
from app.registry.monitoring.drift import Window
from app.settings import get_settings
from app.vision.images import Pixels, encode_jpeg, read_picture

Change = Callable[[Pixels, np.random.Generator], Pixels]


def released() -> tuple[Classifier, CompatibilityModel]:
    """Raises: ModelUnavailable."""
    models = released_models(get_settings())
    return models.get_classifier(), models.get_compatibility()


def answers_to(photos: Sequence[Path], change: Change | None = None, what: str = "photos") -> Window:
    """Classes, confidences and embeddings of `photos`, each changed by `change` and saved as JPEG if given."""
    classifier, compatibility = released()

    def answer_to(number: int) -> tuple[str, float, NDArray[np.float32]]:
        picture: Pixels = read_picture(photos[number].read_bytes()).pixels
        if change:
            picture = read_picture(encode_jpeg(change(picture, np.random.default_rng([7, number])))).pixels
        answer = classifier.classify(picture)
        cutout = cut_out(picture, released_cutout())
        return answer.category, answer.confidence, compatibility.embed(picture, cutout.mask if cutout else None)

    cv2.setNumThreads(1)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        answers = list(tqdm(pool.map(answer_to, range(len(photos))), desc=what, total=len(photos), disable=None))
    return Window(
        [category for category, _, _ in answers],
        np.array([confidence for _, confidence, _ in answers], np.float32),
        np.array([embedding for _, _, embedding in answers], np.float32),
    )
