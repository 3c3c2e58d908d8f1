"""Collects feedback of people who agreed to share it, for training and evaluation (`make feedback`).

    python -m ml.feedback      reads database and photos of a running service (CURATOR_DATA_DIR, S3_BUCKET)

OUTPUT/train/OWNER/CATEGORY/SHA256.jpg   garments with a corrected class; the stage `preprocess` adds them
OUTPUT/judge/OWNER/CATEGORY/SHA256.jpg   one garment in five, corrected or not, held out for the release gate
OUTPUT/masks/OWNER/CATEGORY/SHA256.jpg   garments with a painted cut-out, and beside them the mask as SHA256.png;
                                         the stage `train_cutout` adds them. None of them is held out
OUTPUT/outfits.json                      outfits that were liked or disliked; not used for training yet

Each run replaces the whole folder with the feedback of the people who agree now. People who withdrew consent or erased
their account, and garments that were deleted, are no longer in it. Photos are the upright display pictures without
metadata, named by the digest of the upload. Neither git nor DVC stores them.
"""

import argparse
import asyncio
import json
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.db.session import SessionFactory
from app.db.tables import Correction, Item, Outfit, OutfitFeedback, OutfitItem, Photo, User
from app.detector import CATEGORIES
from app.outside.storage import FileMissing, StorageUnavailable, Store
from app.outside.stores import open_store
from app.settings import get_settings
from ml.data.feedback_photos import FOLDER, Use
from ml.data.service_database import sessions_of_service

JUDGED: Final = 5  # one garment in five is held out


@dataclass(frozen=True)
class SharedGarment:
    """A garment of a person who shares feedback, with its first photo."""

    owner_id: UUID
    category: str
    sha256: str
    renditions_key: str
    corrected: bool
    painted: bool  # its owner painted the cut-out

    @property
    def use(self) -> Use | None:
        """Decided by the photo's digest, so that a photo is never in both; None when it is not used.

        An uncorrected class is the model's own answer: it teaches nothing, and a candidate that only makes different
        errors must not gain from it.
        """
        if int(self.sha256[:8], 16) % JUDGED == 0:
            return "judge"
        return "train" if self.corrected else None

    @property
    def teaches_cutout(self) -> bool:
        return self.painted and self.use != "judge"


async def write_feedback(sessions: SessionFactory, store: Store, folder: Path) -> Counter[str]:
    """Replace `folder` with the current feedback; returns the number of photos and outfits by use."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    for unfinished in folder.parent.glob(f".{folder.name}-*"):
        shutil.rmtree(unfinished)
    written = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    counts: Counter[str] = Counter(train=0, judge=0, masks=0, outfits=0)
    async with sessions() as session:
        garments = await shared_garments(session)
    for garment in garments:
        use = garment.use
        if use is not None:
            counts[use] += await asyncio.to_thread(_write_photo, store, garment, written / use)
        if garment.teaches_cutout:
            counts["masks"] += await asyncio.to_thread(_write_mask, store, garment, written / "masks")
    async with sessions() as session:  # copying takes a while, and people may have left since
        agreeing = {str(owner) for owner in await session.scalars(select(User.id).where(User.share_for_training))}
        outfits = await shared_outfits(session)
    uses = ("train", "judge", "masks")
    for gone in (path for use in uses for path in (written / use).glob("*") if path.name not in agreeing):
        counts[gone.parent.name] -= len(list(gone.rglob("*.jpg")))
        shutil.rmtree(gone)
    counts["outfits"] = len(outfits)
    (written / "outfits.json").write_text(json.dumps(outfits, indent=1) + "\n")
    for learned in ("train", "masks"):  # git tracks these empty folders: two stages depend on them
        (written / learned).mkdir(exist_ok=True)
        (written / learned / ".gitkeep").touch()
    _replace(folder, written)
    return counts


def _write_photo(store: Store, garment: SharedGarment, folder: Path) -> bool:
    try:
        picture = store.read(garment.owner_id, garment.renditions_key, "display")
    except FileMissing:  # deleted since the query, or lost
        return False
    path = folder / str(garment.owner_id) / garment.category / f"{garment.sha256}.jpg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(picture)
    return True


def _write_mask(store: Store, garment: SharedGarment, folder: Path) -> bool:
    """The photo and the mask that its owner painted."""
    try:
        mask = store.read(garment.owner_id, garment.renditions_key, "mask")
    except FileMissing:
        return False
    if not _write_photo(store, garment, folder):
        return False
    (folder / str(garment.owner_id) / garment.category / f"{garment.sha256}.png").write_bytes(mask)
    return True


def _replace(folder: Path, written: Path) -> None:
    """Swap folders by renaming. After a kill in between there are no photos until the next run."""
    if folder.exists():
        before = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        folder.rename(before / folder.name)
        written.rename(folder)
        shutil.rmtree(before)
    else:
        written.rename(folder)


async def shared_garments(session: AsyncSession) -> list[SharedGarment]:
    """Garments of trainable classes that their owner confirmed: none that needs review, no samples, no drafts."""
    other = aliased(Photo)
    first = select(func.min(other.position)).where(other.item_id == Item.id).scalar_subquery()
    corrected = exists().where(Correction.item_id == Item.id)
    rows = await session.execute(
        select(
            Item.owner_id,
            Item.category,
            Photo.sha256,
            Photo.renditions_key,
            corrected,
            (Photo.cutout_mode == "painted") & Photo.has_cutout,
        )
        .join(User, User.id == Item.owner_id)
        .join(Photo, (Photo.item_id == Item.id) & (Photo.position == first))
        .where(User.share_for_training, Item.is_owned(), Item.sample.is_(False), Item.needs_review.is_(False))
        .where(Item.category.in_(CATEGORIES))
        .order_by(Item.id)
    )
    return [SharedGarment(*row) for row in rows]


async def shared_outfits(session: AsyncSession) -> list[dict[str, Any]]:
    """Rated outfits: owner, rating, score and model version at that time, and the photo of each slot."""
    rows = await session.execute(
        select(Outfit, OutfitFeedback.liked, OutfitItem.slot, Photo.sha256)
        .join(User, User.id == Outfit.owner_id)
        .join(OutfitFeedback)
        .join(OutfitItem, OutfitItem.outfit_id == Outfit.id)
        .join(Item, (Item.id == OutfitItem.item_id) & Item.is_owned() & Item.sample.is_(False))
        .join(Photo, Photo.item_id == Item.id)
        .where(User.share_for_training)
        .order_by(Outfit.id, Photo.position.desc())  # the first photo comes last and overwrites the others
    )
    outfits: dict[UUID, dict[str, Any]] = {}
    for outfit, liked, slot, sha256 in rows:
        rated = {"owner": str(outfit.owner_id), "liked": liked, "score": outfit.score, "version": outfit.model_version}
        outfits.setdefault(outfit.id, rated | {"photos": {}})["photos"][slot] = sha256
    return list(outfits.values())


async def _write(folder: Path) -> Counter[str]:
    settings = get_settings()
    async with sessions_of_service(settings) as sessions:
        store = open_store(settings)
        try:
            return await write_feedback(sessions, store, folder)
        finally:
            store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output-dir", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    try:
        counts = asyncio.run(_write(arguments.output_dir))
    except (FileNotFoundError, SQLAlchemyError, StorageUnavailable) as error:
        sys.exit(f"Nothing was changed. {error}")
    print(
        f"{counts['train']} photos for training, {counts['judge']} for evaluation, {counts['masks']} painted masks, "
        f"{counts['outfits']} rated outfits"
    )


if __name__ == "__main__":
    main()
