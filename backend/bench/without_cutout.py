"""Curator that cuts nothing out, so that the rest can be compared: python -m app bench.without_cutout:create_app"""

from unittest.mock import patch

from fastapi import FastAPI

from app.main import create_app as create_curator
from app.wardrobe import photo_views


def create_app() -> FastAPI:
    # Fails where nothing of that name is called there. A plain function: a Mock would hold on to every picture.
    patch.object(photo_views, "cut_out", new=lambda *_: None).start()
    return create_curator()
