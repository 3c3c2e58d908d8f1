"""A product on a page that tells machines nothing: read off its headings, labels and pictures (BeautifulSoup)."""

import re
from collections.abc import Iterator
from typing import Final

from bs4 import BeautifulSoup, Tag

from app.outside.product_page.pictures import classes, ranked_pictures
from app.outside.product_page.prices import read_price
from app.outside.product_page.product import Price, Product

_TITLE_END: Final = re.compile(r"\s+[|–—·»]\s+|\s+-\s+")
_BUY: Final = re.compile(
    r"add to (cart|bag|basket)|buy now|in den warenkorb|ajouter au panier|lägg i (varukorg|korg)|köp\b"
    r"|aggiungi al|añadir a|in winkelwagen|læg i kurv|legg i handle|dodaj do koszyka",
    re.IGNORECASE,
)
_LABELS: Final = {
    "brand": re.compile(r"(brand|marke|marque|märke|merk|marca)", re.IGNORECASE),
    "color": re.compile(r"(colou?r|farbe|couleur|färg|kleur|farve|colore|kolor)", re.IGNORECASE),
    "size": re.compile(r"(size|größe|taille|storlek|maat|størrelse|taglia|rozmiar)", re.IGNORECASE),
}
_LABELLED: Final = re.compile(r"\s*([^\W\d_]{3,12})\s*:\s*(\S[^\n:]{0,59})")
_BRAND_CLASS: Final = re.compile(r"(^|[-_])(brand|vendor|manufacturer)([-_]name)?$", re.IGNORECASE)
_FORMER: Final = re.compile(r"old|was|before|regular|strike|list-?price", re.IGNORECASE)
_MAX_LABEL_TEXT: Final = 80
_MAX_PRICE_TEXT: Final = 40


def read_heuristically(page: BeautifulSoup, address: str) -> Product | None:
    """None where nothing on the page looks like something for sale."""
    heading = page.find("h1")
    price = _price(page)
    if heading is None or not (price or _can_be_bought(page)):
        return None
    name = _words(heading) or _title(page)
    labels = dict(_labelled(page))
    return Product(
        name=name,
        brand=_brand(page) or labels.get("brand", ""),
        color=labels.get("color", ""),
        size=labels.get("size", ""),
        price=price,
        pictures=tuple(ranked_pictures(page, address, name)),
    )


def _words(tag: Tag) -> str:
    return tag.get_text(" ", strip=True)


def _title(page: BeautifulSoup) -> str:
    return _TITLE_END.split(_words(page.title))[0] if page.title else ""


def _can_be_bought(page: BeautifulSoup) -> bool:
    return any(_BUY.search(_words(button)) for button in page.find_all(["button", "a"], limit=5000)) or any(
        _BUY.search(str(button.get("value", ""))) for button in page.find_all("input", type="submit", limit=50)
    )


def _price(page: BeautifulSoup) -> Price | None:
    """The first price in something that is called one, else in any short text; a struck one is what it cost before."""
    called = page.find_all(class_=re.compile("price", re.IGNORECASE), limit=50)
    called += page.find_all(id=re.compile("price", re.IGNORECASE), limit=10)
    texts = [_words(tag) for tag in called if not _is_former(tag)]
    texts += [str(text) for text in page.find_all(string=re.compile(r"\d"), limit=2000) if not _is_former(text.parent)]
    for text in texts:
        if len(text) <= _MAX_PRICE_TEXT and (price := read_price(text)):
            return price
    return None


def _is_former(tag: Tag | None) -> bool:
    if tag is None or tag.name in ("script", "style"):
        return True
    if tag.name in ("del", "s", "strike") or tag.find_parent(["del", "s", "strike"]) is not None:
        return True
    return bool(_FORMER.search(classes(tag)))


def _brand(page: BeautifulSoup) -> str:
    meta = page.find("meta", attrs={"name": re.compile("^brand$", re.IGNORECASE)})
    if meta and meta.get("content"):
        return str(meta["content"])
    named = page.find(class_=_BRAND_CLASS)
    return text if named and len(text := _words(named)) <= _MAX_LABEL_TEXT else ""


def _labelled(page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """`brand`, `color` and `size` as "Colour: navy", or a term and its description, or two cells of a row."""
    for term in page.find_all(["dt", "th"], limit=500):
        description = term.find_next_sibling(["dd", "td"])
        if description and (field := _field(_words(term))) and len(_words(description)) <= _MAX_LABEL_TEXT:
            yield field, _words(description)
    for tag in page.find_all(["p", "li", "span", "div", "label"], limit=3000):
        text = _words(tag) if len(tag.contents) <= 4 and len(str(tag)) < 1000 else ""
        if len(text) <= _MAX_LABEL_TEXT and (found := _LABELLED.fullmatch(text)) and (field := _field(found[1])):
            yield field, found[2]


def _field(label: str) -> str | None:
    return next((field for field, words in _LABELS.items() if words.fullmatch(label.strip(" :"))), None)
