"""Keys of outfits: the same garments in any order have the same key, which also tells its garments.

A client sends the keys of what it has shown back, so the service needs no memory of it.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from app.wardrobe.outfits.garments import Garment

MAX_GARMENTS: Final = 8
MAX_SEEN: Final = 1_000
# 48 bits of each id, in eight characters: no two garments of one wardrobe share them.
_ID_BYTES: Final = 6
KEY_PATTERN: Final = rf"^[A-Za-z0-9_-]{{8}}(\.[A-Za-z0-9_-]{{8}}){{0,{MAX_GARMENTS - 1}}}$"


def outfit_key(item_ids: Iterable[UUID]) -> str:
    return ".".join(sorted(_part(item_id) for item_id in item_ids))


def outfits_of_keys(keys: Sequence[str], garments: Sequence[Garment]) -> list[frozenset[int]]:
    """The indices of each outfit's garments, without outfits of which a garment is not here."""
    parts = {part for key in keys for part in key.split(".")}
    if not parts:
        return []
    index_of = {part: index for index, garment in enumerate(garments) if (part := _part(garment.id)) in parts}
    outfits = [[index_of.get(part) for part in key.split(".")] for key in keys]
    return [frozenset(i for i in outfit if i is not None) for outfit in outfits if None not in outfit]


def _part(item_id: UUID) -> str:
    return urlsafe_b64encode(item_id.bytes[-_ID_BYTES:]).decode()
