"""Curator without the cut-out, to compare the rest: python -m app bench.without_cutout:create_app"""

from unittest.mock import patch

from fastapi import FastAPI

from app.main import create_app as create_curator
from app.wardrobe import photo_views


def create_app() -> FastAPI:
    # Fails when the name does not exist. A plain function, because a Mock would keep every picture in memory.
    patch.object(photo_views, "cut_out", new=lambda *_: None).start()
    return create_curator()
