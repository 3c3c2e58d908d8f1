"""Makes tests/models/garment_heads.onnx: a garment network with every head that looks only at a photo's mean colour.

python backend/tests/ml/tiny_garment_network.py
"""

import json
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from app.detector import CATEGORIES
from app.vision.vocabulary import KINDS_OF_CATEGORY, PATTERNS, WARMTHS

FILE = Path(__file__).parent.parent / "models" / "garment_heads.onnx"
KINDS = [kind for category in CATEGORIES for kind in KINDS_OF_CATEGORY[category]]

# The mean RGB, 0..1, of a photo for which a head gives a word.
COLORS = {
    "kind": {"sweater": (0.9, 0.1, 0.1), "jeans": (0.1, 0.1, 0.9), "sneakers": (0.1, 0.9, 0.1)},
    "pattern": {"plain": (0.9, 0.1, 0.1), "striped": (0.1, 0.1, 0.9)},
    "warmth": {"warm": (0.9, 0.1, 0.1), "medium": (0.1, 0.1, 0.9), "light": (0.1, 0.9, 0.1)},
}
WORDS = {"kind": KINDS, "pattern": PATTERNS, "warmth": WARMTHS}


def build() -> onnx.ModelProto:
    """images Float[batch, 3, 32, 32] 0..1 -> kind, pattern, warmth: probabilities Float[batch, words]."""
    nodes = [helper.make_node("ReduceMean", ["images", "axes"], ["mean"], keepdims=0)]
    weights = [numpy_helper.from_array(np.array([2, 3], np.int64), "axes")]
    outputs = []
    for head, words in WORDS.items():
        matrix, bias = _nearest(list(words), COLORS[head])
        weights += [numpy_helper.from_array(matrix, f"{head}_w"), numpy_helper.from_array(bias, f"{head}_b")]
        nodes += [
            helper.make_node("Gemm", ["mean", f"{head}_w", f"{head}_b"], [f"{head}_logits"]),
            helper.make_node("Softmax", [f"{head}_logits"], [head], axis=1),
        ]
        outputs.append(helper.make_tensor_value_info(head, TensorProto.FLOAT, ["batch", len(words)]))
    images = helper.make_tensor_value_info("images", TensorProto.FLOAT, ["batch", 3, 32, 32])
    graph = helper.make_graph(nodes, "mean_color", [images], outputs, weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    helper.set_model_props(
        model,
        {
            "categories": json.dumps(CATEGORIES),
            "kinds": json.dumps(KINDS),
            "patterns": json.dumps(PATTERNS),
            "warmths": json.dumps(WARMTHS),
            "say_above": json.dumps({"kind": 0.5, "pattern": 0.6, "warmth": 0.5}),
            "image_size": "32",
            "review_below": "0.5",
        },
    )
    return model


def _nearest(words: list[str], colors: dict[str, tuple[float, ...]]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weights Float32[3, words] and bias Float32[words] whose logits fall with the distance from each word's colour."""
    matrix, bias = np.zeros((3, len(words)), np.float32), np.full(len(words), -30, np.float32)
    for word, color in colors.items():
        center = np.array(color, np.float32)
        matrix[:, words.index(word)] = 20 * center
        bias[words.index(word)] = -10 * center @ center
    return matrix, bias


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    onnx.save(build(), FILE)
