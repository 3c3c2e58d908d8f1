"""What an export says, read by a process that can be killed and checked entry by entry."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import IO, Final, TypeVar
from uuid import UUID

from pydantic import BaseModel, ValidationError

from app.isolation import BrokeDown, Refused, TookTooLong, run_isolated
from app.wardrobe.portability import document_records
from app.wardrobe.portability.document import Correction, Garment, Opening, Outfit, Plan, Wear
from app.wardrobe.portability.document_records import CHANGED
from app.wardrobe.portability.zip_directory import DOCUMENT, ArchiveRefused

Entry = TypeVar("Entry", bound=BaseModel)

MAX_ENTRIES: Final = {
    "garments": 100_000,
    "outfits": 100_000,
    "corrections": 200_000,
    "wears": 200_000,
    "plans": 100_000,
}
_READING_S: Final = 90.0
_READING_BYTES: Final = 256 * 1024**2
_MODELS: Final[dict[str, type[BaseModel]]] = {
    "garments": Garment,
    "outfits": Outfit,
    "corrections": Correction,
    "wears": Wear,
    "plans": Plan,
    "": Opening,
}


class ExportDocument:
    """The entries of a document, each checked; they stay in a file and are read when they are asked for (blocking)."""

    def __init__(self, lines: IO[bytes]) -> None:
        """Raises: ArchiveRefused, where an entry is none of an export's."""
        self._lines = lines
        self._places: dict[str, list[int]] = {name: [] for name in _MODELS}
        self.first_photo: dict[UUID, str] = {}  # the digest of each garment's
        self.outfit_times: dict[UUID, datetime] = {}  # when each outfit was saved
        place = 0
        lines.seek(0)
        for line in lines:
            name, told = json.loads(line)
            entry = _checked(_MODELS[name], told, f"{name}.{len(self._places[name])}." if name else "")
            if isinstance(entry, Garment):
                self.first_photo[entry.id] = entry.photos[0].sha256
            if isinstance(entry, Outfit) and entry.id is not None:
                self.outfit_times[entry.id] = entry.created_at
            self._places[name].append(place)
            place += len(line)

    @property
    def garments(self) -> int:
        return len(self._places["garments"])

    def read_garments(self, start: int, stop: int) -> list[Garment]:
        return self._read(Garment, self._places["garments"][start:stop])

    def outfits(self, at_once: int) -> Iterator[list[Outfit]]:
        return self._batches(Outfit, "outfits", at_once)

    def corrections(self, at_once: int) -> Iterator[list[Correction]]:
        return self._batches(Correction, "corrections", at_once)

    def wears(self, at_once: int) -> Iterator[list[Wear]]:
        return self._batches(Wear, "wears", at_once)

    def plans(self, at_once: int) -> Iterator[list[Plan]]:
        return self._batches(Plan, "plans", at_once)

    def _batches(self, model: type[Entry], name: str, at_once: int) -> Iterator[list[Entry]]:
        places = self._places[name]
        for start in range(0, len(places), at_once):
            yield self._read(model, places[start : start + at_once])

    def _read(self, model: type[Entry], places: Sequence[int]) -> list[Entry]:
        entries = []
        for place in places:
            self._lines.seek(place)
            _, told = json.loads(self._lines.readline())
            entries.append(_checked(model, told, ""))
        return entries


async def read_document(archive: IO[bytes], lines: IO[bytes]) -> None:
    """Write the document in `archive` to `lines`, an entry a line. Raises: ArchiveRefused."""
    asked = [f"{name}:{most}" for name, most in MAX_ENTRIES.items()]
    try:
        await run_isolated(
            document_records.__name__,
            *asked,
            stdin=archive,
            stdout=lines,
            timeout_s=_READING_S,
            memory_bytes=_READING_BYTES,
        )
    except Refused as error:
        raise ArchiveRefused(str(error)) from error
    except (TookTooLong, BrokeDown) as error:
        raise ArchiveRefused(f"{DOCUMENT} in this archive takes too much time or memory to be read.") from error


def _checked(model: type[Entry], told: object, where: str) -> Entry:
    try:
        return model.model_validate_json(json.dumps(told))
    except ValidationError as error:
        fault = error.errors(include_input=False, include_url=False)[0]
        place = where + ".".join(str(part) for part in fault["loc"])
        raise ArchiveRefused(f"{CHANGED}: {place}: {fault['msg']}.") from error
