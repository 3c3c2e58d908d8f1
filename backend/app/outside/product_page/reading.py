"""A page's HTML -> the product it shows: `python -m app.outside.product_page.reading URL < page.html` prints JSON."""

import argparse
import sys

from bs4 import BeautifulSoup
from lxml.html import HTMLParser, fromstring

from app.isolation import EXIT_SAYS_WHY
from app.outside.fetching import FetchFailed
from app.outside.product_page.heuristics import read_heuristically
from app.outside.product_page.markup import read_text
from app.outside.product_page.pictures import ranked_pictures
from app.outside.product_page.product import Product
from app.outside.product_page.structured import read_structured


def read_product(text: str, address: str) -> Product:
    """What is said to machines first, then what a person would see; an empty product where there is none."""
    product = Product()
    for told in read_structured(fromstring(text.encode(), parser=HTMLParser(encoding="utf-8")), address):
        product = product.or_else(told)
    page = BeautifulSoup(text, "lxml")
    seen = read_heuristically(page, address)
    if seen is None and product.name:
        seen = Product(pictures=tuple(ranked_pictures(page, address, product.name)))
    return product.or_else(seen) if seen else product


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="where the page lies; relative addresses in it are meant from there")
    parser.add_argument("--content-type", default="", help="what the server called it")
    arguments = parser.parse_args()
    try:
        text = read_text(sys.stdin.buffer.read(), arguments.content_type)
    except FetchFailed as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_SAYS_WHY
    sys.stdout.write(f"{read_product(text, arguments.address).to_json()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
