"""Checks a model's file before it answers requests."""

import hashlib
import json
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np

from app.outfit_compatibility import CompatibilityModel
from app.registry.models import Kind
from app.vision.cutout import CutoutModel
from app.vision.images import Mask, Pixels
from app.vision.onnx import ModelUnavailable

# Tolerance of answers: processors round differently, by about 1e-5.
TOLERANCE: Final = 1e-2
ANSWER_SIZE: Final = (8, 8)  # of a cut-out network's answer that is compared


class CandidateRefused(RuntimeError):
    """A model in the registry is broken or differs from what was registered; the message says how."""


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def known_answer(kind: Kind, path: Path) -> str:
    """The model's answer for one fixed picture, as JSON: registered with it, and compared before it serves.

    Raises: ModelUnavailable.
    """
    return json.dumps(_answer(kind, path))


def check_candidate(kind: Kind, path: Path, sha256: str, expected: str) -> None:
    """Check digest, shape and known answer, in this order. Raises: CandidateRefused."""
    found = digest_of(path)
    if found != sha256:
        raise CandidateRefused(
            f"The file is not the one that was registered: its sha256 is {found[:12]}, not {sha256[:12]}. "
            "It may be incomplete; register the model again."
        )
    try:
        answer = _answer(kind, path)
    except ModelUnavailable as unavailable:
        raise CandidateRefused(f"The file does not work with this service. {unavailable}") from unavailable
    if not _alike(answer, json.loads(expected)):
        raise CandidateRefused(
            "The model does not give the answer here that it gave when it was registered. Compare the versions of "
            "onnxruntime, then register the model again."
        )


def _answer(kind: Kind, path: Path) -> dict[str, Any]:
    pixels, mask = probe()
    model = kind.opened_by(path)
    if isinstance(model, CompatibilityModel):
        return {"embedding": [round(float(number), 6) for number in model.embed(pixels, mask)]}
    if isinstance(model, CutoutModel):
        coarse = cv2.resize(model.confidence(pixels), ANSWER_SIZE, interpolation=cv2.INTER_AREA)
        return {"confidence": [round(float(number), 6) for number in coarse.ravel()]}
    said = model.classify(pixels)
    return {name: round(share, 6) for name, share in [(said.category, said.confidence), *said.alternatives]}


def _alike(answer: dict[str, Any], expected: dict[str, Any]) -> bool:
    for numbers in ("embedding", "confidence"):
        if numbers in expected:
            first, second = (np.asarray(one.get(numbers, []), np.float64) for one in (answer, expected))
            return first.shape == second.shape and bool(np.abs(first - second).max() <= TOLERANCE)
    # Of two equally likely classes either may come first, so shares that only one answer names must be small.
    return all(
        abs(answer.get(name, expected.get(name, 0.0)) - expected.get(name, answer.get(name, 0.0))) <= TOLERANCE
        for name in answer.keys() | expected.keys()
    )


def probe() -> tuple[Pixels, Mask]:
    """A synthetic picture: a striped red shape in front of a wall. UInt8[240, 180, 3] and Bool[240, 180]."""
    y, x = np.mgrid[0:240, 0:180].astype(np.float64)
    mask = ((x - 90) / 60) ** 2 + ((y - 120) / 95) ** 2 < 1
    wall = np.stack([200 + y / 12, 195 + y / 12, 180 + x / 12], axis=-1)
    cloth = np.stack([150 + 60 * np.sin(y / 6), 40 + y / 4, 60 + x / 5], axis=-1)
    pixels = np.where(mask[..., None], cloth, wall).round().clip(0, 255).astype(np.uint8)
    return pixels, mask
