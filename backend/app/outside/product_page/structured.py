"""Products as pages tell them to machines: JSON-LD, microdata (both schema.org) and Open Graph, read by extruct."""

import html
from collections.abc import Iterator
from typing import Any, Final, TypeAlias
from urllib.parse import urljoin

from extruct.jsonld import JsonLdExtractor
from extruct.opengraph import OpenGraphExtractor
from extruct.w3cmicrodata import MicrodataExtractor
from lxml.html import HtmlElement

from app.outside.product_page.prices import read_price
from app.outside.product_page.product import Price, Product

Node: TypeAlias = dict[str, Any]
Extractor: TypeAlias = JsonLdExtractor | MicrodataExtractor | OpenGraphExtractor

_PRODUCT_TYPES: Final = {"product", "productgroup", "individualproduct", "productmodel", "someproducts"}
# A product found below one of these is another one than the page's.
_ELSEWHERE: Final = {
    "isrelatedto",
    "issimilarto",
    "itemlistelement",
    "isaccessoryorsparepartfor",
    "isvariantof",
    "hasvariant",
}
_MAX_NODES: Final = 20_000
_MAX_DEPTH: Final = 40
_MAX_PICTURES: Final = 20
_OG_PRICES: Final = ("product:sale_price", "product:price", "og:price")


def read_structured(tree: HtmlElement, address: str) -> list[Product]:
    """What each syntax says of the page's product, the most trustworthy first. Nothing in a page makes it fail."""
    # Each script by itself: a broken one shall not take its neighbours along.
    json_ld = [item for script in tree.iter("script") for item in _found_by(JsonLdExtractor(), script, address)]
    microdata = list(_found_by(MicrodataExtractor(), tree, address))
    open_graph = list(_found_by(OpenGraphExtractor(), tree, address))
    told = [_best(json_ld, address), _best([_flat(item) for item in microdata], address)]
    return [product for product in (*told, _open_graph(open_graph, address)) if product]


def _found_by(extractor: Extractor, tree: HtmlElement, address: str) -> Iterator[Node]:
    """What an extractor yields before it stumbles over something malformed, if it does."""
    try:
        yield from extractor.extract_items(tree, base_url=address)
    except Exception:  # noqa: BLE001  extruct raises whatever its parsers raise; the other syntaxes still count
        return


def _flat(item: Any, depth: int = 0) -> Any:
    """Microdata in the shape of JSON-LD."""
    if isinstance(item, list):
        return [_flat(one, depth) for one in item]
    if not isinstance(item, dict) or depth > _MAX_DEPTH:
        return item
    if "properties" not in item and "type" not in item:
        return item
    properties = {name: _flat(value, depth + 1) for name, value in item.get("properties", {}).items()}
    return {"@type": item.get("type", ""), **properties}


def _best(items: list[Node], address: str) -> Product | None:
    """The product that says most; of equals the first."""
    products = [_product(node, address) for node in _product_nodes(items)]
    return max(products, key=_richness, default=None)


def _richness(product: Product) -> int:
    return sum(map(bool, (product.name, product.brand, product.color, product.size, product.price, product.pictures)))


def _product_nodes(items: list[Node]) -> Iterator[Node]:
    waiting: list[tuple[Any, int]] = [(items, 0)]
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        node, depth = waiting.pop(0)
        if isinstance(node, list):
            waiting += [(one, depth + 1) for one in node if depth < _MAX_DEPTH]
        elif isinstance(node, dict):
            if _types(node) & _PRODUCT_TYPES:
                yield node
            waiting += [(v, depth + 1) for k, v in node.items() if k.lower() not in _ELSEWHERE and depth < _MAX_DEPTH]


def _types(node: Node) -> set[str]:
    return {str(name).rpartition("/")[2].rpartition("#")[2].lower() for name in _each(node.get("@type"))}


def _product(node: Node, address: str) -> Product:
    variants = [one for one in _each(node.get("hasVariant")) if isinstance(one, dict)]
    first = variants[0] if variants else {}
    offers = [offer for one in (node, first) for offer in _each(one.get("offers")) if isinstance(offer, dict)]
    return Product(
        name=_text(node.get("name") or first.get("name")),
        brand=_text(node.get("brand") or node.get("manufacturer") or first.get("brand")),
        color=_text(node.get("color") or first.get("color")),
        size=_single_text(node.get("size") or _only([one.get("size") for one in variants])),
        price=_offered_price(offers),
        pictures=tuple(
            urljoin(address, picture)
            for one in (node.get("image"), node.get("photo"), first.get("image"))
            for picture in _pictures(one)
        )[:_MAX_PICTURES],
    )


def _offered_price(offers: list[Node]) -> Price | None:
    for offer in offers:
        nested = [one for key in ("priceSpecification", "offers") for one in _each(offer.get(key))]
        for told in [offer, *(one for one in nested if isinstance(one, dict))]:
            amount = _text(told.get("price")) or _text(told.get("lowPrice"))
            price = read_price(amount, _text(told.get("priceCurrency") or offer.get("priceCurrency")))
            if price:
                return price
    return None


def _pictures(value: Any) -> Iterator[str]:
    for one in _each(value):
        if isinstance(one, dict):
            yield from _pictures(one.get("contentUrl") or one.get("url") or one.get("@id"))
        elif isinstance(one, str) and one.strip():
            yield html.unescape(one.strip())


def _open_graph(items: list[Node], address: str) -> Product | None:
    """Open Graph counts where it tells of a product, or of nothing more than a title and a picture."""
    pairs = [(str(name).lower(), str(value).strip()) for item in items for name, value in item.get("properties", [])]
    told = {name: value for name, value in reversed(pairs) if value}
    price = next((read_price(told[f"{key}:amount"], told.get(f"{key}:currency", ""))
                  for key in _OG_PRICES if f"{key}:amount" in told), None)  # fmt: skip
    kind = told.get("og:type", "")
    if not ("product" in kind or price or kind in ("", "website", "og:item")):
        return None
    pictures = [value for name, value in pairs if name in ("og:image:secure_url", "og:image", "og:image:url") and value]
    return Product(
        name=html.unescape(told.get("og:title", "")),
        brand=told.get("product:brand", "") or told.get("og:brand", ""),
        color=told.get("product:color", ""),
        size=told.get("product:size", ""),
        price=price,
        pictures=tuple(urljoin(address, picture) for picture in pictures[:_MAX_PICTURES]),
    )


def _each(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    """A text, or what a thing with a name is called; of several the first."""
    for one in _each(value):
        if isinstance(one, dict):
            one = one.get("name") or one.get("@value") or ""
        if isinstance(one, str | int | float) and not isinstance(one, bool) and str(one).strip():
            return html.unescape(str(one))
    return ""


def _single_text(value: Any) -> str:
    """A size is one where there is no choice of several."""
    return _text(value) if len(_each(value)) == 1 else ""


def _only(values: list[Any]) -> Any:
    return values[0] if len({str(value) for value in values}) == 1 else None
