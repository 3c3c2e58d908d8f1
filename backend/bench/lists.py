"""Wardrobes of 100, 10,000 and 100,000 garments over HTTP: list, search, score and suggest, and how the time grows.

All three wardrobes are in one SQLite file and belong to different people. Median milliseconds, one client. The query
plans of a list are checked too: each must use an index.
"""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import httpx
import numpy as np
from sqlalchemy import event, select

from app.db.session import make_engine, make_sessions
from app.db.tables import User
from app.registry.models import get_models
from app.wardrobe.items import ItemFilter, list_items
from bench.table import Line, Row, exponent, median_ms, print_rows
from bench.wardrobes import fill
from prove.service import Service

SIZES: Final = (100, 10_000, 100_000)
RUNS: Final = 9
PAIRS: Final = 10_000
LARGEST_FOR_OUTFITS: Final = 10_000
LISTS: Final = {
    "first page": {},
    "by category": {"category": "skirt"},
    "by colour": {"color": "navy"},
    "by word": {"q": "dress"},
    "by no word there is": {"q": "nothing is called so"},
}


def main() -> list[Row]:
    rows = []
    with tempfile.TemporaryDirectory(prefix="curator-bench-") as folder:
        data_dir = Path(folder) / "data"
        data_dir.mkdir()
        with Service(data_dir) as service:
            service.start()
            version = get_models().get_compatibility().version
            people = {size: service.join(f"of-{size}@example.org") for size in SIZES}
            wardrobes = {
                size: fill(data_dir / "wardrobe.db", f"of-{size}@example.org", size, version) for size in SIZES
            }
            for size in SIZES:
                with service.client(people[size], timeout_s=600) as http:
                    rows.append(_measure(http, wardrobes[size]))
            scans = asyncio.run(_scans(data_dir / "wardrobe.db", f"of-{SIZES[-1]}@example.org"))
    print_rows(rows)
    print(f"queries that go through no index: {scans or 'none'}")
    rows.append({"queries that go through no index": scans})
    return rows


def _measure(http: httpx.Client, ids: list[UUID]) -> Row:
    def get(path: str, **parameters: str) -> Callable[[], object]:
        return lambda: http.get(path, params=parameters).raise_for_status()

    def post(path: str, body: dict[str, Any]) -> Callable[[], object]:
        return lambda: http.post(path, json=body).raise_for_status()

    row: Row = {"garments": len(ids)}
    for name, chosen in LISTS.items():
        row[name] = median_ms(get("/v1/items", **chosen), RUNS)
    row["page in the middle"] = median_ms(get("/v1/items", cursor=_cursor(http)), RUNS)
    row["one garment"] = median_ms(get(f"/v1/items/{ids[len(ids) // 2]}"), RUNS)
    places = np.random.default_rng(1).integers(0, len(ids), (PAIRS, 2))
    pairs = [[str(ids[one]), str(ids[other])] for one, other in places]
    row["score 10,000 pairs"] = median_ms(post("/v1/compatibility", {"pairs": pairs}), RUNS)
    row["5 outfits"] = None
    if len(ids) <= LARGEST_FOR_OUTFITS:
        row["5 outfits"] = median_ms(post("/v1/outfits/suggest", {"limit": 5}), RUNS)
    return row


def _cursor(http: httpx.Client) -> str:
    """The cursor of the second page, which takes as long as any later page."""
    cursor: str = http.get("/v1/items").raise_for_status().json()["next_cursor"]
    return cursor


async def _scans(database: Path, email: str) -> list[str]:
    """The lists whose query plan reads a table without an index."""
    engine = make_engine(f"sqlite+aiosqlite:///{database}")
    seen: list[tuple[str, Any]] = []
    event.listen(
        engine.sync_engine, "before_cursor_execute", lambda _c, _u, text, values, _x, _m: seen.append((text, values))
    )
    without = []
    async with make_sessions(engine)() as session:
        owner = (await session.scalars(select(User.id).where(User.email == email))).one()
        for name, chosen in LISTS.items():
            seen.clear()
            narrowed = ItemFilter(category=chosen.get("category"), color=chosen.get("color"), text=chosen.get("q"))
            await list_items(session, owner, narrowed, 50, None)
            connection = await session.connection()
            for text, values in [one for one in seen if one[0].startswith("SELECT")]:
                plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
                if any(step.detail.startswith("SCAN") for step in plan):
                    without.append(name)
    await engine.dispose()
    return without


def compare(rows: list[Row]) -> list[Line]:
    measured = [row for row in rows if "garments" in row]
    lines = []
    aims = {"score 10,000 pairs": "< 150 ms", "5 outfits": "< 200 ms at 10,000"}
    for name in [name for name in measured[0] if name != "garments"]:
        known = [row for row in measured if row[name] is not None]
        sizes, times = [row["garments"] for row in known], [row[name] for row in known]
        told = " / ".join(f"{time:,.1f}" for time in times)
        reach = " / ".join(f"{size:,}" for size in sizes)
        lines.append(
            Line(
                f"{name}, through HTTP, {reach} garments, ms",
                told,
                f"grows as n^{exponent(sizes, times)}",
                None,
                aims.get(name, ""),
            )
        )
    scans = next(row for row in rows if "queries that go through no index" in row)["queries that go through no index"]
    return [*lines, Line("lists that go through no index", f"{len(scans)}", "", None, "0")]
