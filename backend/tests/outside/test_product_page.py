"""Reading product pages, and what their scripts can and cannot do."""

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_up_shop import Shop, json_ld, open_shop, page, product, script_built

from app.outside.fetching import BadAnswer, Fetched, Guard, TooMuch
from app.outside.product_page import apart
from app.outside.product_page.apart import read_product as read_product_apart
from app.outside.product_page.apart import render
from app.outside.product_page.markup import MAX_TAGS, read_text
from app.outside.product_page.prices import read_price
from app.outside.product_page.product import Price, Product
from app.outside.product_page.reading import read_product

ADDRESS = "https://shop.example/p/jeans"


@pytest.mark.parametrize(
    ("amount", "currency", "price"),
    [
        ("79.90", "EUR", (7990, "EUR")),
        (79.9, "EUR", (7990, "EUR")),
        ("1.299,00 kr", "SEK", (129900, "SEK")),
        ("1 299 kr", "NOK", (129900, "NOK")),
        ("1,299.50", "USD", (129950, "USD")),
        ("1.299", "EUR", (129900, "EUR")),
        ("£30", "", (3000, "GBP")),
        ("79,90 €", "", (7990, "EUR")),
        ("CHF 1'250.–", "", (125000, "CHF")),
        ("¥12,800", "", (12800, "JPY")),
        ("4.500", "KWD", (4500000, "KWD")),
        ("free", "EUR", None),
        ("0", "EUR", None),
        ("79.90", "", None),
        ("9" * 40, "EUR", None),
    ],
)
def test_prices_are_read_as_shops_write_them(amount: object, currency: str, price: tuple[int, str] | None):
    assert read_price(amount, currency) == (Price(*price) if price else None)


def test_variants_of_a_group_fill_in_what_the_group_does_not_say():
    group = {
        "@type": "ProductGroup",
        "name": "Wool scarf",
        "hasVariant": [product("a", size="S", image="/s.jpg"), product("b", size="M")],
    }
    read = read_product(page("", json_ld(**group)), ADDRESS)
    assert (read.name, read.color, read.price) == ("Wool scarf", "Indigo", Price(7990, "EUR"))
    assert read.size == ""  # there is a choice of two
    assert read.pictures[0] == "https://shop.example/s.jpg"


def test_products_that_the_page_only_recommends_are_not_the_product():
    told = {
        "@graph": [{"@type": "ItemList", "itemListElement": [product("other")]}, {"@type": "Product", "name": "Hat"}]
    }
    assert read_product(page("", json_ld(**told)), ADDRESS).name == "Hat"


def test_what_one_syntax_does_not_say_another_does():
    head = json_ld(**{"@type": "Product", "name": "Hat"}) + '<meta property="og:image" content="/og.jpg">'
    read = read_product(page("", head), ADDRESS)
    assert (read.name, read.pictures) == ("Hat", ("https://shop.example/og.jpg",))


@pytest.mark.parametrize(
    "told",
    [
        '{"@type": "Product", "name": ' + "[" * 5000 + "]" * 5000 + "}",
        '{"@type": "Product", "name": null, "offers": [null, 1, {"price": {}}], "image": [null, {"url": 3}]}',
        '{"@type": ["Product", 7], "brand": [[{"name": {"name": []}}]], "hasVariant": [3]}',
        "[1, [2, {}]]",
        "{",
    ],
)
def test_malformed_data_is_no_product_and_no_error(told: str):
    read = read_product(page("", f'<script type="application/ld+json">{told}</script>'), ADDRESS)
    assert not read.is_enough


def test_page_of_text_alone_is_no_product():
    assert read_product(page("<h1>About us</h1><img src='/team.jpg'><p>We began in 1999.</p>"), ADDRESS) == Product()


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"plain words", b"%PDF-1.7", b""])
def test_what_is_no_page_is_told_so(content: bytes):
    with pytest.raises(BadAnswer, match="no web page"):
        read_text(content, "text/html")


def test_page_of_endless_tags_is_refused():
    with pytest.raises(TooMuch):
        read_text(b"<b>" * (MAX_TAGS + 1), "text/html")


@pytest.fixture(scope="module")
def inside() -> Iterator[Shop]:
    """A server that must not be reachable from outside."""
    with open_shop() as inside:
        yield inside


def hostile(inside: Shop) -> str:
    """A page whose script tries everything to reach internal servers, and then reports that it is done."""
    port = inside.server_address[1]
    targets = [f"http://{host}:{port}/" for host in ("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433")]
    return script_built(
        f"const targets = {targets};"
        "document.body.insertAdjacentHTML('beforeend', targets.map(t =>"
        " `<iframe src='${t}json-ld'></iframe><img src='${t}pictures/a.jpg'><object data='${t}lazy'></object>"
        " <link rel=stylesheet href='${t}none'><link rel=preconnect href='${t}'>`).join(''));"
        f"new WebSocket('ws://127.0.0.1:{port}/none').onerror = () => 0;"
        "navigator.sendBeacon(targets[0] + 'microdata', 'x');"
        "const peer = new RTCPeerConnection({iceServers: [{urls: `stun:127.0.0.1:" + str(port) + "`}]});"
        "peer.createDataChannel('x'); peer.createOffer().then(offer => peer.setLocalDescription(offer));"
        "Promise.allSettled(targets.map(t => fetch(t + 'open-graph', {mode: 'no-cors'})))"
        ".then(all => document.body.insertAdjacentHTML('beforeend',"
        " `<h1>tried ${all.length}</h1>`));"
    )


def test_scripts_of_a_page_reach_nothing_inside(inside: Shop):
    with open_shop({"hostile": hostile(inside)}) as shop:
        rendered = asyncio.run(render(f"{shop.address}/hostile", Guard([shop.host]), "", ""))
    assert b"<h1>tried 5</h1>" in rendered.content
    assert dict(inside.asked) == {}


def test_page_that_leads_a_browser_inside_is_not_read(inside: Shop):
    away = script_built(f"location.href = '{inside.address}/json-ld'")
    with open_shop({"away": away}) as shop:
        rendered = asyncio.run(render(f"{shop.address}/away", Guard([shop.host]), "", ""))
    assert b"Straight jeans" not in rendered.content
    assert dict(inside.asked) == {}


def test_browser_that_takes_too_long_is_gone_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(apart, "RENDERING_S", 6.0)
    with open_shop({"busy": script_built("for (;;) {}")}) as shop, pytest.raises(TooMuch):
        asyncio.run(render(f"{shop.address}/busy", Guard([shop.host]), "", ""))
    assert list(tmp_path.iterdir()) == []
    commands = [command_of(process) for process in Path("/proc").iterdir() if process.name.isdigit()]
    assert not any(str(tmp_path).encode() in command for command in commands)


def command_of(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:  # it has just exited
        return b""


@pytest.mark.parametrize(
    ("chromium", "driver", "missing"), [("nothing-here", "", "Chromium"), ("", "nothing-here", "chromedriver")]
)
def test_missing_browser_or_driver_is_named(chromium: str, driver: str, missing: str):
    with pytest.raises(BadAnswer, match=f"{missing}.*not installed"):
        asyncio.run(render("http://127.0.0.1/", Guard(), chromium, driver))


def test_page_is_read_in_a_process_of_its_own_that_can_fail_alone():
    with pytest.raises(BadAnswer, match="no web page"):
        asyncio.run(read_product_apart(Fetched(ADDRESS, b"words", "text/html")))
