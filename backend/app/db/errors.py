"""A database that does not answer."""

from sqlalchemy.exc import DBAPIError, OperationalError

# Classes of PostgreSQL's SQLSTATE: connection exception, insufficient resources, operator intervention.
_CLASSES = ("08", "53", "57")


class DatabaseUnavailable(RuntimeError):
    retry_after_s = 5

    def __init__(self) -> None:
        super().__init__("The database does not answer right now. Try again in a few seconds.")


def is_unreachable(error: DBAPIError) -> bool:
    """Whether PostgreSQL cannot be reached, or the connection to it broke. SQLite is a file: never."""
    if error.connection_invalidated:
        return True
    if not isinstance(error, OperationalError) or error.orig is None or not hasattr(error.orig, "sqlstate"):
        return False
    code: str | None = error.orig.sqlstate  # None: no server answered
    return code is None or code.startswith(_CLASSES)
