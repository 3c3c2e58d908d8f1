"""/v1/tags: the words that people sort their garments by."""

from fastapi import APIRouter

from app.dependencies import CurrentUser, ReadSession
from app.schemas.item import TagCount, Tags
from app.wardrobe.items import count_tags

router = APIRouter(prefix="/v1/tags", tags=["wardrobe"])


@router.get("")
async def list_tags(user: CurrentUser, session: ReadSession) -> Tags:
    """All tags, each with the number of garments that have it."""
    counts = await count_tags(session, user.id)
    return Tags(tags=[TagCount(name=name, count=count) for name, count in counts.most_common()])
