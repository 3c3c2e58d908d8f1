"""`wardrobe.csv`: a line a garment, for spreadsheets (RFC 4180, UTF-8)."""

import csv
import io
from collections.abc import Iterable
from typing import IO, Final

from app.wardrobe.portability.document import Garment

SPREADSHEET: Final = "wardrobe.csv"
# What a spreadsheet would take for a formula: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS: Final = (
    "id", "name", "category", "kind", "slot", "colors", "brand", "size", "price_minor", "currency", "season", "warmth",
    "pattern", "neckline", "occasion", "notes", "availability", "tags", "source_url", "created_at", "deleted_at",
    "photos",
)  # fmt: skip


class Spreadsheet:
    def __init__(self, file: IO[bytes]) -> None:
        self._text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
        self._rows = csv.writer(self._text)
        self._rows.writerow(_COLUMNS)

    def add(self, garment: Garment) -> None:
        told = garment.attributes
        row = (
            garment.id, told.name, garment.category, garment.kind, garment.slot,
            _all(color.name for color in garment.colors),
            told.brand, told.size, told.price.amount_minor if told.price else None,
            told.price.currency if told.price else None, _all(told.season), told.warmth, told.pattern, told.neckline,
            _all(told.occasion), told.notes, garment.availability, _all(garment.tags),
            garment.source_url, garment.created_at.isoformat(),
            garment.deleted_at.isoformat() if garment.deleted_at else None,
            _all(photo.file for photo in garment.photos if photo.file),
        )  # fmt: skip
        self._rows.writerow(_safe(cell) for cell in row)

    def close(self) -> None:
        """All is written; the file itself stays open."""
        self._text.detach()


def _all(names: Iterable[object]) -> str:
    return "; ".join(str(name) for name in names)


def _safe(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULAS) else text
