"""Reading the files of a multipart request, each under the limit: from temporary files, or from memory alone."""

import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, TypeAlias

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from app.outside.storage import StorageFull
from app.wardrobe.errors import BadRequest, FileTooLarge, TooManyFiles

# Embeddings, overrides and isolates (Unicode Standard Annex 9, section 2).
_DIRECTIONS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


# Of a form's field that is no file; none is used.
_MAX_FIELD_BYTES: Final = 64 * 1024

Take: TypeAlias = Callable[[int], None]

# How a route that takes one `file` is described.
FILE_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}


@dataclass(frozen=True)
class ReceivedFile:
    filename: str
    content: BinaryIO
    is_too_large: bool


class _BoundedParser(MultiPartParser):
    """Starlette's parser, which by itself takes files of any size."""

    spool_max_size = 64 * 1024

    def __init__(self, request: Request, max_files: int, max_bytes: int, take: Take | None) -> None:
        super().__init__(
            request.headers, request.stream(), max_files=max_files, max_fields=20, max_part_size=_MAX_FIELD_BYTES
        )
        if take:
            self.spool_max_size = 0  # SpooledTemporaryFile's way to say "never to the disk"
        self._max_bytes, self._take = max_bytes, take
        self._received: dict[int, int] = {}

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        file = self._current_part.file
        if file is not None:
            self._received[id(file)] = self._received.get(id(file), 0) + end - start
            if self.is_too_large(file):
                return  # read, so that its neighbours still arrive, and thrown away
            if self._take:
                self._take(end - start)
        super().on_part_data(data, start, end)

    def is_too_large(self, file: UploadFile) -> bool:
        return self._received.get(id(file), 0) > self._max_bytes


@asynccontextmanager
async def received_files(
    request: Request, field: str, max_files: int, max_bytes: int, *, also: str = "", take: Take | None = None
) -> AsyncIterator[list[ReceivedFile]]:
    """The files sent under `field` (or `also`), in the order sent; their temporary copies go when the context ends.

    With `take`, nothing of them touches the disk: they are in memory, which `take` is asked for as they arrive.

    Raises: what `take` raises, TooManyFiles, BadRequest, StorageFull.
    """
    content_type = request.headers.get("content-type", "")
    if not content_type.lower().startswith("multipart/form-data"):
        raise BadRequest(f"Send the photos as multipart/form-data, in the field `{field}`.")
    parser = _BoundedParser(request, max_files, max_bytes, take)
    try:
        form = await parser.parse()
    except MultiPartException as error:
        if "Too many files" in error.message:
            raise TooManyFiles(f"At most {max_files} files at once. Send the rest in a second request.") from error
        raise BadRequest(f"The multipart body cannot be read: {error.message}") from error
    except OSError as error:
        raise StorageFull from error
    try:
        uploads = [value for name in (field, also) for value in form.getlist(name) if isinstance(value, UploadFile)]
        if not uploads:
            raise BadRequest(f"There is no file in the field `{field}`. Choose at least one photo.")
        yield [
            ReceivedFile(plain_name(upload.filename), upload.file, parser.is_too_large(upload)) for upload in uploads
        ]
    finally:
        await form.close()


def plain_name(filename: str | None) -> str:
    """A name is shown and never used: what would garble the page that shows it is left out."""
    return "".join(letter for letter in filename or "" if _can_be_shown(letter)) or "photo"


def _can_be_shown(letter: str) -> bool:
    # No control characters and no turning round of the text's direction; joiners are letters in many scripts.
    return unicodedata.category(letter) not in {"Cc", "Cs", "Zl", "Zp"} and letter not in _DIRECTIONS


def check_size(file: ReceivedFile, max_bytes: int) -> None:
    """Raises: FileTooLarge."""
    if file.is_too_large:
        megabytes = max_bytes // (1024 * 1024)
        raise FileTooLarge(f"The photo is larger than {megabytes} MB. Scale it down and send it again.")
