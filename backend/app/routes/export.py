"""GET /v1/export: everything of mine, to take along."""

import asyncio

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from app.dependencies import CurrentUser, Now, SessionsDep, StoreDep
from app.wardrobe.portability.export import export_wardrobe

router = APIRouter(prefix="/v1/export", tags=["accounts"])


@router.get("", response_class=StreamingResponse, responses={200: {"content": {"application/zip": {}}}})
async def export(user: CurrentUser, sessions: SessionsDep, store: StoreDep, at: Now) -> StreamingResponse:
    """A ZIP of every photo exactly as uploaded, `wardrobe.json` (docs/your-data.md) and `wardrobe.csv`.

    `POST /v1/imports/archive` takes it in again, here or elsewhere.
    """
    await asyncio.to_thread(store.check)  # while there can still be a problem for an answer
    return StreamingResponse(
        export_wardrobe(sessions, store, user.id),
        media_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="curator-{at:%Y-%m-%d}.zip"',
            "Cache-Control": "no-store",
            "X-Accel-Buffering": "no",  # nginx would keep a gigabyte on its disk
        },
    )
