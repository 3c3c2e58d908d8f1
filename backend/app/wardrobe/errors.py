"""What can go wrong with a wardrobe, worded for the person who reads it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID


class NotFound(LookupError):
    """Nobody's, or somebody else's: both look the same from outside."""

    def __init__(self, what: str, ids: Iterable[UUID] = ()) -> None:
        listed = [str(unknown) for unknown in ids]
        super().__init__(f"There is no such {what} in your wardrobe{': ' if listed else ''}{', '.join(listed)}.")
        self.members: dict[str, Any] = {"ids": listed} if listed else {}


class FileTooLarge(ValueError):
    pass


class TooManyFiles(ValueError):
    pass


class TooManyImports(RuntimeError):
    """More shop pages are waiting than one person may queue."""

    retry_after_s = 60


class BadRequest(ValueError):
    """A request that is well-formed and makes no sense."""
