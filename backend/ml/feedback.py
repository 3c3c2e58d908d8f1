"""What people who agreed to it say of their garments, as a folder to train and judge by (`make feedback`).

    python -m ml.feedback      of the service's database and photos (CURATOR_DATA_DIR, S3_BUCKET), while it runs

OUTPUT/train/OWNER/CATEGORY/SHA256.jpg   garments whose class was corrected: stage `preprocess` trains by them
OUTPUT/judge/OWNER/CATEGORY/SHA256.jpg   one garment in five, corrected or not: the release gate alone looks at them
OUTPUT/outfits.json                      outfits that were liked or disliked; nothing is trained by them yet

Made anew of who agrees now, and put in the place of the folder before as a whole: whoever took the consent back, erased
the account or took a garment out is in it no more. Photos are the upright display pictures, without metadata, named by
the digest of what was uploaded. Git and DVC keep none of it.
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

JUDGED: Final = 5  # one garment in so many judges and does not train


@dataclass(frozen=True)
class Told:
    """A garment as its owner has it, by the photo that stands for it."""

    owner_id: UUID
    category: str
    sha256: str
    renditions_key: str
    corrected: bool

    @property
    def use(self) -> Use | None:
        """By the photo's digest, so that the same photo never trains and judges; None where it is of no use.

        What was not corrected is the model's own word: nothing can be learned from it, and a candidate that only errs
        elsewhere than the released model gains nothing by it.
        """
        if int(self.sha256[:8], 16) % JUDGED == 0:
            return "judge"
        return "train" if self.corrected else None


async def write_feedback(sessions: SessionFactory, store: Store, folder: Path) -> Counter[str]:
    """Put what people say now in the place of `folder`; returns how many photos and outfits there are by use."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    for unfinished in folder.parent.glob(f".{folder.name}-*"):
        shutil.rmtree(unfinished)
    written = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    counts: Counter[str] = Counter(train=0, judge=0, outfits=0)
    async with sessions() as session:
        garments = await garments_of_those_who_agree(session)
    for garment in garments:
        use = garment.use
        if use is not None:
            counts[use] += await asyncio.to_thread(_write_photo, store, garment, written / use)
    async with sessions() as session:  # copying takes its time, and somebody may have gone meanwhile
        agreeing = {str(owner) for owner in await session.scalars(select(User.id).where(User.share_for_training))}
        outfits = await outfits_of_those_who_agree(session)
    for gone in (path for use in ("train", "judge") for path in (written / use).glob("*") if path.name not in agreeing):
        counts[gone.parent.name] -= len(list(gone.rglob("*.jpg")))
        shutil.rmtree(gone)
    counts["outfits"] = len(outfits)
    (written / "outfits.json").write_text(json.dumps(outfits, indent=1) + "\n")
    (written / "train").mkdir(exist_ok=True)
    (written / "train" / ".gitkeep").touch()  # this folder is in git, empty: stage `preprocess` depends on it
    _replace(folder, written)
    return counts


def _write_photo(store: Store, garment: Told, folder: Path) -> bool:
    try:
        picture = store.read(garment.owner_id, garment.renditions_key, "display")
    except FileMissing:  # taken out since we asked, or lost
        return False
    path = folder / str(garment.owner_id) / garment.category / f"{garment.sha256}.jpg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(picture)
    return True


def _replace(folder: Path, written: Path) -> None:
    """By renames: killed between the two, nobody's photos are there, and the next run goes on."""
    if folder.exists():
        before = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        folder.rename(before / folder.name)
        written.rename(folder)
        shutil.rmtree(before)
    else:
        written.rename(folder)


async def garments_of_those_who_agree(session: AsyncSession) -> list[Told]:
    """Of a class that can be trained and known to its owner: nothing that waits for review, no samples, no drafts."""
    other = aliased(Photo)
    first = select(func.min(other.position)).where(other.item_id == Item.id).scalar_subquery()
    corrected = exists().where(Correction.item_id == Item.id)
    rows = await session.execute(
        select(Item.owner_id, Item.category, Photo.sha256, Photo.renditions_key, corrected)
        .join(User, User.id == Item.owner_id)
        .join(Photo, (Photo.item_id == Item.id) & (Photo.position == first))
        .where(User.share_for_training, Item.is_owned(), Item.sample.is_(False), Item.needs_review.is_(False))
        .where(Item.category.in_(CATEGORIES))
        .order_by(Item.id)
    )
    return [Told(*row) for row in rows]


async def outfits_of_those_who_agree(session: AsyncSession) -> list[dict[str, Any]]:
    """Judged outfits: owner, liked or not, the score they had, by which version, and the photo in each slot."""
    rows = await session.execute(
        select(Outfit, OutfitFeedback.liked, OutfitItem.slot, Photo.sha256)
        .join(User, User.id == Outfit.owner_id)
        .join(OutfitFeedback)
        .join(OutfitItem, OutfitItem.outfit_id == Outfit.id)
        .join(Item, (Item.id == OutfitItem.item_id) & Item.is_owned() & Item.sample.is_(False))
        .join(Photo, Photo.item_id == Item.id)
        .where(User.share_for_training)
        .order_by(Outfit.id, Photo.position.desc())  # the photo that stands for the garment comes last, and stays
    )
    outfits: dict[UUID, dict[str, Any]] = {}
    for outfit, liked, slot, sha256 in rows:
        told = {"owner": str(outfit.owner_id), "liked": liked, "score": outfit.score, "version": outfit.model_version}
        outfits.setdefault(outfit.id, told | {"photos": {}})["photos"][slot] = sha256
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
    print(f"{counts['train']} photos to train by, {counts['judge']} to judge by, {counts['outfits']} judged outfits")


if __name__ == "__main__":
    main()
