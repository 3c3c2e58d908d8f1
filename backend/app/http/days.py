"""`?from=&to=`: a span of days, both included."""

from datetime import date, timedelta
from typing import Final

from app.wardrobe.errors import BadRequest

MAX_DAYS: Final = 366
_USUAL: Final = timedelta(days=30)


def days_between(
    first: date | None, last: date | None, *, ending: date | None = None, starting: date | None = None
) -> tuple[date, date]:
    """The span asked for. Without both ends it ends on the day `ending`, or begins on the day `starting`.

    Raises: BadRequest, if it ends before it begins or is longer than a year.
    """
    if first is None and last is None:
        first, last = (ending - _USUAL, ending) if ending else (starting, None)
    if first is None:
        assert last is not None  # noqa: S101  one of both is there
        first = last - _USUAL
    last = last or first + _USUAL
    if last < first:
        raise BadRequest("`from` is later than `to`. Exchange the two days.")
    if (last - first).days >= MAX_DAYS:
        raise BadRequest(f"A request covers at most {MAX_DAYS} days. Ask for one year at a time.")
    return first, last
