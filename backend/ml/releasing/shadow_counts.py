"""How often a candidate disagreed with the classifier while the service ran it as its shadow."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from app.model_rollout.shadow import Compared, compared
from app.registry.candidate import digest_of
from app.registry.models import VERSION_LENGTH
from app.settings import get_settings
from ml.data.service_database import sessions_of_service

MOST_PAIRS: Final = 5


def shadow_disagreements(candidate: Path) -> str:
    """Lines to print; empty when nothing was counted or there is no database to read."""
    try:
        found = asyncio.run(_read(digest_of(candidate)[:VERSION_LENGTH]))
    except (FileNotFoundError, SQLAlchemyError):
        return ""
    return "".join(_line(one) for one in found)


def _line(one: Compared) -> str:
    pairs = ", ".join(f"{p.category} -> {p.candidate_category} {p.photos}" for p in one.pairs[:MOST_PAIRS])
    count = f"another class for {one.disagreed} of {one.photos}"
    return f"  compared with {one.classifier_version} on people's photos: {count}{f' ({pairs})' if pairs else ''}\n"


async def _read(version: str) -> Sequence[Compared]:
    async with sessions_of_service(get_settings()) as sessions, sessions() as session:
        return await compared(session, version)
