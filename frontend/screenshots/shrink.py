"""Make raw screenshots small: `python shrink.py RAW DOCS WELCOME`.

`*.welcome.png` become WebP in WELCOME, `frame-*.png` one animation, all others WebP in DOCS.
"""

import sys
from pathlib import Path

from PIL import Image

SAMPLES = Path(__file__).parents[2] / "backend" / "samples"
A_PHOTO = "sweater-camel.jpg"
WELCOME_WIDTH_PX = 720
FRAME_MS = 500
LAST_FRAMES_MS = 1800


def main(raw: Path, docs: Path, welcome: Path) -> None:
    frames = []
    for path in sorted(raw.glob("*.png")):
        picture = Image.open(path).convert("RGB")
        if path.name.endswith(".welcome.png"):
            picture.thumbnail((WELCOME_WIDTH_PX, 10_000))
            picture.save(welcome / path.name.replace(".welcome.png", ".webp"), quality=80, method=6)
        elif path.name.startswith("frame-"):
            frames.append(picture)
        else:
            picture.save(docs / path.with_suffix(".webp").name, quality=82, method=6)
    photo = Image.open(SAMPLES / A_PHOTO).convert("RGB")
    photo.thumbnail((WELCOME_WIDTH_PX, WELCOME_WIDTH_PX))
    photo.save(welcome / "photo.webp", quality=75, method=6)
    first, *rest = frames
    times = [FRAME_MS] * (len(frames) - 4) + [LAST_FRAMES_MS] * 4
    first.save(
        docs / "upload-to-outfit.webp", save_all=True, append_images=rest, duration=times, loop=0, quality=60, method=6
    )


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
