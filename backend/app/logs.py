"""Logging: JSON lines in production, readable ones on a laptop, without personal data.

Each line carries the id of its request. Addresses, tokens and contents of requests are removed from every text, also
from errors raised by libraries.
"""

import json
import logging
import re
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final, TextIO

from app.settings import Settings

request_id: ContextVar[str] = ContextVar("request_id", default="")

# E-mail addresses, JSON Web Tokens, credentials in headers, what follows a question mark, addresses of machines.
_PERSONAL: Final = re.compile(
    r"[^\s@<>\"'(]+@[^\s@<>\"')]+\.\w+"
    r"|\beyJ[\w-]+\.[\w-]+\.[\w-]*"
    r"|(?i:\b(?:bearer|basic)\s+[\w.+/=-]{8,})"
    r"|(?<=[\w/])\?[^\s\"']+"
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b"
)
# In the text of an error, what it was given: pydantic's input, and whatever stands in quotes.
_INPUT: Final = re.compile(r"(?<=input_value=).*?(?=, input_type=)", re.DOTALL)
_QUOTED: Final = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_TAKEN_OUT: Final = "[taken out]"
_GIVEN: Final = ("method", "route", "status", "duration_ms")  # what `extra` may add to a line
# They log every call with all its parameters.
_TALKATIVE: Final = (
    *("aiosqlite", "boto3", "botocore", "httpcore", "httpx", "multipart", "python_multipart", "selenium", "urllib3"),
    "uvicorn.access",
)


def configure(settings: Settings) -> None:
    """Send all log lines of this process to stderr in our format, uvicorn's too."""
    handler = _Stderr()
    handler.setFormatter(JsonLines() if settings.is_production else _Readable())
    root = logging.getLogger()
    root.handlers = [other for other in root.handlers if not isinstance(other, _Stderr)] + [handler]
    root.setLevel(settings.log_level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def without_personal(text: str) -> str:
    return _PERSONAL.sub(_TAKEN_OUT, text)


def without_input(exception: str) -> str:
    """A formatted exception: where it came from and of which kind it is, without the values that it was about.

    Lines of the traceback are indented; those of the error's own text are not.
    """
    lines = _INPUT.sub(_TAKEN_OUT, exception).split("\n")
    return "\n".join(line if line.startswith("  ") else _QUOTED.sub(_TAKEN_OUT, line) for line in lines)


class JsonLines(logging.Formatter):
    """One JSON object per line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_personal(record.getMessage()),
        }
        if identity := request_id.get():
            line["request_id"] = identity
        line |= {name: getattr(record, name) for name in _GIVEN if hasattr(record, name)}
        if record.exc_info:
            line["exception"] = without_personal(without_input(self.formatException(record.exc_info)))
        return json.dumps(line, ensure_ascii=False)


class _Readable(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S")

    def formatException(self, ei: Any) -> str:  # noqa: N802  logging's own name
        return without_input(super().formatException(ei))

    def format(self, record: logging.LogRecord) -> str:
        said = " ".join(str(getattr(record, name)) for name in _GIVEN if hasattr(record, name))
        identity = request_id.get()
        return without_personal(super().format(record) + f" {said}".rstrip()) + (f" [{identity}]" if identity else "")


class _Stderr(logging.StreamHandler[TextIO]):
    """Looks up stderr for each line: tests and programs that embed the service may replace it."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        return sys.stderr
