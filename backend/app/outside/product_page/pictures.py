"""Which pictures of a page may show its product: lazy ones, chosen by width, named by scripts, the best first."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

MAX_LOOKED_AT: Final = 2000
MAX_PICTURES: Final = 20
MIN_SIDE_PX: Final = 120

# Where pages that load pictures late keep the address; `src` may hold a grey dot until then.
_LAZY: Final = ("data-zoom-image", "data-large", "data-original", "data-lazy-src", "data-lazy", "data-src", "src")
_LAZY_SETS: Final = ("data-srcset", "data-lazy-srcset", "srcset")
_NOT_THE_PRODUCT: Final = re.compile(
    r"logo|icon|sprite|avatar|banner|payment|badge|flag|pixel|placeholder|spinner|loading|rating|star|social|footer",
    re.IGNORECASE,
)
_THE_PRODUCT: Final = re.compile(r"product|gallery|hero|main|zoom|carousel|pdp", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(r"related|recommend|similar|recent|also|upsell|footer|header|nav|menu", re.IGNORECASE)
_PICTURE_FILE: Final = re.compile(r"\.(jpe?g|png|webp|avif)$", re.IGNORECASE)


def ranked_pictures(page: BeautifulSoup, address: str, name: str) -> list[str]:
    """Absolute addresses, the likeliest first; earlier in the page wins among equals."""
    scores: dict[str, float] = {}
    base = _base(page, address)
    for place, picture in enumerate(page.find_all("img", limit=MAX_LOOKED_AT)):
        score = _score(picture, name) - place / MAX_LOOKED_AT
        for found in _addresses(picture):
            url = urljoin(base, found)
            if urlsplit(url).scheme in ("http", "https") and not url.lower().partition("?")[0].endswith(".svg"):
                scores[url] = max(score, scores.get(url, -100.0))
            break
    for link in page.find_all("link", rel="image_src", href=True, limit=5):
        scores.setdefault(urljoin(base, str(link["href"])), 2.0)
    best = sorted(scores, key=lambda url: -scores[url])
    return [url for url in best if scores[url] > -5][:MAX_PICTURES]


def classes(tag: Tag) -> str:
    return " ".join(tag.get("class") or ())


def _base(page: BeautifulSoup, address: str) -> str:
    base = page.find("base", href=True)
    return urljoin(address, str(base["href"])) if base else address


def _addresses(picture: Tag) -> Iterator[str]:
    """The picture's addresses, the largest first."""
    parent = picture.parent
    if parent and parent.name == "a" and _PICTURE_FILE.search(str(parent.get("href", "")).partition("?")[0]):
        yield str(parent["href"])  # a small picture that leads to the large one
    sources = parent.find_all("source", limit=10) if parent and parent.name == "picture" else []
    for tag in (picture, *sources):
        for attribute in _LAZY_SETS:
            yield from _of_set(str(tag.get(attribute, "")))
    for attribute in _LAZY:
        found = str(picture.get(attribute, "")).strip()
        if found and not found.startswith(("data:", "blob:")):
            yield found


def _of_set(srcset: str) -> list[str]:
    """Addresses of a `srcset`, the widest or densest first."""
    choices = []
    for choice in re.split(r",\s+|,(?=https?:)", srcset.strip()):
        found, _, size = choice.strip().partition(" ")
        number = re.match(r"[\d.]+", size.strip())
        if found and not found.startswith(("data:", "blob:")):
            choices.append((float(number[0].rstrip(".")) if number else 1.0, found))
    return [found for _, found in sorted(choices, key=lambda choice: -choice[0])]


def _score(picture: Tag, name: str) -> float:
    own = " ".join(str(value) for key, value in picture.attrs.items() if key in ("src", "class", "id", "alt"))
    around = " ".join(
        f"{parent.name} {parent.get('id', '')} {classes(parent)}"
        for parent, _ in zip(picture.parents, range(6), strict=False)
    )
    sides = [int(found[0]) for key in ("width", "height") if (found := re.match(r"\d+", str(picture.get(key, ""))))]
    words = set(re.findall(r"\w{3,}", name.casefold()))
    said = set(re.findall(r"\w{3,}", str(picture.get("alt", "")).casefold()))
    return (
        (-6.0 if _NOT_THE_PRODUCT.search(own) else 0.0)
        + (-4.0 if sides and min(sides) < MIN_SIDE_PX else 0.0)
        + (1.0 if sides and min(sides) >= 3 * MIN_SIDE_PX else 0.0)
        + (-3.0 if _ELSEWHERE.search(around) else 0.0)
        + (2.0 if _THE_PRODUCT.search(f"{own} {around}") else 0.0)
        + 3.0 * (len(words & said) / len(words) if words else 0.0)
    )
