"""Prices as shops write them: "1.299,00 kr", "EUR 49.95", "£30"."""

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from app.outside.product_page.product import Price

# ISO 4217: currencies whose minor unit is not a hundredth.
_WITHOUT_MINOR_UNIT: Final = re.compile("BIF|CLP|DJF|GNF|ISK|JPY|KMF|KRW|PYG|RWF|UGX|UYI|VND|VUV|XAF|XOF|XPF")
_IN_THOUSANDTHS: Final = re.compile("BHD|IQD|JOD|KWD|LYD|OMR|TND")
_SIGNS: Final = {"€": "EUR", "£": "GBP", "US$": "USD", "$": "USD", "¥": "JPY", "₹": "INR", "zł": "PLN", "₩": "KRW"}
_CODE: Final = re.compile(r"\b(AUD|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HUF|INR|JPY|KRW|NOK|NZD|PLN|RON|SEK|SGD|TRY|USD)\b")
_SIGN: Final = re.compile("|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True)))
_NUMBER: Final = re.compile(r"\d[\d.,\s'’]*")
_MAX_MINOR: Final = 10**12


def read_price(amount: object, currency: object = "") -> Price | None:
    """A price from an amount and a currency, either of which may hold both; None where it is none."""
    text = f"{amount} {currency}"
    code = str(currency).strip().upper()
    if not re.fullmatch("[A-Z]{3}", code):
        code = _currency_in(text)
    number = _number_in(str(amount))
    if not code or number is None:
        return None
    digits = 0 if _WITHOUT_MINOR_UNIT.fullmatch(code) else 3 if _IN_THOUSANDTHS.fullmatch(code) else 2
    minor = int((number * 10**digits).to_integral_value())
    return Price(minor, code) if 0 < minor <= _MAX_MINOR else None


def _currency_in(text: str) -> str:
    if code := _CODE.search(text.upper()):
        return code[1]
    sign = _SIGN.search(text)
    return _SIGNS[sign[0]] if sign else ""


def _number_in(text: str) -> Decimal | None:
    found = _NUMBER.search(text)
    if not found:
        return None
    digits = re.sub(r"[\s'’]", "", found[0]).rstrip(".,")
    point = max(digits.rfind("."), digits.rfind(","))
    both = "." in digits and "," in digits
    # A lone mark before exactly three digits parts thousands: 1.299 kr. So does one that comes more than once.
    is_grouping = not both and (digits.count(digits[point]) > 1 or len(digits) - point == 4) if point >= 0 else False
    if point >= 0 and not is_grouping:
        whole, part = digits[:point], digits[point + 1 :]
        digits = f"{re.sub('[.,]', '', whole)}.{part}"
    else:
        digits = re.sub("[.,]", "", digits)
    try:
        return Decimal(digits[:24])
    except InvalidOperation:
        return None
