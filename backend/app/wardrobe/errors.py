"""What can go wrong with a wardrobe, worded for the person who reads it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID


class NotFound(LookupError):
    """It does not exist or belongs to another person: both look the same from outside."""

    def __init__(self, what: str, ids: Iterable[UUID] = ()) -> None:
        listed = [str(unknown) for unknown in ids]
        super().__init__(f"There is no such {what} in your wardrobe{': ' if listed else ''}{', '.join(listed)}.")
        self.members: dict[str, Any] = {"ids": listed} if listed else {}


class FileTooLarge(ValueError):
    pass


class TooManyFiles(ValueError):
    pass


class NoGarmentInBox(ValueError):
    def __init__(self) -> None:
        super().__init__(
            "No garment can be separated from its surroundings in this rectangle. Draw it close around the garment, "
            "but leave some of the surroundings outside."
        )


class MaskRefused(ValueError):
    """A painted mask that does not fit its photo; the message says why."""


class PhotoTaken(ValueError):
    """These bytes are a photo of another garment."""

    def __init__(self, item_id: UUID, *, is_deleted: bool) -> None:
        whose = "a garment that you deleted. Restore it" if is_deleted else "another garment. Delete it there"
        super().__init__(f"This photo belongs to {whose} first, or choose another photo.")
        self.members: dict[str, Any] = {"item_id": str(item_id)}


class LastPhoto(ValueError):
    def __init__(self) -> None:
        super().__init__("This is the garment's only photo. Replace it by another, or delete the whole garment.")


class ChangedMeanwhile(RuntimeError):
    def __init__(self) -> None:
        super().__init__("These photos were changed by another request at the same time. Check them, and try again.")


class AlreadyWorn(ValueError):
    """The same garments are noted for that day in another wear."""

    def __init__(self, wear_id: UUID) -> None:
        super().__init__("These garments are noted for that day already. Delete one of the two wears.")
        self.members: dict[str, Any] = {"wear_id": str(wear_id)}


class BadRequest(ValueError):
    """A request that is well-formed but makes no sense."""
