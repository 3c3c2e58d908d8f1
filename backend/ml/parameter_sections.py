"""The sections of params.yaml, typed. Every key is required, none may be added, and text is not read as a number."""

import importlib.util
import re
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

MOBILENET: Final = "mobilenet_v2"
LITE: Final = "efficientnet_lite0"
RELEASED: Final = "released"  # as `pretrained`: start from the model in use

Count = Annotated[int, Field(ge=1)]
NotNegative = Annotated[float, Field(ge=0)]
Rate = Annotated[float, Field(gt=0, lt=10)]
Seed = Annotated[int, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]
BelowOne = Annotated[float, Field(ge=0, lt=1)]
Side = Annotated[int, Field(ge=32, le=1024)]  # pixels


def _from_the_start(sizes: list[list[int | float]]) -> list[list[int | float]]:
    example = "write pairs of share and pixels such as [[0.0, 128], [0.5, 192]]"
    if not sizes or any(len(pair) != 2 or pair[1] < 32 or pair[1] != int(pair[1]) for pair in sizes):
        raise ValueError(f"{example}, with at least 32 pixels")
    shares = [share for share, _ in sizes]
    if shares[0] != 0:
        raise ValueError(f"the first share must be 0, the start of the training; {example}")
    if shares != sorted(set(shares)) or shares[-1] >= 1:
        raise ValueError(f"shares must ascend and stay below 1; {example}")
    return sizes


TrainingSizes = Annotated[list[list[int | float]], AfterValidator(_from_the_start)]  # [share of epochs done, pixels]


class Section(BaseModel):
    """A part of params.yaml."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class SourceParameters(Section):
    """A repository at one commit; `ml/data/sources/NAME.sha256` lists the files that are used of it."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]  # of its folder and its list
    repository: Annotated[str, Field(pattern=r"^[\w.-]+/[\w.-]+$")]  # OWNER/NAME
    commit: Annotated[str, Field(pattern=r"^[0-9a-f]{40}$")]
    mirrored_as: str = ""  # another name of its archive in a mirror folder
    tables: dict[Literal["labels.csv", "senders.csv"], str] = {}  # their names in a mirror folder

    @property
    def archive_name(self) -> str:
        return f"{self.repository.partition('/')[2]}-{self.commit}.tar.gz"

    @property
    def url(self) -> str:
        return f"https://github.com/{self.repository}/archive/{self.commit}.tar.gz"


class DownloadParameters(Section):
    """Stage `download`."""

    sources: list[SourceParameters]


class OwnPhotosParameters(Section):
    """Stage `own_photos`."""

    folder: Annotated[str, Field(min_length=1)]  # a subfolder per class, or a photos.csv; from the repository's folder
    near_bits: Annotated[int, Field(ge=0, le=16)]  # fingerprints this close count as the same photo


class GarmentPictures(Section):
    """Single garments, as the classifier sees them."""

    cache_px: Side
    photos_per_class: Seed  # of the data set in each split; 0 takes all


class OutfitPictures(Section):
    """Garments of street photos."""

    image_size: Side
    photos: Seed  # street photos; 0 takes all
    seed: Seed


class PreprocessParameters(Section):
    """Stage `preprocess`."""

    garments: GarmentPictures
    outfits: OutfitPictures


class CutParameters(Section):
    """Stage `cut_garments`."""

    seed: Seed


class ClassifierParameters(Section):
    """Stage `train_classifier`."""

    architecture: str
    pretrained: Literal["package", "torchvision", "released", "none"]
    seed: Seed
    image_size: Side  # of evaluation and serving
    training_sizes: TrainingSizes
    frozen_blocks: Seed  # of the backbone, from the stem
    crop_area: list[float]  # smallest and largest share of the picture in a training view
    surroundings_share: Share  # of the views, with other surroundings
    epochs: Count
    patience: Seed  # epochs without a lower log loss on the validation split before training stops; 0 trains all epochs
    batch_size: Count
    lr: Rate
    head_lr: Rate
    weight_decay: NotNegative
    warmup_share: Share
    dropout: BelowOne
    label_smoothing: BelowOne
    mix_share: Share
    ema_decay: BelowOne

    @field_validator("architecture")
    @classmethod
    def _known(cls, architecture: str) -> str:
        if architecture not in (MOBILENET, LITE) and not _is_ultralytics(architecture):
            raise ValueError(f"known are {MOBILENET}, {LITE}, and Ultralytics' classifiers such as yolo11n-cls")
        return architecture

    @field_validator("crop_area")
    @classmethod
    def _ascending(cls, area: list[float]) -> list[float]:
        if len(area) != 2 or not 0 < area[0] <= area[1] <= 4:
            raise ValueError("write the smallest and the largest share, such as [0.45, 1.9]")
        return area

    @model_validator(mode="after")
    def _weights_fit_the_network(self) -> Self:
        if _is_ultralytics(self.architecture):
            if self.pretrained in ("package", "torchvision"):
                raise ValueError(
                    f"there are no initial weights for {self.architecture}: set pretrained to none, or architecture to "
                    f"{MOBILENET} or {LITE}"
                )
            if self.frozen_blocks:
                raise ValueError(f"{self.architecture} has no blocks to freeze: set frozen_blocks to 0")
        if self.architecture == LITE and self.pretrained == "torchvision":
            raise ValueError(f"torchvision has no weights of {LITE}: set pretrained to package")
        return self


class SiameseParameters(Section):
    """Stage `train`, the compatibility network."""

    pretrained: Literal["package", "torchvision", "none"]
    seed: Seed
    image_size: Side
    epochs: Count
    batch_size: Count  # outfits
    lr: Rate
    weight_decay: NotNegative
    warmup_share: Share
    temperature: Annotated[float, Field(gt=0)]
    shrinkage: NotNegative
    dropout: BelowOne
    copies: Count


class CutoutParameters(Section):
    """Stage `train_cutout`."""

    pretrained: Literal["package", "torchvision", "released", "none"]
    masks_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]  # of backend/masks/teacher_masks.zip
    seed: Seed
    image_size: Annotated[int, Field(ge=32, le=1024, multiple_of=32)]
    training_sizes: TrainingSizes
    width: Count  # channels of the decoder
    frozen_blocks: Seed  # of the features, from the stem
    surroundings: Count  # corners of photos to compose with
    photo_share: Share  # of the views: photos with the teacher's mask; the others are compositions
    epochs: Count
    steps: Count  # batches of an epoch
    batch_size: Count
    lr: Rate
    decoder_lr: Rate
    weight_decay: NotNegative
    warmup_share: Share
    ema_decay: BelowOne

    @field_validator("training_sizes")
    @classmethod
    def _halved_five_times(cls, sizes: list[list[int | float]]) -> list[list[int | float]]:
        if any(pixels % 32 for _, pixels in sizes):
            raise ValueError("pixels must be multiples of 32")
        return sizes


class Limits(Section):
    """What a figure must gain."""

    gain: float
    low: float


class ReleaseParameters(Section):
    """The release gate (ml/releasing/gate.py)."""

    seed: Seed
    resamples: Count
    interval: Annotated[float, Field(gt=0, lt=1)]
    classifier: dict[str, Limits]
    classifier_and_twin: dict[str, Limits]
    fewest_of_people: Count
    by_people: dict[str, Limits]
    compatibility: dict[str, Limits]
    cutout: dict[str, Limits]


class MachineParameters(Section):
    """How this machine computes. No stage depends on it, so a change runs nothing again."""

    device: Literal["auto", "cpu", "cuda"]  # auto: cuda if PyTorch finds a GPU
    workers: Annotated[int, Field(ge=0, le=64)]  # processes that prepare pictures; 0: the training process does


class Parameters(Section):
    """All of params.yaml."""

    machine: MachineParameters
    download: DownloadParameters
    own_photos: OwnPhotosParameters
    preprocess: PreprocessParameters
    cut_garments: CutParameters
    train_classifier: ClassifierParameters
    train: SiameseParameters
    train_cutout: CutoutParameters
    release: ReleaseParameters

    @model_validator(mode="after")
    def _sizes_agree(self) -> Self:
        made, used = self.preprocess.outfits.image_size, self.train.image_size
        if made != used:
            raise ValueError(f"preprocess.outfits.image_size is {made} and train.image_size is {used}: make them equal")
        return self


def _is_ultralytics(architecture: str) -> bool:
    """Whether Ultralytics brings the network along; found without importing it, which takes seconds."""
    package = importlib.util.find_spec("ultralytics")
    if package is None or "-cls" not in architecture:
        return False
    layout = re.sub(r"(\d+)[nslmx]-", r"\1-", architecture)  # n, s, m, l and x share a file
    folders = [Path(place) / "cfg" / "models" for place in package.submodule_search_locations or ()]
    return any(layout == file.stem for folder in folders for file in folder.glob("*/*-cls*.yaml"))
