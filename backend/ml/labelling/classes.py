"""The data sets' own classes, and the categories that fit each."""

from pathlib import PurePosixPath
from typing import Final

from app.detector import CATEGORIES

# Classes of clothing-dataset that clothing-dataset-small leaves out. Its "Top" has short, long and no sleeves,
# jersey and woven; a polo may have long sleeves; a hooded jacket is no hoodie.
CATEGORIES_OF_CLASS: Final[dict[str, tuple[str, ...]]] = {category: (category,) for category in CATEGORIES} | {
    "Undershirt": ("t-shirt",),
    "Polo": ("t-shirt", "longsleeve"),
    "Hoodie": ("longsleeve",),
    "Blazer": ("outwear",),
    "Top": ("t-shirt", "longsleeve", "shirt"),
    "Blouse": ("shirt",),
    "Body": ("dress",),
}


def class_of(photo: str, classes: dict[str, str]) -> str:
    """The data set's class: from `classes` by the photo's name without suffix, else the name of its folder."""
    path = PurePosixPath(photo)
    return classes.get(path.stem, path.parent.name)


def is_wrong_class(data_set_class: str, category: str) -> bool:
    """Whether a garment of this category is in a class that does not fit. A class that is not known fits anything."""
    return category not in CATEGORIES_OF_CLASS.get(data_set_class, (category,))
