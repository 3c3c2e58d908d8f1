"""/v1/samples: a sample wardrobe, added and removed with one call each."""

from fastapi import APIRouter

from app.dependencies import CurrentUser, IntakeDep, SettingsDep
from app.routes.items import result_of
from app.schemas.item import TakenFiles
from app.wardrobe.samples import add_samples, remove_samples

router = APIRouter(prefix="/v1/samples", tags=["wardrobe"])


@router.post("", status_code=201)
async def add_sample_items(user: CurrentUser, intake: IntakeDep, settings: SettingsDep) -> TakenFiles:
    """Add 24 sample garments to the wardrobe; a second call changes nothing."""
    taken = await add_samples(intake, user.id, settings.samples_dir)
    return TakenFiles(results=[result_of(one.item.photos[0].filename, one) for one in taken])


@router.delete("", status_code=204)
async def remove_sample_items(user: CurrentUser, intake: IntakeDep) -> None:
    """Remove the sample garments."""
    await remove_samples(intake, user.id)
