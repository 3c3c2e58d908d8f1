"""Which addresses may be visited, by a URL's form and an IP address's meaning. Nothing here uses the network."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final, TypeAlias

import httpx

from app.outside.fetching.errors import AddressRefused

IpAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

LONGEST_URL: Final = 2000
USUAL_PORTS: Final = {"http": 80, "https": 443}
_HAS_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_NAME: Final = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")
# The last label of texts that `inet_aton` parses as an IPv4 address: 0x7f.1, 017700000001, 2130706433, 127.1.
_NUMBER: Final = re.compile(r"(\d+|0x[0-9a-f]*)")

# In addition to the ranges that `ipaddress` calls not global, which differ between versions of Python. 192.0.0.0/24
# is for protocols and one cloud's metadata; 192.88.99.0/24 leads to 6to4 relays (RFC 7526); 168.63.129.16 is another
# cloud's metadata, at a public address.
_OTHER_REFUSED_V4: Final = [
    ipaddress.IPv4Network(net) for net in ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")
]
# Of IPv6 only the range allocated for the internet (RFC 4291), without protocol assignments (such as Teredo), 6to4
# and the two documentation ranges. IPv4 in IPv6 (mapped, compatible, NAT64) is outside of it.
_GLOBAL_V6: Final = ipaddress.IPv6Network("2000::/3")
_REFUSED_V6: Final = [ipaddress.IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]


@dataclass(frozen=True)
class Address:
    """A URL in normal form; `host` is lower-case ASCII without brackets or a final dot."""

    url: httpx.URL
    host: str
    port: int

    @property
    def ip(self) -> IpAddress | None:
        """The host as an IP address, if it is one."""
        return _ip(self.host)

    def __str__(self) -> str:
        return str(self.url)


def parse_address(text: str) -> Address:
    """Parse an address that a person pasted, a page linked to, or a redirect named. Raises: AddressRefused."""
    text = text.strip()
    if not _HAS_SCHEME.match(text):
        text = f"https://{text}"
    try:
        url = httpx.URL(text).copy_with(fragment=None)
        host, port = url.raw_host.decode("ascii"), url.port
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise AddressRefused("This is not a web page's address. Copy it from the browser's address bar.") from error
    if len(str(url)) > LONGEST_URL:
        raise AddressRefused(f"This address is longer than {LONGEST_URL} characters. Copy it from the page again.")
    if url.scheme not in USUAL_PORTS:
        raise AddressRefused("Only addresses that begin with http:// or https:// can be opened.")
    if url.userinfo:
        raise AddressRefused("An address with a name or password before an @ is not opened. Leave that part out.")
    host = host.strip("[]").removesuffix(".").lower()
    if _ip(host) is None and (not _NAME.fullmatch(host) or _NUMBER.fullmatch(host.rpartition(".")[2])):
        raise AddressRefused("The site's name in this address is not valid. Copy it from the browser's address bar.")
    return Address(url, host, port or USUAL_PORTS[url.scheme])


def _ip(host: str) -> IpAddress | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def is_public(ip: IpAddress) -> bool:
    """Whether an address belongs to a public host on the internet, and not to an internal network."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not ip.is_multicast and not any(ip in net for net in _OTHER_REFUSED_V4)
    is_listed = any(ip in net for net in _REFUSED_V6)
    return ip in _GLOBAL_V6 and ip.is_global and ip.scope_id is None and not is_listed
