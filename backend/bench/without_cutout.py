"""Curator that cuts nothing out, so that the rest can be compared: uvicorn bench.without_cutout:create_app --factory"""

from fastapi import FastAPI

from app.main import create_app as create_curator
from app.vision.cutout import Cutout
from app.vision.images import Pixels
from app.wardrobe import reading


def create_app() -> FastAPI:
    reading.cut_out = _nothing
    return create_curator()


def _nothing(_: Pixels) -> Cutout | None:
    return None
