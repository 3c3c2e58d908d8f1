"""GET /v1/export: a person's data as one archive."""

import asyncio

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from app.dependencies import CurrentUser, Now, SessionsDep, StoreDep
from app.http.multipart import BINARY
from app.wardrobe.portability.export import export_wardrobe

router = APIRouter(prefix="/v1/export", tags=["accounts"])


@router.get(
    "",
    response_class=StreamingResponse,
    responses={200: {"description": "The archive", "content": {"application/zip": BINARY}}},
)
async def export_all(user: CurrentUser, sessions: SessionsDep, store: StoreDep, at: Now) -> StreamingResponse:
    """A ZIP of every photo exactly as uploaded, `wardrobe.json` (docs/your-data.md) and `wardrobe.csv`.

    `POST /v1/imports/archive` imports it, on this server or another.
    """
    await asyncio.to_thread(store.check)  # a problem can only be the answer before the first byte
    return StreamingResponse(
        export_wardrobe(sessions, store, user.id),
        media_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="curator-{at:%Y-%m-%d}.zip"',
            "Cache-Control": "no-store",
            "X-Accel-Buffering": "no",  # nginx would buffer a gigabyte on its disk
        },
    )
