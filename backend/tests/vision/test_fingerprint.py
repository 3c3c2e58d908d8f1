"""Fingerprints of photos, compared with those that imagehash 4.3.2 made of them (fingerprints.json)."""

import json
from pathlib import Path

from conftest import PICTURES

from app.vision.fingerprint import fingerprint
from app.vision.images import read_picture

BY_IMAGEHASH = json.loads((Path(__file__).parent / "fingerprints.json").read_text())


def test_fingerprints_equal_those_of_imagehash_bit_for_bit():
    assert len(BY_IMAGEHASH) == 60
    ours = {name: fingerprint(read_picture((PICTURES / name).read_bytes()).pixels) for name in BY_IMAGEHASH}
    assert ours == BY_IMAGEHASH
