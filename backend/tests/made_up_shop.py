"""A fictional shop: twelve kinds of product page, good and hostile. `python made_up_shop.py PORT` serves it."""

import json
import sys
import threading
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
HTML = "text/html; charset=utf-8"
PHOTO = (SAMPLES / "jeans-blue.jpg").read_bytes()
DRIP_S = 0.2
THINKING_S = 0.01


def product(kind: str, **more: object) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": f"Straight jeans {kind}",
        "brand": {"@type": "Brand", "name": "Nobody's Denim"},
        "color": "Indigo",
        "size": "32",
        "image": [f"/pictures/{kind}.jpg"],
        "offers": {"@type": "Offer", "price": "79.90", "priceCurrency": "EUR"},
        **more,
    }


def json_ld(**told: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(told)}</script>'


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang=en><head><title>Made-up shop</title>{head}</head><body>{body}</body></html>"


def script_built(script: str) -> str:
    return page(f'<div id="root"></div><script>{script}</script>')


PAGES: dict[str, str] = {
    "json-ld": page(
        "<h1>Jeans</h1><script type='application/ld+json'>{broken</script>",
        json_ld(**{"@graph": [{"@type": "WebSite", "name": "Shop"}, product("json-ld")]}),
    ),
    "open-graph": page(
        "<p>Words</p>",
        '<meta property="og:type" content="product"><meta property="og:title" content="Straight jeans open-graph">'
        '<meta property="og:image" content="/pictures/open-graph.jpg">'
        '<meta property="product:brand" content="Nobody&#39;s Denim"><meta property="product:color" content="Indigo">'
        '<meta property="product:price:amount" content="79,90">'
        '<meta property="product:price:currency" content="EUR">',
    ),
    "microdata": page(
        '<div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Straight jeans microdata</h1>'
        '<img itemprop="image" src="pictures/microdata.jpg"><span itemprop="color">Indigo</span>'
        '<div itemprop="brand" itemscope itemtype="https://schema.org/Brand">'
        '<span itemprop="name">Nobody\'s Denim</span></div>'
        '<div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="price" content="79.90">'
        '<meta itemprop="priceCurrency" content="EUR"></div></div>'
    ),
    "script-built": script_built(
        "fetch('/api/product').then(answer => answer.json()).then(told => {"
        " const script = document.createElement('script'); script.type = 'application/ld+json';"
        " script.textContent = JSON.stringify(told); document.head.append(script);"
        " document.querySelector('#root').innerHTML = `<h1>${told.name}</h1>`; })"
    ),
    "lazy": page(
        '<header><img src="/pictures/logo.jpg" alt="logo" class="logo"></header><main class="product">'
        "<h1>Straight jeans lazy</h1><dl><dt>Colour</dt><dd>Indigo</dd><dt>Brand</dt><dd>Nobody's Denim</dd></dl>"
        '<p><s class="price">€ 99,00</s> <span class="price">€ 79,90</span></p>'
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" class="gallery"'
        ' data-srcset="../pictures/lazy-small.jpg 200w, ../pictures/lazy.jpg 1200w" alt="Straight jeans lazy">'
        "<button>Add to cart</button></main>"
        '<section class="related"><img src="/pictures/other.jpg" alt="Another"></section>'
    ),
    "html-as-picture": page("", json_ld(**product("x", image=["/not-a-picture.jpg", "/pictures/html-as-picture.jpg"]))),
    "only-html-as-picture": page("", json_ld(**product("x", image=["/not-a-picture.jpg"]))),
    "many-pictures": page(
        "<h1>Straight jeans many-pictures</h1><span class=price>79,90 €</span><button>Add to cart</button>"
        + "".join(
            '<img class="gallery" src="/pictures/many-pictures.jpg" alt="Straight jeans">'
            if number == 1500
            else f'<img src="/not-a-picture.jpg?{number}">'
            for number in range(5000)
        )
    ),
    "none": page("<h1>About us</h1><p>We are a made-up shop.</p>"),
}

WRONG_CHARSET = page("", json_ld(**product("wrong-charset") | {"name": "Blåbær jeans", "brand": "Ærø"}).replace(
    "\\u00e5", "å").replace("\\u00e6", "æ").replace("\\u00c6", "Æ").replace("\\u00f8", "ø"))  # fmt: skip


def gzip_bomb(mebibytes: int) -> bytes:
    """Zeros, compressed a thousandfold. One compressed block is repeated, so that making it takes no time."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    first, block = (deflate.compress(bytes(1024 * 1024)) + deflate.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + block * (mebibytes - 1) + deflate.flush()


class Shop(ThreadingHTTPServer):
    """`asked` counts requests by path, `at_once` is the largest number that wait for their answer together."""

    daemon_threads = True

    def __init__(self, port: int = 0, pages: dict[str, str] | None = None) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.pages = PAGES | (pages or {})
        self.asked: Counter[str] = Counter()
        self.agents: set[str] = set()
        self.at_once = self._inside = 0
        self._lock = threading.Lock()
        self.host = f"127.0.0.1:{self.server_address[1]}"
        self.address = f"http://{self.host}"

    @contextmanager
    def counted(self, path: str, agent: str) -> Iterator[None]:
        with self._lock:
            self.asked[path] += 1
            self.agents.add(agent)
            self._inside += 1
            self.at_once = max(self.at_once, self._inside)
        try:
            yield
        finally:
            with self._lock:
                self._inside -= 1


class _Handler(BaseHTTPRequestHandler):
    server: Shop

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        agent = self.headers.get("User-Agent", "")
        # The count ends before the answer is sent: its reader may ask again before the last write returns.
        with self.server.counted(path, agent):
            time.sleep(THINKING_S)
        with suppress(BrokenPipeError, ConnectionResetError):
            self.answer(path.strip("/"))

    def answer(self, name: str) -> None:
        if name in self.server.pages:
            self.send(self.server.pages[name].encode())
        elif name.startswith("pictures/"):
            # Every picture is unique: different bytes after its end.
            self.send(PHOTO + name.encode(), "image/jpeg")
        elif name.startswith("to/"):
            self.send(b"", HTML, ("Location", name.removeprefix("to/")), status=302)
        else:
            self.answer_oddly(name)

    def answer_oddly(self, name: str) -> None:
        if name == "api/product":
            self.send(json.dumps(product("script-built")).encode(), "application/json")
        elif name == "not-a-picture.jpg":
            self.send(b"<!doctype html><p>no picture</p>", "image/jpeg")
        elif name == "wrong-charset":
            self.send(WRONG_CHARSET.encode(), "text/html; charset=iso-8859-1")
        elif name == "wrong-charset-too":
            self.send(WRONG_CHARSET.encode("cp1252"))
        elif name == "gzip-bomb":
            self.send(gzip_bomb(200), HTML, ("Content-Encoding", "gzip"))
        elif name == "redirects":
            self.send(b"", HTML, ("Location", "/redirects?again"), status=302)
        elif name == "slow":
            self.drip()
        else:
            self.send(b"<!doctype html><p>not here", status=404)

    def send(self, content: bytes, kind: str = HTML, *headers: tuple[str, str], status: int = 200) -> None:
        self.send_response(status)
        for header in (("Content-Type", kind), ("Content-Length", str(len(content))), *headers):
            self.send_header(*header)
        self.end_headers()
        self.wfile.write(content)

    def drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", HTML)
        self.end_headers()
        while True:
            self.wfile.write(b"<p>")
            self.wfile.flush()
            time.sleep(DRIP_S)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def open_shop(pages: dict[str, str] | None = None) -> Iterator[Shop]:
    with Shop(pages=pages) as shop:
        thread = threading.Thread(target=shop.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield shop
        finally:
            shop.shutdown()
            thread.join()


if __name__ == "__main__":
    Shop(int(sys.argv[1])).serve_forever()
